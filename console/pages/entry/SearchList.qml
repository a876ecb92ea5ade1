pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Darkstore.Controls

// A field whose matches open below it; Down and Up walk through them, Return takes one.
SearchField {
    id: root

    required property var matches
    // The roles of a match: what is said, and what is said about it.
    property string titleRole: "title"
    property string aboutRole: "about"
    property string notice: ""

    signal taken(row: int)

    function take(row: int) {
        if (row < 0 || row >= view.count)
            return;
        root.taken(row);
        list.close();
        root.text = "";
        root.settled = "";
    }

    onAccepted: root.take(Math.max(0, view.currentIndex))
    onActiveFocusChanged: if (!activeFocus)
        list.close()
    Keys.onDownPressed: view.incrementCurrentIndex()
    Keys.onUpPressed: view.decrementCurrentIndex()

    T.Popup {
        id: list

        y: root.height + Theme.gap4
        width: root.width
        implicitHeight: Math.min(Math.max(view.contentHeight, Theme.rowTall), 8 * Theme.row) + 2 * Theme.gap4
        padding: Theme.gap4
        visible: root.activeFocus && root.text !== "" && (view.count > 0 || root.notice !== "")
        closePolicy: T.Popup.CloseOnPressOutsideParent

        background: Rectangle {
            color: Theme.raised
            radius: Theme.radiusControl
            border.width: Theme.borderWidth
            border.color: Theme.line2

            Shadow {}
        }

        contentItem: ListView {
            id: view

            clip: true
            model: root.matches
            currentIndex: 0
            boundsBehavior: Flickable.StopAtBounds

            T.ScrollBar.vertical: ScrollBar {}

            delegate: TableRow {
                id: match

                required property int index
                required property var model

                label: title.text + " " + about.text
                onClicked: root.take(match.index)

                Label {
                    id: title

                    width: match.width - about.width - 2 * Theme.gap8
                    height: match.height
                    text: match.model[root.titleRole]
                    Accessible.ignored: true
                }

                Label {
                    id: about

                    height: match.height
                    text: match.model[root.aboutRole]
                    color: Theme.text3
                    font.pixelSize: Theme.label
                    Accessible.ignored: true
                }
            }

            Label {
                anchors.centerIn: parent
                visible: view.count === 0
                text: root.notice
                color: Theme.text2
                font.pixelSize: Theme.label
            }
        }
    }
}
