#pragma once

// Inside storage only: the wire to Valkey.

#include <hiredis.h>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/deadline.h"
#include "shared/result.h"

namespace darkstore::storage {

/// A command and its arguments, binary-safe, in one buffer.
class CacheCommand {
 public:
  explicit CacheCommand(std::string_view name) { arg(name); }
  CacheCommand& arg(std::string_view text) {
    bytes_ += text;
    lengths_.push_back(text.size());
    return *this;
  }
  /// Appends it as the protocol spells it.
  void append_to(std::string& out) const;

 private:
  std::string bytes_;
  std::vector<std::size_t> lengths_;
};

/// Gives hiredis's replies back.
struct FreeReply {
  void operator()(redisReply* reply) const { freeReplyObject(reply); }
};
using CacheReply = std::unique_ptr<redisReply, FreeReply>;

/// One connection to Valkey. hiredis only keeps the protocol here: its blocking calls bound each read, not
/// the call, so the socket does not block and this class waits for it. One thread at a time.
class CacheConnection {
 public:
  /// Connects and signs in. kUnavailable with the reason, kDeadlineExceeded when it takes too long.
  [[nodiscard]] static Result<CacheConnection> open(const std::string& socket_path, const std::string& user,
                                                    const std::string& password, Deadline until);

  /// Sends the commands together and waits for all replies, one a command; an error reply is a reply. After
  /// an Error the connection must be thrown away.
  [[nodiscard]] Result<std::vector<CacheReply>> round_trip(std::span<const CacheCommand> commands,
                                                           Deadline until);

 private:
  struct FreeContext {
    void operator()(redisContext* context) const { redisFree(context); }
  };
  explicit CacheConnection(std::unique_ptr<redisContext, FreeContext> context)
      : context_(std::move(context)) {}
  [[nodiscard]] Result<void> send_all(std::string_view bytes, Deadline until);
  [[nodiscard]] Result<void> wait_for(short events, Deadline until);
  [[nodiscard]] tl::unexpected<Error> lost() const;

  std::unique_ptr<redisContext, FreeContext> context_;
};

}  // namespace darkstore::storage
