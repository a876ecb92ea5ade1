pragma ComponentBehavior: Bound

import QtQuick

// One step of a timeline: time, mark, what happened with a line below, how long it took.
Item {
    id: root

    required property string time
    required property string title
    property string text: ""
    property string duration: ""
    property string iconPath: Icons.check
    property int tone: Tone.Neutral
    property bool first: false
    property bool last: false

    readonly property real markX: Theme.scaled(96)

    implicitHeight: Theme.rowTall
    implicitWidth: 320
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("%1 %2 %3").arg(time).arg(title).arg(duration)
    Accessible.description: text

    Label {
        width: root.markX - Theme.gap8
        height: parent.height
        horizontalAlignment: Text.AlignRight
        text: root.time
        color: Theme.text3
        font.pixelSize: Theme.label
        Accessible.ignored: true
    }

    Rectangle {
        x: root.markX + mark.width / 2
        width: Theme.borderWidth
        y: root.first ? parent.height / 2 : 0
        height: root.last ? parent.height / 2 - y : parent.height - y
        color: Theme.line2
    }

    Rectangle {
        id: mark

        x: root.markX
        anchors.verticalCenter: parent.verticalCenter
        width: 24
        height: 24
        radius: 12
        color: root.tone === Tone.Neutral ? Theme.raised : Theme.toneGround(root.tone)
        border.width: Theme.borderWidth
        border.color: root.tone === Tone.Neutral ? Theme.line2 : Theme.toneText(root.tone)

        Icon {
            anchors.centerIn: parent
            path: root.iconPath
            size: 12
            color: root.tone === Tone.Neutral ? Theme.text2 : Theme.toneText(root.tone)
        }
    }

    Column {
        x: mark.x + mark.width + Theme.gap8
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - x - took.width - Theme.gap8

        Label {
            width: parent.width
            text: root.title
            font.weight: Font.Medium
            Accessible.ignored: true
        }

        Label {
            width: parent.width
            visible: root.text !== ""
            text: root.text
            color: Theme.text3
            font.pixelSize: Theme.caption
            Accessible.ignored: true
        }
    }

    Label {
        id: took

        anchors.right: parent.right
        height: parent.height
        text: root.duration
        color: root.tone === Tone.Neutral ? Theme.text2 : Theme.toneText(root.tone)
        font.pixelSize: Theme.label
        Accessible.ignored: true
    }
}
