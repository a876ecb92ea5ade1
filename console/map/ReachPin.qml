pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import Darkstore.Controls

// A DC that was asked how long it would take: its mark, a line to the point, and its name with the minutes.
MapCallout {
    id: root

    required property string name
    // "6 min"; empty when there is no way.
    required property string minutes
    required property bool serves
    property int health: Health.Healthy

    readonly property color ink: serves ? Theme.accent : Theme.text3

    Shape {
        preferredRendererType: Shape.CurveRenderer

        ShapePath {
            strokeColor: root.ink
            strokeWidth: root.serves ? 2 : 1.5
            strokeStyle: root.serves ? ShapePath.SolidLine : ShapePath.DashLine
            dashPattern: [4, 4]
            fillColor: "transparent"
            startX: 0
            startY: 0

            PathLine {
                x: root.layout.middle.x - root.x
                y: root.layout.middle.y - root.y
            }
        }
    }

    Rectangle {
        anchors.centerIn: parent
        width: 20
        height: 20
        radius: 10
        color: Theme.mapCluster
        border.width: 2
        border.color: root.ink

        HealthMark {
            anchors.centerIn: parent
            health: root.health
        }
    }

    Rectangle {
        x: root.leftward ? -width - Theme.gap16 : Theme.gap16
        y: root.shift - height / 2
        width: words.implicitWidth + Theme.gap16
        height: Theme.scaled(24)
        radius: Theme.radiusPill
        color: Theme.surface
        border.width: Theme.borderWidth
        border.color: root.serves ? Theme.accent : Theme.warn
        Accessible.role: Accessible.StaticText
        Accessible.name: qsTr("%1, %2").arg(root.name).arg(root.minutes)

        Row {
            id: words

            anchors.centerIn: parent
            spacing: Theme.gap8

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                path: root.serves ? Icons.check : Icons.close
                size: Theme.iconSmall
                color: root.serves ? Theme.ok : Theme.warn
            }

            Label {
                text: root.name
                font.pixelSize: Theme.label
                Accessible.ignored: true
            }

            Label {
                visible: root.minutes !== ""
                text: root.minutes
                color: root.serves ? Theme.text : Theme.warn
                font.pixelSize: Theme.label
                font.weight: Font.DemiBold
                Accessible.ignored: true
            }
        }
    }
}
