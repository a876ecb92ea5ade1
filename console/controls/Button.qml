pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T

// A button with a word on it. `busy` keeps the label and draws a moving bar below it; a busy button takes no press.
T.Button {
    id: root

    enum Variant {
        Plain,
        Primary,
        Ghost,
        Danger
    }

    property int variant: Button.Plain
    property bool small: false
    property string iconPath: ""
    // The key that does the same; shown, not bound.
    property string keyHint: ""
    property bool busy: false

    readonly property color ground: variant === Button.Primary ? Theme.fill : (variant === Button.Ghost ? "transparent" : Theme.raised)
    readonly property color hoverGround: variant === Button.Primary ? Qt.lighter(Theme.fill, 1.08) : (variant === Button.Danger ? Theme.badGround : Theme.hover)
    readonly property color ink: variant === Button.Primary ? Theme.fillText : (variant === Button.Danger ? Theme.bad : (variant === Button.Ghost ? Theme.text2 : Theme.text))

    implicitHeight: small ? Theme.controlSmall : Theme.control
    implicitWidth: Math.max(implicitHeight, content.implicitWidth + leftPadding + rightPadding)
    leftPadding: text === "" ? 0 : (small ? Theme.gap8 : Theme.gap12)
    rightPadding: leftPadding
    enabled: !busy
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    opacity: enabled || busy ? 1 : Theme.disabledOpacity
    Accessible.name: text
    Accessible.description: busy ? qsTr("working") : ""

    Keys.onReturnPressed: root.click()
    Keys.onEnterPressed: root.click()

    background: Rectangle {
        radius: Theme.radiusControl
        color: root.down ? Theme.pressed(root.hoverGround) : (root.hovered ? root.hoverGround : root.ground)
        border.width: root.variant === Button.Primary || root.variant === Button.Ghost ? 0 : Theme.borderWidth
        border.color: root.variant === Button.Danger ? Theme.bad : Theme.line2

        Behavior on color {
            ColorAnimation {
                duration: Theme.quick
            }
        }

        FocusRing {
            visible: root.visualFocus
        }

        BusyBar {
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            anchors.margins: 3
            color: root.ink
            visible: root.busy
        }
    }

    contentItem: Item {
        implicitWidth: content.implicitWidth
        implicitHeight: content.implicitHeight

        Row {
            id: content

            anchors.centerIn: parent
            spacing: Theme.gap8

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: root.iconPath !== ""
                path: root.iconPath
                color: root.ink
            }

            Label {
                anchors.verticalCenter: parent.verticalCenter
                visible: root.text !== ""
                text: root.text
                color: root.ink
                font.pixelSize: root.small ? Theme.label : Theme.body
                font.weight: Font.Medium
                Accessible.ignored: true
            }

            KeyCap {
                anchors.verticalCenter: parent.verticalCenter
                visible: root.keyHint !== ""
                text: root.keyHint
                ink: root.ink
            }
        }
    }
}
