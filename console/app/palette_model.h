#pragma once

#include <QAbstractListModel>
#include <QtQmlIntegration>
#include <vector>

#include "console/client/client.h"
#include "console/pages/network/network_directory.h"

namespace darkstore::console {

/// What Ctrl K finds: DCs of the directory at once, items and orders as the backend answers, and actions.
class PaletteModel : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("belongs to the shell")
  /// Answers are under way.
  Q_PROPERTY(bool busy READ busy NOTIFY busyChanged)
  /// "6 found"
  Q_PROPERTY(QString footnote READ footnote NOTIFY busyChanged)

 public:
  enum Role {
    kSection = Qt::UserRole + 1,
    kTitle,
    kText,     ///< beside the title, fainter
    kKeyHint,  ///< key that does the same
    kKind,     ///< a Kind; the view chooses the icon
    kMono,     ///< the title is a code
  };
  enum Kind { Dc, Item, Order, Action };
  Q_ENUM(Kind)

  /// What an action does; the shell carries it out.
  enum class Do { kNetwork, kInventory, kOrders, kReach, kPlaceOrder, kTheme, kReduceMotion, kKeys, kRetry };

  PaletteModel(Client& client, NetworkDirectory& directory, QObject* parent = nullptr);

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;

  bool busy() const { return waiting_ > 0; }
  QString footnote() const;

  /// Finds for a text; a leading ">" finds actions only.
  Q_INVOKABLE void query(const QString& text);
  /// Does what the row names, by one of the signals below.
  Q_INVOKABLE void choose(int row);

 signals:
  void busyChanged();
  void dcChosen(int dcId);
  void itemChosen(qint64 itemId);
  void orderChosen(const QString& orderId);
  void actionChosen(darkstore::console::PaletteModel::Do action);

 private:
  struct Entry {
    Kind kind = Action;
    QString title;
    QString text;
    QString keyHint;
    int dcId = 0;
    qint64 itemId = 0;
    QString orderId;
    Do action = Do::kNetwork;
  };

  void findDcs(const QString& text);
  void findItems(const QString& text);
  void findOrders(const QString& text);
  void findActions(const QString& text);
  /// Puts entries in where their section belongs.
  void insert(std::vector<Entry> entries);
  void answered();

  Client& client_;
  NetworkDirectory& directory_;
  std::vector<Entry> entries_;
  std::vector<Entry> actions_;
  int no_ = 0;
  int waiting_ = 0;
};

}  // namespace darkstore::console
