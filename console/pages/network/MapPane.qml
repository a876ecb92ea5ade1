pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls
import Darkstore.Map

// The work part of the page: the map with what floats over it, or the table that shows the same.
FocusScope {
    id: root

    required property NetworkViewModel viewModel
    required property string tileHost
    property bool table: false
    readonly property bool reaching: viewModel.reach.active

    signal reachStarted

    function show(latitude: real, longitude: real) {
        // A DC that is in view and drawn for itself stays where it is.
        if (!root.table && !chosen.inView || map.camera.zoom < 6)
            map.flyTo(latitude, longitude, Math.max(map.camera.zoom, 11));
    }

    function showReach(latitude: real, longitude: real) {
        map.flyTo(latitude, longitude, Math.max(map.camera.zoom, 12.2));
    }

    function fly(latitude: real, longitude: real, zoom: real) {
        map.flyTo(latitude, longitude, zoom);
    }

    function focusSearch() {
        root.table = true;
        list.focusSearch();
    }

    WorldMap {
        id: map

        anchors.fill: parent
        visible: !root.table
        focus: !root.table
        markerSet: root.viewModel.markers
        tileHost: root.tileHost
        selectedId: root.reaching ? -1 : root.viewModel.detail.dcId
        showDcs: layers.dcs || root.reaching
        picking: root.reaching
        candidateIds: root.reaching ? root.viewModel.reach.candidateIds : []
        onDcChosen: dcId => root.viewModel.choose(dcId)
        onPointChosen: (latitude, longitude) => {
            root.viewModel.reach.ask(latitude, longitude);
            map.flyTo(latitude, longitude, Math.max(map.camera.zoom, 12.2));
        }

        RegionChips {
            anchors.fill: parent
            visible: layers.regions && !root.reaching && map.camera.zoom < 6.5
            regions: root.viewModel.regions
            dots: map.dots
        }

        MapAnchor {
            id: chosen

            camera: map.camera
            latitude: root.viewModel.detail.latitude
            longitude: root.viewModel.detail.longitude
            visible: root.viewModel.detail.dcId !== 0 && !root.reaching

            Rectangle {
                readonly property real reach: root.viewModel.detail.radiusM * chosen.pixelsPerMetre

                x: -reach
                y: -reach
                width: 2 * reach
                height: width
                radius: reach
                visible: layers.radius && reach > 12
                color: Qt.alpha(Theme.accent, 0.08)
                border.width: 1.5
                border.color: Theme.accent
            }

            Rectangle {
                x: -width - Theme.gap16
                y: -height / 2
                width: tag.implicitWidth + Theme.gap16
                height: Theme.scaled(24)
                radius: Theme.radiusPill
                color: Theme.accent

                Label {
                    id: tag

                    anchors.centerIn: parent
                    text: root.viewModel.detail.tag
                    color: Theme.dark ? Theme.bg : Theme.fillText
                    font.pixelSize: Theme.label
                    font.weight: Font.DemiBold
                }
            }
        }

        ReachOverlay {
            anchors.fill: parent
            visible: root.reaching && root.viewModel.reach.hasPoint
            reach: root.viewModel.reach
            camera: map.camera
        }

        ScaleBar {
            anchors.right: parent.right
            anchors.rightMargin: Theme.gap24 + Theme.gap24 + Theme.control
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.gap16
            visible: map.camera.zoom > 4
            camera: map.camera
        }

        // In the middle where there is room for it beside the credits, else above them.
        Legend {
            readonly property bool beside: (map.width - width) / 2 > map.creditsWidth + Theme.gap16

            x: beside ? (map.width - width) / 2 : Theme.gap12
            anchors.bottom: parent.bottom
            anchors.bottomMargin: beside ? Theme.gap12 : Theme.control + Theme.gap8
            viewModel: root.viewModel
            reaching: root.reaching
        }

        LayersPanel {
            id: layers

            anchors.top: parent.top
            anchors.right: parent.right
            anchors.margins: Theme.gap12
            visible: !root.reaching
            viewModel: root.viewModel
        }
    }

    DcTable {
        id: list

        anchors.fill: parent
        anchors.topMargin: bar.height + 2 * Theme.gap12
        visible: root.table
        focus: root.table
        table: root.viewModel.table
        onChosen: dcId => root.viewModel.choose(dcId)
    }

    OverlayPanel {
        id: bar

        x: Theme.gap12
        y: Theme.gap12
        padding: Theme.gap4
        implicitWidth: tools.implicitWidth + 2 * padding

        Row {
            id: tools

            spacing: Theme.gap8

            Segmented {
                label: qsTr("Show DCs as")
                visible: !root.reaching
                texts: [qsTr("Map"), qsTr("Table")]
                iconPaths: [Icons.network, Icons.table]
                currentIndex: root.table ? 1 : 0
                onActivated: index => root.table = index === 1
            }

            Button {
                visible: !root.reaching
                variant: Button.Ghost
                iconPath: Icons.crosshair
                text: qsTr("Who can serve a point")
                keyHint: qsTr("R")
                onClicked: root.reachStarted()
            }

            ReachBar {
                visible: root.reaching
                reach: root.viewModel.reach
            }
        }
    }

    EmptyState {
        anchors.centerIn: parent
        visible: root.viewModel.markers.count === 0 && root.viewModel.problem !== ""
        iconPath: Icons.network
        title: qsTr("The DCs could not be listed")
        text: root.viewModel.problem
        width: Theme.detailMax

        Button {
            text: qsTr("Try again")
            variant: Button.Primary
            onClicked: root.viewModel.list()
        }
    }

    Connections {
        target: root.viewModel
        enabled: root.visible && !root.table && layers.orders

        function onPulsed(dcId: int, refused: bool) {
            map.dots.pulse(dcId, refused);
        }
    }
}
