#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "darkstore/v1/common.pb.h"
#include "shared/geo.h"
#include "shared/result.h"
#include "shared/uuid.h"

namespace darkstore::rpc {

/// Bounds of the edge, one function a kind of field; every Error names the field.
[[nodiscard]] Result<GeoPoint> check_position(const v1::GeoPoint& position, bool present);
/// 0 = 60 minutes; otherwise 5..120.
[[nodiscard]] Result<std::chrono::minutes> check_reach(std::int32_t minutes);
/// 0 = `usual`; otherwise 1..`max`.
[[nodiscard]] Result<int> check_page_size(std::int32_t size, int usual, int max);
[[nodiscard]] Result<std::string> check_text(std::string_view field, const std::string& text,
                                             std::size_t bytes_min, std::size_t bytes_max);
/// A request id must be a version 7 UUID at most 24 h old and 5 min ahead: its day is where it is remembered.
[[nodiscard]] Result<RequestId> check_request_id(const std::string& text, WallTime now);
[[nodiscard]] Result<std::int32_t> check_range(std::string_view field, std::int32_t value, std::int32_t min,
                                               std::int32_t max);

}  // namespace darkstore::rpc
