#pragma once

#include <QAbstractListModel>
#include <QtQmlIntegration>
#include <vector>

#include "console/pages/entry/dc_directory.h"

namespace darkstore::console {

/// Places by what is typed: metropolises and DCs by name or code, and "38.7, -9.1" as the point itself.
/// Searched in the directory, without a call.
class PlaceSearch : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("belongs to order entry")
  Q_PROPERTY(QString search READ search WRITE setSearch NOTIFY searchChanged)

 public:
  enum Role {
    kTitle = Qt::UserRole + 1,  ///< "Lisboa", "LIS-014 Lisboa Alcântara", "38.7, −9.1"
    kAbout,                     ///< "43 DCs", "Lisboa", "a point"
  };

  explicit PlaceSearch(DcDirectory& directory, QObject* parent = nullptr);

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;

  QString search() const { return search_; }
  void setSearch(const QString& search);
  Q_INVOKABLE double latitudeAt(int row) const;
  Q_INVOKABLE double longitudeAt(int row) const;

 signals:
  void searchChanged();

 private:
  struct Place {
    QString title;
    QString about;
    double latitude = 0;
    double longitude = 0;
  };
  void find();
  void addPoint();
  void addMetros();
  void addDcs();

  DcDirectory& directory_;
  QString search_;
  std::vector<Place> places_;
};

}  // namespace darkstore::console
