pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T

// One line of text. `label` is the accessible name; `error` reddens the border and is written below.
T.TextField {
    id: root

    required property string label
    property string iconPath: ""
    property string keyHint: ""
    property string error: ""
    property bool clearable: false

    signal cleared

    implicitWidth: 220
    implicitHeight: Theme.control + (error === "" ? 0 : Theme.scaled(16) + Theme.gap4)
    leftPadding: iconPath === "" ? Theme.gap12 : Theme.gap12 + Theme.icon + Theme.gap8
    rightPadding: tail.width + Theme.gap8
    bottomPadding: error === "" ? 0 : Theme.scaled(16) + Theme.gap4
    verticalAlignment: TextInput.AlignVCenter
    color: Theme.text
    selectionColor: Theme.fill
    selectedTextColor: Theme.fillText
    selectByMouse: true
    font.family: Theme.family
    font.features: Theme.figures
    font.pixelSize: Theme.body
    opacity: enabled ? 1 : Theme.disabledOpacity
    Accessible.name: label
    Accessible.description: error

    background: Item {
        Rectangle {
            id: frame

            width: parent.width
            height: Theme.control
            radius: Theme.radiusControl
            color: Theme.field
            border.width: root.activeFocus ? Theme.ringWidth : Theme.borderWidth
            border.color: root.error !== "" ? Theme.bad : (root.activeFocus ? Theme.accent : (root.hovered ? Theme.text3 : Theme.line2))

            Icon {
                x: Theme.gap12
                anchors.verticalCenter: parent.verticalCenter
                visible: root.iconPath !== ""
                path: root.iconPath
                color: Theme.text3
            }

            Label {
                x: root.leftPadding
                width: parent.width - root.leftPadding - root.rightPadding
                height: parent.height
                visible: root.text === "" && root.preeditText === ""
                text: root.placeholderText
                color: Theme.text3
                Accessible.ignored: true
            }
        }

        Label {
            anchors.top: frame.bottom
            anchors.topMargin: Theme.gap4
            width: parent.width
            visible: root.error !== ""
            text: root.error
            color: Theme.bad
            font.pixelSize: Theme.caption
            Accessible.ignored: true
        }
    }

    Row {
        id: tail

        anchors.right: parent.right
        anchors.rightMargin: Theme.gap4
        height: Theme.control
        rightPadding: Theme.gap4
        spacing: Theme.gap4

        IconButton {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.clearable && root.text !== ""
            implicitHeight: Theme.scaled(22)
            iconPath: Icons.close
            label: qsTr("Clear")
            focusPolicy: Qt.NoFocus
            onClicked: {
                root.clear();
                root.cleared();
            }
        }

        KeyCap {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.keyHint !== "" && root.text === ""
            text: root.keyHint
        }
    }
}
