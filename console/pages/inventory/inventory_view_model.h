#pragma once

#include <QObject>
#include <QTimer>
#include <QtQmlIntegration>
#include <memory>
#include <unordered_map>
#include <vector>

#include "console/client/client.h"
#include "console/pages/inventory/dc_chooser.h"
#include "console/pages/inventory/shelf_item.h"
#include "console/pages/inventory/shelf_model.h"
#include "console/pages/inventory/stock_draft.h"

namespace darkstore::console {

/// The inventory page: one DC's shelf, live. Lists by query, watches the DC, and puts changes into the rows.
class InventoryViewModel : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by the application")
  Q_PROPERTY(darkstore::console::LiveState* live READ live CONSTANT)
  Q_PROPERTY(darkstore::console::DcChooser* chooser READ chooser CONSTANT)
  Q_PROPERTY(darkstore::console::ShelfModel* shelf READ shelf CONSTANT)
  Q_PROPERTY(darkstore::console::ShelfItem* item READ item CONSTANT)
  Q_PROPERTY(darkstore::console::StockDraft* draft READ draft CONSTANT)
  /// 0: no DC is chosen.
  Q_PROPERTY(int dcId READ dcId NOTIFY dcChanged)
  Q_PROPERTY(QString dcCode READ dcCode NOTIFY dcChanged)
  Q_PROPERTY(QString dcName READ dcName NOTIFY dcChanged)
  /// A Health of the controls, and as a word.
  Q_PROPERTY(int health READ health NOTIFY dcChanged)
  Q_PROPERTY(QString healthText READ healthText NOTIFY dcChanged)
  /// Counts of the whole DC, formatted; empty before they are known.
  Q_PROPERTY(QString rowCount READ rowCount NOTIFY countsChanged)
  Q_PROPERTY(QString lowCount READ lowCount NOTIFY countsChanged)
  Q_PROPERTY(QString outCount READ outCount NOTIFY countsChanged)
  /// The query. `filter`: 0 all, 1 low, 2 out; `mode`: -1 any, else a LockMode; `sortKey`: "item", "quantity"
  /// (fewest first) or "change" (last changed first).
  Q_PROPERTY(QString search READ search WRITE setSearch NOTIFY queryChanged)
  Q_PROPERTY(int filter READ filter WRITE setFilter NOTIFY queryChanged)
  Q_PROPERTY(int mode READ mode WRITE setMode NOTIFY queryChanged)
  Q_PROPERTY(QString sortKey READ sortKey WRITE setSortKey NOTIFY queryChanged)
  /// The first page of the query has not come yet.
  Q_PROPERTY(bool loading READ loading NOTIFY stateChanged)
  /// The query matches nothing: what to say about it.
  Q_PROPERTY(bool empty READ empty NOTIFY stateChanged)
  Q_PROPERTY(QString emptyTitle READ emptyTitle NOTIFY stateChanged)
  Q_PROPERTY(QString emptyText READ emptyText NOTIFY stateChanged)
  /// There are no rows to keep, for the shelf could not be read.
  Q_PROPERTY(bool unreadable READ unreadable NOTIFY stateChanged)
  /// Why the shelf could not be read; empty when it could.
  Q_PROPERTY(QString problem READ problem NOTIFY stateChanged)
  /// "Rows 1–21 of 9,846 · sorted by quantity" and "2 rows would move".
  Q_PROPERTY(QString rangeText READ rangeText NOTIFY footChanged)
  Q_PROPERTY(QString movedText READ movedText NOTIFY footChanged)
  /// "86 changes/s here" of the last seconds.
  Q_PROPERTY(QString rateText READ rateText NOTIFY footChanged)
  Q_PROPERTY(bool undoing READ undoing NOTIFY undoChanged)

 public:
  explicit InventoryViewModel(Client& client, QObject* parent = nullptr);

  LiveState* live() { return client_.liveState(); }
  DcChooser* chooser() { return &chooser_; }
  ShelfModel* shelf() { return &shelf_; }
  ShelfItem* item() { return &item_; }
  StockDraft* draft() { return &draft_; }
  int dcId() const { return dcId_; }
  QString dcCode() const { return QString::fromStdString(dc_.code()); }
  QString dcName() const { return QString::fromStdString(dc_.name()); }
  int health() const { return healthOf(dc_.health()); }
  QString healthText() const;
  QString rowCount() const;
  QString lowCount() const;
  QString outCount() const;
  QString search() const { return search_; }
  void setSearch(const QString& search);
  int filter() const { return filter_; }
  void setFilter(int filter);
  int mode() const { return mode_; }
  void setMode(int mode);
  QString sortKey() const;
  void setSortKey(const QString& key);
  bool loading() const { return loading_; }
  bool empty() const { return !loading_ && dcId_ != 0 && problem_.isEmpty() && shelf_.rowCount() == 0; }
  bool unreadable() const { return !loading_ && !problem_.isEmpty() && shelf_.rowCount() == 0; }
  QString emptyTitle() const;
  QString emptyText() const;
  QString problem() const { return problem_; }
  QString rangeText() const;
  QString movedText() const;
  QString rateText() const;
  bool undoing() const { return undoLeft_ > 0; }

  /// Shows a DC's shelf. @param itemId  opens this row's detail too; 0 none
  Q_INVOKABLE void openDc(int dcId, qint64 itemId = 0);
  /// The page is shown for the first time: opens the first DC when none was chosen.
  Q_INVOKABLE void openSome();
  Q_INVOKABLE void openItem(qint64 itemId);
  Q_INVOKABLE void closeItem() { item_.hide(); }
  Q_INVOKABLE void clearFilters();
  /// Reads the list again in its present order.
  Q_INVOKABLE void reload();
  /// Opens a draft over the ticked rows, or else the row in detail. @param kind  a StockDraft.Kind
  Q_INVOKABLE void begin(int kind);
  /// Opens a flip of one row to a mode.
  Q_INVOKABLE void beginFlip(qint64 itemId, int mode);
  /// The rows in view, for the foot and for reading them again.
  Q_INVOKABLE void setView(int first, int last);
  /// Takes back what was done last.
  Q_INVOKABLE void undo();

 signals:
  void dcChanged();
  void countsChanged();
  void queryChanged();
  void stateChanged();
  void footChanged();
  void undoChanged();
  /// Something was done that can be taken back; empty when nothing can any more.
  void undoOffered(const QString& what);
  /// Something that was tried outside a draft failed.
  void failed(const QString& why);

 private:
  void query();
  v1::ListInventoryRequest request() const;
  void list(const std::string& pageToken);
  void listed(const v1::ListInventoryResponse& response);
  void watch();
  void received(const Update<v1::InventoryChanges>& update);
  void readAgain(const std::vector<std::int64_t>& items);
  void readNew(const google::protobuf::RepeatedPtrField<v1::InventoryChange>& changes);
  void readDc();
  void readRegions();
  QString currency() const;

  Client& client_;
  DcChooser chooser_;
  ShelfModel shelf_;
  ShelfItem item_;
  StockDraft draft_;
  std::unique_ptr<Client::Subscription> watch_;
  QTimer refresh_;
  std::unordered_map<int, QString> currencies_;                   // by region
  std::unordered_map<std::int64_t, v1::InventoryChange> missed_;  // came while a page was under way
  int dcId_ = 0;
  qint64 itemToOpen_ = 0;
  v1::Dc dc_;
  v1::StockHealth stock_;
  bool counted_ = false;
  QString search_;
  int filter_ = 0;
  int mode_ = -1;
  int sort_ = ShelfModel::kByItem;
  int matching_ = 0;
  int queryNo_ = 0;
  int listsUnderWay_ = 0;
  bool loading_ = false;
  QString problem_;
  int first_ = 0;
  int last_ = -1;
  std::vector<std::pair<std::int64_t, int>> rate_;  // changes by arrival, of the last 5 s
  std::vector<StockChange> undo_;
  int undoLeft_ = 0;
  QString undoProblem_;
};

}  // namespace darkstore::console
