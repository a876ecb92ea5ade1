pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes

// A series over time with its fill; `step` for quantities that hold, straight lines for rates. A dashed reference
// line may say what is usual or when it is low; labels of both axes come formatted.
Item {
    id: root

    required property string label
    required property list<real> values
    property bool step: true
    property real from: 0
    property real to: 0
    property list<string> timeLabels: []
    property list<real> scaleValues: []
    property list<string> scaleLabels: []
    property real reference: NaN
    property string referenceLabel: ""
    property int referenceTone: Tone.Neutral
    property color color: Theme.accent

    readonly property bool hasReference: !isNaN(reference)
    readonly property real scaleWidth: scaleLabels.length > 0 ? Theme.scaled(32) : 0
    readonly property color referenceInk: referenceTone === Tone.Neutral ? Theme.text3 : Theme.toneText(referenceTone)

    implicitHeight: 128
    implicitWidth: 320
    Accessible.role: Accessible.Chart
    Accessible.name: label

    Item {
        id: plot

        x: root.scaleWidth
        y: Theme.gap8
        width: parent.width - x - Theme.gap4
        height: parent.height - y - (root.timeLabels.length > 0 ? Theme.scaled(20) : 2)

        ChartPath {
            id: chart

            values: root.values
            step: root.step
            from: root.from
            to: root.to
            reference: root.hasReference ? root.reference : 0
            width: plot.width
            height: plot.height
        }

        Repeater {
            model: root.scaleValues

            Item {
                id: tick

                required property real modelData
                required property int index

                y: plot.height > 0 && chart.low < chart.high ? chart.yOf(modelData) : 0
                width: plot.width

                Rectangle {
                    width: parent.width
                    height: Theme.borderWidth
                    color: Theme.line
                }

                Label {
                    anchors.right: parent.left
                    anchors.rightMargin: Theme.gap8
                    anchors.verticalCenter: parent.top
                    text: root.scaleLabels[tick.index] ?? ""
                    color: Theme.text3
                    font.pixelSize: Theme.caption
                    Accessible.ignored: true
                }
            }
        }

        Shape {
            anchors.fill: parent
            preferredRendererType: Shape.CurveRenderer

            ShapePath {
                strokeColor: "transparent"
                fillGradient: LinearGradient {
                    x1: 0
                    x2: 0
                    y1: 0
                    y2: plot.height

                    GradientStop {
                        position: 0
                        color: Qt.alpha(root.color, 0.32)
                    }

                    GradientStop {
                        position: 1
                        color: Qt.alpha(root.color, 0.04)
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

            ShapePath {
                strokeColor: root.hasReference ? root.referenceInk : "transparent"
                strokeWidth: 1
                strokeStyle: ShapePath.DashLine
                dashPattern: [4, 4]
                fillColor: "transparent"
                startX: 0
                startY: chart.referenceY

                PathLine {
                    x: plot.width
                    y: chart.referenceY
                }
            }
        }

        Label {
            x: Theme.gap4
            y: Math.min(chart.referenceY + 2, plot.height - height)
            visible: root.hasReference && root.referenceLabel !== ""
            text: root.referenceLabel
            color: root.referenceInk
            font.pixelSize: Theme.caption
        }

        Rectangle {
            visible: chart.line.length > 0
            x: chart.last.x - 3
            y: chart.last.y - 3
            width: 6
            height: 6
            radius: 3
            color: root.color
        }
    }

    Repeater {
        model: root.timeLabels

        Label {
            required property string modelData
            required property int index

            readonly property real share: root.timeLabels.length > 1 ? index / (root.timeLabels.length - 1) : 0

            x: plot.x + plot.width * share - width * share
            y: root.height - height
            text: modelData
            color: Theme.text3
            font.pixelSize: Theme.caption
            Accessible.ignored: true
        }
    }
}
