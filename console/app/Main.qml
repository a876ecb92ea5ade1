pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Darkstore.Controls
import Darkstore.Network
import Darkstore.Inventory

// The window: rail, top bar, and the page in front. A page is made when it is first shown and then kept.
T.ApplicationWindow {
    id: root

    required property Shell shell
    readonly property bool narrow: width < Theme.narrowWindow

    width: 1600
    height: 960
    minimumWidth: 1024
    minimumHeight: 640
    visible: true
    title: qsTr("Darkstore")
    color: Theme.bg

    Binding {
        target: Theme
        property: "dark"
        value: root.shell.preferences.dark
    }

    Binding {
        target: Theme
        property: "reduceMotion"
        value: root.shell.preferences.reduceMotion
    }

    Binding {
        target: Theme
        property: "textScale"
        value: root.shell.preferences.textPercent / 100
    }

    Shortcut {
        sequences: ["Ctrl+K"]
        context: Qt.ApplicationShortcut
        onActivated: palette.open()
    }

    Shortcut {
        sequences: ["F1"]
        context: Qt.ApplicationShortcut
        onActivated: keys.open()
    }

    Shortcut {
        sequences: ["Ctrl+1"]
        onActivated: root.shell.page = Shell.Network
    }

    Shortcut {
        sequences: ["Ctrl+2"]
        onActivated: root.shell.page = Shell.Inventory
    }

    Connections {
        target: root.shell

        function onDcWanted(dcId: int) {
            networkPage.choose(dcId);
        }
        function onReachWanted() {
            networkPage.startReach();
        }
        function onReachAtWanted(latitude: double, longitude: double) {
            networkPage.reachAt(latitude, longitude);
        }
        function onPlaceWanted(latitude: double, longitude: double, zoom: double) {
            networkPage.showPlace(latitude, longitude, zoom);
        }
        function onKeysWanted() {
            keys.open();
        }
    }

    Rail {
        id: rail

        height: parent.height
        shell: root.shell
        narrow: root.narrow
        onKeysWanted: keys.open()
        onSettingsWanted: settings.open()
    }

    TopBar {
        id: bar

        anchors.left: rail.right
        anchors.right: parent.right
        title: [qsTr("Network"), qsTr("Inventory")][root.shell.page]
        subtitle: [networkPage.subtitle, qsTr("One DC's shelf")][root.shell.page]
        clock: root.shell.clock
        date: root.shell.date
        onSearchRequested: palette.open()
        chips: [
            LiveChip {
                live: root.shell.live.live
                detail: root.shell.liveDetail
            },
            ShardChip {
                shell: root.shell
            }
        ]
    }

    Item {
        anchors.left: rail.right
        anchors.right: parent.right
        anchors.top: bar.bottom
        anchors.bottom: parent.bottom

        NetworkPage {
            id: networkPage

            anchors.fill: parent
            visible: root.shell.page === Shell.Network
            focus: visible
            viewModel: root.shell.network
            tileHost: root.shell.tileHost
            onShelfWanted: dcId => root.shell.openShelf(dcId)
        }

        Loader {
            id: inventoryPage

            readonly property bool wanted: root.shell.page === Shell.Inventory
            property bool made: false

            anchors.fill: parent
            active: wanted || made
            visible: wanted
            focus: wanted
            onLoaded: made = true
            sourceComponent: InventoryPage {
                viewModel: root.shell.inventory
                focus: true
            }
        }
    }

    CommandPalette {
        id: palette

        model: root.shell.palette
        iconPaths: [Icons.network, Icons.box, Icons.orders, Icons.chevronRight]
        busy: root.shell.palette.busy
        footnote: root.shell.palette.footnote
        onQueried: text => root.shell.palette.query(text)
        onChosen: row => root.shell.palette.choose(row)
    }

    KeysOverlay {
        id: keys
    }

    SettingsPanel {
        id: settings

        x: rail.width + Theme.gap8
        y: root.height - height - Theme.gap16
        preferences: root.shell.preferences
    }
}
