#pragma once

#include <string>

#include "shared/result.h"

namespace google::protobuf {
class Descriptor;
}
namespace grpc {
class Status;
}

namespace darkstore::console {

/// One RPC of the contract, found by its request: every RPC has a request message of its own.
struct RpcMethod {
  std::string path;  ///< "/darkstore.v1.OrderService/PlaceOrder"
  const google::protobuf::Descriptor* response = nullptr;
  bool streams = false;  ///< the server answers with a stream
};

/// @param request a request message's descriptor; one that no service of its file takes is a bug and aborts
[[nodiscard]] RpcMethod methodOf(const google::protobuf::Descriptor& request);

/// A failed call as a value. The backend puts the field that is to blame into the status details.
/// CANCELLED and UNKNOWN become kUnavailable: nothing can be said about the call.
[[nodiscard]] Error errorOf(const grpc::Status& status);

}  // namespace darkstore::console
