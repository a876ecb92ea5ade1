#include "console/client/rpc_method.h"

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
  // The field stands alone in the details, and before the reason in the message.
  const auto field = status.error_details();
  const auto text = status.error_message();
  const bool repeated = !field.empty() && text.starts_with(field + ": ");
  return {kindOf(status.error_code()), field, repeated ? text.substr(field.size() + 2) : text};
}

}  // namespace darkstore::console
