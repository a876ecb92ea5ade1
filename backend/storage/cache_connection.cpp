#include "backend/storage/cache_connection.h"

#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>

#include "shared/invariant.h"

namespace darkstore::storage {

void CacheCommand::append_to(std::string& out) const {
  std::vector<const char*> arguments;
  arguments.reserve(lengths_.size());
  const char* at = bytes_.data();
  for (const auto length : lengths_) {
    arguments.push_back(at);
    at += length;
  }
  char* text = nullptr;
  const auto length =
      redisFormatCommandArgv(&text, static_cast<int>(arguments.size()), arguments.data(), lengths_.data());
  invariant(length > 0, "a command can be spelt");
  out.append(text, static_cast<std::size_t>(length));
  redisFreeCommand(text);
}

Result<CacheConnection> CacheConnection::open(const std::string& socket_path, const std::string& user,
                                              const std::string& password, Deadline until) {
  CacheConnection connection(
      std::unique_ptr<redisContext, FreeContext>(redisConnectUnixNonBlock(socket_path.c_str())));
  if (connection.context_ == nullptr || connection.context_->err != 0) {
    return connection.lost();
  }
  CacheCommand sign_in("AUTH");
  sign_in.arg(user).arg(password);
  auto replies = connection.round_trip({&sign_in, 1}, until);
  if (!replies) {
    return tl::unexpected(std::move(replies.error()));
  }
  const auto& reply = *replies->front();
  if (reply.type == REDIS_REPLY_ERROR) {
    return fail(ErrorKind::kUnavailable, "",
                "the cache refuses user " + user + ": " + std::string(reply.str, reply.len));
  }
  return connection;
}

Result<std::vector<CacheReply>> CacheConnection::round_trip(std::span<const CacheCommand> commands,
                                                            Deadline until) {
  std::string request;
  for (const auto& command : commands) {
    command.append_to(request);
  }
  if (auto sent = send_all(request, until); !sent) {
    return tl::unexpected(std::move(sent.error()));
  }
  std::vector<CacheReply> replies;
  while (true) {
    void* raw = nullptr;
    if (redisGetReplyFromReader(context_.get(), &raw) != REDIS_OK) {
      return lost();
    }
    if (raw != nullptr) {
      replies.emplace_back(static_cast<redisReply*>(raw));
      if (replies.size() == commands.size()) {
        return replies;
      }
      continue;
    }
    if (auto ready = wait_for(POLLIN, until); !ready) {
      return tl::unexpected(std::move(ready.error()));
    }
    if (redisBufferRead(context_.get()) != REDIS_OK) {
      return lost();
    }
  }
}

// hiredis would write without MSG_NOSIGNAL: a server that went away would end this process with SIGPIPE.
Result<void> CacheConnection::send_all(std::string_view bytes, Deadline until) {
  while (!bytes.empty()) {
    const auto sent = ::send(context_->fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      if (auto ready = wait_for(POLLOUT, until); !ready) {
        return ready;
      }
    } else if (errno != EINTR) {
      return fail(ErrorKind::kUnavailable, "", std::string("the cache is away: ") + std::strerror(errno));
    }
  }
  return {};
}

Result<void> CacheConnection::wait_for(short events, Deadline until) {
  pollfd socket{.fd = context_->fd, .events = events, .revents = 0};
  while (true) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    if (left.count() <= 0) {
      return fail(ErrorKind::kDeadlineExceeded, "", "the cache did not answer in time");
    }
    const int ready = ::poll(&socket, 1, static_cast<int>(std::min<std::int64_t>(left.count(), 60'000)));
    if (ready > 0) {
      return {};
    }
    if (ready < 0 && errno != EINTR) {
      return fail(ErrorKind::kUnavailable, "", std::string("the cache's socket: ") + std::strerror(errno));
    }
  }
}

tl::unexpected<Error> CacheConnection::lost() const {
  return fail(ErrorKind::kUnavailable, "",
              std::string("the cache is away: ") + (context_ == nullptr ? "no memory" : context_->errstr));
}

}  // namespace darkstore::storage
