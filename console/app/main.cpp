#include <csignal>
#include <cstdio>
#include <memory>

#include <sys/socket.h>
#include <unistd.h>
#include <QFont>
#include <QGuiApplication>
#include <QIcon>
#include <QQmlApplicationEngine>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QSocketNotifier>

#include "console/app/console_options.h"
#include "console/app/english_plurals.h"
#include "console/app/screenshots.h"
#include "console/app/shell.h"
#include "console/client/endpoints.h"

namespace {

using namespace darkstore;
using namespace darkstore::console;

int signalPipe[2] = {-1, -1};  // a signal handler can only write; Qt reads the other end

void onSignal(int) {
  const char one = 1;
  static_cast<void>(!::write(signalPipe[0], &one, sizeof one));
}

/// SIGTERM and SIGINT end the event loop, so that calls drain and the tile server stops.
std::unique_ptr<QSocketNotifier> quitOnSignals() {
  if (::socketpair(AF_UNIX, SOCK_STREAM, 0, signalPipe) != 0) return nullptr;
  auto notifier = std::make_unique<QSocketNotifier>(signalPipe[1], QSocketNotifier::Read);
  QObject::connect(notifier.get(), &QSocketNotifier::activated, qApp, &QCoreApplication::quit);
  std::signal(SIGTERM, onSignal);
  std::signal(SIGINT, onSignal);
  return notifier;
}

std::unique_ptr<TileServer> serveTiles(const std::filesystem::path& folder) {
  auto map = Basemap::open(QString::fromStdString(folder.string()));
  auto server = map ? TileServer::start(std::move(*map)) : tl::unexpected(map.error());
  if (!server) {
    // The network can be worked with on an empty map.
    std::fprintf(stderr, "no basemap: %s: %s\n", server.error().field.c_str(), server.error().reason.c_str());
    return nullptr;
  }
  return std::move(*server);
}

void lookLikeDarkstore(QGuiApplication& app) {
  app.setApplicationName(QStringLiteral("darkstore-console"));
  app.setApplicationDisplayName(QStringLiteral("Darkstore"));
  app.setOrganizationName(QStringLiteral("darkstore"));
  app.setDesktopFileName(QStringLiteral("darkstore-console"));
  QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
  QQuickStyle::setStyle(QStringLiteral("Basic"));
  QQuickWindow::setTextRenderType(QQuickWindow::NativeTextRendering);
  QFont font(QStringLiteral("Inter"));
  font.setPixelSize(13);
  app.setFont(font);
  QGuiApplication::setWindowIcon(QIcon(QStringLiteral(":/darkstore/app/darkstore.png")));
}

}  // namespace

int main(int argc, char** argv) {
  const auto options = parseOptions(argc, argv);
  if (!options) {
    const bool help = options.error().field == "help";
    std::fprintf(help ? stdout : stderr, "%s\n", options.error().reason.c_str());
    return help ? 0 : 2;
  }
  QGuiApplication app(argc, argv);
  lookLikeDarkstore(app);
  EnglishPlurals plurals;
  QCoreApplication::installTranslator(&plurals);
  const auto signalWatch = quitOnSignals();
  const auto tiles = serveTiles(options->basemap);

  SessionOptions session;
  session.role = options->role;
  Client client([data = options->data] { return readEndpoints(data); }, session);
  Shell shell(client, tiles.get());
  if (!options->theme.empty()) shell.preferences()->showTheme(options->theme == "dark");
  if (options->page == "inventory") shell.setPage(Shell::Inventory);
  if (options->page == "orders") shell.setPage(Shell::Orders);

  QQmlApplicationEngine engine;
  engine.setInitialProperties({{QStringLiteral("shell"), QVariant::fromValue(&shell)}});
  QObject::connect(&engine, &QQmlApplicationEngine::objectCreationFailed, &app,
                   [] { QCoreApplication::exit(1); });
  engine.loadFromModule("Darkstore.App", "Main");
  if (engine.rootObjects().isEmpty()) return 1;
  auto* window = qobject_cast<QQuickWindow*>(engine.rootObjects().constFirst());

  std::unique_ptr<Screenshots> screenshots;
  if (!options->screenshots.empty()) {
    screenshots = std::make_unique<Screenshots>(*window, shell, tiles.get(),
                                                QString::fromStdString(options->screenshots.string()));
    QObject::connect(screenshots.get(), &Screenshots::finished, &app, [&](bool whole) {
      if (options->exit_after_screenshots) QCoreApplication::exit(whole ? 0 : 1);
    });
    screenshots->start();
  }
  return QGuiApplication::exec();
}
