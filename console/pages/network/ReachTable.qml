pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// The candidates of a reach, nearest first, with what became of each.
DataTable {
    id: root

    required property ReachModel candidates

    signal dcWanted(dcId: int)

    label: qsTr("Candidates")
    model: candidates
    onOpened: index => root.dcWanted(root.candidates.dcAt(index))
    columns: [
        TableColumn {
            title: qsTr("DC")
            width: 84
        },
        TableColumn {
            title: qsTr("Name")
            width: 110
            stretch: 1
        },
        TableColumn {
            title: qsTr("Straight km")
            width: 92
            rightAligned: true
        },
        TableColumn {
            title: qsTr("Minutes")
            width: 74
            rightAligned: true
        },
        TableColumn {
            title: qsTr("Radius km")
            width: 84
            rightAligned: true
            priority: 1
        },
        TableColumn {
            title: qsTr("Result")
            width: 150
        }
    ]

    delegate: TableRow {
        id: row

        required property int index
        required property int dcId
        required property string code
        required property string name
        required property string straight
        required property string minutes
        required property string radius
        required property string verdict
        required property bool serves
        required property bool asked

        readonly property color ink: asked ? Theme.text : Theme.text3

        label: qsTr("%1 %2, %3 km, %4").arg(code).arg(name).arg(straight).arg(verdict)
        onClicked: root.currentIndex = row.index
        onDoubleClicked: root.dcWanted(row.dcId)

        TableCell {
            column: root.columns[0]
            text: row.code
            mono: true
            color: row.ink
        }

        TableCell {
            column: root.columns[1]
            text: row.name
            color: row.ink
        }

        TableCell {
            column: root.columns[2]
            text: row.straight
            color: row.ink
        }

        TableCell {
            column: root.columns[3]
            text: row.minutes
            strong: row.asked
            color: row.asked && !row.serves ? Theme.warn : row.ink
        }

        TableCell {
            column: root.columns[4]
            text: row.radius
            color: row.ink
        }

        TableCell {
            column: root.columns[5]
            text: row.verdict
            iconPath: row.serves ? Icons.check : (row.asked ? Icons.close : "")
            color: row.serves ? Theme.ok : (row.asked ? Theme.warn : Theme.text3)
        }
    }
}
