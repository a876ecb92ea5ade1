#pragma once

// Inside storage only: this header brings libpqxx along.

#include <pqxx/pqxx>

#include <concepts>
#include <string>
#include <vector>

namespace darkstore::storage {

/// "{1,2,3}": an array inside an array column travels as text, for unnest would flatten it.
template <class Rows, class Get>
std::string array_text(const Rows& rows, Get get) {
  std::string text = "{";
  for (const auto& row : rows) {
    if (text.size() > 1) {
      text += ',';
    }
    text += pqxx::to_string(get(row));
  }
  return text += '}';
}

/// A PostgreSQL array of numbers. Throws pqxx::conversion_error for anything else.
template <class Number>
std::vector<Number> numbers(const pqxx::field& field) {
  std::vector<Number> values;
  const std::string_view text = field.view();
  std::size_t at = 1;
  while (at < text.size() && text[at] != '}') {
    const auto end = text.find_first_of(",}", at);
    values.push_back(pqxx::from_string<Number>(text.substr(at, end - at)));
    at = text[end] == ',' ? end + 1 : end;
  }
  return values;
}

}  // namespace darkstore::storage
