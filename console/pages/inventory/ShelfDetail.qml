pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// One row: its figures, its mode, its history and its ledger.
DetailPanel {
    id: root

    required property InventoryViewModel viewModel
    readonly property ShelfItem item: viewModel.item
    readonly property bool writable: viewModel.live.fresh

    signal begun(kind: int)

    implicitWidth: Theme.detailMax
    widthMax: Theme.detailWide
    title: item.name
    onClosed: viewModel.closeItem()

    picture: Rectangle {
        width: 56
        height: 56
        radius: Theme.radiusControl
        color: Theme.raised
        border.width: Theme.borderWidth
        border.color: Theme.line2

        Icon {
            anchors.centerIn: parent
            path: Icons.box
            size: 24
        }
    }

    facts: [
        Label {
            text: root.item.about
            color: Theme.text2
            font.pixelSize: Theme.label
        },
        Label {
            text: root.item.gtin
            mono: true
            color: Theme.text3
        },
        Pill {
            visible: root.item.bin !== ""
            outlined: true
            text: qsTr("Bin %1").arg(root.item.bin)
        }
    ]

    StatTiles {
        width: parent.width
        labels: root.item.figureLabels
        values: root.item.figures
        tones: root.item.figureTones
    }

    Row {
        spacing: Theme.gap8

        Button {
            variant: Button.Primary
            enabled: root.writable
            iconPath: Icons.receive
            text: qsTr("Receive")
            keyHint: qsTr("R")
            onClicked: root.begun(StockDraft.Receive)
        }

        Button {
            enabled: root.writable
            iconPath: Icons.count
            text: qsTr("Count")
            keyHint: qsTr("C")
            onClicked: root.begun(StockDraft.Count)
        }

        Button {
            enabled: root.writable
            iconPath: Icons.pencil
            text: qsTr("Adjust")
            keyHint: qsTr("A")
            onClicked: root.begun(StockDraft.Adjust)
        }
    }

    Card {
        width: parent.width
        implicitHeight: Theme.scaled(52)
        color: "transparent"

        Column {
            x: Theme.gap12
            anchors.verticalCenter: parent.verticalCenter

            Label {
                text: qsTr("Lock mode on this DC")
                strong: true
            }

            Label {
                text: root.item.modeOrigin
                color: Theme.text3
                font.pixelSize: Theme.caption
            }
        }

        ModeSwitch {
            anchors.right: parent.right
            anchors.rightMargin: Theme.gap12
            anchors.verticalCenter: parent.verticalCenter
            enabled: root.writable
            mode: root.item.mode
            onChosen: mode => {
                if (mode !== root.item.mode)
                    root.viewModel.beginFlip(root.item.itemId, mode);
            }
        }
    }

    Item {
        width: parent.width
        height: Theme.controlSmall

        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("Shelf history")
            strong: true
            Accessible.role: Accessible.Heading
        }

        Segmented {
            anchors.right: parent.right
            label: qsTr("Span of the history")
            small: true
            texts: [qsTr("1 h"), qsTr("24 h"), qsTr("7 d")]
            currentIndex: root.item.span
            onActivated: index => root.item.span = index
        }
    }

    StepChart {
        width: parent.width
        label: qsTr("Available units of %1").arg(root.item.name)
        values: root.item.history
        from: 0
        to: root.item.scaleTop
        scaleValues: root.item.scaleValues
        scaleLabels: root.item.scaleLabels
        timeLabels: root.item.timeLabels
        reference: root.item.lowBelow > 0 ? root.item.lowBelow : NaN
        referenceLabel: qsTr("low below %1").arg(root.item.lowBelow)
        referenceTone: Tone.Warn
    }

    SectionHead {
        width: parent.width
        title: qsTr("Ledger")
    }

    Banner {
        width: parent.width
        visible: root.item.problem !== ""
        tone: Tone.Bad
        text: root.item.problem
    }

    LedgerList {
        width: parent.width
        ledger: root.item.ledger
    }
}
