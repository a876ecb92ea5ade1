pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Darkstore.Controls

// The plan on the cached view, and below it the outcome on the locked rows.
FocusScope {
    id: root

    required property OrderEntry viewModel

    signal orderOpened(orderId: string)

    // What is still being typed counts: a quantity is taken over when its field loses the focus.
    function place() {
        button.forceActiveFocus();
        root.viewModel.place();
    }

    PaneHead {
        id: head

        width: parent.width
        number: "3"
        title: qsTr("Plan and outcome")
        note: qsTr("fewest DCs, then soonest")
    }

    Flickable {
        anchors.top: head.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        clip: true
        contentHeight: body.height + 2 * Theme.gap16
        boundsBehavior: Flickable.StopAtBounds

        T.ScrollBar.vertical: ScrollBar {}

        Column {
            id: body

            x: Theme.gap16
            y: Theme.gap16
            width: parent.width - 2 * Theme.gap16
            spacing: Theme.gap12

            PlanParts {
                width: parent.width
                visible: !root.viewModel.settled
                viewModel: root.viewModel
            }

            Label {
                width: parent.width
                visible: !root.viewModel.settled && root.viewModel.missing !== ""
                text: root.viewModel.missing
                color: Theme.text2
            }

            Button {
                id: button

                width: parent.width
                variant: Button.Primary
                visible: !root.viewModel.settled
                enabled: root.viewModel.missing === "" && !root.viewModel.sending
                busy: root.viewModel.sending
                text: root.viewModel.unknown ? qsTr("Place it again, under the same key") : (root.viewModel.planTotal === "" ? qsTr("Place order") : qsTr("Place order · %1").arg(root.viewModel.planTotal))
                keyHint: qsTr("Ctrl ↵")
                onClicked: root.place()
            }

            OutcomeCard {
                width: parent.width
                visible: root.viewModel.outcomeTitle !== "" && !root.viewModel.sending
                viewModel: root.viewModel
                onOrderOpened: root.orderOpened(root.viewModel.orderId)
            }

            Button {
                width: parent.width
                visible: root.viewModel.settled
                iconPath: Icons.plus
                text: qsTr("Another order")
                onClicked: root.viewModel.another()
            }
        }
    }
}
