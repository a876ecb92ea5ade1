#pragma once

#include <QObject>
#include <QStringList>
#include <QTimer>
#include <QtQmlIntegration>
#include <memory>

#include "console/client/client.h"
#include "console/pages/entry/order_entry.h"
#include "console/pages/orders/order_detail.h"
#include "console/pages/orders/order_list_model.h"

namespace darkstore::console {

/// The orders page: the live list, one order in detail, and order entry.
class OrdersViewModel : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by the application")
  Q_PROPERTY(darkstore::console::LiveState* live READ live CONSTANT)
  Q_PROPERTY(darkstore::console::OrderListModel* orders READ orders CONSTANT)
  Q_PROPERTY(darkstore::console::OrderDetail* detail READ detail CONSTANT)
  Q_PROPERTY(darkstore::console::OrderEntry* entry READ entry CONSTANT)
  Q_PROPERTY(QString search READ search WRITE setSearch NOTIFY queryChanged)
  /// As the contract's OrderFilter: 0 all, 1 open, 2 in part, 3 refused, 4 split, 5 done.
  Q_PROPERTY(int filter READ filter WRITE setFilter NOTIFY queryChanged)
  /// "All regions" and the regions' names; 0 is all.
  Q_PROPERTY(QStringList regions READ regions NOTIFY regionsChanged)
  Q_PROPERTY(int region READ region WRITE setRegion NOTIFY queryChanged)
  /// The operator wants the list to stand still.
  Q_PROPERTY(bool paused READ paused WRITE setPaused NOTIFY heldChanged)
  /// The pointer is over the list, or it is scrolled: nothing may move under it.
  Q_PROPERTY(bool touched READ touched WRITE setTouched NOTIFY heldChanged)
  /// "1,186 newer orders since you selected a row"; empty when none wait.
  Q_PROPERTY(QString newerText READ newerText NOTIFY newerChanged)
  Q_PROPERTY(bool loading READ loading NOTIFY stateChanged)
  Q_PROPERTY(bool empty READ empty NOTIFY stateChanged)
  Q_PROPERTY(bool unreadable READ unreadable NOTIFY stateChanged)
  Q_PROPERTY(QString problem READ problem NOTIFY stateChanged)
  /// Shards that did not answer, whose orders are missing here; empty when all did.
  Q_PROPERTY(QString missing READ missing NOTIFY stateChanged)
  Q_PROPERTY(QString emptyTitle READ emptyTitle NOTIFY stateChanged)
  /// "50 orders · found in 38 ms" and "2,914 orders/s, a sample is drawn".
  Q_PROPERTY(QString countText READ countText NOTIFY stateChanged)
  Q_PROPERTY(QString rateText READ rateText NOTIFY rateChanged)

 public:
  OrdersViewModel(Client& client, DcDirectory& directory, QObject* parent = nullptr);

  LiveState* live() { return client_.liveState(); }
  OrderListModel* orders() { return &orders_; }
  OrderDetail* detail() { return &detail_; }
  OrderEntry* entry() { return &entry_; }
  QString search() const { return QString::fromStdString(request_.search()); }
  void setSearch(const QString& search);
  int filter() const { return request_.filter(); }
  void setFilter(int filter);
  QStringList regions() const;
  int region() const { return region_; }
  void setRegion(int region);
  bool paused() const { return paused_; }
  void setPaused(bool paused);
  bool touched() const { return touched_; }
  void setTouched(bool touched);
  QString newerText() const;
  bool loading() const { return loading_; }
  bool empty() const { return !loading_ && problem_.isEmpty() && orders_.rowCount() == 0; }
  bool unreadable() const { return !loading_ && !problem_.isEmpty() && orders_.rowCount() == 0; }
  QString problem() const { return problem_; }
  QString missing() const { return missing_; }
  QString emptyTitle() const;
  QString countText() const;
  QString rateText() const;

  /// The page is shown: lists and watches from now on.
  Q_INVOKABLE void start();
  Q_INVOKABLE void reload();
  Q_INVOKABLE void clearFilters();
  Q_INVOKABLE void open(const QString& orderId);
  Q_INVOKABLE void close();
  /// Puts in the newer orders that wait.
  Q_INVOKABLE void showNewer();

 signals:
  void queryChanged();
  void regionsChanged();
  void heldChanged();
  void newerChanged();
  void stateChanged();
  void rateChanged();

 private:
  bool held() const { return paused_ || touched_ || detail_.shown(); }
  bool fits(const v1::OrderSummary& order) const;
  void query();
  // What a page is for: the next rows; the first rows again, heeding that the list may be held; or instead of
  // all.
  enum class Take { kAppend, kRefresh, kReplace };
  void list(const std::string& pageToken, Take take);
  void arrived(const v1::ListOrdersResponse& page, bool first, Take take);
  void received(const Update<v1::OrderEvents>& update);
  void letGo();

  Client& client_;
  DcDirectory& directory_;
  OrderListModel orders_;
  OrderDetail detail_;
  OrderEntry entry_;
  std::unique_ptr<Client::Subscription> watch_;
  v1::ListOrdersRequest request_;
  int region_ = 0;
  bool paused_ = false;
  bool touched_ = false;
  bool loading_ = false;
  int queryNo_ = 0;
  std::int64_t askedAtMs_ = 0;
  std::int64_t tookMs_ = 0;
  QString problem_;
  QString missing_;
  int seen_ = 0;
  int leftOut_ = 0;
  QTimer rateTimer_;
  double rate_ = 0;
  bool sampled_ = false;
};

}  // namespace darkstore::console
