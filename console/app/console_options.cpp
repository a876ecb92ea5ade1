#include "console/app/console_options.h"

#include <CLI/CLI.hpp>

#include "console/client/endpoints.h"

namespace darkstore::console {

Result<ConsoleOptions> parseOptions(int argc, const char* const* argv) {
  ConsoleOptions options;
  options.data = defaultDataFolder();
  options.basemap = DARKSTORE_BASEMAP;
  CLI::App app("The console of a Darkstore network: its DCs on a map, their shelves, their orders.",
               "darkstore-console");
  app.add_option("--data", options.data, "Data folder with endpoints.toml, as `darkstore up` made it");
  app.add_option("--role", options.role, "Whose token of the data folder is used")
      ->check(CLI::IsMember({"viewer", "operator", "support", "admin"}));
  app.add_option("--page", options.page, "Page shown first")
      ->check(CLI::IsMember({"network", "inventory", "orders"}));
  app.add_option("--theme", options.theme, "For this run only")->check(CLI::IsMember({"dark", "light"}));
  app.add_option("--screenshots", options.screenshots, "Saves a PNG of every page there once data is live");
  app.add_flag("--exit-after-screenshots", options.exit_after_screenshots, "Ends when they are saved");
  app.add_option("--basemap", options.basemap, "Folder of the map's shapes");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // --help comes this way too, with exit code 0: the field tells them apart.
    const bool help = error.get_exit_code() == 0;
    return fail(ErrorKind::kInvalidArgument, help ? "help" : "options", help ? app.help() : error.what());
  }
  return options;
}

}  // namespace darkstore::console
