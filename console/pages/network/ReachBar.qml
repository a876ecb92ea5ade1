pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// The question: which point, within how many minutes, leaving when.
Row {
    id: root

    required property ReachTool reach

    spacing: Theme.gap8

    Rectangle {
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.scaled(240)
        height: Theme.control
        radius: Theme.radiusControl
        color: Theme.field
        border.width: Theme.borderWidth
        border.color: Theme.line2

        Icon {
            x: Theme.gap12
            anchors.verticalCenter: parent.verticalCenter
            path: Icons.pin
        }

        Label {
            x: Theme.gap12 + Theme.icon + Theme.gap8
            width: parent.width - x - Theme.gap8
            height: parent.height
            text: root.reach.hasPoint ? root.reach.place : qsTr("Click a point on the map")
            color: root.reach.hasPoint ? Theme.text : Theme.text3
        }
    }

    Label {
        anchors.verticalCenter: parent.verticalCenter
        text: qsTr("reach within, min")
        color: Theme.text2
        font.pixelSize: Theme.label
    }

    Segmented {
        anchors.verticalCenter: parent.verticalCenter
        label: qsTr("Reach within, minutes")
        small: true
        texts: root.reach.withinTexts
        currentIndex: root.reach.within
        onActivated: index => root.reach.within = index
    }

    Label {
        anchors.verticalCenter: parent.verticalCenter
        text: qsTr("leave")
        color: Theme.text2
        font.pixelSize: Theme.label
    }

    Segmented {
        anchors.verticalCenter: parent.verticalCenter
        label: qsTr("Leave")
        small: true
        texts: [qsTr("now"), qsTr("18:00")]
        currentIndex: root.reach.leave
        onActivated: index => root.reach.leave = index
    }

    IconButton {
        anchors.verticalCenter: parent.verticalCenter
        iconPath: Icons.close
        label: qsTr("Back to the network")
        shortcut: qsTr("Esc")
        onClicked: root.reach.active = false
    }
}
