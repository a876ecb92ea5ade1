pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// An order's or a part's state, with the icon of its phase.
Pill {
    required property int phase

    outlined: phase === OrderPhase.Cancelled
    iconPath: [Icons.clock, Icons.check, Icons.warn, Icons.box, Icons.box, Icons.truck, Icons.check, Icons.close, Icons.bad][phase]
}
