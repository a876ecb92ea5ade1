#include "backend/rpc/gate.h"

#include <spdlog/spdlog.h>

namespace darkstore::rpc {
namespace {

constexpr std::chrono::milliseconds kDeadlineDefault{2000};
constexpr std::chrono::hours kDeadlineMax{1};

Deadline deadline_of(const grpc::CallbackServerContext& context) {
  const auto left = context.deadline() - std::chrono::system_clock::now();
  if (left > kDeadlineMax) {  // none was set: gRPC says the end of time
    return within(kDeadlineDefault);
  }
  return std::chrono::steady_clock::now() + std::chrono::duration_cast<std::chrono::nanoseconds>(left);
}

}  // namespace

Result<Call> Gate::admit(std::string_view method, const grpc::CallbackServerContext& context) const {
  const auto& metadata = context.client_metadata();
  const auto header = metadata.find("authorization");
  const auto actor =
      header == metadata.end() ? std::nullopt : tokens_.actor({header->second.data(), header->second.size()});
  if (!actor) {
    return fail(ErrorKind::kUnauthenticated, "authorization",
                "give a token of this cluster: \"Bearer <token>\"");
  }
  if (!may_call(actor->role, method)) {
    return fail(ErrorKind::kPermissionDenied, "authorization",
                "the role " + actor->name + " may not call " + std::string(method));
  }
  return Call{*actor, deadline_of(context)};
}

void Gate::run(std::string_view what, const Call& call, const std::function<void()>& handler,
               const std::function<void(Error)>& failed) {
  if (passed(call.until)) {
    failed({ErrorKind::kDeadlineExceeded, "", "the deadline passed while the call waited for a worker"});
    return;
  }
  try {
    handler();
  } catch (const std::exception& bug) {
    spdlog::error("{}: a handler threw: {}", what, bug.what());
    failed({ErrorKind::kInternal, "", "an internal error; it is in the backend's log"});
  }
}

}  // namespace darkstore::rpc
