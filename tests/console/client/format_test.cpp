#include "console/client/format.h"

#include <QDateTime>
#include <QLocale>
#include <QTest>

namespace darkstore::console {

class FormatTest : public QObject {
  Q_OBJECT

 private:
  static QString money(std::int64_t minor, const char* currency) {
    return formatMoney(Money(minor, *Currency::parse(currency)))
        .replace(QChar(QChar::Nbsp), QLatin1Char(' '));
  }

 private slots:
  void init() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }

  void moneyHasTheDigitsOfItsCurrency() {
    QCOMPARE(money(2634, "EUR"), QStringLiteral("€26.34"));
    QCOMPARE(money(5, "USD"), QStringLiteral("$0.05"));
    QCOMPARE(money(1450, "JPY"), QStringLiteral("¥1,450"));
    QCOMPARE(money(1234567, "KWD"), QStringLiteral("KWD 1,234.567"));
  }

  void moneyIsExactWhereADoubleIsNot() {
    QCOMPARE(money(9'007'199'254'740'993, "EUR"), QStringLiteral("€90,071,992,547,409.93"));
    QCOMPARE(money(std::numeric_limits<std::int64_t>::min(), "EUR"),
             QStringLiteral("−€92,233,720,368,547,758.08"));
  }

  void moneyFollowsTheLocale() {
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    QCOMPARE(money(123456, "EUR"), QStringLiteral("1.234,56 €"));
  }

  void oneIsSaidInTheSingular() {
    QCOMPARE(formatCounted(1, QStringLiteral("1 DC"), QStringLiteral("%1 DCs")), QStringLiteral("1 DC"));
    QCOMPARE(formatCounted(0, QStringLiteral("1 DC"), QStringLiteral("%1 DCs")), QStringLiteral("0 DCs"));
    QCOMPARE(formatCounted(9'846, QStringLiteral("1 DC"), QStringLiteral("%1 DCs")),
             QStringLiteral("9,846 DCs"));
  }

  void deltasHaveASign() {
    QCOMPARE(formatDelta(12), QStringLiteral("+12"));
    QCOMPARE(formatDelta(-3), QStringLiteral("−3"));
    QCOMPARE(formatDelta(0), QStringLiteral("0"));
  }

  void millisecondsAreAsExactAsTheyMatter() {
    QCOMPARE(formatMs(400), QStringLiteral("0.4"));
    QCOMPARE(formatMs(11'900), QStringLiteral("11.9"));
    QCOMPARE(formatMs(26'400), QStringLiteral("26"));
    QCOMPARE(formatMs(19), QStringLiteral("< 0.1"));
    QCOMPARE(formatMs(0), QStringLiteral("–"));
  }

  void aClockOfAnotherDaySaysTheDay() {
    QCOMPARE(formatClock(0), QStringLiteral("–"));
    const auto noon = QDateTime(QDate(2025, 11, 3), QTime(12, 42, 6));
    QCOMPARE(formatClock(noon.toMSecsSinceEpoch()), QStringLiteral("3 Nov 12:42"));
    QCOMPARE(formatClockMs(noon.toMSecsSinceEpoch() + 204), QStringLiteral("12:42:06.204"));
  }

  void spansUseTheLargestUnit() {
    QCOMPARE(formatSpan(6), QStringLiteral("6 s"));
    QCOMPARE(formatSpan(61), QStringLiteral("1 min"));
    QCOMPARE(formatSpan(7'200), QStringLiteral("2 h"));
    QCOMPARE(formatSpan(-1), QStringLiteral("0 s"));
  }
};

}  // namespace darkstore::console

QTEST_GUILESS_MAIN(darkstore::console::FormatTest)
#include "format_test.moc"
