pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// How many are loaded, and how fast they come.
Rectangle {
    id: root

    required property OrdersViewModel viewModel

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
        text: root.viewModel.countText
        color: Theme.text2
        font.pixelSize: Theme.caption
    }

    Label {
        anchors.right: parent.right
        anchors.rightMargin: Theme.gap16
        height: parent.height
        text: root.viewModel.live.fresh ? root.viewModel.rateText : qsTr("Cancel and place wait until the data is live again.")
        color: Theme.text2
        font.pixelSize: Theme.caption
    }
}
