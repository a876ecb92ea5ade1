pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Darkstore.Controls

// What is to be known about the list before it is read: stale, in part missing, or newer orders wait.
Column {
    id: root

    required property OrdersViewModel viewModel

    Banner {
        width: parent.width
        visible: root.viewModel.live.notice !== "" && (root.viewModel.live.live === Live.Stale || root.viewModel.live.live === Live.Down)
        card: false
        tone: root.viewModel.live.live === Live.Down ? Tone.Bad : Tone.Warn
        text: root.viewModel.live.notice
        action: qsTr("Now")
        onActivated: root.viewModel.live.retryNow()
    }

    Banner {
        width: parent.width
        visible: root.viewModel.problem !== "" && !root.viewModel.unreadable
        card: false
        tone: Tone.Bad
        text: root.viewModel.problem
        action: qsTr("Try again")
        onActivated: root.viewModel.reload()
    }

    Banner {
        width: parent.width
        visible: root.viewModel.missing !== ""
        card: false
        text: root.viewModel.missing
        action: qsTr("Try again")
        onActivated: root.viewModel.reload()
    }

    T.AbstractButton {
        id: newer

        width: parent.width
        height: Theme.row
        visible: root.viewModel.newerText !== ""
        hoverEnabled: true
        focusPolicy: Qt.StrongFocus
        text: qsTr("%1 · show").arg(root.viewModel.newerText)
        Accessible.role: Accessible.Button
        Accessible.name: text
        onClicked: root.viewModel.showNewer()
        Keys.onReturnPressed: newer.click()

        background: Rectangle {
            color: newer.hovered ? Theme.hover : Theme.selected

            FocusRing {
                distance: -2
                visible: newer.visualFocus
            }
        }

        contentItem: Item {
            Row {
                anchors.centerIn: parent
                spacing: Theme.gap8

                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    path: Icons.chevronUp
                    size: Theme.iconSmall
                    color: Theme.accent
                }

                Label {
                    text: newer.text
                    color: Theme.accent
                    font.weight: Font.Medium
                    Accessible.ignored: true
                }
            }
        }
    }
}
