#pragma once

#include <QObject>
#include <QTimer>
#include <QtQmlIntegration>

#include "console/client/client.h"
#include "console/pages/entry/basket.h"
#include "console/pages/entry/customer_search.h"
#include "console/pages/entry/dc_directory.h"
#include "console/pages/entry/entry_rows.h"
#include "console/pages/entry/menu_model.h"
#include "console/pages/entry/place_attempt.h"
#include "console/pages/entry/place_search.h"
#include "darkstore/v1/nearby.pb.h"

namespace darkstore::console {

/// An order placed by hand: where and for whom, what, the plan on the cached view, and the outcome on locked
/// rows.
class OrderEntry : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by the application")
  Q_PROPERTY(darkstore::console::LiveState* live READ live CONSTANT)
  Q_PROPERTY(darkstore::console::PlaceSearch* places READ places CONSTANT)
  Q_PROPERTY(darkstore::console::CustomerSearch* customers READ customers CONSTANT)
  Q_PROPERTY(darkstore::console::MenuModel* menu READ menu CONSTANT)
  Q_PROPERTY(darkstore::console::Basket* basket READ basket CONSTANT)
  // Where
  Q_PROPERTY(bool hasPosition READ hasPosition NOTIFY reachChanged)
  Q_PROPERTY(double latitude READ latitude NOTIFY reachChanged)
  Q_PROPERTY(double longitude READ longitude NOTIFY reachChanged)
  /// "38.7069, −9.1593"
  Q_PROPERTY(QString positionText READ positionText NOTIFY reachChanged)
  /// 0: the promise; else 10, 15, 20 or 30 minutes.
  Q_PROPERTY(int within READ within WRITE setWithin NOTIFY reachChanged)
  Q_PROPERTY(bool finding READ finding NOTIFY reachChanged)
  /// DCs that serve the point, soonest first; and the nearest that do not.
  Q_PROPERTY(QList<darkstore::console::ReachRow> reach READ reach NOTIFY reachChanged)
  Q_PROPERTY(QList<darkstore::console::ReachRow> others READ others NOTIFY reachChanged)
  Q_PROPERTY(QList<int> reachIds READ reachIds NOTIFY reachChanged)
  /// "10,000 → 55 → 5 → 4"
  Q_PROPERTY(QString funnel READ funnel NOTIFY reachChanged)
  /// "4 DCs within 20 min", or what went wrong.
  Q_PROPERTY(QString reachText READ reachText NOTIFY reachChanged)
  Q_PROPERTY(bool reachFailed READ reachFailed NOTIFY reachChanged)
  // Policy
  Q_PROPERTY(bool maySplit READ maySplit WRITE setMaySplit NOTIFY policyChanged)
  Q_PROPERTY(bool mayBePartial READ mayBePartial WRITE setMayBePartial NOTIFY policyChanged)
  Q_PROPERTY(bool fromPrimary READ fromPrimary WRITE setFromPrimary NOTIFY policyChanged)
  // Plan
  Q_PROPERTY(bool planning READ planning NOTIFY planChanged)
  Q_PROPERTY(QList<darkstore::console::PlannedPart> plan READ plan NOTIFY planChanged)
  /// "2 fulfilments, all 4 lines"
  Q_PROPERTY(QString planTitle READ planTitle NOTIFY planChanged)
  /// What is short, or why the order would be refused.
  Q_PROPERTY(QString planWarning READ planWarning NOTIFY planChanged)
  /// "on a view 9 s old"
  Q_PROPERTY(QString viewAge READ viewAge NOTIFY planChanged)
  Q_PROPERTY(QString planTotal READ planTotal NOTIFY planChanged)
  // Placing
  /// What is still missing before the order can be placed; empty when nothing is.
  Q_PROPERTY(QString missing READ missing NOTIFY attemptChanged)
  Q_PROPERTY(bool sending READ sending NOTIFY attemptChanged)
  Q_PROPERTY(bool frozen READ frozen NOTIFY attemptChanged)
  Q_PROPERTY(bool unknown READ unknown NOTIFY attemptChanged)
  Q_PROPERTY(bool settled READ settled NOTIFY attemptChanged)
  Q_PROPERTY(QString keyText READ keyText NOTIFY attemptChanged)
  /// The outcome: a Tone, "Accepted in part: 8 of 10 units", "Order 9K4T-20F7 at 12:42:06 · answered in 32.4
  /// ms".
  Q_PROPERTY(int outcomeTone READ outcomeTone NOTIFY attemptChanged)
  Q_PROPERTY(QString outcomeTitle READ outcomeTitle NOTIFY attemptChanged)
  Q_PROPERTY(QString outcomeText READ outcomeText NOTIFY attemptChanged)
  Q_PROPERTY(QList<darkstore::console::OutcomeRow> outcome READ outcome NOTIFY attemptChanged)
  Q_PROPERTY(QList<darkstore::console::TimePart> timing READ timing NOTIFY attemptChanged)
  Q_PROPERTY(QString timingTotal READ timingTotal NOTIFY attemptChanged)
  /// "Charged €29.44, not charged €11.80"
  Q_PROPERTY(QString charged READ charged NOTIFY attemptChanged)
  /// Of the placed order; empty when there is none.
  Q_PROPERTY(QString orderId READ orderId NOTIFY attemptChanged)
  Q_PROPERTY(bool cancellable READ cancellable NOTIFY attemptChanged)

 public:
  OrderEntry(Client& client, DcDirectory& directory, QObject* parent = nullptr);

  LiveState* live() { return client_.liveState(); }
  PlaceSearch* places() { return &places_; }
  CustomerSearch* customers() { return &customers_; }
  MenuModel* menu() { return &menu_; }
  Basket* basket() { return &basket_; }
  bool hasPosition() const { return hasPosition_; }
  double latitude() const { return position_.latitude(); }
  double longitude() const { return position_.longitude(); }
  QString positionText() const;
  int within() const { return within_; }
  void setWithin(int minutes);
  bool finding() const { return finding_; }
  QList<ReachRow> reach() const { return reach_; }
  QList<ReachRow> others() const { return others_; }
  QList<int> reachIds() const;
  QString funnel() const { return funnel_; }
  QString reachText() const;
  bool reachFailed() const { return !reachProblem_.isEmpty(); }
  bool maySplit() const { return maySplit_; }
  void setMaySplit(bool may);
  bool mayBePartial() const { return mayBePartial_; }
  void setMayBePartial(bool may);
  bool fromPrimary() const { return fromPrimary_; }
  void setFromPrimary(bool from);
  bool planning() const { return planning_; }
  QList<PlannedPart> plan() const { return plan_; }
  QString planTitle() const;
  QString planWarning() const;
  QString viewAge() const;
  QString planTotal() const;
  QString missing() const;
  bool sending() const { return attempt_.state() == PlaceAttempt::kSending; }
  bool frozen() const { return attempt_.frozen(); }
  bool unknown() const { return attempt_.state() == PlaceAttempt::kUnknown; }
  bool settled() const { return attempt_.state() == PlaceAttempt::kSettled; }
  QString keyText() const;
  int outcomeTone() const;
  QString outcomeTitle() const;
  QString outcomeText() const;
  QList<OutcomeRow> outcome() const;
  QList<TimePart> timing() const;
  QString timingTotal() const;
  QString charged() const;
  QString orderId() const;
  bool cancellable() const;

  /// Where the order goes. Ignored while what was sent is not settled.
  Q_INVOKABLE void setPosition(double latitude, double longitude);
  Q_INVOKABLE void add(int menuRow);
  Q_INVOKABLE void setMenuQuantity(int menuRow, int quantity);
  Q_INVOKABLE void place();
  Q_INVOKABLE void ask() { attempt_.ask(); }
  Q_INVOKABLE void abandon() { attempt_.abandon(); }
  /// Starts another order at the same place for the same customer.
  Q_INVOKABLE void another();
  Q_INVOKABLE void cancelOrder();
  /// The page is shown: reads what it needs.
  Q_INVOKABLE void start();

 signals:
  void reachChanged();
  void policyChanged();
  void planChanged();
  void attemptChanged();
  void failed(const QString& why);

 private:
  void findReach();
  void bodyChanged();
  void planSoon();
  void readPlan();
  void readBasket();
  void attempted();
  const v1::PlaceOrderResponse& response() const { return attempt_.response(); }
  int seenByPlan(std::int64_t itemId) const;

  Client& client_;
  DcDirectory& directory_;
  PlaceSearch places_;
  CustomerSearch customers_;
  Basket basket_;
  MenuModel menu_;
  PlaceAttempt attempt_;
  QTimer planTimer_;
  bool hasPosition_ = false;
  v1::GeoPoint position_;
  int within_ = 0;
  bool finding_ = false;
  int findNo_ = 0;
  QList<ReachRow> reach_;
  QList<ReachRow> others_;
  QString funnel_;
  QString reachProblem_;
  std::string region_;
  bool maySplit_ = true;
  bool mayBePartial_ = true;
  bool fromPrimary_ = false;
  bool planning_ = false;
  int planNo_ = 0;
  QList<PlannedPart> plan_;
  v1::PlanOrderResponse planned_;
  QString planProblem_;
  v1::PlanOrderResponse plannedAtPress_;  // what the outcome is held against
  bool cancelling_ = false;
};

}  // namespace darkstore::console
