#pragma once

#include <QString>
#include <filesystem>
#include <string>

#include "shared/result.h"

namespace darkstore::console {

/// The command line of darkstore-console.
struct ConsoleOptions {
  std::filesystem::path data;         ///< folder with endpoints.toml
  std::string role = "admin";         ///< whose token of the data folder is used
  std::string page = "network";       ///< shown first: network, inventory or orders
  std::string theme;                  ///< dark or light for this run; empty: as set in the console
  std::filesystem::path screenshots;  ///< pictures of every page go here once data is live; empty: none
  bool exit_after_screenshots = false;
  std::filesystem::path basemap;  ///< resources/basemap
};

/// @return the options; kInvalidArgument with what to print when the line cannot be understood or asks for
/// help
[[nodiscard]] Result<ConsoleOptions> parseOptions(int argc, const char* const* argv);

}  // namespace darkstore::console
