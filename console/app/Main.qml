pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Darkstore.Controls
import Darkstore.Network
import Darkstore.Inventory
import Darkstore.Orders

// The window: rail, top bar, and the page in front. A page is made when it is first shown and then kept.
T.ApplicationWindow {
    id: root

    required property Shell shell
    readonly property bool narrow: width < Theme.narrowWindow

    // Made when it is first shown.
    component Page: Loader {
        required property int page
        readonly property bool wanted: root.shell.page === page
        property bool made: false

        anchors.fill: parent
        active: wanted || made
        visible: wanted
        focus: wanted
        onLoaded: made = true
    }

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

    Shortcut {
        sequences: ["Ctrl+3"]
        onActivated: root.shell.page = Shell.Orders
    }

    Connections {
        target: root.shell

        function onPlacingWanted(placing: bool) {
            const page = orders.item as OrdersPage;
            if (page)
                page.placing = placing;
        }

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
        title: [qsTr("Network"), qsTr("Inventory"), qsTr("Orders")][root.shell.page]
        subtitle: [networkPage.subtitle, qsTr("One DC's shelf"), orders.placing ? qsTr("Place an order by hand") : qsTr("Live, all regions")][root.shell.page]
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
            canOrder: true
            onShelfWanted: dcId => root.shell.openShelf(dcId)
            onOrderWanted: (latitude, longitude) => root.shell.placeOrderAt(latitude, longitude)
        }

        Page {
            page: Shell.Inventory
            sourceComponent: InventoryPage {
                viewModel: root.shell.inventory
                focus: true
            }
        }

        Page {
            id: orders

            // Order entry is in front, not the list.
            readonly property bool placing: (item as OrdersPage)?.placing ?? false

            page: Shell.Orders
            sourceComponent: OrdersPage {
                viewModel: root.shell.orders
                focus: true
                onInventoryRequested: (dcId, itemId) => root.shell.openShelf(dcId, itemId)
                map: EntryMap {
                    entry: root.shell.orders.entry
                    markerSet: root.shell.network.markers
                    tileHost: root.shell.tileHost
                }
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
