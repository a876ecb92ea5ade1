pragma ComponentBehavior: Bound

import QtQuick

// How fresh the screen is: live (with what arrives), connecting, stale (with its age), down (with what is down).
Rectangle {
    id: root

    required property int live
    // What follows the word: "2,041 changes/s", "6 s".
    property string detail: ""

    readonly property int tone: [Tone.Accent, Tone.Ok, Tone.Warn, Tone.Bad][live]
    readonly property color ink: Theme.toneText(tone)
    readonly property string word: [qsTr("Connecting"), qsTr("Live"), qsTr("Stale"), qsTr("Down")][live]

    implicitWidth: inner.implicitWidth + 2 * Theme.gap8 + 2
    implicitHeight: Theme.controlSmall
    radius: Theme.radiusControl
    color: live === Live.Fresh || live === Live.Connecting ? "transparent" : Theme.toneGround(tone)
    border.width: Theme.borderWidth
    border.color: live === Live.Fresh || live === Live.Connecting ? Theme.line : root.ink
    Accessible.role: Accessible.AlertMessage
    Accessible.name: detail === "" ? word : word + " " + detail

    Row {
        id: inner

        anchors.centerIn: parent
        spacing: Theme.gap4 + 2

        Item {
            anchors.verticalCenter: parent.verticalCenter
            width: 10
            height: 10

            Rectangle {
                anchors.centerIn: parent
                visible: root.live === Live.Fresh || root.live === Live.Connecting
                width: 8
                height: 8
                radius: 4
                color: root.live === Live.Fresh ? root.ink : "transparent"
                border.width: 1.5
                border.color: root.ink
            }

            Icon {
                anchors.centerIn: parent
                visible: root.live === Live.Stale || root.live === Live.Down
                path: root.live === Live.Stale ? Icons.warn : Icons.bad
                size: Theme.iconSmall
                color: root.ink
            }
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: root.word
            color: root.ink
            font.pixelSize: Theme.label
            font.weight: Font.DemiBold
            Accessible.ignored: true
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.detail !== ""
            text: root.detail
            color: root.ink
            font.pixelSize: Theme.label
            font.weight: Font.Medium
            Accessible.ignored: true
        }
    }
}
