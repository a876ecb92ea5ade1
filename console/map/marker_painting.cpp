#include "console/map/marker_painting.h"

#include <QPainter>
#include <QPolygonF>

namespace darkstore::console {

namespace {

constexpr int kTurn = 360 * 16;  // QPainter counts sixteenths of a degree
constexpr int kTop = 90 * 16;

void paintCluster(QPainter& painter, const Mark& mark, const MarkerStyle& style) {
  const QPointF middle(mark.x, mark.y);
  painter.setPen(Qt::NoPen);
  painter.setBrush(style.ground);
  painter.drawEllipse(middle, mark.radius, mark.radius);
  const double r = mark.radius - 1;
  const QRectF box(mark.x - r, mark.y - r, 2 * r, 2 * r);
  int from = kTop;
  const auto arc = [&](float share, const QColor& color) {
    if (share <= 0) return;
    const int span = -static_cast<int>(share * kTurn);
    painter.setPen(QPen(color, 2.2, Qt::SolidLine, Qt::FlatCap));
    painter.drawArc(box, from, span);
    from += span;
  };
  arc(mark.b, style.contended);
  arc(mark.a, style.strained);
  arc(mark.c, style.offline);
  arc(1 - mark.a - mark.b - mark.c, QColor::fromRgba(mark.color));
}

void paintDigit(QPainter& painter, const Mark& mark) {
  QFont font(QStringLiteral("Inter"));
  font.setPixelSize(static_cast<int>(2 * mark.radius));
  font.setWeight(QFont::DemiBold);
  painter.setFont(font);
  painter.setPen(QColor::fromRgba(mark.color));
  painter.drawText(
      QRectF(mark.x - 2 * mark.radius, mark.y - 2 * mark.radius, 4 * mark.radius, 4 * mark.radius),
      Qt::AlignCenter, QString::number(static_cast<int>(mark.a)));
}

void paintMark(QPainter& painter, const Mark& mark, const MarkerStyle& style) {
  const QPointF at(mark.x, mark.y);
  const double r = mark.radius;
  const QColor color = QColor::fromRgba(mark.color);
  painter.setPen(Qt::NoPen);
  painter.setBrush(color);
  switch (mark.kind) {
    case MarkKind::kDisc:
      painter.drawEllipse(at, r, r);
      break;
    case MarkKind::kTriangle:
      painter.drawPolygon(
          QPolygonF{at + QPointF(0, -1.15 * r), at + QPointF(r, 0.58 * r), at + QPointF(-r, 0.58 * r)});
      break;
    case MarkKind::kDiamond:
      painter.drawPolygon(
          QPolygonF{at + QPointF(0, -r), at + QPointF(r, 0), at + QPointF(0, r), at + QPointF(-r, 0)});
      break;
    case MarkKind::kSquare:
      painter.setBrush(Qt::NoBrush);
      painter.setPen(QPen(color, 1.5));
      painter.drawRect(QRectF(at.x() - r, at.y() - r, 2 * r, 2 * r));
      break;
    case MarkKind::kCluster:
      paintCluster(painter, mark, style);
      break;
    case MarkKind::kRing:
      painter.setBrush(Qt::NoBrush);
      painter.setPen(QPen(color, mark.a));
      painter.drawEllipse(at, r, r);
      break;
    case MarkKind::kDigit:
      paintDigit(painter, mark);
      break;
    case MarkKind::kHollow:
      painter.setBrush(style.ground);
      painter.setPen(QPen(color, 1.8));
      painter.drawEllipse(at, r - 0.9, r - 0.9);
      break;
  }
}

}  // namespace

QImage paintMarks(std::span<const Mark> marks, const MarkerStyle& style, QSize size, double scale) {
  QImage image(size * scale, QImage::Format_ARGB32_Premultiplied);
  image.fill(Qt::transparent);
  image.setDevicePixelRatio(scale);
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  for (const Mark& mark : marks) paintMark(painter, mark, style);
  return image;
}

}  // namespace darkstore::console
