pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes

// One icon of `Icons`, stroked in one colour. Decoration: the control it stands in carries the accessible name.
Item {
    id: root

    required property string path
    property color color: Theme.text2
    property real size: Theme.icon
    property real strokeWidth: size > Theme.icon ? 1.7 : 1.4
    property bool filled: false

    implicitWidth: size
    implicitHeight: size
    Accessible.ignored: true

    Shape {
        width: root.size
        height: root.size
        anchors.centerIn: parent
        preferredRendererType: Shape.CurveRenderer

        ShapePath {
            scale: Qt.size(root.size / 24, root.size / 24)
            strokeColor: root.color
            strokeWidth: root.strokeWidth
            fillColor: root.filled ? root.color : "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin

            PathSvg {
                path: root.path
            }
        }
    }
}
