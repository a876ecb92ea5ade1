#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>

#include "darkstore/v1/network.grpc.pb.h"

namespace darkstore::console {

/// A real gRPC server on loopback whose answers a test decides: for failures that a running backend cannot be
/// made to produce on demand.
class NetworkServer final : public v1::NetworkService::Service {
 public:
  /// What GetDc answers, called on a server thread.
  std::function<grpc::Status(grpc::ServerContext&, const v1::GetDcRequest&, v1::GetDcResponse&)> onGetDc =
      [](grpc::ServerContext&, const v1::GetDcRequest& request, v1::GetDcResponse& response) {
        response.mutable_dc()->set_id(request.dc_id());
        return grpc::Status::OK;
      };
  std::atomic<bool> silent = false;  ///< heartbeats stop, the connection stays: a backend that hangs
  std::string token;                 ///< when set, any other is UNAUTHENTICATED

  explicit NetworkServer(const std::string& listen = "127.0.0.1:0") {
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort(listen, grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(this);
    server_ = builder.BuildAndStart();
    address_ = "127.0.0.1:" + std::to_string(port);
  }
  ~NetworkServer() override { stop(); }

  const std::string& address() const { return address_; }

  /// Ends every call at once, as a killed process does.
  void stop() {
    stopping_ = true;
    server_->Shutdown(std::chrono::system_clock::now());
  }

  grpc::Status GetDc(grpc::ServerContext* context, const v1::GetDcRequest* request,
                     v1::GetDcResponse* response) override {
    return onGetDc(*context, *request, *response);
  }

  grpc::Status WatchNetwork(grpc::ServerContext* context, const v1::WatchNetworkRequest*,
                            grpc::ServerWriter<v1::NetworkFrame>* writer) override {
    const auto& metadata = context->client_metadata();
    const auto given = metadata.find("authorization");
    if (!token.empty() && (given == metadata.end() || given->second != "Bearer " + token)) {
      return {grpc::UNAUTHENTICATED, "nobody issued this token"};
    }
    v1::NetworkFrame frame;
    for (int beat = 0; !stopping_ && !context->IsCancelled(); ++beat) {
      // The contract's 500 ms, checked in short steps so that stopping is prompt.
      if (beat % 25 == 0 && !silent) {
        frame.set_orders_in_flight(beat / 25);
        writer->Write(frame);
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return grpc::Status::OK;
  }

 private:
  std::atomic<bool> stopping_ = false;
  std::unique_ptr<grpc::Server> server_;
  std::string address_;
};

}  // namespace darkstore::console
