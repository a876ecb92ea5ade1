pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// The basket with its total.
Item {
    id: root

    required property OrderEntry viewModel

    SectionHead {
        id: head

        x: Theme.gap16
        y: Theme.gap8
        width: parent.width - 2 * Theme.gap16
        title: qsTr("Basket")
        note: root.viewModel.basket.summary
        link: root.viewModel.frozen ? "" : qsTr("Clear")
        onLinkActivated: root.viewModel.basket.clear()
    }

    DataTable {
        id: table

        anchors.top: head.bottom
        anchors.bottom: total.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.gap8
        anchors.rightMargin: Theme.gap8
        label: qsTr("Basket")
        model: root.viewModel.basket
        Keys.onDeletePressed: if (!root.viewModel.frozen)
            root.viewModel.basket.setQuantity(table.currentIndex, 0)

        columns: [
            TableColumn {
                title: qsTr("Item")
                width: 190
                stretch: 1
            },
            TableColumn {
                title: qsTr("Quantity")
                width: 116
            },
            TableColumn {
                title: qsTr("Each")
                width: 80
                rightAligned: true
                priority: 2
            },
            TableColumn {
                title: qsTr("Line")
                width: 84
                rightAligned: true
            },
            TableColumn {
                title: qsTr("Available")
                width: 96
                rightAligned: true
                priority: 1
            }
        ]

        delegate: TableRow {
            id: row

            required property int index
            required property string name
            required property int quantity
            required property string each
            required property string line
            required property string available
            required property int tone

            label: qsTr("%1 × %2, %3").arg(quantity).arg(name).arg(line)
            tall: true
            onClicked: table.currentIndex = index

            TableCell {
                column: table.columns[0]
                text: row.name
            }

            TableCell {
                column: table.columns[1]

                Stepper {
                    x: Theme.gap8
                    anchors.verticalCenter: parent.verticalCenter
                    enabled: !root.viewModel.frozen
                    label: qsTr("Units of %1").arg(row.name)
                    value: row.quantity
                    to: 1000
                    onStepped: value => root.viewModel.basket.setQuantity(row.index, value)
                }
            }

            TableCell {
                column: table.columns[2]
                text: row.each
                color: Theme.text2
            }

            TableCell {
                column: table.columns[3]
                text: row.line
                strong: true
            }

            TableCell {
                column: table.columns[4]
                text: row.available
                color: row.tone === Tone.Neutral ? Theme.text2 : Theme.toneText(row.tone)
                iconPath: row.tone === Tone.Bad ? Icons.diamond : (row.tone === Tone.Warn ? Icons.triangle : "")
                iconFilled: true
            }
        }
    }

    Item {
        id: total

        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.rowTall

        Label {
            x: Theme.gap24
            height: parent.height
            text: qsTr("Total")
            strong: true
        }

        Label {
            anchors.right: parent.right
            anchors.rightMargin: Theme.gap24
            height: parent.height
            text: root.viewModel.basket.totalText
            font.pixelSize: Theme.section
            font.weight: Font.DemiBold
        }
    }
}
