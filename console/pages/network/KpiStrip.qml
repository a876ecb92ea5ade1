pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// Six figures of the whole network over the last ten seconds.
Rectangle {
    id: root

    required property NetworkFigures figures
    property bool stale: false
    property bool narrow: false

    implicitHeight: Theme.kpiStrip
    color: Theme.surface

    component Figure: Kpi {
        width: root.width / 6
        height: root.height - Theme.borderWidth
        stale: root.stale
        showSpark: !root.narrow
    }

    component Divider: Rectangle {
        width: Theme.borderWidth
        height: root.height
        color: Theme.line
    }

    Row {
        Figure {
            label: qsTr("Orders/s")
            value: root.figures.orders
            note: root.figures.ordersNote
            values: root.figures.ordersSeries
        }

        Figure {
            label: qsTr("Answer p99")
            value: root.figures.answer
            unit: root.figures.answerUnit
            note: root.figures.answerNote
            tone: root.figures.answerTone
            values: root.figures.answerSeries

            Divider {}
        }

        Figure {
            label: qsTr("In flight")
            value: root.figures.inFlight
            unit: qsTr("orders")
            note: qsTr("asked, not answered")
            values: root.figures.inFlightSeries

            Divider {}
        }

        Figure {
            label: qsTr("Refused/s")
            value: root.figures.refused
            note: root.figures.refusedNote
            values: root.figures.refusedSeries

            Divider {}
        }

        Figure {
            label: qsTr("Stock changes/s")
            value: root.figures.changes
            note: qsTr("inventory rows, all shards")
            values: root.figures.changesSeries

            Divider {}
        }

        Figure {
            label: qsTr("Replica lag")
            value: root.figures.lag
            unit: root.figures.lagUnit
            note: root.figures.lagNote
            tone: root.figures.lagTone

            Divider {}
        }
    }

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.borderWidth
        color: Theme.line
    }
}
