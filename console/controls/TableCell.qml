pragma ComponentBehavior: Bound

import QtQuick

// One cell: text aligned as its column is, with a mark before it if there is one. Other content goes in as children.
Item {
    id: root

    required property TableColumn column
    property string text: ""
    property color color: Theme.text
    property bool mono: false
    property bool strong: false
    // A value kept from before the connection was lost.
    property bool stale: false
    property string iconPath: ""
    property bool iconFilled: false

    visible: column.shown
    width: column.actualWidth
    height: parent ? parent.height : implicitHeight

    Row {
        x: root.column.rightAligned ? parent.width - width - Theme.gap8 : Theme.gap8
        height: parent.height
        spacing: Theme.gap4 + 2

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.iconPath !== ""
            path: root.iconPath
            filled: root.iconFilled
            size: 12
            color: root.color
        }

        Label {
            width: Math.min(implicitWidth, root.width - 2 * Theme.gap8 - (root.iconPath === "" ? 0 : 18))
            height: parent.height
            visible: root.text !== ""
            text: root.text
            color: root.color
            mono: root.mono
            strong: root.strong
            font.italic: root.stale
            Accessible.ignored: true
        }
    }
}
