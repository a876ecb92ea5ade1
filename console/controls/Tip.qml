pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T

// A tool tip: one line, after half a second.
T.ToolTip {
    id: root

    x: parent ? (parent.width - implicitWidth) / 2 : 0
    y: parent ? parent.height + Theme.gap4 : 0
    implicitWidth: words.implicitWidth + 2 * Theme.gap8
    implicitHeight: words.implicitHeight + Theme.gap8
    delay: 500
    margins: Theme.gap4
    padding: 0

    contentItem: Label {
        id: words

        horizontalAlignment: Text.AlignHCenter
        text: root.text
        font.pixelSize: Theme.label
    }

    background: Rectangle {
        color: Theme.raised
        radius: Theme.radiusPill
        border.width: Theme.borderWidth
        border.color: Theme.line2
    }
}
