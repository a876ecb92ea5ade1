pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Darkstore.Controls

// Every change of the row, newest first. Scrolls by itself and reads older entries as it does.
Item {
    id: root

    required property LedgerModel ledger

    implicitHeight: Math.min(Math.max(1, view.count), 12) * Theme.row
    Accessible.role: Accessible.Table
    Accessible.name: qsTr("Ledger")

    Label {
        height: Theme.row
        visible: view.count === 0
        text: qsTr("Nothing yet")
        color: Theme.text3
    }

    ListView {
        id: view

        anchors.fill: parent
        clip: true
        activeFocusOnTab: count > 0
        model: root.ledger
        boundsBehavior: Flickable.StopAtBounds
        highlightMoveDuration: 0

        T.ScrollBar.vertical: ScrollBar {}

        delegate: TableRow {
            id: entry

            required property string time
            required property string kind
            required property int tone
            required property string note
            required property string delta
            required property string after
            required property string version

            readonly property real fixed: timeLabel.width + kindLabel.width + deltaLabel.width + afterLabel.width + versionLabel.width

            label: qsTr("%1 %2 %3, %4 left").arg(time).arg(kind).arg(delta).arg(after)
            selected: ListView.isCurrentItem && view.activeFocus

            component Cell: Label {
                height: entry.height
                font.pixelSize: Theme.label
                Accessible.ignored: true
            }

            Cell {
                id: timeLabel

                width: Theme.scaled(76)
                text: entry.time
                color: Theme.text2
            }

            Cell {
                id: kindLabel

                width: Theme.scaled(64)
                text: entry.kind
                color: entry.tone === Tone.Neutral ? Theme.text : Theme.toneText(entry.tone)
                font.weight: Font.Medium
            }

            Cell {
                width: Math.max(0, entry.width - entry.fixed - 2 * Theme.gap8)
                text: entry.note
                color: Theme.text2
            }

            Cell {
                id: deltaLabel

                width: Theme.scaled(36)
                horizontalAlignment: Text.AlignRight
                text: entry.delta
                color: entry.tone === Tone.Neutral ? Theme.text2 : Theme.toneText(entry.tone)
            }

            Cell {
                id: afterLabel

                width: Theme.scaled(36)
                horizontalAlignment: Text.AlignRight
                text: entry.after
                strong: true
            }

            Cell {
                id: versionLabel

                width: Theme.scaled(48)
                horizontalAlignment: Text.AlignRight
                text: entry.version
                color: Theme.text3
            }
        }
    }
}
