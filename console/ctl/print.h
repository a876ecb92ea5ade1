#pragma once

#include <iosfwd>
#include <string>

namespace google::protobuf {
class Message;
}

namespace darkstore::console {

/// A response for people: single values as aligned lines, repeated messages as tables with the columns that
/// matter, times in UTC, money with its currency.
void printHuman(std::ostream& out, const google::protobuf::Message& message);

/// A response for machines: protobuf's JSON, zero values included, on one line.
void printJson(std::ostream& out, const google::protobuf::Message& message);

}  // namespace darkstore::console
