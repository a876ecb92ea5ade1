pragma ComponentBehavior: Bound

import QtQuick

// A bar in parts, each as long as its share: where the milliseconds went, in stock against low against out.
Item {
    id: root

    required property string label
    required property list<real> parts
    // A tone a part; Neutral is drawn as a calm blue.
    property list<int> tones: []
    readonly property real total: parts.reduce((sum, part) => sum + part, 0)

    implicitHeight: 8
    implicitWidth: 200
    Accessible.role: Accessible.Graphic
    Accessible.name: label

    Row {
        spacing: 2
        height: parent.height

        Repeater {
            model: root.parts

            Rectangle {
                required property real modelData
                required property int index

                width: root.total > 0 ? Math.max(1, (root.width - 2 * (root.parts.length - 1)) * modelData / root.total) : 0
                height: root.height
                radius: 2
                color: index < root.tones.length && root.tones[index] !== Tone.Neutral ? Theme.toneText(root.tones[index]) : Qt.alpha(Theme.accent, 0.5)
            }
        }
    }
}
