pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T

// The panel at the right edge: head, a body that scrolls, a foot with buttons. Its left edge is dragged (or, focused,
// moved by Left and Right) between 344 and 416 px; Esc closes.
FocusScope {
    id: root

    property string overline: ""
    required property string title
    property bool titleMono: false
    // Pills and the like, below the title.
    property alias facts: factRow.data
    // A picture or icon left of the title.
    property alias picture: pictureSlot.data
    default property alias body: bodyColumn.data
    property alias foot: footRow.data
    property int widthMax: Theme.detailMax

    signal closed

    function clampWidth(wanted: real) {
        root.implicitWidth = Math.max(Theme.detailMin, Math.min(root.widthMax, wanted));
    }

    implicitWidth: Theme.detailMin
    Accessible.role: Accessible.Pane
    Accessible.name: title
    Keys.onEscapePressed: root.closed()

    Rectangle {
        anchors.fill: parent
        color: Theme.surface
    }

    Item {
        id: head

        width: parent.width
        height: headColumn.height + Theme.gap16 + Theme.gap16

        Item {
            id: pictureSlot

            x: Theme.gap16
            y: Theme.gap16
            width: childrenRect.width
            height: childrenRect.height
        }

        Column {
            id: headColumn

            x: pictureSlot.width > 0 ? pictureSlot.x + pictureSlot.width + Theme.gap12 : Theme.gap16
            y: Theme.gap16
            width: parent.width - x - close.width - Theme.gap16
            spacing: Theme.gap4

            Label {
                width: parent.width
                visible: root.overline !== ""
                text: root.overline
                color: Theme.text3
                font.pixelSize: Theme.caption
            }

            Label {
                width: parent.width
                text: root.title
                mono: root.titleMono
                font.pixelSize: Theme.title
                font.weight: Font.DemiBold
                Accessible.role: Accessible.Heading
            }

            Flow {
                id: factRow

                width: parent.width + close.width
                topPadding: Theme.gap4
                spacing: Theme.gap8
                visible: children.length > 0
            }
        }

        IconButton {
            id: close

            anchors.right: parent.right
            anchors.rightMargin: Theme.gap8
            y: Theme.gap12
            iconPath: Icons.close
            label: qsTr("Close")
            shortcut: qsTr("Esc")
            onClicked: root.closed()
        }

        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: Theme.borderWidth
            color: Theme.line
        }
    }

    Flickable {
        id: flick

        anchors.top: head.bottom
        anchors.bottom: footBar.top
        width: parent.width
        clip: true
        contentHeight: bodyColumn.height + 2 * Theme.gap16
        boundsBehavior: Flickable.StopAtBounds

        T.ScrollBar.vertical: ScrollBar {}

        Column {
            id: bodyColumn

            x: Theme.gap16
            y: Theme.gap16
            width: flick.width - 2 * Theme.gap16
            spacing: Theme.gap16
        }
    }

    Item {
        id: footBar

        anchors.bottom: parent.bottom
        width: parent.width
        height: footRow.children.length > 0 ? footRow.height + 2 * Theme.gap16 : 0

        Row {
            id: footRow

            x: Theme.gap16
            y: Theme.gap16
            width: parent.width - 2 * Theme.gap16
            spacing: Theme.gap8
        }
    }

    Rectangle {
        id: edge

        width: grip.activeFocus ? Theme.ringWidth : Theme.borderWidth
        height: parent.height
        color: grip.activeFocus || grip.pressed || grip.containsMouse ? Theme.accent : Theme.line
    }

    MouseArea {
        id: grip

        property real startX: 0
        property real startWidth: 0

        x: -3
        width: 7
        height: parent.height
        hoverEnabled: true
        cursorShape: Qt.SizeHorCursor
        activeFocusOnTab: true
        Accessible.role: Accessible.Splitter
        Accessible.name: qsTr("Width of the panel")
        Keys.onLeftPressed: root.clampWidth(root.width + Theme.gap16)
        Keys.onRightPressed: root.clampWidth(root.width - Theme.gap16)
        onPressed: mouse => {
            startX = grip.mapToGlobal(mouse.x, 0).x;
            startWidth = root.width;
        }
        onPositionChanged: mouse => {
            if (grip.pressed)
                root.clampWidth(startWidth + startX - grip.mapToGlobal(mouse.x, 0).x);
        }
    }
}
