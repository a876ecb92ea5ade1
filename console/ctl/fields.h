#pragma once

#include <string>
#include <vector>

#include "shared/result.h"

namespace google::protobuf {
class Descriptor;
class FieldDescriptor;
class Message;
}  // namespace google::protobuf

namespace darkstore::console {

/// One option of a subcommand, made from a field of its request:
/// - `dc_id` is --dc, `item_ids` is --item (again and again), `reach_within_minutes` is --within
/// - a GeoPoint is --at LAT,LON; lines are --line ITEM:QUANTITY; a Policy is the flags --split and --partial
/// - an enum takes its values in lower case with dashes: --filter out, --to on-the-way
/// - `has_x` has no option: it follows from --x
struct Option {
  const google::protobuf::FieldDescriptor* field = nullptr;  ///< of the request, or of its Policy
  const google::protobuf::FieldDescriptor* parent =
      nullptr;       ///< the Policy field; null for a field of the request
  std::string name;  ///< "--dc"
  std::string help;
  bool flag = false;
  bool repeated = false;
};

/// The options of a request, in the contract's order.
[[nodiscard]] std::vector<Option> optionsOf(const google::protobuf::Descriptor& request);

/// Puts what was typed into the request. @return kInvalidArgument with the option's name and what it takes
[[nodiscard]] Result<void> setOption(const Option& option, const std::vector<std::string>& texts,
                                     google::protobuf::Message& request);

/// "on-the-way" for ON_THE_WAY, "cancelled" for ORDER_CANCELLED; "-" for what is unspecified.
[[nodiscard]] std::string enumText(const google::protobuf::FieldDescriptor& field, int number);

}  // namespace darkstore::console
