#include "backend/ordering/mode_table.h"

#include <gtest/gtest.h>

namespace darkstore::ordering {
namespace {

using storage::LockMode;

constexpr ShelfKey kRow{DcId{7}, ItemId{1}};

TEST(Modes, ArePessimisticUntilSomeoneFlipsThem) {
  EXPECT_EQ(Modes{}.of(kRow), LockMode::kPessimistic);
}

TEST(Modes, AnOverrideAtADcBeatsTheItemsOwnMode) {
  Modes modes;
  modes.apply({kRow.item, DcId{0}, LockMode::kOptimistic}, 1);
  modes.apply({kRow.item, kRow.dc, LockMode::kPessimistic}, 2);
  EXPECT_EQ(modes.of(kRow), LockMode::kPessimistic);
  EXPECT_EQ(modes.of({DcId{8}, kRow.item}), LockMode::kOptimistic);
  modes.apply({kRow.item, kRow.dc, LockMode::kPessimistic, true}, 3);
  EXPECT_EQ(modes.of(kRow), LockMode::kOptimistic);
  EXPECT_EQ(modes.epoch(), 3);
}

TEST(ModeTable, ASlowPollerNeverTurnsAFlipBack) {
  ModeTable table;
  auto newer = std::make_shared<Modes>();
  newer->apply({kRow.item, DcId{0}, LockMode::kOptimistic}, 5);
  auto older = std::make_shared<Modes>();
  older->apply({kRow.item, DcId{0}, LockMode::kPessimistic}, 4);
  table.replace(newer);
  table.replace(older);
  EXPECT_EQ(table.snapshot()->of(kRow), LockMode::kOptimistic);
}

}  // namespace
}  // namespace darkstore::ordering
