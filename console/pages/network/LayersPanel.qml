pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// What the map shows.
OverlayPanel {
    id: root

    required property NetworkViewModel viewModel
    readonly property bool dcs: dcsToggle.checked
    readonly property bool orders: !viewModel.paused
    readonly property bool regions: regionsToggle.checked
    readonly property bool radius: radiusToggle.checked

    implicitWidth: Theme.layersPanel
    title: qsTr("Layers")
    iconPath: Icons.layers
    collapsible: true

    Toggle {
        id: dcsToggle

        width: parent.width
        wordFirst: true
        text: qsTr("DCs, clustered")
        checked: true
    }

    Toggle {
        width: parent.width
        wordFirst: true
        text: qsTr("Orders as they come")
        checked: !root.viewModel.paused
        onToggled: root.viewModel.paused = !checked
    }

    Toggle {
        id: regionsToggle

        width: parent.width
        wordFirst: true
        text: qsTr("Regions")
        checked: true
    }

    Toggle {
        id: radiusToggle

        width: parent.width
        wordFirst: true
        text: qsTr("Delivery radius")
        checked: true
    }
}
