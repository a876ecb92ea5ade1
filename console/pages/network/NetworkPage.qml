pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// All DCs as a map or a table, the chosen one in detail, and who can serve a point.
FocusScope {
    id: root

    required property NetworkViewModel viewModel
    required property string tileHost
    readonly property bool narrow: width < Theme.narrowWindow - Theme.rail
    readonly property string subtitle: viewModel.reach.active ? qsTr("Who can serve a point") : viewModel.subtitle
    readonly property bool live: viewModel.live.fresh
    // There is a page that answers `orderWanted`.
    property bool canOrder: false

    signal shelfWanted(dcId: int)
    signal orderWanted(latitude: real, longitude: real)

    function choose(dcId: int) {
        root.viewModel.reach.active = false;
        root.viewModel.choose(dcId);
        if (dcId !== 0)
            pane.show(root.viewModel.detail.latitude, root.viewModel.detail.longitude);
    }

    function startReach() {
        root.viewModel.reach.active = true;
        pane.table = false;
    }

    function reachAt(latitude: real, longitude: real) {
        pane.table = false;
        root.viewModel.reach.ask(latitude, longitude);
        pane.showReach(latitude, longitude);
    }

    function showPlace(latitude: real, longitude: real, zoom: real) {
        pane.fly(latitude, longitude, zoom);
    }

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Network")

    component Key: Shortcut {
        enabled: root.visible
    }

    Key {
        sequences: ["R"]
        onActivated: root.startReach()
    }
    Key {
        sequences: ["Space"]
        onActivated: root.viewModel.paused = !root.viewModel.paused
    }
    Key {
        sequences: ["/"]
        onActivated: pane.focusSearch()
    }
    Key {
        sequences: ["Esc"]
        onActivated: {
            if (root.viewModel.reach.active)
                root.viewModel.reach.active = false;
            else
                root.viewModel.choose(0);
        }
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.bg
    }

    Item {
        id: work

        width: parent.width - (root.narrow ? 0 : side.width)
        height: parent.height

        Banner {
            id: notice

            width: parent.width
            height: visible ? implicitHeight : 0
            visible: root.viewModel.live.notice !== "" && (root.viewModel.live.live === Live.Stale || root.viewModel.live.live === Live.Down)
            card: false
            tone: root.viewModel.live.live === Live.Down ? Tone.Bad : Tone.Warn
            text: root.viewModel.live.notice
            action: qsTr("Now")
            onActivated: root.viewModel.live.retryNow()
        }

        KpiStrip {
            id: strip

            anchors.top: notice.bottom
            width: parent.width
            height: visible ? implicitHeight : 0
            visible: !root.viewModel.reach.active
            figures: root.viewModel.figures
            stale: !root.live
            narrow: root.narrow
        }

        MapPane {
            id: pane

            anchors.top: strip.bottom
            anchors.bottom: parent.bottom
            width: parent.width
            focus: true
            viewModel: root.viewModel
            tileHost: root.tileHost
            onReachStarted: root.startReach()
        }
    }

    Binding {
        target: root.viewModel.detail
        property: "shown"
        value: detailPanel.visible
    }

    Item {
        id: side

        anchors.right: parent.right
        width: reachPanel.visible ? reachPanel.width : (detailPanel.visible ? detailPanel.width : 0)
        height: parent.height

        DcDetailPanel {
            id: detailPanel

            anchors.right: parent.right
            height: parent.height
            width: implicitWidth
            visible: root.viewModel.detail.dcId !== 0 && !root.viewModel.reach.active
            detail: root.viewModel.detail
            live: root.live
            canOrder: root.canOrder
            onClosed: root.viewModel.choose(0)
            onShelfWanted: root.shelfWanted(root.viewModel.detail.dcId)
            onReachWanted: root.reachAt(root.viewModel.detail.latitude, root.viewModel.detail.longitude)
            onOrderWanted: root.orderWanted(root.viewModel.detail.latitude, root.viewModel.detail.longitude)
        }

        ReachPanel {
            id: reachPanel

            anchors.right: parent.right
            height: parent.height
            width: Math.min(Theme.reachPanel, root.width)
            visible: root.viewModel.reach.active && root.viewModel.reach.hasPoint
            reach: root.viewModel.reach
            live: root.live
            canOrder: root.canOrder
            onOrderWanted: root.orderWanted(root.viewModel.reach.latitude, root.viewModel.reach.longitude)
            onDcWanted: dcId => root.choose(dcId)
            onClosed: root.viewModel.reach.active = false
        }
    }
}
