pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Darkstore.Controls

// Receive, count, adjust or flip, for one row or many. Closes when every row is done.
T.Popup {
    id: root

    required property StockDraft draft
    required property bool writable

    // What is still being typed counts: an amount is taken over when its field loses the focus.
    function commit() {
        body.forceActiveFocus();
        root.draft.commit();
    }

    function focusFirst() {
        const first = body.nextItemInFocusChain();
        first.forceActiveFocus(Qt.TabFocusReason);
        (first as TextInput)?.selectAll();
    }

    parent: T.Overlay.overlay
    anchors.centerIn: parent
    width: Math.min(560, parent ? parent.width - 2 * Theme.gap24 : 560)
    implicitHeight: content.implicitHeight + 2 * Theme.gap24
    padding: Theme.gap24
    modal: true
    focus: true
    closePolicy: T.Popup.CloseOnEscape
    // Later: what is shown follows from the same change that opens the dialog.
    onOpened: Qt.callLater(root.focusFirst)
    onClosed: if (root.draft.open)
        root.draft.cancel()

    T.Overlay.modal: Rectangle {
        color: Theme.scrim
    }

    background: Rectangle {
        color: Theme.surface
        radius: Theme.radiusCard
        border.width: Theme.borderWidth
        border.color: Theme.line2

        Shadow {}
    }

    contentItem: Item {
        id: body

        implicitHeight: content.implicitHeight

        Shortcut {
            sequences: ["Ctrl+Return", "Ctrl+Enter"]
            enabled: root.visible
            onActivated: root.commit()
        }

        Column {
            id: content

            width: parent.width
            spacing: Theme.gap16

            Label {
                width: parent.width
                text: root.draft.title
                font.pixelSize: Theme.title
                font.weight: Font.DemiBold
                Accessible.role: Accessible.Heading
            }

            Segmented {
                visible: root.draft.kind === StockDraft.Adjust
                label: qsTr("Reason")
                texts: [qsTr("Damaged"), qsTr("Expired"), qsTr("Lost"), qsTr("Found"), qsTr("Correction")]
                currentIndex: root.draft.reason
                onActivated: index => root.draft.reason = index
            }

            Segmented {
                visible: root.draft.kind === StockDraft.Adjust && root.draft.reason === StockDraft.Correction
                label: qsTr("Direction")
                small: true
                texts: [qsTr("Take"), qsTr("Add")]
                currentIndex: root.draft.taking ? 0 : 1
                onActivated: index => root.draft.taking = index === 0
            }

            Row {
                visible: root.draft.kind === StockDraft.Flip
                spacing: Theme.gap16

                ModeSwitch {
                    compact: false
                    small: false
                    mode: root.draft.mode
                    onChosen: mode => root.draft.mode = mode
                }

                Toggle {
                    anchors.verticalCenter: parent.verticalCenter
                    text: qsTr("Everywhere, not only at this DC")
                    checked: root.draft.everywhere
                    onToggled: root.draft.everywhere = checked
                }
            }

            DraftRows {
                width: parent.width
                visible: root.draft.kind !== StockDraft.Flip || count > 1
                draft: root.draft
            }

            Field {
                id: note

                width: parent.width
                visible: root.draft.kind !== StockDraft.Count
                label: root.draft.kind === StockDraft.Receive ? qsTr("Delivery note") : (root.draft.kind === StockDraft.Flip ? qsTr("Reason") : qsTr("Note"))
                placeholderText: root.draft.kind === StockDraft.Flip ? qsTr("Why, for example: quiet row") : label
                maximumLength: root.draft.kind === StockDraft.Receive ? 100 : 200
                text: root.draft.note
                onTextEdited: root.draft.note = text
                onAccepted: root.commit()
            }

            Banner {
                width: parent.width
                visible: text !== ""
                tone: Tone.Bad
                text: root.draft.problem
            }

            Banner {
                width: parent.width
                visible: !root.writable
                text: qsTr("The data is not live. What is typed here is kept; send it when it is.")
            }

            Row {
                anchors.right: parent.right
                spacing: Theme.gap8

                Button {
                    text: qsTr("Cancel")
                    keyHint: qsTr("Esc")
                    onClicked: root.draft.cancel()
                }

                Button {
                    variant: Button.Primary
                    enabled: root.writable && root.draft.complete && !root.draft.busy
                    busy: root.draft.busy
                    text: root.draft.commitText
                    keyHint: qsTr("Ctrl ↵")
                    onClicked: root.commit()
                }
            }
        }
    }
}
