#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "shared/deadline.h"
#include "shared/result.h"

namespace darkstore::storage {

class Session;
class Watchdog;

/// A bounded pool of connections to one PostgreSQL server. Thread-safe. Connections are opened on demand,
/// kept, and thrown away when broken; a server that was away is tried again by the next caller.
class Database {
 public:
  /// @param name       for messages: "shard 2 primary"
  /// @param size       1..64 connections
  Database(std::string name, std::string conninfo, std::size_t size, Watchdog& watchdog);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// A connection for one thread, given back by its destructor.
  class Lease {
   public:
    Lease(Database& home, std::unique_ptr<Session> session);
    Lease(Lease&&) noexcept;
    Lease& operator=(Lease&&) = delete;
    ~Lease();
    [[nodiscard]] Session& session() { return *session_; }

   private:
    Database* home_;
    std::unique_ptr<Session> session_;
  };

  /// Waits for a free connection until the deadline: kResourceExhausted when none came free, kUnavailable
  /// when the server does not take one.
  [[nodiscard]] Result<Lease> lease(Deadline until);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::string& conninfo() const { return conninfo_; }
  [[nodiscard]] Watchdog& watchdog() { return watchdog_; }

 private:
  struct State;
  void give_back(std::unique_ptr<Session> session);

  std::string name_;
  std::string conninfo_;
  Watchdog& watchdog_;
  std::unique_ptr<State> state_;
};

}  // namespace darkstore::storage
