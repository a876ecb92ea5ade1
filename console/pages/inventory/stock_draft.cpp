#include "console/pages/inventory/stock_draft.h"

#include <QDateTime>
#include <algorithm>

#include "console/client/format.h"
#include "console/client/idempotency.h"
#include "console/pages/inventory/shelf_text.h"

namespace darkstore::console {
namespace {

v1::AdjustReason protoReason(int reason) {
  constexpr v1::AdjustReason kReasons[] = {v1::DAMAGED, v1::EXPIRED, v1::LOST, v1::FOUND, v1::CORRECTION};
  return kReasons[reason];
}

}  // namespace

int StockDraft::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

QVariant StockDraft::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
    return {};
  }
  const auto& row = rows_[static_cast<std::size_t>(index.row())];
  switch (role) {
    case Qt::DisplayRole:
    case kName:
      return QString::fromStdString(row.before.name());
    case kBrandSize:
      return brandSize(row.before);
    case kOnShelf:
      return formatCount(row.before.on_shelf());
    case kAmount:
      return row.amount;
    case kLocked:
      return row.done || row.underWay || !row.requestId.empty();
    case kDone:
      return row.done;
    case kMessage:
      return row.message;
    default:
      return {};
  }
}

QHash<int, QByteArray> StockDraft::roleNames() const {
  return {{kName, "name"},     {kBrandSize, "brandSize"}, {kOnShelf, "onShelf"}, {kAmount, "amount"},
          {kLocked, "locked"}, {kDone, "done"},           {kMessage, "message"}};
}

QString StockDraft::title() const {
  const bool many = rows_.size() > 1;
  const auto what = many ? tr("%1 items").arg(formatCount(rowCount()))
                         : (rows_.empty() ? QString() : QString::fromStdString(rows_.front().before.name()));
  switch (kind_) {
    case Receive:
      return tr("Receive %1").arg(what);
    case Count:
      return tr("Count %1").arg(what);
    case Adjust:
      return tr("Adjust %1").arg(what);
    case Flip:
      break;
  }
  return tr("Lock mode of %1").arg(what);
}

QString StockDraft::commitText() const {
  switch (kind_) {
    case Receive:
      return tr("Receive");
    case Count:
      return tr("Save the count");
    case Adjust:
      return tr("Adjust");
    case Flip:
      break;
  }
  return tr("Flip");
}

void StockDraft::setNote(const QString& note) {
  if (note_ != note) {
    note_ = note;
    editAll();
  }
}

void StockDraft::setReason(int reason) {
  if (reason_ == reason || reason < Damaged || reason > Correction) {
    return;
  }
  reason_ = reason;
  taking_ = reason_ != Found;
  editAll();
}

void StockDraft::setTaking(bool taking) {
  if (taking_ != taking && reason_ == Correction) {
    taking_ = taking;
    editAll();
  }
}

void StockDraft::setMode(int mode) {
  if (mode_ != mode) {
    mode_ = mode;
    editAll();
  }
}

void StockDraft::setEverywhere(bool everywhere) {
  if (everywhere_ != everywhere) {
    everywhere_ = everywhere;
    editAll();
  }
}

bool StockDraft::complete() const {
  if (kind_ == Flip) {
    return !note_.trimmed().isEmpty();
  }
  return kind_ == Count ||
         std::ranges::all_of(rows_, [](const Row& row) { return row.done || row.amount > 0; });
}

QString StockDraft::problem() const {
  const auto failed = std::ranges::count_if(
      rows_, [](const Row& row) { return !row.done && !row.underWay && !row.message.isEmpty(); });
  if (failed == 0) {
    return {};
  }
  return rows_.size() == 1 ? rows_.front().message
                           : formatCounted(failed, tr("1 item could not be changed."),
                                           tr("%1 items could not be changed."));
}

void StockDraft::begin(Kind kind, const std::vector<v1::InventoryRow>& rows) {
  if (rows.empty()) {
    return;
  }
  beginResetModel();
  ++draftNo_;
  open_ = true;
  kind_ = kind;
  note_.clear();
  reason_ = Damaged;
  taking_ = true;
  everywhere_ = false;
  underWay_ = 0;
  // A flip leads to the other mode of the first row.
  mode_ = lockModeOf(rows.front().mode() == v1::OPTIMISTIC ? v1::PESSIMISTIC : v1::OPTIMISTIC);
  rows_.clear();
  for (const auto& row : rows) {
    Row fresh;
    fresh.before = row;
    fresh.amount = kind == Count ? row.on_shelf() : 1;
    fresh.enteredAtMs = QDateTime::currentMSecsSinceEpoch();
    rows_.push_back(std::move(fresh));
  }
  endResetModel();
  emit changed();
}

void StockDraft::setAmount(int row, int amount) {
  if (row < 0 || row >= rowCount() || data(index(row), kLocked).toBool()) {
    return;
  }
  auto& mine = rows_[static_cast<std::size_t>(row)];
  mine.amount = amount;
  mine.enteredAtMs = QDateTime::currentMSecsSinceEpoch();
  mine.message.clear();
  rowChanged(static_cast<std::size_t>(row));
}

void StockDraft::commit() {
  if (!open_ || busy() || !complete()) {
    return;
  }
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    if (!rows_[i].done) {
      send(i);
    }
  }
}

void StockDraft::cancel() {
  ++draftNo_;
  open_ = false;
  underWay_ = 0;
  beginResetModel();
  rows_.clear();
  endResetModel();
  emit changed();
}

StockChange StockDraft::changeOf(const Row& row) const {
  const auto fill = [&](auto request) {
    request.set_request_id(row.requestId);
    request.set_item_id(row.before.item_id());
    request.set_dc_id(row.before.dc_id());
    return request;
  };
  switch (kind_) {
    case Receive: {
      auto request = fill(v1::ReceiveRequest());
      request.set_quantity(row.amount);
      request.set_reference(note_.trimmed().toStdString());
      return request;
    }
    case Count: {
      auto request = fill(v1::CountRequest());
      request.set_counted(row.amount);
      request.set_counted_at_ms(row.enteredAtMs);
      return request;
    }
    case Adjust: {
      auto request = fill(v1::AdjustRequest());
      request.set_delta(taking_ ? -row.amount : row.amount);
      request.set_reason(protoReason(reason_));
      request.set_note(note_.trimmed().toStdString());
      return request;
    }
    case Flip:
      break;
  }
  auto request = fill(v1::SetLockModeRequest());
  request.set_mode(protoModeOf(mode_));
  request.set_reason(note_.trimmed().toStdString());
  if (everywhere_) {
    request.set_dc_id(0);
  }
  return request;
}

void StockDraft::send(std::size_t at) {
  auto& row = rows_[at];
  // With an unknown outcome behind it the same call goes out again, id and body.
  if (row.requestId.empty()) {
    row.requestId = newRequestId();
    row.change = changeOf(row);
  }
  row.underWay = true;
  row.message.clear();
  ++underWay_;
  rowChanged(at);
  sendChange(client_, this, row.change, [this, at, no = draftNo_](const Result<StockChangeDone>& answer) {
    if (no == draftNo_) {
      finished(at, answer);
    }
  });
}

void StockDraft::finished(std::size_t at, const Result<StockChangeDone>& answer) {
  auto& row = rows_[at];
  --underWay_;
  row.underWay = false;
  if (!answer) {
    const bool unknown = isUnknownOutcome(answer.error().kind);
    if (!unknown) {
      row.requestId.clear();
    }
    row.message =
        unknown
            ? tr("Outcome unknown: %1. Press again, it is never done twice.").arg(formatError(answer.error()))
            : formatError(answer.error());
    rowChanged(at);
    return;
  }
  row.done = true;
  row.message = answer->shortPick ? tr("Fewer than are promised: picking will run short") : tr("Done");
  row.change = undoOf(row.change, row.before, answer->delta);
  if (answer->row) {
    emit rowDone(*answer->row);
  } else {
    emit modeDone(row.before.item_id(), mode_, !everywhere_);
  }
  rowChanged(at);
  finishIfDone();
}

void StockDraft::rowChanged(std::size_t at) {
  const auto where = index(static_cast<int>(at));
  emit dataChanged(where, where, {kAmount, kLocked, kDone, kMessage});
  emit changed();
}

void StockDraft::finishIfDone() {
  if (!std::ranges::all_of(rows_, &Row::done)) {
    return;
  }
  std::vector<StockChange> undo;
  for (const auto& row : rows_) {
    if (!std::holds_alternative<std::monostate>(row.change)) {
      undo.push_back(row.change);
    }
  }
  const auto what = summary();
  cancel();
  emit committed(what, undo);
}

QString StockDraft::summary() const {
  const auto now = formatClock(QDateTime::currentMSecsSinceEpoch());
  const auto& first = rows_.front();
  const auto what = rows_.size() == 1 ? QString::fromStdString(first.before.name())
                                      : tr("%1 items").arg(formatCount(rowCount()));
  const auto amount = formatCount(first.amount);
  const bool one = rows_.size() == 1;
  switch (kind_) {
    case Receive:
      return one ? tr("Received %1 × %2 at %3").arg(amount, what, now)
                 : tr("Received %1 at %2").arg(what, now);
    case Count:
      return one ? tr("Counted %1 × %2 at %3").arg(amount, what, now) : tr("Counted %1 at %2").arg(what, now);
    case Adjust:
      return tr("Adjusted %1 at %2").arg(what, now);
    case Flip:
      break;
  }
  return tr("Flipped %1 at %2").arg(what, now);
}

// A changed reason, note or mode is a new body: rows that failed for sure start over, others keep theirs.
void StockDraft::editAll() {
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    if (rows_[i].requestId.empty() && !rows_[i].done) {
      rows_[i].message.clear();
      rowChanged(i);
    }
  }
  emit changed();
}

}  // namespace darkstore::console
