#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "tests/history/checker/history.h"

namespace darkstore::history {

inline constexpr DcId kDc{1};
inline constexpr DcId kOtherDc{2};
inline constexpr ShelfKey kMilk{kDc, ItemId{10}};
inline constexpr ShelfKey kBread{kDc, ItemId{20}};
inline constexpr ShelfKey kFarMilk{kOtherDc, ItemId{10}};

/// A version 7 UUID of a number.
[[nodiscard]] Uuid id_of(std::uint64_t number);

/// Makes histories as a correct store would have written them: each call is given its span and takes effect
/// in the order in which the builder is called. Tests then spoil what it made.
class AHistory {
 public:
  AHistory& stock(ShelfKey row, std::int32_t quantity);
  /// A purchase of one row: granted when there is enough, else refused with what is left.
  /// @return the call, to be spoilt
  OrderCall& buy(const std::string& key, ShelfKey row, std::int32_t quantity, Span span, int backend = 0);
  /// Of several rows, whole or not at all.
  OrderCall& buy(const std::string& key, const std::vector<std::pair<ShelfKey, std::int32_t>>& wanted,
                 Span span);
  /// The same call again: answers what the first one did.
  OrderCall& again(const std::string& key, Span span, int backend = 1);
  /// Nobody was told what became of it; `happened`: it was carried out all the same.
  OrderCall& lose(const std::string& key, ShelfKey row, std::int32_t quantity, Time invoke, bool happened);
  ChangeCall& receive(const std::string& request, ShelfKey row, std::int32_t quantity, Span span);
  ChangeCall& cancel(const std::string& request, const std::string& key, Span span);
  ReadCall& read(std::vector<ShelfKey> rows, Span span, ReadSource source = ReadSource::kPrimary);

  [[nodiscard]] static Uuid key(const std::string& name);
  [[nodiscard]] static Uuid order(const std::string& name);
  [[nodiscard]] RowState& now(ShelfKey row) { return rows_.at(row); }

  /// The history so far, with the rows' end.
  [[nodiscard]] History done() const;
  [[nodiscard]] History& raw() { return history_; }

 private:
  std::int64_t move(ShelfKey row, std::int32_t delta, EntryKind kind, const Uuid& order, const Uuid& request);

  History history_{.orders = {},
                   .changes = {},
                   .reads = {},
                   .book = {},
                   .reach = {kDc, kOtherDc},
                   .faults = {},
                   .standby_away = {}};
  std::map<ShelfKey, RowState> rows_;
};

}  // namespace darkstore::history
