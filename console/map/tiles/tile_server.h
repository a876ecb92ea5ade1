#pragma once

#include <QHttpServer>
#include <QObject>
#include <QString>
#include <QTcpServer>
#include <QThread>
#include <QThreadPool>
#include <atomic>
#include <memory>

#include "console/map/tiles/tile_renderer.h"

namespace darkstore::console {

/// Serves the basemap's tiles over HTTP on a free port of the loopback, to this program's own map:
/// GET /<dark|light>/<z>/<x>/<y>.png. Answers come from a pool of two threads; the server has a thread of its
/// own, so the GUI thread does nothing for a tile.
class TileServer {
 public:
  /// Listens when this returns. @return kUnavailable when no port of the loopback can be had
  [[nodiscard]] static Result<std::unique_ptr<TileServer>> start(std::unique_ptr<Basemap> map);
  ~TileServer();
  TileServer(const TileServer&) = delete;
  TileServer& operator=(const TileServer&) = delete;

  [[nodiscard]] quint16 port() const { return port_; }
  /// No tile is being drawn. Any thread.
  [[nodiscard]] bool idle() const { return drawing_ == 0; }
  /// "http://127.0.0.1:PORT/dark/"
  [[nodiscard]] QString host(bool dark) const;

 private:
  explicit TileServer(std::unique_ptr<Basemap> map);
  void route();

  std::unique_ptr<Basemap> map_;
  std::atomic<int> drawing_ = 0;
  QThreadPool painters_;
  QThread thread_;
  std::unique_ptr<QHttpServer> http_;  ///< lives on thread_
  quint16 port_ = 0;
};

}  // namespace darkstore::console
