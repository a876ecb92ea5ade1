#include "console/client/rpc_method.h"

#include <algorithm>
#include <cctype>

#include <google/protobuf/descriptor.h>
#include <grpcpp/support/status.h>

#include "shared/invariant.h"

namespace darkstore::console {
namespace {

ErrorKind kindOf(grpc::StatusCode code) {
  switch (code) {
    case grpc::INVALID_ARGUMENT:
    case grpc::OUT_OF_RANGE:
      return ErrorKind::kInvalidArgument;
    case grpc::NOT_FOUND:
      return ErrorKind::kNotFound;
    case grpc::FAILED_PRECONDITION:
    case grpc::ALREADY_EXISTS:
    case grpc::ABORTED:
      return ErrorKind::kFailedPrecondition;
    case grpc::PERMISSION_DENIED:
      return ErrorKind::kPermissionDenied;
    case grpc::UNAUTHENTICATED:
      return ErrorKind::kUnauthenticated;
    case grpc::RESOURCE_EXHAUSTED:
      return ErrorKind::kResourceExhausted;
    case grpc::DEADLINE_EXCEEDED:
      return ErrorKind::kDeadlineExceeded;
    case grpc::UNAVAILABLE:
    case grpc::CANCELLED:
    case grpc::UNKNOWN:
      return ErrorKind::kUnavailable;
    default:
      return ErrorKind::kInternal;
  }
}

// "lines[2].quantity", "position.latitude": what may stand before the colon of an error's text.
bool isField(const std::string& text) {
  return !text.empty() && std::ranges::all_of(text, [](unsigned char c) {
    return std::islower(c) != 0 || std::isdigit(c) != 0 || c == '_' || c == '.' || c == '[' || c == ']';
  });
}

}  // namespace

RpcMethod methodOf(const google::protobuf::Descriptor& request) {
  const auto& file = *request.file();
  for (int s = 0; s < file.service_count(); ++s) {
    const auto& service = *file.service(s);
    for (int m = 0; m < service.method_count(); ++m) {
      const auto& method = *service.method(m);
      if (method.input_type() == &request) {
        return {"/" + service.full_name() + "/" + method.name(), method.output_type(),
                method.server_streaming()};
      }
    }
  }
  invariant(false, "no RPC of the contract takes this request");
  return {};
}

Error errorOf(const grpc::Status& status) {
  const auto text = status.error_message();
  const auto colon = text.find(": ");
  if (colon != std::string::npos && isField(text.substr(0, colon))) {
    return {kindOf(status.error_code()), text.substr(0, colon), text.substr(colon + 2)};
  }
  return {kindOf(status.error_code()), "", text};
}

}  // namespace darkstore::console
