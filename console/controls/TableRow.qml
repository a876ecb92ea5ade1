pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T

// One row of a DataTable. Its children are its cells. `label` is what a screen reader says for the whole row.
T.ItemDelegate {
    id: root

    required property string label
    property bool selected: ListView.isCurrentItem
    // Rows of closed or refused things are dimmed, not hidden.
    property bool dimmed: false
    property bool tall: false
    default property alias cells: cellRow.data

    implicitHeight: tall ? Theme.rowTall : Theme.row
    width: ListView.view ? ListView.view.width : implicitWidth
    padding: 0
    hoverEnabled: true
    focusPolicy: Qt.NoFocus
    highlighted: selected
    Accessible.role: Accessible.Row
    Accessible.name: label
    Accessible.selected: selected

    contentItem: Item {
        Row {
            id: cellRow

            x: Theme.gap8
            height: parent.height
            opacity: root.dimmed ? 0.6 : 1
        }
    }

    background: Rectangle {
        color: root.selected ? Theme.selected : (root.down ? Theme.pressed(Theme.hover) : (root.hovered ? Theme.hover : "transparent"))

        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: Theme.borderWidth
            color: Theme.line
        }

        FocusRing {
            distance: -2
            around: 2
            visible: root.selected && root.ListView.view !== null && root.ListView.view.activeFocus
        }
    }
}
