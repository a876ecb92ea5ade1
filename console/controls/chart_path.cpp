#include "console/controls/chart_path.h"

#include <algorithm>
#include <cmath>

namespace darkstore::console {

void ChartPath::setValues(const QList<qreal>& values) {
  if (m_values == values) return;
  m_values = values;
  rebuild();
}

void ChartPath::setWidth(qreal width) {
  if (m_width == width) return;
  m_width = width;
  rebuild();
}

void ChartPath::setHeight(qreal height) {
  if (m_height == height) return;
  m_height = height;
  rebuild();
}

void ChartPath::setStep(bool step) {
  if (m_step == step) return;
  m_step = step;
  rebuild();
}

void ChartPath::setFrom(qreal from) {
  if (m_from == from) return;
  m_from = from;
  rebuild();
}

void ChartPath::setTo(qreal to) {
  if (m_to == to) return;
  m_to = to;
  rebuild();
}

void ChartPath::setReference(qreal reference) {
  if (m_reference == reference) return;
  m_reference = reference;
  emit changed();
}

qreal ChartPath::yOf(qreal value) const {
  if (m_high <= m_low) return m_height / 2;
  return m_height * (1 - (value - m_low) / (m_high - m_low));
}

void ChartPath::rebuild() {
  m_line.clear();
  m_area.clear();
  m_low = m_from;
  m_high = m_to;
  if (m_from == m_to) {
    bool first = true;
    for (const qreal value : m_values) {
      if (!std::isfinite(value)) continue;
      m_low = first ? value : std::min(m_low, value);
      m_high = first ? value : std::max(m_high, value);
      first = false;
    }
  }
  const qsizetype count = m_values.size();
  if (count >= 2 && m_width > 0 && m_height > 0) {
    const qreal pitch = m_width / static_cast<qreal>(count - 1);
    for (qsizetype i = 0; i < count; ++i) {
      if (!std::isfinite(m_values[i])) continue;
      const QPointF point(pitch * static_cast<qreal>(i), yOf(m_values[i]));
      if (m_step && !m_line.isEmpty()) m_line.append({point.x(), m_line.last().y()});
      m_line.append(point);
    }
  }
  if (!m_line.isEmpty()) {
    m_area = m_line;
    m_area.append({m_line.last().x(), m_height});
    m_area.append({m_line.first().x(), m_height});
    m_area.append(m_line.first());
  }
  emit changed();
}

}  // namespace darkstore::console
