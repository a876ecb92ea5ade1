pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T

// The bar over the work: the page's name and what it shows, the search, and at the right how live it is and the time.
Rectangle {
    id: root

    required property string title
    property string subtitle: ""
    property string clock: ""
    property string date: ""
    property bool narrow: width < Theme.narrowWindow - Theme.rail
    // Live chip, chips of the place: between search and clock.
    property alias chips: chipRow.data

    signal searchRequested

    implicitHeight: Theme.topBar
    color: Theme.surface

    Label {
        id: name

        x: Theme.gap16
        anchors.verticalCenter: parent.verticalCenter
        text: root.title
        font.pixelSize: Theme.title
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
    }

    Label {
        id: about

        anchors.left: name.right
        anchors.leftMargin: Theme.gap12
        anchors.baseline: name.baseline
        width: Math.max(0, search.x - x - Theme.gap16)
        text: root.subtitle
        color: Theme.text3
    }

    T.AbstractButton {
        id: search

        anchors.right: chipRow.left
        anchors.rightMargin: Theme.gap16
        anchors.verticalCenter: parent.verticalCenter
        width: root.narrow ? Theme.control : Math.min(384, root.width * 0.3)
        height: Theme.control
        hoverEnabled: true
        focusPolicy: Qt.StrongFocus
        Accessible.role: Accessible.Button
        Accessible.name: qsTr("Search DC, item, order, or run an action")
        onClicked: root.searchRequested()
        Keys.onReturnPressed: search.click()

        background: Rectangle {
            radius: Theme.radiusControl
            color: search.down ? Theme.pressed(Theme.hover) : (search.hovered ? Theme.hover : Theme.field)
            border.width: Theme.borderWidth
            border.color: Theme.line2

            FocusRing {
                visible: search.visualFocus
            }
        }

        contentItem: Item {
            Icon {
                x: root.narrow ? (parent.width - width) / 2 : Theme.gap12
                anchors.verticalCenter: parent.verticalCenter
                path: Icons.search
                color: Theme.text3
            }

            Label {
                x: Theme.gap12 + Theme.icon + Theme.gap8
                anchors.verticalCenter: parent.verticalCenter
                width: keys.x - x - Theme.gap8
                visible: !root.narrow
                text: qsTr("Search DC, item, order, or run an action")
                color: Theme.text3
                Accessible.ignored: true
            }

            KeyCap {
                id: keys

                anchors.right: parent.right
                anchors.rightMargin: Theme.gap8
                anchors.verticalCenter: parent.verticalCenter
                visible: !root.narrow
                text: qsTr("Ctrl K")
            }
        }
    }

    Row {
        id: chipRow

        anchors.right: time.left
        anchors.rightMargin: Theme.gap16
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gap8
    }

    Column {
        id: time

        anchors.right: parent.right
        anchors.rightMargin: Theme.gap16
        anchors.verticalCenter: parent.verticalCenter
        width: Math.max(Theme.scaled(72), now.implicitWidth, today.implicitWidth)

        Label {
            id: now

            anchors.right: parent.right
            text: root.clock
            strong: true
        }

        Label {
            id: today

            anchors.right: parent.right
            text: root.date
            color: Theme.text3
            font.pixelSize: Theme.caption
        }
    }

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.borderWidth
        color: Theme.line
    }
}
