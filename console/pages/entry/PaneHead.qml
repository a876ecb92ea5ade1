pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// The head of one of the three columns: its number, its name, a note.
Item {
    id: root

    required property string number
    required property string title
    property string note: ""
    property int noteTone: Tone.Neutral
    property real inset: 0

    implicitHeight: Theme.rowTall + Theme.gap8

    Rectangle {
        id: disc

        x: Theme.gap16 + root.inset
        anchors.verticalCenter: parent.verticalCenter
        width: 22
        height: 22
        radius: 11
        color: Theme.selected

        Label {
            anchors.centerIn: parent
            text: root.number
            color: Theme.accent
            font.pixelSize: Theme.label
            font.weight: Font.DemiBold
            Accessible.ignored: true
        }
    }

    Label {
        id: name

        anchors.left: disc.right
        anchors.leftMargin: Theme.gap8
        anchors.verticalCenter: parent.verticalCenter
        text: root.title
        font.pixelSize: Theme.section
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
    }

    Label {
        anchors.right: parent.right
        anchors.rightMargin: Theme.gap16
        anchors.left: name.right
        anchors.leftMargin: Theme.gap12
        anchors.verticalCenter: parent.verticalCenter
        horizontalAlignment: Text.AlignRight
        text: root.note
        color: root.noteTone === Tone.Neutral ? Theme.text2 : Theme.toneText(root.noteTone)
        font.pixelSize: Theme.label
    }

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.borderWidth
        color: Theme.line
    }
}
