#pragma once

#include <memory>
#include <utility>

#include "backend/availability/availability.h"
#include "backend/catalog/catalogue.h"
#include "backend/ordering/engine.h"
#include "backend/ordering/stock_view.h"

namespace darkstore::app {

/// The availability's cached view, as the planner wants to see it.
class CachedStockView final : public ordering::StockView {
 public:
  explicit CachedStockView(availability::Availability& availability) : availability_(availability) {}
  [[nodiscard]] Result<std::vector<ordering::SeenRow>> see(std::span<const ShelfKey> keys,
                                                           Deadline until) override;

 private:
  availability::Availability& availability_;
};

/// The catalogue's prices, as the engine wants to ask for them.
class CataloguePrices final : public ordering::PriceList {
 public:
  explicit CataloguePrices(std::shared_ptr<const catalog::Catalogue> catalogue)
      : catalogue_(std::move(catalogue)) {}
  [[nodiscard]] bool has(ItemId item) const override { return catalogue_->find(item) != nullptr; }
  [[nodiscard]] std::optional<std::int64_t> price_minor(ItemId item, Currency currency) const override;

 private:
  std::shared_ptr<const catalog::Catalogue> catalogue_;
};

/// Tells the caches what a lane committed.
class PublishCommits final : public ordering::CommitSink {
 public:
  explicit PublishCommits(availability::Availability& availability) : availability_(availability) {}
  void committed(ShardId /*shard*/, std::span<const storage::StockChange> changes) override {
    availability_.publish(changes);
  }

 private:
  availability::Availability& availability_;
};

}  // namespace darkstore::app
