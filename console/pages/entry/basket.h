#pragma once

#include <QAbstractListModel>
#include <QtQmlIntegration>
#include <optional>
#include <vector>

#include "darkstore/v1/availability.pb.h"
#include "shared/money.h"

namespace darkstore::console {

/// What is about to be ordered: 1..100 lines, an item once, 1..1,000 units each.
class Basket : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("belongs to order entry")
  Q_PROPERTY(int lines READ lines NOTIFY changed)
  /// "10 units · 4 lines"
  Q_PROPERTY(QString summary READ summary NOTIFY changed)
  /// "€41.24"; empty while the basket is.
  Q_PROPERTY(QString totalText READ totalText NOTIFY changed)

 public:
  enum Role {
    kItemId = Qt::UserRole + 1,
    kName,       ///< "Vanilla ice cream 900 ml"
    kQuantity,   ///< int
    kEach,       ///< "€5.90"
    kLine,       ///< "€23.60"
    kAvailable,  ///< "6, one DC"
    kTone,       ///< Warn when fewer are available than wanted, Bad when none
  };
  static constexpr int kLinesMax = 100;
  static constexpr int kQuantityMax = 1'000;

  using QAbstractListModel::QAbstractListModel;

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;

  int lines() const { return rowCount(); }
  QString summary() const;
  QString totalText() const;
  /// Absent when a line's currency is unknown or they differ.
  [[nodiscard]] std::optional<Money> total() const;
  [[nodiscard]] int quantityOf(std::int64_t itemId) const;
  [[nodiscard]] QString nameOf(std::int64_t itemId) const;
  [[nodiscard]] std::vector<std::int64_t> itemIds() const;
  void fill(google::protobuf::RepeatedPtrField<v1::Line>& lines) const;

  /// Sets the quantity of an item: 0 takes it out. A new line beyond the hundredth is refused. @return
  /// whether it was set
  bool set(const v1::MenuItem& item, int quantity);
  /// Newer prices and availability of items that are in the basket.
  void update(const google::protobuf::RepeatedPtrField<v1::MenuItem>& items);
  Q_INVOKABLE void setQuantity(int row, int quantity);
  Q_INVOKABLE void clear();

 signals:
  /// Lines, quantities or prices changed.
  void changed();
  /// What would be ordered changed.
  void orderChanged();

 private:
  struct Row {
    v1::MenuItem item;
    int quantity = 1;
  };
  int rowOf(std::int64_t itemId) const;
  void remove(int row);

  std::vector<Row> rows_;
};

/// "Vanilla ice cream 900 ml"
[[nodiscard]] QString menuName(const v1::MenuItem& item);

}  // namespace darkstore::console
