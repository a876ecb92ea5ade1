#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace darkstore::history {

/// What is wrong with a history: which promise was broken, and how, for people.
struct Violation {
  std::string rule;
  std::string what;
};

/// Collects violations; keeps the first few of each rule whole and counts the others.
class Report {
 public:
  void add(std::string rule, std::string what);

  [[nodiscard]] bool clean() const { return found_.empty(); }
  [[nodiscard]] const std::vector<Violation>& violations() const { return found_; }
  [[nodiscard]] std::size_t count(const std::string& rule) const;
  [[nodiscard]] std::size_t total() const;

  /// "rule (n): what" for each rule, its first examples beneath.
  [[nodiscard]] std::string text() const;

 private:
  static constexpr std::size_t kKeptOfARule = 5;
  std::vector<Violation> found_;
  std::map<std::string, std::size_t> counts_;
};

}  // namespace darkstore::history
