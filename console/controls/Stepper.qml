pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T

// A whole number with minus and plus; Up and Down step, Page Up and Down by ten, digits are typed. Controlled:
// `value` shows, `stepped` asks.
Item {
    id: root

    required property string label
    property int value: 1
    property int from: 0
    property int to: 1000

    signal stepped(value: int)

    function ask(next: int) {
        const bounded = Math.max(root.from, Math.min(root.to, next));
        if (bounded !== root.value)
            root.stepped(bounded);
    }

    implicitWidth: Theme.scaled(96)
    implicitHeight: Theme.controlSmall
    opacity: enabled ? 1 : Theme.disabledOpacity
    Accessible.role: Accessible.SpinBox
    Accessible.name: label
    Accessible.onIncreaseAction: root.ask(root.value + 1)
    Accessible.onDecreaseAction: root.ask(root.value - 1)

    component Sign: T.AbstractButton {
        id: sign

        required property string path
        required property int by

        width: root.height
        height: root.height
        hoverEnabled: true
        focusPolicy: Qt.NoFocus
        autoRepeat: true
        enabled: by < 0 ? root.value > root.from : root.value < root.to
        opacity: enabled ? 1 : Theme.disabledOpacity
        Accessible.ignored: true
        onClicked: root.ask(root.value + by)

        contentItem: Item {
            Icon {
                anchors.centerIn: parent
                path: sign.path
                size: Theme.iconSmall
            }
        }

        background: Rectangle {
            radius: Theme.radiusControl
            color: sign.down ? Theme.pressed(Theme.hover) : (sign.hovered ? Theme.hover : "transparent")
        }
    }

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusControl
        color: Theme.field
        border.width: Theme.borderWidth
        border.color: Theme.line2

        FocusRing {
            visible: number.activeFocus
        }
    }

    Sign {
        path: Icons.minus
        by: -1
    }

    TextInput {
        id: number

        anchors.fill: parent
        anchors.leftMargin: root.height
        anchors.rightMargin: root.height
        horizontalAlignment: TextInput.AlignHCenter
        verticalAlignment: TextInput.AlignVCenter
        activeFocusOnTab: true
        selectByMouse: true
        color: Theme.text
        selectionColor: Theme.fill
        selectedTextColor: Theme.fillText
        font.family: Theme.family
        font.features: Theme.figures
        font.pixelSize: Theme.body
        font.weight: Font.DemiBold
        inputMethodHints: Qt.ImhDigitsOnly
        validator: IntValidator {
            bottom: 0
        }
        text: String(root.value)
        Accessible.ignored: true
        onEditingFinished: {
            root.ask(Number(text));
            // What was typed has been asked for; what is shown is again the value.
            text = Qt.binding(() => String(root.value));
        }
        Keys.onUpPressed: root.ask(root.value + 1)
        Keys.onDownPressed: root.ask(root.value - 1)
        Keys.onPressed: event => {
            if (event.key === Qt.Key_PageUp)
                root.ask(root.value + 10);
            else if (event.key === Qt.Key_PageDown)
                root.ask(root.value - 10);
            else
                return;
            event.accepted = true;
        }
    }

    Sign {
        anchors.right: parent.right
        path: Icons.plus
        by: 1
    }
}
