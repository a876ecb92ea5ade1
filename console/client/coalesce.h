#pragma once

#include <memory>

#include "console/client/call_thread.h"

namespace google::protobuf {
class Descriptor;
}

namespace darkstore::console {

/// Merges the messages of a stream until somebody takes them: by key the newest value wins, so that a reader
/// who is away for a while costs memory by the number of keys, never by the number of messages. Client thread
/// only.
class Coalescer {
 public:
  virtual ~Coalescer() = default;
  /// @param message of the stream's response type
  virtual void add(MessagePtr message) = 0;
  /// Everything since the last take as one message; null when nothing came.
  [[nodiscard]] virtual MessagePtr take() = 0;
};

/// The way a stream of the contract is merged. Heartbeats without content merge into nothing new:
/// - NetworkFrame: the newest figures; health by DC; at most 200 pulses
/// - InventoryChanges: by item the newest version, deltas added up; a resync asked for stays asked for
/// - OrderEvents: by order the newest summary; at most 500 orders, older ones are counted in left_out
/// @param response descriptor of a streamed message; any other is a bug and aborts
[[nodiscard]] std::unique_ptr<Coalescer> coalescerOf(const google::protobuf::Descriptor& response);

}  // namespace darkstore::console
