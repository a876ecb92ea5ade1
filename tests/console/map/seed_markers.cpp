#include "seed_markers.h"

#include <QFile>

std::vector<darkstore::console::Marker> seedMarkers() {
  std::vector<darkstore::console::Marker> markers;
  QFile file(QStringLiteral(SEED_DIR "/dcs.csv"));
  if (!file.open(QIODevice::ReadOnly)) return markers;
  const QList<QByteArray> head = file.readLine().trimmed().split(',');
  const qsizetype lat = head.indexOf("lat");
  const qsizetype lon = head.indexOf("lon");
  while (!file.atEnd()) {
    const QList<QByteArray> fields = file.readLine().trimmed().split(',');
    markers.push_back({fields[0].toInt(),
                       darkstore::console::worldOf(fields[lat].toDouble(), fields[lon].toDouble()),
                       darkstore::console::Health::Healthy});
  }
  return markers;
}
