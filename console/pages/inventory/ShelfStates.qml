pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// What stands where the rows would: reading them, none match, or they could not be read.
Item {
    id: root

    required property InventoryViewModel viewModel

    LoadingSkeleton {
        anchors.fill: parent
        loading: root.viewModel.loading
        bars: [0.02, 0.2, 0.14, 0.1, 0.06, 0.06, 0.12]
        text: root.viewModel.dcCode === "" ? qsTr("Looking for a DC") : qsTr("Reading the shelf of %1").arg(root.viewModel.dcCode)
    }

    EmptyState {
        anchors.fill: parent
        visible: root.viewModel.empty
        iconPath: Icons.shelf
        title: root.viewModel.emptyTitle
        text: root.viewModel.emptyText

        Button {
            visible: root.viewModel.search !== "" || root.viewModel.filter !== 0 || root.viewModel.mode >= 0
            text: qsTr("Clear filters")
            onClicked: root.viewModel.clearFilters()
        }
    }

    ErrorCard {
        anchors.horizontalCenter: parent.horizontalCenter
        y: Theme.gap24
        width: Math.min(560, parent.width - 2 * Theme.gap24)
        visible: root.viewModel.unreadable
        title: qsTr("The shelf cannot be read")
        text: qsTr("%1 Nothing was changed.").arg(root.viewModel.problem)

        Button {
            variant: Button.Primary
            text: qsTr("Try again")
            onClicked: root.viewModel.reload()
        }
    }
}
