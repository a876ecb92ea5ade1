pragma ComponentBehavior: Bound

import QtQuick

// The shadow below an overlay: 8 px down, 32 px soft. Child of the overlay's background, drawn behind it.
Item {
    id: root

    property real radius: Theme.radiusCard
    readonly property real blur: 32

    anchors.fill: parent
    z: -1
    Accessible.ignored: true

    ShaderEffect {
        readonly property size box: Qt.size(width, height)
        readonly property real blur: root.blur
        readonly property real radius: root.radius
        readonly property color tint: Theme.shadow

        x: -root.blur
        y: -root.blur + 8
        width: root.width + 2 * root.blur
        height: root.height + 2 * root.blur
        blending: true
        fragmentShader: "qrc:/darkstore/controls/shadow.frag.qsb"
    }
}
