#pragma once

#include <QAbstractListModel>
#include <QtQmlIntegration>
#include <deque>
#include <functional>
#include <unordered_map>

#include "console/pages/entry/dc_directory.h"
#include "darkstore/v1/order.pb.h"

namespace darkstore::console {

/// Orders and refused attempts, newest first: pages of a query merged with what arrives live. While it is
/// held, rows that would push others down wait aside; rows that are shown are still brought up to date.
class OrderListModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("belongs to the orders' view model")
  /// Newer orders that wait aside.
  Q_PROPERTY(int waiting READ waiting NOTIFY waitingChanged)

 public:
  enum Role {
    kOrderId = Qt::UserRole + 1,
    kTime,      ///< "12:42:06"
    kShortId,   ///< "9K4T-20F7"
    kCustomer,  ///< "Beatriz Moura"
    kDc,        ///< "LIS-031"
    kMoreDcs,   ///< "+1 DC"; empty when there is one
    kLines,     ///< "4"
    kTotal,     ///< "€29.44"; "–" when refused
    kMs,        ///< "32", "< 1": time of the answer
    kPhase,     ///< an OrderPhase
    kPhaseText,
    kTone,
    kNote,      ///< "2 of 4 ice cream"
    kNoteTone,  ///< a Tone
  };
  static constexpr std::size_t kWaitingMax = 500;

  explicit OrderListModel(DcDirectory& directory, QObject* parent = nullptr);

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;
  bool canFetchMore(const QModelIndex& parent) const override;
  void fetchMore(const QModelIndex& parent) override;

  int waiting() const { return waitingCount_; }

  /// Another query.
  void restart();
  /// A page of the query. @param more  asks for the next page; null when this was the last
  void append(const google::protobuf::RepeatedPtrField<v1::OrderSummary>& page, std::function<void()> more);
  /// The first page read again: what is no longer on it or newer goes, so that the list stays bounded.
  void replaceAll(const google::protobuf::RepeatedPtrField<v1::OrderSummary>& page,
                  std::function<void()> more);
  /// Live news. @param fits  whether an order that is not shown yet belongs into the list
  void apply(const google::protobuf::RepeatedPtrField<v1::OrderSummary>& news, bool held,
             const std::function<bool(const v1::OrderSummary&)>& fits);
  /// Puts in what waits. @return false when more came than was kept: read the first page again instead
  [[nodiscard]] bool release();

  const v1::OrderSummary* find(const std::string& orderId) const;
  Q_INVOKABLE QString idAt(int row) const;

 signals:
  void waitingChanged();
  /// An order that is shown changed.
  void orderChanged(const QString& orderId);

 private:
  bool update(const v1::OrderSummary& order);
  void insert(const v1::OrderSummary& order);
  void reindex(std::size_t from);
  void setWaiting(int count);

  DcDirectory& directory_;
  std::deque<v1::OrderSummary> rows_;
  std::unordered_map<std::string, std::size_t> byId_;
  std::deque<v1::OrderSummary> waiting_;  // oldest first, at most kWaitingMax
  int waitingCount_ = 0;
  std::function<void()> more_;
};

}  // namespace darkstore::console
