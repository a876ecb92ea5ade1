pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Darkstore.Controls

// Shows a DC and opens a list of others to search in.
T.AbstractButton {
    id: root

    required property DcChooser chooser
    property string code: ""
    property string name: ""

    signal chosen(dcId: int)

    implicitWidth: 280
    implicitHeight: Theme.control
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.ComboBox
    Accessible.name: qsTr("DC")
    Accessible.description: code + " " + name
    onClicked: list.open()
    Keys.onReturnPressed: list.open()
    Keys.onDownPressed: list.open()

    background: Rectangle {
        radius: Theme.radiusControl
        color: root.down ? Theme.pressed(Theme.hover) : (root.hovered ? Theme.hover : Theme.field)
        border.width: Theme.borderWidth
        border.color: Theme.line2

        FocusRing {
            visible: root.visualFocus
        }
    }

    contentItem: Item {
        Icon {
            id: pin

            x: Theme.gap12
            anchors.verticalCenter: parent.verticalCenter
            path: Icons.pin
        }

        Label {
            id: codeLabel

            anchors.left: pin.right
            anchors.leftMargin: Theme.gap8
            anchors.verticalCenter: parent.verticalCenter
            text: root.code === "" ? qsTr("Choose a DC") : root.code
            strong: true
        }

        Label {
            anchors.left: codeLabel.right
            anchors.leftMargin: Theme.gap8
            anchors.right: parent.right
            anchors.rightMargin: Theme.gap24 + Theme.gap8
            anchors.verticalCenter: parent.verticalCenter
            text: root.name
        }

        Icon {
            anchors.right: parent.right
            anchors.rightMargin: Theme.gap12
            anchors.verticalCenter: parent.verticalCenter
            path: Icons.chevronDown
            color: Theme.text3
        }
    }

    T.Popup {
        id: list

        y: root.height + Theme.gap4
        width: Math.max(root.width, 360)
        implicitHeight: Theme.control + 2 * Theme.gap8 + Math.min(Math.max(view.contentHeight, Theme.rowTall), 10 * Theme.row)
        padding: Theme.gap4
        focus: true
        closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside
        onAboutToShow: {
            root.chooser.read();
            field.forceActiveFocus();
            field.selectAll();
        }

        function choose(row: int) {
            const dcId = root.chooser.dcAt(row);
            if (dcId === 0)
                return;
            root.chosen(dcId);
            list.close();
        }

        background: Rectangle {
            color: Theme.raised
            radius: Theme.radiusControl
            border.width: Theme.borderWidth
            border.color: Theme.line2

            Shadow {}
        }

        contentItem: FocusScope {
            SearchField {
                id: field

                width: parent.width
                label: qsTr("Search DCs")
                placeholderText: qsTr("Code or name")
                maximumLength: 100
                onSearched: text => root.chooser.search = text
                onAccepted: list.choose(Math.max(0, view.currentIndex))
                Keys.onDownPressed: view.incrementCurrentIndex()
                Keys.onUpPressed: view.decrementCurrentIndex()
            }

            ListView {
                id: view

                anchors.fill: parent
                anchors.topMargin: Theme.control + Theme.gap4
                clip: true
                model: root.chooser
                boundsBehavior: Flickable.StopAtBounds

                T.ScrollBar.vertical: ScrollBar {}

                delegate: TableRow {
                    id: choice

                    required property int index
                    required property string code
                    required property string name
                    required property int health

                    label: code + " " + name
                    onClicked: list.choose(choice.index)

                    HealthMark {
                        anchors.verticalCenter: parent ? parent.verticalCenter : undefined
                        health: choice.health
                    }

                    Label {
                        width: Theme.scaled(88)
                        height: parent ? parent.height : 0
                        leftPadding: Theme.gap12
                        text: choice.code
                        mono: true
                        Accessible.ignored: true
                    }

                    Label {
                        width: view.width - Theme.scaled(88) - 4 * Theme.gap8
                        height: parent ? parent.height : 0
                        text: choice.name
                        Accessible.ignored: true
                    }
                }
            }

            Label {
                anchors.fill: view
                visible: view.count === 0
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.Wrap
                text: root.chooser.notice
                color: Theme.text2
            }
        }
    }
}
