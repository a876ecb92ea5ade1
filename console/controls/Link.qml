pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T

// A word that leads somewhere.
T.AbstractButton {
    id: root

    implicitWidth: words.implicitWidth
    implicitHeight: words.implicitHeight
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Link
    Accessible.name: text
    Keys.onReturnPressed: root.click()

    contentItem: Label {
        id: words

        text: root.text
        color: Theme.accent
        font.pixelSize: Theme.label
        font.underline: root.hovered
        Accessible.ignored: true
    }

    background: Item {
        FocusRing {
            around: Theme.radiusPill
            visible: root.visualFocus
        }
    }
}
