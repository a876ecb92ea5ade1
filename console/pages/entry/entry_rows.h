#pragma once

#include <QList>
#include <QObject>
#include <QString>
#include <QtQmlIntegration>

namespace darkstore::console {

/// Rows of order entry that are shown as they are: made once an answer, formatted here.

/// A DC that was considered for the point.
class ReachRow {
  Q_GADGET
  QML_VALUE_TYPE(reachRow)
  Q_PROPERTY(int dcId MEMBER dcId)
  Q_PROPERTY(QString code MEMBER code)
  Q_PROPERTY(QString name MEMBER name)
  /// "8 min"; "–" where travel time was not asked.
  Q_PROPERTY(QString minutes MEMBER minutes)
  /// "1.2 km"
  Q_PROPERTY(QString distance MEMBER distance)
  /// "serves", "closed", "too slow, over the bridge"
  Q_PROPERTY(QString verdict MEMBER verdict)
  /// A Tone.
  Q_PROPERTY(int tone MEMBER tone)
  Q_PROPERTY(bool serves MEMBER serves)
  Q_PROPERTY(double latitude MEMBER latitude)
  Q_PROPERTY(double longitude MEMBER longitude)

 public:
  int dcId = 0;
  QString code;
  QString name;
  QString minutes;
  QString distance;
  QString verdict;
  int tone = 0;
  bool serves = false;
  double latitude = 0;
  double longitude = 0;

  bool operator==(const ReachRow&) const = default;
};

/// One line of a planned fulfilment.
class PlannedRow {
  Q_GADGET
  QML_VALUE_TYPE(plannedRow)
  Q_PROPERTY(QString quantity MEMBER quantity)
  Q_PROPERTY(QString name MEMBER name)
  /// "22 seen"
  Q_PROPERTY(QString seen MEMBER seen)
  /// A LockMode.
  Q_PROPERTY(int mode MEMBER mode)

 public:
  QString quantity;
  QString name;
  QString seen;
  int mode = 0;

  bool operator==(const PlannedRow&) const = default;
};

/// What one DC would ship.
class PlannedPart {
  Q_GADGET
  QML_VALUE_TYPE(plannedPart)
  Q_PROPERTY(QString title MEMBER title)
  Q_PROPERTY(QString code MEMBER code)
  Q_PROPERTY(QString name MEMBER name)
  /// "6 min", and the wall clock of the arrival, "12:51".
  Q_PROPERTY(QString minutes MEMBER minutes)
  Q_PROPERTY(QString arrival MEMBER arrival)
  Q_PROPERTY(QList<darkstore::console::PlannedRow> rows MEMBER rows)

 public:
  QString title;
  QString code;
  QString name;
  QString minutes;
  QString arrival;
  QList<PlannedRow> rows;

  bool operator==(const PlannedPart&) const = default;
};

/// What became of one line.
class OutcomeRow {
  Q_GADGET
  QML_VALUE_TYPE(outcomeRow)
  Q_PROPERTY(QString name MEMBER name)
  /// "2 of 4"
  Q_PROPERTY(QString granted MEMBER granted)
  /// "LIS-009 · 2 left at the lock, plan saw 6"
  Q_PROPERTY(QString note MEMBER note)
  /// A Tone: Ok all, Warn some, Bad none.
  Q_PROPERTY(int tone MEMBER tone)

 public:
  QString name;
  QString granted;
  QString note;
  int tone = 0;

  bool operator==(const OutcomeRow&) const = default;
};

/// A part of the time an answer took.
class TimePart {
  Q_GADGET
  QML_VALUE_TYPE(timePart)
  Q_PROPERTY(QString name MEMBER name)
  /// "11.9"
  Q_PROPERTY(QString ms MEMBER ms)
  Q_PROPERTY(double us MEMBER us)
  /// A Tone.
  Q_PROPERTY(int tone MEMBER tone)

 public:
  QString name;
  QString ms;
  double us = 0;
  int tone = 0;

  bool operator==(const TimePart&) const = default;
};

}  // namespace darkstore::console
