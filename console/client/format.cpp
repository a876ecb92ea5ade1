#include "console/client/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <array>

#include "darkstore/v1/common.pb.h"

namespace darkstore::console {
namespace {

constexpr QChar kMinus(0x2212);

struct Symbol {
  std::string_view code;
  const char* text;
};
// Symbols that name one currency only; all others are shown by their code.
constexpr std::array kSymbols{
    Symbol{"AUD", "A$"}, Symbol{"BRL", "R$"},  Symbol{"CAD", "C$"}, Symbol{"CNY", "CN¥"}, Symbol{"EUR", "€"},
    Symbol{"GBP", "£"},  Symbol{"HKD", "HK$"}, Symbol{"ILS", "₪"},  Symbol{"INR", "₹"},   Symbol{"JPY", "¥"},
    Symbol{"KRW", "₩"},  Symbol{"MXN", "MX$"}, Symbol{"NGN", "₦"},  Symbol{"NZD", "NZ$"}, Symbol{"PHP", "₱"},
    Symbol{"PLN", "zł"}, Symbol{"SGD", "S$"},  Symbol{"TRY", "₺"},  Symbol{"UAH", "₴"},   Symbol{"USD", "$"},
    Symbol{"VND", "₫"},
};

QString symbolOf(std::string_view code) {
  for (const auto& symbol : kSymbols) {
    if (symbol.code == code) {
      return QString::fromUtf8(symbol.text);
    }
  }
  return QString::fromUtf8(code.data(), static_cast<qsizetype>(code.size())) + QChar(QChar::Nbsp);
}

// All in integers: a double would lose cents of large sums.
QString digits(std::uint64_t magnitude, int exponent) {
  const QLocale locale;
  std::uint64_t unit = 1;
  for (int i = 0; i < exponent; ++i) {
    unit *= 10;
  }
  auto text = locale.toString(static_cast<qulonglong>(magnitude / unit));
  if (exponent > 0) {
    text +=
        locale.decimalPoint() + QString::number(magnitude % unit).rightJustified(exponent, QLatin1Char('0'));
  }
  return text;
}

}  // namespace

QString formatMoney(const Money& money) {
  const auto symbol = symbolOf(money.currency().code());
  const bool negative = money.minor() < 0;
  const auto magnitude =
      negative ? 0 - static_cast<std::uint64_t>(money.minor()) : static_cast<std::uint64_t>(money.minor());
  const auto number = digits(magnitude, money.currency().exponent());
  // Where the locale puts the symbol, seen on a number without a sign.
  const QLocale locale;
  const bool before = locale.toCurrencyString(qlonglong{1}, QStringLiteral("S")).startsWith(QLatin1Char('S'));
  const auto text = before ? symbol + number : number + QChar(QChar::Nbsp) + symbol.trimmed();
  return negative ? kMinus + text : text;
}

QString formatMoney(const v1::Money& money) {
  const auto currency = Currency::parse(money.currency());
  return currency ? formatMoney(Money(money.minor(), *currency)) : kNothing;
}

QString formatCount(std::int64_t count) {
  return QLocale().toString(static_cast<qlonglong>(count));
}

QString formatCounted(std::int64_t count, const QString& one, const QString& many) {
  return count == 1 ? one : many.arg(formatCount(count));
}

QString formatDelta(std::int64_t delta) {
  if (delta < 0) {
    return kMinus + formatCount(-delta);
  }
  return delta == 0 ? formatCount(0) : QLatin1Char('+') + formatCount(delta);
}

QString formatClock(std::int64_t unixMs) {
  if (unixMs == 0) {
    return kNothing;
  }
  const auto time = QDateTime::fromMSecsSinceEpoch(unixMs);
  return time.date() == QDate::currentDate() ? time.toString(QStringLiteral("HH:mm:ss"))
                                             : QLocale().toString(time, QStringLiteral("d MMM HH:mm"));
}

QString formatClockMs(std::int64_t unixMs) {
  return unixMs == 0 ? kNothing
                     : QDateTime::fromMSecsSinceEpoch(unixMs).toString(QStringLiteral("HH:mm:ss.zzz"));
}

QString formatSpan(std::int64_t seconds) {
  constexpr std::int64_t kMinute = 60;
  constexpr std::int64_t kHour = 60 * kMinute;
  constexpr std::int64_t kDay = 24 * kHour;
  if (seconds < kMinute) {
    return QCoreApplication::translate("format", "%1 s").arg(std::max<std::int64_t>(seconds, 0));
  }
  if (seconds < kHour) {
    return QCoreApplication::translate("format", "%1 min").arg(seconds / kMinute);
  }
  return seconds < kDay ? QCoreApplication::translate("format", "%1 h").arg(seconds / kHour)
                        : QCoreApplication::translate("format", "%1 d").arg(seconds / kDay);
}

QString formatMs(std::int64_t us) {
  if (us < 1) {
    return kNothing;
  }
  if (us < 50) {
    return QCoreApplication::translate("format", "< 0.1");
  }
  const auto ms = static_cast<double>(us) / 1'000.0;
  return QLocale().toString(ms, 'f', ms < 20 ? 1 : 0);
}

QString formatError(const Error& error) {
  const auto reason = QString::fromStdString(error.reason);
  if (error.field.empty()) {
    return reason.isEmpty() ? QString::fromUtf8(to_string(error.kind).data()) : reason;
  }
  return QCoreApplication::translate("format", "%1: %2").arg(QString::fromStdString(error.field), reason);
}

}  // namespace darkstore::console
