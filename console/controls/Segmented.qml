pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T

// One of a few, side by side. Controlled: it shows `currentIndex` and asks for another by `activated`; the owner decides.
// One stop of the Tab key; Left and Right choose.
Item {
    id: root

    required property string label
    required property list<string> texts
    property list<string> iconPaths: []
    // A tone per segment for its selected state; none means accent.
    property list<int> tones: []
    property int currentIndex: 0
    property bool small: false

    signal activated(index: int)

    implicitWidth: row.implicitWidth + 2
    implicitHeight: small ? Theme.controlSmall : Theme.control
    activeFocusOnTab: true
    opacity: enabled ? 1 : Theme.disabledOpacity
    Accessible.role: Accessible.Grouping
    Accessible.name: label

    Keys.onLeftPressed: if (root.currentIndex > 0)
        root.activated(root.currentIndex - 1)
    Keys.onRightPressed: if (root.currentIndex < root.texts.length - 1)
        root.activated(root.currentIndex + 1)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusControl
        color: Theme.field
        border.width: Theme.borderWidth
        border.color: Theme.line2
    }

    FocusRing {
        visible: root.activeFocus
    }

    Row {
        id: row

        x: 1
        y: 1
        height: parent.height - 2

        Repeater {
            model: root.texts

            T.AbstractButton {
                id: segment

                required property string modelData
                required property int index

                readonly property bool chosen: index === root.currentIndex
                readonly property int tone: index < root.tones.length ? root.tones[index] : Tone.Accent
                readonly property string iconPath: index < root.iconPaths.length ? root.iconPaths[index] : ""

                width: inner.implicitWidth + 2 * (root.small ? Theme.gap8 : Theme.gap12)
                height: row.height
                hoverEnabled: true
                focusPolicy: Qt.NoFocus
                text: modelData
                Accessible.role: Accessible.RadioButton
                Accessible.name: modelData
                Accessible.checkable: true
                Accessible.checked: chosen
                onClicked: root.activated(index)

                background: Rectangle {
                    topLeftRadius: segment.index === 0 ? Theme.radiusControl - 1 : 0
                    bottomLeftRadius: topLeftRadius
                    topRightRadius: segment.index === root.texts.length - 1 ? Theme.radiusControl - 1 : 0
                    bottomRightRadius: topRightRadius
                    color: segment.chosen ? (segment.tone === Tone.Neutral ? Theme.hover : Theme.toneGround(segment.tone)) : (segment.down ? Theme.pressed(Theme.hover) : (segment.hovered ? Theme.hover : "transparent"))

                    Rectangle {
                        width: Theme.borderWidth
                        height: parent.height
                        visible: segment.index > 0
                        color: Theme.line2
                    }
                }

                contentItem: Item {
                    implicitWidth: inner.implicitWidth

                    Row {
                        id: inner

                        anchors.centerIn: parent
                        spacing: Theme.gap4 + 2

                        Icon {
                            anchors.verticalCenter: parent.verticalCenter
                            visible: segment.iconPath !== ""
                            path: segment.iconPath
                            size: root.small ? 12 : Theme.icon
                            color: words.color
                        }

                        Label {
                            id: words

                            anchors.verticalCenter: parent.verticalCenter
                            text: segment.modelData
                            color: segment.chosen ? (segment.tone === Tone.Optimistic ? Theme.optimistic : Theme.text) : Theme.text2
                            font.pixelSize: root.small ? Theme.caption : Theme.label
                            font.weight: segment.chosen ? Font.DemiBold : Font.Medium
                            Accessible.ignored: true
                        }
                    }
                }
            }
        }
    }
}
