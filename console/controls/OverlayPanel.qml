pragma ComponentBehavior: Bound

import QtQuick

// A small panel that floats over the map. With a title it has a head; `collapsible` folds it to that head.
Rectangle {
    id: root

    property string title: ""
    property string iconPath: ""
    property bool collapsible: false
    property bool open: true
    property int padding: Theme.gap12
    default property alias body: bodyColumn.data

    implicitWidth: bodyColumn.implicitWidth + 2 * padding
    implicitHeight: (head.visible ? head.height : padding) + (open ? bodyColumn.height + padding : Theme.gap4)
    radius: Theme.radiusCard
    color: Theme.surface
    border.width: Theme.borderWidth
    border.color: Theme.line2
    Accessible.role: Accessible.Pane
    Accessible.name: title

    Shadow {}

    // Clicks on the panel are not clicks on the map.
    MouseArea {
        anchors.fill: parent
        acceptedButtons: Qt.AllButtons
        onWheel: wheel => wheel.accepted = true
        Accessible.ignored: true
    }

    Item {
        id: head

        x: Theme.gap12
        width: parent.width - 2 * Theme.gap12
        height: Theme.rowTall
        visible: root.title !== ""

        Row {
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.gap8

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: root.iconPath !== ""
                path: root.iconPath
                color: Theme.text
            }

            Label {
                text: root.title
                strong: true
                Accessible.role: Accessible.Heading
            }
        }

        IconButton {
            anchors.right: parent.right
            anchors.rightMargin: -Theme.gap4
            anchors.verticalCenter: parent.verticalCenter
            visible: root.collapsible
            iconPath: root.open ? Icons.chevronUp : Icons.chevronDown
            label: root.open ? qsTr("Fold %1").arg(root.title) : qsTr("Unfold %1").arg(root.title)
            onClicked: root.open = !root.open
        }
    }

    Column {
        id: bodyColumn

        x: root.padding
        y: head.visible ? head.height : root.padding
        width: parent.width - 2 * root.padding
        visible: root.open
        spacing: Theme.gap4
    }
}
