pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// Which rows are in view, what arrives, and what would move if the list were ordered again.
Rectangle {
    id: root

    required property InventoryViewModel viewModel

    implicitHeight: Theme.row
    color: Theme.surface

    Rectangle {
        width: parent.width
        height: Theme.borderWidth
        color: Theme.line
    }

    Label {
        x: Theme.gap16
        height: parent.height
        width: right.x - x - Theme.gap12
        text: root.viewModel.rangeText
        color: Theme.text2
        font.pixelSize: Theme.caption
    }

    Row {
        id: right

        anchors.right: parent.right
        anchors.rightMargin: Theme.gap16
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gap12

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            visible: !root.viewModel.live.fresh
            path: Icons.lock
            size: 12
        }

        Label {
            text: root.viewModel.live.fresh ? root.viewModel.rateText : qsTr("Receive, count, adjust and flip wait until the data is live again.")
            color: Theme.text2
            font.pixelSize: Theme.caption
        }

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.viewModel.movedText !== ""
            path: Icons.pause
            size: 12
        }

        Label {
            visible: root.viewModel.movedText !== ""
            text: root.viewModel.movedText
            color: Theme.text2
            font.pixelSize: Theme.caption
        }

        Link {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.viewModel.movedText !== ""
            text: qsTr("Sort again")
            onClicked: root.viewModel.reload()
        }
    }
}
