pragma ComponentBehavior: Bound

import QtQuick

// What was just done and how to take it back, for ten seconds or until something else is done.
Rectangle {
    id: root

    property string text: ""
    property bool busy: false

    signal undone

    function show(what: string) {
        root.text = what;
        leave.restart();
    }

    implicitWidth: 320
    implicitHeight: Theme.rowTall
    visible: text !== ""
    radius: Theme.radiusControl
    color: Theme.hover
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    Timer {
        id: leave

        interval: 10000
        onTriggered: root.text = ""
    }

    Shortcut {
        sequences: ["Ctrl+Z"]
        enabled: root.visible && !root.busy
        onActivated: root.undone()
    }

    Label {
        x: Theme.gap12
        anchors.verticalCenter: parent.verticalCenter
        width: undo.x - 2 * Theme.gap12
        text: root.text
        color: Theme.text2
        font.pixelSize: Theme.label
        Accessible.ignored: true
    }

    Button {
        id: undo

        anchors.right: parent.right
        anchors.rightMargin: Theme.gap4
        anchors.verticalCenter: parent.verticalCenter
        variant: Button.Ghost
        small: true
        iconPath: Icons.undo
        text: qsTr("Undo")
        keyHint: qsTr("Ctrl Z")
        busy: root.busy
        onClicked: root.undone()
    }
}
