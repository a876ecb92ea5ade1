pragma ComponentBehavior: Bound

import QtQuick

// A figure that tells when it changed: its ground flashes for 900 ms and the delta stands before it. Call
// `flash(delta)` on every change; with "reduce motion" the ground stays still and the delta is the mark.
TableCell {
    id: root

    property string delta: ""
    property bool risen: false

    function flash(change: string, rises: bool) {
        root.delta = change;
        root.risen = rises;
        fade.restart();
    }

    function calm() {
        fade.stop();
        root.delta = "";
        ground.opacity = 0;
    }

    strong: true

    Rectangle {
        id: ground

        anchors.fill: parent
        anchors.bottomMargin: Theme.borderWidth
        z: -1
        opacity: 0
        color: root.risen ? Theme.okGround : Theme.selected
    }

    Label {
        id: change

        anchors.right: parent.right
        anchors.rightMargin: Theme.gap8 + figureWidth.advanceWidth + Theme.gap8
        anchors.verticalCenter: parent.verticalCenter
        visible: fade.running
        text: root.delta
        color: root.risen ? Theme.ok : Theme.accent
        font.pixelSize: Theme.caption
        Accessible.ignored: true
    }

    TextMetrics {
        id: figureWidth

        font.family: Theme.family
        font.pixelSize: Theme.body
        font.weight: Font.DemiBold
        text: root.text
    }

    SequentialAnimation {
        id: fade

        PropertyAction {
            target: ground
            property: "opacity"
            value: Theme.reduceMotion ? 0 : 1
        }

        NumberAnimation {
            target: ground
            property: "opacity"
            to: 0
            duration: Theme.flash
            easing.type: Easing.InQuad
        }
    }
}
