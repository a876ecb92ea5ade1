pragma ComponentBehavior: Bound

import QtQuick

// Steps below each other, joined by a line. The model's rows have the roles time, title, text, duration, iconPath,
// tone and chapter; a row whose chapter is not empty is preceded by that word ("shelf and street").
Column {
    id: root

    property alias model: steps.model

    Accessible.role: Accessible.List
    Accessible.name: qsTr("Timeline")

    Repeater {
        id: steps

        Column {
            id: entry

            required property int index
            required property string time
            required property string title
            required property string text
            required property string duration
            required property string iconPath
            required property int tone
            required property string chapter

            width: root.width

            Item {
                width: parent.width
                height: Theme.scaled(18)
                visible: entry.chapter !== ""

                Rectangle {
                    x: step.markX + 12
                    width: Theme.borderWidth
                    height: parent.height
                    color: Theme.line2
                }

                Label {
                    id: word

                    x: step.markX + 24 + Theme.gap8
                    anchors.verticalCenter: parent.verticalCenter
                    text: entry.chapter
                    color: Theme.text3
                    font.pixelSize: Theme.caption
                }

                Rectangle {
                    anchors.left: word.right
                    anchors.leftMargin: Theme.gap8
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    height: Theme.borderWidth
                    color: Theme.line
                }
            }

            TimelineStep {
                id: step

                width: parent.width
                time: entry.time
                title: entry.title
                text: entry.text
                duration: entry.duration
                iconPath: entry.iconPath
                tone: entry.tone
                first: entry.index === 0
                last: entry.index === steps.count - 1
            }
        }
    }
}
