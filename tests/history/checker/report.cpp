#include "tests/history/checker/report.h"

#include <format>
#include <numeric>

namespace darkstore::history {

void Report::add(std::string rule, std::string what) {
  if (++counts_[rule] <= kKeptOfARule) {
    found_.push_back({std::move(rule), std::move(what)});
  }
}

std::size_t Report::count(const std::string& rule) const {
  const auto found = counts_.find(rule);
  return found == counts_.end() ? 0 : found->second;
}

std::size_t Report::total() const {
  return std::accumulate(counts_.begin(), counts_.end(), std::size_t{0},
                         [](std::size_t sum, const auto& rule) { return sum + rule.second; });
}

std::string Report::text() const {
  std::string text;
  for (const auto& [rule, count] : counts_) {
    text += std::format("{} ({})\n", rule, count);
    for (const auto& violation : found_) {
      if (violation.rule == rule) {
        text += "  " + violation.what + "\n";
      }
    }
  }
  return text;
}

}  // namespace darkstore::history
