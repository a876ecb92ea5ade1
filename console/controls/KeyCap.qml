pragma ComponentBehavior: Bound

import QtQuick

// A key as printed on a keyboard, beside what it does.
Rectangle {
    id: root

    required property string text
    property color ink: Theme.text2

    implicitWidth: Math.max(implicitHeight, cap.implicitWidth + 2 * Theme.gap4 + 2)
    implicitHeight: Theme.scaled(18)
    radius: Theme.radiusPill
    color: "transparent"
    border.width: Theme.borderWidth
    border.color: Qt.alpha(root.ink, 0.45)
    Accessible.ignored: true

    Label {
        id: cap

        anchors.centerIn: parent
        text: root.text
        color: root.ink
        font.pixelSize: Theme.caption
        Accessible.ignored: true
    }
}
