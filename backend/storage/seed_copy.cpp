#include "backend/storage/seed_copy.h"

#include <libpq-fe.h>

#include <bit>
#include <utility>

namespace darkstore::storage {
namespace {

constexpr std::size_t kBufferBytes = 256U << 10U;
constexpr std::string_view kCopyHeader{"PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0",
                                       19};  // signature, flags, no extension
constexpr auto kPostgresEpoch = std::chrono::sys_days{std::chrono::year{2000} / 1 / 1};
constexpr std::uint64_t kInt4Oid = 23;

using OwnedResult = std::unique_ptr<PGresult, decltype(&PQclear)>;

std::string trimmed(std::string_view text) {
  while (!text.empty() && text.back() == '\n') {
    text.remove_suffix(1);
  }
  return std::string(text);
}

}  // namespace

void OwnerConnection::Close::operator()(pg_conn* connection) const {
  PQfinish(connection);
}

Result<std::unique_ptr<OwnerConnection>> OwnerConnection::open(std::string name, const std::string& conninfo,
                                                               Watchdog& watchdog, Deadline until) {
  std::unique_ptr<pg_conn, Close> connection(
      PQconnectdb((conninfo + " connect_timeout=5 application_name=darkstored-owner").c_str()));
  if (PQstatus(connection.get()) != CONNECTION_OK) {
    return fail(ErrorKind::kUnavailable, "", name + ": " + trimmed(PQerrorMessage(connection.get())));
  }
  std::unique_ptr<OwnerConnection> made(new OwnerConnection(std::move(name), std::move(connection)));
  made->guard_.emplace(watchdog, PQsocket(made->raw()), until);
  auto set = made->exec("SET client_min_messages = warning; SET TIME ZONE 'UTC'");
  if (!set) {
    return tl::unexpected(set.error());
  }
  return made;
}

Result<std::vector<std::vector<std::string>>> OwnerConnection::exec(
    const char* sql, const std::vector<std::string>& parameters) {
  std::vector<const char*> values;
  values.reserve(parameters.size());
  for (const auto& parameter : parameters) {
    values.push_back(parameter.c_str());
  }
  const OwnedResult result(values.empty() ? PQexec(raw(), sql)
                                          : PQexecParams(raw(), sql, static_cast<int>(values.size()), nullptr,
                                                         values.data(), nullptr, nullptr, 0),
                           &PQclear);
  const auto status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
    return tl::unexpected(complaint(result.get()));
  }
  std::vector<std::vector<std::string>> rows;
  for (int row = 0; row < PQntuples(result.get()); ++row) {
    auto& fields = rows.emplace_back();
    for (int column = 0; column < PQnfields(result.get()); ++column) {
      fields.emplace_back(PQgetvalue(result.get(), row, column),
                          static_cast<std::size_t>(PQgetlength(result.get(), row, column)));
    }
  }
  return rows;
}

Error OwnerConnection::complaint(const pg_result* result) const {
  if (guard_ && guard_->bit()) {
    return {ErrorKind::kDeadlineExceeded, "", name_ + ": the database did not finish in time"};
  }
  const auto kind =
      PQstatus(connection_.get()) == CONNECTION_OK ? ErrorKind::kInternal : ErrorKind::kUnavailable;
  const auto* text = result != nullptr ? PQresultErrorMessage(result) : PQerrorMessage(connection_.get());
  return {kind, "", name_ + ": " + trimmed(text)};
}

CopyStream::CopyStream(OwnerConnection& connection, const char* statement) : connection_(connection) {
  const OwnedResult result(PQexec(connection_.raw(), statement), &PQclear);
  if (PQresultStatus(result.get()) != PGRES_COPY_IN) {
    failure_ = connection_.complaint(result.get());
  }
  buffer_.reserve(kBufferBytes + 4096);
  buffer_ = kCopyHeader;
}

void CopyStream::append(std::uint64_t bits, int bytes) {
  for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
    buffer_ += static_cast<char>(bits >> static_cast<unsigned>(shift) & 0xFFU);
  }
}

void CopyStream::send() {
  if (!failure_ && PQputCopyData(connection_.raw(), buffer_.data(), static_cast<int>(buffer_.size())) != 1) {
    failure_ = connection_.complaint(nullptr);
  }
  buffer_.clear();
}

CopyStream& CopyStream::row(std::int16_t fields) {
  if (buffer_.size() >= kBufferBytes) {
    send();
  }
  ++rows_;
  append(static_cast<std::uint16_t>(fields), 2);
  return *this;
}

CopyStream& CopyStream::put(std::int16_t value) {
  append(2, 4);
  append(static_cast<std::uint16_t>(value), 2);
  return *this;
}

CopyStream& CopyStream::put(std::int32_t value) {
  append(4, 4);
  append(static_cast<std::uint32_t>(value), 4);
  return *this;
}

CopyStream& CopyStream::put(std::int64_t value) {
  append(8, 4);
  append(static_cast<std::uint64_t>(value), 8);
  return *this;
}

CopyStream& CopyStream::put(double value) {
  append(8, 4);
  append(std::bit_cast<std::uint64_t>(value), 8);
  return *this;
}

CopyStream& CopyStream::put(std::string_view value) {
  append(value.size(), 4);
  buffer_ += value;
  return *this;
}

CopyStream& CopyStream::put(std::span<const std::int32_t> values) {
  append(20 + values.size() * 8, 4);
  append(1, 4);  // dimensions
  append(0, 4);  // no nulls
  append(kInt4Oid, 4);
  append(values.size(), 4);
  append(1, 4);  // lower bound
  for (const auto value : values) {
    put(value);
  }
  return *this;
}

CopyStream& CopyStream::put(std::chrono::sys_seconds value) {
  return put(std::int64_t{std::chrono::microseconds{value - kPostgresEpoch}.count()});
}

CopyStream& CopyStream::put_null() {
  append(0xFFFFFFFF, 4);
  return *this;
}

Result<std::int64_t> CopyStream::finish() {
  append(0xFFFF, 2);
  send();
  if (!failure_ && PQputCopyEnd(connection_.raw(), nullptr) != 1) {
    failure_ = connection_.complaint(nullptr);
  }
  // Every result is taken, so that the connection is free for the next statement.
  while (const auto result = OwnedResult(PQgetResult(connection_.raw()), &PQclear)) {
    if (!failure_ && PQresultStatus(result.get()) != PGRES_COMMAND_OK) {
      failure_ = connection_.complaint(result.get());
    }
  }
  if (failure_) {
    return tl::unexpected(*failure_);
  }
  return rows_;
}

}  // namespace darkstore::storage
