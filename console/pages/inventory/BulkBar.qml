pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// What can be done to the ticked rows.
Rectangle {
    id: root

    required property InventoryViewModel viewModel

    signal begun(kind: int)

    implicitHeight: Theme.rowTall
    color: Theme.selected
    Accessible.role: Accessible.ToolBar
    Accessible.name: qsTr("Chosen rows")

    CheckBox {
        id: all

        x: Theme.gap16
        anchors.verticalCenter: parent.verticalCenter
        label: qsTr("Choose all loaded rows")
        tristate: true
        nextCheckState: () => root.viewModel.shelf.allPicked ? Qt.Unchecked : Qt.Checked
        checkState: root.viewModel.shelf.allPicked ? Qt.Checked : Qt.PartiallyChecked
        onClicked: root.viewModel.shelf.pickAll(!root.viewModel.shelf.allPicked)
    }

    Row {
        anchors.left: all.right
        anchors.leftMargin: Theme.gap12
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gap12

        Label {
            text: qsTr("%1 selected").arg(root.viewModel.shelf.picked)
            strong: true
        }

        Link {
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("Clear")
            onClicked: root.viewModel.shelf.pickAll(false)
        }
    }

    Row {
        anchors.right: parent.right
        anchors.rightMargin: Theme.gap16
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gap4

        component Act: Button {
            required property int kind

            variant: Button.Ghost
            small: true
            enabled: root.viewModel.live.fresh
            onClicked: root.begun(kind)
        }

        Act {
            kind: StockDraft.Receive
            iconPath: Icons.receive
            text: qsTr("Receive")
        }

        Act {
            kind: StockDraft.Count
            iconPath: Icons.count
            text: qsTr("Count")
        }

        Act {
            kind: StockDraft.Adjust
            iconPath: Icons.pencil
            text: qsTr("Adjust")
        }

        Act {
            kind: StockDraft.Flip
            iconPath: Icons.flip
            text: qsTr("Flip mode")
        }
    }
}
