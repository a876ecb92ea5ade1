#include "console/pages/entry/order_entry.h"

#include <QDateTime>
#include <QLocale>

#include "console/client/format.h"
#include "console/client/idempotency.h"
#include "console/controls/vocabulary.h"
#include "console/pages/entry/entry_text.h"
#include "shared/uuid.h"

namespace darkstore::console {
namespace {

constexpr int kPromiseMinutes = 60;
constexpr qsizetype kOthersShown = 6;

}  // namespace

OrderEntry::OrderEntry(Client& client, DcDirectory& directory, QObject* parent)
    : QObject(parent),
      client_(client),
      directory_(directory),
      places_(directory),
      customers_(client),
      menu_(client, [this](std::int64_t item) { return basket_.quantityOf(item); }),
      attempt_(client) {
  planTimer_.setSingleShot(true);
  planTimer_.setInterval(std::chrono::milliseconds(200));
  connect(&planTimer_, &QTimer::timeout, this, &OrderEntry::readPlan);
  connect(&basket_, &Basket::orderChanged, this, &OrderEntry::bodyChanged);
  connect(&basket_, &Basket::orderChanged, &menu_, &MenuModel::basketChanged);
  connect(&customers_, &CustomerSearch::chosenChanged, this, &OrderEntry::bodyChanged);
  connect(&attempt_, &PlaceAttempt::changed, this, &OrderEntry::attempted);
  connect(client.liveState(), &LiveState::changed, this, &OrderEntry::attemptChanged);
}

void OrderEntry::start() {
  directory_.read();
}

QString OrderEntry::positionText() const {
  const QLocale locale;
  return hasPosition_
             ? tr("%1, %2").arg(locale.toString(latitude(), 'f', 4), locale.toString(longitude(), 'f', 4))
             : QString();
}

QList<int> OrderEntry::reachIds() const {
  QList<int> ids;
  for (const auto& row : reach_) {
    ids.append(row.dcId);
  }
  return ids;
}

QString OrderEntry::reachText() const {
  if (!reachProblem_.isEmpty()) {
    return reachProblem_;
  }
  if (!hasPosition_) {
    return tr("no place chosen");
  }
  const int minutes = within_ == 0 ? kPromiseMinutes : within_;
  return tr("%1 within %2 min").arg(formatCounted(reach_.size(), tr("1 DC"), tr("%1 DCs"))).arg(minutes);
}

void OrderEntry::setPosition(double latitude, double longitude) {
  if (frozen()) {
    return;
  }
  position_.set_latitude(latitude);
  position_.set_longitude(longitude);
  hasPosition_ = true;
  findReach();
  menu_.setPlace(position_, within_);
  readBasket();
  bodyChanged();
}

void OrderEntry::setWithin(int minutes) {
  if (within_ == minutes || frozen()) {
    return;
  }
  within_ = minutes;
  if (hasPosition_) {
    findReach();
    menu_.setPlace(position_, within_);
    readBasket();
  }
  bodyChanged();
  emit reachChanged();
}

void OrderEntry::findReach() {
  finding_ = true;
  emit reachChanged();
  v1::FindReachRequest request;
  *request.mutable_position() = position_;
  request.set_reach_within_minutes(within_);
  request.set_explain(true);
  client_.call<v1::FindReachResponse>(
      this, request, [this, no = ++findNo_](const Result<v1::FindReachResponse>& answer) {
        if (no != findNo_) {
          return;
        }
        finding_ = false;
        reach_.clear();
        others_.clear();
        funnel_.clear();
        region_.clear();
        reachProblem_ = answer ? QString() : formatError(answer.error());
        if (answer) {
          region_ = answer->region();
          funnel_ = funnelText(*answer);
          for (const auto& candidate : answer->reach()) {
            reach_.append(reachRow(candidate));
          }
          for (const auto& candidate : answer->considered()) {
            if (candidate.verdict() != v1::SERVES && others_.size() < kOthersShown) {
              others_.append(reachRow(candidate));
            }
          }
        }
        emit reachChanged();
        emit attemptChanged();
      });
}

void OrderEntry::setMaySplit(bool may) {
  if (maySplit_ != may && !frozen()) {
    maySplit_ = may;
    bodyChanged();
  }
  emit policyChanged();
}

void OrderEntry::setMayBePartial(bool may) {
  if (mayBePartial_ != may && !frozen()) {
    mayBePartial_ = may;
    bodyChanged();
  }
  emit policyChanged();
}

void OrderEntry::setFromPrimary(bool from) {
  fromPrimary_ = from;
  menu_.setFreshness(response().read_token(), fromPrimary_);
  readBasket();
  emit policyChanged();
}

void OrderEntry::add(int menuRow) {
  const auto* item = menu_.itemAt(menuRow);
  if (item != nullptr && !frozen() && !basket_.set(*item, basket_.quantityOf(item->item_id()) + 1)) {
    emit failed(tr("A basket has at most %1 lines.").arg(Basket::kLinesMax));
  }
}

void OrderEntry::setMenuQuantity(int menuRow, int quantity) {
  if (const auto* item = menu_.itemAt(menuRow); item != nullptr && !frozen()) {
    basket_.set(*item, quantity);
  }
}

// What would be sent is another body now: a settled attempt no longer stands for it.
void OrderEntry::bodyChanged() {
  if (!frozen()) {
    attempt_.renew();
  }
  planSoon();
}

void OrderEntry::planSoon() {
  ++planNo_;
  plan_.clear();
  planned_.Clear();
  planProblem_.clear();
  planning_ = hasPosition_ && basket_.lines() > 0;
  if (planning_) {
    planTimer_.start();
  }
  emit planChanged();
  emit attemptChanged();
}

void OrderEntry::readPlan() {
  v1::PlanOrderRequest request;
  *request.mutable_position() = position_;
  basket_.fill(*request.mutable_lines());
  request.mutable_policy()->set_may_split(maySplit_);
  request.mutable_policy()->set_may_be_partial(mayBePartial_);
  request.set_reach_within_minutes(within_);
  client_.call<v1::PlanOrderResponse>(
      this, request, [this, no = planNo_](const Result<v1::PlanOrderResponse>& answer) {
        if (no != planNo_) {
          return;
        }
        planning_ = false;
        planProblem_ = answer ? QString() : formatError(answer.error());
        if (answer) {
          planned_ = *answer;
          plan_ = plannedParts(
              *answer, [this](std::int64_t item) { return basket_.nameOf(item); },
              QDateTime::currentMSecsSinceEpoch());
        }
        emit planChanged();
      });
}

void OrderEntry::readBasket() {
  const auto ids = basket_.itemIds();
  if (ids.empty() || !hasPosition_) {
    return;
  }
  v1::GetAvailabilityRequest request;
  *request.mutable_position() = position_;
  request.mutable_item_ids()->Add(ids.begin(), ids.end());
  request.set_read_token(response().read_token());
  request.set_from_primary(fromPrimary_);
  request.set_reach_within_minutes(within_);
  client_.call<v1::GetAvailabilityResponse>(this, request,
                                            [this](const Result<v1::GetAvailabilityResponse>& answer) {
                                              if (answer) {
                                                basket_.update(answer->items());
                                              } else {
                                                emit failed(formatError(answer.error()));
                                              }
                                            });
}

QString OrderEntry::planTitle() const {
  if (planning_) {
    return tr("Planning");
  }
  if (!planProblem_.isEmpty()) {
    return tr("No plan");
  }
  if (plan_.isEmpty()) {
    return planned_.refusal() == v1::REFUSAL_REASON_UNSPECIFIED ? tr("Nothing to plan")
                                                                : tr("Would be refused");
  }
  const auto parts = formatCounted(plan_.size(), tr("1 fulfilment"), tr("%1 fulfilments"));
  const int shortLines = planned_.short_lines_size();
  return shortLines == 0 ? formatCounted(basket_.lines(), tr("%1, the whole line").arg(parts),
                                         tr("%1, all %2 lines").arg(parts, QStringLiteral("%1")))
                         : formatCounted(shortLines, tr("%1, 1 line short").arg(parts),
                                         tr("%1, %2 lines short").arg(parts, QStringLiteral("%1")));
}

QString OrderEntry::planWarning() const {
  QStringList warnings;
  if (!planProblem_.isEmpty()) {
    warnings << planProblem_;
  }
  if (planned_.refusal() != v1::REFUSAL_REASON_UNSPECIFIED) {
    warnings << tr("%1.").arg(refusalText(planned_.refusal()));
  }
  for (const auto& line : planned_.short_lines()) {
    warnings << tr("%1: %2 seen, %3 wanted.")
                    .arg(basket_.nameOf(line.item_id()), formatCount(line.seen()),
                         formatCount(line.wanted()));
  }
  return warnings.join(QLatin1Char(' '));
}

QString OrderEntry::viewAge() const {
  return plan_.isEmpty() ? QString()
                         : tr("on a view %1 old").arg(formatSpan((planned_.view_age_ms() + 999) / 1'000));
}

QString OrderEntry::planTotal() const {
  return plan_.isEmpty() ? basket_.totalText() : formatMoney(planned_.total());
}

QString OrderEntry::missing() const {
  if (!hasPosition_) {
    return tr("Choose where it goes.");
  }
  if (customers_.customerId() == 0) {
    return tr("Choose the customer.");
  }
  if (basket_.lines() == 0) {
    return tr("Put something into the basket.");
  }
  if (region_.empty()) {
    return finding_ ? tr("Looking for DCs.") : tr("No DC delivers to this point.");
  }
  return client_.liveState()->fresh() ? QString() : tr("No backend answers; the basket is kept.");
}

void OrderEntry::place() {
  if (!missing().isEmpty()) {
    return;
  }
  v1::PlaceOrderRequest body;
  body.set_customer_id(customers_.customerId());
  *body.mutable_position() = position_;
  basket_.fill(*body.mutable_lines());
  body.mutable_policy()->set_may_split(maySplit_);
  body.mutable_policy()->set_may_be_partial(mayBePartial_);
  body.set_payment(v1::ON_ACCOUNT);
  body.set_reach_within_minutes(within_);
  if (attempt_.state() == PlaceAttempt::kIdle || attempt_.state() == PlaceAttempt::kFailed) {
    plannedAtPress_ = planned_;
  }
  attempt_.press(body, region_);
}

void OrderEntry::another() {
  attempt_.renew();
  basket_.clear();
}

void OrderEntry::attempted() {
  emit attemptChanged();
  if (attempt_.state() == PlaceAttempt::kSettled) {
    // What this customer reads next is at least as new as what was just bought.
    menu_.setFreshness(response().read_token(), fromPrimary_);
    readBasket();
  }
}

void OrderEntry::cancelOrder() {
  if (!cancellable()) {
    return;
  }
  cancelling_ = true;
  v1::CancelOrderRequest request;
  request.set_request_id(newRequestId());
  request.set_order_id(orderId().toStdString());
  request.set_reason("cancelled where it was placed");
  emit attemptChanged();
  client_.call<v1::CancelOrderResponse>(this, request, [this](const Result<v1::CancelOrderResponse>& answer) {
    cancelling_ = false;
    if (answer) {
      attempt_.replaceOrder(answer->order());
    } else {
      emit failed(formatError(answer.error()));
    }
    emit attemptChanged();
  });
}

QString OrderEntry::keyText() const {
  const auto key = IdempotencyKey::parse(attempt_.key());
  return key ? QString::fromStdString(key->uuid.short_text()) : QString();
}

int OrderEntry::outcomeTone() const {
  switch (attempt_.state()) {
    case PlaceAttempt::kSettled:
      if (response().has_refused()) {
        return Tone::Bad;
      }
      return response().placed().order().partial() ? Tone::Warn : Tone::Ok;
    case PlaceAttempt::kFailed:
      return Tone::Bad;
    case PlaceAttempt::kUnknown:
      return Tone::Warn;
    default:
      return Tone::Neutral;
  }
}

QString OrderEntry::outcomeTitle() const {
  int wanted = 0;
  int granted = 0;
  for (const auto& line : response().lines()) {
    wanted += line.wanted();
    granted += line.granted();
  }
  switch (attempt_.state()) {
    case PlaceAttempt::kSettled:
      if (response().has_refused()) {
        return tr("Refused: %1").arg(refusalText(response().refused().reason()));
      }
      if (response().placed().order().state() == v1::ORDER_CANCELLED) {
        return tr("Cancelled");
      }
      return response().placed().order().partial()
                 ? tr("Accepted in part: %1 of %2 units").arg(formatCount(granted), formatCount(wanted))
                 : formatCounted(wanted, tr("Accepted"), tr("Accepted: all %1 units"));
    case PlaceAttempt::kFailed:
      return tr("Not placed");
    case PlaceAttempt::kUnknown:
      return tr("Outcome unknown");
    case PlaceAttempt::kSending:
      return tr("Under way");
    default:
      return {};
  }
}

QString OrderEntry::outcomeText() const {
  switch (attempt_.state()) {
    case PlaceAttempt::kSettled: {
      if (response().has_refused()) {
        return QString::fromStdString(response().refused().text());
      }
      const auto& order = response().placed().order();
      const auto placed =
          tr("Order %1 at %2")
              .arg(QString::fromStdString(order.short_id()), formatClock(order.placed_at_ms()));
      return response().timing().total_us() > 0
                 ? tr("%1 · answered in %2 ms").arg(placed, formatMs(response().timing().total_us()))
                 : placed;
    }
    case PlaceAttempt::kFailed:
      return formatError(attempt_.error());
    case PlaceAttempt::kUnknown:
      return tr("%1. Press again or ask: it is kept with its key %2 and never placed twice.")
          .arg(formatError(attempt_.error()), keyText());
    default:
      return {};
  }
}

QList<OutcomeRow> OrderEntry::outcome() const {
  QList<OutcomeRow> rows;
  if (!settled()) {
    return rows;
  }
  for (const auto& line : response().lines()) {
    rows.append(outcomeRow(
        line, seenByPlan(line.item_id()), [this](std::int64_t item) { return basket_.nameOf(item); },
        [this](std::int64_t dc) { return directory_.codeOf(static_cast<int>(dc)); }));
  }
  return rows;
}

int OrderEntry::seenByPlan(std::int64_t itemId) const {
  for (const auto& line : plannedAtPress_.short_lines()) {
    if (line.item_id() == itemId) {
      return line.seen();
    }
  }
  int seen = -1;
  for (const auto& part : plannedAtPress_.fulfilments()) {
    for (const auto& line : part.lines()) {
      if (line.item_id() == itemId) {
        seen = std::max(seen, 0) + line.seen();
      }
    }
  }
  return seen;
}

QList<TimePart> OrderEntry::timing() const {
  return settled() ? timeParts(response().timing()) : QList<TimePart>();
}

QString OrderEntry::timingTotal() const {
  return settled() ? formatMs(response().timing().total_us()) : QString();
}

QString OrderEntry::charged() const {
  if (!settled() || !response().has_placed()) {
    return settled() ? tr("Nothing is charged") : QString();
  }
  const auto& order = response().placed().order();
  const auto currency = Currency::parse(order.total().currency());
  auto missed = currency ? Result<Money>(Money(0, *currency)) : tl::unexpected(currency.error());
  for (const auto& line : order.lines()) {
    const auto part =
        missed ? Money(line.each().minor(), *currency).times(line.wanted() - line.granted()) : missed;
    missed = part ? missed->plus(*part) : part;
  }
  const auto charged = formatMoney(order.total());
  return missed && missed->minor() > 0 ? tr("Charged %1, not charged %2").arg(charged, formatMoney(*missed))
                                       : tr("Charged %1").arg(charged);
}

QString OrderEntry::orderId() const {
  return settled() && response().has_placed() ? QString::fromStdString(response().placed().order().id())
                                              : QString();
}

bool OrderEntry::cancellable() const {
  return !orderId().isEmpty() && !cancelling_ && response().placed().order().state() != v1::ORDER_CANCELLED &&
         client_.liveState()->fresh();
}

}  // namespace darkstore::console
