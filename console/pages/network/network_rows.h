#pragma once

#include <QList>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QtQmlIntegration>

namespace darkstore::console {

/// Short lists that are read whole: rows as values, everything formatted.

/// A change of a DC's shelf, sales excluded.
struct ShelfChangeRow {
  Q_GADGET
  QML_VALUE_TYPE(shelfChangeRow)
  Q_PROPERTY(QString time MEMBER time)
  Q_PROPERTY(QString text MEMBER text)

 public:
  QString time;
  QString text;
};

/// An item that sells most at a DC.
struct HotItemRow {
  Q_GADGET
  QML_VALUE_TYPE(hotItemRow)
  Q_PROPERTY(QString name MEMBER name)
  Q_PROPERTY(QString orders MEMBER orders)
  Q_PROPERTY(QString left MEMBER left)
  /// A Tone: Bad when none is left.
  Q_PROPERTY(int tone MEMBER tone)
  /// A LockMode.
  Q_PROPERTY(int mode MEMBER mode)

 public:
  QString name;
  QString orders;
  QString left;
  int tone = 0;
  int mode = 0;
};

/// A step of the funnel that finds a reach.
struct FunnelRow {
  Q_GADGET
  QML_VALUE_TYPE(funnelRow)
  /// "1 Index"
  Q_PROPERTY(QString title MEMBER title)
  Q_PROPERTY(QString note MEMBER note)
  Q_PROPERTY(QString left MEMBER left)
  /// "0.02 ms"
  Q_PROPERTY(QString time MEMBER time)
  /// Width of its bar, 0..1: by the logarithm of what is left.
  Q_PROPERTY(double share MEMBER share)

 public:
  QString title;
  QString note;
  QString left;
  QString time;
  double share = 0;
};

/// A DC whose travel time was asked, for the map.
struct ReachPinRow {
  Q_GADGET
  QML_VALUE_TYPE(reachPinRow)
  Q_PROPERTY(int dcId MEMBER dcId)
  Q_PROPERTY(QString name MEMBER name)
  /// "6 min"; empty when there is no way
  Q_PROPERTY(QString minutes MEMBER minutes)
  Q_PROPERTY(bool serves MEMBER serves)
  /// A Health.
  Q_PROPERTY(int health MEMBER health)
  Q_PROPERTY(double latitude MEMBER latitude)
  Q_PROPERTY(double longitude MEMBER longitude)

 public:
  int dcId = 0;
  QString name;
  QString minutes;
  bool serves = false;
  int health = 0;
  double latitude = 0;
  double longitude = 0;
};

/// An item of a point's menu: how many each DC of the reach has.
struct MenuRow {
  Q_GADGET
  QML_VALUE_TYPE(menuRow)
  Q_PROPERTY(QString name MEMBER name)
  Q_PROPERTY(QStringList at MEMBER at)
  Q_PROPERTY(QString sum MEMBER sum)
  Q_PROPERTY(QString soonest MEMBER soonest)
  /// A Tone: Bad when there is none, Warn when there are few.
  Q_PROPERTY(int tone MEMBER tone)

 public:
  QString name;
  QStringList at;
  QString sum;
  QString soonest;
  int tone = 0;
};

}  // namespace darkstore::console
