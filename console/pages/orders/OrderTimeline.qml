pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// Where the milliseconds went, then every step.
Column {
    id: root

    required property OrderDetail order

    spacing: Theme.gap8

    SectionHead {
        width: parent.width
        title: qsTr("Timeline")
        link: qsTr("Copy as text")
        onLinkActivated: root.order.copy()
    }

    SplitBar {
        width: parent.width
        visible: root.order.timing.length > 0
        label: qsTr("Where the time of the answer went")
        parts: root.order.timing.map(part => part.us)
        tones: root.order.timing.map(part => part.tone)
    }

    Column {
        width: parent.width

        Repeater {
            id: steps

            model: root.order.steps

            Column {
                id: entry

                required property detailStep modelData
                required property int index

                width: root.width

                Label {
                    x: Theme.scaled(96) + Theme.gap24 + Theme.gap8
                    height: Theme.scaled(18)
                    visible: entry.modelData.chapter !== ""
                    text: entry.modelData.chapter
                    color: Theme.text3
                    font.pixelSize: Theme.caption
                }

                TimelineStep {
                    width: parent.width
                    time: entry.modelData.time
                    title: entry.modelData.title
                    text: entry.modelData.text
                    duration: entry.modelData.duration
                    iconPath: [Icons.check, Icons.crosshair, Icons.split, Icons.clock, Icons.lock, Icons.box, Icons.truck, Icons.close][entry.modelData.mark]
                    tone: entry.modelData.tone
                    first: entry.index === 0
                    last: entry.index === steps.count - 1
                }
            }
        }
    }
}
