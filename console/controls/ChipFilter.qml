pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T

// A filter that is on or off, with how many rows it would leave. The count is formatted by the model.
T.AbstractButton {
    id: root

    property string count: ""
    property string iconPath: ""
    property int tone: Tone.Neutral

    implicitHeight: Theme.controlSmall
    implicitWidth: inner.implicitWidth + 2 * Theme.gap12
    hoverEnabled: true
    checkable: true
    focusPolicy: Qt.StrongFocus
    opacity: enabled ? 1 : Theme.disabledOpacity
    Accessible.role: Accessible.CheckBox
    Accessible.name: count === "" ? text : qsTr("%1, %2 rows").arg(text).arg(count)
    Accessible.checkable: true
    Accessible.checked: checked

    background: Rectangle {
        radius: Theme.radiusChip
        color: root.checked ? Theme.selected : (root.down ? Theme.pressed(Theme.hover) : (root.hovered ? Theme.hover : "transparent"))
        border.width: Theme.borderWidth
        border.color: root.checked ? Theme.accent : Theme.line2

        FocusRing {
            around: Theme.radiusChip
            visible: root.visualFocus
        }
    }

    contentItem: Item {
        implicitWidth: inner.implicitWidth

        Row {
            id: inner

            anchors.centerIn: parent
            spacing: Theme.gap4 + 2

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: root.iconPath !== ""
                path: root.iconPath
                size: Theme.iconSmall
                color: root.tone === Tone.Neutral ? Theme.text2 : Theme.toneText(root.tone)
            }

            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: root.text
                color: root.checked ? Theme.text : Theme.text2
                font.pixelSize: Theme.label
                font.weight: Font.Medium
                Accessible.ignored: true
            }

            Label {
                anchors.verticalCenter: parent.verticalCenter
                visible: root.count !== ""
                text: root.count
                color: Theme.text3
                font.pixelSize: Theme.label
                Accessible.ignored: true
            }
        }
    }
}
