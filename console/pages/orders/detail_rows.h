#pragma once

#include <QObject>
#include <QString>
#include <QtQmlIntegration>

namespace darkstore::console {

/// Rows of an order's detail, formatted once a reading.

/// One line at one DC.
class DetailLine {
  Q_GADGET
  QML_VALUE_TYPE(detailLine)
  Q_PROPERTY(QString name MEMBER name)
  Q_PROPERTY(QString dc MEMBER dc)
  Q_PROPERTY(QString quantity MEMBER quantity)
  Q_PROPERTY(QString amount MEMBER amount)
  /// "2 of 4"; empty when all was granted.
  Q_PROPERTY(QString note MEMBER note)

 public:
  QString name;
  QString dc;
  QString quantity;
  QString amount;
  QString note;
  bool operator==(const DetailLine&) const = default;
};

/// What one DC ships.
class DetailPart {
  Q_GADGET
  QML_VALUE_TYPE(detailPart)
  Q_PROPERTY(QString fulfilmentId MEMBER fulfilmentId)
  Q_PROPERTY(QString dc MEMBER dc)
  /// An OrderPhase with its word and tone.
  Q_PROPERTY(int phase MEMBER phase)
  Q_PROPERTY(QString phaseText MEMBER phaseText)
  Q_PROPERTY(int tone MEMBER tone)
  /// "promised in 8 min"
  Q_PROPERTY(QString promise MEMBER promise)
  /// "Start picking"; empty when nothing follows.
  Q_PROPERTY(QString nextStep MEMBER nextStep)

 public:
  QString fulfilmentId;
  QString dc;
  int phase = 0;
  QString phaseText;
  int tone = 0;
  QString promise;
  QString nextStep;
  bool operator==(const DetailPart&) const = default;
};

/// One step of an order's life.
class DetailStep {
  Q_GADGET
  QML_VALUE_TYPE(detailStep)

 public:
  /// What to draw beside it.
  enum Mark { Done, Near, Plan, Wait, Lock, Box, Truck, Cancel };
  Q_ENUM(Mark)

 private:
  Q_PROPERTY(QString time MEMBER time)
  Q_PROPERTY(QString title MEMBER title)
  Q_PROPERTY(QString text MEMBER text)
  Q_PROPERTY(QString duration MEMBER duration)
  Q_PROPERTY(int mark MEMBER mark)
  Q_PROPERTY(int tone MEMBER tone)
  /// Not empty: this word stands before the step.
  Q_PROPERTY(QString chapter MEMBER chapter)

 public:
  QString time;
  QString title;
  QString text;
  QString duration;
  int mark = Done;
  int tone = 0;
  QString chapter;
  bool operator==(const DetailStep&) const = default;
};

}  // namespace darkstore::console
