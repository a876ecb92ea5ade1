pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// What a point can buy: units at each DC of the reach, their sum, and how soon.
Column {
    id: root

    required property list<string> heads
    required property list<menuRow> rows

    readonly property real dcWidth: Theme.scaled(68)
    readonly property real sumWidth: Theme.scaled(52)
    readonly property real soonWidth: Theme.scaled(64)
    readonly property real nameWidth: width - heads.length * dcWidth - sumWidth - soonWidth

    Accessible.role: Accessible.Table
    Accessible.name: qsTr("Effective availability")

    component Cell: Label {
        height: Theme.row
        horizontalAlignment: Text.AlignRight
        rightPadding: Theme.gap8
        Accessible.ignored: true
    }

    component Rule: Rectangle {
        anchors.bottom: parent ? parent.bottom : undefined
        width: root.width
        height: Theme.borderWidth
        color: Theme.line
    }

    Item {
        width: root.width
        height: Theme.tableHead

        Row {
            Cell {
                width: root.nameWidth
                horizontalAlignment: Text.AlignLeft
                text: qsTr("Item")
                color: Theme.text2
                font.pixelSize: Theme.label
            }

            Repeater {
                model: root.heads

                Cell {
                    required property string modelData

                    width: root.dcWidth
                    text: modelData
                    color: Theme.text2
                    font.pixelSize: Theme.label
                }
            }

            Cell {
                width: root.sumWidth
                text: qsTr("Sum")
                color: Theme.text2
                font.pixelSize: Theme.label
            }

            Cell {
                width: root.soonWidth
                text: qsTr("Soonest")
                color: Theme.text2
                font.pixelSize: Theme.label
            }
        }

        Rule {}
    }

    Repeater {
        model: root.rows

        Item {
            id: item

            required property menuRow modelData

            width: root.width
            height: Theme.row
            Accessible.role: Accessible.Row
            Accessible.name: qsTr("%1: %2 in all, soonest %3").arg(modelData.name).arg(modelData.sum).arg(modelData.soonest)

            Row {
                Cell {
                    width: root.nameWidth
                    horizontalAlignment: Text.AlignLeft
                    text: item.modelData.name
                }

                Repeater {
                    model: item.modelData.at

                    Cell {
                        required property string modelData

                        width: root.dcWidth
                        text: modelData
                        color: modelData === "0" || modelData === "–" ? Theme.text3 : Theme.text
                    }
                }

                Cell {
                    width: root.sumWidth
                    text: item.modelData.sum
                    strong: true
                    color: item.modelData.tone === Tone.Neutral ? Theme.text : Theme.toneText(item.modelData.tone)
                }

                Cell {
                    width: root.soonWidth
                    text: item.modelData.soonest
                    color: item.modelData.tone === Tone.Bad ? Theme.bad : Theme.text
                }
            }

            Rule {}
        }
    }
}
