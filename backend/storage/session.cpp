#include "backend/storage/session.h"

namespace darkstore::storage {
namespace {

// Server-side bounds for what a client that vanished leaves behind; the watchdog keeps the caller's own
// deadline. Nested loops on the key keep the lock order that the arrays have (measured faster too).
//
// They go with the first packet instead of a SET after it: libpq's connect_timeout bounds everything up to
// the end of signing in, and nothing bounds a statement that runs before a watchdog guards the socket.
constexpr auto kSetUp =
    "-c TimeZone=UTC -c statement_timeout=5s -c lock_timeout=3s -c transaction_timeout=8s"
    " -c idle_in_transaction_session_timeout=5s -c plan_cache_mode=force_generic_plan -c jit=off";

}  // namespace

Session::Session(const std::string& conninfo, const std::string& more_options)
    : connection_(conninfo +
                  " connect_timeout=2 tcp_user_timeout=3000 keepalives_idle=1 keepalives_interval=1"
                  " keepalives_count=3 application_name=darkstored options='" +
                  kSetUp + " " + more_options + "'") {}

void Session::prepare_once(const Statement& statement) {
  if (prepared_.contains(statement.name)) {
    return;
  }
  connection_.prepare(statement.name, statement.sql);
  prepared_.insert(statement.name);
}

}  // namespace darkstore::storage
