#include "console/app/english_plurals.h"

namespace darkstore::console {

QString EnglishPlurals::translate(const char*, const char* text, const char*, int n) const {
  if (n < 0) return {};
  QString words = QString::fromUtf8(text);
  if (!words.contains(QLatin1String("(s)"))) return {};
  return words.replace(QLatin1String("(s)"), n == 1 ? QLatin1String() : QLatin1String("s"));
}

}  // namespace darkstore::console
