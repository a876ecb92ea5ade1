#include "backend/storage/seed_writer.h"

#include <memory>
#include <utility>

#include "backend/storage/seed_copy.h"
#include "backend/storage/seed_statements.h"

namespace darkstore::storage {
namespace {

constexpr std::int16_t kOptimistic = 2;  // LockMode of the contract
constexpr std::int64_t kFirstVersion = 1;
constexpr std::int64_t kFirstEpoch = 1;

// The steps of filling one database. The first failure is kept and ends the rest: each step does nothing
// after it.
class Filling {
 public:
  explicit Filling(OwnerConnection& connection) : connection_(connection) {}

  [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }

  std::vector<std::vector<std::string>> run(const Statement& statement,
                                            const std::vector<std::string>& values = {}) {
    return run(statement.sql, values);
  }

  // Copies rows in; `put(stream, row)` writes one. Tells how many.
  template <class Row, class Put>
  std::int64_t copy(const Statement& statement, const RowSource<Row>& rows, Put put) {
    if (failure_) {
      return 0;
    }
    CopyStream stream(connection_, statement.sql);
    rows([&](const Row& row) { put(stream, row); });
    const auto copied = stream.finish();
    if (!copied) {
      failure_ = copied.error();
    }
    return copied.value_or(0);
  }

  template <class Row, class Put>
  std::int64_t copy(const Statement& statement, const std::vector<Row>& rows, Put put) {
    return copy(statement, RowSource<Row>([&rows](const std::function<void(const Row&)>& sink) {
                  for (const auto& row : rows) {
                    sink(row);
                  }
                }),
                put);
  }

  // Copies into a table without its indexes, then makes them again.
  template <class Row, class Put>
  std::int64_t copy_unindexed(const char* table, const Statement& statement, const RowSource<Row>& rows,
                              Put put) {
    const auto indexes = run(kIndexesOf, {table});
    for (const auto& index : indexes) {
      run(index.at(0).c_str(), {});
    }
    const auto copied = copy(statement, rows, put);
    for (const auto& index : indexes) {
      run(index.at(1).c_str(), {});
    }
    return copied;
  }

 private:
  std::vector<std::vector<std::string>> run(const char* sql, const std::vector<std::string>& values) {
    if (failure_) {
      return {};
    }
    auto rows = connection_.exec(sql, values);
    if (!rows) {
      failure_ = rows.error();
      return {};
    }
    return *std::move(rows);
  }

  OwnerConnection& connection_;
  std::optional<Error> failure_;
};

// Runs `fill` in one transaction, unless the database is filled already.
template <class Fill>
Result<Seeded> fill_once(const SeedTarget& target, const SeedMark& mark, const Statement& holds, Fill fill) {
  auto connection = OwnerConnection::open(target.name, target.conninfo, target.watchdog, target.until);
  if (!connection) {
    return tl::unexpected(connection.error());
  }
  Filling filling(**connection);
  filling.run({"begin", "BEGIN"});
  filling.run(kSeedLock);
  const auto marks = filling.run(kReadSeedMark);
  const auto held = filling.run(holds);
  if (const auto& failure = filling.failure(); failure) {
    return tl::unexpected(*failure);
  }
  if (!marks.empty()) {
    if (marks[0].at(0) == std::to_string(mark.seed) && marks[0].at(1) == mark.scale) {
      return Seeded{.now = false, .rows = std::stoll(marks[0].at(2))};
    }
    return fail(ErrorKind::kFailedPrecondition, "",
                target.name + " holds the scale \"" + marks[0][1] + "\" of seed " + marks[0][0] +
                    "; it is left alone");
  }
  if (!held.empty()) {
    return fail(ErrorKind::kFailedPrecondition, "",
                target.name + " holds data that no seed put there; it is left alone");
  }
  filling.run(kSeedSettings);
  const std::int64_t rows = fill(filling);
  filling.run(kWriteSeedMark, {std::to_string(mark.seed), mark.scale, std::to_string(rows)});
  filling.run({"commit", "COMMIT"});
  if (const auto& failure = filling.failure(); failure) {
    return tl::unexpected(*failure);
  }
  return Seeded{.now = true, .rows = rows};
}

void fill_network(Filling& filling, const DirectorySeed& rows) {
  filling.copy(kCopyShards, rows.shards, [](CopyStream& out, const SeedShard& shard) {
    out.row(2).put(shard.id.value()).put(shard.name);
  });
  filling.copy(kCopyRegions, rows.regions, [](CopyStream& out, const SeedRegion& region) {
    out.row(5).put(region.id.value()).put(region.code).put(region.name);
    out.put(region.shard.value()).put(region.currency);
  });
  filling.copy(kCopyDcs, rows.dcs, [](CopyStream& out, const SeedDc& dc) {
    out.row(13).put(dc.id.value()).put(dc.code).put(dc.name).put(dc.metro).put(dc.region.value());
    out.put(dc.position.latitude).put(dc.position.longitude).put(dc.radius_m).put(dc.time_zone);
    out.put(dc.open_minute).put(dc.close_minute).put(dc.density).put(kOpenedAt);
  });
}

std::int64_t fill_catalogue(Filling& filling, const DirectorySeed& rows) {
  filling.copy(kCopyCategories, rows.categories, [](CopyStream& out, const SeedCategory& category) {
    out.row(3).put(category.id).put(category.name).put(category.picture);
  });
  filling.copy_unindexed("item", kCopyItems, rows.items, [](CopyStream& out, const SeedItem& item) {
    out.row(8).put(item.id.value()).put(item.gtin).put(item.name).put(item.brand).put(item.size);
    out.put(item.category_id).put(item.popularity);
    item.nutrition.empty() ? out.put_null() : out.put(item.nutrition);
  });
  filling.run(kFillItemWords);
  return filling.copy_unindexed("item_price", kCopyPrices, rows.prices,
                                [](CopyStream& out, const SeedPrice& price) {
                                  out.row(3).put(price.item.value()).put(price.currency).put(price.minor);
                                });
}

void fill_lock_modes(Filling& filling, const std::vector<ItemId>& optimistic) {
  const auto raised = filling.run(kRaiseModeEpoch);
  const std::int64_t epoch = raised.empty() ? 0 : std::stoll(raised[0].at(0));
  filling.copy(kCopyLockModes, optimistic, [epoch](CopyStream& out, ItemId item) {
    out.row(7).put(item.value()).put(std::int32_t{0}).put(kOptimistic).put(epoch);
    out.put(std::string_view("seed")).put(std::string_view("cheap and seldom fought over")).put(kOpenedAt);
  });
}

}  // namespace

Result<Seeded> seed_directory(const SeedTarget& target, const SeedMark& mark, const DirectorySeed& rows) {
  return fill_once(target, mark, kHoldsNetwork, [&rows](Filling& filling) -> std::int64_t {
    filling.run(kEmptyDirectory);
    fill_network(filling, rows);
    const auto prices = fill_catalogue(filling, rows);
    fill_lock_modes(filling, rows.optimistic);
    filling.copy_unindexed("customer", kCopyCustomers, rows.customers,
                           [](CopyStream& out, const SeedCustomer& customer) {
                             out.row(4).put(customer.id.value()).put(customer.name).put(customer.phone);
                             out.put(customer.region.value());
                           });
    filling.run(kAnalyzeDirectory);
    return prices;
  });
}

Result<Seeded> seed_shard(const SeedTarget& target, const SeedMark& mark, const ShardSeed& rows) {
  return fill_once(target, mark, kHoldsStock, [&rows](Filling& filling) -> std::int64_t {
    filling.run(kEmptyShard);
    filling.copy(kCopyOwnedRegions, rows.regions,
                 [](CopyStream& out, RegionId region) { out.row(2).put(region.value()).put(kFirstEpoch); });
    const auto stocked = filling.copy_unindexed("inventory", kCopyInventory, rows.stock,
                                                [](CopyStream& out, const SeedStock& stock) {
                                                  out.row(4)
                                                      .put(stock.key.dc.value())
                                                      .put(stock.key.item.value())
                                                      .put(stock.quantity)
                                                      .put(kFirstVersion);
                                                });
    filling.copy_unindexed("shelf", kCopyShelf, rows.stock, [](CopyStream& out, const SeedStock& stock) {
      out.row(4).put(stock.key.dc.value()).put(stock.key.item.value()).put(stock.bin).put(stock.low_below);
    });
    filling.copy_unindexed("balance", kCopyBalance, rows.stock, [](CopyStream& out, const SeedStock& stock) {
      out.row(5).put(stock.key.dc.value()).put(stock.key.item.value()).put(kFirstVersion).put(stock.quantity);
      out.put(kOpenedAt);
    });
    filling.run(kMakePartitions);
    filling.run(kAnalyzeShard);
    return stocked;
  });
}

}  // namespace darkstore::storage
