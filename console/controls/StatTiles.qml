pragma ComponentBehavior: Bound

import QtQuick

// Up to five figures side by side in one card: labels above, values below.
Card {
    id: root

    required property list<string> labels
    required property list<string> values
    property list<int> tones: []

    implicitHeight: Theme.scaled(52)
    implicitWidth: 320
    color: "transparent"

    Row {
        anchors.fill: parent

        Repeater {
            model: root.labels

            Item {
                id: tile

                required property string modelData
                required property int index
                readonly property string value: index < root.values.length ? root.values[index] : ""

                width: root.width / root.labels.length
                height: root.height
                Accessible.role: Accessible.StaticText
                Accessible.name: qsTr("%1: %2").arg(modelData).arg(value)

                Rectangle {
                    width: Theme.borderWidth
                    height: parent.height
                    visible: tile.index > 0
                    color: Theme.line
                }

                Column {
                    anchors.verticalCenter: parent.verticalCenter
                    x: Theme.gap8
                    width: parent.width - 2 * Theme.gap8
                    spacing: 2

                    Label {
                        width: parent.width
                        text: tile.modelData
                        color: Theme.text3
                        font.pixelSize: Theme.caption
                        Accessible.ignored: true
                    }

                    // An amount is made smaller before it is cut short.
                    Label {
                        objectName: "value"
                        width: parent.width
                        text: tile.value
                        fontSizeMode: Text.HorizontalFit
                        minimumPixelSize: Theme.caption - 1
                        color: tile.index < root.tones.length && root.tones[tile.index] !== Tone.Neutral ? Theme.toneText(root.tones[tile.index]) : Theme.text
                        font.pixelSize: Theme.section
                        font.weight: Font.DemiBold
                        Accessible.ignored: true
                    }
                }
            }
        }
    }
}
