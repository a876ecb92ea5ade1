#include "console/pages/network/network_directory.h"

#include <QCoreApplication>
#include <QLocale>
#include <cmath>

#include "shared/geo.h"

namespace darkstore::console {

namespace {

QString minusAsSign(double degrees) {
  return QLocale().toString(degrees, 'f', 4).replace(u'-', QChar(0x2212));
}

}  // namespace

Health::Kind healthKindOf(v1::DcHealth health) {
  switch (health) {
    case v1::STRAINED:
      return Health::Strained;
    case v1::CONTENDED:
      return Health::Contended;
    case v1::OFFLINE:
      return Health::Offline;
    default:
      return Health::Healthy;
  }
}

QString healthWord(Health::Kind health) {
  switch (health) {
    case Health::Healthy:
      return QCoreApplication::translate("Health", "Healthy");
    case Health::Strained:
      return QCoreApplication::translate("Health", "Strained");
    case Health::Contended:
      return QCoreApplication::translate("Health", "Contended");
    case Health::Offline:
      break;
  }
  return QCoreApplication::translate("Health", "Offline");
}

QString positionText(double latitude, double longitude) {
  return QStringLiteral("%1, %2").arg(minusAsSign(latitude), minusAsSign(longitude));
}

const v1::Dc* NetworkDirectory::find(int dcId) const {
  const auto found = byId_.constFind(dcId);
  return found == byId_.constEnd() ? nullptr : &dcs_[*found];
}

const v1::Region* NetworkDirectory::regionOf(int regionId) const {
  for (const Region& region : regions_) {
    if (region.region.id() == regionId) return &region.region;
  }
  return nullptr;
}

const v1::Dc* NetworkDirectory::nearest(double latitude, double longitude) const {
  const v1::Dc* best = nullptr;
  double bestM = 0;
  for (const v1::Dc& dc : dcs_) {
    const double apart =
        haversine_m({latitude, longitude}, {dc.position().latitude(), dc.position().longitude()});
    if (best != nullptr && apart >= bestM) continue;
    best = &dc;
    bestM = apart;
  }
  return best;
}

void NetworkDirectory::setDcs(std::vector<v1::Dc> dcs) {
  dcs_ = std::move(dcs);
  byId_.clear();
  std::vector<Marker> markers;
  markers.reserve(dcs_.size());
  for (std::size_t i = 0; i < dcs_.size(); ++i) {
    const v1::Dc& dc = dcs_[i];
    byId_.insert(dc.id(), i);
    markers.push_back(
        {dc.id(), worldOf(dc.position().latitude(), dc.position().longitude()), healthKindOf(dc.health())});
  }
  markers_.reset(std::move(markers));
  placeRegions();
  emit listed();
}

void NetworkDirectory::setRegions(const std::vector<v1::Region>& regions) {
  regions_.clear();
  for (const v1::Region& region : regions) regions_.push_back({region});
  placeRegions();
  emit listed();
}

void NetworkDirectory::placeRegions() {
  struct Sum {
    double latitude = 0;
    double longitude = 0;
    int count = 0;
  };
  QHash<int, Sum> sums;
  for (const v1::Dc& dc : dcs_) {
    Sum& sum = sums[dc.region_id()];
    sum.latitude += dc.position().latitude();
    sum.longitude += dc.position().longitude();
    ++sum.count;
  }
  for (Region& region : regions_) {
    const Sum sum = sums.value(region.region.id());
    if (sum.count == 0) continue;
    const double latitude = sum.latitude / sum.count;
    const double longitude = sum.longitude / sum.count;
    double best = INFINITY;
    for (const v1::Dc& dc : dcs_) {
      if (dc.region_id() != region.region.id()) continue;
      const double apart =
          std::hypot(dc.position().latitude() - latitude, dc.position().longitude() - longitude);
      if (apart >= best) continue;
      best = apart;
      region.latitude = dc.position().latitude();
      region.longitude = dc.position().longitude();
    }
  }
}

void NetworkDirectory::applyHealth(const google::protobuf::RepeatedPtrField<v1::DcHealthChange>& changes,
                                   bool whole) {
  QHash<int, v1::DcHealth> named;
  named.reserve(changes.size());
  for (const v1::DcHealthChange& change : changes) named.insert(change.dc_id(), change.health());
  std::vector<std::pair<std::int32_t, Health::Kind>> marks;
  QList<int> rows;
  const auto set = [&](std::size_t row, v1::DcHealth health) {
    if (healthKindOf(dcs_[row].health()) == healthKindOf(health)) return;
    dcs_[row].set_health(health);
    marks.emplace_back(dcs_[row].id(), healthKindOf(health));
    rows.append(static_cast<int>(row));
  };
  if (whole) {
    for (std::size_t row = 0; row < dcs_.size(); ++row) set(row, named.value(dcs_[row].id(), v1::HEALTHY));
  } else {
    for (auto change = named.constBegin(); change != named.constEnd(); ++change) {
      if (const auto row = byId_.constFind(change.key()); row != byId_.constEnd()) set(*row, change.value());
    }
  }
  if (rows.isEmpty()) return;
  markers_.setHealth(marks);
  emit healthChanged(rows);
}

}  // namespace darkstore::console
