#pragma once

#include <QAbstractListModel>
#include <QtQmlIntegration>
#include <vector>

#include "console/client/client.h"
#include "darkstore/v1/network.pb.h"

namespace darkstore::console {

/// DCs by part of code or name, as they are typed; the first 50.
class DcChooser : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("belongs to a view model")
  Q_PROPERTY(QString search READ search WRITE setSearch NOTIFY searchChanged)
  /// Why there are no rows: nothing matches, or what went wrong; empty when there are.
  Q_PROPERTY(QString notice READ notice NOTIFY noticeChanged)

 public:
  enum Role {
    kDcId = Qt::UserRole + 1,
    kCode,    ///< "LIS-014"
    kName,    ///< "Lisboa Alcântara"
    kMetro,   ///< "Lisboa"
    kHealth,  ///< a Health of the controls
  };

  explicit DcChooser(Client& client, QObject* parent = nullptr)
      : QAbstractListModel(parent), client_(client) {}

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;

  QString search() const { return search_; }
  void setSearch(const QString& search);
  QString notice() const { return notice_; }
  /// Reads the list again; done by itself when the search changes.
  Q_INVOKABLE void read();
  Q_INVOKABLE int dcAt(int row) const;

 signals:
  void searchChanged();
  void noticeChanged();

 private:
  Client& client_;
  QString search_;
  QString notice_;
  std::vector<v1::Dc> dcs_;
  int askedNo_ = 0;
};

/// A Health of the controls.
[[nodiscard]] int healthOf(v1::DcHealth health);

}  // namespace darkstore::console
