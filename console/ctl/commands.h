#pragma once

#include <span>
#include <string_view>

namespace google::protobuf {
class Message;
}

namespace darkstore::console {

/// One subcommand of darkstorectl: `darkstorectl <service> <name> ...` makes the RPC that takes `request`.
/// Its options are the request's fields (see fields.h), its output the response's.
struct Command {
  std::string_view service;     ///< "order"
  std::string_view name;        ///< "place"
  std::string_view help;        ///< one line
  std::string_view positional;  ///< a field that may be given without its option's name; empty for none
  const google::protobuf::Message& (*request)();  ///< an empty request
};

/// Every RPC of the contract, by service. A test holds it against the contract's descriptors.
[[nodiscard]] std::span<const Command> commands();

}  // namespace darkstore::console
