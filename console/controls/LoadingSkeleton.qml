pragma ComponentBehavior: Bound

import QtQuick

// The real layout, greyed, while rows are read. Shown only when reading takes longer than 150 ms.
Item {
    id: root

    property bool loading: true
    // Widths of the bars of one row, as parts of the whole width.
    property list<real> bars: [0.05, 0.3, 0.18, 0.12, 0.1]
    property string text: qsTr("Reading")

    clip: true
    visible: late && loading
    Accessible.role: Accessible.Animation
    Accessible.name: text

    property bool late: false

    onLoadingChanged: root.late = false

    Timer {
        running: root.loading
        interval: Theme.loadingDelay
        onTriggered: root.late = true
    }

    Column {
        width: parent.width

        Repeater {
            model: Math.max(1, Math.floor((root.height - Theme.rowTall) / Theme.row))

            Item {
                id: row

                required property int index

                width: root.width
                height: Theme.row
                opacity: Math.max(0.25, 1 - index / 24)

                Row {
                    x: Theme.gap16
                    anchors.verticalCenter: parent.verticalCenter
                    spacing: root.width * 0.04

                    Repeater {
                        model: root.bars

                        Rectangle {
                            required property real modelData

                            width: root.width * modelData * (0.8 + 0.2 * ((row.index * 7) % 5) / 4)
                            height: 10
                            radius: Theme.radiusPill
                            color: Theme.hover
                        }
                    }
                }

                Rectangle {
                    anchors.bottom: parent.bottom
                    width: parent.width
                    height: Theme.borderWidth
                    color: Theme.line
                }
            }
        }
    }

    Label {
        anchors.bottom: parent.bottom
        x: Theme.gap16
        height: Theme.rowTall
        text: root.text
        color: Theme.text2
        font.pixelSize: Theme.caption
        Accessible.ignored: true
    }
}
