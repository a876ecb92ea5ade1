pragma ComponentBehavior: Bound

import QtQuick

// A DC's state by shape and colour: circle, triangle, diamond, hollow square.
Item {
    id: root

    required property int health
    property real size: 10

    implicitWidth: size
    implicitHeight: size
    Accessible.role: Accessible.Graphic
    Accessible.name: [qsTr("healthy"), qsTr("strained"), qsTr("contended"), qsTr("offline")][health]

    Rectangle {
        anchors.centerIn: parent
        visible: root.health === Health.Healthy
        width: root.size * 0.9
        height: width
        radius: width / 2
        color: Theme.ok
    }

    Icon {
        anchors.centerIn: parent
        visible: root.health === Health.Strained
        path: Icons.triangle
        size: root.size * 1.25
        filled: true
        color: Theme.warn
    }

    Rectangle {
        anchors.centerIn: parent
        visible: root.health === Health.Contended
        width: root.size * 0.75
        height: width
        rotation: 45
        antialiasing: true
        color: Theme.bad
    }

    Rectangle {
        anchors.centerIn: parent
        visible: root.health === Health.Offline
        width: root.size * 0.9
        height: width
        color: "transparent"
        border.width: 1.5
        border.color: Theme.text3
    }
}
