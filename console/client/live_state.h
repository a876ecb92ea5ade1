#pragma once

#include <QObject>
#include <QString>
#include <QTimer>
#include <QtQmlIntegration>

#include "console/client/session.h"

namespace darkstore::v1 {
class NetworkFrame;
}

namespace darkstore::console {

/// How fresh the console's data is, with the words for it, and the figures of the last heartbeat.
class LiveState : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("belongs to the client")
  /// A `Live` value.
  Q_PROPERTY(int live READ live NOTIFY changed)
  /// Data is live: what changes the world may be offered.
  Q_PROPERTY(bool fresh READ fresh NOTIFY changed)
  /// "6 s", "3 min": how old the data is; empty while it is live or was never there.
  Q_PROPERTY(QString age READ age NOTIFY changed)
  /// The banner of a page whose data is not live: how old it is, why, and what happens next.
  Q_PROPERTY(QString notice READ notice NOTIFY changed)
  /// Local time of the last heartbeat, "12:42:01"; empty when there was none.
  Q_PROPERTY(QString asOf READ asOf NOTIFY changed)
  /// Why no backend answers; a sentence for people.
  Q_PROPERTY(QString reason READ reason NOTIFY changed)
  /// Address of the backend in use.
  Q_PROPERTY(QString backend READ backend NOTIFY changed)
  /// Figures of the whole network over the last 10 s.
  Q_PROPERTY(double ordersPerS READ ordersPerS NOTIFY figuresChanged)
  Q_PROPERTY(double changesPerS READ changesPerS NOTIFY figuresChanged)
  Q_PROPERTY(int shardsUp READ shardsUp NOTIFY figuresChanged)
  Q_PROPERTY(int shards READ shards NOTIFY figuresChanged)
  Q_PROPERTY(bool cacheUp READ cacheUp NOTIFY figuresChanged)

 public:
  explicit LiveState(QObject* parent = nullptr);

  int live() const;
  bool fresh() const { return connection_.state == ConnectionState::kLive; }
  QString age() const;
  QString notice() const;
  QString asOf() const;
  QString reason() const { return QString::fromStdString(connection_.reason); }
  QString backend() const { return QString::fromStdString(connection_.backend); }
  double ordersPerS() const { return ordersPerS_; }
  double changesPerS() const { return changesPerS_; }
  int shardsUp() const { return shardsUp_; }
  int shards() const { return shards_; }
  bool cacheUp() const { return cacheUp_; }

  void setConnection(const Connection& connection);
  void setFrame(const v1::NetworkFrame& frame);

  /// Tries a backend now instead of when the pause between tries ends.
  Q_INVOKABLE void retryNow() { emit retryWanted(); }

 signals:
  /// The connection changed, or a second of its age passed.
  void changed();
  void figuresChanged();
  void retryWanted();

 private:
  Connection connection_;
  QTimer second_;  // runs while an age is shown
  double ordersPerS_ = 0;
  double changesPerS_ = 0;
  int shardsUp_ = 0;
  int shards_ = 0;
  bool cacheUp_ = false;
};

}  // namespace darkstore::console
