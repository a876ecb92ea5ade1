#include "console/pages/orders/order_text.h"

#include "console/controls/vocabulary.h"

namespace darkstore::console {

OrderPhase::Kind phaseOf(const v1::OrderSummary& summary) {
  if (summary.refused()) {
    return OrderPhase::Refused;
  }
  switch (summary.state()) {
    case v1::HELD:
      return OrderPhase::Held;
    case v1::ORDER_CANCELLED:
      return OrderPhase::Cancelled;
    case v1::COMPLETED:
      return OrderPhase::Delivered;
    default:
      break;
  }
  const auto phase = phaseOf(summary.fulfilment());
  return phase == OrderPhase::Granted && summary.partial() ? OrderPhase::InPart : phase;
}

OrderPhase::Kind phaseOf(v1::FulfilmentState state) {
  switch (state) {
    case v1::PICKING:
      return OrderPhase::Picking;
    case v1::PICKED:
      return OrderPhase::Picked;
    case v1::ON_THE_WAY:
      return OrderPhase::OnTheWay;
    case v1::DELIVERED:
      return OrderPhase::Delivered;
    case v1::CANCELLED:
      return OrderPhase::Cancelled;
    default:
      return OrderPhase::Granted;
  }
}

QString phaseText(OrderPhase::Kind phase) {
  switch (phase) {
    case OrderPhase::Held:
      return OrderWords::tr("Held");
    case OrderPhase::Granted:
      return OrderWords::tr("Granted");
    case OrderPhase::InPart:
      return OrderWords::tr("In part");
    case OrderPhase::Picking:
      return OrderWords::tr("Picking");
    case OrderPhase::Picked:
      return OrderWords::tr("Picked");
    case OrderPhase::OnTheWay:
      return OrderWords::tr("On the way");
    case OrderPhase::Delivered:
      return OrderWords::tr("Delivered");
    case OrderPhase::Cancelled:
      return OrderWords::tr("Cancelled");
    case OrderPhase::Refused:
      break;
  }
  return OrderWords::tr("Refused");
}

int phaseTone(OrderPhase::Kind phase) {
  switch (phase) {
    case OrderPhase::InPart:
      return Tone::Warn;
    case OrderPhase::Delivered:
      return Tone::Ok;
    case OrderPhase::Cancelled:
      return Tone::Neutral;
    case OrderPhase::Refused:
      return Tone::Bad;
    default:
      return Tone::Accent;
  }
}

QString nextStepText(v1::FulfilmentState state) {
  switch (state) {
    case v1::GRANTED:
      return OrderWords::tr("Start picking");
    case v1::PICKING:
      return OrderWords::tr("Picked");
    case v1::PICKED:
      return OrderWords::tr("Send off");
    case v1::ON_THE_WAY:
      return OrderWords::tr("Delivered");
    default:
      return {};
  }
}

v1::FulfilmentState nextStep(v1::FulfilmentState state) {
  switch (state) {
    case v1::GRANTED:
      return v1::PICKING;
    case v1::PICKING:
      return v1::PICKED;
    case v1::PICKED:
      return v1::ON_THE_WAY;
    default:
      return v1::DELIVERED;
  }
}

}  // namespace darkstore::console
