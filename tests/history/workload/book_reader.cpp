#include "tests/history/workload/book_reader.h"

#include <format>
#include <sstream>

namespace darkstore::history {
namespace {

Uuid id_of(const std::string& text) {
  const auto id = Uuid::parse(text, "id");
  return id ? *id : Uuid{};
}

ShelfKey row_of(const std::vector<std::string>& fields) {
  return {DcId{std::stoi(fields[0])}, ItemId{std::stoll(fields[1])}};
}

Answer outcome_of(const std::string& number) {
  return number == "1" ? Answer::kDone : number == "2" ? Answer::kRefused : Answer::kAbandoned;
}

}  // namespace

BookReader::BookReader(const testing::EmbeddedCluster& cluster, int shard, std::vector<std::int64_t> items)
    : cluster_(cluster), shard_(shard) {
  for (const auto item : items) {
    items_ += (items_.empty() ? "" : ",") + std::to_string(item);
  }
}

// A query answers one value, so the rows come as one text: a line each, fields between blanks, "-" for null.
Result<std::vector<std::vector<std::string>>> BookReader::lines(const std::string& columns,
                                                                const std::string& from) const {
  const auto text = cluster_.query(
      shard_,
      std::format("SELECT coalesce(string_agg(concat_ws(' ', {}), E'\\n'), '') FROM {}", columns, from));
  if (!text) {
    return tl::unexpected(text.error());
  }
  std::vector<std::vector<std::string>> rows;
  std::istringstream all(*text);
  for (std::string line; std::getline(all, line);) {
    std::istringstream fields(line);
    auto& row = rows.emplace_back();
    for (std::string field; fields >> field;) {
      row.push_back(field);
    }
  }
  return rows;
}

Result<std::vector<RowState>> BookReader::rows() const {
  const auto found =
      lines("dc_id, item_id, version, quantity", std::format("inventory WHERE item_id IN ({})", items_));
  if (!found) {
    return tl::unexpected(found.error());
  }
  std::vector<RowState> rows;
  for (const auto& fields : *found) {
    rows.push_back({row_of(fields), std::stoll(fields[2]), std::stoi(fields[3])});
  }
  return rows;
}

Result<std::string> BookReader::clock() const {
  return cluster_.query(shard_, "SELECT clock_timestamp()::text");
}

Result<void> BookReader::read_since(const std::string& since, Book& book) const {
  const auto ledger = lines(
      "dc_id, item_id, version, position, delta, quantity_after, kind, coalesce(order_id::text, '-'), "
      "coalesce(request_id::text, '-')",
      std::format("ledger WHERE item_id IN ({}) AND at >= '{}'", items_, since));
  const auto attempts =
      lines("key, outcome, order_id", std::format("attempt WHERE decided_at >= '{}'", since));
  const auto orders = lines("id, key", std::format("orders WHERE placed_at >= '{}'", since));
  if (const auto* error = first_error(ledger, attempts, orders)) {
    return tl::unexpected(*error);
  }
  for (const auto& f : *ledger) {
    book.entries.push_back({row_of(f), std::stoll(f[2]), std::stoi(f[3]), std::stoi(f[4]), std::stoi(f[5]),
                            static_cast<EntryKind>(std::stoi(f[6])), id_of(f[7]), id_of(f[8])});
  }
  for (const auto& f : *attempts) {
    book.attempts.push_back({id_of(f[0]), outcome_of(f[1]), id_of(f[2])});
  }
  for (const auto& f : *orders) {
    book.orders.push_back({id_of(f[0]), id_of(f[1])});
  }
  return {};
}

}  // namespace darkstore::history
