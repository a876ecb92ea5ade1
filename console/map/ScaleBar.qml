pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// How long a round distance is on the map.
Item {
    id: root

    required property MapCamera camera

    implicitWidth: camera.scalePixels
    implicitHeight: words.implicitHeight + 6
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("Scale: %1").arg(camera.scaleText)

    Label {
        id: words

        anchors.horizontalCenter: parent.horizontalCenter
        text: root.camera.scaleText
        color: Theme.text2
        font.pixelSize: Theme.caption
        Accessible.ignored: true
    }

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.borderWidth
        color: Theme.text3
    }

    Rectangle {
        anchors.bottom: parent.bottom
        width: Theme.borderWidth
        height: 5
        color: Theme.text3
    }

    Rectangle {
        anchors.bottom: parent.bottom
        anchors.right: parent.right
        width: Theme.borderWidth
        height: 5
        color: Theme.text3
    }
}
