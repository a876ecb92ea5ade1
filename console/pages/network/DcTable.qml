pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// The map as a table, for the keyboard and screen readers.
FocusScope {
    id: root

    required property DcTableModel table

    signal chosen(dcId: int)

    function focusSearch() {
        search.forceActiveFocus();
    }

    Row {
        id: filters

        x: Theme.gap16
        spacing: Theme.gap8

        SearchField {
            id: search

            label: qsTr("Code, name or city of a DC")
            placeholderText: qsTr("Code, name or city")
            keyHint: qsTr("/")
            onSearched: text => root.table.search = text
        }

        Repeater {
            model: [qsTr("All"), qsTr("Strained"), qsTr("Contended"), qsTr("Offline")]

            ChipFilter {
                required property string modelData
                required property int index
                readonly property int health: index === 0 ? -1 : index

                anchors.verticalCenter: parent ? parent.verticalCenter : undefined
                text: modelData
                checkable: false
                checked: root.table.health === health
                onClicked: root.table.health = health
            }
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            leftPadding: Theme.gap8
            text: root.table.foundText
            color: Theme.text3
            font.pixelSize: Theme.label
        }
    }

    DataTable {
        id: rows

        anchors.fill: parent
        anchors.topMargin: filters.height + Theme.gap8
        focus: true
        label: qsTr("DCs")
        model: root.table
        sortKey: root.table.sortKey
        sortDescending: root.table.sortDescending
        onSortRequested: key => root.table.sortBy(key)
        onOpened: index => root.chosen(root.table.dcAt(index))
        columns: [
            TableColumn {
                title: qsTr("State")
                width: 116
                sortKey: "health"
            },
            TableColumn {
                title: qsTr("DC")
                width: 92
                sortKey: "code"
            },
            TableColumn {
                title: qsTr("Name")
                width: 160
                stretch: 2
                sortKey: "name"
            },
            TableColumn {
                title: qsTr("City")
                width: 120
                stretch: 1
            },
            TableColumn {
                title: qsTr("Region")
                width: 120
                stretch: 1
                sortKey: "region"
            },
            TableColumn {
                title: qsTr("Shard")
                width: 110
                priority: 2
            },
            TableColumn {
                title: qsTr("Radius")
                width: 80
                rightAligned: true
                priority: 3
            },
            TableColumn {
                title: qsTr("Open, local")
                width: 120
                priority: 1
            }
        ]

        delegate: TableRow {
            id: row

            required property int index
            required property int dcId
            required property string code
            required property string name
            required property string metro
            required property string region
            required property string shard
            required property int health
            required property string healthText
            required property string radius
            required property string hours

            label: qsTr("%1 %2, %3, %4").arg(code).arg(name).arg(metro).arg(healthText)
            onClicked: {
                rows.currentIndex = row.index;
                root.chosen(row.dcId);
            }

            TableCell {
                column: rows.columns[0]

                HealthMark {
                    x: Theme.gap8
                    anchors.verticalCenter: parent.verticalCenter
                    health: row.health
                    Accessible.ignored: true
                }

                Label {
                    x: Theme.gap24 + Theme.gap4
                    anchors.verticalCenter: parent.verticalCenter
                    text: row.healthText
                    color: [Theme.text2, Theme.warn, Theme.bad, Theme.text3][row.health]
                    Accessible.ignored: true
                }
            }

            TableCell {
                column: rows.columns[1]
                text: row.code
                mono: true
            }

            TableCell {
                column: rows.columns[2]
                text: row.name
            }

            TableCell {
                column: rows.columns[3]
                text: row.metro
                color: Theme.text2
            }

            TableCell {
                column: rows.columns[4]
                text: row.region
                color: Theme.text2
            }

            TableCell {
                column: rows.columns[5]
                text: row.shard
                color: Theme.text2
            }

            TableCell {
                column: rows.columns[6]
                text: row.radius
                color: Theme.text2
            }

            TableCell {
                column: rows.columns[7]
                text: row.hours
                color: Theme.text2
            }
        }
    }
}
