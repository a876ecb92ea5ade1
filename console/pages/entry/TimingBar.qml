pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// Where the milliseconds of an answer went.
Column {
    id: root

    required property list<timePart> timing
    required property string total

    spacing: Theme.gap8

    Item {
        width: parent.width
        height: Theme.scaled(16)

        Label {
            height: parent.height
            text: root.total === "–" ? qsTr("Where the time went") : qsTr("Where the %1 ms went").arg(root.total)
            color: Theme.text2
            font.pixelSize: Theme.label
        }

        Label {
            anchors.right: parent.right
            height: parent.height
            text: qsTr("limit 200 ms")
            color: Theme.text3
            font.pixelSize: Theme.label
        }
    }

    SplitBar {
        width: parent.width
        label: qsTr("Where the time went")
        parts: root.timing.map(part => part.us)
        tones: root.timing.map(part => part.tone)
    }

    Grid {
        width: parent.width
        columns: 3
        columnSpacing: Theme.gap16
        rowSpacing: Theme.gap4

        Repeater {
            model: root.timing

            Item {
                id: cell

                required property timePart modelData

                width: (root.width - 2 * Theme.gap16) / 3
                height: Theme.scaled(16)
                Accessible.role: Accessible.StaticText
                Accessible.name: qsTr("%1: %2 ms").arg(modelData.name).arg(modelData.ms)

                Label {
                    height: parent.height
                    text: cell.modelData.name
                    color: cell.modelData.tone === Tone.Neutral ? Theme.text2 : Theme.toneText(cell.modelData.tone)
                    font.pixelSize: Theme.label
                    Accessible.ignored: true
                }

                Label {
                    anchors.right: parent.right
                    height: parent.height
                    text: cell.modelData.ms
                    color: cell.modelData.tone === Tone.Neutral ? Theme.text : Theme.toneText(cell.modelData.tone)
                    font.pixelSize: Theme.label
                    Accessible.ignored: true
                }
            }
        }
    }
}
