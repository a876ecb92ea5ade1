#include "console/ctl/caller.h"

#include <future>
#include <memory>
#include <utility>

#include <google/protobuf/message.h>

#include "shared/invariant.h"

namespace darkstore::console {
namespace {

using google::protobuf::Message;

bool isAway(const Error& error) {
  return error.kind == ErrorKind::kUnavailable;
}

}  // namespace

Caller::Caller(Endpoints endpoints, std::string token, std::chrono::milliseconds timeout)
    : endpoints_(std::move(endpoints)), token_(std::move(token)), timeout_(timeout) {
  invariant(!endpoints_.backends.empty(), "a caller needs a backend");
}

Result<MessagePtr> Caller::call(const Message& request) {
  auto result = callAt(endpoints_.backends.front(), request);
  for (std::size_t i = 1; i < endpoints_.backends.size() && !result && isAway(result.error()); ++i) {
    result = callAt(endpoints_.backends[i], request);
  }
  return result;
}

Result<void> Caller::stream(const Message& request, std::function<bool(const Message&)> take) {
  auto result = streamAt(endpoints_.backends.front(), request, take);
  for (std::size_t i = 1; i < endpoints_.backends.size() && !result && isAway(result.error()); ++i) {
    result = streamAt(endpoints_.backends[i], request, take);
  }
  return result;
}

Result<MessagePtr> Caller::callAt(const std::string& address, const Message& request) {
  std::promise<Result<MessagePtr>> answer;
  const bool posted = thread_.post([&] {
    thread_.unary({address, token_}, request, CallClock::now() + timeout_,
                  [&answer](Result<MessagePtr> result) { answer.set_value(std::move(result)); });
  });
  invariant(posted, "one call at a time never fills the queue");
  return answer.get_future().get();
}

Result<void> Caller::streamAt(const std::string& address, const Message& request,
                              const std::function<bool(const Message&)>& take) {
  // Shared with the client thread, which may still touch it when the end was seen.
  auto done = std::make_shared<std::promise<Result<void>>>();
  auto stream = std::make_shared<std::unique_ptr<CallThread::Stream>>();
  const bool posted = thread_.post([=, this, &request, &take] {
    *stream = thread_.stream(
        {address, token_}, request,
        [=, &take](const MessagePtr& message) {
          if (*stream != nullptr && !take(*message)) {
            stream->reset();
            done->set_value({});
          }
        },
        [=](Error error) { done->set_value(tl::unexpected(std::move(error))); });
  });
  invariant(posted, "one call at a time never fills the queue");
  return done->get_future().get();
}

}  // namespace darkstore::console
