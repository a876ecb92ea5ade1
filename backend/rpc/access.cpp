#include "backend/rpc/access.h"

#include <sodium.h>

#include <algorithm>
#include <array>

#include <toml++/toml.hpp>

namespace darkstore::rpc {
namespace {

constexpr unsigned bit(Role role) {
  return static_cast<unsigned>(role);
}

constexpr unsigned kEveryone =
    bit(Role::kViewer) | bit(Role::kOperator) | bit(Role::kSupport) | bit(Role::kAdmin);
constexpr unsigned kFloor = bit(Role::kOperator) | bit(Role::kAdmin);  // who moves goods
constexpr unsigned kDesk =
    bit(Role::kOperator) | bit(Role::kSupport) | bit(Role::kAdmin);  // who acts for customers

struct Rule {
  std::string_view method;
  unsigned roles;
};

constexpr std::array kRules{
    Rule{"/darkstore.v1.NetworkService/ListRegions", kEveryone},
    Rule{"/darkstore.v1.NetworkService/ListDcs", kEveryone},
    Rule{"/darkstore.v1.NetworkService/GetDc", kEveryone},
    Rule{"/darkstore.v1.NetworkService/SetDcOpen", kFloor},
    Rule{"/darkstore.v1.NetworkService/WatchNetwork", kEveryone},
    Rule{"/darkstore.v1.NetworkService/GetStatus", kEveryone},
    Rule{"/darkstore.v1.NetworkService/WhoAmI", kEveryone},
    Rule{"/darkstore.v1.NearbyService/FindReach", kEveryone},
    Rule{"/darkstore.v1.AvailabilityService/GetMenu", kEveryone},
    Rule{"/darkstore.v1.AvailabilityService/GetAvailability", kEveryone},
    Rule{"/darkstore.v1.CatalogService/GetItem", kEveryone},
    Rule{"/darkstore.v1.CatalogService/SearchItems", kEveryone},
    Rule{"/darkstore.v1.CatalogService/ListCategories", kEveryone},
    Rule{"/darkstore.v1.InventoryService/ListInventory", kEveryone},
    Rule{"/darkstore.v1.InventoryService/ListLedger", kEveryone},
    Rule{"/darkstore.v1.InventoryService/Receive", kFloor},
    Rule{"/darkstore.v1.InventoryService/Count", kFloor},
    Rule{"/darkstore.v1.InventoryService/Adjust", kFloor},
    Rule{"/darkstore.v1.InventoryService/SetLockMode", kFloor},
    Rule{"/darkstore.v1.InventoryService/WatchInventory", kEveryone},
    Rule{"/darkstore.v1.OrderService/PlaceOrder", kDesk},
    Rule{"/darkstore.v1.OrderService/PlanOrder", kEveryone},
    Rule{"/darkstore.v1.OrderService/GetOutcome", kDesk},
    Rule{"/darkstore.v1.OrderService/GetOrder", kEveryone},
    Rule{"/darkstore.v1.OrderService/ListOrders", kEveryone},
    Rule{"/darkstore.v1.OrderService/CancelOrder", kDesk},
    Rule{"/darkstore.v1.OrderService/AdvanceFulfilment", kFloor},
    Rule{"/darkstore.v1.OrderService/WatchOrders", kEveryone},
    Rule{"/darkstore.v1.OrderService/FindCustomers", kDesk},
};

constexpr std::array kRoles{std::pair{"viewer", Role::kViewer}, std::pair{"operator", Role::kOperator},
                            std::pair{"support", Role::kSupport}, std::pair{"admin", Role::kAdmin}};

}  // namespace

bool may_call(Role role, std::string_view method) {
  const auto rule = std::ranges::find(kRules, method, &Rule::method);
  return rule != kRules.end() && (rule->roles & bit(role)) != 0;
}

std::vector<std::string_view> listed_methods() {
  std::vector<std::string_view> methods;
  for (const auto& rule : kRules) {
    methods.push_back(rule.method);
  }
  return methods;
}

Result<Tokens> Tokens::load(const std::filesystem::path& file) {
  try {
    const auto table = toml::parse_file(file.string());
    Tokens tokens;
    for (const auto& [name, role] : kRoles) {
      const auto token = table[name].value<std::string>();
      if (!token || token->size() < 32) {
        return fail(ErrorKind::kInternal, name, "no token of at least 32 characters in " + file.string());
      }
      tokens.entries_.push_back({*token, {name, role}});
    }
    return tokens;
  } catch (const toml::parse_error& failure) {
    return fail(ErrorKind::kInternal, "tokens", file.string() + ": " + std::string(failure.description()));
  }
}

std::optional<Actor> Tokens::actor(std::string_view authorization) const {
  constexpr std::string_view kScheme = "Bearer ";
  if (!authorization.starts_with(kScheme)) {
    return std::nullopt;
  }
  const auto token = authorization.substr(kScheme.size());
  std::optional<Actor> found;
  for (const auto& entry : entries_) {
    if (entry.token.size() == token.size() &&
        sodium_memcmp(entry.token.data(), token.data(), token.size()) == 0) {
      found = entry.actor;
    }
  }
  return found;
}

}  // namespace darkstore::rpc
