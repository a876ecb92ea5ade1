#include "backend/storage/session.h"

namespace darkstore::storage {
namespace {

// Server-side bounds for what a client that vanished leaves behind; the watchdog keeps the caller's own
// deadline. Nested loops on the key keep the lock order that the arrays have (measured faster too).
constexpr auto kSetUp =
    "SET TIME ZONE 'UTC'; SET statement_timeout = '5s'; SET lock_timeout = '3s'; SET transaction_timeout = "
    "'8s';"
    "SET idle_in_transaction_session_timeout = '5s'; SET plan_cache_mode = force_generic_plan; SET jit = "
    "off;";

}  // namespace

Session::Session(const std::string& conninfo)
    : connection_(conninfo +
                  " connect_timeout=2 tcp_user_timeout=3000 keepalives_idle=1 keepalives_interval=1"
                  " keepalives_count=3 application_name=darkstored") {
  pqxx::nontransaction(connection_).exec(kSetUp);
}

void Session::prepare_once(const Statement& statement) {
  if (prepared_.contains(statement.name)) {
    return;
  }
  connection_.prepare(statement.name, statement.sql);
  prepared_.insert(statement.name);
}

}  // namespace darkstore::storage
