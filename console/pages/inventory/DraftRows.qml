pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Darkstore.Controls

// The rows of a draft with their amounts, and what became of each.
ListView {
    id: root

    required property StockDraft draft

    implicitHeight: Math.min(contentHeight, 8 * Theme.rowTall)
    clip: true
    model: draft
    boundsBehavior: Flickable.StopAtBounds

    T.ScrollBar.vertical: ScrollBar {}

    delegate: Item {
        id: entry

        required property int index
        required property string name
        required property string brandSize
        required property string onShelf
        required property int amount
        required property bool locked
        required property bool done
        required property string message

        width: root.width
        height: Theme.rowTall

        Column {
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - side.width - Theme.gap12

            Label {
                width: parent.width
                text: entry.name
            }

            Label {
                width: parent.width
                text: entry.message !== "" && root.count > 1 ? entry.message : qsTr("%1 · %2 on shelf").arg(entry.brandSize).arg(entry.onShelf)
                color: entry.message === "" || root.count === 1 ? Theme.text3 : (entry.done ? Theme.ok : Theme.bad)
                font.pixelSize: Theme.caption
            }
        }

        Row {
            id: side

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.gap8

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: entry.done
                path: Icons.check
                color: Theme.ok
            }

            Stepper {
                visible: root.draft.kind !== StockDraft.Flip
                focus: entry.index === 0
                enabled: !entry.locked
                label: qsTr("Units of %1").arg(entry.name)
                value: entry.amount
                from: root.draft.kind === StockDraft.Count ? 0 : 1
                to: 100000
                onStepped: value => root.draft.setAmount(entry.index, value)
            }
        }
    }
}
