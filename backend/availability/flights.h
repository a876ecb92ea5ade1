#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "backend/availability/near_cache.h"
#include "backend/availability/row_view.h"
#include "shared/deadline.h"
#include "shared/ids.h"
#include "shared/result.h"

namespace darkstore::availability {

/// A row brought from a database.
struct BroughtRow {
  SeenRow row;
  ReadSource source = ReadSource::kReplica;
};

/// Lets one caller at a time fetch a row; whoever wants it meanwhile waits for what that one brings.
/// Thread-safe.
class Flights {
  class Flight;

 public:
  /// What a caller has to fetch and what others are fetching. Lands by itself, empty-handed, when it is
  /// dropped.
  class Claim {
   public:
    Claim(Claim&&) noexcept = default;
    Claim& operator=(Claim&&) = delete;
    ~Claim();

    /// Places in the claimed keys that this caller must fetch.
    [[nodiscard]] const std::vector<std::size_t>& mine() const { return mine_; }
    /// Places in the claimed keys that others are fetching.
    [[nodiscard]] const std::vector<std::size_t>& theirs() const { return theirs_; }

    /// Gives a row to those who wait for it and those who come until landing.
    void bring(ShelfKey key, const BroughtRow& row);
    /// Ends the flight. Rows that were not brought fail with the error for those who wait.
    void land(const std::optional<Error>& error);

    /// Waits for the row at `theirs()[which]`.
    /// @return the fetching caller's error if it failed; kDeadlineExceeded with the field "wait" past `until`
    [[nodiscard]] Result<BroughtRow> wait(std::size_t which, Deadline until) const;

   private:
    friend class Flights;
    explicit Claim(Flights& home) : home_(&home) {}
    Flights* home_;
    std::vector<ShelfKey> keys_;
    std::vector<std::size_t> mine_;
    std::vector<std::size_t> theirs_;
    std::shared_ptr<Flight> flight_;
    std::vector<std::shared_ptr<Flight>> waited_for_;  ///< as theirs_
  };

  /// @param keys each once
  [[nodiscard]] Claim claim(std::span<const ShelfKey> keys);

 private:
  std::mutex mutex_;
  std::unordered_map<ShelfKey, std::shared_ptr<Flight>> airborne_;  ///< guarded by mutex_
};

}  // namespace darkstore::availability
