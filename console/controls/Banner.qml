pragma ComponentBehavior: Bound

import QtQuick

// A line across the work or inside a panel that says what is the matter and what happens next.
Rectangle {
    id: root

    property int tone: Tone.Warn
    property string title: ""
    required property string text
    property string iconPath: tone === Tone.Bad ? Icons.bad : (tone === Tone.Warn ? Icons.warn : Icons.info)
    property string action: ""
    // Across the whole width it has a line below; inside a panel it is a card.
    property bool card: true

    signal activated

    implicitWidth: 320
    implicitHeight: Math.max(Theme.rowTall, words.height + 2 * Theme.gap8)
    radius: card ? Theme.radiusControl : 0
    color: Theme.toneGround(tone)
    Accessible.role: Accessible.AlertMessage
    Accessible.name: title === "" ? text : title + " " + text

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.borderWidth
        visible: !root.card
        color: Theme.toneText(root.tone)
    }

    Icon {
        id: mark

        x: Theme.gap12
        y: words.lineCount > 1 ? words.y + 2 : (parent.height - height) / 2
        path: root.iconPath
        color: Theme.toneText(root.tone)
    }

    Label {
        id: words

        x: mark.x + mark.width + Theme.gap12
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - x - Theme.gap12 - (act.visible ? act.width + Theme.gap12 : 0)
        text: root.title === "" ? root.text : root.title + "  " + root.text
        wrapMode: Text.Wrap
        font.pixelSize: root.card ? Theme.label : Theme.body
        Accessible.ignored: true
    }

    Button {
        id: act

        anchors.right: parent.right
        anchors.rightMargin: Theme.gap12
        anchors.verticalCenter: parent.verticalCenter
        visible: root.action !== ""
        small: true
        text: root.action
        onClicked: root.activated()
    }
}
