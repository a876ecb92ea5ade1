#include "backend/traffic/others.h"

#include <gtest/gtest.h>

#include "darkstore/v1/network.pb.h"

namespace darkstore::traffic {
namespace {

v1::LedgerEntry entry(v1::LedgerKind kind, std::int64_t version, int delta, const char* request,
                      const char* order = "") {
  v1::LedgerEntry made;
  made.set_kind(kind);
  made.set_version(version);
  made.set_delta(delta);
  made.set_request_id(request);
  made.set_order_id(order);
  return made;
}

TEST(Others, BringWhatTheBookWasNotTold) {
  EXPECT_EQ(units_of_others({entry(v1::RECEIVED, 4, 10, "theirs"), entry(v1::ADJUSTED, 5, 2, "theirs too"),
                             entry(v1::RETURNED, 6, 1, "", "their cancel")},
                            3, {"our truck"}),
            13);
}

TEST(Others, AreNotWeAndNotTheOpeningAndNeverASale) {
  EXPECT_EQ(units_of_others(
                {entry(v1::RECEIVED, 4, 10, "our truck"), entry(v1::RETURNED, 5, 3, "", "our cancel"),
                 entry(v1::RECEIVED, 3, 7, "before the opening"), entry(v1::SOLD, 6, -5, "", "an order"),
                 entry(v1::SOLD, 7, 5, "", "no sale brings goods"), entry(v1::ADJUSTED, 8, -4, "damaged")},
                3, {"our truck", "our cancel"}),
            0);
}

}  // namespace
}  // namespace darkstore::traffic
