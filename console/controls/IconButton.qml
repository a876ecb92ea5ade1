pragma ComponentBehavior: Bound

import QtQuick

// A button that is only an icon. The label is its accessible name and its tool tip.
Button {
    id: root

    required property string label

    variant: Button.Ghost
    small: true
    implicitWidth: implicitHeight
    Accessible.name: label

    Tip {
        text: root.keyHint === "" ? root.label : qsTr("%1 (%2)").arg(root.label).arg(root.keyHint)
        visible: root.hovered
    }
}
