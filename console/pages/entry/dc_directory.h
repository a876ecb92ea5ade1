#pragma once

#include <QObject>
#include <QString>
#include <unordered_map>
#include <vector>

#include "console/client/client.h"
#include "darkstore/v1/network.pb.h"

namespace darkstore::console {

/// Every DC and region by id, read once: other answers name them by id only. GUI thread.
class DcDirectory : public QObject {
  Q_OBJECT

 public:
  explicit DcDirectory(Client& client, QObject* parent = nullptr);

  /// Reads the lists unless they are there or under way.
  void read();
  [[nodiscard]] bool isRead() const { return !dcs_.empty(); }
  /// @return null for an id that is not known, or not yet
  [[nodiscard]] const v1::Dc* find(int dcId) const;
  /// "LIS-014"; "DC 17" for one that is not known.
  [[nodiscard]] QString codeOf(int dcId) const;
  [[nodiscard]] const std::vector<v1::Dc>& dcs() const { return dcs_; }
  [[nodiscard]] const std::vector<v1::Region>& regions() const { return regions_; }

 signals:
  void changed();

 private:
  void readDcs();
  void readRegions();

  Client& client_;
  std::vector<v1::Dc> dcs_;
  std::unordered_map<int, std::size_t> byId_;
  std::vector<v1::Region> regions_;
  bool underWay_ = false;
};

}  // namespace darkstore::console
