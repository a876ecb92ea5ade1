pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// The menu: one press on a row's button, or Return on the row, puts it into the basket.
Item {
    id: root

    required property OrderEntry viewModel

    DataTable {
        id: table

        anchors.fill: parent
        anchors.leftMargin: Theme.gap8
        anchors.rightMargin: Theme.gap8
        label: qsTr("Menu")
        model: root.viewModel.menu
        onOpened: index => root.viewModel.add(index)

        columns: [
            TableColumn {
                title: qsTr("Item")
                width: 220
                stretch: 1
            },
            TableColumn {
                title: qsTr("Price")
                width: 84
                rightAligned: true
            },
            TableColumn {
                title: qsTr("Available")
                width: 84
                rightAligned: true
            },
            TableColumn {
                title: qsTr("Soonest")
                width: 72
                rightAligned: true
                priority: 1
            },
            TableColumn {
                title: ""
                width: 116
                rightAligned: true
            }
        ]

        delegate: TableRow {
            id: row

            required property int index
            required property string name
            required property string brand
            required property string price
            required property string available
            required property int tone
            required property string soonest
            required property int inBasket

            label: qsTr("%1, %2, %3 available").arg(name).arg(price).arg(available)
            dimmed: tone === Tone.Bad
            tall: true
            onClicked: table.currentIndex = index
            onDoubleClicked: root.viewModel.add(index)

            TableCell {
                column: table.columns[0]

                Row {
                    x: Theme.gap8
                    height: parent.height
                    width: parent.width - Theme.gap8
                    spacing: Theme.gap4 + 2

                    Label {
                        width: Math.min(implicitWidth, parent.width)
                        height: parent.height
                        text: row.name
                        Accessible.ignored: true
                    }

                    Label {
                        width: Math.max(0, parent.width - x)
                        height: parent.height
                        text: row.brand
                        color: Theme.text3
                        font.pixelSize: Theme.label
                        Accessible.ignored: true
                    }
                }
            }

            TableCell {
                column: table.columns[1]
                text: row.price
            }

            TableCell {
                column: table.columns[2]
                text: row.available
                color: row.tone === Tone.Neutral ? Theme.text : Theme.toneText(row.tone)
                iconPath: row.tone === Tone.Bad ? Icons.diamond : (row.tone === Tone.Warn ? Icons.triangle : "")
                iconFilled: true
            }

            TableCell {
                column: table.columns[3]
                text: row.soonest
                color: Theme.text2
            }

            TableCell {
                column: table.columns[4]

                Button {
                    anchors.right: parent.right
                    anchors.rightMargin: Theme.gap8
                    anchors.verticalCenter: parent.verticalCenter
                    visible: row.inBasket === 0
                    enabled: !root.viewModel.frozen
                    small: true
                    focusPolicy: Qt.NoFocus
                    iconPath: Icons.plus
                    text: qsTr("Add")
                    onClicked: root.viewModel.add(row.index)
                }

                Stepper {
                    anchors.right: parent.right
                    anchors.rightMargin: Theme.gap8
                    anchors.verticalCenter: parent.verticalCenter
                    visible: row.inBasket > 0
                    enabled: !root.viewModel.frozen
                    label: qsTr("Units of %1").arg(row.name)
                    value: row.inBasket
                    to: 1000
                    onStepped: value => root.viewModel.setMenuQuantity(row.index, value)
                }
            }
        }
    }

    LoadingSkeleton {
        anchors.fill: parent
        anchors.topMargin: Theme.tableHead
        loading: root.viewModel.menu.loading && table.count === 0
        text: qsTr("Reading the menu")
    }

    EmptyState {
        anchors.fill: parent
        anchors.topMargin: Theme.tableHead
        visible: table.count === 0 && !root.viewModel.menu.loading
        iconPath: root.viewModel.hasPosition ? Icons.basket : Icons.pin
        title: root.viewModel.hasPosition ? root.viewModel.menu.notice : qsTr("Where does it go?")
        text: root.viewModel.hasPosition ? "" : qsTr("Choose a place on the map or by its name; the menu is what the DCs in reach have.")
    }
}
