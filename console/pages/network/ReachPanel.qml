pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Darkstore.Controls

// The answer to "who can serve this point": funnel, candidates down to a step, and what the point can buy.
FocusScope {
    id: root

    required property ReachTool reach
    property bool live: true
    property bool canOrder: false

    signal orderWanted
    signal dcWanted(dcId: int)
    signal closed

    Accessible.role: Accessible.Pane
    Accessible.name: reach.title
    Keys.onEscapePressed: root.closed()

    Rectangle {
        anchors.fill: parent
        color: Theme.surface

        Rectangle {
            width: Theme.borderWidth
            height: parent.height
            color: Theme.line
        }
    }

    Flickable {
        id: flick

        anchors.fill: parent
        anchors.leftMargin: Theme.gap24
        anchors.rightMargin: Theme.gap16
        contentHeight: body.height + 2 * Theme.gap16
        boundsBehavior: Flickable.StopAtBounds
        clip: true

        T.ScrollBar.vertical: ScrollBar {}

        Column {
            id: body

            y: Theme.gap16
            width: flick.width - Theme.gap8
            spacing: Theme.gap16

            Item {
                width: parent.width
                height: Theme.control

                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    width: order.x - Theme.gap8
                    text: root.reach.busy && !root.reach.answered ? qsTr("Asking") : root.reach.title
                    font.pixelSize: Theme.section
                    font.weight: Font.DemiBold
                    Accessible.role: Accessible.Heading
                }

                Button {
                    id: order

                    anchors.right: parent.right
                    variant: Button.Primary
                    iconPath: Icons.plus
                    text: qsTr("Place order here")
                    visible: root.canOrder
                    enabled: root.live && root.reach.candidateIds.length > 0
                    onClicked: root.orderWanted()
                }
            }

            Label {
                width: parent.width
                visible: text !== ""
                text: root.reach.subtitle
                color: Theme.text2
                font.pixelSize: Theme.label
                wrapMode: Text.Wrap
            }

            Banner {
                width: parent.width
                visible: root.reach.problem !== ""
                tone: Tone.Bad
                text: root.reach.problem
            }

            Funnel {
                width: parent.width
                visible: root.reach.answered
                rows: root.reach.funnel
            }

            Segmented {
                visible: root.reach.answered
                label: qsTr("Candidates left after")
                texts: root.reach.stepTexts
                currentIndex: root.reach.step
                onActivated: index => root.reach.step = index
            }

            ReachTable {
                width: parent.width
                height: Theme.tableHead + Math.max(1, Math.min(count, 9)) * Theme.row
                visible: root.reach.answered
                candidates: root.reach.candidates
                onDcWanted: dcId => root.dcWanted(dcId)
            }

            Rectangle {
                width: parent.width
                height: Theme.borderWidth
                visible: root.reach.menu.length > 0
                color: Theme.line
            }

            SectionHead {
                width: parent.width
                visible: root.reach.menu.length > 0
                title: qsTr("Effective availability")
                note: root.reach.menuNote
            }

            MenuTable {
                width: parent.width
                visible: root.reach.menu.length > 0
                heads: root.reach.menuHeads
                rows: root.reach.menu
            }
        }
    }
}
