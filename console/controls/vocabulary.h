#pragma once

#include <QObject>
#include <QtQmlIntegration>

namespace darkstore::console {

/// Small enumerations that models hand to the controls. Each is a QML name of its own: `Tone.Warn`,
/// `Health.Offline`.
// NOLINTBEGIN(readability-identifier-naming): QML writes these without a k

/// What a figure, pill or banner says; never by colour alone, each tone has its mark or icon.
namespace Tone {
Q_NAMESPACE
QML_ELEMENT
enum Kind { Neutral, Accent, Ok, Warn, Bad, Optimistic };
Q_ENUM_NS(Kind)
}  // namespace Tone

/// State of a DC. Drawn as circle, triangle, diamond and square. Source: DESIGN.md, Health.
namespace Health {
Q_NAMESPACE
QML_ELEMENT
enum Kind { Healthy, Strained, Contended, Offline };
Q_ENUM_NS(Kind)
}  // namespace Health

/// How a row is taken. The order is the order of the switch's segments.
namespace LockMode {
Q_NAMESPACE
QML_ELEMENT
enum Kind { Pessimistic, Optimistic, Loose, Auto };
Q_ENUM_NS(Kind)
}  // namespace LockMode

/// How fresh what is on screen is: live, never had data yet, kept but ageing, backend gone for long.
namespace Live {
Q_NAMESPACE
QML_ELEMENT
enum Kind { Connecting, Fresh, Stale, Down };
Q_ENUM_NS(Kind)
}  // namespace Live
// NOLINTEND(readability-identifier-naming)

}  // namespace darkstore::console
