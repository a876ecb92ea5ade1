pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import Darkstore.Controls
import Darkstore.Map

// A reach on the map: the point, the rounds that cut the candidates, and a line to each DC whose travel time was asked.
Item {
    id: root

    required property ReachTool reach
    required property MapCamera camera

    component Round: Shape {
        id: round

        required property real metres
        property bool dashed: false
        readonly property real size: metres * point.pixelsPerMetre

        visible: size > 20 && size < 4000
        preferredRendererType: Shape.CurveRenderer

        ShapePath {
            strokeColor: round.dashed ? Theme.mapRegionBorder : Theme.accent
            strokeWidth: 1.5
            strokeStyle: round.dashed ? ShapePath.DashLine : ShapePath.SolidLine
            dashPattern: [4, 3]
            fillColor: Qt.alpha(Theme.accent, round.dashed ? 0.04 : 0.1)
            startX: round.size
            startY: 0

            PathArc {
                x: -round.size
                y: 0
                radiusX: round.size
                radiusY: round.size
            }

            PathArc {
                x: round.size
                y: 0
                radiusX: round.size
                radiusY: round.size
            }
        }
    }

    component Tag: Rectangle {
        id: tag

        required property string title
        required property string note

        width: tagWords.implicitWidth + Theme.gap16
        height: Theme.scaled(24)
        radius: Theme.radiusPill
        color: Qt.alpha(Theme.surface, 0.92)
        border.width: Theme.borderWidth
        border.color: Theme.line2

        Row {
            id: tagWords

            anchors.centerIn: parent
            spacing: Theme.gap8

            Label {
                text: tag.title
                font.pixelSize: Theme.label
                font.weight: Font.DemiBold
            }

            Label {
                text: tag.note
                color: Theme.text2
                font.pixelSize: Theme.label
            }
        }
    }

    CalloutLayout {
        id: callouts

        camera: root.camera
        latitude: root.reach.latitude
        longitude: root.reach.longitude
        gap: Theme.scaled(28)
    }

    MapAnchor {
        id: point

        camera: root.camera
        latitude: root.reach.latitude
        longitude: root.reach.longitude

        Round {
            id: considered

            metres: root.reach.consideredM
            dashed: true
        }

        Round {
            id: nearest

            metres: root.reach.nearestM
        }

        Tag {
            x: -width / 2
            y: -considered.size - height / 2
            visible: considered.visible
            title: qsTr("1 Index")
            note: root.reach.consideredText
        }

        Tag {
            x: -width / 2
            y: nearest.size - height / 2
            visible: nearest.visible && considered.size - nearest.size > height
            title: qsTr("3 Haversine")
            note: root.reach.nearestText
        }
    }

    Repeater {
        model: root.reach.pins

        ReachPin {
            required property reachPinRow modelData

            camera: root.camera
            layout: callouts
            latitude: modelData.latitude
            longitude: modelData.longitude
            name: modelData.name
            minutes: modelData.minutes
            serves: modelData.serves
            health: modelData.health
        }
    }

    PointPin {
        at: callouts.middle
    }
}
