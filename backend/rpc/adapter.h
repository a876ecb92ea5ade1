#pragma once

#include <absl/strings/str_cat.h>
#include <google/protobuf/descriptor.h>
#include <grpcpp/grpcpp.h>

#include <functional>
#include <memory>
#include <string>

#include "backend/rpc/gate.h"
#include "shared/invariant.h"

namespace darkstore::rpc {

/// Base of the adapters: registers handlers for the methods of a generated service by name, each through the
/// gate. The service takes raw bytes, see wire.h. A method that nobody registers answers UNIMPLEMENTED.
template <class Service>
class Adapter : public Service::Service {
 public:
  explicit Adapter(Gate& gate) : gate_(gate) {}

 protected:
  template <class Request, class Response>
  using Handler = std::function<Result<Response>(const Request&, const Call&)>;
  template <class Request, class Response>
  using AsyncHandler = std::function<void(const Request&, const Call&, Gate::Done<Response>)>;

  template <class Request, class Response>
  void unary(const std::string& name, Handler<Request, Response> handler) {
    register_unary(name, [this, path = path_of(name), handler = std::move(handler)](
                             auto* context, const auto* in, auto* out) {
      return gate_.unary<Request, Response>(path, context, in, out, handler);
    });
  }

  template <class Request, class Response>
  void async(Lane lane, const std::string& name, AsyncHandler<Request, Response> handler) {
    register_unary(name, [this, lane, path = path_of(name), handler = std::move(handler)](
                             auto* context, const auto* in, auto* out) {
      return gate_.async<Request, Response>(lane, path, context, in, out, handler);
    });
  }

  template <class Request>
  void stream(const std::string& name,
              std::function<Result<std::shared_ptr<FrameSource>>(const Request&, const Call&)> open) {
    using Raw = grpc::internal::CallbackServerStreamingHandler<grpc::ByteBuffer, grpc::ByteBuffer>;
    this->MarkMethodRawCallback(
        index_of(name),
        std::make_unique<Raw>([this, path = path_of(name), open = std::move(open)](
                                  grpc::CallbackServerContext* context, const grpc::ByteBuffer* in) {
          return gate_.stream<Request>(path, context, in, open);
        }).release());  // gRPC owns its handlers
  }

 private:
  using UnaryFunction = std::function<grpc::ServerUnaryReactor*(grpc::CallbackServerContext*,
                                                                const grpc::ByteBuffer*, grpc::ByteBuffer*)>;

  void register_unary(const std::string& name, UnaryFunction function) {
    using Raw = grpc::internal::CallbackUnaryHandler<grpc::ByteBuffer, grpc::ByteBuffer>;
    this->MarkMethodRawCallback(index_of(name), std::make_unique<Raw>(std::move(function)).release());
  }

  static std::string path_of(const std::string& name) {
    return absl::StrCat("/", Service::service_full_name(), "/", name);
  }

  static int index_of(const std::string& name) {
    const auto* service =
        google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(Service::service_full_name());
    invariant(service != nullptr && service->FindMethodByName(name) != nullptr,
              "the contract has this method");
    return service->FindMethodByName(name)->index();
  }

  Gate& gate_;
};

}  // namespace darkstore::rpc
