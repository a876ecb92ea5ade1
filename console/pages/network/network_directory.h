#pragma once

#include <QHash>
#include <QObject>
#include <QString>
#include <QtQmlIntegration>
#include <cstdint>
#include <optional>
#include <vector>

#include "console/map/marker_set.h"
#include "darkstore/v1/network.pb.h"

namespace darkstore::console {

/// Every DC and region as last listed, with the health that frames report since. GUI thread.
class NetworkDirectory : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by the application")
  Q_PROPERTY(darkstore::console::MarkerSet* markers READ markers CONSTANT)
  Q_PROPERTY(int count READ count NOTIFY listed)

 public:
  struct Region {
    v1::Region region;
    double latitude = 0;  ///< of the DC that lies nearest to the mean of its DCs
    double longitude = 0;
  };

  explicit NetworkDirectory(QObject* parent = nullptr) : QObject(parent) {}

  MarkerSet* markers() { return &markers_; }
  [[nodiscard]] const std::vector<v1::Dc>& dcs() const { return dcs_; }
  [[nodiscard]] const std::vector<Region>& regions() const { return regions_; }
  int count() const { return static_cast<int>(dcs_.size()); }
  /// @return null when no such DC was listed
  [[nodiscard]] const v1::Dc* find(int dcId) const;
  /// @return null when no such region was listed
  [[nodiscard]] const v1::Region* regionOf(int regionId) const;
  /// The DC nearest to a position; null while none was listed.
  [[nodiscard]] const v1::Dc* nearest(double latitude, double longitude) const;

  void setDcs(std::vector<v1::Dc> dcs);
  void setRegions(const std::vector<v1::Region>& regions);
  /// Changes of a frame. @param whole  the frame begins a stream: DCs it does not name are healthy
  void applyHealth(const google::protobuf::RepeatedPtrField<v1::DcHealthChange>& changes, bool whole);

 signals:
  /// DCs or regions were listed (again).
  void listed();
  /// These rows of dcs() have another health.
  void healthChanged(const QList<int>& rows);

 private:
  void placeRegions();

  std::vector<v1::Dc> dcs_;
  QHash<int, std::size_t> byId_;
  std::vector<Region> regions_;
  MarkerSet markers_;
};

/// A health of the contract as the controls know it; unspecified is healthy.
[[nodiscard]] Health::Kind healthKindOf(v1::DcHealth health);
/// "Healthy", "Strained", "Contended", "Offline"
[[nodiscard]] QString healthWord(Health::Kind health);
/// "38.7039, −9.1757"
[[nodiscard]] QString positionText(double latitude, double longitude);

}  // namespace darkstore::console
