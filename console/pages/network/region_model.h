#pragma once

#include <QAbstractListModel>
#include <QHash>
#include <QtQmlIntegration>
#include <vector>

#include "console/pages/network/network_directory.h"

namespace darkstore::console {

/// The regions with their orders a second, for the chips on the map.
class RegionModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("belongs to the page's view model")

 public:
  enum Role {
    kCode = Qt::UserRole + 1,  ///< "iberia"
    kName,                     ///< "Iberia"
    kRate,                     ///< "612/s"; "–" before the first frame
    kLatitude,                 ///< where its chip stands
    kLongitude,
  };

  explicit RegionModel(NetworkDirectory& directory, QObject* parent = nullptr);

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;

  void apply(const google::protobuf::RepeatedPtrField<v1::RegionRate>& rates);

 private:
  NetworkDirectory& directory_;
  std::vector<NetworkDirectory::Region> regions_;
  QHash<int, double> rates_;
};

}  // namespace darkstore::console
