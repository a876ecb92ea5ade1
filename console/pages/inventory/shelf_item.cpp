#include "console/pages/inventory/shelf_item.h"

#include <QDateTime>

#include "console/client/format.h"
#include "console/controls/vocabulary.h"
#include "console/pages/inventory/shelf_text.h"
#include "darkstore/v1/catalog.pb.h"

namespace darkstore::console {
namespace {

constexpr int kLedgerPage = 200;
constexpr std::size_t kHistoryEntriesMax = 2'000;  // of a hot row; older ones come as the list is scrolled
constexpr std::int64_t kHourMs = 60LL * 60 * 1'000;

}  // namespace

ShelfItem::ShelfItem(Client& client, QObject* parent) : QObject(parent), client_(client) {
  readSoon_.setSingleShot(true);
  readSoon_.setInterval(std::chrono::milliseconds(700));
  connect(&readSoon_, &QTimer::timeout, this, &ShelfItem::readNewest);
  drawAgain_.setInterval(std::chrono::seconds(20));
  connect(&drawAgain_, &QTimer::timeout, this, &ShelfItem::draw);
}

QString ShelfItem::about() const {
  const auto text = brandSize(row_);
  return price_.isEmpty() ? text : text + QStringLiteral(" · ") + price_;
}

QStringList ShelfItem::figureLabels() const {
  return {tr("Available"), tr("On shelf"), tr("Version"), tr("Low below")};
}

QStringList ShelfItem::figures() const {
  return {formatCount(row_.quantity()), formatCount(row_.on_shelf()), formatCount(row_.version()),
          formatCount(row_.low_below())};
}

QList<int> ShelfItem::figureTones() const {
  return {stockTone(row_), Tone::Neutral, Tone::Neutral, Tone::Neutral};
}

int ShelfItem::mode() const {
  return lockModeOf(row_.mode());
}

QString ShelfItem::modeOrigin() const {
  return row_.mode_is_override() ? tr("Set for this DC") : tr("As everywhere");
}

void ShelfItem::setSpan(int span) {
  if (span_ == span || span < 0 || span > 2) {
    return;
  }
  span_ = span;
  draw();
}

void ShelfItem::show(const v1::InventoryRow& row, const QString& currency) {
  ++shownNo_;
  row_ = row;
  price_.clear();
  problem_.clear();
  ledger_.clear();
  drawAgain_.start();
  emit changed();
  draw();
  readPrice(currency);
  readOlder({});
}

void ShelfItem::update(const v1::InventoryRow& row) {
  if (row.item_id() != row_.item_id()) {
    return;
  }
  const bool moved = row.version() != row_.version();
  row_ = row;
  emit changed();
  if (moved && !readSoon_.isActive()) {
    readSoon_.start();
  }
}

void ShelfItem::hide() {
  ++shownNo_;
  row_.Clear();
  ledger_.clear();
  readSoon_.stop();
  drawAgain_.stop();
  emit changed();
}

void ShelfItem::readPrice(const QString& currency) {
  v1::GetItemRequest request;
  request.set_item_id(row_.item_id());
  client_.call<v1::GetItemResponse>(
      this, request, [this, no = shownNo_, currency](const Result<v1::GetItemResponse>& answer) {
        if (no != shownNo_ || !answer) {
          return;  // a drawer without a price is still worth having; its ledger says what is wrong
        }
        for (const auto& price : answer->item().prices()) {
          if (QString::fromStdString(price.currency()) == currency) {
            price_ = formatMoney(price);
            emit changed();
          }
        }
      });
}

void ShelfItem::readOlder(const std::string& pageToken) {
  v1::ListLedgerRequest request;
  request.set_dc_id(row_.dc_id());
  request.set_item_id(row_.item_id());
  request.set_page_size(kLedgerPage);
  request.set_page_token(pageToken);
  client_.call<v1::ListLedgerResponse>(
      this, request, [this, no = shownNo_](const Result<v1::ListLedgerResponse>& answer) {
        if (no != shownNo_) {
          return;
        }
        problem_ = answer ? QString() : formatError(answer.error());
        if (answer) {
          const auto& next = answer->next_page_token();
          ledger_.append(
              answer->entries(), next.empty() ? std::function<void()>() : [this, next] { readOlder(next); });
          const auto& entries = ledger_.entries();
          const auto from = QDateTime::currentMSecsSinceEpoch() - spanMs();
          if (!entries.empty() && entries.back().at_ms() > from && entries.size() < kHistoryEntriesMax) {
            ledger_.fetchMore({});
          }
          draw();
        }
        emit changed();
      });
}

void ShelfItem::readNewest() {
  v1::ListLedgerRequest request;
  request.set_dc_id(row_.dc_id());
  request.set_item_id(row_.item_id());
  client_.call<v1::ListLedgerResponse>(this, request,
                                       [this, no = shownNo_](const Result<v1::ListLedgerResponse>& answer) {
                                         if (no != shownNo_) {
                                           return;
                                         }
                                         problem_ = answer ? QString() : formatError(answer.error());
                                         if (answer && !ledger_.prepend(answer->entries())) {
                                           ledger_.clear();
                                           readOlder({});
                                         }
                                         draw();
                                         emit changed();
                                       });
}

void ShelfItem::draw() {
  history_ = shelfHistory(ledger_.entries(), QDateTime::currentMSecsSinceEpoch(), spanMs());
  emit historyChanged();
}

std::int64_t ShelfItem::spanMs() const {
  constexpr std::int64_t kSpans[] = {kHourMs, 24 * kHourMs, 7 * 24 * kHourMs};
  return kSpans[span_];
}

}  // namespace darkstore::console
