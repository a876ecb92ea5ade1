#include "console/pages/entry/entry_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <algorithm>
#include <cmath>

#include "console/client/format.h"
#include "console/controls/vocabulary.h"

namespace darkstore::console {
namespace {

constexpr double kKilometre = 1'000;
constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kLongWaitUs = 5'000;  // a lane wait that is worth a look

QString tr(const char* text) {
  return QCoreApplication::translate("entry", text);
}

QString verdictText(v1::ReachVerdict verdict) {
  switch (verdict) {
    case v1::SERVES:
      return tr("serves");
    case v1::OUTSIDE_RADIUS:
      return tr("beyond its radius");
    case v1::CLOSED:
      return tr("closed");
    case v1::NOT_AMONG_NEAREST:
      return tr("not among the nearest");
    case v1::TOO_SLOW:
      return tr("too slow");
    case v1::TOO_SLOW_OVER_BRIDGE:
      return tr("too slow, over a bridge");
    default:
      return {};
  }
}

QString partsText(const v1::LineOutcome& line, const NameOf& dcCode) {
  QStringList parts;
  for (const auto& part : line.parts()) {
    const auto code = dcCode(part.dc_id());
    parts << (part.mode() == v1::OPTIMISTIC
                  ? tr("%1 · version %2 → %3")
                        .arg(code, formatCount(part.version_before()), formatCount(part.version_after()))
                  : tr("%1 · row locked").arg(code));
  }
  return parts.join(QStringLiteral(", "));
}

}  // namespace

ReachRow reachRow(const v1::ReachCandidate& candidate) {
  ReachRow row;
  row.dcId = candidate.dc_id();
  row.code = QString::fromStdString(candidate.code());
  row.name = QString::fromStdString(candidate.name());
  row.minutes = minutesText(candidate.minutes());
  row.distance = candidate.straight_m() < kKilometre
                     ? tr("%1 m").arg(formatCount(std::llround(candidate.straight_m())))
                     : tr("%1 km").arg(QLocale().toString(candidate.straight_m() / kKilometre, 'f', 1));
  row.verdict = verdictText(candidate.verdict());
  row.serves = candidate.verdict() == v1::SERVES;
  row.tone = row.serves ? Tone::Ok : (candidate.minutes() >= 0 ? Tone::Warn : Tone::Neutral);
  row.latitude = candidate.position().latitude();
  row.longitude = candidate.position().longitude();
  return row;
}

QString funnelText(const v1::FindReachResponse& reach) {
  QStringList left;
  for (const auto& step : reach.steps()) {
    left << formatCount(step.left());
  }
  return left.join(QStringLiteral(" → "));
}

QString refusalText(v1::RefusalReason reason) {
  switch (reason) {
    case v1::OUT_OF_STOCK:
      return tr("Out of stock");
    case v1::NOBODY_NEAR:
      return tr("No DC is near");
    case v1::ALL_CLOSED:
      return tr("Every DC near is closed");
    case v1::WOULD_SPLIT:
      return tr("Only several DCs together have it all");
    case v1::NEEDS_TWO_SHARDS:
      return tr("Only DCs of two shards together have it all");
    case v1::ABANDONED:
      return tr("The key was abandoned");
    case v1::NOT_SOLD_HERE:
      return tr("An item is not sold here");
    default:
      return {};
  }
}

QList<TimePart> timeParts(const v1::Timing& timing) {
  const auto rest = timing.total_us() - timing.nearby_us() - timing.plan_us() - timing.lane_wait_us() -
                    timing.transaction_us() - timing.commit_us();
  const std::pair<QString, std::int64_t> all[] = {
      {tr("nearby"), timing.nearby_us()},       {tr("plan"), timing.plan_us()},
      {tr("lane wait"), timing.lane_wait_us()}, {tr("transaction"), timing.transaction_us()},
      {tr("commit"), timing.commit_us()},       {tr("cache, answer"), rest},
  };
  const auto longest = std::ranges::max(all, {}, &std::pair<QString, std::int64_t>::second).second;
  QList<TimePart> parts;
  for (const auto& [name, us] : all) {
    if (us > 0) {
      const bool stands = us == longest && us >= kLongWaitUs && name == tr("lane wait");
      parts.append({name, formatMs(us), static_cast<double>(us), stands ? Tone::Warn : Tone::Neutral});
    }
  }
  return parts;
}

QString minutesText(double minutes) {
  if (minutes < 0) {
    return QStringLiteral("–");
  }
  return minutes < 1 ? tr("< 1 min") : tr("%1 min").arg(std::llround(std::ceil(minutes)));
}

QList<PlannedPart> plannedParts(const v1::PlanOrderResponse& plan, const NameOf& itemName,
                                std::int64_t nowMs) {
  QList<PlannedPart> parts;
  for (const auto& fulfilment : plan.fulfilments()) {
    PlannedPart part;
    part.title = tr("Fulfilment %1").arg(parts.size() + 1);
    part.code = QString::fromStdString(fulfilment.dc_code());
    part.name = QString::fromStdString(fulfilment.dc_name());
    part.minutes = minutesText(fulfilment.minutes());
    const auto arrival = nowMs + std::llround(fulfilment.minutes() * static_cast<double>(kMinuteMs));
    part.arrival = QDateTime::fromMSecsSinceEpoch(arrival).toString(QStringLiteral("HH:mm"));
    for (const auto& line : fulfilment.lines()) {
      part.rows.append({tr("%1 ×").arg(formatCount(line.quantity())), itemName(line.item_id()),
                        tr("%1 seen").arg(formatCount(line.seen())),
                        line.mode() == v1::OPTIMISTIC ? LockMode::Optimistic : LockMode::Pessimistic});
    }
    parts.append(part);
  }
  return parts;
}

OutcomeRow outcomeRow(const v1::LineOutcome& line, int seen, const NameOf& itemName, const NameOf& dcCode) {
  OutcomeRow row;
  row.name = itemName(line.item_id());
  row.granted = tr("%1 of %2").arg(formatCount(line.granted()), formatCount(line.wanted()));
  row.tone = line.granted() == line.wanted() ? Tone::Ok : (line.granted() > 0 ? Tone::Warn : Tone::Bad);
  QStringList notes;
  if (line.parts_size() > 0) {
    notes << partsText(line, dcCode);
  }
  if (line.granted() < line.wanted()) {
    const auto left = formatCount(line.left());
    notes << (seen >= 0 ? tr("%1 left at the lock, plan saw %2").arg(left, formatCount(seen))
                        : tr("%1 left at the lock").arg(left));
  }
  if (line.retries() > 0) {
    notes << formatCounted(line.retries(), tr("1 retry, the version had moved"),
                           tr("%1 retries, the version had moved"));
  }
  row.note = notes.join(QStringLiteral(" · "));
  return row;
}

}  // namespace darkstore::console
