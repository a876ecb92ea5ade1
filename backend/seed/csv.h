#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/result.h"

namespace darkstore::seed {

/// A table of the seed: comma-separated, one header line, no quotes (resources/seed/README.md). Columns go by
/// name. The first fault is kept, and what cannot be read is empty or 0: the reader asks for failure() once,
/// at the end.
class Csv {
 public:
  explicit Csv(const std::filesystem::path& path);

  [[nodiscard]] std::size_t rows() const { return rows_.size(); }
  [[nodiscard]] std::string text(std::size_t row, std::string_view column);
  [[nodiscard]] std::int32_t integer(std::size_t row, std::string_view column);
  [[nodiscard]] double real(std::size_t row, std::string_view column);

  /// Keeps "dcs.csv, line 7, radius_m: ..." as the fault, if it is the first.
  void blame(std::size_t row, std::string_view column, std::string_view what);
  [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }

 private:
  std::string file_;
  std::vector<std::string> header_;
  std::vector<std::vector<std::string>> rows_;
  std::optional<Error> failure_;
};

}  // namespace darkstore::seed
