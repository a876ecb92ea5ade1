#include "console/ctl/fields.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>
#include <optional>
#include <string_view>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include "darkstore/v1/common.pb.h"
#include "darkstore/v1/order.pb.h"

namespace darkstore::console {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// Fields whose names alone do not say what to type.
const std::map<std::string_view, std::string_view> kHelp{
    {"key", "idempotency key REGION.UUIDv7; made and printed when not given"},
    {"request_id", "UUIDv7 under which the call may be repeated; made and printed when not given"},
    {"page_token", "next page token of the answer before"},
    {"read_token", "read token of the customer's last purchase"},
    {"from_primary", "read the primary, not cache or replica"},
    {"explain", "every step of the funnel"},
    {"depart_at_ms", "Unix milliseconds; now when not given"},
    {"counted_at_ms", "Unix milliseconds; now when not given"},
    {"delta", "units to add, negative to take"},
    {"reason", "why"},
    {"may_split", "may be split over several DCs"},
    {"may_be_partial", "ship what there is"},
    {"fence", "a key without an outcome is abandoned for good"},
    {"expected", "the state it must be in now"},
    {"to", "the state to move to"},
    {"reach_within_minutes", "5..120; the promise of 60 when not given"},
    {"rate_max", "events a second, 1..1000; 20 when not given"},
};

std::string optionName(const FieldDescriptor& field) {
  static const std::map<std::string_view, std::string_view> kNames{{"position", "at"},
                                                                   {"lines", "line"},
                                                                   {"reach_within_minutes", "within"},
                                                                   {"may_split", "split"},
                                                                   {"may_be_partial", "partial"}};
  if (const auto at = kNames.find(field.name()); at != kNames.end()) {
    return "--" + std::string(at->second);
  }
  auto name = field.name();
  for (const std::string_view suffix : {"_ids", "_id"}) {
    if (name != "request_id" && name.ends_with(suffix)) {
      name.resize(name.size() - suffix.size());
    }
  }
  std::ranges::replace(name, '_', '-');
  return "--" + name;
}

std::string choices(const FieldDescriptor& field) {
  std::string all;
  const auto& type = *field.enum_type();
  for (int i = 0; i < type.value_count(); ++i) {
    if (const auto text = enumText(field, type.value(i)->number()); text != "-") {
      all += (all.empty() ? "" : "|") + text;
    }
  }
  return all;
}

std::string helpOf(const FieldDescriptor& field) {
  const auto at = kHelp.find(field.name());
  std::string help(at == kHelp.end() ? "" : at->second);
  if (field.message_type() == v1::GeoPoint::descriptor()) {
    return "LATITUDE,LONGITUDE in degrees";
  }
  if (field.message_type() == v1::Line::descriptor()) {
    return "ITEM:QUANTITY, once an item";
  }
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
    help += (help.empty() ? "" : "; ") + choices(field);
  }
  return help;
}

Option optionOf(const FieldDescriptor& field, const FieldDescriptor* parent) {
  return {&field,
          parent,
          optionName(field),
          helpOf(field),
          field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL,
          field.is_repeated()};
}

tl::unexpected<Error> wrong(const Option& option, std::string_view text, std::string_view takes) {
  return invalid(option.name, "\"" + std::string(text) + "\" is not " + std::string(takes));
}

template <class Number>
std::optional<Number> number(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

template <class First, class Second>
std::optional<std::pair<First, Second>> numbers(std::string_view text, char between) {
  const auto at = text.find(between);
  if (at == std::string_view::npos) {
    return std::nullopt;
  }
  const auto first = number<First>(text.substr(0, at));
  const auto second = number<Second>(text.substr(at + 1));
  return first && second ? std::optional(std::pair(*first, *second)) : std::nullopt;
}

const google::protobuf::EnumValueDescriptor* enumValue(const FieldDescriptor& field,
                                                       const std::string& text) {
  const auto& type = *field.enum_type();
  for (int i = 0; i < type.value_count(); ++i) {
    if (enumText(field, type.value(i)->number()) == text) {
      return type.value(i);
    }
  }
  return nullptr;
}

Result<void> setMessage(const Option& option, const std::string& text, Message& request) {
  const auto& field = *option.field;
  const auto& reflection = *request.GetReflection();
  if (field.message_type() == v1::GeoPoint::descriptor()) {
    const auto point = numbers<double, double>(text, ',');
    if (!point) {
      return wrong(option, text, "a position such as 38.7,-9.1");
    }
    auto& position = static_cast<v1::GeoPoint&>(*reflection.MutableMessage(&request, &field));
    position.set_latitude(point->first);
    position.set_longitude(point->second);
    return {};
  }
  const auto line = numbers<std::int64_t, std::int32_t>(text, ':');
  if (!line) {
    return wrong(option, text, "a line such as 12:2");
  }
  auto& added = static_cast<v1::Line&>(*reflection.AddMessage(&request, &field));
  added.set_item_id(line->first);
  added.set_quantity(line->second);
  return {};
}

Result<void> setOne(const Option& option, const std::string& text, Message& request) {
  const auto* field = option.field;
  const auto& reflection = *request.GetReflection();
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      reflection.SetBool(&request, field, true);
      return {};
    case FieldDescriptor::CPPTYPE_STRING:
      reflection.SetString(&request, field, text);
      return {};
    case FieldDescriptor::CPPTYPE_ENUM:
      if (const auto* value = enumValue(*field, text)) {
        reflection.SetEnum(&request, field, value);
        return {};
      }
      return wrong(option, text, "one of " + choices(*field));
    case FieldDescriptor::CPPTYPE_INT32:
      if (const auto value = number<std::int32_t>(text)) {
        reflection.SetInt32(&request, field, *value);
        return {};
      }
      return wrong(option, text, "a whole number of 32 bits");
    case FieldDescriptor::CPPTYPE_INT64:
      if (const auto value = number<std::int64_t>(text)) {
        if (field->is_repeated()) {
          reflection.AddInt64(&request, field, *value);
        } else {
          reflection.SetInt64(&request, field, *value);
        }
        return {};
      }
      return wrong(option, text, "a whole number");
    default:
      return setMessage(option, text, request);
  }
}

}  // namespace

std::vector<Option> optionsOf(const Descriptor& request) {
  std::vector<Option> options;
  for (int i = 0; i < request.field_count(); ++i) {
    const auto& field = *request.field(i);
    if (field.message_type() == v1::Policy::descriptor()) {
      for (int p = 0; p < field.message_type()->field_count(); ++p) {
        options.push_back(optionOf(*field.message_type()->field(p), &field));
      }
    } else if (!field.name().starts_with("has_")) {
      options.push_back(optionOf(field, nullptr));
    }
  }
  return options;
}

Result<void> setOption(const Option& option, const std::vector<std::string>& texts, Message& request) {
  auto& target =
      option.parent == nullptr ? request : *request.GetReflection()->MutableMessage(&request, option.parent);
  for (const auto& text : texts) {
    if (auto set = setOne(option, text, target); !set) {
      return set;
    }
  }
  const auto shortName = option.name.substr(2);
  if (const auto* has = request.GetDescriptor()->FindFieldByName("has_" + shortName);
      has != nullptr && !texts.empty()) {
    request.GetReflection()->SetBool(&request, has, true);
  }
  return {};
}

std::string enumText(const FieldDescriptor& field, int number) {
  const auto* value = field.enum_type()->FindValueByNumber(number);
  if (value == nullptr) {
    return std::to_string(number);
  }
  auto text = value->name();
  if (text.ends_with("_UNSPECIFIED")) {
    return "-";
  }
  // Names are unique in their file, so some carry their type's: ORDER_CANCELLED.
  if (text.starts_with("ORDER_")) {
    text.erase(0, std::string_view("ORDER_").size());
  }
  std::ranges::transform(text, text.begin(),
                         [](unsigned char c) { return c == '_' ? '-' : static_cast<char>(std::tolower(c)); });
  return text;
}

}  // namespace darkstore::console
