pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T

// On or off, at once. The word stands left of it when `wordFirst` (lists of layers), else right, with a line below.
T.Switch {
    id: root

    property bool wordFirst: false
    property string note: ""

    implicitHeight: Math.max(Theme.controlSmall, words.implicitHeight)
    implicitWidth: words.implicitWidth + knob.width + Theme.gap12
    hoverEnabled: true
    opacity: enabled ? 1 : Theme.disabledOpacity
    Accessible.name: text
    Accessible.description: note

    indicator: Rectangle {
        id: knob

        x: root.wordFirst ? root.width - width : 0
        anchors.verticalCenter: parent ? parent.verticalCenter : undefined
        width: 28
        height: 16
        radius: height / 2
        color: root.checked ? Theme.fill : Theme.line2

        Behavior on color {
            ColorAnimation {
                duration: Theme.quick
            }
        }

        Rectangle {
            x: root.checked ? parent.width - width - 2 : 2
            anchors.verticalCenter: parent.verticalCenter
            width: 12
            height: 12
            radius: 6
            color: Theme.fillText

            Behavior on x {
                NumberAnimation {
                    duration: Theme.quick
                    easing.type: Easing.OutCubic
                }
            }
        }

        FocusRing {
            around: knob.radius
            visible: root.visualFocus
        }
    }

    contentItem: Item {
        implicitHeight: words.implicitHeight

        Column {
            id: words

            anchors.verticalCenter: parent.verticalCenter
            leftPadding: root.wordFirst ? 0 : knob.width + Theme.gap12
            spacing: 2

            Label {
                text: root.text
                color: root.checked || root.note !== "" ? Theme.text : Theme.text2
                Accessible.ignored: true
            }

            Label {
                visible: root.note !== ""
                text: root.note
                color: Theme.text3
                font.pixelSize: Theme.caption
                Accessible.ignored: true
            }
        }
    }
}
