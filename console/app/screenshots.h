#pragma once

#include <QObject>
#include <QQuickWindow>
#include <QTimer>
#include <functional>
#include <vector>

#include "console/app/shell.h"

namespace darkstore::console {

/// Shows every page in turn and saves what it looks like: network.png, network-city.png, reach.png,
/// inventory.png, orders.png, order-entry.png (for which an order is placed). Each is taken when its data are
/// there and the map's tiles have come. What does not come within its time is said on stderr and left out.
class Screenshots : public QObject {
  Q_OBJECT

 public:
  /// @param tiles  null when there is no basemap
  Screenshots(QQuickWindow& window, Shell& shell, const TileServer* tiles, QString folder,
              QObject* parent = nullptr);

  void start();

 signals:
  /// @param whole  every picture was saved
  void finished(bool whole);

 private:
  struct Step {
    QString name;                 ///< of the file, without .png; empty: only a step on the way
    std::function<void()> show;   ///< brings it on the screen
    std::function<bool()> ready;  ///< its data are there
  };

  void tick();
  void save(const Step& step);
  [[nodiscard]] std::vector<Step> steps();
  void addNetwork(std::vector<Step>& steps);
  void addOrders(std::vector<Step>& steps);
  void next();
  [[nodiscard]] int pictureDc() const;

  QQuickWindow& window_;
  Shell& shell_;
  const TileServer* tiles_;
  QString folder_;
  std::vector<Step> steps_;
  std::size_t at_ = 0;
  bool shown_ = false;
  int ticksWaited_ = 0;
  int ticksQuiet_ = 0;
  bool whole_ = true;
  QTimer timer_;
};

}  // namespace darkstore::console
