pragma ComponentBehavior: Bound

import QtQuick

// The 2 px accent ring round what the keyboard has reached. Fills its parent; the parent says when.
Rectangle {
    id: root

    property real around: Theme.radiusControl
    property int distance: 2

    anchors.fill: parent
    anchors.margins: -distance
    radius: around + distance
    color: "transparent"
    border.width: Theme.ringWidth
    border.color: Theme.accent
    Accessible.ignored: true
}
