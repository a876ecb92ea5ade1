pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T

// A thin scroll bar that only shows when there is something to scroll.
T.ScrollBar {
    id: root

    implicitWidth: orientation === Qt.Vertical ? 8 : 0
    implicitHeight: orientation === Qt.Horizontal ? 8 : 0
    padding: 2
    minimumSize: 0.06
    visible: policy !== T.ScrollBar.AlwaysOff && size < 1

    contentItem: Rectangle {
        implicitWidth: 4
        implicitHeight: 4
        radius: 2
        color: root.pressed ? Theme.text3 : Theme.line2
    }
}
