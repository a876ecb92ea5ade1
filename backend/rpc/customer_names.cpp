#include "backend/rpc/customer_names.h"

#include <algorithm>
#include <utility>

namespace darkstore::rpc {
namespace {
constexpr std::size_t kWantedMax = 1000;  // of one query
constexpr std::chrono::milliseconds kAskTimeMax{500};
constexpr std::chrono::milliseconds kRest{1000};  // a directory that is away is not asked by every event
}  // namespace

CustomerNames::CustomerNames(Ask ask, Post post, std::size_t kept_max)
    : ask_(std::move(ask)), post_(std::move(post)), half_(std::max<std::size_t>(1, kept_max / 2)) {}

void CustomerNames::want(std::span<const CustomerId> ids) {
  {
    const std::lock_guard lock(mutex_);
    if (std::chrono::steady_clock::now() < rests_until_) {
      return;
    }
    for (const auto id : ids) {
      if (wanted_.size() < kWantedMax && known(id) == nullptr) {
        wanted_.insert(id);
      }
    }
    if (wanted_.empty() || asking_) {
      return;
    }
    asking_ = true;
  }
  if (!post_([this] { fetch(); })) {
    const std::lock_guard lock(mutex_);
    asking_ = false;  // the workers are busy with calls; the next event tries again
  }
}

std::optional<std::string> CustomerNames::find(CustomerId id) {
  const std::lock_guard lock(mutex_);
  const auto* name = known(id);
  return name == nullptr ? std::nullopt : std::optional(*name);
}

void CustomerNames::fetch() {
  while (true) {
    std::vector<CustomerId> ids;
    {
      const std::lock_guard lock(mutex_);
      ids.assign(wanted_.begin(), wanted_.end());
      wanted_.clear();
      asking_ = !ids.empty();
    }
    if (ids.empty()) {
      return;
    }
    auto rows = ask_(ids, within(kAskTimeMax));
    const std::lock_guard lock(mutex_);
    if (!rows) {  // a name is not worth an error: events go without until the directory answers again
      asking_ = false;
      wanted_.clear();
      rests_until_ = std::chrono::steady_clock::now() + kRest;
      return;
    }
    for (auto& row : *rows) {
      keep(row.id, std::move(row.name));
    }
    for (const auto id : ids) {
      if (known(id) == nullptr) {
        keep(id, "");  // nobody: not asked for again and again
      }
    }
  }
}

const std::string* CustomerNames::known(CustomerId id) {
  if (const auto at = recent_.find(id); at != recent_.end()) {
    return &at->second;
  }
  const auto at = older_.find(id);
  if (at == older_.end()) {
    return nullptr;
  }
  keep(id, at->second);
  return &recent_.at(id);
}

void CustomerNames::keep(CustomerId id, std::string name) {
  if (recent_.size() >= half_ && !recent_.contains(id)) {
    older_ = std::exchange(recent_, {});
  }
  recent_.insert_or_assign(id, std::move(name));
}

}  // namespace darkstore::rpc
