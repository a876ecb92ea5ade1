pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import Darkstore.Controls

// The point that is asked about: a pin whose tip is on it.
Item {
    id: root

    required property point at

    x: at.x - width / 2
    y: at.y - height
    width: 26
    height: 34
    Accessible.ignored: true

    Shape {
        anchors.fill: parent
        preferredRendererType: Shape.CurveRenderer

        ShapePath {
            strokeColor: Theme.mapOcean
            strokeWidth: 1.5
            fillColor: Theme.text
            joinStyle: ShapePath.RoundJoin

            PathSvg {
                path: "M13 33 C6 24 2 18 2 12.5 C2 6.5 7 2 13 2 C19 2 24 6.5 24 12.5 C24 18 20 24 13 33 Z"
            }
        }
    }

    Rectangle {
        x: 8
        y: 7
        width: 10
        height: 10
        radius: 5
        color: Theme.fill
    }
}
