#include "console/pages/orders/order_detail.h"

#include <QClipboard>
#include <QGuiApplication>
#include <algorithm>

#include "console/client/format.h"
#include "console/client/idempotency.h"
#include "console/pages/entry/entry_text.h"
#include "console/pages/orders/detail_text.h"
#include "console/pages/orders/order_text.h"
#include "shared/uuid.h"

namespace darkstore::console {

OrderDetail::OrderDetail(Client& client, QObject* parent) : QObject(parent), client_(client) {
  readSoon_.setSingleShot(true);
  readSoon_.setInterval(std::chrono::milliseconds(300));
  connect(&readSoon_, &QTimer::timeout, this, &OrderDetail::read);
  // The watch is a sample: what it left out is read.
  readAgain_.setInterval(std::chrono::seconds(3));
  connect(&readAgain_, &QTimer::timeout, this, [this] {
    const bool settled = order_.state() == v1::COMPLETED || order_.state() == v1::ORDER_CANCELLED;
    if (!refused() && !loading_ && !busy_ && !settled && client_.liveState()->fresh()) {
      read();
    }
  });
}

int OrderDetail::phase() const {
  return phaseOf(summary_);
}
QString OrderDetail::phaseText() const {
  return console::phaseText(phaseOf(summary_));
}
int OrderDetail::tone() const {
  return phaseTone(phaseOf(summary_));
}

QString OrderDetail::refusal() const {
  if (!refused()) {
    return {};
  }
  const auto reason = refusalText(summary_.refusal());
  return summary_.note().empty() ? tr("%1.").arg(reason)
                                 : tr("%1: %2").arg(reason, QString::fromStdString(summary_.note()));
}

QString OrderDetail::about() const {
  QStringList words;
  for (const auto& word : {summary_.customer_name(), order_.customer_phone(), summary_.region()}) {
    if (!word.empty()) {
      words << QString::fromStdString(word);
    }
  }
  return words.join(QStringLiteral(" · "));
}

QStringList OrderDetail::figureLabels() const {
  return {tr("Paid"), tr("Answer"), tr("Door to door"), tr("DCs")};
}

QStringList OrderDetail::figures() const {
  const auto answer =
      summary_.answer_ms() > 0 ? tr("%1 ms").arg(formatCount(summary_.answer_ms())) : kNothing;
  return {refused() ? kNothing : formatMoney(summary_.total()), answer, doorToDoor(order_),
          formatCount(summary_.dc_ids_size())};
}

QString OrderDetail::partsText() const {
  return formatCounted(parts_.size(), tr("1 fulfilment"), tr("%1 fulfilments"));
}

QList<TimePart> OrderDetail::timing() const {
  return timeParts(order_.timing());
}

bool OrderDetail::cancellable() const {
  return std::ranges::any_of(order_.fulfilments(), [](const v1::Fulfilment& part) {
    return part.state() == v1::GRANTED || part.state() == v1::PICKING;
  });
}

void OrderDetail::show(const v1::OrderSummary& summary) {
  ++shownNo_;
  summary_ = summary;
  order_.Clear();
  problem_.clear();
  repeatId_.clear();
  busy_ = false;
  loading_ = !summary.refused();
  readAgain_.start();
  arrange();
  if (loading_) {
    read();
  }
}

void OrderDetail::showId(const QString& orderId) {
  v1::OrderSummary summary;
  summary.set_id(orderId.toStdString());
  const auto id = Uuid::parse(summary.id(), "order_id");
  summary.set_short_id(id ? id->short_text() : summary.id());
  summary.set_state(v1::CONFIRMED);
  show(summary);
}

void OrderDetail::refresh(const v1::OrderSummary& summary) {
  if (summary.id() == summary_.id()) {
    summary_ = summary;
    emit changed();
    if (!refused() && !readSoon_.isActive()) {
      readSoon_.start();
    }
  }
}

void OrderDetail::hide() {
  ++shownNo_;
  summary_.Clear();
  order_.Clear();
  readSoon_.stop();
  readAgain_.stop();
  loading_ = false;
  arrange();
}

void OrderDetail::read() {
  v1::GetOrderRequest request;
  request.set_order_id(summary_.id());
  client_.call<v1::GetOrderResponse>(this, request,
                                     [this, no = shownNo_](const Result<v1::GetOrderResponse>& answer) {
                                       if (no != shownNo_) {
                                         return;
                                       }
                                       loading_ = false;
                                       problem_ = answer ? QString() : formatError(answer.error());
                                       if (answer) {
                                         take(answer->order());
                                       }
                                       emit changed();
                                     });
}

void OrderDetail::take(const v1::Order& order) {
  order_ = order;
  // The summary follows, for an order that was opened by id has no other.
  summary_.set_short_id(order.short_id());
  summary_.set_customer_name(order.customer_name());
  summary_.set_region(order.region());
  summary_.set_state(order.state());
  summary_.set_partial(order.partial());
  *summary_.mutable_total() = order.total();
  summary_.clear_dc_ids();
  v1::FulfilmentState least = v1::CANCELLED;
  for (const auto& part : order.fulfilments()) {
    summary_.add_dc_ids(part.dc_id());
    least = part.state() == v1::CANCELLED ? least : std::min(least, part.state());
  }
  summary_.set_fulfilment(least);
  if (summary_.answer_ms() == 0 && order.timing().total_us() > 0) {
    summary_.set_answer_ms(static_cast<int>(order.timing().total_us() / 1'000));
  }
  arrange();
}

void OrderDetail::arrange() {
  lines_ = detailLines(order_);
  parts_ = detailParts(order_);
  steps_ = detailSteps(order_);
  emit changed();
}

void OrderDetail::cancel(const QString& reason) {
  if (busy_ || !shown()) {
    return;
  }
  v1::CancelOrderRequest request;
  request.set_order_id(summary_.id());
  request.set_reason(reason.trimmed().toStdString());
  const auto what = request.SerializeAsString();
  repeatId_ = repeatWhat_ == what && !repeatId_.empty() ? repeatId_ : newRequestId();
  repeatWhat_ = what;
  request.set_request_id(repeatId_);
  busy_ = true;
  emit changed();
  client_.call<v1::CancelOrderResponse>(this, request,
                                        [this, no = shownNo_](const Result<v1::CancelOrderResponse>& answer) {
                                          if (no != shownNo_) {
                                            return;
                                          }
                                          busy_ = false;
                                          if (answer || !isUnknownOutcome(answer.error().kind)) {
                                            repeatId_.clear();
                                          }
                                          problem_ = answer ? QString() : formatError(answer.error());
                                          if (answer) {
                                            take(answer->order());
                                          } else {
                                            read();
                                          }
                                          emit changed();
                                        });
}

void OrderDetail::advance(const QString& fulfilmentId) {
  const auto id = fulfilmentId.toStdString();
  const auto part = std::ranges::find(order_.fulfilments(), id, &v1::Fulfilment::id);
  if (busy_ || part == order_.fulfilments().end()) {
    return;
  }
  v1::AdvanceFulfilmentRequest request;
  request.set_order_id(summary_.id());
  request.set_fulfilment_id(id);
  request.set_expected(part->state());
  request.set_to(nextStep(part->state()));
  const auto what = request.SerializeAsString();
  repeatId_ = repeatWhat_ == what && !repeatId_.empty() ? repeatId_ : newRequestId();
  repeatWhat_ = what;
  request.set_request_id(repeatId_);
  busy_ = true;
  emit changed();
  client_.call<v1::AdvanceFulfilmentResponse>(
      this, request, [this, no = shownNo_](const Result<v1::AdvanceFulfilmentResponse>& answer) {
        if (no != shownNo_) {
          return;
        }
        busy_ = false;
        if (answer || !isUnknownOutcome(answer.error().kind)) {
          repeatId_.clear();
        }
        problem_ = answer ? QString() : formatError(answer.error());
        emit changed();
        read();
      });
}

void OrderDetail::copy() const {
  QGuiApplication::clipboard()->setText(plainText());
}

QString OrderDetail::plainText() const {
  QStringList text{tr("Order %1 (%2)").arg(shortId(), orderId()), about(), phaseText()};
  for (const auto& line : lines_) {
    text << QStringLiteral("%1  %2 × %3  %4  %5")
                .arg(line.dc, line.quantity, line.name, line.amount, line.note);
  }
  for (const auto& step : steps_) {
    text << QStringLiteral("%1  %2  %3  %4").arg(step.time, step.title, step.text, step.duration);
  }
  return text.join(QLatin1Char('\n'));
}

}  // namespace darkstore::console
