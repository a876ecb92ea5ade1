#pragma once

#include <QString>
#include <cstdint>

#include "shared/money.h"
#include "shared/result.h"

namespace darkstore::v1 {
class Money;
}

namespace darkstore::console {

/// Where a figure is not known, or there is none.
inline const QString kNothing = QStringLiteral("–");

/// Values as text, by the application's locale (QLocale's default). QML formats nothing.

/// "€26.34", "¥450", "26,34 €": symbol, its place and grouping by locale, digits by the currency's exponent.
[[nodiscard]] QString formatMoney(const Money& money);
/// The same of the contract's message; "–" when it has no currency.
[[nodiscard]] QString formatMoney(const v1::Money& money);
/// "9,846"
[[nodiscard]] QString formatCount(std::int64_t count);
/// "1 DC", "4 DCs": `one` is said as it is, `many` with its %1 replaced by the count.
[[nodiscard]] QString formatCounted(std::int64_t count, const QString& one, const QString& many);
/// "+12", "−3" with a real minus sign; "0"
[[nodiscard]] QString formatDelta(std::int64_t delta);
/// Local wall clock of Unix milliseconds, "12:42:06"; of another day with its date, "23 Nov 12:42". "–" for
/// 0.
[[nodiscard]] QString formatClock(std::int64_t unixMs);
/// The same with milliseconds, "12:42:06.204".
[[nodiscard]] QString formatClockMs(std::int64_t unixMs);
/// "6 s", "3 min", "2 h", "4 d"
[[nodiscard]] QString formatSpan(std::int64_t seconds);
/// Microseconds as milliseconds: "0.4", "11.9", "26", "< 0.1"; "–" below 1 us, which stands for not measured.
[[nodiscard]] QString formatMs(std::int64_t us);
/// What went wrong, for people: the reason, after what it is about where the backend names a field.
[[nodiscard]] QString formatError(const Error& error);

}  // namespace darkstore::console
