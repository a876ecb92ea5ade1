#include "console/pages/network/region_model.h"

#include "console/pages/network/network_figures.h"

namespace darkstore::console {

RegionModel::RegionModel(NetworkDirectory& directory, QObject* parent)
    : QAbstractListModel(parent), directory_(directory) {
  connect(&directory_, &NetworkDirectory::listed, this, [this] {
    beginResetModel();
    regions_ = directory_.regions();
    // A region whose DCs are not listed yet has no place on the map.
    std::erase_if(regions_,
                  [](const NetworkDirectory::Region& r) { return r.latitude == 0 && r.longitude == 0; });
    endResetModel();
  });
}

int RegionModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(regions_.size());
}

QVariant RegionModel::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
  const NetworkDirectory::Region& region = regions_[static_cast<std::size_t>(index.row())];
  switch (role) {
    case Qt::DisplayRole:
    case kCode:
      return QString::fromStdString(region.region.code());
    case kName:
      return QString::fromStdString(region.region.name());
    case kRate: {
      const auto rate = rates_.constFind(region.region.id());
      return rate == rates_.constEnd() ? QStringLiteral("–") : tr("%1/s").arg(rateText(*rate));
    }
    case kLatitude:
      return region.latitude;
    case kLongitude:
      return region.longitude;
    default:
      return {};
  }
}

QHash<int, QByteArray> RegionModel::roleNames() const {
  return {
      {kCode, "code"}, {kName, "name"}, {kRate, "rate"}, {kLatitude, "latitude"}, {kLongitude, "longitude"}};
}

void RegionModel::apply(const google::protobuf::RepeatedPtrField<v1::RegionRate>& rates) {
  for (const v1::RegionRate& rate : rates) rates_.insert(rate.region_id(), rate.orders_per_s());
  if (!rates.empty() && rowCount() > 0) emit dataChanged(index(0), index(rowCount() - 1), {kRate});
}

}  // namespace darkstore::console
