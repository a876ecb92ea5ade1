#include "console/client/coalesce.h"

#include <gmock/gmock.h>
#include <google/protobuf/message.h>
#include <gtest/gtest.h>

#include "darkstore/v1/inventory.pb.h"
#include "darkstore/v1/network.pb.h"
#include "darkstore/v1/order.pb.h"

namespace darkstore::console {
namespace {

template <class Response>
Response taken(Coalescer& coalescer) {
  const auto message = coalescer.take();
  EXPECT_NE(message, nullptr);
  return message == nullptr ? Response() : static_cast<const Response&>(*message);
}

v1::InventoryChanges change(std::int64_t item, std::int64_t version, int quantity, int delta) {
  v1::InventoryChanges changes;
  auto& one = *changes.add_changes();
  one.set_item_id(item);
  one.set_version(version);
  one.set_quantity(quantity);
  one.set_delta(delta);
  return changes;
}

void add(Coalescer& coalescer, const google::protobuf::Message& message) {
  MessagePtr copy(message.New());
  copy->CopyFrom(message);
  coalescer.add(std::move(copy));
}

TEST(Coalescer, KeepsTheNewestVersionOfARowAndAddsUpItsDeltas) {
  const auto coalescer = coalescerOf(*v1::InventoryChanges::descriptor());
  add(*coalescer, change(7, 3, 10, -1));
  add(*coalescer, change(7, 5, 7, -3));
  add(*coalescer, change(7, 4, 9, -1));  // late: another connection's news of an older version
  const auto all = taken<v1::InventoryChanges>(*coalescer);
  ASSERT_EQ(all.changes_size(), 1);
  EXPECT_EQ(all.changes(0).quantity(), 7);
  EXPECT_EQ(all.changes(0).version(), 5);
  EXPECT_EQ(all.changes(0).delta(), -4);
}

TEST(Coalescer, IsBoundedByRowsNotByMessages) {
  const auto coalescer = coalescerOf(*v1::InventoryChanges::descriptor());
  for (int i = 1; i <= 10'000; ++i) {
    add(*coalescer, change(i % 5, i, i, 1));
  }
  EXPECT_EQ(taken<v1::InventoryChanges>(*coalescer).changes_size(), 5);
  EXPECT_EQ(coalescer->take(), nullptr);
}

TEST(Coalescer, RemembersThatAResyncWasAskedFor) {
  const auto coalescer = coalescerOf(*v1::InventoryChanges::descriptor());
  v1::InventoryChanges resync;
  resync.set_resync(true);
  add(*coalescer, resync);
  add(*coalescer, v1::InventoryChanges());
  EXPECT_TRUE(taken<v1::InventoryChanges>(*coalescer).resync());
  add(*coalescer, v1::InventoryChanges());
  EXPECT_FALSE(taken<v1::InventoryChanges>(*coalescer).resync());
}

TEST(Coalescer, ShowsAnOrderOnceInItsNewestState) {
  const auto coalescer = coalescerOf(*v1::OrderEvents::descriptor());
  for (const auto state : {v1::GRANTED, v1::PICKING}) {
    v1::OrderEvents events;
    events.set_left_out(2);
    events.add_orders()->set_id("a");
    events.mutable_orders(0)->set_fulfilment(state);
    add(*coalescer, events);
  }
  const auto all = taken<v1::OrderEvents>(*coalescer);
  ASSERT_EQ(all.orders_size(), 1);
  EXPECT_EQ(all.orders(0).fulfilment(), v1::PICKING);
  EXPECT_EQ(all.left_out(), 4);
}

TEST(Coalescer, CountsTheOrdersThatDidNotFit) {
  const auto coalescer = coalescerOf(*v1::OrderEvents::descriptor());
  for (int i = 0; i < 600; ++i) {
    v1::OrderEvents events;
    events.add_orders()->set_id(std::to_string(i));
    add(*coalescer, events);
  }
  const auto all = taken<v1::OrderEvents>(*coalescer);
  EXPECT_EQ(all.orders_size() + all.left_out(), 600);
  EXPECT_EQ(all.orders(all.orders_size() - 1).id(), "599");
}

TEST(Coalescer, MergesFramesByDcAndBoundsPulses) {
  const auto coalescer = coalescerOf(*v1::NetworkFrame::descriptor());
  for (int i = 0; i < 5; ++i) {
    v1::NetworkFrame frame;
    frame.set_orders_in_flight(i);
    auto& health = *frame.add_health();
    health.set_dc_id(i % 2);
    health.set_health(i < 3 ? v1::CONTENDED : v1::HEALTHY);
    for (int p = 0; p < 100; ++p) {
      frame.add_pulses()->set_dc_id(i);
    }
    add(*coalescer, frame);
  }
  const auto frame = taken<v1::NetworkFrame>(*coalescer);
  EXPECT_EQ(frame.orders_in_flight(), 4);
  ASSERT_EQ(frame.health_size(), 2);
  EXPECT_EQ(frame.health(0).health(), v1::HEALTHY);
  EXPECT_EQ(frame.pulses_size(), 200);
}

}  // namespace
}  // namespace darkstore::console
