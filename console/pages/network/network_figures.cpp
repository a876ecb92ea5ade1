#include "console/pages/network/network_figures.h"

#include <QDateTime>
#include <QLocale>
#include <cmath>

#include "console/client/format.h"
#include "console/controls/vocabulary.h"

namespace darkstore::console {

namespace {

constexpr qsizetype kSeriesMax = 120;  // a minute at 2 Hz
constexpr double kAnswerLimitMs = 200;
constexpr int kLagWarnMs = 1000;

void push(QList<qreal>& series, double value) {
  if (series.size() >= kSeriesMax) series.removeFirst();
  series.append(value);
}

}  // namespace

QString rateText(double rate) {
  return rate > 0 && rate < 9.95 ? QLocale().toString(rate, 'f', 1) : formatCount(std::llround(rate));
}

void NetworkFigures::apply(const v1::NetworkFrame& frame) {
  frame_ = frame;
  frame_.clear_health();
  frame_.clear_pulses();
  frame_.clear_regions();
  if (frame.orders_per_s() > peak_) {
    peak_ = frame.orders_per_s();
    peakAtMs_ = frame.at_ms();
  }
  push(ordersSeries_, frame.orders_per_s());
  push(answerSeries_, frame.answer_p99_ms());
  push(inFlightSeries_, frame.orders_in_flight());
  push(refusedSeries_, frame.refused_per_s());
  push(changesSeries_, frame.changes_per_s());
  emit changed();
}

QString NetworkFigures::orders() const {
  return known() ? rateText(frame_.orders_per_s()) : kNothing;
}

QString NetworkFigures::ordersNote() const {
  return peakAtMs_ == 0
             ? QString()
             : tr("peak %1 at %2")
                   .arg(rateText(peak_),
                        QDateTime::fromMSecsSinceEpoch(peakAtMs_).toString(QStringLiteral("HH:mm")));
}

QString NetworkFigures::answer() const {
  if (!known() || frame_.answer_p99_ms() <= 0) return kNothing;
  return rateText(frame_.answer_p99_ms());
}

QString NetworkFigures::answerUnit() const {
  return frame_.answer_p99_ms() > 0 ? tr("ms") : QString();
}

QString NetworkFigures::answerNote() const {
  if (frame_.answer_p99_ms() <= 0) return tr("limit 200 ms");
  return tr("limit 200 ms · p50 %1 ms").arg(rateText(frame_.answer_p50_ms()));
}

int NetworkFigures::answerTone() const {
  return frame_.answer_p99_ms() > kAnswerLimitMs ? Tone::Warn : Tone::Neutral;
}

QString NetworkFigures::inFlight() const {
  return known() ? formatCount(frame_.orders_in_flight()) : kNothing;
}

QString NetworkFigures::refused() const {
  return known() ? rateText(frame_.refused_per_s()) : kNothing;
}

QString NetworkFigures::refusedNote() const {
  const double all = frame_.orders_per_s() + frame_.refused_per_s();
  return all <= 0 ? QString()
                  : tr("%1 % of orders").arg(QLocale().toString(100 * frame_.refused_per_s() / all, 'f', 1));
}

QString NetworkFigures::changes() const {
  return known() ? rateText(frame_.changes_per_s()) : kNothing;
}

QString NetworkFigures::lag() const {
  return known() && frame_.replica_lag_ms_max() >= 0 ? formatCount(frame_.replica_lag_ms_max()) : kNothing;
}

QString NetworkFigures::lagUnit() const {
  return frame_.replica_lag_ms_max() >= 0 && known() ? tr("ms") : QString();
}

QString NetworkFigures::lagNote() const {
  if (!known()) return {};
  const QString cache = frame_.cache_up() ? tr("cache up") : tr("cache away");
  return tr("%1/%2 shards up · %3").arg(frame_.shards_up()).arg(frame_.shards()).arg(cache);
}

int NetworkFigures::lagTone() const {
  if (!known()) return Tone::Neutral;
  if (frame_.shards_up() < frame_.shards()) return Tone::Bad;
  const bool late = frame_.replica_lag_ms_max() < 0 || frame_.replica_lag_ms_max() > kLagWarnMs;
  return late || !frame_.cache_up() ? Tone::Warn : Tone::Ok;
}

}  // namespace darkstore::console
