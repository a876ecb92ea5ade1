#include "console/pages/entry/place_search.h"

#include <QLocale>
#include <QRegularExpression>
#include <map>

#include "console/client/format.h"
#include "shared/geo.h"

namespace darkstore::console {
namespace {

constexpr std::size_t kPlacesMax = 12;

bool has(const std::string& text, const QString& part) {
  return QString::fromStdString(text).contains(part, Qt::CaseInsensitive);
}

}  // namespace

PlaceSearch::PlaceSearch(DcDirectory& directory, QObject* parent)
    : QAbstractListModel(parent), directory_(directory) {
  connect(&directory, &DcDirectory::changed, this, &PlaceSearch::find);
}

int PlaceSearch::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(places_.size());
}

QVariant PlaceSearch::data(const QModelIndex& index, int role) const {
  if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
    return {};
  }
  const auto& place = places_[static_cast<std::size_t>(index.row())];
  switch (role) {
    case Qt::DisplayRole:
    case kTitle:
      return place.title;
    case kAbout:
      return place.about;
    default:
      return {};
  }
}

QHash<int, QByteArray> PlaceSearch::roleNames() const {
  return {{kTitle, "title"}, {kAbout, "about"}};
}

void PlaceSearch::setSearch(const QString& search) {
  if (search_ != search) {
    search_ = search;
    emit searchChanged();
    find();
  }
}

double PlaceSearch::latitudeAt(int row) const {
  return row >= 0 && row < rowCount() ? places_[static_cast<std::size_t>(row)].latitude : qQNaN();
}

double PlaceSearch::longitudeAt(int row) const {
  return row >= 0 && row < rowCount() ? places_[static_cast<std::size_t>(row)].longitude : qQNaN();
}

void PlaceSearch::find() {
  beginResetModel();
  places_.clear();
  if (!search_.trimmed().isEmpty()) {
    addPoint();
    addMetros();
    addDcs();
  }
  endResetModel();
}

void PlaceSearch::addPoint() {
  static const QRegularExpression kPoint(
      QStringLiteral(R"(^\s*([+-]?\d+(?:\.\d+)?)\s*[,; ]\s*([+-]?\d+(?:\.\d+)?)\s*$)"));
  const auto match = kPoint.match(search_);
  if (match.hasMatch()) {
    const auto point = GeoPoint::parse(match.captured(1).toDouble(), match.captured(2).toDouble());
    if (point) {
      places_.push_back({search_.trimmed(), tr("a point"), point->latitude, point->longitude});
    }
  }
}

// A metropolis lies where its DCs do: the mean of their positions (none crosses the date line).
void PlaceSearch::addMetros() {
  struct Sum {
    int dcs = 0;
    double latitude = 0;
    double longitude = 0;
  };
  std::map<std::string, Sum> metros;
  for (const auto& dc : directory_.dcs()) {
    if (has(dc.metro(), search_.trimmed())) {
      auto& sum = metros[dc.metro()];
      ++sum.dcs;
      sum.latitude += dc.position().latitude();
      sum.longitude += dc.position().longitude();
    }
  }
  for (const auto& [name, sum] : metros) {
    if (places_.size() < kPlacesMax) {
      places_.push_back({QString::fromStdString(name), formatCounted(sum.dcs, tr("1 DC"), tr("%1 DCs")),
                         sum.latitude / sum.dcs, sum.longitude / sum.dcs});
    }
  }
}

void PlaceSearch::addDcs() {
  for (const auto& dc : directory_.dcs()) {
    if (places_.size() >= kPlacesMax) {
      return;
    }
    if (has(dc.code(), search_.trimmed()) || has(dc.name(), search_.trimmed())) {
      places_.push_back({QString::fromStdString(dc.code() + " " + dc.name()),
                         QString::fromStdString(dc.metro()), dc.position().latitude(),
                         dc.position().longitude()});
    }
  }
}

}  // namespace darkstore::console
