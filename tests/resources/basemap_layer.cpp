#include "tests/resources/basemap_layer.h"

#include "tests/resources/seed_tables.h"

namespace darkstore::resources {
namespace {

constexpr std::size_t kHeaderBytes = 24;
constexpr std::size_t kEntryBytes = 28;

class Cursor {
 public:
  explicit Cursor(const Bytes& bytes) : bytes_(bytes) {}

  [[nodiscard]] bool at_end() const { return at_ == bytes_.size(); }
  [[nodiscard]] bool failed() const { return failed_; }

  std::uint64_t uvarint() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const auto byte = next();
      value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if ((byte & 0x80) == 0) {
        return value;
      }
    }
    return fail("a number is too long");
  }

  std::int64_t svarint() {
    const auto zigzag = uvarint();
    return static_cast<std::int64_t>(zigzag >> 1U) ^ -static_cast<std::int64_t>(zigzag & 1U);
  }

  std::string text() {
    std::string value;
    for (auto left = uvarint(); left > 0 && !failed_; --left) {
      value += static_cast<char>(next());
    }
    return value;
  }

 private:
  std::uint8_t next() {
    if (at_end()) {
      return fail("a feature ends too soon");
    }
    return bytes_[at_++];
  }

  std::uint8_t fail(const char* what) {
    ADD_FAILURE() << what;
    failed_ = true;
    return 0;
  }

  const Bytes& bytes_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

std::vector<Feature> features_of(const Bytes& bytes, const Cell& cell, LayerKind kind, std::int64_t quantum) {
  Cursor cursor(bytes);
  std::vector<Feature> features;
  while (!cursor.at_end() && !cursor.failed()) {
    Feature feature;
    const auto count = cursor.uvarint();
    feature.attribute = cursor.uvarint();
    auto x = cell.west / quantum;
    auto y = cell.south / quantum;
    for (std::uint64_t i = 0; i < count && !cursor.failed(); ++i) {
      x += cursor.svarint();
      y += cursor.svarint();
      feature.points.emplace_back(x * quantum, y * quantum);
    }
    if (kind == LayerKind::kLabels) {
      cursor.uvarint();  // population
      feature.name = cursor.text();
    }
    features.push_back(std::move(feature));
  }
  return features;
}

}  // namespace

bool Cell::holds(GeoPoint point) const {
  const auto x = point.longitude * 1e6;
  const auto y = point.latitude * 1e6;
  return x >= static_cast<double>(west) && x <= static_cast<double>(east) &&
         y >= static_cast<double>(south) && y <= static_cast<double>(north);
}

Layer read_layer(const std::string& name) {
  const auto file = read_file(std::string(kBasemapFolder) + "/" + name + ".bin");
  EXPECT_GE(file.size(), kHeaderBytes) << name;
  EXPECT_EQ(std::string(file.begin(), file.begin() + 8), "DSMAP001") << name;
  Layer layer{
      .kind = static_cast<LayerKind>(file[8]), .zoom_min = file[9], .zoom_max = file[10], .cells = {}};
  const std::int64_t quantum = number_at<std::uint32_t>(file, 12);
  const auto count = number_at<std::uint32_t>(file, 16);
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto entry = kHeaderBytes + i * kEntryBytes;
    Cell cell{.west = number_at<std::int32_t>(file, entry),
              .south = number_at<std::int32_t>(file, entry + 4),
              .east = number_at<std::int32_t>(file, entry + 8),
              .north = number_at<std::int32_t>(file, entry + 12),
              .features = {}};
    const auto offset = number_at<std::uint32_t>(file, entry + 16);
    const auto bytes = number_at<std::uint32_t>(file, entry + 20);
    const auto size = number_at<std::uint32_t>(file, entry + 24);
    EXPECT_LE(offset + bytes, file.size()) << name;
    const auto raw = inflated(std::span(file).subspan(offset, bytes), size);
    cell.features = features_of(raw, cell, layer.kind, quantum);
    layer.cells.push_back(std::move(cell));
  }
  return layer;
}

bool is_inside(const Layer& areas, GeoPoint point) {
  const auto px = point.longitude * 1e6;
  const auto py = point.latitude * 1e6;
  bool inside = false;
  for (const auto& cell : areas.cells) {
    if (!cell.holds(point)) {
      continue;
    }
    for (const auto& [attribute, points, name] : cell.features) {
      for (std::size_t i = 0; i < points.size(); ++i) {
        const auto [x0, y0] = points[i];
        const auto [x1, y1] = points[(i + 1) % points.size()];
        if ((static_cast<double>(y0) > py) != (static_cast<double>(y1) > py)) {
          const auto part = (py - static_cast<double>(y0)) / static_cast<double>(y1 - y0);
          inside ^= px < static_cast<double>(x0) + part * static_cast<double>(x1 - x0);
        }
      }
    }
  }
  return inside;
}

}  // namespace darkstore::resources
