#include "console/controls/chart_path.h"

#include <algorithm>
#include <cmath>

namespace darkstore::console {

void ChartPath::setValues(const QList<qreal>& values) {
  if (values_ == values) return;
  values_ = values;
  rebuild();
}

void ChartPath::setWidth(qreal width) {
  if (width_ == width) return;
  width_ = width;
  rebuild();
}

void ChartPath::setHeight(qreal height) {
  if (height_ == height) return;
  height_ = height;
  rebuild();
}

void ChartPath::setStep(bool step) {
  if (step_ == step) return;
  step_ = step;
  rebuild();
}

void ChartPath::setFrom(qreal from) {
  if (from_ == from) return;
  from_ = from;
  rebuild();
}

void ChartPath::setTo(qreal to) {
  if (to_ == to) return;
  to_ = to;
  rebuild();
}

void ChartPath::setReference(qreal reference) {
  if (reference_ == reference) return;
  reference_ = reference;
  emit changed();
}

qreal ChartPath::yOf(qreal value) const {
  if (high_ <= low_) return height_ / 2;
  return height_ * (1 - (value - low_) / (high_ - low_));
}

void ChartPath::rebuild() {
  line_.clear();
  area_.clear();
  low_ = from_;
  high_ = to_;
  if (from_ == to_) {
    bool first = true;
    for (const qreal value : values_) {
      if (!std::isfinite(value)) continue;
      low_ = first ? value : std::min(low_, value);
      high_ = first ? value : std::max(high_, value);
      first = false;
    }
  }
  const qsizetype count = values_.size();
  if (count >= 2 && width_ > 0 && height_ > 0) {
    const qreal pitch = width_ / static_cast<qreal>(count - 1);
    for (qsizetype i = 0; i < count; ++i) {
      if (!std::isfinite(values_[i])) continue;
      const QPointF point(pitch * static_cast<qreal>(i), yOf(values_[i]));
      if (step_ && !line_.isEmpty()) line_.append({point.x(), line_.last().y()});
      line_.append(point);
    }
  }
  if (!line_.isEmpty()) {
    area_ = line_;
    area_.append({line_.last().x(), height_});
    area_.append({line_.first().x(), height_});
    area_.append(line_.first());
  }
  emit changed();
}

}  // namespace darkstore::console
