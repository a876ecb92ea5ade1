#pragma once

#include <grpcpp/support/status.h>

#include "shared/result.h"

namespace darkstore::rpc {

/// The one place where an ErrorKind becomes a gRPC code. The message reads "field: reason"; the field stands
/// alone in the status details, for programs.
[[nodiscard]] grpc::Status to_status(const Error& error);

}  // namespace darkstore::rpc
