pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T

// Chooses one of a few from a list that opens below. `label` is the accessible name.
T.ComboBox {
    id: root

    required property string label
    property string iconPath: ""

    implicitWidth: 200
    implicitHeight: Theme.control
    leftPadding: iconPath === "" ? Theme.gap12 : Theme.gap12 + Theme.icon + Theme.gap8
    rightPadding: Theme.gap24 + Theme.gap8
    hoverEnabled: true
    opacity: enabled ? 1 : Theme.disabledOpacity
    Accessible.name: label
    Accessible.description: displayText

    contentItem: Label {
        text: root.displayText
        Accessible.ignored: true
    }

    indicator: Icon {
        x: root.width - width - Theme.gap12
        anchors.verticalCenter: parent ? parent.verticalCenter : undefined
        path: Icons.chevronDown
        color: Theme.text3
    }

    background: Rectangle {
        radius: Theme.radiusControl
        color: root.down ? Theme.pressed(Theme.hover) : (root.hovered ? Theme.hover : Theme.field)
        border.width: Theme.borderWidth
        border.color: Theme.line2

        Icon {
            x: Theme.gap12
            anchors.verticalCenter: parent.verticalCenter
            visible: root.iconPath !== ""
            path: root.iconPath
            color: Theme.text3
        }

        FocusRing {
            visible: root.visualFocus
        }
    }

    delegate: T.ItemDelegate {
        id: choice

        required property int index

        width: ListView.view ? ListView.view.width : implicitWidth
        implicitHeight: Theme.row
        leftPadding: Theme.gap12
        rightPadding: Theme.gap12
        highlighted: root.highlightedIndex === index
        text: root.textAt(index)
        Accessible.name: text

        contentItem: Label {
            text: choice.text
            strong: root.currentIndex === choice.index
            Accessible.ignored: true
        }

        background: Rectangle {
            color: choice.highlighted ? Theme.selected : "transparent"
        }
    }

    popup: T.Popup {
        y: root.height + Theme.gap4
        width: root.width
        implicitHeight: Math.min(list.contentHeight + 2 * Theme.gap4, 10 * Theme.row)
        padding: Theme.gap4

        contentItem: ListView {
            id: list

            clip: true
            model: root.delegateModel
            currentIndex: root.highlightedIndex

            T.ScrollBar.vertical: ScrollBar {}
        }

        background: Rectangle {
            color: Theme.raised
            radius: Theme.radiusControl
            border.width: Theme.borderWidth
            border.color: Theme.line2

            Shadow {}
        }
    }
}
