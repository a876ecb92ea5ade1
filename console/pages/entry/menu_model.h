#pragma once

#include <QAbstractListModel>
#include <QtQmlIntegration>
#include <functional>
#include <vector>

#include "console/client/client.h"
#include "darkstore/v1/availability.pb.h"

namespace darkstore::console {

/// What the point can buy, by search; pages come as the list is scrolled.
class MenuModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("belongs to order entry")
  Q_PROPERTY(QString search READ search WRITE setSearch NOTIFY changed)
  Q_PROPERTY(bool inStockOnly READ inStockOnly WRITE setInStockOnly NOTIFY changed)
  Q_PROPERTY(bool loading READ loading NOTIFY changed)
  /// Why there are no rows, or what went wrong; empty when all is well.
  Q_PROPERTY(QString notice READ notice NOTIFY changed)
  /// "availability from cache, at most 4 s old · 11 ms"
  Q_PROPERTY(QString report READ report NOTIFY changed)

 public:
  enum Role {
    kItemId = Qt::UserRole + 1,
    kName,       ///< "Jalapeño kettle chips 150 g"
    kBrand,      ///< "Ridgeway"
    kPrice,      ///< "€2.45"
    kAvailable,  ///< "147", "out"
    kTone,       ///< Bad when none, Warn below 10, else Neutral
    kSoonest,    ///< "6 min"
    kInBasket,   ///< int: units in the basket
  };

  /// @param inBasket  units of an item in the basket
  MenuModel(Client& client, std::function<int(std::int64_t)> inBasket, QObject* parent = nullptr);

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;
  bool canFetchMore(const QModelIndex& parent) const override;
  void fetchMore(const QModelIndex& parent) override;

  QString search() const { return QString::fromStdString(request_.search()); }
  void setSearch(const QString& search);
  bool inStockOnly() const { return request_.in_stock_only(); }
  void setInStockOnly(bool only);
  bool loading() const { return loading_; }
  QString notice() const { return notice_; }
  QString report() const { return report_; }

  /// Where from, by when and how new; reads the menu again when something of it changed.
  void setPlace(const v1::GeoPoint& position, int withinMinutes);
  void setFreshness(const std::string& readToken, bool fromPrimary);
  /// Reads the first page again.
  void read();
  void basketChanged();
  [[nodiscard]] const v1::MenuItem* itemAt(int row) const;

 signals:
  void changed();

 private:
  void readPage(const std::string& token);
  void arrived(const v1::GetMenuResponse& page, bool first);

  Client& client_;
  const std::function<int(std::int64_t)> inBasket_;
  v1::GetMenuRequest request_;
  std::vector<v1::MenuItem> items_;
  std::string nextToken_;
  int readNo_ = 0;
  bool loading_ = false;
  QString notice_;
  QString report_;
};

}  // namespace darkstore::console
