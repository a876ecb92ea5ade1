#pragma once

#include <memory>
#include <string>

#include <google/protobuf/message.h>
#include <grpcpp/client_context.h>
#include <grpcpp/completion_queue.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/impl/codegen/proto_utils.h>

#include "console/client/call_thread.h"
#include "console/client/rpc_method.h"

namespace darkstore::console {

/// A stub for every RPC of the contract: it takes the method's path and serialises the message itself.
using AnyStub = grpc::TemplatedGenericStub<google::protobuf::MessageLite, google::protobuf::MessageLite>;

/// A call in flight; its address is its tag in the completion queue. Client thread only.
class CallOp {
 public:
  CallOp() = default;
  virtual ~CallOp() = default;
  CallOp(const CallOp&) = delete;
  CallOp& operator=(const CallOp&) = delete;

  /// An event of this call came out of the queue. @return false when it was the last: the call may be
  /// destroyed
  [[nodiscard]] virtual bool proceed(bool ok) = 0;
  /// Asks gRPC to end it soon; no callback comes any more.
  virtual void abandon() = 0;
};

class UnaryOp final : public CallOp {
 public:
  UnaryOp(RpcMethod method, CallThread::Reply reply);
  void start(AnyStub& stub, grpc::CompletionQueue& queue, const std::string& token,
             const google::protobuf::Message& request, CallClock::time_point deadline);
  bool proceed(bool ok) override;
  void abandon() override;

 private:
  RpcMethod method_;
  CallThread::Reply reply_;
  grpc::ClientContext context_;
  grpc::Status status_;
  MessagePtr response_;
  std::unique_ptr<grpc::ClientAsyncResponseReader<google::protobuf::MessageLite>> reader_;
};

class StreamOp final : public CallOp {
 public:
  StreamOp(RpcMethod method, const google::protobuf::Message& request, CallThread::OnMessage message,
           CallThread::OnEnd end);
  void start(AnyStub& stub, grpc::CompletionQueue& queue, const std::string& token);
  bool proceed(bool ok) override;
  void abandon() override;

 private:
  enum class Step { kStart, kRequest, kRead, kFinish, kDone };
  void read();
  void deliver();

  RpcMethod method_;
  Step step_ = Step::kStart;
  MessagePtr request_;
  CallThread::OnMessage message_;
  CallThread::OnEnd end_;
  bool abandoned_ = false;
  grpc::ClientContext context_;
  grpc::Status status_;
  MessagePtr next_;
  std::unique_ptr<grpc::ClientAsyncReaderWriter<google::protobuf::MessageLite, google::protobuf::MessageLite>>
      stream_;
};

}  // namespace darkstore::console
