#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include <grpcpp/security/server_credentials.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>

#include "darkstore/v1/network.grpc.pb.h"

namespace darkstore::console {

/// DC number `id` of region `region`, healthy.
inline v1::Dc aDc(int id, const std::string& code, const std::string& name, double latitude, double longitude,
                  int region = 1) {
  v1::Dc dc;
  dc.set_id(id);
  dc.set_code(code);
  dc.set_name(name);
  dc.set_metro("Lisboa");
  dc.set_region_id(region);
  dc.mutable_position()->set_latitude(latitude);
  dc.mutable_position()->set_longitude(longitude);
  dc.set_radius_m(3500);
  dc.set_time_zone("Europe/Lisbon");
  dc.set_open_minute(480);
  dc.set_close_minute(1320);
  dc.set_health(v1::HEALTHY);
  return dc;
}

inline v1::Region aRegion(int id, const std::string& code) {
  v1::Region region;
  region.set_id(id);
  region.set_code(code);
  region.set_name(code);
  region.set_shard_id(2);
  region.set_shard_name("emea");
  return region;
}

/// Where a server is that may move: set by the test, read by the client's thread.
class Address {
 public:
  void set(std::string address) {
    const std::lock_guard lock(mutex_);
    address_ = std::move(address);
  }
  std::string get() const {
    const std::lock_guard lock(mutex_);
    return address_;
  }

 private:
  mutable std::mutex mutex_;
  std::string address_;
};

/// A real gRPC server on loopback with three DCs of Lisboa, one of them strained by its first frame.
class SmallNetwork final : public v1::NetworkService::Service {
 public:
  SmallNetwork() {
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(this);
    server_ = builder.BuildAndStart();
    address_ = "127.0.0.1:" + std::to_string(port);
  }
  ~SmallNetwork() override {
    stopping_ = true;
    server_->Shutdown(std::chrono::system_clock::now());
  }

  const std::string& address() const { return address_; }
  std::atomic<int> lists = 0;

  grpc::Status ListRegions(grpc::ServerContext*, const v1::ListRegionsRequest*,
                           v1::ListRegionsResponse* response) override {
    *response->add_regions() = aRegion(1, "iberia");
    return grpc::Status::OK;
  }

  grpc::Status ListDcs(grpc::ServerContext*, const v1::ListDcsRequest*,
                       v1::ListDcsResponse* response) override {
    ++lists;
    *response->add_dcs() = aDc(1, "LIS-001", "Baixa", 38.7107, -9.1365);
    *response->add_dcs() = aDc(2, "LIS-002", "Chiado", 38.7103, -9.1425);
    *response->add_dcs() = aDc(3, "LIS-003", "Almada", 38.6790, -9.1569);
    return grpc::Status::OK;
  }

  grpc::Status GetDc(grpc::ServerContext*, const v1::GetDcRequest* request,
                     v1::GetDcResponse* response) override {
    *response->mutable_dc() = aDc(request->dc_id(), "LIS-002", "Chiado", 38.7103, -9.1425);
    response->mutable_stock()->set_rows(100);
    response->mutable_stock()->set_low(8);
    response->mutable_stock()->set_out(2);
    return grpc::Status::OK;
  }

  grpc::Status WatchNetwork(grpc::ServerContext* context, const v1::WatchNetworkRequest*,
                            grpc::ServerWriter<v1::NetworkFrame>* writer) override {
    v1::NetworkFrame frame;
    auto* change = frame.add_health();
    change->set_dc_id(2);
    change->set_health(v1::STRAINED);
    for (int beat = 0; !stopping_ && !context->IsCancelled(); ++beat) {
      if (beat % 25 == 0) {
        frame.set_at_ms(1'700'000'000'000 + beat);
        frame.set_orders_per_s(12.5);
        frame.set_shards(3);
        frame.set_shards_up(3);
        frame.set_cache_up(true);
        auto* pulse = frame.add_pulses();
        pulse->set_dc_id(1);
        writer->Write(frame);
        frame.Clear();
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
