#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "console/client/call_thread.h"
#include "console/client/endpoints.h"

namespace darkstore::console {

/// Makes calls one after the other and waits for each; for the command line. A backend that is away is passed
/// over: the contract makes every call safe to repeat.
class Caller {
 public:
  /// @param endpoints  at least one backend
  Caller(Endpoints endpoints, std::string token, std::chrono::milliseconds timeout);

  [[nodiscard]] Result<MessagePtr> call(const google::protobuf::Message& request);
  /// Gives each message to `take` until it returns false, or the stream breaks.
  [[nodiscard]] Result<void> stream(const google::protobuf::Message& request,
                                    std::function<bool(const google::protobuf::Message&)> take);

 private:
  Result<MessagePtr> callAt(const std::string& address, const google::protobuf::Message& request);
  Result<void> streamAt(const std::string& address, const google::protobuf::Message& request,
                        const std::function<bool(const google::protobuf::Message&)>& take);

  const Endpoints endpoints_;
  const std::string token_;
  const std::chrono::milliseconds timeout_;
  CallThread thread_;
};

}  // namespace darkstore::console
