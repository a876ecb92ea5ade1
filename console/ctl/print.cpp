#include "console/ctl/print.h"

#include <algorithm>
#include <chrono>
#include <format>
#include <map>
#include <ostream>
#include <sstream>
#include <string_view>
#include <vector>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <google/protobuf/util/json_util.h>

#include "console/ctl/fields.h"
#include "darkstore/v1/common.pb.h"
#include "shared/invariant.h"
#include "shared/money.h"

namespace darkstore::console {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using Row = std::vector<std::string>;

// The columns of a table, in order, where not all fields are worth a look; in a cell they are joined by
// colons.
const std::map<std::string_view, std::string_view> kColumns{
    {"DcStock", "dc_id quantity minutes"},
    {"MenuItem", "item_id name brand size price available soonest_minutes mode at"},
    {"Item", "id gtin name brand size category prices"},
    {"InventoryRow",
     "item_id name brand size quantity on_shelf version mode bin low_below last_kind last_delta "
     "changed_at_ms"},
    {"LedgerEntry", "at_ms kind delta quantity_after version position item_id order_id reason actor"},
    {"ReachCandidate", "dc_id code name straight_m minutes radius_m verdict over_bridge region_id shard_id"},
    {"Dc", "id code name metro region_id position radius_m time_zone health"},
    {"OrderSummary",
     "placed_at_ms id short_id customer_name dc_ids lines total state fulfilment answer_ms refusal note"},
    {"GrantedPart", "dc_id quantity version_before version_after mode"},
    {"Fulfilment", "id dc_code state minutes_promised lines"},
    {"FulfilmentLine", "item_id quantity version"},
    {"PlannedFulfilment", "dc_id dc_code dc_name minutes lines"},
    {"PlannedLine", "item_id quantity seen mode"},
};

std::string cell(const Message& message, const FieldDescriptor& field);

std::vector<const FieldDescriptor*> columnsOf(const Descriptor& type) {
  std::vector<const FieldDescriptor*> columns;
  if (const auto at = kColumns.find(type.name()); at != kColumns.end()) {
    std::istringstream names{std::string(at->second)};
    for (std::string name; names >> name;) {
      columns.push_back(type.FindFieldByName(name));
      invariant(columns.back() != nullptr, "a column of darkstorectl is no field of the contract");
    }
    return columns;
  }
  for (int i = 0; i < type.field_count(); ++i) {
    columns.push_back(type.field(i));
  }
  return columns;
}

std::string timeText(std::int64_t ms) {
  if (ms == 0) {
    return "-";
  }
  return std::format("{:%F %T}Z", std::chrono::sys_time(std::chrono::milliseconds(ms)));
}

std::string messageText(const Message& message) {
  if (const auto* money = dynamic_cast<const v1::Money*>(&message)) {
    const auto currency = Currency::parse(money->currency());
    return currency ? Money(money->minor(), *currency).text() : "-";
  }
  if (const auto* point = dynamic_cast<const v1::GeoPoint*>(&message)) {
    return std::format("{:.5f},{:.5f}", point->latitude(), point->longitude());
  }
  std::string text;
  for (const auto* field : columnsOf(*message.GetDescriptor())) {
    text += (text.empty() ? "" : ":") + cell(message, *field);
  }
  return text;
}

std::string singleText(const Message& message, const FieldDescriptor& field) {
  const auto& reflection = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection.GetBool(message, &field) ? "yes" : "no";
    case FieldDescriptor::CPPTYPE_INT32:
      return std::to_string(reflection.GetInt32(message, &field));
    case FieldDescriptor::CPPTYPE_INT64: {
      const auto value = reflection.GetInt64(message, &field);
      return field.name().ends_with("at_ms") ? timeText(value) : std::to_string(value);
    }
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return std::format("{:.2f}", reflection.GetDouble(message, &field));
    case FieldDescriptor::CPPTYPE_ENUM:
      return enumText(field, reflection.GetEnumValue(message, &field));
    case FieldDescriptor::CPPTYPE_STRING:
      return reflection.GetString(message, &field);
    default:
      return messageText(reflection.GetMessage(message, &field));
  }
}

std::string repeatedText(const Message& message, const FieldDescriptor& field, int index) {
  const auto& reflection = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return std::to_string(reflection.GetRepeatedInt32(message, &field, index));
    case FieldDescriptor::CPPTYPE_STRING:
      return reflection.GetRepeatedString(message, &field, index);
    default:
      return messageText(reflection.GetRepeatedMessage(message, &field, index));
  }
}

std::string cell(const Message& message, const FieldDescriptor& field) {
  if (!field.is_repeated()) {
    return singleText(message, field);
  }
  std::string text;
  const int count = message.GetReflection()->FieldSize(message, &field);
  for (int i = 0; i < count; ++i) {
    text += (i == 0 ? "" : " ") + repeatedText(message, field, i);
  }
  return text;
}

// Columns that a terminal gives a name: code points, which is exact for what the catalogue and GeoNames hold.
std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](unsigned char c) { return (c & 0xC0U) != 0x80U; }));
}

std::string padding(std::string_view text, std::size_t to) {
  const auto taken = width(text);
  return std::string(to > taken ? to - taken : 0, ' ');
}

bool isNumber(const FieldDescriptor& field) {
  return !field.is_repeated() && !field.name().ends_with("at_ms") &&
         (field.cpp_type() == FieldDescriptor::CPPTYPE_INT32 ||
          field.cpp_type() == FieldDescriptor::CPPTYPE_INT64 ||
          field.cpp_type() == FieldDescriptor::CPPTYPE_DOUBLE ||
          field.message_type() == v1::Money::descriptor());
}

std::string titleOf(const FieldDescriptor& field) {
  auto title = field.name();
  for (const std::string_view suffix : {"_at_ms", "_ids", "_id"}) {
    if (title.ends_with(suffix)) {
      title.resize(title.size() - suffix.size());
    }
  }
  std::ranges::replace(title, '_', ' ');
  return title == "at_ms" || title == "at ms" ? "at" : title;
}

void printTable(std::ostream& out, const Message& message, const FieldDescriptor& field,
                const std::string& indent) {
  const auto columns = columnsOf(*field.message_type());
  std::vector<Row> rows(1);
  for (const auto* column : columns) {
    rows.front().push_back(titleOf(*column));
  }
  for (int i = 0; i < message.GetReflection()->FieldSize(message, &field); ++i) {
    const auto& entry = message.GetReflection()->GetRepeatedMessage(message, &field, i);
    auto& row = rows.emplace_back();
    for (const auto* column : columns) {
      row.push_back(cell(entry, *column));
    }
  }
  std::vector<std::size_t> widths(columns.size());
  for (const auto& row : rows) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      widths[c] = std::max(widths[c], width(row[c]));
    }
  }
  for (const auto& row : rows) {
    std::string line = indent;
    for (std::size_t c = 0; c < row.size(); ++c) {
      const auto space = padding(row[c], widths[c]);
      line += (c == 0 ? "" : "  ") + (isNumber(*columns[c]) ? space + row[c] : row[c] + space);
    }
    out << line.substr(0, line.find_last_not_of(' ') + 1) << '\n';
  }
}

bool isSection(const FieldDescriptor& field) {
  return field.message_type() != nullptr && field.message_type() != v1::Money::descriptor() &&
         field.message_type() != v1::GeoPoint::descriptor();
}

void print(std::ostream& out, const Message& message, const std::string& indent) {
  const auto& type = *message.GetDescriptor();
  const auto& reflection = *message.GetReflection();
  std::size_t titleWidth = 0;
  for (int i = 0; i < type.field_count(); ++i) {
    if (!isSection(*type.field(i))) {
      titleWidth = std::max(titleWidth, width(titleOf(*type.field(i))));
    }
  }
  for (int i = 0; i < type.field_count(); ++i) {
    const auto& field = *type.field(i);
    if (!isSection(field)) {
      const auto title = titleOf(field);
      const auto text = cell(message, field);
      out << indent << title << padding(title, titleWidth) << "  " << (text.empty() ? "-" : text) << '\n';
    }
  }
  for (int i = 0; i < type.field_count(); ++i) {
    const auto& field = *type.field(i);
    if (!isSection(field)) {
      continue;
    }
    if (field.is_repeated()) {
      const bool none = reflection.FieldSize(message, &field) == 0;
      out << indent << titleOf(field) << (none ? ": none" : ":") << '\n';
      if (!none) {
        printTable(out, message, field, indent + "  ");
      }
    } else if (reflection.HasField(message, &field)) {
      out << indent << titleOf(field) << ":\n";
      print(out, reflection.GetMessage(message, &field), indent + "  ");
    }
  }
}

}  // namespace

void printHuman(std::ostream& out, const Message& message) {
  print(out, message, "");
}

void printJson(std::ostream& out, const Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.always_print_primitive_fields = true;
  std::string text;
  const auto status = google::protobuf::util::MessageToJsonString(message, &text, options);
  invariant(status.ok(), "a message of the contract has no JSON");
  out << text << '\n';
}

}  // namespace darkstore::console
