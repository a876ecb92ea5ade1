#pragma once

#include <grpcpp/grpcpp.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string_view>
#include <utility>

#include "backend/rpc/access.h"
#include "backend/rpc/executor.h"
#include "backend/rpc/status.h"
#include "backend/rpc/stream_hub.h"
#include "backend/rpc/wire.h"
#include "shared/deadline.h"
#include "shared/result.h"

namespace darkstore::rpc {

/// What a handler knows of its caller.
struct Call {
  Actor actor;
  Deadline until;  ///< the client's deadline, 2 s when it has none
};

/// Which queue a call waits in: under load reads are shed before orders.
enum class Lane { kRead, kOrder };

/// Every RPC goes through here: who calls, may they, what do they want, is there room, is there time. Then a
/// worker runs the handler. An exception that leaves a handler is a bug: answered INTERNAL, logged, never
/// thrown into gRPC.
class Gate {
 public:
  Gate(Tokens tokens, Executor& reads, Executor& orders, StreamHub& streams)
      : tokens_(std::move(tokens)), reads_(reads), orders_(orders), streams_(streams) {}

  template <class Response>
  using Done = std::function<void(Result<Response>)>;

  /// A call that is answered later, from another thread, exactly once.
  template <class Request, class Response>
  grpc::ServerUnaryReactor* async(Lane lane, std::string_view method, grpc::CallbackServerContext* context,
                                  const grpc::ByteBuffer* in, grpc::ByteBuffer* out,
                                  std::function<void(const Request&, const Call&, Done<Response>)> handler) {
    auto* reactor = context->DefaultReactor();
    auto call = admit(method, *context);
    if (!call) {
      reactor->Finish(to_status(call.error()));
      return reactor;
    }
    auto request = std::make_shared<Request>();
    if (auto parsed = parse(*in, *request); !parsed) {
      reactor->Finish(to_status(parsed.error()));
      return reactor;
    }
    Done<Response> done = [reactor, out](Result<Response> result) {
      if (result) {
        *out = serialize(*result);
      }
      reactor->Finish(result ? grpc::Status::OK : to_status(result.error()));
    };
    const bool taken = (lane == Lane::kOrder ? orders_ : reads_)
                           .post([request, call = *call, handler = std::move(handler), done]() mutable {
                             run(
                                 method_of<Request>(), call, [&] { handler(*request, call, done); },
                                 [&](Error error) { done(tl::unexpected(std::move(error))); });
                           });
    if (!taken) {
      reactor->Finish(
          to_status({ErrorKind::kResourceExhausted, "", "the backend is busy; try again in a second"}));
    }
    return reactor;
  }

  /// A call that its worker answers.
  template <class Request, class Response>
  grpc::ServerUnaryReactor* unary(std::string_view method, grpc::CallbackServerContext* context,
                                  const grpc::ByteBuffer* in, grpc::ByteBuffer* out,
                                  std::function<Result<Response>(const Request&, const Call&)> handler) {
    return async<Request, Response>(
        Lane::kRead, method, context, in, out,
        [handler = std::move(handler)](const Request& request, const Call& call, Done<Response> done) {
          done(handler(request, call));
        });
  }

  /// A stream: `open` checks the request (on gRPC's thread: it must not block) and gives the source of its
  /// frames.
  template <class Request>
  grpc::ServerWriteReactor<grpc::ByteBuffer>* stream(
      std::string_view method, grpc::CallbackServerContext* context, const grpc::ByteBuffer* in,
      const std::function<Result<std::shared_ptr<FrameSource>>(const Request&, const Call&)>& open) {
    auto call = admit(method, *context);
    if (!call) {
      return streams_.refuse(to_status(call.error()));
    }
    Request request;
    if (auto parsed = parse(*in, request); !parsed) {
      return streams_.refuse(to_status(parsed.error()));
    }
    auto source = open(request, *call);
    return source ? streams_.open(std::move(*source)) : streams_.refuse(to_status(source.error()));
  }

 private:
  template <class Request>
  static std::string_view method_of() {
    return Request::descriptor()->name();
  }

  [[nodiscard]] Result<Call> admit(std::string_view method, const grpc::CallbackServerContext& context) const;
  /// Runs the handler unless the deadline has passed; turns an exception into an Error.
  static void run(std::string_view what, const Call& call, const std::function<void()>& handler,
                  const std::function<void(Error)>& failed);

  Tokens tokens_;
  Executor& reads_;
  Executor& orders_;
  StreamHub& streams_;
};

}  // namespace darkstore::rpc
