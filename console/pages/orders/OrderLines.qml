pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// What was bought, from where, and how far each part is.
Column {
    id: root

    required property OrderDetail order
    required property bool writable

    spacing: Theme.gap8

    SectionHead {
        width: parent.width
        title: qsTr("Lines")
        note: root.order.partsText
    }

    Column {
        width: parent.width

        Repeater {
            model: root.order.lines

            Item {
                id: line

                required property detailLine modelData

                width: root.width
                height: Theme.row
                Accessible.role: Accessible.Row
                Accessible.name: qsTr("%1 × %2 from %3, %4").arg(modelData.quantity).arg(modelData.name).arg(modelData.dc).arg(modelData.amount)

                component Cell: Label {
                    height: line.height
                    Accessible.ignored: true
                }

                Cell {
                    width: parent.width - dc.width - count.width - amount.width - note.width
                    text: line.modelData.name
                }

                Cell {
                    id: dc

                    anchors.right: count.left
                    width: Theme.scaled(76)
                    text: line.modelData.dc
                    mono: true
                    color: Theme.text2
                }

                Cell {
                    id: count

                    anchors.right: amount.left
                    width: Theme.scaled(36)
                    horizontalAlignment: Text.AlignRight
                    text: line.modelData.quantity
                    strong: true
                }

                Cell {
                    id: amount

                    anchors.right: note.left
                    width: Theme.scaled(72)
                    horizontalAlignment: Text.AlignRight
                    text: line.modelData.amount
                }

                Cell {
                    id: note

                    anchors.right: parent.right
                    width: text === "" ? 0 : Theme.scaled(56)
                    horizontalAlignment: Text.AlignRight
                    text: line.modelData.note
                    color: Theme.warn
                    font.pixelSize: Theme.label
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

    Repeater {
        model: root.order.parts

        Item {
            id: part

            required property detailPart modelData

            width: root.width
            height: Theme.rowTall

            Row {
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.gap8

                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    text: part.modelData.dc
                    mono: true
                }

                PhasePill {
                    anchors.verticalCenter: parent.verticalCenter
                    phase: part.modelData.phase
                    text: part.modelData.phaseText
                    tone: part.modelData.tone
                }

                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    text: part.modelData.promise
                    color: Theme.text3
                    font.pixelSize: Theme.label
                }
            }

            Button {
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                visible: part.modelData.nextStep !== ""
                enabled: root.writable && !root.order.busy
                small: true
                text: part.modelData.nextStep
                onClicked: root.order.advance(part.modelData.fulfilmentId)
            }
        }
    }
}
