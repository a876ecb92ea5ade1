#pragma once

#include <QAbstractListModel>
#include <QtQmlIntegration>
#include <vector>

#include "console/client/client.h"
#include "darkstore/v1/order.pb.h"

namespace darkstore::console {

/// Customers by part of name or phone, and the one that was chosen.
class CustomerSearch : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("belongs to order entry")
  Q_PROPERTY(QString search READ search WRITE setSearch NOTIFY changed)
  /// Why there are no rows; empty when there are, or nothing was typed.
  Q_PROPERTY(QString notice READ notice NOTIFY changed)
  /// 0: nobody is chosen.
  Q_PROPERTY(qint64 customerId READ customerId NOTIFY chosenChanged)
  /// "Beatriz Moura · +351 912 555 014"
  Q_PROPERTY(QString chosenText READ chosenText NOTIFY chosenChanged)

 public:
  enum Role {
    kName = Qt::UserRole + 1,
    kPhone,
  };

  explicit CustomerSearch(Client& client, QObject* parent = nullptr)
      : QAbstractListModel(parent), client_(client) {}

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;

  QString search() const { return search_; }
  void setSearch(const QString& search);
  QString notice() const { return notice_; }
  qint64 customerId() const { return chosen_.id(); }
  QString chosenText() const;
  Q_INVOKABLE void choose(int row);
  Q_INVOKABLE void forget();

 signals:
  void changed();
  void chosenChanged();

 private:
  void show(std::vector<v1::Customer> customers);

  Client& client_;
  QString search_;
  QString notice_;
  std::vector<v1::Customer> customers_;
  v1::Customer chosen_;
  int askedNo_ = 0;
};

}  // namespace darkstore::console
