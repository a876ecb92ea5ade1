#include "console/pages/network/reach_model.h"

#include <QCoreApplication>
#include <QLocale>
#include <cmath>

namespace darkstore::console {

bool survives(v1::ReachVerdict verdict, ReachStep step) {
  switch (step) {
    case ReachStep::kIndex:
      return true;
    case ReachStep::kRadius:
      return verdict != v1::OUTSIDE_RADIUS && verdict != v1::CLOSED;
    case ReachStep::kHaversine:
      return survives(verdict, ReachStep::kRadius) && verdict != v1::NOT_AMONG_NEAREST;
    case ReachStep::kTravel:
      break;
  }
  return verdict == v1::SERVES;
}

QString verdictText(v1::ReachVerdict verdict, int withinMinutes) {
  const auto tr = [](const char* text) { return QCoreApplication::translate("Reach", text); };
  switch (verdict) {
    case v1::SERVES:
      return tr("serves");
    case v1::OUTSIDE_RADIUS:
      return tr("outside its radius");
    case v1::CLOSED:
      return tr("closed then");
    case v1::NOT_AMONG_NEAREST:
      return tr("not among the nearest");
    case v1::TOO_SLOW:
      return tr("over %1 min").arg(withinMinutes);
    case v1::TOO_SLOW_OVER_BRIDGE:
      return tr("over %1 min, bridge").arg(withinMinutes);
    case v1::NO_WAY:
      return tr("water between, no bridge");
    default:
      return QStringLiteral("–");
  }
}

int ReachModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

QVariant ReachModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const v1::ReachCandidate& row = rows_[static_cast<std::size_t>(index.row())];
  switch (role) {
    case kDcId:
      return row.dc_id();
    case Qt::DisplayRole:
    case kCode:
      return QString::fromStdString(row.code());
    case kName:
      return QString::fromStdString(row.name());
    case kStraight:
      return QLocale().toString(row.straight_m() / 1000, 'f', 2);
    case kMinutes:
      return row.minutes() < 0 ? QStringLiteral("–") : QLocale().toString(std::lround(row.minutes()));
    case kRadius:
      return QLocale().toString(row.radius_m() / 1000.0, 'f', 1);
    case kVerdict:
      return verdictText(row.verdict(), withinMinutes_);
    case kServes:
      return row.verdict() == v1::SERVES;
    case kAsked:
      return survives(row.verdict(), ReachStep::kHaversine);
    default:
      return {};
  }
}

QHash<int, QByteArray> ReachModel::roleNames() const {
  return {{kDcId, "dcId"},         {kCode, "code"},       {kName, "name"},
          {kStraight, "straight"}, {kMinutes, "minutes"}, {kRadius, "radius"},
          {kVerdict, "verdict"},   {kServes, "serves"},   {kAsked, "asked"}};
}

void ReachModel::show(std::vector<v1::ReachCandidate> considered, int withinMinutes, ReachStep step) {
  beginResetModel();
  rows_ = std::move(considered);
  std::erase_if(rows_, [&](const v1::ReachCandidate& row) { return !survives(row.verdict(), step); });
  withinMinutes_ = withinMinutes;
  endResetModel();
}

int ReachModel::dcAt(int row) const {
  return row >= 0 && row < rowCount() ? rows_[static_cast<std::size_t>(row)].dc_id() : 0;
}

}  // namespace darkstore::console
