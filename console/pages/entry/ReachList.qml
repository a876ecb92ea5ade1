pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// The funnel's result: who serves the point in how many minutes, and why the nearest others do not.
Column {
    id: root

    required property OrderEntry viewModel

    spacing: Theme.gap4

    SectionHead {
        width: parent.width
        title: qsTr("Reach")
        note: root.viewModel.funnel
    }

    component ReachLine: Item {
        id: line

        required property reachRow modelData

        width: root.width
        height: Theme.controlSmall
        Accessible.role: Accessible.ListItem
        Accessible.name: qsTr("%1 %2, %3, %4").arg(modelData.code).arg(modelData.name).arg(modelData.minutes).arg(modelData.verdict)

        Icon {
            id: mark

            anchors.verticalCenter: parent.verticalCenter
            path: line.modelData.serves ? Icons.check : Icons.close
            size: Theme.iconSmall
            color: Theme.toneText(line.modelData.tone)
        }

        Label {
            x: Theme.gap24
            width: Theme.scaled(72)
            height: parent.height
            text: line.modelData.code
            mono: true
            color: Theme.text2
            Accessible.ignored: true
        }

        Label {
            x: Theme.gap24 + Theme.scaled(72)
            width: right.x - x - Theme.gap8
            height: parent.height
            text: line.modelData.name
            color: line.modelData.serves ? Theme.text : Theme.text2
            Accessible.ignored: true
        }

        Label {
            id: right

            anchors.right: parent.right
            height: parent.height
            text: line.modelData.serves ? line.modelData.minutes : qsTr("%1 · %2").arg(line.modelData.verdict).arg(line.modelData.minutes === "–" ? line.modelData.distance : line.modelData.minutes)
            color: line.modelData.serves ? Theme.text : Theme.toneText(line.modelData.tone)
            strong: line.modelData.serves
            font.pixelSize: line.modelData.serves ? Theme.body : Theme.label
            Accessible.ignored: true
        }
    }

    Repeater {
        model: root.viewModel.reach

        ReachLine {}
    }

    Repeater {
        model: root.viewModel.others

        ReachLine {}
    }
}
