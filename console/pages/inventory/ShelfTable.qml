pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// The rows. A click opens a row's detail, Space ticks it, the switch asks for another lock mode.
DataTable {
    id: root

    required property InventoryViewModel viewModel
    readonly property bool stale: !viewModel.live.fresh && viewModel.live.live !== Live.Connecting

    label: qsTr("Shelf of %1").arg(viewModel.dcName)
    model: viewModel.shelf
    sortKey: viewModel.sortKey
    sortDescending: sortKey === "change"
    onSortRequested: key => viewModel.sortKey = key
    onOpened: index => viewModel.openItem(viewModel.shelf.itemAt(index))
    Keys.onSpacePressed: viewModel.shelf.togglePicked(root.currentIndex)
    Keys.onPressed: event => {
        if (event.key !== Qt.Key_A || !(event.modifiers & Qt.ControlModifier))
            return;
        viewModel.shelf.pickAll(true);
        event.accepted = true;
    }

    columns: [
        TableColumn {
            title: ""
            width: 32
        },
        TableColumn {
            title: qsTr("Item")
            width: 170
            stretch: 3
            sortKey: "item"
        },
        TableColumn {
            title: qsTr("Brand, size")
            width: 150
            stretch: 2
            priority: 2
        },
        TableColumn {
            title: qsTr("GTIN")
            width: 120
            priority: 5
        },
        TableColumn {
            title: qsTr("Available")
            width: 100
            rightAligned: true
            sortKey: "quantity"
        },
        TableColumn {
            title: qsTr("On shelf")
            width: 80
            rightAligned: true
            priority: 1
        },
        TableColumn {
            title: qsTr("Version")
            width: 78
            rightAligned: true
            priority: 4
        },
        TableColumn {
            title: qsTr("Lock mode")
            width: 150
        },
        TableColumn {
            title: qsTr("Bin")
            width: 68
            priority: 6
        },
        TableColumn {
            title: root.stale ? qsTr("As of") : qsTr("Last change")
            width: 170
            stretch: 1
            sortKey: "change"
            priority: 3
        }
    ]

    function reportView() {
        const first = Math.max(0, root.list.indexAt(1, root.list.contentY + 1));
        const last = root.list.indexAt(1, root.list.contentY + root.list.height - 1);
        root.viewModel.setView(first, last < 0 ? root.count - 1 : last);
    }

    onCountChanged: settle.restart()
    onHeightChanged: settle.restart()

    Connections {
        target: root.list

        function onContentYChanged() {
            if (!settle.running)
                settle.start();
        }
    }

    Timer {
        id: settle

        interval: 150
        onTriggered: root.reportView()
    }

    delegate: TableRow {
        id: row

        required property int index
        required property double itemId
        required property string name
        required property string brandSize
        required property string gtin
        required property string available
        required property string onShelf
        required property string version
        required property int mode
        required property bool modeIsOverride
        required property string bin
        required property int tone
        required property string lastChange
        required property string delta
        required property bool risen
        required property int pulse
        required property bool picked

        // The row that this delegate showed when it last flashed: delegates are used again for other rows.
        property double shownItem: -1
        property int shownPulse: 0

        function settle() {
            if (row.shownItem !== row.itemId)
                availableCell.calm();
            else if (row.pulse > row.shownPulse)
                availableCell.flash(row.delta, row.risen);
            row.shownItem = row.itemId;
            row.shownPulse = row.pulse;
        }

        label: qsTr("%1, %2, %3 available").arg(name).arg(brandSize).arg(available)
        selected: root.viewModel.item.itemId === row.itemId || ListView.isCurrentItem
        onClicked: {
            root.currentIndex = row.index;
            root.viewModel.openItem(row.itemId);
        }
        onItemIdChanged: Qt.callLater(row.settle)
        onPulseChanged: Qt.callLater(row.settle)
        Component.onCompleted: row.settle()

        TableCell {
            column: root.columns[0]

            CheckBox {
                anchors.centerIn: parent
                label: qsTr("Choose %1").arg(row.name)
                focusPolicy: Qt.NoFocus
                checked: row.picked
                onToggled: root.viewModel.shelf.togglePicked(row.index)
            }
        }

        TableCell {
            column: root.columns[1]
            text: row.name
        }

        TableCell {
            column: root.columns[2]
            text: row.brandSize
            color: Theme.text2
        }

        TableCell {
            column: root.columns[3]
            text: row.gtin
            color: Theme.text2
            mono: true
        }

        FlashCell {
            id: availableCell

            column: root.columns[4]
            text: row.available
            stale: root.stale
            color: row.tone === Tone.Neutral ? Theme.text : Theme.toneText(row.tone)
            iconPath: row.tone === Tone.Bad ? Icons.diamond : (row.tone === Tone.Warn ? Icons.triangle : "")
            iconFilled: true
        }

        TableCell {
            column: root.columns[5]
            text: row.onShelf
            stale: root.stale
        }

        TableCell {
            column: root.columns[6]
            text: row.version
            color: Theme.text3
            stale: root.stale
        }

        TableCell {
            column: root.columns[7]

            ModeSwitch {
                x: Theme.gap8
                anchors.verticalCenter: parent.verticalCenter
                enabled: root.viewModel.live.fresh
                activeFocusOnTab: false
                mode: row.mode
                onChosen: mode => {
                    if (mode !== row.mode)
                        root.viewModel.beginFlip(row.itemId, mode);
                }
            }
        }

        TableCell {
            column: root.columns[8]
            text: row.bin
            color: Theme.text2
            mono: true
        }

        TableCell {
            column: root.columns[9]
            text: root.stale ? root.viewModel.live.asOf : row.lastChange
            color: root.stale ? Theme.warn : Theme.text2
        }
    }
}
