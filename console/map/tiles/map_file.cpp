#include "console/map/tiles/map_file.h"

#include <QFile>
#include <QtEndian>
#include <cstring>
#include <optional>

namespace darkstore::console {

namespace {

constexpr qsizetype kHeaderBytes = 24;
constexpr qsizetype kEntryBytes = 28;
constexpr std::uint32_t kCellBytesMax = 64U << 20U;
constexpr double kMicro = 1e6;

template <class T>
T littleEndian(const QByteArray& bytes, qsizetype at) {
  return qFromLittleEndian<T>(bytes.constData() + at);
}

/// Reads an inflated cell; every read says whether there was enough to read.
class Reader {
 public:
  explicit Reader(const QByteArray& bytes) : at_(bytes.cbegin()), end_(bytes.cend()) {}

  [[nodiscard]] bool atEnd() const { return at_ == end_; }

  [[nodiscard]] std::optional<std::uint64_t> number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; at_ != end_ && shift < 64; shift += 7) {
      const auto byte = static_cast<std::uint8_t>(*at_++);
      value |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
      if ((byte & 0x80U) == 0) return value;
    }
    return std::nullopt;
  }

  [[nodiscard]] std::optional<std::int64_t> signedNumber() {
    const auto value = number();
    if (!value) return std::nullopt;
    return static_cast<std::int64_t>(*value >> 1U) ^ -static_cast<std::int64_t>(*value & 1U);
  }

  [[nodiscard]] std::optional<QString> text() {
    const auto length = number();
    if (!length || *length > static_cast<std::uint64_t>(end_ - at_)) return std::nullopt;
    const QString result = QString::fromUtf8(at_, static_cast<qsizetype>(*length));
    at_ += *length;
    return result;
  }

 private:
  QByteArray::const_iterator at_;
  QByteArray::const_iterator end_;
};

struct Units {
  std::int64_t x = 0;
  std::int64_t y = 0;
};

std::optional<std::vector<Units>> readPoints(Reader& reader, std::uint64_t count, Units start) {
  std::vector<Units> points;
  Units at = start;
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto dx = reader.signedNumber();
    const auto dy = reader.signedNumber();
    if (!dx || !dy) return std::nullopt;
    at = {at.x + *dx, at.y + *dy};
    points.push_back(at);
  }
  return points;
}

/// A side whose ends lie on one whole-degree meridian or parallel.
bool isCut(Units a, Units b, std::int64_t degree) {
  return (a.x == b.x && a.x % degree == 0) || (a.y == b.y && a.y % degree == 0);
}

WorldPoint worldOfUnits(Units at, std::uint32_t quantum) {
  return worldOf(static_cast<double>(at.y) * quantum / kMicro, static_cast<double>(at.x) * quantum / kMicro);
}

}  // namespace

std::size_t MapCell::points() const {
  std::size_t sum = labels.size() * 4;
  for (const Shape& shape : shapes) sum += shape.points.size();
  return sum;
}

bool CellBox::meets(const CellBox& other, double shift) const {
  return low.x + shift < other.high.x && high.x + shift > other.low.x && low.y < other.high.y &&
         high.y > other.low.y;
}

Result<MapFile> MapFile::open(const QString& path) {
  const auto damaged = [&](const char* why) { return fail(ErrorKind::kInternal, path.toStdString(), why); };
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) return damaged("the basemap's file cannot be read");
  MapFile map;
  map.path_ = path;
  map.bytes_ = file.readAll();
  if (map.bytes_.size() < kHeaderBytes || !map.bytes_.startsWith("DSMAP001"))
    return damaged("not a basemap file");
  const auto kind = static_cast<std::uint8_t>(map.bytes_[8]);
  if (kind < 1 || kind > 3) return damaged("a kind of layer that this version does not know");
  map.kind_ = static_cast<Kind>(kind);
  map.zoomMin_ = static_cast<std::uint8_t>(map.bytes_[9]);
  map.zoomMax_ = static_cast<std::uint8_t>(map.bytes_[10]);
  map.quantum_ = littleEndian<std::uint32_t>(map.bytes_, 12);
  const auto count = littleEndian<std::uint32_t>(map.bytes_, 16);
  if (map.quantum_ == 0 || map.bytes_.size() < kHeaderBytes + kEntryBytes * static_cast<qsizetype>(count)) {
    return damaged("its index is cut off");
  }
  map.cells_.reserve(count);
  for (qsizetype i = 0; i < static_cast<qsizetype>(count); ++i) {
    const qsizetype at = kHeaderBytes + i * kEntryBytes;
    Entry entry;
    entry.westMicro = littleEndian<std::int32_t>(map.bytes_, at);
    entry.southMicro = littleEndian<std::int32_t>(map.bytes_, at + 4);
    const auto east = littleEndian<std::int32_t>(map.bytes_, at + 8);
    const auto north = littleEndian<std::int32_t>(map.bytes_, at + 12);
    entry.offset = littleEndian<std::uint32_t>(map.bytes_, at + 16);
    entry.bytes = littleEndian<std::uint32_t>(map.bytes_, at + 20);
    entry.inflatedBytes = littleEndian<std::uint32_t>(map.bytes_, at + 24);
    if (static_cast<qsizetype>(entry.offset) + static_cast<qsizetype>(entry.bytes) > map.bytes_.size() ||
        entry.inflatedBytes > kCellBytesMax) {
      return damaged("a cell lies outside the file");
    }
    entry.box = {worldOf(north / kMicro, entry.westMicro / kMicro),
                 worldOf(entry.southMicro / kMicro, east / kMicro)};
    map.cells_.push_back(entry);
  }
  return map;
}

Result<MapCell> MapFile::read(const Entry& entry) const {
  const auto damaged = [&] { return fail(ErrorKind::kInternal, path_.toStdString(), "a cell is damaged"); };
  // qUncompress wants the inflated size before the stream, big-endian.
  QByteArray packed(4, Qt::Uninitialized);
  qToBigEndian(entry.inflatedBytes, packed.data());
  packed.append(bytes_.constData() + entry.offset, static_cast<qsizetype>(entry.bytes));
  const QByteArray inflated = qUncompress(packed);
  if (inflated.size() != static_cast<qsizetype>(entry.inflatedBytes)) return damaged();
  const auto quantum = static_cast<std::int64_t>(quantum_);
  const std::int64_t degree = static_cast<std::int64_t>(kMicro) / quantum;
  const Units start{entry.westMicro / quantum, entry.southMicro / quantum};
  MapCell cell;
  Reader reader(inflated);
  while (!reader.atEnd()) {
    const auto count = reader.number();
    const auto attribute = reader.number();
    if (!count || !attribute) return damaged();
    const auto points = readPoints(reader, *count, start);
    if (!points || points->empty()) return damaged();
    if (kind_ == Kind::kLabels) {
      const auto population = reader.number();
      const auto name = reader.text();
      if (!population || !name || *attribute / 32 > 3) return damaged();
      cell.labels.push_back({worldOfUnits(points->front(), quantum_), static_cast<int>(*attribute % 32),
                             static_cast<PlaceLabel::What>(*attribute / 32), *population, *name});
      continue;
    }
    Shape shape;
    shape.attribute = static_cast<std::uint32_t>(*attribute);
    shape.points.reserve(points->size());
    for (const Units at : *points) shape.points.push_back(worldOfUnits(at, quantum_));
    if (kind_ == Kind::kAreas) {
      shape.cut.reserve(points->size());
      for (std::size_t i = 0; i < points->size(); ++i) {
        shape.cut.push_back(isCut((*points)[i], (*points)[(i + 1) % points->size()], degree));
      }
    }
    cell.shapes.push_back(std::move(shape));
  }
  return cell;
}

}  // namespace darkstore::console
