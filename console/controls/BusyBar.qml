pragma ComponentBehavior: Bound

import QtQuick

// A thin bar that moves while something is under way; still under "reduce motion".
Item {
    id: root

    property color color: Theme.accent

    implicitHeight: 2
    clip: true
    Accessible.ignored: true

    Rectangle {
        id: runner

        width: Theme.reduceMotion ? parent.width : parent.width / 3
        height: parent.height
        radius: height / 2
        color: root.color

        NumberAnimation on x {
            running: root.visible && !Theme.reduceMotion
            loops: Animation.Infinite
            from: -runner.width
            to: root.width
            duration: 1100
        }
    }
}
