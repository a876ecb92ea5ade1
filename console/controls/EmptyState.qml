pragma ComponentBehavior: Bound

import QtQuick

// Nothing to show: says why, and offers the likeliest way out (buttons as children).
Item {
    id: root

    required property string title
    property string text: ""
    property string iconPath: Icons.shelf
    default property alias actions: actionRow.data

    implicitWidth: 360
    implicitHeight: column.implicitHeight
    Accessible.role: Accessible.StaticText
    Accessible.name: title
    Accessible.description: text

    Column {
        id: column

        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.gap24, 400)
        spacing: Theme.gap12

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            width: 56
            height: 56
            radius: 28
            color: Theme.raised
            border.width: Theme.borderWidth
            border.color: Theme.line

            Icon {
                anchors.centerIn: parent
                path: root.iconPath
                size: 24
            }
        }

        Label {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: root.title
            font.pixelSize: Theme.section
            font.weight: Font.DemiBold
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }

        Label {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            visible: root.text !== ""
            text: root.text
            color: Theme.text2
            wrapMode: Text.Wrap
            lineHeight: 1.2
            Accessible.ignored: true
        }

        Row {
            id: actionRow

            anchors.horizontalCenter: parent.horizontalCenter
            topPadding: Theme.gap4
            spacing: Theme.gap8
        }
    }
}
