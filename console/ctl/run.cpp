#include "console/ctl/run.h"

#include <chrono>
#include <deque>
#include <filesystem>
#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include <google/protobuf/message.h>
#include <CLI/CLI.hpp>

#include "console/client/idempotency.h"
#include "console/client/rpc_method.h"
#include "console/ctl/caller.h"
#include "console/ctl/commands.h"
#include "console/ctl/fields.h"
#include "console/ctl/print.h"
#include "darkstore/v1/inventory.pb.h"
#include "darkstore/v1/nearby.pb.h"
#include "darkstore/v1/order.pb.h"
#include "shared/uuid.h"

namespace darkstore::console {
namespace {

using google::protobuf::Message;
using std::chrono::milliseconds;

constexpr int kDone = 0;
constexpr int kRefused = 1;
constexpr int kFailed = 2;

struct Settings {
  std::filesystem::path data = defaultDataFolder();
  std::string role = "admin";
  int timeoutMs = 10'000;
  std::optional<std::size_t> backend;
  bool json = false;
  std::size_t messagesMax = 0;  // of a stream; 0 = until interrupted
};

// One subcommand with what was typed after it.
struct Prepared {
  const Command* command = nullptr;
  CLI::App* app = nullptr;
  std::vector<Option> options;
  std::deque<std::vector<std::string>> texts;  // by option; a deque, for CLI11 keeps references
};

WallTime now() {
  return std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
}

// CLI11 takes the last option's values greedily unless it is told how many belong to each mention.
void addOption(Prepared& prepared, const Option& option) {
  auto& texts = prepared.texts.emplace_back();
  if (option.flag) {
    prepared.app->add_flag_callback(option.name, [&texts] { texts.emplace_back(); }, option.help);
    return;
  }
  const bool positional = option.parent == nullptr && option.field->name() == prepared.command->positional;
  const auto names = option.name + (positional ? "," + option.name.substr(2) : "");
  auto* added = prepared.app->add_option(names, texts, option.help)->expected(1)->type_name("");
  added->multi_option_policy(option.repeated ? CLI::MultiOptionPolicy::TakeAll
                                             : CLI::MultiOptionPolicy::Throw);
}

const std::map<std::string_view, std::string> kServices{
    {"network", "DCs, regions, and the servers behind them"},
    {"nearby", "which DCs can serve a point"},
    {"availability", "what a point can buy"},
    {"catalog", "items"},
    {"inventory", "a DC's shelf: list, receive, count, adjust, lock modes"},
    {"order", "place, find, cancel and move orders"},
};

void addSubcommands(CLI::App& app, std::deque<Prepared>& all) {
  std::map<std::string_view, CLI::App*> services;
  for (const auto& command : commands()) {
    auto*& service = services[command.service];
    if (service == nullptr) {
      service = app.add_subcommand(std::string(command.service), kServices.at(command.service));
      service->require_subcommand(1);
    }
    auto& prepared = all.emplace_back();
    prepared.command = &command;
    prepared.app = service->add_subcommand(std::string(command.name), std::string(command.help));
    prepared.options = optionsOf(*command.request().GetDescriptor());
    for (const auto& option : prepared.options) {
      addOption(prepared, option);
    }
  }
}

void addSettings(CLI::App& app, Settings& settings) {
  app.require_subcommand(1);
  app.fallthrough();
  app.add_option("--data", settings.data, "data folder of the cluster")->capture_default_str();
  app.add_option("--role", settings.role, "whose token is used: viewer, operator, support or admin")
      ->capture_default_str();
  app.add_option("--timeout", settings.timeoutMs, "milliseconds until a call is given up")
      ->check(CLI::Range(1, 600'000))
      ->capture_default_str();
  app.add_option("--backend", settings.backend, "call only this one of the backends, 0 is the first");
  app.add_option("--messages", settings.messagesMax, "end a watch after so many messages");
  app.add_flag("--json", settings.json, "print protobuf's JSON, one line a message");
}

Result<Caller*> open(const Settings& settings, std::optional<Caller>& caller) {
  auto endpoints = readEndpoints(settings.data);
  if (!endpoints) {
    return tl::unexpected(endpoints.error());
  }
  auto token = endpoints->tokenOf(settings.role);
  if (!token) {
    return tl::unexpected(token.error());
  }
  if (settings.backend) {
    if (*settings.backend >= endpoints->backends.size()) {
      return invalid("--backend", "there are " + std::to_string(endpoints->backends.size()) + " backends");
    }
    endpoints->backends = {endpoints->backends[*settings.backend]};
  }
  return &caller.emplace(std::move(*endpoints), std::move(*token), milliseconds(settings.timeoutMs));
}

// A key names the region that Nearby gives for the point; made here once, so that a retry can give it again.
Result<std::string> makeKey(Caller& caller, const v1::GeoPoint& position) {
  v1::FindReachRequest request;
  *request.mutable_position() = position;
  const auto answer = caller.call(request);
  if (!answer) {
    return tl::unexpected(answer.error());
  }
  const auto& region = static_cast<const v1::FindReachResponse&>(**answer).region();
  if (region.empty()) {
    return fail(ErrorKind::kFailedPrecondition, "--at",
                "no DC is near this point, so no region can name a key");
  }
  return newKey(region);
}

// What the contract wants and nobody should have to type: ids, keys, the time of a count, the one way to pay.
Result<void> fillIn(Message& request, Caller& caller, std::ostream& err) {
  const auto& reflection = *request.GetReflection();
  if (const auto* id = request.GetDescriptor()->FindFieldByName("request_id");
      id != nullptr && reflection.GetString(request, id).empty()) {
    reflection.SetString(&request, id, newRequestId());
    err << "request id " << reflection.GetString(request, id) << '\n';
  }
  if (auto* count = dynamic_cast<v1::CountRequest*>(&request);
      count != nullptr && count->counted_at_ms() == 0) {
    count->set_counted_at_ms(now().time_since_epoch().count());
  }
  auto* place = dynamic_cast<v1::PlaceOrderRequest*>(&request);
  if (place != nullptr && place->payment() == v1::PAYMENT_UNSPECIFIED) {
    place->set_payment(v1::ON_ACCOUNT);
  }
  if (place != nullptr && place->key().empty()) {
    const auto key = makeKey(caller, place->position());
    if (!key) {
      return tl::unexpected(key.error());
    }
    place->set_key(*key);
    err << "key " << *key << '\n';
  }
  return {};
}

bool isRefusal(const Message& answer) {
  if (const auto* placed = dynamic_cast<const v1::PlaceOrderResponse*>(&answer)) {
    return placed->has_refused();
  }
  if (const auto* plan = dynamic_cast<const v1::PlanOrderResponse*>(&answer)) {
    return plan->refusal() != v1::REFUSAL_REASON_UNSPECIFIED;
  }
  const auto* outcome = dynamic_cast<const v1::GetOutcomeResponse*>(&answer);
  return outcome != nullptr && outcome->outcome().has_refused();
}

int reportError(const Error& error, std::ostream& err) {
  err << to_string(error.kind) << ": " << error.field << (error.field.empty() ? "" : ": ") << error.reason
      << '\n';
  return kFailed;
}

int execute(const Prepared& prepared, const Settings& settings, std::ostream& out, std::ostream& err) {
  const MessagePtr request(prepared.command->request().New());
  for (std::size_t i = 0; i < prepared.options.size(); ++i) {
    if (const auto set = setOption(prepared.options[i], prepared.texts[i], *request); !set) {
      return reportError(set.error(), err);
    }
  }
  std::optional<Caller> holder;
  const auto caller = open(settings, holder);
  if (!caller) {
    return reportError(caller.error(), err);
  }
  if (const auto filled = fillIn(*request, **caller, err); !filled) {
    return reportError(filled.error(), err);
  }
  const auto print = settings.json ? printJson : printHuman;
  if (methodOf(*request->GetDescriptor()).streams) {
    std::size_t messages = 0;
    const auto ended = (*caller)->stream(*request, [&](const Message& message) {
      print(out, message);
      out.flush();
      return ++messages != settings.messagesMax;
    });
    return ended ? kDone : reportError(ended.error(), err);
  }
  const auto answer = (*caller)->call(*request);
  if (!answer) {
    return reportError(answer.error(), err);
  }
  print(out, **answer);
  return isRefusal(**answer) ? kRefused : kDone;
}

}  // namespace

int runCtl(int argc, const char* const* argv, std::ostream& out, std::ostream& err) {
  CLI::App app("Every RPC of Darkstore from the shell.", "darkstorectl");
  Settings settings;
  std::deque<Prepared> prepared;
  addSettings(app, settings);
  addSubcommands(app, prepared);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // CLI11 reports a request for help as an error too, with code 0.
    return app.exit(error, out, err) == 0 ? kDone : kFailed;
  }
  for (const auto& one : prepared) {
    if (one.app->parsed()) {
      return execute(one, settings, out, err);
    }
  }
  return kFailed;
}

}  // namespace darkstore::console
