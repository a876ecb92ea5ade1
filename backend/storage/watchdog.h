#pragma once

#include <memory>

#include "shared/deadline.h"

namespace darkstore::storage {

/// Shuts a socket down when its deadline passes: the only cure for a server that answers keepalives and
/// nothing else, for libpq itself waits for ever. What ran is then of unknown outcome. One thread; safe from
/// any thread.
class Watchdog {
 public:
  Watchdog();
  ~Watchdog();
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

  /// Watches until destroyed. The socket must stay open while the guard lives.
  class Guard {
   public:
    Guard(Watchdog& dog, int socket, Deadline until);
    ~Guard();
    Guard(const Guard&) = delete;
    Guard& operator=(const Guard&) = delete;
    /// True once the socket was shut for being late.
    [[nodiscard]] bool bit() const;

   private:
    Watchdog& dog_;
    unsigned long ticket_;
  };

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace darkstore::storage
