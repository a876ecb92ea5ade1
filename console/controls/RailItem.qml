pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T

// One entry of the navigation rail: icon over word, a bar at the left edge when it is the page shown.
T.AbstractButton {
    id: root

    required property string iconPath
    property bool narrow: false
    property string badge: ""

    implicitWidth: narrow ? Theme.railNarrow : Theme.rail
    implicitHeight: narrow ? 44 : Theme.scaled(56)
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.PageTab
    Accessible.name: text
    Accessible.selected: checked
    Keys.onReturnPressed: root.click()

    background: Item {
        Rectangle {
            anchors.fill: parent
            anchors.leftMargin: Theme.gap4
            anchors.rightMargin: Theme.gap4
            radius: Theme.radiusControl
            color: root.checked ? Theme.selected : (root.down ? Theme.pressed(Theme.hover) : (root.hovered ? Theme.hover : "transparent"))

            FocusRing {
                distance: 0
                visible: root.visualFocus
            }
        }

        Rectangle {
            visible: root.checked
            anchors.verticalCenter: parent.verticalCenter
            width: 3
            height: parent.height - 2 * Theme.gap16
            radius: 2
            color: Theme.accent
        }
    }

    contentItem: Item {
        Column {
            anchors.centerIn: parent
            spacing: Theme.gap4

            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                path: root.iconPath
                size: Theme.iconLarge
                color: root.checked ? Theme.accent : Theme.text2
            }

            Label {
                anchors.horizontalCenter: parent.horizontalCenter
                visible: !root.narrow
                text: root.text
                color: root.checked ? Theme.text : Theme.text2
                font.pixelSize: Theme.caption
                font.weight: root.checked ? Font.DemiBold : Font.Medium
                Accessible.ignored: true
            }
        }

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.horizontalCenterOffset: Theme.gap16
            y: Theme.gap4
            visible: root.badge !== ""
            width: Math.max(height, number.implicitWidth + Theme.gap8)
            height: Theme.scaled(16)
            radius: height / 2
            color: Theme.badGround
            border.width: Theme.borderWidth
            border.color: Theme.bad

            Label {
                id: number

                anchors.centerIn: parent
                text: root.badge
                color: Theme.bad
                font.pixelSize: Theme.caption
                Accessible.ignored: true
            }
        }
    }

    Tip {
        text: root.text
        x: root.width + Theme.gap4
        y: (root.height - height) / 2
        visible: root.narrow && root.hovered
    }
}
