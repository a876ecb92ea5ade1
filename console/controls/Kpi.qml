pragma ComponentBehavior: Bound

import QtQuick

// One figure of the strip: label, value with unit, a line below and the last minutes as a spark. Figures do not roll.
Item {
    id: root

    required property string label
    required property string value
    property string unit: ""
    property string note: ""
    property int tone: Tone.Neutral
    property list<real> values: []
    property bool showSpark: true
    // Old figures lean, so that nobody takes them for new ones.
    property bool stale: false

    implicitWidth: 180
    implicitHeight: Theme.kpiStrip
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1: %2 %3").arg(label).arg(value).arg(unit)
    Accessible.description: note

    Label {
        id: name

        x: Theme.gap16
        y: Theme.gap8 + 1
        text: root.label
        color: Theme.text2
        font.pixelSize: Theme.label
        Accessible.ignored: true
    }

    Label {
        id: figure

        anchors.left: name.left
        anchors.top: name.bottom
        text: root.value
        font.pixelSize: Theme.kpi
        font.weight: Font.DemiBold
        font.italic: root.stale
        Accessible.ignored: true
    }

    Label {
        anchors.left: figure.right
        anchors.leftMargin: Theme.gap4 + 2
        anchors.baseline: figure.baseline
        text: root.unit
        color: Theme.text2
        Accessible.ignored: true
    }

    Row {
        anchors.left: name.left
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gap4
        spacing: Theme.gap4

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.tone === Tone.Warn || root.tone === Tone.Bad || root.tone === Tone.Ok
            path: root.tone === Tone.Ok ? Icons.check : (root.tone === Tone.Warn ? Icons.warn : Icons.bad)
            size: 12
            color: Theme.toneText(root.tone)
        }

        Label {
            text: root.note
            color: root.tone === Tone.Neutral ? Theme.text3 : Theme.toneText(root.tone)
            font.pixelSize: Theme.caption
            Accessible.ignored: true
        }
    }

    Spark {
        anchors.right: parent.right
        anchors.rightMargin: Theme.gap12
        y: Theme.gap12
        visible: root.showSpark && root.values.length > 1
        values: root.values
        color: root.tone === Tone.Warn ? Theme.warn : (root.tone === Tone.Bad ? Theme.bad : Theme.accent)
    }
}
