pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Darkstore.Controls

// The chosen DC: its stock, its orders, what sells most and what was changed last.
DetailPanel {
    id: root

    required property DcDetail detail
    property bool live: true
    property bool canOrder: false

    signal shelfWanted
    signal reachWanted
    signal orderWanted

    overline: detail.overline
    title: detail.title
    facts: [
        Pill {
            text: root.detail.healthText
            tone: [Tone.Ok, Tone.Warn, Tone.Bad, Tone.Neutral][root.detail.health]
            iconPath: [Icons.check, Icons.warn, Icons.bad, Icons.square][root.detail.health]
        },
        Pill {
            text: root.detail.position
            outlined: true
        },
        Pill {
            text: root.detail.radius
            outlined: true
        }
    ]
    foot: [
        Button {
            text: qsTr("Shelf")
            iconPath: Icons.shelf
            onClicked: root.shelfWanted()
        },
        Button {
            text: qsTr("Reach")
            iconPath: Icons.crosshair
            onClicked: root.reachWanted()
        },
        Button {
            text: qsTr("Place order")
            variant: Button.Primary
            iconPath: Icons.plus
            visible: root.canOrder
            enabled: root.live
            onClicked: root.orderWanted()
        }
    ]

    component StockLine: RowLayout {
        id: line

        required property int health
        required property string word
        required property string figure
        required property real share

        width: parent ? parent.width : implicitWidth
        spacing: Theme.gap8
        Accessible.role: Accessible.StaticText
        Accessible.name: qsTr("%1: %2").arg(word).arg(figure)

        HealthMark {
            health: line.health
            Accessible.ignored: true
        }

        Label {
            Layout.preferredWidth: Theme.scaled(72)
            text: line.word
            Accessible.ignored: true
        }

        Rectangle {
            Layout.fillWidth: true
            Layout.preferredHeight: 6
            radius: 3
            color: Theme.hover

            Rectangle {
                width: line.share > 0 ? Math.max(3, parent.width * line.share) : 0
                height: parent.height
                radius: 3
                color: [Theme.ok, Theme.warn, Theme.bad][line.health]
            }
        }

        Label {
            Layout.preferredWidth: Theme.scaled(56)
            horizontalAlignment: Text.AlignRight
            text: line.figure
            font.italic: !root.live
            Accessible.ignored: true
        }
    }

    component Rule: Rectangle {
        width: parent ? parent.width : 0
        height: Theme.borderWidth
        color: Theme.line
    }

    Banner {
        width: parent.width
        visible: root.detail.problem !== "" && root.live
        tone: Tone.Bad
        text: root.detail.problem
    }

    Column {
        width: parent.width
        spacing: Theme.gap8

        SectionHead {
            width: parent.width
            title: qsTr("Stock health")
            note: root.detail.itemCount
        }

        StockLine {
            health: Health.Healthy
            word: qsTr("In stock")
            figure: root.detail.inStock
            share: root.detail.inStockShare
        }

        StockLine {
            health: Health.Strained
            word: qsTr("Low")
            figure: root.detail.low
            share: root.detail.lowShare
        }

        StockLine {
            health: Health.Contended
            word: qsTr("Out")
            figure: root.detail.out
            share: root.detail.outShare
        }
    }

    Rule {}

    Column {
        width: parent.width
        spacing: Theme.gap4

        SectionHead {
            width: parent.width
            title: qsTr("Orders/min")
            note: root.detail.ordersUsual
            figure: root.detail.ordersNow
        }

        StepChart {
            width: parent.width
            height: Theme.scaled(96)
            visible: root.detail.ordersSeries.length > 1
            label: qsTr("Orders a minute over the last hour, now %1, %2").arg(root.detail.ordersNow).arg(root.detail.ordersUsual)
            values: root.detail.ordersSeries
            step: true
            from: 0
            to: root.detail.ordersTop
            reference: root.detail.usual
            timeLabels: root.detail.timeLabels
        }
    }

    Rule {}

    Column {
        width: parent.width
        spacing: Theme.gap8
        visible: root.detail.hottest.length > 0

        SectionHead {
            width: parent.width
            title: qsTr("Hottest items")
            note: qsTr("orders, 5 min")
        }

        Repeater {
            model: root.detail.hottest

            Item {
                id: hot

                required property hotItemRow modelData

                width: parent ? parent.width : 0
                height: Theme.scaled(38)
                Accessible.role: Accessible.ListItem
                Accessible.name: qsTr("%1: %2 orders, %3").arg(modelData.name).arg(modelData.orders).arg(modelData.left)

                Label {
                    width: parent.width - orders.width - Theme.gap8
                    text: hot.modelData.name
                    Accessible.ignored: true
                }

                Label {
                    id: orders

                    anchors.right: parent.right
                    text: hot.modelData.orders
                    strong: true
                    Accessible.ignored: true
                }

                ModeLabel {
                    anchors.bottom: parent.bottom
                    anchors.bottomMargin: Theme.gap4
                    mode: hot.modelData.mode
                }

                Label {
                    anchors.right: parent.right
                    anchors.bottom: parent.bottom
                    anchors.bottomMargin: Theme.gap4
                    text: hot.modelData.left
                    color: hot.modelData.tone === Tone.Neutral ? Theme.text2 : Theme.toneText(hot.modelData.tone)
                    font.pixelSize: Theme.label
                    Accessible.ignored: true
                }
            }
        }
    }

    Rule {
        visible: root.detail.hottest.length > 0
    }

    Column {
        width: parent.width
        spacing: Theme.gap8

        SectionHead {
            width: parent.width
            title: qsTr("Lock mode")
            note: qsTr("rows of this DC")
        }

        Row {
            spacing: Theme.gap16

            Row {
                spacing: Theme.gap8

                ModeLabel {
                    anchors.verticalCenter: parent.verticalCenter
                    mode: LockMode.Pessimistic
                }

                Label {
                    text: root.detail.pessimisticRows
                    font.pixelSize: Theme.label
                }
            }

            Row {
                spacing: Theme.gap8

                ModeLabel {
                    anchors.verticalCenter: parent.verticalCenter
                    mode: LockMode.Optimistic
                }

                Label {
                    text: root.detail.optimisticRows
                    color: Theme.optimistic
                    font.pixelSize: Theme.label
                }
            }
        }
    }

    Rule {}

    Column {
        width: parent.width
        spacing: Theme.gap8

        SectionHead {
            width: parent.width
            title: qsTr("Last changes")
            note: qsTr("sales left out")
        }

        Label {
            visible: root.detail.changes.length === 0 && !root.detail.loading
            text: qsTr("None yet")
            color: Theme.text3
        }

        Repeater {
            model: root.detail.changes

            RowLayout {
                id: change

                required property shelfChangeRow modelData

                width: parent ? parent.width : 0
                spacing: Theme.gap12

                Label {
                    text: change.modelData.time
                    color: Theme.text3
                    font.pixelSize: Theme.label
                }

                Label {
                    Layout.fillWidth: true
                    text: change.modelData.text
                    color: Theme.text2
                    font.pixelSize: Theme.label
                }
            }
        }
    }
}
