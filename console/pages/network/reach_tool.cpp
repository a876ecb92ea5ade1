#include "console/pages/network/reach_tool.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QLocale>
#include <QTimeZone>
#include <algorithm>
#include <array>
#include <cmath>

#include "console/client/format.h"

namespace darkstore::console {

namespace {

constexpr std::array kWithinMinutes{10, 15, 20, 30, 60};
constexpr int kLeaveHour = 18;
constexpr int kMenuRows = 6;
constexpr int kMenuColumns = 4;
constexpr int kFew = 10;

QString minutesText(double minutes) {
  return ReachTool::tr("%1 min").arg(std::max(1L, std::lround(minutes)));
}

QString kmText(double metres) {
  return ReachTool::tr("%1 km").arg(QLocale().toString(metres / 1000, 'f', 1));
}

QString msText(double micros) {
  return ReachTool::tr("%1 ms").arg(QLocale().toString(micros / 1000, 'f', micros < 995 ? 2 : 1));
}

struct StepWords {
  const char* title;
  const char* note;
};

StepWords wordsOf(const std::string& step) {
  if (step == "all") return {QT_TR_NOOP("All DCs"), ""};
  if (step == "index") return {QT_TR_NOOP("Index"), QT_TR_NOOP("around the point")};
  if (step == "radius") return {QT_TR_NOOP("Radius"), QT_TR_NOOP("and opening hours")};
  if (step == "haversine") return {QT_TR_NOOP("Haversine"), QT_TR_NOOP("nearest in a straight line")};
  return {QT_TR_NOOP("Travel time"), QT_TR_NOOP("by the hour's traffic")};
}

}  // namespace

ReachTool::ReachTool(Client& client, NetworkDirectory& directory, QObject* parent)
    : QObject(parent), client_(client), directory_(directory) {}

void ReachTool::setActive(bool active) {
  if (active_ == active) return;
  active_ = active;
  if (!active_) {
    ++no_;
    hasPoint_ = false;
    busy_ = false;
    answered_ = false;
    reach_.Clear();
    menu_.Clear();
    fill();
    emit pointChanged();
  }
  emit activeChanged();
}

void ReachTool::ask(double latitude, double longitude) {
  latitude_ = latitude;
  longitude_ = longitude;
  hasPoint_ = true;
  setActive(true);
  emit pointChanged();
  find();
}

void ReachTool::setWithin(int within) {
  const int bounded = std::clamp(within, 0, static_cast<int>(kWithinMinutes.size()) - 1);
  if (within_ == bounded) return;
  within_ = bounded;
  emit questionChanged();
  if (hasPoint_) find();
}

void ReachTool::setLeave(int leave) {
  if (leave_ == leave) return;
  leave_ = leave;
  emit questionChanged();
  if (hasPoint_) find();
}

void ReachTool::setStep(int step) {
  if (step_ == step) return;
  step_ = step;
  fill();
}

int ReachTool::minutes() const {
  return kWithinMinutes[static_cast<std::size_t>(within_)];
}

qint64 ReachTool::departAtMs() const {
  if (leave_ == 0) return 0;
  const v1::Dc* near = directory_.nearest(latitude_, longitude_);
  const QTimeZone zone(near != nullptr ? QByteArray::fromStdString(near->time_zone()) : QByteArray("UTC"));
  const QDateTime now = QDateTime::currentDateTimeUtc().toTimeZone(zone.isValid() ? zone : QTimeZone::utc());
  QDateTime at(now.date(), QTime(kLeaveHour, 0), now.timeZone());
  if (at < now) at = at.addDays(1);
  return at.toMSecsSinceEpoch();
}

void ReachTool::find() {
  const int no = ++no_;
  busy_ = true;
  problem_.clear();
  emit changed();
  v1::FindReachRequest request;
  request.mutable_position()->set_latitude(latitude_);
  request.mutable_position()->set_longitude(longitude_);
  request.set_reach_within_minutes(minutes());
  request.set_depart_at_ms(departAtMs());
  request.set_explain(true);
  QElapsedTimer clock;
  clock.start();
  client_.call<v1::FindReachResponse>(this, request,
                                      [this, no, clock](const Result<v1::FindReachResponse>& answer) {
                                        if (no != no_) return;
                                        busy_ = false;
                                        if (!answer) {
                                          problem_ = formatError(answer.error());
                                          emit changed();
                                          return;
                                        }
                                        applyReach(*answer, static_cast<double>(clock.nsecsElapsed()) / 1e6);
                                        if (answer->reach_size() > 0) findMenu(no);
                                      });
}

void ReachTool::findMenu(int no) {
  v1::GetMenuRequest request;
  request.mutable_position()->set_latitude(latitude_);
  request.mutable_position()->set_longitude(longitude_);
  request.set_reach_within_minutes(minutes());
  request.set_page_size(kMenuRows);
  client_.call<v1::GetMenuResponse>(this, request, [this, no](const Result<v1::GetMenuResponse>& answer) {
    if (no != no_) return;
    if (answer) {
      applyMenu(*answer);
    } else {
      problem_ = formatError(answer.error());
      emit changed();
    }
  });
}

void ReachTool::applyReach(const v1::FindReachResponse& answer, double tookMs) {
  reach_ = answer;
  menu_.Clear();
  tookMs_ = tookMs;
  answered_ = true;
  fill();
}

void ReachTool::applyMenu(const v1::GetMenuResponse& answer) {
  menu_ = answer;
  emit changed();
}

void ReachTool::fill() {
  candidates_.show({reach_.considered().begin(), reach_.considered().end()}, minutes(),
                   static_cast<ReachStep>(step_));
  emit changed();
}

int ReachTool::countAfter(ReachStep step) const {
  return static_cast<int>(
      std::count_if(reach_.considered().begin(), reach_.considered().end(),
                    [&](const v1::ReachCandidate& c) { return survives(c.verdict(), step); }));
}

QString ReachTool::place() const {
  const v1::Dc* near = hasPoint_ ? directory_.nearest(latitude_, longitude_) : nullptr;
  if (near == nullptr) return positionText(latitude_, longitude_);
  return tr("near %1, %2").arg(QString::fromStdString(near->name()), QString::fromStdString(near->metro()));
}

QStringList ReachTool::withinTexts() const {
  QStringList texts;
  for (const int minutes : kWithinMinutes) texts << QString::number(minutes);
  return texts;
}

QString ReachTool::title() const {
  switch (reach_.reach_size()) {
    case 0:
      return tr("No DC can serve this point");
    case 1:
      return tr("1 DC can serve this point");
    default:
      return tr("%1 DCs can serve this point").arg(reach_.reach_size());
  }
}

QString ReachTool::subtitle() const {
  if (!answered_) return {};
  QStringList parts{positionText(latitude_, longitude_)};
  if (!reach_.region().empty()) parts << tr("region %1").arg(QString::fromStdString(reach_.region()));
  if (reach_.reach_size() > 0) {
    const v1::ReachCandidate& soonest = reach_.reach(0);
    parts << tr("soonest %1 from %2 %3")
                 .arg(minutesText(soonest.minutes()), QString::fromStdString(soonest.code()),
                      QString::fromStdString(soonest.name()));
  }
  parts << tr("answered in %1 ms").arg(QLocale().toString(tookMs_, 'f', 1));
  return parts.join(QStringLiteral(" · "));
}

QList<FunnelRow> ReachTool::funnel() const {
  QList<FunnelRow> rows;
  const double all = reach_.steps_size() > 0 ? reach_.steps(0).left() : 0;
  for (int i = 0; i < reach_.steps_size(); ++i) {
    const v1::FunnelStep& step = reach_.steps(i);
    const StepWords words = wordsOf(step.name());
    FunnelRow row;
    row.title = i == 0 ? tr(words.title) : QStringLiteral("%1 %2").arg(i).arg(tr(words.title));
    row.note = step.name() == "travel" ? tr("≤ %1 min by road").arg(minutes()) : tr(words.note);
    row.left = formatCount(step.left());
    row.time = i == 0 ? QString() : msText(step.micros());
    row.share = all > 0 ? std::log1p(step.left()) / std::log1p(all) : 0;
    rows.append(row);
  }
  return rows;
}

QStringList ReachTool::stepTexts() const {
  return {tr("Result %1").arg(countAfter(ReachStep::kTravel)),
          tr("Haversine %1").arg(countAfter(ReachStep::kHaversine)),
          tr("Radius %1").arg(countAfter(ReachStep::kRadius)),
          tr("Index %1").arg(countAfter(ReachStep::kIndex))};
}

QList<int> ReachTool::candidateIds() const {
  QList<int> ids;
  for (const v1::ReachCandidate& candidate : reach_.considered()) ids.append(candidate.dc_id());
  return ids;
}

QList<ReachPinRow> ReachTool::pins() const {
  QList<ReachPinRow> pins;
  for (const v1::ReachCandidate& candidate : reach_.considered()) {
    if (!survives(candidate.verdict(), ReachStep::kHaversine)) continue;
    const v1::Dc* listed = directory_.find(candidate.dc_id());
    ReachPinRow pin;
    pin.dcId = candidate.dc_id();
    pin.name = QString::fromStdString(candidate.name());
    pin.minutes = candidate.minutes() < 0 ? QString() : minutesText(candidate.minutes());
    pin.serves = candidate.verdict() == v1::SERVES;
    pin.health = listed != nullptr ? healthKindOf(listed->health()) : Health::Healthy;
    pin.latitude = candidate.position().latitude();
    pin.longitude = candidate.position().longitude();
    pins.append(pin);
  }
  return pins;
}

double ReachTool::nearestM() const {
  double metres = 0;
  for (const v1::ReachCandidate& candidate : reach_.considered()) {
    if (survives(candidate.verdict(), ReachStep::kHaversine))
      metres = std::max(metres, candidate.straight_m());
  }
  return metres;
}

double ReachTool::consideredM() const {
  double metres = 0;
  for (const v1::ReachCandidate& candidate : reach_.considered())
    metres = std::max(metres, candidate.straight_m());
  return metres;
}

QString ReachTool::nearestText() const {
  return tr("%1 nearest, within %2").arg(countAfter(ReachStep::kHaversine)).arg(kmText(nearestM()));
}

QString ReachTool::consideredText() const {
  return tr("%1 candidates within %2").arg(reach_.considered_size()).arg(kmText(consideredM()));
}

QStringList ReachTool::menuHeads() const {
  QStringList heads;
  for (int i = 0; i < std::min(reach_.reach_size(), kMenuColumns); ++i) {
    const QString code = QString::fromStdString(reach_.reach(i).code());
    heads << QStringLiteral("%1 · %2′")
                 .arg(code.section(u'-', -1))
                 .arg(std::max(1L, std::lround(reach_.reach(i).minutes())));
  }
  return heads;
}

QList<MenuRow> ReachTool::menu() const {
  QList<MenuRow> rows;
  for (const v1::MenuItem& item : menu_.items()) {
    MenuRow row;
    row.name =
        QStringLiteral("%1 %2").arg(QString::fromStdString(item.name()), QString::fromStdString(item.size()));
    for (int i = 0; i < std::min(reach_.reach_size(), kMenuColumns); ++i) {
      const auto at = std::find_if(item.at().begin(), item.at().end(), [&](const v1::DcStock& stock) {
        return stock.dc_id() == reach_.reach(i).dc_id();
      });
      row.at << (at == item.at().end() ? QStringLiteral("–") : formatCount(at->quantity()));
    }
    row.sum = formatCount(item.available());
    row.soonest = item.soonest_minutes() < 0 ? tr("out") : minutesText(item.soonest_minutes());
    row.tone = item.available() == 0 ? Tone::Bad : (item.available() < kFew ? Tone::Warn : Tone::Neutral);
    rows.append(row);
  }
  return rows;
}

QString ReachTool::menuNote() const {
  if (menu_.items_size() == 0) return {};
  const v1::ReadReport& report = menu_.report();
  return tr("sum of the reach · at most %1 s old")
      .arg(QLocale().toString(report.oldest_age_ms() / 1000.0, 'f', 0));
}

}  // namespace darkstore::console
