#include "shared/result.h"

namespace darkstore {

std::string_view to_string(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kInvalidArgument:
      return "invalid argument";
    case ErrorKind::kNotFound:
      return "not found";
    case ErrorKind::kFailedPrecondition:
      return "failed precondition";
    case ErrorKind::kPermissionDenied:
      return "permission denied";
    case ErrorKind::kUnauthenticated:
      return "unauthenticated";
    case ErrorKind::kResourceExhausted:
      return "resource exhausted";
    case ErrorKind::kDeadlineExceeded:
      return "deadline exceeded";
    case ErrorKind::kUnavailable:
      return "unavailable";
    case ErrorKind::kAborted:
      return "aborted";
    case ErrorKind::kConstraint:
      return "constraint";
    case ErrorKind::kUnknownOutcome:
      return "unknown outcome";
    case ErrorKind::kInternal:
      return "internal";
  }
  return "internal";
}

}  // namespace darkstore
