#pragma once

#include <QList>
#include <QObject>
#include <QStringList>
#include <QtQmlIntegration>

#include "console/client/client.h"
#include "console/pages/network/network_directory.h"
#include "console/pages/network/network_rows.h"
#include "console/pages/network/reach_model.h"
#include "darkstore/v1/availability.pb.h"

namespace darkstore::console {

/// Who can serve a point: the funnel that finds out, its candidates, and what the point can buy.
class ReachTool : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("belongs to the page's view model")
  /// The tool is open: the map shows a reach instead of the network.
  Q_PROPERTY(bool active READ active WRITE setActive NOTIFY activeChanged)
  Q_PROPERTY(bool hasPoint READ hasPoint NOTIFY pointChanged)
  Q_PROPERTY(double latitude READ latitude NOTIFY pointChanged)
  Q_PROPERTY(double longitude READ longitude NOTIFY pointChanged)
  /// "near Estrela, Lisboa"
  Q_PROPERTY(QString place READ place NOTIFY pointChanged)
  /// Minutes that one may choose between, as text, and which is chosen.
  Q_PROPERTY(QStringList withinTexts READ withinTexts CONSTANT)
  Q_PROPERTY(int within READ within WRITE setWithin NOTIFY questionChanged)
  /// 0 now, 1 at 18:00 of the point's own day.
  Q_PROPERTY(int leave READ leave WRITE setLeave NOTIFY questionChanged)
  Q_PROPERTY(bool busy READ busy NOTIFY changed)
  Q_PROPERTY(bool answered READ answered NOTIFY changed)
  Q_PROPERTY(QString problem READ problem NOTIFY changed)
  /// "4 DCs can serve this point"
  Q_PROPERTY(QString title READ title NOTIFY changed)
  Q_PROPERTY(QString subtitle READ subtitle NOTIFY changed)
  Q_PROPERTY(QList<darkstore::console::FunnelRow> funnel READ funnel NOTIFY changed)
  /// The table's contents: "Result 4", "Haversine 5", .. and which is shown.
  Q_PROPERTY(QStringList stepTexts READ stepTexts NOTIFY changed)
  Q_PROPERTY(int step READ step WRITE setStep NOTIFY changed)
  Q_PROPERTY(darkstore::console::ReachModel* candidates READ candidates CONSTANT)
  /// For the map: all considered, those whose travel time was asked, and the radius of both rounds in metres.
  Q_PROPERTY(QList<int> candidateIds READ candidateIds NOTIFY changed)
  Q_PROPERTY(QList<darkstore::console::ReachPinRow> pins READ pins NOTIFY changed)
  Q_PROPERTY(double nearestM READ nearestM NOTIFY changed)
  Q_PROPERTY(double consideredM READ consideredM NOTIFY changed)
  Q_PROPERTY(QString nearestText READ nearestText NOTIFY changed)
  Q_PROPERTY(QString consideredText READ consideredText NOTIFY changed)
  /// What the point can buy: heads of the DCs' columns ("031 · 6′") and the first items.
  Q_PROPERTY(QStringList menuHeads READ menuHeads NOTIFY changed)
  Q_PROPERTY(QList<darkstore::console::MenuRow> menu READ menu NOTIFY changed)
  Q_PROPERTY(QString menuNote READ menuNote NOTIFY changed)

 public:
  ReachTool(Client& client, NetworkDirectory& directory, QObject* parent = nullptr);

  bool active() const { return active_; }
  void setActive(bool active);
  bool hasPoint() const { return hasPoint_; }
  double latitude() const { return latitude_; }
  double longitude() const { return longitude_; }
  QString place() const;
  QStringList withinTexts() const;
  int within() const { return within_; }
  void setWithin(int within);
  int leave() const { return leave_; }
  void setLeave(int leave);
  bool busy() const { return busy_; }
  bool answered() const { return answered_; }
  QString problem() const { return problem_; }
  QString title() const;
  QString subtitle() const;
  QList<FunnelRow> funnel() const;
  QStringList stepTexts() const;
  int step() const { return step_; }
  void setStep(int step);
  ReachModel* candidates() { return &candidates_; }
  QList<int> candidateIds() const;
  QList<ReachPinRow> pins() const;
  double nearestM() const;
  double consideredM() const;
  QString nearestText() const;
  QString consideredText() const;
  QStringList menuHeads() const;
  QList<MenuRow> menu() const;
  QString menuNote() const;

  /// Opens the tool at a point.
  Q_INVOKABLE void ask(double latitude, double longitude);

  /// Takes the answers for the point that was asked last.
  void applyReach(const v1::FindReachResponse& answer, double tookMs);
  void applyMenu(const v1::GetMenuResponse& answer);

 signals:
  void activeChanged();
  void pointChanged();
  void questionChanged();
  void changed();

 private:
  void find();
  void findMenu(int no);
  void fill();
  [[nodiscard]] int minutes() const;
  [[nodiscard]] qint64 departAtMs() const;
  [[nodiscard]] int countAfter(ReachStep step) const;

  Client& client_;
  NetworkDirectory& directory_;
  bool active_ = false;
  bool hasPoint_ = false;
  double latitude_ = 0;
  double longitude_ = 0;
  int within_ = 2;
  int leave_ = 0;
  int no_ = 0;  // of the question; answers to older ones are dropped
  bool busy_ = false;
  bool answered_ = false;
  QString problem_;
  int step_ = 0;
  double tookMs_ = 0;
  v1::FindReachResponse reach_;
  v1::GetMenuResponse menu_;
  ReachModel candidates_;
};

}  // namespace darkstore::console
