#include "console/map/tiles/tile_server.h"

#include <QBuffer>
#include <QHttpServerResponse>
#include <QtConcurrentRun>
#include <array>
#include <optional>

namespace darkstore::console {

namespace {

using Status = QHttpServerResponse::StatusCode;

QByteArray pngOf(const QImage& image) {
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  // 80: compressed quickly; it only travels through memory.
  image.save(&buffer, "PNG", 80);
  return bytes;
}

QHttpServerResponse answer(Basemap& map, TileId tile, bool dark) {
  const auto image = renderTile(map, tile, dark ? TilePalette::dark() : TilePalette::light());
  if (!image) {
    qWarning("tile %d/%d/%d: %s", tile.z, tile.x, tile.y, image.error().reason.c_str());
    return QHttpServerResponse(Status::InternalServerError);
  }
  return QHttpServerResponse("image/png", pngOf(*image));
}

/// "7.png" -> 7
std::optional<int> rowOf(const QString& file) {
  if (!file.endsWith(".png")) return std::nullopt;
  bool ok = false;
  const int row = file.chopped(4).toInt(&ok);
  return ok ? std::optional(row) : std::nullopt;
}

}  // namespace

TileServer::TileServer(std::unique_ptr<Basemap> map) : map_(std::move(map)) {
  painters_.setMaxThreadCount(2);
  painters_.setThreadPriority(QThread::LowPriority);
  thread_.setObjectName("tiles");
}

Result<std::unique_ptr<TileServer>> TileServer::start(std::unique_ptr<Basemap> map) {
  std::unique_ptr<TileServer> server(new TileServer(std::move(map)));
  auto socket = std::make_unique<QTcpServer>();
  if (!socket->listen(QHostAddress::LocalHost)) {
    return fail(ErrorKind::kUnavailable, "tiles", socket->errorString().toStdString());
  }
  server->port_ = socket->serverPort();
  server->http_ = std::make_unique<QHttpServer>();
  server->route();
  if (!server->http_->bind(socket.get()))
    return fail(ErrorKind::kUnavailable, "tiles", "the tile server cannot listen");
  static_cast<void>(socket.release());  // the HTTP server owns it now
  server->http_->moveToThread(&server->thread_);
  server->thread_.start();
  return server;
}

TileServer::~TileServer() {
  // The server ends on its own thread; then no new tile is begun, and those begun are waited for.
  if (thread_.isRunning()) {
    QMetaObject::invokeMethod(http_.get(), [this] { http_.reset(); }, Qt::BlockingQueuedConnection);
  }
  thread_.quit();
  thread_.wait();
  painters_.clear();
  painters_.waitForDone();
}

QString TileServer::host(bool dark) const {
  return QStringLiteral("http://127.0.0.1:%1/%2/")
      .arg(port_)
      .arg(dark ? QStringLiteral("dark") : QStringLiteral("light"));
}

void TileServer::route() {
  http_->route("/<arg>/<arg>/<arg>/<arg>", [this](const QString& theme, int z, int x, const QString& file) {
    const auto y = rowOf(file);
    const TileId tile{z, x, y.value_or(-1)};
    const bool known = theme == "dark" || theme == "light";
    ++drawing_;
    return QtConcurrent::run(&painters_, [this, tile, known, dark = theme == "dark"] {
      auto response =
          known && tile.valid() ? answer(*map_, tile, dark) : QHttpServerResponse(Status::NotFound);
      --drawing_;
      return response;
    });
  });
}

}  // namespace darkstore::console
