#include "backend/seed/csv.h"

#include <algorithm>
#include <charconv>
#include <fstream>

namespace darkstore::seed {
namespace {

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> fields(1);
  for (const char c : line) {
    if (c == ',') {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return fields;
}

template <class Number>
std::optional<Number> number(const std::string& text) {
  Number value{};
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  return fault == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

}  // namespace

Csv::Csv(const std::filesystem::path& path) : file_(path.filename().string()) {
  std::ifstream in(path);
  std::string line;
  if (!std::getline(in, line)) {
    failure_ = Error{ErrorKind::kInternal, "", path.string() + " cannot be read"};
    return;
  }
  header_ = split(line);
  while (std::getline(in, line)) {
    rows_.push_back(split(line));
    if (rows_.back().size() != header_.size()) {
      blame(rows_.size() - 1, "", "has " + std::to_string(rows_.back().size()) + " fields");
      rows_.back().resize(header_.size());
    }
  }
}

std::string Csv::text(std::size_t row, std::string_view column) {
  const auto at = std::ranges::find(header_, column);
  if (at == header_.end()) {
    blame(row, column, "there is no such column");
    return {};
  }
  return rows_[row][static_cast<std::size_t>(at - header_.begin())];
}

std::int32_t Csv::integer(std::size_t row, std::string_view column) {
  const auto value = number<std::int32_t>(text(row, column));
  if (!value) {
    blame(row, column, "is no whole number");
  }
  return value.value_or(0);
}

double Csv::real(std::size_t row, std::string_view column) {
  const auto value = number<double>(text(row, column));
  if (!value) {
    blame(row, column, "is no number");
  }
  return value.value_or(0);
}

void Csv::blame(std::size_t row, std::string_view column, std::string_view what) {
  if (!failure_) {
    failure_ = Error{
        ErrorKind::kInternal, "",
        file_ + ", line " + std::to_string(row + 2) + ", " + std::string(column) + ": " + std::string(what)};
  }
}

}  // namespace darkstore::seed
