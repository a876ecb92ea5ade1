pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// Orders and refused attempts, newest first.
DataTable {
    id: root

    required property OrdersViewModel viewModel
    readonly property bool stale: !viewModel.live.fresh && viewModel.live.live !== Live.Connecting

    label: qsTr("Orders")
    model: viewModel.orders
    onOpened: index => viewModel.open(viewModel.orders.idAt(index))

    // Under a pointer, or below the top, nothing may move.
    Binding {
        root.viewModel.touched: hover.hovered || root.list.contentY > 0
    }

    HoverHandler {
        id: hover

        parent: root.list
    }

    columns: [
        TableColumn {
            title: qsTr("Placed")
            width: 96
        },
        TableColumn {
            title: qsTr("Order")
            width: 104
        },
        TableColumn {
            title: qsTr("Customer")
            width: 130
            stretch: 2
            priority: 1
        },
        TableColumn {
            title: qsTr("DC")
            width: 130
            priority: 3
        },
        TableColumn {
            title: qsTr("Lines")
            width: 60
            rightAligned: true
            priority: 5
        },
        TableColumn {
            title: qsTr("Paid")
            width: 100
            rightAligned: true
        },
        TableColumn {
            title: qsTr("ms")
            width: 56
            rightAligned: true
            priority: 4
        },
        TableColumn {
            title: qsTr("State")
            width: 120
        },
        TableColumn {
            title: qsTr("Note")
            width: 140
            stretch: 3
            priority: 2
        }
    ]

    delegate: TableRow {
        id: row

        required property int index
        required property string orderId
        required property string time
        required property string shortId
        required property string customer
        required property string dc
        required property string moreDcs
        required property string lines
        required property string total
        required property string ms
        required property int phase
        required property string phaseText
        required property int tone
        required property string note
        required property int noteTone

        label: qsTr("Order %1, %2, %3, %4").arg(shortId).arg(customer).arg(total).arg(phaseText)
        selected: root.viewModel.detail.orderId === row.orderId || ListView.isCurrentItem
        onClicked: {
            root.currentIndex = row.index;
            root.viewModel.open(row.orderId);
        }

        TableCell {
            column: root.columns[0]
            text: row.time
            color: Theme.text2
            stale: root.stale
        }

        TableCell {
            column: root.columns[1]
            text: row.shortId
            mono: true
        }

        TableCell {
            column: root.columns[2]
            text: row.customer
        }

        TableCell {
            column: root.columns[3]
            text: row.moreDcs === "" ? row.dc : row.dc + " " + row.moreDcs
            color: Theme.text2
            mono: true
        }

        TableCell {
            column: root.columns[4]
            text: row.lines
        }

        TableCell {
            column: root.columns[5]
            text: row.total
            strong: true
        }

        TableCell {
            column: root.columns[6]
            text: row.ms
            color: Theme.text2
        }

        TableCell {
            column: root.columns[7]

            PhasePill {
                x: Theme.gap8
                anchors.verticalCenter: parent.verticalCenter
                phase: row.phase
                text: row.phaseText
                tone: row.tone
            }
        }

        TableCell {
            column: root.columns[8]
            text: row.note
            color: row.noteTone === Tone.Neutral ? Theme.text2 : Theme.toneText(row.noteTone)
        }
    }
}
