#include "backend/rpc/customer_names.h"

#include <gtest/gtest.h>

#include <functional>
#include <utility>
#include <vector>

namespace darkstore::rpc {
namespace {

constexpr CustomerId kAda{1};
constexpr CustomerId kBob{2};
constexpr CustomerId kNobody{99};

/// A directory that knows everybody but kNobody, and a worker that works when it is told to.
class CustomerNamesTest : public ::testing::Test {
 protected:
  CustomerNames names_of(std::size_t kept_max) {
    return {[this](const auto& ids, Deadline) { return answer(ids); },
            [this](auto job) {
              if (takes_jobs) {
                jobs.push_back(std::move(job));
              }
              return takes_jobs;
            },
            kept_max};
  }
  Result<std::vector<storage::CustomerRow>> answer(const std::vector<CustomerId>& ids) {
    queries.push_back(ids);
    if (away) {
      return fail(ErrorKind::kUnavailable, "", "away");
    }
    std::vector<storage::CustomerRow> rows;
    for (const auto id : ids) {
      if (id != kNobody) {
        rows.push_back({id, "customer " + std::to_string(id.value()), ""});
      }
    }
    return rows;
  }
  void work() {
    for (auto& job : std::exchange(jobs, {})) {
      job();
    }
  }

  bool away = false;
  bool takes_jobs = true;
  std::vector<std::vector<CustomerId>> queries;
  std::vector<std::function<void()>> jobs;
};

TEST_F(CustomerNamesTest, AsksForAllThatIsMissingInOneQuery) {
  auto names = names_of(100);
  names.want(std::vector{kAda});
  names.want(std::vector{kBob, kAda});
  EXPECT_TRUE(queries.empty()) << "the caller's thread never asks";
  EXPECT_FALSE(names.find(kAda));
  work();
  ASSERT_EQ(queries.size(), 1U);
  EXPECT_EQ(queries[0].size(), 2U);
  EXPECT_EQ(names.find(kAda), "customer 1");
  EXPECT_EQ(names.find(kBob), "customer 2");
  names.want(std::vector{kAda, kBob});
  work();
  EXPECT_EQ(queries.size(), 1U) << "what is known is not asked for again";
}

TEST_F(CustomerNamesTest, DoesNotAskAgainForACustomerWhoDoesNotExist) {
  auto names = names_of(100);
  names.want(std::vector{kNobody});
  work();
  EXPECT_EQ(names.find(kNobody), "");
  names.want(std::vector{kNobody});
  EXPECT_TRUE(jobs.empty());
}

TEST_F(CustomerNamesTest, KeepsABoundedNumberAndThoseInUse) {
  auto names = names_of(20);
  for (int id = 1; id <= 200; ++id) {
    names.want(std::vector{CustomerId{id}});
    work();
    EXPECT_TRUE(names.find(kAda)) << "asked for all the time, it stays; at " << id;
  }
  int kept = 0;
  for (int id = 200; id >= 1; --id) {
    kept += names.find(CustomerId{id}) ? 1 : 0;
  }
  EXPECT_LE(kept, 20);
  EXPECT_GE(kept, 10);
}

TEST_F(CustomerNamesTest, LeavesADirectoryAloneThatIsAway) {
  auto names = names_of(100);
  away = true;
  names.want(std::vector{kAda});
  work();
  EXPECT_FALSE(names.find(kAda));
  names.want(std::vector{kAda});
  EXPECT_TRUE(jobs.empty());
}

TEST_F(CustomerNamesTest, TriesAgainWhenTheWorkersWereBusy) {
  auto names = names_of(100);
  takes_jobs = false;
  names.want(std::vector{kAda});
  takes_jobs = true;
  names.want(std::vector{kBob});
  work();
  EXPECT_EQ(names.find(kAda), "customer 1");
  EXPECT_EQ(names.find(kBob), "customer 2");
}

}  // namespace
}  // namespace darkstore::rpc
