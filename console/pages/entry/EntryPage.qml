pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// An order by hand in three columns: where and who, items, plan and outcome. Narrow windows put the plan below the
// items. `map` is shown where the place is chosen; it gets `entry` and calls entry.setPosition.
FocusScope {
    id: root

    required property OrderEntry viewModel
    property Component map: null
    readonly property bool narrow: width < Theme.narrowWindow - Theme.rail
    // What is chosen here, for whoever embeds the page.
    readonly property point position: Qt.point(viewModel.longitude, viewModel.latitude)

    signal closed
    signal orderOpened(orderId: string)

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Place an order by hand")
    onVisibleChanged: if (visible)
        viewModel.start()

    component Key: Shortcut {
        enabled: root.visible
    }

    Key {
        sequences: ["/"]
        onActivated: items.focusSearch()
    }
    Key {
        sequences: ["P"]
        onActivated: where.pickOnMap()
    }
    Key {
        sequences: ["Ctrl+Return", "Ctrl+Enter"]
        onActivated: plan.place()
    }
    Key {
        sequences: ["Esc"]
        onActivated: root.closed()
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.bg
    }

    component Divider: Rectangle {
        width: Theme.borderWidth
        height: root.height
        color: Theme.line
    }

    WherePane {
        id: where

        width: root.narrow ? parent.width * 0.42 : parent.width * 0.3
        height: parent.height
        viewModel: root.viewModel
        map: root.map
        onClosed: root.closed()
    }

    ItemsPane {
        id: items

        anchors.left: where.right
        width: root.narrow ? parent.width - where.width : parent.width * 0.38
        height: root.narrow ? parent.height * 0.6 : parent.height
        focus: true
        viewModel: root.viewModel

        Divider {
            height: parent.height
        }
    }

    PlanPane {
        id: plan

        anchors.left: root.narrow ? where.right : items.right
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        height: root.narrow ? parent.height - items.height : parent.height
        viewModel: root.viewModel
        onOrderOpened: orderId => root.orderOpened(orderId)

        Divider {
            height: parent.height
        }
    }

    Banner {
        anchors.bottom: parent.bottom
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottomMargin: Theme.gap16
        width: Math.min(640, parent.width - 2 * Theme.gap24)
        visible: root.viewModel.live.live === Live.Stale || root.viewModel.live.live === Live.Down
        tone: root.viewModel.live.live === Live.Down ? Tone.Bad : Tone.Warn
        text: root.viewModel.live.notice
        action: qsTr("Now")
        onActivated: root.viewModel.live.retryNow()
    }
}
