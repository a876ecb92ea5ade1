#include "tests/history/workload/floor.h"

#include <algorithm>
#include <map>

#include "darkstore/v1/nearby.grpc.pb.h"

namespace darkstore::history {
namespace {

// Not called, for the layout is no part of the history: its recorder is thrown away.
struct Layout {
  Recorder recorder;
  Tally tally;
};

Result<std::vector<DcId>> reach_of(const testing::EmbeddedCluster& cluster, int minutes) {
  const auto stub = v1::NearbyService::NewStub(
      grpc::CreateChannel(cluster.backends().front(), grpc::InsecureChannelCredentials()));
  v1::FindReachRequest request;
  request.mutable_position()->set_latitude(kLatitude);
  request.mutable_position()->set_longitude(kLongitude);
  request.set_reach_within_minutes(minutes);
  v1::FindReachResponse response;
  grpc::ClientContext context;
  context.AddMetadata("authorization", "Bearer " + cluster.token("admin"));
  context.set_deadline(std::chrono::system_clock::now() + Millis{5000});
  const auto status = stub->FindReach(&context, request, &response);
  if (!status.ok()) {
    return fail(ErrorKind::kUnavailable, "reach", status.error_message());
  }
  std::vector<DcId> dcs;
  for (const auto& dc : response.reach()) {
    dcs.emplace_back(dc.dc_id());
  }
  if (dcs.size() < 2) {
    return fail(ErrorKind::kFailedPrecondition, "reach", "fewer than two DCs serve the position");
  }
  return dcs;
}

int wanted_at(const Floor& floor, DcId dc, std::int64_t item, int hot_units, int cold_units) {
  const auto in = [item](const auto& items) { return std::ranges::find(items, item) != items.end(); };
  if (dc == floor.reach[0]) {
    return in(floor.hot) ? hot_units : cold_units;
  }
  return dc == floor.reach[1] && in(floor.split) ? cold_units : 0;
}

}  // namespace

std::vector<std::int64_t> Floor::all() const {
  auto items = hot;
  items.insert(items.end(), cold.begin(), cold.end());
  items.insert(items.end(), split.begin(), split.end());
  return items;
}

Result<Floor> lay_out(const testing::EmbeddedCluster& cluster, int hot_units, int cold_units) {
  Floor floor{{60, 61, 62}, {70, 71, 72, 73, 74, 75, 76, 77}, {80, 81}, {}};
  const auto reach = reach_of(cluster, 0);
  const auto wide = reach_of(cluster, 120);  // traffic changes with the hour: who might serve later, too
  if (const auto* error = first_error(reach, wide)) {
    return tl::unexpected(*error);
  }
  floor.reach = *reach;
  for (const auto dc : *wide) {
    if (std::ranges::find(floor.reach, dc) == floor.reach.end()) {
      floor.reach.push_back(dc);
    }
  }
  Layout layout;
  Caller caller(cluster, 0, 1, layout.recorder, layout.tally);
  for (const auto dc : floor.reach) {
    std::map<std::int64_t, int> has;
    caller.read_primary(dc.value(), floor.all(), 0);
    for (const auto& seen : layout.recorder.history().reads.back().rows) {
      has[seen.row.item.value()] = seen.quantity;
    }
    for (const auto item : floor.all()) {
      const auto change =
          wanted_at(floor, dc, item, hot_units, cold_units) - (has.contains(item) ? has[item] : 0);
      const ShelfKey row{dc, ItemId{item}};
      const auto answer = change > 0   ? caller.receive(row, change, 0, Millis{5000})
                          : change < 0 ? caller.adjust(row, change, 0, Millis{5000})
                                       : Answer::kDone;
      if (answer != Answer::kDone) {
        return fail(ErrorKind::kInternal, "stock", "the rows could not be given their stock");
      }
    }
  }
  return floor;
}

}  // namespace darkstore::history
