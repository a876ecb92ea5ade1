#pragma once

#include <QObject>
#include <QSettings>
#include <QtQmlIntegration>

namespace darkstore::console {

/// How the user likes the console to look; kept between runs.
class Preferences : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("belongs to the shell")
  Q_PROPERTY(bool dark READ dark WRITE setDark NOTIFY changed)
  Q_PROPERTY(bool reduceMotion READ reduceMotion WRITE setReduceMotion NOTIFY changed)
  /// Percent of the usual text size: 100..200.
  Q_PROPERTY(int textPercent READ textPercent WRITE setTextPercent NOTIFY changed)

 public:
  explicit Preferences(QObject* parent = nullptr);

  bool dark() const { return dark_; }
  void setDark(bool dark);
  bool reduceMotion() const { return reduceMotion_; }
  void setReduceMotion(bool reduce);
  int textPercent() const { return textPercent_; }
  void setTextPercent(int percent);

  /// Shows a theme in this run without keeping it.
  void showTheme(bool dark);

 signals:
  void changed();

 private:
  QSettings settings_;
  bool dark_ = true;
  bool reduceMotion_ = false;
  int textPercent_ = 100;
};

}  // namespace darkstore::console
