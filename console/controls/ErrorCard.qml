pragma ComponentBehavior: Bound

import QtQuick

// Something failed: what, since when, what is safe, and what to do (buttons as children).
Rectangle {
    id: root

    required property string title
    required property string text
    default property alias actions: actionRow.data

    implicitWidth: 420
    implicitHeight: column.height + 2 * Theme.gap16
    radius: Theme.radiusCard
    color: Theme.badGround
    border.width: Theme.borderWidth
    border.color: Theme.bad
    Accessible.role: Accessible.AlertMessage
    Accessible.name: title
    Accessible.description: text

    Icon {
        x: Theme.gap16
        y: Theme.gap16
        path: Icons.bad
        size: Theme.iconLarge
        color: Theme.bad
    }

    Column {
        id: column

        x: Theme.gap16 + Theme.iconLarge + Theme.gap12
        y: Theme.gap16
        width: parent.width - x - Theme.gap16
        spacing: Theme.gap8

        Label {
            width: parent.width
            text: root.title
            font.pixelSize: Theme.section
            font.weight: Font.DemiBold
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }

        Label {
            width: parent.width
            text: root.text
            color: Theme.text2
            wrapMode: Text.Wrap
            lineHeight: 1.2
            Accessible.ignored: true
        }

        Row {
            id: actionRow

            visible: children.length > 0
            topPadding: Theme.gap4
            spacing: Theme.gap8
        }
    }
}
