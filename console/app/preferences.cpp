#include "console/app/preferences.h"

#include <algorithm>

namespace darkstore::console {

namespace {
const QString kDark = QStringLiteral("dark");
const QString kReduceMotion = QStringLiteral("reduceMotion");
const QString kTextPercent = QStringLiteral("textPercent");
}  // namespace

Preferences::Preferences(QObject* parent)
    : QObject(parent),
      dark_(settings_.value(kDark, true).toBool()),
      reduceMotion_(settings_.value(kReduceMotion, false).toBool()),
      textPercent_(std::clamp(settings_.value(kTextPercent, 100).toInt(), 100, 200)) {}

void Preferences::showTheme(bool dark) {
  if (dark_ == dark) return;
  dark_ = dark;
  emit changed();
}

void Preferences::setDark(bool dark) {
  settings_.setValue(kDark, dark);
  showTheme(dark);
}

void Preferences::setReduceMotion(bool reduce) {
  if (reduceMotion_ == reduce) return;
  reduceMotion_ = reduce;
  settings_.setValue(kReduceMotion, reduce);
  emit changed();
}

void Preferences::setTextPercent(int percent) {
  const int bounded = std::clamp(percent, 100, 200);
  if (textPercent_ == bounded) return;
  textPercent_ = bounded;
  settings_.setValue(kTextPercent, bounded);
  emit changed();
}

}  // namespace darkstore::console
