#pragma once

#include <QTranslator>

namespace darkstore::console {

/// The console's texts are written in English in the source, with "%n unit(s)" where a number decides.
/// Without a translation Qt leaves the "(s)" standing; this one says "1 unit" and "7 units".
class EnglishPlurals : public QTranslator {
  Q_OBJECT

 public:
  using QTranslator::QTranslator;

  bool isEmpty() const override { return false; }
  QString translate(const char* context, const char* text, const char* disambiguation, int n) const override;
};

}  // namespace darkstore::console
