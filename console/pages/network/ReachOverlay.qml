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
        middle: Qt.point(root.reach.longitude, root.reach.latitude)
        places: root.reach.pinPlaces
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

        MapAnchor {
            id: pin

            required property reachPinRow modelData
            required property int index

            readonly property bool leftward: callouts.lefts[index] ?? false
            readonly property real shift: callouts.shifts[index] ?? 0

            camera: root.camera
            latitude: modelData.latitude
            longitude: modelData.longitude

            Shape {
                preferredRendererType: Shape.CurveRenderer

                ShapePath {
                    strokeColor: pin.modelData.serves ? Theme.accent : Theme.text3
                    strokeWidth: pin.modelData.serves ? 2 : 1.5
                    strokeStyle: pin.modelData.serves ? ShapePath.SolidLine : ShapePath.DashLine
                    dashPattern: [4, 4]
                    fillColor: "transparent"
                    startX: 0
                    startY: 0

                    PathLine {
                        x: point.x - pin.x
                        y: point.y - pin.y
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
                border.color: pin.modelData.serves ? Theme.accent : Theme.text3

                HealthMark {
                    anchors.centerIn: parent
                    health: pin.modelData.health
                }
            }

            Rectangle {
                x: pin.leftward ? -width - Theme.gap16 : Theme.gap16
                y: pin.shift - height / 2
                width: call.implicitWidth + Theme.gap16
                height: Theme.scaled(24)
                radius: Theme.radiusPill
                color: Theme.surface
                border.width: Theme.borderWidth
                border.color: pin.modelData.serves ? Theme.accent : Theme.warn
                Accessible.role: Accessible.StaticText
                Accessible.name: qsTr("%1, %2").arg(pin.modelData.name).arg(pin.modelData.minutes)

                Row {
                    id: call

                    anchors.centerIn: parent
                    spacing: Theme.gap8

                    Icon {
                        anchors.verticalCenter: parent.verticalCenter
                        path: pin.modelData.serves ? Icons.check : Icons.close
                        size: Theme.iconSmall
                        color: pin.modelData.serves ? Theme.ok : Theme.warn
                    }

                    Label {
                        text: pin.modelData.name
                        font.pixelSize: Theme.label
                        Accessible.ignored: true
                    }

                    Label {
                        visible: pin.modelData.minutes !== ""
                        text: pin.modelData.minutes
                        color: pin.modelData.serves ? Theme.text : Theme.warn
                        font.pixelSize: Theme.label
                        font.weight: Font.DemiBold
                        Accessible.ignored: true
                    }
                }
            }
        }
    }

    // Over the lines: the pin, its tip on the point.
    Icon {
        x: point.x - width / 2
        y: point.y - height * 21 / 24
        path: Icons.pin
        size: 34
        filled: false
        strokeWidth: 2
        color: Theme.text
    }
}
