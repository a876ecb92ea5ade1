#include "backend/storage/cache_client.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <condition_variable>
#include <mutex>
#include <string_view>
#include <utility>

#include "backend/storage/cache_connection.h"
#include "backend/storage/little_endian.h"
#include "shared/invariant.h"

namespace darkstore::storage {
namespace {

using Moment = std::chrono::steady_clock::time_point;
using Millis = std::chrono::milliseconds;

constexpr std::string_view kPutFunction = "darkstore1_put_if_newer";
constexpr int kLateMax = 3;              // calls in a row that were too slow: then Valkey counts as away
constexpr std::size_t kEntryBytes = 20;  // of resources/valkey/darkstore.lua

std::string name_of(ShelfKey key) {
  return "stock:" + std::to_string(key.dc.value()) + ":" + std::to_string(key.item.value());
}

// The server's clock: seconds and microseconds as text.
std::optional<Millis> server_time(const redisReply& reply) {
  if (reply.type != REDIS_REPLY_ARRAY || reply.elements != 2) {
    return std::nullopt;
  }
  std::int64_t parts[2] = {};
  for (std::size_t i = 0; i < 2; ++i) {
    const auto& part = *reply.element[i];
    if (part.type != REDIS_REPLY_STRING ||
        std::from_chars(part.str, part.str + part.len, parts[i]).ec != std::errc{}) {
      return std::nullopt;
    }
  }
  return std::chrono::duration_cast<Millis>(std::chrono::seconds{parts[0]} +
                                            std::chrono::microseconds{parts[1]});
}

Error refused(const redisReply& reply) {
  return {ErrorKind::kUnavailable, "",
          reply.type == REDIS_REPLY_ERROR ? "the cache refuses: " + std::string(reply.str, reply.len)
                                          : "the cache answers in another form"};
}

bool knows_no_function(const redisReply& reply) {
  return reply.type == REDIS_REPLY_ERROR &&
         std::string_view(reply.str, reply.len).find("Function not found") != std::string_view::npos;
}

}  // namespace

struct CacheClient::State {
  explicit State(CacheOptions given) : options(std::move(given)), slots(options.connections) {}

  CacheOptions options;

  std::mutex mutex;
  std::condition_variable freed;
  std::vector<CacheConnection> idle;  // guarded by mutex
  std::size_t slots;                  // connections that may still be taken; guarded by mutex

  std::atomic<bool> away{false};
  std::atomic<int> late_in_a_row{0};
  std::atomic<Moment> retry_at{Moment{}};

  std::mutex loading;  // one thread loads the functions
  std::atomic<bool> functions_loaded{false};
  Moment load_again_at{};  // guarded by loading

  // Server's clock minus ours, from the latest reply. Entries carry the server's time, so that backends whose
  // clocks differ agree on what is old. Taken when the reply is here, it is at most too small: what we stamp
  // looks older than it is, never fresher.
  std::atomic<Millis> clock_ahead{Millis{0}};

  Result<std::vector<CacheReply>> call(std::span<const CacheCommand> commands, Deadline until);
  Result<CacheConnection> take(Deadline until);
  void give_back(std::optional<CacheConnection> connection);
  void note_away(const Error& error);
  void note_back();
  Result<void> load_functions(Deadline until);

  void note_time(Millis server_now, Moment received) {
    clock_ahead = server_now - std::chrono::ceil<Millis>(received.time_since_epoch());
  }
};

// A failure that is the cache's own closes the door for all callers until one of them tries again.
Result<std::vector<CacheReply>> CacheClient::State::call(std::span<const CacheCommand> commands,
                                                         Deadline until) {
  const auto now = std::chrono::steady_clock::now();
  if (away) {
    auto at = retry_at.load();
    if (now < at || !retry_at.compare_exchange_strong(at, now + options.retry_every)) {
      return fail(ErrorKind::kUnavailable, "", "the cache is away");
    }
  }
  const auto own_limit = now + options.call_max;
  const auto limit = std::min(until, own_limit);
  // One slow call may be this machine's fault, a refused one is not.
  const auto is_the_caches = [&](const Error& error) {
    return error.kind == ErrorKind::kUnavailable ||
           (error.kind == ErrorKind::kDeadlineExceeded && limit == own_limit && ++late_in_a_row >= kLateMax);
  };
  auto connection = take(limit);
  if (!connection) {
    if (is_the_caches(connection.error())) {
      note_away(connection.error());
    }
    return tl::unexpected(std::move(connection.error()));
  }
  auto replies = connection->round_trip(commands, limit);
  if (!replies) {
    give_back(std::nullopt);
    if (is_the_caches(replies.error())) {
      note_away(replies.error());
    }
    return replies;
  }
  give_back(std::move(*connection));
  note_back();
  return replies;
}

Result<CacheConnection> CacheClient::State::take(Deadline until) {
  {
    std::unique_lock lock(mutex);
    if (!freed.wait_until(lock, until, [this] { return slots > 0; })) {
      return fail(ErrorKind::kResourceExhausted, "", "every connection to the cache is busy");
    }
    --slots;
    if (!idle.empty()) {
      auto connection = std::move(idle.back());
      idle.pop_back();
      return connection;
    }
  }
  auto connection = CacheConnection::open(options.socket_path, options.user, options.password, until);
  if (!connection) {
    give_back(std::nullopt);
  }
  return connection;
}

void CacheClient::State::give_back(std::optional<CacheConnection> connection) {
  {
    const std::lock_guard lock(mutex);
    ++slots;
    if (connection) {
      idle.push_back(std::move(*connection));
    }
  }
  freed.notify_one();
}

void CacheClient::State::note_away(const Error& error) {
  retry_at = std::chrono::steady_clock::now() + options.retry_every;
  if (!away.exchange(true)) {
    spdlog::warn("cache: away, reads go to the databases: {}", error.reason);
  }
  std::vector<CacheConnection> stale;
  const std::lock_guard lock(mutex);
  stale.swap(idle);
}

void CacheClient::State::note_back() {
  late_in_a_row = 0;
  if (away && away.exchange(false)) {
    spdlog::info("cache: back");
  }
}

Result<void> CacheClient::State::load_functions(Deadline until) {
  const std::lock_guard lock(loading);
  if (functions_loaded) {
    return {};
  }
  const auto now = std::chrono::steady_clock::now();
  if (now < load_again_at) {
    return fail(ErrorKind::kUnavailable, "", "the cache's functions are not loaded");
  }
  load_again_at = now + options.retry_every;
  const auto limit = std::min(until, now + options.call_max);
  auto admin = CacheConnection::open(options.socket_path, options.admin_user, options.admin_password, limit);
  if (!admin) {
    return tl::unexpected(std::move(admin.error()));
  }
  std::vector<CacheCommand> commands{CacheCommand("FUNCTION"), CacheCommand("TIME")};
  commands[0].arg("LOAD").arg("REPLACE").arg(options.functions);
  auto replies = admin->round_trip(commands, limit);
  const auto received = std::chrono::steady_clock::now();
  if (!replies) {
    return tl::unexpected(std::move(replies.error()));
  }
  const auto server_now = server_time(*(*replies)[1]);
  if ((*replies)[0]->type == REDIS_REPLY_ERROR || !server_now) {
    auto error = refused(*(*replies)[server_now ? 0 : 1]);
    spdlog::error("cache: the functions cannot be loaded, nothing will be cached: {}", error.reason);
    return tl::unexpected(std::move(error));
  }
  note_time(*server_now, received);  // before anything is stamped
  functions_loaded = true;
  return {};
}

CacheClient::CacheClient(CacheOptions options) {
  invariant(options.connections >= 1 && options.connections <= 64, "a pool has 1..64 connections");
  state_ = std::make_unique<State>(std::move(options));
}

CacheClient::~CacheClient() = default;

Result<std::vector<std::optional<CachedRow>>> CacheClient::read(std::span<const ShelfKey> keys,
                                                                Deadline until) {
  std::vector<std::optional<CachedRow>> rows(keys.size());
  if (keys.empty()) {
    return rows;
  }
  std::vector<CacheCommand> commands{CacheCommand("MGET"), CacheCommand("TIME")};
  for (const auto key : keys) {
    commands[0].arg(name_of(key));
  }
  const auto sent = std::chrono::steady_clock::now();
  auto replies = state_->call(commands, until);
  const auto received = std::chrono::steady_clock::now();
  if (!replies) {
    return tl::unexpected(std::move(replies.error()));
  }
  const auto& values = *(*replies)[0];
  const auto server_now = server_time(*(*replies)[1]);
  if (values.type != REDIS_REPLY_ARRAY || values.elements != keys.size() || !server_now) {
    auto error = refused(server_now ? values : *(*replies)[1]);
    state_->note_away(error);
    return tl::unexpected(std::move(error));
  }
  state_->note_time(*server_now, received);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto& value = *values.element[i];
    if (value.type != REDIS_REPLY_STRING || value.len != kEntryBytes) {
      continue;
    }
    const std::string_view entry(value.str, value.len);
    // Not before `sent` did the server look at its clock, so the moment is at most too early.
    const auto age = *server_now - Millis{little_endian_at<std::int64_t>(entry, 12)};
    if (age > state_->options.keep || age < Millis{-1000}) {
      continue;  // nothing that we wrote under this clock
    }
    rows[i] = CachedRow{.quantity = little_endian_at<std::int32_t>(entry, 8),
                        .version = little_endian_at<std::int64_t>(entry, 0),
                        .as_of = sent - std::max(age, Millis{0})};
  }
  return rows;
}

Result<int> CacheClient::put_if_newer(std::span<const CacheRefill> rows, Deadline until) {
  if (rows.empty()) {
    return 0;
  }
  for (int attempt = 0;; ++attempt) {
    if (!state_->functions_loaded) {
      if (auto loaded = state_->load_functions(until); !loaded) {
        return tl::unexpected(std::move(loaded.error()));
      }
    }
    CacheCommand put("FCALL");
    put.arg(kPutFunction).arg(std::to_string(rows.size()));
    for (const auto& refill : rows) {
      put.arg(name_of(refill.key));
    }
    put.arg(std::to_string(state_->options.keep.count()))
        .arg(std::to_string(state_->options.refill_age_max.count()));
    const auto ahead = state_->clock_ahead.load();
    for (const auto& [key, row] : rows) {
      std::string entry;
      entry.reserve(kEntryBytes);
      append_little_endian(entry, row.version);
      append_little_endian(entry, row.quantity);
      append_little_endian(entry, (std::chrono::floor<Millis>(row.as_of.time_since_epoch()) + ahead).count());
      put.arg(entry);
    }
    auto replies = state_->call({&put, 1}, until);
    const auto received = std::chrono::steady_clock::now();
    if (!replies) {
      return tl::unexpected(std::move(replies.error()));
    }
    const auto& reply = *replies->front();
    if (knows_no_function(reply) && attempt == 0) {
      state_->functions_loaded = false;  // the server has started anew
      continue;
    }
    if (reply.type != REDIS_REPLY_ARRAY || reply.elements != 2 ||
        reply.element[0]->type != REDIS_REPLY_INTEGER || reply.element[1]->type != REDIS_REPLY_INTEGER) {
      auto error = refused(reply);
      state_->note_away(error);
      return tl::unexpected(std::move(error));
    }
    state_->note_time(Millis{reply.element[1]->integer}, received);
    return static_cast<int>(reply.element[0]->integer);
  }
}

bool CacheClient::reachable() const {
  return !state_->away;
}

}  // namespace darkstore::storage
