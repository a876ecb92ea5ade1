pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls
import Darkstore.Entry

// The live list with one order in detail; N turns to order entry, Esc turns back.
FocusScope {
    id: root

    required property OrdersViewModel viewModel
    // What the map of order entry is made of; see EntryPage.
    property Component map: null
    property bool placing: false
    readonly property bool narrow: width < Theme.narrowWindow - Theme.rail

    signal inventoryRequested(dcId: int, itemId: double)

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Orders")
    onVisibleChanged: if (visible)
        viewModel.start()
    Component.onCompleted: if (visible)
        viewModel.start()

    component Key: Shortcut {
        enabled: root.visible && !root.placing
    }

    Key {
        sequences: ["/"]
        onActivated: bar.focusSearch()
    }
    Key {
        sequences: ["N"]
        onActivated: root.placing = true
    }
    Key {
        sequences: ["Space"]
        onActivated: root.viewModel.paused = !root.viewModel.paused
    }
    Key {
        sequences: ["Esc"]
        onActivated: root.viewModel.close()
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.bg
    }

    Item {
        id: work

        width: parent.width - (detail.visible && !root.narrow ? detail.width : 0)
        height: parent.height
        visible: !root.placing

        OrdersBar {
            id: bar

            width: parent.width
            viewModel: root.viewModel
            onPlaceRequested: root.placing = true
        }

        OrdersNotices {
            id: notices

            anchors.top: bar.bottom
            width: parent.width
            viewModel: root.viewModel
        }

        OrdersTable {
            id: table

            anchors.top: notices.bottom
            anchors.bottom: foot.top
            width: parent.width
            visible: !root.viewModel.loading && table.count > 0
            focus: true
            viewModel: root.viewModel
        }

        OrdersStates {
            anchors.fill: table
            viewModel: root.viewModel
            onPlaceRequested: root.placing = true
        }

        OrdersFoot {
            id: foot

            anchors.bottom: parent.bottom
            width: parent.width
            viewModel: root.viewModel
        }
    }

    OrderDetailPanel {
        id: detail

        anchors.right: parent.right
        width: Math.min(implicitWidth, parent.width)
        height: parent.height
        visible: root.viewModel.detail.shown && !root.placing
        viewModel: root.viewModel
    }

    EntryPage {
        anchors.fill: parent
        visible: root.placing
        focus: root.placing
        viewModel: root.viewModel.entry
        map: root.map
        onClosed: root.placing = false
        onOrderOpened: orderId => {
            root.placing = false;
            root.viewModel.open(orderId);
        }
    }
}
