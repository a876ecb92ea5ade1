#include "backend/ordering/mode_table.h"

#include <algorithm>
#include <utility>

namespace darkstore::ordering {

storage::LockMode Modes::of(ShelfKey key) const {
  if (const auto row = overrides_.find(key); row != overrides_.end()) {
    return row->second;
  }
  const auto item = items_.find(key.item);
  return item != items_.end() ? item->second : storage::LockMode::kPessimistic;
}

void Modes::apply(const Entry& entry, std::int64_t epoch) {
  epoch_ = std::max(epoch_, epoch);
  if (entry.dc == DcId{0}) {
    items_[entry.item] = entry.mode;
  } else if (entry.removed) {
    overrides_.erase({entry.dc, entry.item});
  } else {
    overrides_[{entry.dc, entry.item}] = entry.mode;
  }
}

std::shared_ptr<const Modes> ModeTable::snapshot() const {
  const std::lock_guard lock(mutex_);
  return modes_;
}

void ModeTable::replace(std::shared_ptr<const Modes> modes) {
  const std::lock_guard lock(mutex_);
  if (modes->epoch() >= modes_->epoch()) {
    modes_ = std::move(modes);
  }
}

}  // namespace darkstore::ordering
