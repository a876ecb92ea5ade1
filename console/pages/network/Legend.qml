pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// What the marks mean, and how many DCs are in each state.
OverlayPanel {
    id: root

    required property NetworkViewModel viewModel
    property bool reaching: false

    implicitWidth: row.implicitWidth + 2 * padding
    padding: Theme.gap12

    component Entry: Row {
        id: entry

        required property int health
        required property string word
        property string count: ""

        spacing: Theme.gap8
        Accessible.role: Accessible.StaticText
        Accessible.name: qsTr("%1: %2").arg(word).arg(count)

        HealthMark {
            anchors.verticalCenter: parent.verticalCenter
            health: entry.health
            Accessible.ignored: true
        }

        Label {
            text: entry.count === "" ? entry.word : entry.word + " " + entry.count
            color: [Theme.ok, Theme.warn, Theme.bad, Theme.text2][entry.health]
            font.pixelSize: Theme.label
            Accessible.ignored: true
        }
    }

    component Key: Row {
        id: key

        required property string word
        default property alias mark: slot.data

        spacing: Theme.gap8

        Item {
            id: slot

            anchors.verticalCenter: parent.verticalCenter
            width: 22
            height: 10
        }

        Label {
            text: key.word
            color: Theme.text2
            font.pixelSize: Theme.label
        }
    }

    Row {
        id: row

        spacing: Theme.gap16

        Key {
            visible: root.reaching
            word: qsTr("candidate")

            Rectangle {
                anchors.centerIn: parent
                width: 10
                height: 10
                radius: 5
                color: "transparent"
                border.width: 1.8
                border.color: Theme.mapDot
            }
        }

        Key {
            visible: root.reaching
            word: qsTr("in time")

            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width
                height: 2
                color: Theme.accent
            }
        }

        Key {
            visible: root.reaching
            word: qsTr("too far by road")

            Row {
                anchors.verticalCenter: parent.verticalCenter
                spacing: 4

                Repeater {
                    model: 3

                    Rectangle {
                        width: 4
                        height: 2
                        color: Theme.text3
                    }
                }
            }
        }

        Entry {
            health: Health.Healthy
            word: qsTr("Healthy")
            count: root.reaching ? "" : root.viewModel.healthyText
        }

        Entry {
            health: Health.Strained
            word: qsTr("Strained")
            count: root.reaching ? "" : root.viewModel.strainedText
        }

        Entry {
            health: Health.Contended
            word: qsTr("Contended")
            count: root.reaching ? "" : root.viewModel.contendedText
        }

        Entry {
            health: Health.Offline
            word: qsTr("Offline")
            count: root.reaching ? "" : root.viewModel.offlineText
        }
    }
}
