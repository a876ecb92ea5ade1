pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// What became of the press: by line with its reason, where the time went, what is charged; or what to do while nobody
// knows.
Rectangle {
    id: root

    required property OrderEntry viewModel
    readonly property color ink: Theme.toneText(viewModel.outcomeTone)

    signal orderOpened

    implicitHeight: column.height
    radius: Theme.radiusCard
    color: Theme.surface
    border.width: Theme.borderWidth
    border.color: root.ink
    Accessible.role: Accessible.AlertMessage
    Accessible.name: viewModel.outcomeTitle
    Accessible.description: viewModel.outcomeText

    Column {
        id: column

        width: parent.width
        bottomPadding: Theme.gap12
        spacing: Theme.gap12

        Rectangle {
            width: parent.width
            height: words.height + 2 * Theme.gap12
            radius: Theme.radiusCard
            color: Theme.toneGround(root.viewModel.outcomeTone)

            Icon {
                x: Theme.gap12
                y: Theme.gap12
                path: root.viewModel.outcomeTone === Tone.Ok ? Icons.check : (root.viewModel.outcomeTone === Tone.Bad ? Icons.bad : Icons.warn)
                size: Theme.iconLarge
                color: root.ink
            }

            Column {
                id: words

                x: Theme.gap12 + Theme.iconLarge + Theme.gap12
                y: Theme.gap12
                width: parent.width - x - (openButton.visible ? openButton.width + Theme.gap8 : 0) - Theme.gap12
                spacing: 2

                Label {
                    width: parent.width
                    text: root.viewModel.outcomeTitle
                    strong: true
                    wrapMode: Text.Wrap
                    Accessible.ignored: true
                }

                Label {
                    width: parent.width
                    text: root.viewModel.outcomeText
                    color: Theme.text2
                    font.pixelSize: Theme.label
                    wrapMode: Text.Wrap
                    Accessible.ignored: true
                }
            }

            Button {
                id: openButton

                anchors.right: parent.right
                anchors.rightMargin: Theme.gap12
                anchors.verticalCenter: parent.verticalCenter
                visible: root.viewModel.orderId !== ""
                text: qsTr("Open order")
                onClicked: root.orderOpened()
            }
        }

        Row {
            x: Theme.gap12
            visible: root.viewModel.unknown
            spacing: Theme.gap8

            Button {
                text: qsTr("Ask what became of it")
                onClicked: root.viewModel.ask()
            }

            Button {
                variant: Button.Ghost
                text: qsTr("Give it up")
                onClicked: root.viewModel.abandon()
            }
        }

        Column {
            x: Theme.gap12
            width: parent.width - 2 * Theme.gap12
            visible: root.viewModel.outcome.length > 0
            spacing: Theme.gap8

            Repeater {
                model: root.viewModel.outcome

                Item {
                    id: line

                    required property outcomeRow modelData

                    width: parent.width
                    height: rows.height
                    Accessible.role: Accessible.ListItem
                    Accessible.name: qsTr("%1: %2. %3").arg(modelData.name).arg(modelData.granted).arg(modelData.note)

                    Icon {
                        y: (name.height - height) / 2
                        path: line.modelData.tone === Tone.Ok ? Icons.check : (line.modelData.tone === Tone.Warn ? Icons.triangle : Icons.diamond)
                        filled: line.modelData.tone !== Tone.Ok
                        size: 11
                        color: Theme.toneText(line.modelData.tone)
                    }

                    Column {
                        id: rows

                        x: Theme.gap16 + Theme.gap4
                        width: parent.width - x

                        Item {
                            width: parent.width
                            height: name.height

                            Label {
                                id: name

                                width: parent.width - granted.width - Theme.gap8
                                height: Theme.scaled(20)
                                text: line.modelData.name
                                Accessible.ignored: true
                            }

                            Label {
                                id: granted

                                anchors.right: parent.right
                                height: Theme.scaled(20)
                                text: line.modelData.granted
                                color: line.modelData.tone === Tone.Ok ? Theme.text : Theme.toneText(line.modelData.tone)
                                strong: true
                                Accessible.ignored: true
                            }
                        }

                        Label {
                            width: parent.width
                            text: line.modelData.note
                            color: Theme.text3
                            font.pixelSize: Theme.label
                            wrapMode: Text.Wrap
                            Accessible.ignored: true
                        }
                    }
                }
            }
        }

        TimingBar {
            x: Theme.gap12
            width: parent.width - 2 * Theme.gap12
            visible: root.viewModel.timing.length > 0
            timing: root.viewModel.timing
            total: root.viewModel.timingTotal
        }

        Item {
            x: Theme.gap12
            width: parent.width - 2 * Theme.gap12
            height: Theme.control
            visible: root.viewModel.charged !== ""

            Label {
                height: parent.height
                text: root.viewModel.charged
                color: Theme.text2
            }

            Button {
                anchors.right: parent.right
                variant: Button.Danger
                visible: root.viewModel.cancellable
                text: qsTr("Cancel order")
                onClicked: root.viewModel.cancelOrder()
            }
        }
    }
}
