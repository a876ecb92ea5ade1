pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes

// A small line of the last values with a dot at the newest.
Item {
    id: root

    required property list<real> values
    property color color: Theme.accent

    implicitWidth: 56
    implicitHeight: 24
    Accessible.ignored: true

    ChartPath {
        id: chart

        values: root.values
        width: root.width - 4
        height: root.height - 6
    }

    Shape {
        y: 3
        anchors.fill: parent
        anchors.topMargin: 3
        preferredRendererType: Shape.CurveRenderer

        ShapePath {
            strokeColor: "transparent"
            fillGradient: LinearGradient {
                y1: 0
                y2: chart.height
                x1: 0
                x2: 0

                GradientStop {
                    position: 0
                    color: Qt.alpha(root.color, 0.28)
                }

                GradientStop {
                    position: 1
                    color: Qt.alpha(root.color, 0)
                }
            }

            PathPolyline {
                path: chart.area
            }
        }

        ShapePath {
            strokeColor: root.color
            strokeWidth: 1.5
            fillColor: "transparent"
            joinStyle: ShapePath.RoundJoin

            PathPolyline {
                path: chart.line
            }
        }
    }

    Rectangle {
        visible: chart.line.length > 0
        x: chart.last.x - 2
        y: chart.last.y + 1
        width: 4
        height: 4
        radius: 2
        color: root.color
    }
}
