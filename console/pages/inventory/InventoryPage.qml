pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// One DC's shelf: what can be promised and what lies there, live; receive, count, adjust, flip.
FocusScope {
    id: root

    required property InventoryViewModel viewModel
    readonly property bool narrow: width < Theme.narrowWindow - Theme.rail
    readonly property bool writable: viewModel.live.fresh

    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Inventory")
    onVisibleChanged: if (visible)
        viewModel.openSome()
    Component.onCompleted: if (visible)
        viewModel.openSome()

    function begin(kind: int) {
        if (root.writable)
            root.viewModel.begin(kind);
    }

    component Key: Shortcut {
        enabled: root.visible && !dialog.visible
    }

    Key {
        sequences: ["/"]
        onActivated: bar.focusSearch()
    }
    Key {
        sequences: ["R"]
        onActivated: root.begin(StockDraft.Receive)
    }
    Key {
        sequences: ["C"]
        onActivated: root.begin(StockDraft.Count)
    }
    Key {
        sequences: ["A"]
        onActivated: root.begin(StockDraft.Adjust)
    }
    Key {
        sequences: ["M"]
        onActivated: root.begin(StockDraft.Flip)
    }
    Key {
        sequences: ["Esc"]
        onActivated: {
            if (root.viewModel.item.shown)
                root.viewModel.closeItem();
            else
                root.viewModel.shelf.pickAll(false);
        }
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.bg
    }

    Item {
        id: work

        width: parent.width - (detail.visible && !root.narrow ? detail.width : 0)
        height: parent.height

        ShelfBar {
            id: bar

            width: parent.width
            viewModel: root.viewModel
        }

        Column {
            id: notices

            anchors.top: bar.bottom
            width: parent.width

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
                visible: root.viewModel.problem !== "" && table.count > 0
                card: false
                tone: Tone.Bad
                text: root.viewModel.problem
                action: qsTr("Try again")
                onActivated: root.viewModel.reload()
            }

            BulkBar {
                width: parent.width
                visible: root.viewModel.shelf.picked > 0
                viewModel: root.viewModel
                onBegun: kind => root.begin(kind)
            }
        }

        ShelfTable {
            id: table

            anchors.top: notices.bottom
            anchors.bottom: foot.top
            width: parent.width
            visible: !root.viewModel.loading && !root.viewModel.empty
            focus: true
            viewModel: root.viewModel
        }

        ShelfStates {
            anchors.fill: table
            viewModel: root.viewModel
        }

        ShelfFoot {
            id: foot

            anchors.bottom: parent.bottom
            width: parent.width
            viewModel: root.viewModel
        }
    }

    ShelfDetail {
        id: detail

        anchors.right: parent.right
        width: Math.min(implicitWidth, parent.width)
        height: parent.height
        visible: root.viewModel.item.shown
        viewModel: root.viewModel
        onBegun: kind => root.begin(kind)
    }

    UndoBar {
        id: undo

        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.gap16
        width: Theme.detailMin - 2 * Theme.gap16
        busy: root.viewModel.undoing
        onUndone: root.viewModel.undo()
    }

    StockDialog {
        id: dialog

        draft: root.viewModel.draft
        writable: root.writable
        visible: root.viewModel.draft.open
    }

    Connections {
        target: root.viewModel

        function onUndoOffered(what: string) {
            undo.show(what);
        }
        function onFailed(why: string) {
            undo.text = "";
            failure.text = why;
            failure.visible = true;
        }
    }

    Banner {
        id: failure

        anchors.right: parent.right
        anchors.bottom: undo.visible ? undo.top : parent.bottom
        anchors.margins: Theme.gap16
        width: undo.width
        visible: false
        tone: Tone.Bad
        text: ""
        action: qsTr("Close")
        onActivated: visible = false
    }
}
