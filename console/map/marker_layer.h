#pragma once

#include <QColor>
#include <QList>
#include <QPointer>
#include <QQuickItem>
#include <QTimer>
#include <unordered_set>

#include "console/map/map_camera.h"
#include "console/map/marker_scene.h"
#include "console/map/marker_set.h"

namespace darkstore::console {

/// What lies under the pointer.
class MarkerHit {
  Q_GADGET
  QML_VALUE_TYPE(markerHit)
  /// The DC, or -1.
  Q_PROPERTY(int dcId MEMBER dcId)
  /// DCs in the ring, 1 for a single DC, 0 for nothing.
  Q_PROPERTY(int count MEMBER count)
  Q_PROPERTY(double latitude MEMBER latitude)
  Q_PROPERTY(double longitude MEMBER longitude)
  /// At this zoom a ring's members fill the layer.
  Q_PROPERTY(double zoomLevel MEMBER zoomLevel)

 public:
  int dcId = -1;
  int count = 0;
  double latitude = 0;
  double longitude = 0;
  double zoomLevel = 0;
};

/// Draws the DCs of a MarkerSet over a map: rings with counts and shares of health when far, marks by state
/// when near; the chosen DC; orders as they come. Bind centre and zoom to the map's. GUI thread; drawing on
/// the render thread.
class MarkerLayer : public QQuickItem {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(darkstore::console::MarkerSet* markers READ markers WRITE setMarkers NOTIFY markersChanged)
  Q_PROPERTY(darkstore::console::MapCamera* camera READ camera WRITE setCamera NOTIFY cameraChanged)
  Q_PROPERTY(int selectedId MEMBER selected_ WRITE setSelectedId NOTIFY selectedIdChanged)
  /// Not empty: these DCs are drawn hollow and all others faint.
  Q_PROPERTY(QList<int> candidateIds READ candidateIds WRITE setCandidateIds NOTIFY candidateIdsChanged)
  /// False hides the DCs, not the chosen one.
  Q_PROPERTY(bool showDcs MEMBER showDcs_ WRITE setShowDcs NOTIFY showDcsChanged)
  /// Orders are drawn still and without growing.
  Q_PROPERTY(bool still MEMBER still_ NOTIFY stillChanged)
  Q_PROPERTY(QColor healthyColor READ healthyColor WRITE setHealthyColor NOTIFY styleChanged)
  Q_PROPERTY(QColor strainedColor READ strainedColor WRITE setStrainedColor NOTIFY styleChanged)
  Q_PROPERTY(QColor contendedColor READ contendedColor WRITE setContendedColor NOTIFY styleChanged)
  Q_PROPERTY(QColor offlineColor READ offlineColor WRITE setOfflineColor NOTIFY styleChanged)
  Q_PROPERTY(QColor groundColor READ groundColor WRITE setGroundColor NOTIFY styleChanged)
  Q_PROPERTY(QColor textColor READ textColor WRITE setTextColor NOTIFY styleChanged)
  Q_PROPERTY(QColor accentColor READ accentColor WRITE setAccentColor NOTIFY styleChanged)
  Q_PROPERTY(QColor faintColor READ faintColor WRITE setFaintColor NOTIFY styleChanged)

 public:
  explicit MarkerLayer(QQuickItem* parent = nullptr);

  MarkerSet* markers() const { return markers_; }
  void setMarkers(MarkerSet* markers);
  MapCamera* camera() const { return camera_; }
  void setCamera(MapCamera* camera);
  void setSelectedId(int id);
  QList<int> candidateIds() const;
  void setCandidateIds(const QList<int>& ids);
  void setShowDcs(bool show);

  QColor healthyColor() const { return style_.healthy; }
  void setHealthyColor(const QColor& color) { restyle(style_.healthy, color); }
  QColor strainedColor() const { return style_.strained; }
  void setStrainedColor(const QColor& color) { restyle(style_.strained, color); }
  QColor contendedColor() const { return style_.contended; }
  void setContendedColor(const QColor& color) { restyle(style_.contended, color); }
  QColor offlineColor() const { return style_.offline; }
  void setOfflineColor(const QColor& color) { restyle(style_.offline, color); }
  QColor groundColor() const { return style_.ground; }
  void setGroundColor(const QColor& color) { restyle(style_.ground, color); }
  QColor textColor() const { return style_.text; }
  void setTextColor(const QColor& color) { restyle(style_.text, color); }
  QColor accentColor() const { return style_.accent; }
  void setAccentColor(const QColor& color) { restyle(style_.accent, color); }
  QColor faintColor() const { return style_.faint; }
  void setFaintColor(const QColor& color) { restyle(style_.faint, color); }

  /// Where the rings are, in pixels of this item; also those outside of it.
  [[nodiscard]] std::vector<QRectF> ringBoxes();

  /// The DC or ring under a point of this item; within 6 pixels counts.
  Q_INVOKABLE darkstore::console::MarkerHit hitAt(qreal x, qreal y);
  /// An order of that DC, placed or refused. At most 120 are drawn at a time.
  Q_INVOKABLE void pulse(int dcId, bool refused);

 signals:
  void markersChanged();
  void cameraChanged();
  /// The camera moved, or there are other rings.
  void ringsMoved();
  void selectedIdChanged();
  void candidateIdsChanged();
  void showDcsChanged();
  void stillChanged();
  void styleChanged();

 protected:
  QSGNode* updatePaintNode(QSGNode* old, UpdatePaintNodeData* data) override;

 private:
  void restyle(QColor& part, const QColor& color);
  void age();
  const std::vector<Cluster>& clusters();
  [[nodiscard]] std::vector<Mark> scene();

  QPointer<MarkerSet> markers_;
  QPointer<MapCamera> camera_;
  int selected_ = -1;
  std::unordered_set<std::int32_t> candidates_;
  bool showDcs_ = true;
  bool still_ = false;
  MarkerStyle style_;
  std::vector<Pulse> pulses_;
  QTimer aging_;
  std::vector<Cluster> clusters_;
  double clustersZoom_ = -1;  ///< what clusters_ was made for; negative: anew
};

}  // namespace darkstore::console
