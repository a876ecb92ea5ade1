#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <tl/expected.hpp>

namespace darkstore {

/// Why a request or the system failed. A refusal (out of stock, closed) is an answer, never an Error.
enum class ErrorKind : std::uint8_t {
  kInvalidArgument,     ///< the input is wrong; `field` names the part of it
  kNotFound,            ///< what the input names does not exist
  kFailedPrecondition,  ///< the state met does not allow it; `reason` names that state
  kPermissionDenied,    ///< the actor's role does not allow it
  kUnauthenticated,     ///< no token, or one nobody issued
  kResourceExhausted,   ///< shed for want of capacity, nothing was tried; retry later
  kDeadlineExceeded,    ///< the caller's time ran out before anything was decided
  kUnavailable,         ///< a server is away; nothing was decided
  kAborted,             ///< lost to another transaction (deadlock, busy row): nothing was done, run it again
  kConstraint,          ///< the database's own guard refused it: someone tried what must not be
  kUnknownOutcome,      ///< lost at COMMIT: settle by the idempotency key, never by guessing
  kInternal,            ///< a bug or a broken installation
};

/// A failure with the input's field (empty when no field is to blame) and a sentence for people.
struct Error {
  ErrorKind kind = ErrorKind::kInternal;
  std::string field;
  std::string reason;
};

/// std::expected's shape; C++23 is one line away.
template <class T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(ErrorKind kind, std::string field, std::string reason) {
  return tl::unexpected<Error>(Error{kind, std::move(field), std::move(reason)});
}

[[nodiscard]] inline tl::unexpected<Error> invalid(std::string field, std::string reason) {
  return fail(ErrorKind::kInvalidArgument, std::move(field), std::move(reason));
}

[[nodiscard]] std::string_view to_string(ErrorKind kind);

/// The first Error among some Results; nullptr when all succeeded.
template <class... T>
[[nodiscard]] const Error* first_error(const Result<T>&... results) {
  const Error* first = nullptr;
  ((first = first == nullptr && !results ? &results.error() : first), ...);
  return first;
}

}  // namespace darkstore
