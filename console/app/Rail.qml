pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// The navigation rail: pages at the top, help and settings at the bottom.
Rectangle {
    id: root

    required property Shell shell
    property bool narrow: false

    signal keysWanted
    signal settingsWanted

    width: narrow ? Theme.railNarrow : Theme.rail
    color: Theme.surface
    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("Pages")

    Rectangle {
        id: brand

        y: Theme.gap12
        anchors.horizontalCenter: parent.horizontalCenter
        width: 32
        height: 32
        radius: Theme.radiusControl
        color: Theme.fill

        Icon {
            anchors.centerIn: parent
            path: Icons.logo
            size: 20
            color: Theme.fillText
        }
    }

    Column {
        y: Theme.topBar
        spacing: Theme.gap4

        RailItem {
            narrow: root.narrow
            text: qsTr("Network")
            iconPath: Icons.network
            checked: root.shell.page === Shell.Network
            onClicked: root.shell.page = Shell.Network
        }

        RailItem {
            narrow: root.narrow
            text: qsTr("Inventory")
            iconPath: Icons.shelf
            checked: root.shell.page === Shell.Inventory
            onClicked: root.shell.page = Shell.Inventory
        }

        RailItem {
            narrow: root.narrow
            text: qsTr("Orders")
            iconPath: Icons.orders
            checked: root.shell.page === Shell.Orders
            onClicked: root.shell.page = Shell.Orders
        }
    }

    Column {
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gap8
        spacing: Theme.gap4

        RailItem {
            narrow: root.narrow
            text: qsTr("Help F1")
            iconPath: Icons.help
            Accessible.role: Accessible.Button
            onClicked: root.keysWanted()
        }

        RailItem {
            narrow: root.narrow
            text: qsTr("Settings")
            iconPath: Icons.settings
            Accessible.role: Accessible.Button
            onClicked: root.settingsWanted()
        }
    }

    Rectangle {
        anchors.right: parent.right
        width: Theme.borderWidth
        height: parent.height
        color: Theme.line
    }
}
