pragma ComponentBehavior: Bound

import QtQuick

// A state in one or two words, with its icon; outlined when it is a fact and not a state.
Rectangle {
    id: root

    required property string text
    property int tone: Tone.Neutral
    property string iconPath: ""
    property bool outlined: false

    readonly property color ink: Theme.toneText(tone)

    implicitWidth: inner.implicitWidth + 2 * Theme.gap8
    implicitHeight: Theme.scaled(20)
    radius: Theme.radiusPill
    color: Theme.toneGround(tone)
    border.width: outlined ? Theme.borderWidth : 0
    border.color: Theme.line2
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    Row {
        id: inner

        anchors.centerIn: parent
        spacing: Theme.gap4 + 1

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.iconPath !== ""
            path: root.iconPath
            size: 12
            color: root.ink
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: root.text
            color: root.ink
            font.pixelSize: Theme.caption
            font.weight: Font.DemiBold
            Accessible.ignored: true
        }
    }
}
