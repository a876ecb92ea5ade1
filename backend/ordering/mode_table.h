#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "backend/storage/order_records.h"
#include "shared/ids.h"

namespace darkstore::ordering {

/// One snapshot of all lock modes. A batch uses one snapshot from start to end.
class Modes {
 public:
  struct Entry {
    ItemId item;
    DcId dc;  ///< 0 = everywhere
    storage::LockMode mode = storage::LockMode::kPessimistic;
    bool removed = false;  ///< the override is gone
  };

  [[nodiscard]] storage::LockMode of(ShelfKey key) const;
  [[nodiscard]] bool is_override(ShelfKey key) const { return overrides_.contains(key); }
  [[nodiscard]] std::int64_t epoch() const { return epoch_; }
  void apply(const Entry& entry, std::int64_t epoch);

 private:
  std::unordered_map<ItemId, storage::LockMode> items_;
  std::unordered_map<ShelfKey, storage::LockMode> overrides_;
  std::int64_t epoch_ = 0;
};

/// The modes in force at this backend; the directory's poller replaces them. Thread-safe.
class ModeTable {
 public:
  [[nodiscard]] std::shared_ptr<const Modes> snapshot() const;
  /// Keeps the newer of both: a slow poller never turns a flip back.
  void replace(std::shared_ptr<const Modes> modes);

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Modes> modes_ = std::make_shared<const Modes>();  // guarded by mutex_
};

}  // namespace darkstore::ordering
