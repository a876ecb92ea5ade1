pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// How many shards answer.
Rectangle {
    id: root

    required property Shell shell

    visible: shell.shards !== ""
    width: inner.implicitWidth + Theme.gap16
    height: Theme.controlSmall
    radius: Theme.radiusControl
    color: shell.shardsWhole ? "transparent" : Theme.badGround
    border.width: Theme.borderWidth
    border.color: shell.shardsWhole ? Theme.line : Theme.bad
    Accessible.role: Accessible.StaticText
    Accessible.name: shell.shards

    Row {
        id: inner

        anchors.centerIn: parent
        spacing: Theme.gap8

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            path: root.shell.shardsWhole ? Icons.server : Icons.bad
            size: Theme.iconSmall
            color: root.shell.shardsWhole ? Theme.text2 : Theme.bad
        }

        Label {
            text: root.shell.shards
            color: root.shell.shardsWhole ? Theme.text2 : Theme.bad
            font.pixelSize: Theme.label
            font.weight: Font.Medium
            Accessible.ignored: true
        }
    }
}
