#pragma once

#include <google/protobuf/message.h>

#include <string>

namespace darkstore::rpc {

/// 32 bytes of a mutating request's meaning: equal for equal bodies under one request id, whatever the field
/// order on the wire (protobuf's deterministic serialisation within one build of the contract; unknown fields
/// do not count).
[[nodiscard]] std::string request_hash(const google::protobuf::Message& request);

}  // namespace darkstore::rpc
