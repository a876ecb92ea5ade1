pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// What stands where the orders would.
Item {
    id: root

    required property OrdersViewModel viewModel

    signal placeRequested

    LoadingSkeleton {
        anchors.fill: parent
        loading: root.viewModel.loading
        bars: [0.06, 0.08, 0.14, 0.08, 0.04, 0.07, 0.08, 0.12]
        text: qsTr("Reading orders")
    }

    EmptyState {
        anchors.fill: parent
        visible: root.viewModel.empty
        iconPath: Icons.orders
        title: root.viewModel.emptyTitle
        text: root.viewModel.search === "" && root.viewModel.filter === 0 ? qsTr("New orders appear here as they are placed.") : qsTr("No order or refused attempt matches the text and the filters.")

        Button {
            variant: Button.Primary
            visible: root.viewModel.search === "" && root.viewModel.filter === 0 && root.viewModel.region === 0
            text: qsTr("Place order")
            onClicked: root.placeRequested()
        }

        Button {
            visible: root.viewModel.search !== "" || root.viewModel.filter !== 0 || root.viewModel.region !== 0
            text: qsTr("Clear filters")
            onClicked: root.viewModel.clearFilters()
        }
    }

    ErrorCard {
        anchors.horizontalCenter: parent.horizontalCenter
        y: Theme.gap24
        width: Math.min(560, parent.width - 2 * Theme.gap24)
        visible: root.viewModel.unreadable
        title: qsTr("Orders cannot be read")
        text: qsTr("%1 No accepted order is lost.").arg(root.viewModel.problem)

        Button {
            variant: Button.Primary
            text: qsTr("Try again")
            onClicked: root.viewModel.reload()
        }
    }
}
