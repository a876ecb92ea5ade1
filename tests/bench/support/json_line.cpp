#include "tests/bench/support/json_line.h"

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

#include <cmath>
#include <format>

namespace darkstore::bench {

std::string json_line(const Numbers& numbers) {
  std::string line;
  for (const auto& [name, value] : numbers) {  // our own names need no escaping
    line += std::format("{}\"{}\":{:.10g}", line.empty() ? "" : ",", name, std::round(value * 1000) / 1000);
  }
  return "{" + line + "}";
}

Result<Numbers> numbers_in(const std::string& json) {
  google::protobuf::Struct object;
  if (!google::protobuf::util::JsonStringToMessage(json, &object).ok()) {
    return fail(ErrorKind::kInternal, "", "not a line of JSON: " + json);
  }
  Numbers numbers;
  for (const auto& [name, value] : object.fields()) {
    numbers[name] = value.number_value();
  }
  return numbers;
}

}  // namespace darkstore::bench
