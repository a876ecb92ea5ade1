#pragma once

#include <google/protobuf/message.h>
#include <grpcpp/support/byte_buffer.h>

#include "shared/result.h"

namespace darkstore::rpc {

/// Largest request a backend reads; gRPC enforces it before anything is parsed.
inline constexpr int kRequestBytesMax = 1 << 20;

/// Parses a request. Raw bytes come in because gRPC's own parsing answers INTERNAL without a reason.
/// @return kInvalidArgument; for invalid UTF-8 `field` is the path of the string ("lines[2].note"), otherwise
/// "request"
[[nodiscard]] Result<void> parse(const grpc::ByteBuffer& bytes, google::protobuf::Message& into);

[[nodiscard]] grpc::ByteBuffer serialize(const google::protobuf::Message& message);

}  // namespace darkstore::rpc
