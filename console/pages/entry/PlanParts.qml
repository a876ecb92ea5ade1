pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// What each DC would ship.
Column {
    id: root

    required property OrderEntry viewModel

    spacing: Theme.gap12

    Item {
        width: parent.width
        height: Theme.controlSmall

        Label {
            height: parent.height
            width: parent.width - age.width - Theme.gap8
            text: root.viewModel.planTitle
            font.pixelSize: Theme.section
            font.weight: Font.DemiBold
            Accessible.role: Accessible.Heading
        }

        Pill {
            id: age

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            visible: text !== ""
            text: root.viewModel.viewAge
            tone: Tone.Accent
            iconPath: Icons.clock
        }
    }

    Banner {
        width: parent.width
        visible: text !== ""
        text: root.viewModel.planWarning
    }

    Repeater {
        model: root.viewModel.plan

        Card {
            id: part

            required property plannedPart modelData

            width: root.width
            implicitHeight: lines.height

            Column {
                id: lines

                width: parent.width

                Item {
                    width: parent.width
                    height: Theme.rowTall

                    Rectangle {
                        anchors.fill: parent
                        topLeftRadius: Theme.radiusCard
                        topRightRadius: Theme.radiusCard
                        color: Theme.raised
                    }

                    Row {
                        x: Theme.gap12
                        height: parent.height
                        spacing: Theme.gap8

                        Icon {
                            anchors.verticalCenter: parent.verticalCenter
                            path: Icons.truck
                        }

                        Label {
                            height: parent.height
                            text: part.modelData.title
                            strong: true
                        }

                        Label {
                            height: parent.height
                            text: part.modelData.code
                            mono: true
                            color: Theme.text2
                        }
                    }

                    Label {
                        anchors.right: parent.right
                        anchors.rightMargin: Theme.gap12
                        height: parent.height
                        text: qsTr("%1 · %2").arg(part.modelData.minutes).arg(part.modelData.arrival)
                        strong: true
                    }
                }

                Repeater {
                    model: part.modelData.rows

                    Item {
                        id: row

                        required property plannedRow modelData

                        width: lines.width
                        height: Theme.row
                        Accessible.role: Accessible.ListItem
                        Accessible.name: qsTr("%1 %2, %3").arg(modelData.quantity).arg(modelData.name).arg(modelData.seen)

                        Label {
                            id: quantity

                            x: Theme.gap12
                            width: Theme.scaled(44)
                            height: parent.height
                            text: row.modelData.quantity
                            strong: true
                            Accessible.ignored: true
                        }

                        Label {
                            anchors.left: quantity.right
                            anchors.right: seen.left
                            anchors.rightMargin: Theme.gap8
                            height: parent.height
                            text: row.modelData.name
                            Accessible.ignored: true
                        }

                        Label {
                            id: seen

                            anchors.right: mode.left
                            anchors.rightMargin: Theme.gap12
                            height: parent.height
                            text: row.modelData.seen
                            color: Theme.text2
                            font.pixelSize: Theme.label
                            Accessible.ignored: true
                        }

                        ModeLabel {
                            id: mode

                            anchors.right: parent.right
                            anchors.rightMargin: Theme.gap12
                            anchors.verticalCenter: parent.verticalCenter
                            mode: row.modelData.mode
                        }
                    }
                }
            }
        }
    }
}
