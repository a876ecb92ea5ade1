pragma ComponentBehavior: Bound

import QtQuick

// A button that is only an icon. The label is its accessible name and its tool tip.
Button {
    id: root

    required property string label
    // The key that does the same, told by the tip.
    property string shortcut: ""

    variant: Button.Ghost
    small: true
    implicitWidth: implicitHeight
    Accessible.name: label

    Tip {
        text: root.shortcut === "" ? root.label : qsTr("%1 (%2)").arg(root.label).arg(root.shortcut)
        visible: root.hovered
    }
}
