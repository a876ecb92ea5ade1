#include "console/client/call_ops.h"

#include <utility>

#include <google/protobuf/descriptor.h>
#include <grpc/support/time.h>

namespace darkstore::console {
namespace {

using google::protobuf::Message;

MessagePtr newMessage(const google::protobuf::Descriptor& type) {
  return MessagePtr(google::protobuf::MessageFactory::generated_factory()->GetPrototype(&type)->New());
}

void authorise(grpc::ClientContext& context, const std::string& token) {
  if (!token.empty()) {
    context.AddMetadata("authorization", "Bearer " + token);
  }
}

gpr_timespec toGpr(CallClock::time_point deadline) {
  const auto left = std::chrono::duration_cast<std::chrono::microseconds>(deadline - CallClock::now());
  return gpr_time_add(gpr_now(GPR_CLOCK_MONOTONIC), gpr_time_from_micros(left.count(), GPR_TIMESPAN));
}

}  // namespace

UnaryOp::UnaryOp(RpcMethod method, CallThread::Reply reply)
    : method_(std::move(method)), reply_(std::move(reply)), response_(newMessage(*method_.response)) {}

void UnaryOp::start(AnyStub& stub, grpc::CompletionQueue& queue, const std::string& token,
                    const Message& request, CallClock::time_point deadline) {
  authorise(context_, token);
  context_.set_deadline(toGpr(deadline));
  reader_ = stub.PrepareUnaryCall(&context_, method_.path, request, &queue);
  reader_->StartCall();
  reader_->Finish(response_.get(), &status_, this);
}

bool UnaryOp::proceed(bool /*ok*/) {
  if (auto reply = std::exchange(reply_, nullptr)) {
    if (status_.ok()) {
      reply(std::move(response_));
    } else {
      reply(tl::unexpected(errorOf(status_)));
    }
  }
  return false;
}

void UnaryOp::abandon() {
  reply_ = nullptr;
  context_.TryCancel();
}

StreamOp::StreamOp(RpcMethod method, const Message& request, CallThread::OnMessage message,
                   CallThread::OnEnd end)
    : method_(std::move(method)),
      request_(request.New()),
      message_(std::move(message)),
      end_(std::move(end)) {
  request_->CopyFrom(request);
}

void StreamOp::start(AnyStub& stub, grpc::CompletionQueue& queue, const std::string& token) {
  authorise(context_, token);
  stream_ = stub.PrepareCall(&context_, method_.path, &queue);
  stream_->StartCall(this);
}

bool StreamOp::proceed(bool ok) {
  if (step_ == Step::kFinish) {
    step_ = Step::kDone;
    if (auto end = std::exchange(end_, nullptr)) {
      end(status_.ok() ? Error{ErrorKind::kUnavailable, "", "the backend ended the stream"}
                       : errorOf(status_));
    }
    return false;
  }
  if (!ok) {
    step_ = Step::kFinish;
    stream_->Finish(&status_, this);
    return true;
  }
  switch (step_) {
    case Step::kStart:
      step_ = Step::kRequest;
      stream_->WriteLast(*request_, grpc::WriteOptions(), this);
      break;
    case Step::kRequest:
      step_ = Step::kRead;
      read();
      break;
    default:
      deliver();
      read();
  }
  return true;
}

void StreamOp::read() {
  next_ = newMessage(*method_.response);
  stream_->Read(next_.get(), this);
}

void StreamOp::deliver() {
  // The callback may abandon this stream: it is out of the member while it runs.
  if (auto message = std::exchange(message_, nullptr)) {
    message(std::move(next_));
    if (!abandoned_) {
      message_ = std::move(message);
    }
  }
}

void StreamOp::abandon() {
  if (step_ == Step::kDone) {
    return;
  }
  abandoned_ = true;
  message_ = nullptr;
  end_ = nullptr;
  context_.TryCancel();
}

}  // namespace darkstore::console
