#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "backend/local/layout.h"
#include "backend/local/process.h"
#include "shared/result.h"

namespace darkstore::local {

/// Tells a person on standard error what is being done; a step that takes longer than 2 s keeps saying so,
/// less and less often.
class Progress {
 public:
  void step(std::string_view what);
  /// A line of a program that works for the present step.
  void line(std::string_view text);
  /// Call it often while a step goes on.
  void tick();

 private:
  std::string what_;
  Clock::time_point started_;
  Clock::time_point said_;
  std::chrono::seconds say_every_{2};  ///< grows while a step goes on
};

/// What a cluster was created as; stays true for its life.
struct ClusterMark {
  Variant variant = Variant::kFull;
  std::string scale = "default";  ///< handed to `darkstored seed`
  std::uint64_t seed = 1;         ///< same seed, same data
};

/// Whether the data folder holds a whole cluster. A half-made one is none.
[[nodiscard]] bool is_whole(const Layout& layout);

[[nodiscard]] Result<ClusterMark> read_mark(const Layout& layout);

/// Creates servers, databases, schema and data in DATA/servers.part, all stopped again and synced to disk,
/// then renames it to DATA/servers: that rename is the commit. An interrupted creation is thrown away by the
/// next one.
/// @param backends  how many configuration files to write
[[nodiscard]] Result<void> create_cluster(const Layout& layout, const ClusterMark& mark, int backends,
                                          Progress& progress);

}  // namespace darkstore::local
