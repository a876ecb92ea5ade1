#pragma once

#include <QList>
#include <QObject>
#include <QTimer>
#include <QtQmlIntegration>

#include "console/client/client.h"
#include "console/pages/network/network_directory.h"
#include "console/pages/network/network_rows.h"

namespace darkstore::console {

/// The chosen DC: read when chosen and every two seconds while it is shown.
class DcDetail : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("belongs to the page's view model")
  /// 0: none is chosen.
  Q_PROPERTY(int dcId READ dcId NOTIFY chosenChanged)
  /// The detail is on the screen: only then it is read.
  Q_PROPERTY(bool shown READ shown WRITE setShown NOTIFY shownChanged)
  Q_PROPERTY(QString code READ code NOTIFY changed)
  Q_PROPERTY(QString title READ title NOTIFY changed)
  /// "LIS-014 Alcântara", for the map.
  Q_PROPERTY(QString tag READ tag NOTIFY changed)
  /// "DC 4127 · region iberia · shard emea"
  Q_PROPERTY(QString overline READ overline NOTIFY changed)
  Q_PROPERTY(int health READ health NOTIFY changed)
  Q_PROPERTY(QString healthText READ healthText NOTIFY changed)
  Q_PROPERTY(double latitude READ latitude NOTIFY changed)
  Q_PROPERTY(double longitude READ longitude NOTIFY changed)
  Q_PROPERTY(QString position READ position NOTIFY changed)
  Q_PROPERTY(int radiusM READ radiusM NOTIFY changed)
  Q_PROPERTY(QString radius READ radius NOTIFY changed)
  /// The first answer has not come yet; there are no figures.
  Q_PROPERTY(bool loading READ loading NOTIFY changed)
  /// Why it could not be read; empty when it could.
  Q_PROPERTY(QString problem READ problem NOTIFY changed)
  Q_PROPERTY(QString itemCount READ itemCount NOTIFY changed)
  Q_PROPERTY(QString inStock READ inStock NOTIFY changed)
  Q_PROPERTY(QString low READ low NOTIFY changed)
  Q_PROPERTY(QString out READ out NOTIFY changed)
  /// Shares of all items, 0..1.
  Q_PROPERTY(double inStockShare READ inStockShare NOTIFY changed)
  Q_PROPERTY(double lowShare READ lowShare NOTIFY changed)
  Q_PROPERTY(double outShare READ outShare NOTIFY changed)
  /// Orders of the last whole minute, and what is usual: the median of the hour.
  Q_PROPERTY(QString ordersNow READ ordersNow NOTIFY changed)
  Q_PROPERTY(QString ordersUsual READ ordersUsual NOTIFY changed)
  Q_PROPERTY(double usual READ usual NOTIFY changed)
  Q_PROPERTY(QList<qreal> ordersSeries READ ordersSeries NOTIFY changed)
  /// Top of the chart's scale: a little above the greatest value.
  Q_PROPERTY(double ordersTop READ ordersTop NOTIFY changed)
  Q_PROPERTY(QStringList timeLabels READ timeLabels NOTIFY changed)
  Q_PROPERTY(QString pessimisticRows READ pessimisticRows NOTIFY changed)
  Q_PROPERTY(QString optimisticRows READ optimisticRows NOTIFY changed)
  Q_PROPERTY(QList<darkstore::console::HotItemRow> hottest READ hottest NOTIFY changed)
  Q_PROPERTY(QList<darkstore::console::ShelfChangeRow> changes READ changes NOTIFY changed)

 public:
  DcDetail(Client& client, NetworkDirectory& directory, QObject* parent = nullptr);

  int dcId() const { return dcId_; }
  /// Shows another DC; 0 shows none.
  void choose(int dcId);
  bool shown() const { return shown_; }
  void setShown(bool shown);

  QString code() const { return QString::fromStdString(dc().code()); }
  QString title() const;
  QString tag() const;
  QString overline() const;
  int health() const { return healthKindOf(dc().health()); }
  QString healthText() const { return healthWord(healthKindOf(dc().health())); }
  double latitude() const { return dc().position().latitude(); }
  double longitude() const { return dc().position().longitude(); }
  QString position() const { return positionText(latitude(), longitude()); }
  int radiusM() const { return dc().radius_m(); }
  QString radius() const;
  bool loading() const { return dcId_ != 0 && !answer_.has_dc() && problem_.isEmpty(); }
  QString problem() const { return problem_; }
  QString itemCount() const;
  QString inStock() const;
  QString low() const;
  QString out() const;
  double inStockShare() const;
  double lowShare() const;
  double outShare() const;
  QString ordersNow() const;
  QString ordersUsual() const;
  double usual() const { return usual_; }
  QList<qreal> ordersSeries() const { return series_; }
  double ordersTop() const;
  QStringList timeLabels() const;
  QString pessimisticRows() const;
  QString optimisticRows() const;
  QList<HotItemRow> hottest() const { return hottest_; }
  QList<ShelfChangeRow> changes() const { return changes_; }

  /// Takes an answer for the chosen DC.
  void apply(const v1::GetDcResponse& answer);

 signals:
  void chosenChanged();
  void shownChanged();
  void changed();

 private:
  void read();
  [[nodiscard]] const v1::Dc& dc() const;

  Client& client_;
  NetworkDirectory& directory_;
  int dcId_ = 0;
  bool shown_ = false;
  bool asked_ = false;
  QTimer again_;
  v1::GetDcResponse answer_;
  qint64 answerAtMs_ = 0;
  QString problem_;
  double usual_ = 0;
  QList<qreal> series_;
  QList<HotItemRow> hottest_;
  QList<ShelfChangeRow> changes_;
};

/// "Received 24 × Volt cola zero 1.5 L", "Counted Oat drink: 18, −1 · I. Duarte"
[[nodiscard]] QString shelfChangeText(const v1::LedgerEntry& entry);

}  // namespace darkstore::console
