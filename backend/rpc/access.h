#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/result.h"

namespace darkstore::rpc {

/// Bits, so that a row of the table can name several.
enum class Role : unsigned { kViewer = 1, kOperator = 2, kSupport = 4, kAdmin = 8 };

/// Who calls: named in every ledger and history row.
struct Actor {
  std::string name;
  Role role = Role::kViewer;
};

/// The one table: which roles may call an RPC, by its full name ("/darkstore.v1.OrderService/PlaceOrder").
/// An RPC without a row is nobody's.
[[nodiscard]] bool may_call(Role role, std::string_view method);

/// Every method of the table, for the test that compares it with the contract.
[[nodiscard]] std::vector<std::string_view> listed_methods();

/// The tokens of a data folder: one secret a role, in a TOML file that only its owner reads.
class Tokens {
 public:
  /// @return kInternal when the file is missing, unreadable, or has no token for a role
  [[nodiscard]] static Result<Tokens> load(const std::filesystem::path& file);
  /// @param authorization  "Bearer <token>"
  /// @return nullopt for anything else; compares in constant time
  [[nodiscard]] std::optional<Actor> actor(std::string_view authorization) const;

 private:
  struct Entry {
    std::string token;
    Actor actor;
  };
  std::vector<Entry> entries_;
};

}  // namespace darkstore::rpc
