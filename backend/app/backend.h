#pragma once

#include <memory>

#include "backend/app/config.h"
#include "shared/result.h"

namespace darkstore::app {

/// One darkstored: the whole graph of parts, from connections to gRPC services. Built once, serves until
/// destroyed.
class Backend {
 public:
  /// Connects, loads the directory and the catalogue, checks the schema, opens the ports; serving when it
  /// returns. Errors name what is missing and what to do: a database that was not migrated or seeded, a port
  /// that is taken.
  [[nodiscard]] static Result<std::unique_ptr<Backend>> start(const Config& config);
  /// Drains: health says NOT_SERVING, streams end, calls under way are answered.
  ~Backend();
  Backend(const Backend&) = delete;
  Backend& operator=(const Backend&) = delete;

 private:
  struct Parts;
  explicit Backend(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace darkstore::app
