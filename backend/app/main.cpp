// darkstored: one backend. Its verbs are those of its operators: migrate, seed, serve, health, check.

#include <sodium.h>
#include <spdlog/spdlog.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

#include <CLI/CLI.hpp>

#include "backend/app/backend.h"
#include "backend/app/check_command.h"
#include "backend/app/config.h"
#include "backend/app/health_command.h"
#include "backend/app/migrate_command.h"
#include "backend/app/seed_command.h"

namespace {

using darkstore::app::Config;

int report(const darkstore::Error& error) {
  std::fprintf(stderr, "darkstored: %s%s%s\n", error.field.c_str(), error.field.empty() ? "" : ": ",
               error.reason.c_str());
  return 1;
}

// Waits for SIGINT or SIGTERM, which every thread has blocked.
void wait_for_end(const sigset_t& signals) {
  int signal = 0;
  sigwait(&signals, &signal);
  spdlog::info("signal {}: going down", signal);
}

int serve(const Config& config) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  const auto backend = darkstore::app::Backend::start(config);
  if (!backend) {
    return report(backend.error());
  }
  spdlog::info("backend {} serves on {}", config.name, config.listen.front());
  wait_for_end(signals);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (sodium_init() < 0) {
    std::fputs("darkstored: libsodium does not start\n", stderr);
    return 1;
  }
  CLI::App app{"Darkstore's backend"};
  app.require_subcommand(1);
  std::string file;
  const auto verb = [&](const char* name, const char* what) {
    auto* command = app.add_subcommand(name, what);
    command->add_option("--config", file, "the backend's TOML file")->required()->check(CLI::ExistingFile);
    return command;
  };
  auto* serve_verb = verb("serve", "serves until SIGINT or SIGTERM");
  auto* migrate_verb = verb("migrate", "brings every database up to this program's schema");
  auto* seed_verb = verb("seed", "fills every database with the demo's world, once");
  std::string scale = "default";
  std::int64_t seed = 1;
  seed_verb->add_option("--scale", scale, "small, default or full");
  seed_verb->add_option("--seed", seed, "same seed, same data");
  auto* check_verb =
      verb("check", "recounts every shard; exit code 1 at a difference, 2 when nothing was counted");
  bool full = false;
  bool json = false;
  check_verb->add_flag("--full", full, "everything, not only what is new since the last clean check");
  check_verb->add_flag("--json", json, "one line of JSON");
  auto* health_verb = verb("health", "exit code 0 when the backend serves");
  CLI11_PARSE(app, argc, argv);

  const auto config = darkstore::app::read_config(file);
  if (!config) {
    return report(config.error());
  }
  if (serve_verb->parsed()) {
    return serve(*config);
  }
  if (check_verb->parsed()) {
    const auto exit = darkstore::app::check_all(*config, full, json);
    if (!exit) {
      report(exit.error());
    }
    return static_cast<int>(exit.value_or(darkstore::app::CheckExit::kFailed));
  }
  const auto done = migrate_verb->parsed()  ? darkstore::app::migrate_all(*config)
                    : seed_verb->parsed()   ? darkstore::app::seed_all(*config, scale, seed)
                    : health_verb->parsed() ? darkstore::app::health(*config)
                                            : darkstore::Result<void>{};
  return done ? 0 : report(done.error());
}
