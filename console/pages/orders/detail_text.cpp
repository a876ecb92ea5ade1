#include "console/pages/orders/detail_text.h"

#include <algorithm>

#include "console/client/format.h"
#include "console/controls/vocabulary.h"
#include "console/pages/entry/entry_text.h"
#include "console/pages/orders/order_text.h"

namespace darkstore::console {
namespace {

constexpr std::int64_t kSecondMs = 1'000;
constexpr std::int64_t kLongWaitUs = 5'000;  // a lane wait that is worth a look

QString amountOf(const v1::Money& each, int quantity) {
  const auto currency = Currency::parse(each.currency());
  const auto amount =
      currency ? Money(each.minor(), *currency).times(quantity) : tl::unexpected(currency.error());
  return amount ? formatMoney(*amount) : kNothing;
}

QString nameOf(const v1::OrderLine& line) {
  return QString::fromStdString(line.size().empty() ? line.name() : line.name() + " " + line.size());
}

QString dcOf(const v1::Order& order, const std::string& fulfilmentId) {
  const auto at = std::ranges::find(order.fulfilments(), fulfilmentId, &v1::Fulfilment::id);
  return at == order.fulfilments().end() ? QString() : QString::fromStdString(at->dc_code());
}

DetailStep::Mark markOf(const std::string& what) {
  if (what == "cancelled") {
    return DetailStep::Cancel;
  }
  if (what == "on the way" || what == "delivered") {
    return DetailStep::Truck;
  }
  return what == "placed" ? DetailStep::Done : DetailStep::Box;
}

QString eventTitle(const v1::Order& order, const v1::OrderEvent& event) {
  auto what = QString::fromStdString(event.what());
  if (!what.isEmpty()) {
    what[0] = what[0].toUpper();
  }
  const auto dc = dcOf(order, event.fulfilment_id());
  return dc.isEmpty() ? what : OrderWords::tr("%1, %2").arg(what, dc);
}

void addTiming(const v1::Timing& timing, QList<DetailStep>& steps) {
  const auto add = [&](DetailStep::Mark mark, const QString& title, const QString& text, std::int64_t us,
                       int tone) {
    if (us > 0) {
      steps.append({{}, title, text, OrderWords::tr("%1 ms").arg(formatMs(us)), mark, tone, {}});
    }
  };
  const bool waited = timing.lane_wait_us() >= kLongWaitUs &&
                      timing.lane_wait_us() > std::max(timing.transaction_us(), timing.nearby_us());
  const auto rounds =
      timing.rounds() > 1 ? OrderWords::tr("%1 transactions").arg(timing.rounds()) : QString();
  const auto batch =
      timing.batch_orders() > 1 ? OrderWords::tr("batch of %1 orders").arg(timing.batch_orders()) : QString();
  add(DetailStep::Near, OrderWords::tr("Nearby"), {}, timing.nearby_us(), Tone::Neutral);
  add(DetailStep::Plan, OrderWords::tr("Planned"), {}, timing.plan_us(), Tone::Neutral);
  add(DetailStep::Wait, OrderWords::tr("Waited in lane"), batch, timing.lane_wait_us(),
      waited ? Tone::Warn : Tone::Neutral);
  add(DetailStep::Lock, OrderWords::tr("Granted on locked rows"), rounds, timing.transaction_us(),
      Tone::Neutral);
  add(DetailStep::Done, OrderWords::tr("Committed"), {}, timing.commit_us(), Tone::Neutral);
  add(DetailStep::Done, OrderWords::tr("Answered"), OrderWords::tr("the whole way"), timing.total_us(),
      Tone::Neutral);
}

}  // namespace

QList<DetailLine> detailLines(const v1::Order& order) {
  QList<DetailLine> rows;
  for (const auto& line : order.lines()) {
    const auto note =
        line.granted() == line.wanted()
            ? QString()
            : OrderWords::tr("%1 of %2").arg(formatCount(line.granted()), formatCount(line.wanted()));
    bool any = false;
    for (const auto& part : order.fulfilments()) {
      for (const auto& taken : part.lines()) {
        if (taken.item_id() == line.item_id()) {
          rows.append({nameOf(line), QString::fromStdString(part.dc_code()), formatCount(taken.quantity()),
                       amountOf(line.each(), taken.quantity()), note});
          any = true;
        }
      }
    }
    if (!any) {
      rows.append({nameOf(line), kNothing, formatCount(0), amountOf(line.each(), 0), note});
    }
  }
  return rows;
}

QList<DetailPart> detailParts(const v1::Order& order) {
  QList<DetailPart> rows;
  for (const auto& part : order.fulfilments()) {
    const auto phase = phaseOf(part.state());
    rows.append({QString::fromStdString(part.id()), QString::fromStdString(part.dc_code()), phase,
                 phaseText(phase), phaseTone(phase),
                 OrderWords::tr("promised in %1").arg(minutesText(part.minutes_promised())),
                 nextStepText(part.state())});
  }
  return rows;
}

QList<DetailStep> detailSteps(const v1::Order& order) {
  QList<DetailStep> steps;
  addTiming(order.timing(), steps);
  bool street = false;
  for (const auto& event : order.history()) {
    const bool placed = event.what() == "placed";
    const auto since = (event.at_ms() - order.placed_at_ms()) / kSecondMs;
    QStringList notes;
    for (const auto& note : {event.actor(), event.note()}) {
      if (!note.empty()) {
        notes << QString::fromStdString(note);
      }
    }
    DetailStep step{formatClock(event.at_ms()),
                    eventTitle(order, event),
                    notes.join(QStringLiteral(" · ")),
                    placed ? QString() : formatSpan(since),
                    markOf(event.what()),
                    event.what() == "cancelled" ? Tone::Warn : Tone::Neutral,
                    {}};
    if (placed) {
      steps.prepend(step);
      continue;
    }
    step.chapter = street ? QString() : OrderWords::tr("shelf and street");
    street = true;
    steps.append(step);
  }
  return steps;
}

QString doorToDoor(const v1::Order& order) {
  std::int64_t last = 0;
  for (const auto& event : order.history()) {
    if (event.what() == "delivered") {
      last = std::max(last, event.at_ms());
    }
  }
  return order.state() == v1::COMPLETED && last > 0 ? formatSpan((last - order.placed_at_ms()) / kSecondMs)
                                                    : kNothing;
}

}  // namespace darkstore::console
