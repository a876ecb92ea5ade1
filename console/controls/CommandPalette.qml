pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T

// Ctrl K: one field over DCs, items, orders and actions. The model's rows have the roles section, title, mono (bool),
// text2, keyHint and kind (int); the owner answers `queried` by filling it and does what `chosen` names.
T.Popup {
    id: root

    property alias model: list.model
    // The icon of each `kind`.
    required property list<string> iconPaths
    property string footnote: ""
    property bool busy: false

    signal queried(text: string)
    signal chosen(row: int)

    parent: T.Overlay.overlay
    x: parent ? (parent.width - width) / 2 : 0
    y: Theme.topBar
    width: Math.min(640, parent ? parent.width - 2 * Theme.gap24 : 640)
    implicitHeight: 48 + Math.min(list.contentHeight, 11 * Theme.rowTall) + Theme.rowTall + 2 * Theme.gap8
    modal: true
    focus: true
    padding: 0
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside
    onAboutToShow: {
        field.text = "";
        root.queried("");
        field.forceActiveFocus();
    }

    T.Overlay.modal: Rectangle {
        color: Theme.scrim
    }

    background: Rectangle {
        color: Theme.surface
        radius: Theme.radiusCard
        border.width: Theme.borderWidth
        border.color: Theme.line2

        Shadow {}
    }

    contentItem: Item {
        Icon {
            x: Theme.gap16
            y: (48 - height) / 2
            path: Icons.search
            size: Theme.iconLarge
            color: Theme.text
        }

        TextInput {
            id: field

            x: Theme.gap16 + Theme.iconLarge + Theme.gap12
            width: parent.width - x - 64
            height: 48
            verticalAlignment: TextInput.AlignVCenter
            focus: true
            clip: true
            color: Theme.text
            selectionColor: Theme.fill
            selectedTextColor: Theme.fillText
            font.family: Theme.family
            font.pixelSize: Theme.section
            maximumLength: 100
            Accessible.role: Accessible.EditableText
            Accessible.name: qsTr("Search or run")
            onTextEdited: pause.restart()
            Keys.onDownPressed: list.incrementCurrentIndex()
            Keys.onUpPressed: list.decrementCurrentIndex()
            Keys.onReturnPressed: root.take(list.currentIndex)
            Keys.onEnterPressed: root.take(list.currentIndex)

            Label {
                anchors.fill: parent
                visible: field.text === ""
                text: qsTr("Search DC, item, order, or run an action")
                color: Theme.text3
                font.pixelSize: Theme.section
                Accessible.ignored: true
            }

            Timer {
                id: pause

                interval: 100
                onTriggered: root.queried(field.text)
            }
        }

        KeyCap {
            anchors.right: parent.right
            anchors.rightMargin: Theme.gap16
            y: (48 - height) / 2
            text: qsTr("Esc")
        }

        Rectangle {
            y: 48
            width: parent.width
            height: Theme.borderWidth
            color: Theme.line

            BusyBar {
                width: parent.width
                visible: root.busy
            }
        }

        ListView {
            id: list

            anchors.fill: parent
            anchors.topMargin: 48 + Theme.gap8
            anchors.bottomMargin: Theme.rowTall + Theme.gap8
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            highlightMoveDuration: 0
            section.property: "section"
            section.delegate: Label {
                required property string section

                x: Theme.gap16
                height: Theme.row
                text: section
                color: Theme.text3
                font.pixelSize: Theme.label
            }
            onCountChanged: if (currentIndex < 0 && count > 0)
                currentIndex = 0

            T.ScrollBar.vertical: ScrollBar {}

            delegate: T.ItemDelegate {
                id: entry

                required property int index
                required property string title
                required property string text2
                required property string keyHint
                required property int kind
                required property bool mono

                width: list.width
                implicitHeight: Theme.row
                hoverEnabled: true
                focusPolicy: Qt.NoFocus
                Accessible.role: Accessible.ListItem
                Accessible.name: title + " " + text2
                onClicked: root.take(index)

                contentItem: Row {
                    leftPadding: Theme.gap16
                    spacing: Theme.gap12

                    Icon {
                        anchors.verticalCenter: parent.verticalCenter
                        path: root.iconPaths[entry.kind] ?? Icons.search
                        color: entry.ListView.isCurrentItem ? Theme.accent : Theme.text2
                    }

                    Label {
                        anchors.verticalCenter: parent.verticalCenter
                        text: entry.title
                        mono: entry.mono
                        Accessible.ignored: true
                    }

                    Label {
                        anchors.verticalCenter: parent.verticalCenter
                        text: entry.text2
                        color: Theme.text3
                        font.pixelSize: Theme.label
                        Accessible.ignored: true
                    }
                }

                background: Item {
                    Rectangle {
                        anchors.fill: parent
                        anchors.leftMargin: Theme.gap4
                        anchors.rightMargin: Theme.gap4
                        radius: Theme.radiusPill
                        color: entry.ListView.isCurrentItem ? Theme.selected : (entry.hovered ? Theme.hover : "transparent")
                    }

                    KeyCap {
                        anchors.right: parent.right
                        anchors.rightMargin: Theme.gap12
                        anchors.verticalCenter: parent.verticalCenter
                        visible: entry.keyHint !== ""
                        text: entry.keyHint
                    }
                }
            }
        }

        Item {
            anchors.bottom: parent.bottom
            width: parent.width
            height: Theme.rowTall

            Rectangle {
                width: parent.width
                height: Theme.borderWidth
                color: Theme.line
            }

            Label {
                x: Theme.gap16
                anchors.verticalCenter: parent.verticalCenter
                text: root.footnote
                color: Theme.text3
                font.pixelSize: Theme.label
            }

            Row {
                anchors.right: parent.right
                anchors.rightMargin: Theme.gap16
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.gap4

                KeyCap {
                    anchors.verticalCenter: parent.verticalCenter
                    text: "↑"
                }

                KeyCap {
                    anchors.verticalCenter: parent.verticalCenter
                    text: "↓"
                }

                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    rightPadding: Theme.gap12
                    text: qsTr("choose")
                    color: Theme.text3
                    font.pixelSize: Theme.label
                }

                KeyCap {
                    anchors.verticalCenter: parent.verticalCenter
                    text: ">"
                }

                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    text: qsTr("actions only")
                    color: Theme.text3
                    font.pixelSize: Theme.label
                }
            }
        }
    }

    function take(row: int) {
        if (row < 0 || row >= list.count)
            return;
        root.close();
        root.chosen(row);
    }
}
