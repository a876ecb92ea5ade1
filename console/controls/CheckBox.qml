pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T

// Chooses a row or agrees to something. Without text give it a `label`.
T.CheckBox {
    id: root

    property string label: text

    implicitHeight: Theme.controlSmall
    implicitWidth: box.width + (text === "" ? 0 : Theme.gap8 + words.implicitWidth)
    hoverEnabled: true
    opacity: enabled ? 1 : Theme.disabledOpacity
    Accessible.name: label

    indicator: Rectangle {
        id: box

        anchors.verticalCenter: parent ? parent.verticalCenter : undefined
        width: 16
        height: 16
        radius: Theme.radiusPill
        color: root.checkState === Qt.Unchecked ? (root.hovered ? Theme.hover : "transparent") : Theme.fill
        border.width: root.checkState === Qt.Unchecked ? Theme.borderWidth : 0
        border.color: Theme.line2

        Icon {
            anchors.centerIn: parent
            visible: root.checkState !== Qt.Unchecked
            path: root.checkState === Qt.PartiallyChecked ? Icons.minus : Icons.check
            size: 12
            strokeWidth: 2
            color: Theme.fillText
        }

        FocusRing {
            around: Theme.radiusPill
            visible: root.visualFocus
        }
    }

    contentItem: Label {
        id: words

        leftPadding: box.width + Theme.gap8
        visible: root.text !== ""
        text: root.text
        Accessible.ignored: true
    }
}
