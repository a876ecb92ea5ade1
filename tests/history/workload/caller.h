#pragma once

#include <grpcpp/grpcpp.h>

#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "darkstore/v1/availability.grpc.pb.h"
#include "darkstore/v1/inventory.grpc.pb.h"
#include "darkstore/v1/order.grpc.pb.h"
#include "tests/history/workload/recorder.h"
#include "tests/integration/support/embedded_cluster.h"

namespace darkstore::history {

inline constexpr double kLatitude = 38.7046;
inline constexpr double kLongitude = -9.1617;
inline constexpr int kRegionShard = 2;
inline constexpr std::int64_t kPoisonedCustomer = 666'666;  ///< the workload lets the database refuse them

using Millis = std::chrono::milliseconds;

/// What an order was, to be called again.
struct Wish {
  v1::PlaceOrderRequest request;
  bool poisoned = false;
};

/// What a caller learned.
struct Told {
  Answer answer = Answer::kUnknown;
  std::string order;       ///< id, when placed
  std::string fulfilment;  ///< the first one's id
  std::string read_token;
  std::vector<Part> parts;
};

/// One client of all backends: makes calls and records each with its span and answer. One thread.
class Caller {
 public:
  Caller(const testing::EmbeddedCluster& cluster, int client, std::uint64_t seed, Recorder& recorder,
         Tally& tally);

  [[nodiscard]] std::size_t backends() const { return stubs_.size(); }
  [[nodiscard]] std::string fresh_uuid();
  /// An order near the position with a fresh key.
  [[nodiscard]] Wish wish(const std::vector<std::pair<std::int64_t, int>>& lines, bool may_split,
                          bool may_be_partial);

  Told place(const Wish& wish, std::size_t backend, Millis timeout);
  /// What became of a key. @param fence  nothing may become of it any more
  Told look_up(const std::string& key, std::int64_t customer, std::size_t backend, bool fence);

  Answer receive(ShelfKey row, int quantity, std::size_t backend, Millis timeout);
  Answer adjust(ShelfKey row, int delta, std::size_t backend, Millis timeout);
  Answer count(ShelfKey row, int counted, std::size_t backend, Millis timeout);
  Answer cancel(const std::string& order, std::size_t backend, Millis timeout);
  bool advance(const std::string& order, const std::string& fulfilment, v1::FulfilmentState from,
               v1::FulfilmentState to, std::size_t backend);
  bool flip(std::int64_t item, v1::LockMode mode, std::size_t backend);

  /// Rows of one DC in one snapshot of the primary.
  void read_primary(int dc, const std::vector<std::int64_t>& items, std::size_t backend);
  /// What a customer sees who shows the token of a purchase.
  void read_session(const Told& purchase, std::size_t backend);
  /// What anybody sees.
  void read_around(const std::vector<std::int64_t>& items, std::size_t backend);

 private:
  struct Stubs {
    std::unique_ptr<v1::OrderService::Stub> orders;
    std::unique_ptr<v1::InventoryService::Stub> inventory;
    std::unique_ptr<v1::AvailabilityService::Stub> availability;
  };
  [[nodiscard]] std::unique_ptr<grpc::ClientContext> context(Millis timeout) const;
  template <class Request, class Method>
  Answer change(ChangeCall call, Request& request, Method method, Millis timeout);
  void read_cached(v1::GetAvailabilityRequest request, std::vector<Part> floor, std::size_t backend);

  std::string token_;
  int client_;
  std::mt19937_64 random_;
  Recorder& recorder_;
  Tally& tally_;
  std::vector<Stubs> stubs_;
};

}  // namespace darkstore::history
