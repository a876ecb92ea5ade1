#include "backend/rpc/checks.h"

namespace darkstore::rpc {

Result<GeoPoint> check_position(const v1::GeoPoint& position, bool present) {
  if (!present) {
    return invalid("position", "give a position with latitude and longitude in degrees");
  }
  return GeoPoint::parse(position.latitude(), position.longitude());
}

Result<std::chrono::minutes> check_reach(std::int32_t minutes) {
  if (minutes == 0) {
    return std::chrono::minutes{60};
  }
  if (minutes < 5 || minutes > 120) {
    return invalid("reach_within_minutes", "must be 5 to 120, or 0 for the promise of 60");
  }
  return std::chrono::minutes{minutes};
}

Result<int> check_page_size(std::int32_t size, int usual, int max) {
  if (size == 0) {
    return usual;
  }
  if (size < 1 || size > max) {
    return invalid("page_size",
                   "must be 1 to " + std::to_string(max) + ", or 0 for " + std::to_string(usual));
  }
  return size;
}

Result<std::string> check_text(std::string_view field, const std::string& text, std::size_t bytes_min,
                               std::size_t bytes_max) {
  if (text.size() < bytes_min || text.size() > bytes_max) {
    return invalid(std::string(field),
                   "must have " + std::to_string(bytes_min) + " to " + std::to_string(bytes_max) + " bytes");
  }
  if (text.find('\0') != std::string::npos) {
    return invalid(std::string(field), "must not hold a zero byte");
  }
  return text;
}

Result<RequestId> check_request_id(const std::string& text, WallTime now) {
  auto id = Uuid::parse(text, "request_id");
  if (!id) {
    return id;
  }
  const auto age = now - id->time();
  if (age > std::chrono::hours{24} || age < -std::chrono::minutes{5}) {
    return invalid("request_id",
                   "must be at most 24 hours old and 5 minutes ahead; check this machine's clock");
  }
  return id;
}

Result<std::int32_t> check_range(std::string_view field, std::int32_t value, std::int32_t min,
                                 std::int32_t max) {
  if (value < min || value > max) {
    return invalid(std::string(field), "must be " + std::to_string(min) + " to " + std::to_string(max));
  }
  return value;
}

}  // namespace darkstore::rpc
