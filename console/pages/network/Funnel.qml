pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// How many DCs each step left: bars by the logarithm, for ten thousand and four on one scale.
Column {
    id: root

    required property list<funnelRow> rows

    spacing: Theme.gap4
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Funnel")

    Repeater {
        model: root.rows

        Item {
            id: step

            required property funnelRow modelData
            required property int index

            width: root.width
            height: Theme.scaled(28)
            Accessible.role: Accessible.ListItem
            Accessible.name: qsTr("%1: %2 left").arg(modelData.title).arg(modelData.left)

            Item {
                id: lane

                width: Math.min(Theme.scaled(224), parent.width * 0.42)
                height: parent.height

                Rectangle {
                    anchors.horizontalCenter: parent.horizontalCenter
                    width: Math.max(Theme.scaled(44), parent.width * step.modelData.share)
                    height: parent.height
                    radius: Theme.radiusPill
                    color: step.index === root.rows.length - 1 ? Theme.accent : Qt.alpha(Theme.accent, 0.16 + 0.1 * step.index)

                    Label {
                        anchors.centerIn: parent
                        text: step.modelData.left
                        strong: true
                        color: step.index === root.rows.length - 1 ? (Theme.dark ? Theme.bg : Theme.fillText) : Theme.text
                        Accessible.ignored: true
                    }
                }
            }

            Label {
                id: title

                x: lane.width + Theme.gap16
                height: parent.height
                text: step.modelData.title
                font.pixelSize: Theme.label
                font.weight: Font.DemiBold
                Accessible.ignored: true
            }

            Label {
                anchors.left: title.right
                anchors.leftMargin: Theme.gap8
                anchors.right: time.left
                anchors.rightMargin: Theme.gap8
                height: parent.height
                text: step.modelData.note
                color: Theme.text2
                font.pixelSize: Theme.label
                Accessible.ignored: true
            }

            Label {
                id: time

                anchors.right: parent.right
                height: parent.height
                text: step.modelData.time
                color: Theme.text2
                font.pixelSize: Theme.label
                Accessible.ignored: true
            }
        }
    }
}
