#pragma once

#include <QAbstractListModel>
#include <QList>
#include <QtQmlIntegration>
#include <vector>

#include "console/pages/network/network_directory.h"

namespace darkstore::console {

/// The map as a table: all DCs, those in trouble first, or those that match. The order is made when the
/// question changes and then held: a row whose health changes stays where it is.
class DcTableModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("belongs to the page's view model")
  /// Part of code, name or metro.
  Q_PROPERTY(QString search READ search WRITE setSearch NOTIFY queryChanged)
  /// A Health, or -1 for any.
  Q_PROPERTY(int health READ health WRITE setHealth NOTIFY queryChanged)
  /// "code", "name", "region" or "health" (worst first).
  Q_PROPERTY(QString sortKey READ sortKey NOTIFY queryChanged)
  Q_PROPERTY(bool sortDescending READ sortDescending NOTIFY queryChanged)
  /// "137 of 10,000 DCs"
  Q_PROPERTY(QString foundText READ foundText NOTIFY foundChanged)

 public:
  enum Role {
    kDcId = Qt::UserRole + 1,
    kCode,        ///< "LIS-014"
    kName,        ///< "Alcântara"
    kMetro,       ///< "Lisboa"
    kRegion,      ///< "iberia"
    kShard,       ///< name of the shard
    kHealth,      ///< a Health
    kHealthText,  ///< the word for it
    kRadius,      ///< "3.5 km"
    kHours,       ///< "08:00–22:00", local
  };

  explicit DcTableModel(NetworkDirectory& directory, QObject* parent = nullptr);

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;

  QString search() const { return search_; }
  void setSearch(const QString& search);
  int health() const { return health_; }
  void setHealth(int health);
  QString sortKey() const { return sortKey_; }
  bool sortDescending() const { return descending_; }
  QString foundText() const;

  /// Sorts by a column; by the same again: the other way round.
  Q_INVOKABLE void sortBy(const QString& key);
  /// Puts the rows in order anew.
  Q_INVOKABLE void refresh();
  /// 0 when there is no such row.
  Q_INVOKABLE int dcAt(int row) const;

 signals:
  void queryChanged();
  void foundChanged();

 private:
  [[nodiscard]] bool matches(const v1::Dc& dc) const;
  void updateHealth(const QList<int>& directoryRows);

  NetworkDirectory& directory_;
  std::vector<std::size_t> rows_;    // into directory_.dcs()
  std::vector<int> rowOfDirectory_;  // -1: not shown
  QString search_;
  int health_ = -1;
  QString sortKey_ = QStringLiteral("health");
  bool descending_ = true;
};

}  // namespace darkstore::console
