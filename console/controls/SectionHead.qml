pragma ComponentBehavior: Bound

import QtQuick

// The head of a section: its name left, a figure, a word or a link right.
Item {
    id: root

    required property string title
    property string note: ""
    // A figure before the note, larger.
    property string figure: ""
    // Non-empty: a link right of the note.
    property string link: ""

    signal linkActivated

    implicitHeight: Theme.scaled(20)
    implicitWidth: name.implicitWidth + right.width + Theme.gap16

    Label {
        id: name

        anchors.verticalCenter: parent.verticalCenter
        text: root.title
        strong: true
        Accessible.role: Accessible.Heading
    }

    Row {
        id: right

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gap8

        Label {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.figure !== ""
            text: root.figure
            font.pixelSize: Theme.title
            font.weight: Font.DemiBold
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: root.note
            color: Theme.text3
            font.pixelSize: Theme.label
        }

        Link {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.link !== ""
            text: root.link
            onClicked: root.linkActivated()
        }
    }
}
