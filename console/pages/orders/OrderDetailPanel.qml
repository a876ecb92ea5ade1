pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// One order from press to door.
DetailPanel {
    id: root

    required property OrdersViewModel viewModel
    readonly property OrderDetail order: viewModel.detail
    readonly property bool writable: viewModel.live.fresh

    implicitWidth: Theme.detailMax
    widthMax: Theme.detailWide
    title: order.shortId
    titleMono: true
    onClosed: viewModel.close()

    facts: [
        PhasePill {
            phase: root.order.phase
            text: root.order.phaseText
            tone: root.order.tone
        },
        Label {
            text: root.order.about
            color: Theme.text2
        }
    ]

    StatTiles {
        width: parent.width
        labels: root.order.figureLabels
        values: root.order.figures
    }

    Banner {
        width: parent.width
        visible: root.order.problem !== ""
        tone: Tone.Bad
        text: root.order.problem
    }

    Banner {
        width: parent.width
        visible: root.order.refused
        tone: Tone.Bad
        title: qsTr("Refused")
        text: root.order.refusal
    }

    LoadingSkeleton {
        width: parent.width
        height: visible ? 200 : 0
        loading: root.order.loading
        bars: [0.5, 0.2, 0.1]
        text: qsTr("Reading the order")
    }

    OrderLines {
        width: parent.width
        visible: !root.order.refused && !root.order.loading
        order: root.order
        writable: root.writable
    }

    OrderTimeline {
        width: parent.width
        visible: !root.order.refused && !root.order.loading
        order: root.order
    }

    foot: [
        Button {
            variant: Button.Danger
            visible: root.order.cancellable
            enabled: root.writable && !root.order.busy
            busy: root.order.busy
            text: qsTr("Cancel order")
            onClicked: ask.open()
        }
    ]

    CancelDialog {
        id: ask

        orderName: root.order.shortId
        onConfirmed: reason => root.order.cancel(reason)
    }
}
