#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "shared/ids.h"
#include "shared/uuid.h"

namespace darkstore::history {

/// Nanoseconds on one monotonic clock of the recording process.
using Time = std::int64_t;
inline constexpr Time kNever = std::numeric_limits<Time>::max();

/// From the moment a call was sent to the moment its answer was here; kNever when none came.
struct Span {
  Time invoke = 0;
  Time complete = kNever;
};

/// What a caller was told.
enum class Answer : std::uint8_t {
  kDone,       ///< placed, received, cancelled, ...
  kRefused,    ///< a definite no that is on record
  kAbandoned,  ///< the key was fenced before its order arrived
  kInvalid,    ///< the request itself is wrong: nothing happened, nothing is on record
  kNotYet,     ///< a lookup: the key has no outcome
  kUnknown,    ///< nobody knows: time ran out, a server died
};

/// One line as it was wanted and answered. left: at the rows that were looked at, after this order; -1
/// unknown.
struct Line {
  ItemId item;
  std::int32_t wanted = 0;
  std::int32_t granted = 0;
  std::int32_t left = -1;
  bool operator==(const Line&) const = default;
};

/// Units taken from one row, which made its `version`.
struct Part {
  ShelfKey row;
  std::int32_t quantity = 0;
  std::int64_t version = 0;
  bool operator==(const Part&) const = default;
};

enum class CallKind : std::uint8_t { kPlace, kLookup };

/// One call of PlaceOrder, or of GetOutcome about it.
struct OrderCall {
  CallKind kind = CallKind::kPlace;
  int client = 0;
  int backend = 0;
  Uuid key;
  std::uint64_t body = 0;  ///< a hash of the request: equal for equal requests
  bool may_split = false;
  bool may_be_partial = false;
  Span span;
  Answer answer = Answer::kUnknown;
  int refusal = 0;          ///< RefusalReason of the contract
  Uuid order;               ///< that the order has or would have had; nil when the answer names none
  std::vector<Line> lines;  ///< as asked; with what the answer said of each
  std::vector<Part> parts;
};

enum class ChangeKind : std::uint8_t { kReceive, kAdjust, kCount, kCancel };

/// One call that moves stock other than by an order, under its request id.
struct ChangeCall {
  ChangeKind kind = ChangeKind::kReceive;
  int client = 0;
  int backend = 0;
  Uuid request;
  Span span;
  Answer answer = Answer::kUnknown;
  ShelfKey row;            ///< not of a cancel
  std::int32_t delta = 0;  ///< asked for (receive, adjust), or answered (count)
  Uuid order;              ///< of a cancel
};

/// Where a read's numbers came from, and so what they promise.
enum class ReadSource : std::uint8_t {
  kPrimary,    ///< the shard's primary, all rows in one snapshot: as if nobody else were there
  kSession,    ///< any cache or replica, but not older than the purchase whose token was shown
  kNearCache,  ///< one backend's own memory: no promise but that it never goes back
};

struct RowSeen {
  ShelfKey row;
  std::int32_t quantity = 0;
  std::int64_t version = 0;
};

struct ReadCall {
  ReadSource source = ReadSource::kPrimary;
  int client = 0;
  int backend = 0;
  Span span;
  std::vector<RowSeen> rows;
  std::vector<Part> floor;  ///< kSession: what the token's purchase took
};

/// The rest of the world as the database has it.
enum class EntryKind : std::uint8_t { kOpening = 1, kSold, kReturned, kReceived, kCounted, kAdjusted };

/// A line of the ledger.
struct Entry {
  ShelfKey row;
  std::int64_t version = 0;
  std::int32_t position = 0;
  std::int32_t delta = 0;
  std::int32_t after = 0;
  EntryKind kind = EntryKind::kSold;
  Uuid order;    ///< nil when no order moved it
  Uuid request;  ///< nil when no request did
};

struct RowState {
  ShelfKey row;
  std::int64_t version = 0;
  std::int32_t quantity = 0;
};

/// A key's outcome as it is on record.
struct AttemptRow {
  Uuid key;
  Answer outcome = Answer::kDone;  ///< kDone, kRefused or kAbandoned
  Uuid order;
};

struct OrderRow {
  Uuid order;
  Uuid key;
};

/// The database, read before the first call and after the last.
struct Book {
  std::vector<RowState> start;
  std::vector<RowState> end;
  std::vector<Entry> entries;  ///< in any order; of versions above `start`'s
  std::vector<AttemptRow> attempts;
  std::vector<OrderRow> orders;
};

/// While one of these lasted, or soon after, a backend's memory may have been lost, or been deaf.
struct Fault {
  std::string server;
  Span span;
};

/// Everything that was recorded of one run.
struct History {
  std::vector<OrderCall> orders;
  std::vector<ChangeCall> changes;
  std::vector<ReadCall> reads;
  Book book;
  std::vector<DcId> reach;    ///< DCs an order of this history is decided on
  std::vector<Fault> faults;  ///< sorted by time
  /// While it lasted, no commit could reach the standby, so no order sent in it may be acknowledged in it.
  std::vector<Span> standby_away;
};

}  // namespace darkstore::history
