pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Darkstore.Controls

// How the console looks; kept between runs.
T.Popup {
    id: root

    required property Preferences preferences

    implicitWidth: 320
    implicitHeight: contentItem.implicitHeight + 2 * padding
    padding: Theme.gap16
    focus: true
    closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutside

    background: Rectangle {
        color: Theme.surface
        radius: Theme.radiusCard
        border.width: Theme.borderWidth
        border.color: Theme.line2

        Shadow {}
    }

    contentItem: Column {
        spacing: Theme.gap12

        Label {
            text: qsTr("Settings")
            font.pixelSize: Theme.section
            font.weight: Font.DemiBold
            Accessible.role: Accessible.Heading
        }

        Row {
            spacing: Theme.gap12

            Label {
                width: Theme.scaled(64)
                height: Theme.control
                text: qsTr("Theme")
                color: Theme.text2
            }

            Segmented {
                label: qsTr("Theme")
                texts: [qsTr("Dark"), qsTr("Light")]
                iconPaths: [Icons.moon, Icons.sun]
                currentIndex: root.preferences.dark ? 0 : 1
                focus: true
                onActivated: index => root.preferences.dark = index === 0
            }
        }

        Row {
            spacing: Theme.gap12

            Label {
                width: Theme.scaled(64)
                height: Theme.control
                text: qsTr("Text")
                color: Theme.text2
            }

            Segmented {
                label: qsTr("Text size, percent")
                texts: ["100", "125", "150", "200"]
                currentIndex: [100, 125, 150, 200].indexOf(root.preferences.textPercent)
                onActivated: index => root.preferences.textPercent = Number(texts[index])
            }
        }

        Toggle {
            text: qsTr("Reduce motion")
            note: qsTr("Nothing moves; a changed cell keeps a mark")
            checked: root.preferences.reduceMotion
            onToggled: root.preferences.reduceMotion = checked
        }
    }
}
