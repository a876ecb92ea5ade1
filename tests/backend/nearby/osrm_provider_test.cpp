#include "backend/nearby/osrm_provider.h"

#include <cmath>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "backend/nearby/osrm_table.h"
#include "tests/backend/nearby/a_dc.h"
#include "tests/backend/nearby/table_server.h"

namespace darkstore::nearby {
namespace {
using std::chrono::milliseconds;
using std::chrono::seconds;
constexpr GeoPoint kHome{38.7046, -9.1617};
constexpr LocalTime kNight{1, 3 * 60};  // no traffic: OSRM's seconds are the answer
constexpr LocalTime kRush{1, 17 * 60};
constexpr milliseconds kWait = seconds(5);
const std::string kTwoRows =
    R"({"code":"Ok","durations":[[300],[720.5]],"distances":[[1500],[4200.25]],"destinations":[{"name":"Rua"}]})";

/// Two DCs near home, and their travels by a provider that is asked with these options.
struct Asked {
  Dc first = a_dc(1).at({38.7016, -9.1741});
  Dc second = a_dc(2).at({38.6880, -9.1480});
  std::unique_ptr<OsrmProvider> provider;

  explicit Asked(const std::string& url, milliseconds wait_max = kWait,
                 CircuitBreaker::Options breaker = {}) {
    provider = OsrmProvider::create({.url = url, .wait_max = wait_max, .breaker = breaker},
                                    std::make_shared<EstimateProvider>())
                   .value();
  }
  [[nodiscard]] std::vector<Travel> travels(LocalTime local = kNight, milliseconds wait_max = kWait) const {
    const std::vector<Departure> from{{&first, local}, {&second, local}};
    std::vector<Travel> out(2);
    provider->travel(from, kHome, wait_max, out);
    return out;
  }
  [[nodiscard]] TravelSource source() const { return travels().front().source; }
};

TableServer::Answer always(TableServer::Reply reply) {
  return [reply](const std::string&) { return reply; };
}

TEST(OsrmProvider, AsksForAllWaysInOneTableAndReadsThem) {
  std::string asked;
  const TableServer server([&](const std::string& target) {
    asked = target;
    return TableServer::Reply{.body = kTwoRows};
  });
  const auto travels = Asked(server.url()).travels();
  EXPECT_EQ(asked,
            "/table/v1/driving/-9.174100,38.701600;-9.148000,38.688000;-9.161700,38.704600"
            "?sources=0;1&destinations=2&annotations=duration,distance");
  const double handover = EstimateOptions{}.handover_minutes;
  EXPECT_EQ(travels[0].source, TravelSource::kOsrm);
  EXPECT_NEAR(travels[0].minutes, handover + 5, 1e-9);
  EXPECT_NEAR(travels[1].minutes, handover + 720.5 / 60, 1e-9);
  EXPECT_EQ(travels[1].way_m, 4200.25);
}

TEST(OsrmProvider, AddsTheTrafficThatOsrmDoesNotKnow) {
  const TableServer server(always({.body = kTwoRows}));
  const Asked asked(server.url());
  EXPECT_GT(asked.travels(kRush)[0].minutes, asked.travels(kNight)[0].minutes * 1.3);
}

TEST(OsrmProvider, PassesOnThatNoRoadLeadsThere) {
  const TableServer server(
      always({.body = R"({"code":"Ok","durations":[[60],[null]],"distances":[[500],[null]]})"}));
  const auto travels = Asked(server.url()).travels();
  EXPECT_TRUE(std::isfinite(travels[0].minutes));
  EXPECT_TRUE(std::isinf(travels[1].minutes));
  EXPECT_EQ(travels[1].source, TravelSource::kOsrm);
}

TEST(OsrmProvider, PutsTheUrlsPathBeforeTheService) {
  std::string asked;
  const TableServer server([&](const std::string& target) {
    asked = target;
    return TableServer::Reply{.body = kTwoRows};
  });
  EXPECT_EQ(Asked(server.url() + "/europe/").source(), TravelSource::kOsrm);
  EXPECT_TRUE(asked.starts_with("/europe/table/v1/")) << asked;
}

TEST(OsrmProvider, KeepsItsConnection) {
  const TableServer server(always({.body = kTwoRows}));
  const Asked asked(server.url());
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(asked.source(), TravelSource::kOsrm);
  }
  EXPECT_EQ(server.connections(), 1);
}

TEST(OsrmProvider, TakesAFreshConnectionWhenTheKeptOneIsClosed) {
  const TableServer server(always({.body = kTwoRows, .keep_alive = false}));
  const Asked asked(server.url());
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(asked.source(), TravelSource::kOsrm);
  }
  EXPECT_EQ(server.connections(), 3);
}

TEST(OsrmProvider, ServesManyThreadsAtOnce) {
  const TableServer server(always({.body = kTwoRows}));
  const Asked asked(server.url());
  std::vector<std::thread> threads;
  threads.reserve(8);
  std::atomic<int> from_osrm = 0;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int turn = 0; turn < 20; ++turn) {
        from_osrm += asked.source() == TravelSource::kOsrm ? 1 : 0;
      }
    });
  }
  for (auto& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(from_osrm, 160);
}

/// What a broken server says; the estimate serves, marked as such.
class BrokenServer : public ::testing::TestWithParam<TableServer::Reply> {};

TEST_P(BrokenServer, LeavesItToTheEstimate) {
  const TableServer server(always(GetParam()));
  const Asked asked(server.url(), milliseconds(100));
  std::vector<Travel> estimate(2);
  EstimateProvider().travel(std::vector<Departure>{{&asked.first, kNight}, {&asked.second, kNight}}, kHome,
                            kWait, estimate);
  const auto travels = asked.travels();
  for (std::size_t i = 0; i < travels.size(); ++i) {
    EXPECT_EQ(travels[i].source, TravelSource::kEstimateOsrmDown);
    EXPECT_EQ(travels[i].minutes, estimate[i].minutes);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Each, BrokenServer,
    ::testing::Values(
        TableServer::Reply{.silent = true}, TableServer::Reply{.status = 503, .body = kTwoRows},
        TableServer::Reply{.status = 400, .body = R"({"code":"NoSegment"})"},
        TableServer::Reply{.body = "<html>welcome to the hotel</html>"}, TableServer::Reply{.body = ""},
        TableServer::Reply{.body = R"({"code":"Ok"})"},
        TableServer::Reply{.body = R"({"code":"Ok","durations":[[1]],"distances":[[1]]})"},
        TableServer::Reply{.body = R"({"code":"Ok","durations":[[-1],[1]],"distances":[[1],[1]]})"},
        TableServer::Reply{.body = R"({"code":"Ok","durations":[["1"],[1]],"distances":[[1],[1]]})"},
        TableServer::Reply{.body = std::string(100'000, ' ') + kTwoRows}));

TEST(OsrmProvider, StopsAskingAServerThatKeepsFailing) {
  const TableServer server(always({.status = 500, .body = ""}));
  const Asked asked(server.url(), kWait, {.failures_max = 3, .rest = seconds(600)});
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(asked.source(), TravelSource::kEstimateOsrmDown);
  }
  EXPECT_EQ(server.requests(), 3);
}

TEST(OsrmProvider, ForgetsFailuresOnceTheServerAnswers) {
  int request = 0;
  const TableServer server([&](const std::string&) {
    const bool answers = ++request % 3 == 0;
    return answers ? TableServer::Reply{.body = kTwoRows} : TableServer::Reply{.status = 500, .body = ""};
  });
  const Asked asked(server.url(), kWait, {.failures_max = 3, .rest = seconds(600)});
  int from_osrm = 0;
  for (int i = 0; i < 9; ++i) {
    from_osrm += asked.source() == TravelSource::kOsrm ? 1 : 0;
  }
  EXPECT_EQ(from_osrm, 3);
}

TEST(OsrmProvider, KeepsAskingAServerThatOnlyKnowsNoRoad) {
  const TableServer server(always({.status = 400, .body = R"({"code":"NoSegment"})"}));
  const Asked asked(server.url(), kWait, {.failures_max = 3, .rest = seconds(600)});
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(asked.source(), TravelSource::kEstimateOsrmDown);
  }
  EXPECT_EQ(server.requests(), 5);
}

TEST(OsrmProvider, DoesNotBlameTheServerForACallerInAHurry) {
  const TableServer server([](const std::string& target) {
    return target.empty() ? TableServer::Reply{} : TableServer::Reply{.silent = true};
  });
  const Asked asked(server.url(), kWait, {.failures_max = 1, .rest = seconds(600)});
  EXPECT_EQ(asked.travels(kNight, milliseconds(20)).front().source, TravelSource::kEstimateOsrmDown);
  EXPECT_EQ(asked.travels(kNight, milliseconds(20)).front().source, TravelSource::kEstimateOsrmDown);
  EXPECT_EQ(server.requests(), 2);
  EXPECT_EQ(asked.travels(kNight, milliseconds(0)).front().source, TravelSource::kEstimateOsrmDown);
  EXPECT_EQ(server.requests(), 2);
}

TEST(OsrmProvider, ServesFromTheEstimateWhenNobodyListensAndFromOsrmOnceSomebodyDoes) {
  const Asked nobody("http://127.0.0.1:1");
  EXPECT_EQ(nobody.source(), TravelSource::kEstimateOsrmDown);
  std::atomic<bool> up = false;
  const TableServer server([&](const std::string&) {
    return up ? TableServer::Reply{.body = kTwoRows} : TableServer::Reply{.status = 500, .body = ""};
  });
  const Asked asked(server.url(), kWait, {.failures_max = 1, .rest = milliseconds(0)});
  EXPECT_EQ(asked.source(), TravelSource::kEstimateOsrmDown);
  up = true;
  EXPECT_EQ(asked.source(), TravelSource::kOsrm);
}

TEST(OsrmProvider, RefusesAUrlItCannotUse) {
  const auto error_of = [](const char* url) {
    return OsrmProvider::create({.url = url}, std::make_shared<EstimateProvider>()).error();
  };
  for (const char* url : {"", "127.0.0.1:5000", "https://127.0.0.1:5000", "http://", "http://:5000",
                          "http://h:", "http://h:50x0"}) {
    EXPECT_EQ(error_of(url).kind, ErrorKind::kInvalidArgument) << url;
  }
  EXPECT_EQ(error_of("http://no.such.host.invalid:5000").kind, ErrorKind::kUnavailable);
}

TEST(CircuitBreaker, OpensAfterFailuresInARowAndTriesOnceARest) {
  CircuitBreaker breaker({.failures_max = 2, .rest = seconds(5)});
  const CircuitBreaker::Clock::time_point start{};
  breaker.failed(start);
  breaker.succeeded();
  breaker.failed(start);
  EXPECT_TRUE(breaker.lets_through(start)) << "two failures, but not in a row";
  breaker.failed(start);
  EXPECT_FALSE(breaker.lets_through(start + milliseconds(4999)));
  EXPECT_TRUE(breaker.lets_through(start + seconds(5)));
  EXPECT_FALSE(breaker.lets_through(start + seconds(5))) << "one try at a time";
  EXPECT_TRUE(breaker.lets_through(start + seconds(10)))
      << "a try that never reports must not close it for ever";
  breaker.succeeded();
  EXPECT_TRUE(breaker.lets_through(start + seconds(10)));
  EXPECT_TRUE(breaker.lets_through(start + seconds(10)));
}

}  // namespace
}  // namespace darkstore::nearby
