#pragma once

#include <QCoreApplication>
#include <QObject>
#include <QString>
#include <QtQmlIntegration>

#include "darkstore/v1/order.pb.h"

namespace darkstore::console {

/// Words about orders, translated outside of any object.
struct OrderWords {
  Q_DECLARE_TR_FUNCTIONS(order)
};

/// What state an order is in, as one word for people: the least advanced of its parts.
namespace OrderPhase {
Q_NAMESPACE
QML_ELEMENT
enum Kind { Held, Granted, InPart, Picking, Picked, OnTheWay, Delivered, Cancelled, Refused };
Q_ENUM_NS(Kind)
}  // namespace OrderPhase

[[nodiscard]] OrderPhase::Kind phaseOf(const v1::OrderSummary& summary);
[[nodiscard]] OrderPhase::Kind phaseOf(v1::FulfilmentState state);
/// "On the way"
[[nodiscard]] QString phaseText(OrderPhase::Kind phase);
/// A Tone.
[[nodiscard]] int phaseTone(OrderPhase::Kind phase);
/// The step a fulfilment takes next, as a command: "Start picking"; empty when there is none.
[[nodiscard]] QString nextStepText(v1::FulfilmentState state);
[[nodiscard]] v1::FulfilmentState nextStep(v1::FulfilmentState state);

}  // namespace darkstore::console
