pragma ComponentBehavior: Bound

import QtQuick

// A lock mode that is only shown: closed lock, open lock and violet, wave, circle of arrows; with its word.
Row {
    id: root

    required property int mode
    readonly property color ink: mode === LockMode.Optimistic ? Theme.optimistic : Theme.text2

    spacing: Theme.gap4 + 2
    Accessible.role: Accessible.StaticText
    Accessible.name: words.text

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        path: [Icons.lock, Icons.lockOpen, Icons.loose, Icons.auto][root.mode]
        size: 13
        color: root.ink
    }

    Label {
        id: words

        anchors.verticalCenter: parent.verticalCenter
        text: [qsTr("Pessimistic"), qsTr("Optimistic"), qsTr("Loose"), qsTr("Auto")][root.mode]
        color: root.ink
        font.pixelSize: Theme.label
        Accessible.ignored: true
    }
}
