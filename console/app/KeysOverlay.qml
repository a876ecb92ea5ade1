pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Darkstore.Controls

// F1: every key that does something.
T.Popup {
    id: root

    parent: T.Overlay.overlay
    x: parent ? (parent.width - width) / 2 : 0
    y: parent ? (parent.height - height) / 2 : 0
    padding: Theme.gap24
    modal: true
    focus: true
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside
    implicitWidth: contentItem.implicitWidth + 2 * padding
    implicitHeight: contentItem.implicitHeight + 2 * padding

    T.Overlay.modal: Rectangle {
        color: Theme.scrim
    }

    component Chapter: Column {
        id: chapter

        required property string title
        required property list<string> keys
        required property list<string> deeds

        spacing: Theme.gap8

        Label {
            text: chapter.title
            strong: true
            Accessible.role: Accessible.Heading
        }

        Repeater {
            model: chapter.keys

            Row {
                id: line

                required property string modelData
                required property int index

                spacing: Theme.gap12
                Accessible.role: Accessible.StaticText
                Accessible.name: qsTr("%1: %2").arg(modelData).arg(chapter.deeds[index])

                Item {
                    width: Theme.scaled(88)
                    height: Theme.scaled(20)

                    KeyCap {
                        text: line.modelData
                    }
                }

                Label {
                    width: Theme.scaled(184)
                    text: chapter.deeds[line.index]
                    color: Theme.text2
                    Accessible.ignored: true
                }
            }
        }
    }

    background: Rectangle {
        color: Theme.surface
        radius: Theme.radiusCard
        border.width: Theme.borderWidth
        border.color: Theme.line2

        Shadow {}
    }

    contentItem: Column {
        spacing: Theme.gap16

        Label {
            text: qsTr("Keys")
            font.pixelSize: Theme.title
            font.weight: Font.DemiBold
            Accessible.role: Accessible.Heading
        }

        Grid {
            columns: root.parent && root.parent.width < Theme.scaled(1300) ? 2 : 4
            spacing: Theme.gap24

            Chapter {
                title: qsTr("Everywhere")
                keys: [qsTr("Ctrl K"), qsTr("F1"), qsTr("Ctrl 1–3"), "/", qsTr("Esc")]
                deeds: [qsTr("search and actions"), qsTr("these keys"), qsTr("pages"), qsTr("search here"), qsTr("close")]
            }

            Chapter {
                title: qsTr("Map")
                keys: ["R", qsTr("arrows"), "+  −", qsTr("Space")]
                deeds: [qsTr("who can serve a point"), qsTr("move the map"), qsTr("zoom"), qsTr("hold or draw orders")]
            }

            Chapter {
                title: qsTr("Orders")
                keys: ["N", "P", qsTr("Ctrl ↵"), qsTr("Space")]
                deeds: [qsTr("place an order"), qsTr("where it goes"), qsTr("place it"), qsTr("hold or follow the list")]
            }

            Chapter {
                title: qsTr("Shelf")
                keys: ["R", "C", "A", "M", qsTr("Ctrl ↵"), qsTr("Ctrl Z")]
                deeds: [qsTr("receive"), qsTr("count"), qsTr("adjust"), qsTr("flip lock mode"), qsTr("commit"), qsTr("undo")]
            }
        }

        Label {
            text: qsTr("Single letters work outside text fields.")
            color: Theme.text3
            font.pixelSize: Theme.label
        }
    }
}
