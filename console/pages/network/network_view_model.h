#pragma once

#include <QObject>
#include <QTimer>
#include <QtQmlIntegration>
#include <deque>
#include <memory>
#include <optional>

#include "console/client/client.h"
#include "console/pages/network/dc_detail.h"
#include "console/pages/network/dc_table_model.h"
#include "console/pages/network/network_directory.h"
#include "console/pages/network/network_figures.h"
#include "console/pages/network/reach_tool.h"
#include "console/pages/network/region_model.h"

namespace darkstore::console {

/// The network page: all DCs, live. Lists them once, follows the frames, lists again when the stream begins
/// anew.
class NetworkViewModel : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("made by the application")
  Q_PROPERTY(darkstore::console::LiveState* live READ live CONSTANT)
  Q_PROPERTY(darkstore::console::NetworkDirectory* directory READ directory CONSTANT)
  Q_PROPERTY(darkstore::console::MarkerSet* markers READ markers CONSTANT)
  Q_PROPERTY(darkstore::console::NetworkFigures* figures READ figures CONSTANT)
  Q_PROPERTY(darkstore::console::RegionModel* regions READ regions CONSTANT)
  Q_PROPERTY(darkstore::console::DcTableModel* table READ table CONSTANT)
  Q_PROPERTY(darkstore::console::DcDetail* detail READ detail CONSTANT)
  Q_PROPERTY(darkstore::console::ReachTool* reach READ reach CONSTANT)
  /// "10,000 DCs · 21 regions"
  Q_PROPERTY(QString subtitle READ subtitle NOTIFY listedChanged)
  /// No DC is known yet.
  Q_PROPERTY(bool loading READ loading NOTIFY listedChanged)
  /// Why the DCs could not be listed; empty when they could.
  Q_PROPERTY(QString problem READ problem NOTIFY listedChanged)
  /// Frames have come and every DC is known.
  Q_PROPERTY(bool ready READ ready NOTIFY readyChanged)
  /// Orders are not drawn as they come.
  Q_PROPERTY(bool paused READ paused WRITE setPaused NOTIFY pausedChanged)
  /// Legend: how many DCs are in each state.
  Q_PROPERTY(QString healthyText READ healthyText NOTIFY countsChanged)
  Q_PROPERTY(QString strainedText READ strainedText NOTIFY countsChanged)
  Q_PROPERTY(QString contendedText READ contendedText NOTIFY countsChanged)
  Q_PROPERTY(QString offlineText READ offlineText NOTIFY countsChanged)

 public:
  explicit NetworkViewModel(Client& client, QObject* parent = nullptr);

  LiveState* live() { return client_.liveState(); }
  NetworkDirectory* directory() { return &directory_; }
  MarkerSet* markers() { return directory_.markers(); }
  NetworkFigures* figures() { return &figures_; }
  RegionModel* regions() { return &regions_; }
  DcTableModel* table() { return &table_; }
  DcDetail* detail() { return &detail_; }
  ReachTool* reach() { return &reach_; }
  QString subtitle() const;
  bool loading() const { return directory_.count() == 0 && problem_.isEmpty(); }
  QString problem() const { return problem_; }
  bool ready() const { return framed_ && directory_.count() > 0; }
  bool paused() const { return paused_; }
  void setPaused(bool paused);
  QString healthyText();
  QString strainedText();
  QString contendedText();
  QString offlineText();

  /// Opens the detail of a DC; 0 closes it.
  Q_INVOKABLE void choose(int dcId);
  /// Lists DCs and regions again.
  Q_INVOKABLE void list();

  /// Takes a frame. @param first  it begins a stream
  void apply(const v1::NetworkFrame& frame, bool first);

 signals:
  void listedChanged();
  void readyChanged();
  void pausedChanged();
  void countsChanged();
  /// An order came; spread over the time between two frames.
  void pulsed(int dcId, bool refused);

 private:
  void received(const Update<v1::NetworkFrame>& update);
  void listRegions();
  void listDcs();
  void pulse();

  Client& client_;
  NetworkDirectory directory_;
  NetworkFigures figures_;
  RegionModel regions_;
  DcTableModel table_;
  DcDetail detail_;
  ReachTool reach_;
  QString problem_;
  bool listing_ = false;
  bool framed_ = false;
  bool paused_ = false;
  std::optional<v1::NetworkFrame> whole_;  // health of the last first frame, until DCs are listed
  std::deque<v1::OrderPulse> pulses_;
  QTimer pulsing_;
  std::unique_ptr<Client::Subscription> watch_;  // last: no frame comes to a half-gone page
};

}  // namespace darkstore::console
