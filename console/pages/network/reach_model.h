#pragma once

#include <QAbstractListModel>
#include <QtQmlIntegration>
#include <vector>

#include "darkstore/v1/nearby.pb.h"

namespace darkstore::console {

/// A step of the funnel, last first.
enum class ReachStep { kTravel, kHaversine, kRadius, kIndex };

/// Whether a candidate was still there after a step.
[[nodiscard]] bool survives(v1::ReachVerdict verdict, ReachStep step);
/// "serves", "over 20 min, bridge"
[[nodiscard]] QString verdictText(v1::ReachVerdict verdict, int withinMinutes);

/// The DCs a reach considered, nearest first, down to a step of the funnel.
class ReachModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("belongs to the reach tool")

 public:
  enum Role {
    kDcId = Qt::UserRole + 1,
    kCode,
    kName,
    kStraight,  ///< "1.22", km
    kMinutes,   ///< "8"; "–" where travel time was not asked
    kRadius,    ///< "3.5", km
    kVerdict,   ///< the word for it
    kServes,
    kAsked,  ///< travel time was asked, so it was nearly one of them
  };

  using QAbstractListModel::QAbstractListModel;

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;

  void show(std::vector<v1::ReachCandidate> considered, int withinMinutes, ReachStep step);
  Q_INVOKABLE int dcAt(int row) const;

 private:
  std::vector<v1::ReachCandidate> rows_;
  int withinMinutes_ = 60;
};

}  // namespace darkstore::console
