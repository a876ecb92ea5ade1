#pragma once

#include <string>

#include "backend/storage/cache_client.h"
#include "tests/backend/support/child_process.h"

namespace darkstore::testing {

/// A Valkey on a Unix socket, with the two users of the product and nothing kept on disk.
class ValkeyServer {
 public:
  ValkeyServer();  ///< started

  void start();
  void kill();    ///< SIGKILL; its data are gone
  void pause();   ///< SIGSTOP: connections stay, answers do not come
  void resume();  ///< SIGCONT

  /// For a client of it, with the product's function library.
  [[nodiscard]] storage::CacheOptions options() const;

  /// Runs one command as admin, past everything that guards entries; what tests do to the cache behind its
  /// back.
  /// @return the reply's text, empty for none
  std::string admin(const std::vector<std::string>& arguments) const;

 private:
  TemporaryFolder folder_;
  ChildProcess process_;
};

}  // namespace darkstore::testing
