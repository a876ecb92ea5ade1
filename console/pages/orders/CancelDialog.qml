pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Darkstore.Controls

// Cancelling asks why: the reason stands in the order's history.
T.Popup {
    id: root

    required property string orderName

    signal confirmed(reason: string)

    function confirm() {
        if (reason.text.trim() === "")
            return;
        root.confirmed(reason.text);
        root.close();
    }

    parent: T.Overlay.overlay
    anchors.centerIn: parent
    width: Math.min(480, parent ? parent.width - 2 * Theme.gap24 : 480)
    implicitHeight: content.implicitHeight + 2 * Theme.gap24
    padding: Theme.gap24
    modal: true
    focus: true
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside
    onAboutToShow: {
        reason.text = "";
        reason.forceActiveFocus();
    }

    T.Overlay.modal: Rectangle {
        color: Theme.scrim
    }

    background: Rectangle {
        color: Theme.surface
        radius: Theme.radiusCard
        border.width: Theme.borderWidth
        border.color: Theme.line2

        Shadow {}
    }

    contentItem: Column {
        id: content

        spacing: Theme.gap16

        Label {
            text: qsTr("Cancel order %1").arg(root.orderName)
            font.pixelSize: Theme.title
            font.weight: Font.DemiBold
            Accessible.role: Accessible.Heading
        }

        Label {
            width: parent.width
            wrapMode: Text.Wrap
            text: qsTr("What is not picked yet is cancelled, and its stock returns to the shelf. What is picked is delivered.")
            color: Theme.text2
        }

        Field {
            id: reason

            width: parent.width
            label: qsTr("Reason")
            placeholderText: qsTr("Why it is cancelled")
            maximumLength: 200
            onAccepted: root.confirm()
        }

        Row {
            anchors.right: parent.right
            spacing: Theme.gap8

            Button {
                text: qsTr("Keep it")
                keyHint: qsTr("Esc")
                onClicked: root.close()
            }

            Button {
                variant: Button.Danger
                enabled: reason.text.trim() !== ""
                text: qsTr("Cancel order")
                onClicked: root.confirm()
            }
        }
    }
}
