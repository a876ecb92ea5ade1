#include "console/pages/network/dc_table_model.h"

#include <algorithm>
#include <numeric>

#include "console/client/format.h"

namespace darkstore::console {

namespace {

QString hoursText(const v1::Dc& dc) {
  if (dc.open_minute() == 0 && dc.close_minute() == 1440) return DcTableModel::tr("always");
  const auto clock = [](int minute) {
    return QStringLiteral("%1:%2").arg(minute / 60, 2, 10, QChar(u'0')).arg(minute % 60, 2, 10, QChar(u'0'));
  };
  return clock(dc.open_minute()) + QStringLiteral("–") + clock(dc.close_minute());
}

/// Offline ranks below contended: it was somebody's wish.
int troubleOf(const v1::Dc& dc) {
  switch (healthKindOf(dc.health())) {
    case Health::Contended:
      return 3;
    case Health::Strained:
      return 2;
    case Health::Offline:
      return 1;
    case Health::Healthy:
      break;
  }
  return 0;
}

}  // namespace

DcTableModel::DcTableModel(NetworkDirectory& directory, QObject* parent)
    : QAbstractListModel(parent), directory_(directory) {
  connect(&directory_, &NetworkDirectory::listed, this, &DcTableModel::refresh);
  connect(&directory_, &NetworkDirectory::healthChanged, this, &DcTableModel::updateHealth);
}

int DcTableModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

QVariant DcTableModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const v1::Dc& dc = directory_.dcs()[rows_[static_cast<std::size_t>(index.row())]];
  const v1::Region* region = directory_.regionOf(dc.region_id());
  switch (role) {
    case kDcId:
      return dc.id();
    case Qt::DisplayRole:
    case kCode:
      return QString::fromStdString(dc.code());
    case kName:
      return QString::fromStdString(dc.name());
    case kMetro:
      return QString::fromStdString(dc.metro());
    case kRegion:
      return region != nullptr ? QString::fromStdString(region->code()) : QString();
    case kShard:
      return region != nullptr ? QString::fromStdString(region->shard_name()) : QString();
    case kHealth:
      return healthKindOf(dc.health());
    case kHealthText:
      return healthWord(healthKindOf(dc.health()));
    case kRadius:
      return tr("%1 km").arg(QLocale().toString(dc.radius_m() / 1000.0, 'f', 1));
    case kHours:
      return hoursText(dc);
    default:
      return {};
  }
}

QHash<int, QByteArray> DcTableModel::roleNames() const {
  return {{kDcId, "dcId"},     {kCode, "code"},   {kName, "name"},     {kMetro, "metro"},
          {kRegion, "region"}, {kShard, "shard"}, {kHealth, "health"}, {kHealthText, "healthText"},
          {kRadius, "radius"}, {kHours, "hours"}};
}

void DcTableModel::setSearch(const QString& search) {
  if (search_ == search) return;
  search_ = search;
  emit queryChanged();
  refresh();
}

void DcTableModel::setHealth(int health) {
  if (health_ == health) return;
  health_ = health;
  emit queryChanged();
  refresh();
}

void DcTableModel::sortBy(const QString& key) {
  descending_ = key == sortKey_ ? !descending_ : key == "health";
  sortKey_ = key;
  emit queryChanged();
  refresh();
}

bool DcTableModel::matches(const v1::Dc& dc) const {
  if (health_ >= 0 && healthKindOf(dc.health()) != health_) return false;
  if (search_.isEmpty()) return true;
  const auto has = [&](const std::string& text) {
    return QString::fromStdString(text).contains(search_, Qt::CaseInsensitive);
  };
  return has(dc.code()) || has(dc.name()) || has(dc.metro());
}

void DcTableModel::refresh() {
  beginResetModel();
  const std::vector<v1::Dc>& dcs = directory_.dcs();
  rows_.resize(dcs.size());
  std::iota(rows_.begin(), rows_.end(), std::size_t{0});
  std::erase_if(rows_, [&](std::size_t row) { return !matches(dcs[row]); });
  const auto before = [&](std::size_t a, std::size_t b) {
    if (sortKey_ == "health") return troubleOf(dcs[a]) < troubleOf(dcs[b]);
    if (sortKey_ == "name") return dcs[a].name() < dcs[b].name();
    if (sortKey_ == "region") return dcs[a].region_id() < dcs[b].region_id();
    return dcs[a].code() < dcs[b].code();
  };
  // Rows that compare equal keep the directory's order, by id, in both directions.
  std::stable_sort(rows_.begin(), rows_.end(),
                   [&](std::size_t a, std::size_t b) { return descending_ ? before(b, a) : before(a, b); });
  rowOfDirectory_.assign(dcs.size(), -1);
  for (std::size_t i = 0; i < rows_.size(); ++i) rowOfDirectory_[rows_[i]] = static_cast<int>(i);
  endResetModel();
  emit foundChanged();
}

void DcTableModel::updateHealth(const QList<int>& directoryRows) {
  for (const int directoryRow : directoryRows) {
    const int row = rowOfDirectory_[static_cast<std::size_t>(directoryRow)];
    if (row >= 0) emit dataChanged(index(row), index(row), {kHealth, kHealthText});
  }
}

QString DcTableModel::foundText() const {
  return tr("%1 of %2 DCs").arg(formatCount(rowCount()), formatCount(directory_.count()));
}

int DcTableModel::dcAt(int row) const {
  return row >= 0 && row < rowCount() ? directory_.dcs()[rows_[static_cast<std::size_t>(row)]].id() : 0;
}

}  // namespace darkstore::console
