pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// Search, region, pause, place; below them the filters.
Column {
    id: root

    required property OrdersViewModel viewModel

    signal placeRequested

    function focusSearch() {
        search.forceActiveFocus();
        search.selectAll();
    }

    Item {
        width: parent.width
        height: Theme.topBar

        Row {
            id: left

            x: Theme.gap16
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.gap8

            SearchField {
                id: search

                width: 248
                label: qsTr("Search orders")
                placeholderText: qsTr("Order, customer, phone")
                keyHint: "/"
                maximumLength: 100
                onSearched: text => root.viewModel.search = text

                Connections {
                    target: root.viewModel

                    function onQueryChanged() {
                        if (root.viewModel.search !== search.settled) {
                            search.settled = root.viewModel.search;
                            search.text = root.viewModel.search;
                        }
                    }
                }
            }

            Select {
                width: 180
                label: qsTr("Region")
                model: root.viewModel.regions
                currentIndex: root.viewModel.region
                onActivated: index => root.viewModel.region = index
            }
        }

        Row {
            anchors.right: parent.right
            anchors.rightMargin: Theme.gap16
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.gap8

            Button {
                iconPath: root.viewModel.paused ? Icons.play : Icons.pause
                text: root.viewModel.paused ? qsTr("Go on") : qsTr("Pause")
                keyHint: qsTr("Space")
                onClicked: root.viewModel.paused = !root.viewModel.paused
            }

            Button {
                variant: Button.Primary
                iconPath: Icons.plus
                text: qsTr("Place order")
                keyHint: qsTr("N")
                onClicked: root.placeRequested()
            }
        }

        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: Theme.borderWidth
            color: Theme.line
        }
    }

    Row {
        x: Theme.gap16
        topPadding: Theme.gap8 + 2
        bottomPadding: Theme.gap8 + 2
        spacing: Theme.gap8

        Repeater {
            model: [
                {
                    "text": qsTr("All"),
                    "icon": "",
                    "tone": Tone.Neutral
                },
                {
                    "text": qsTr("Open"),
                    "icon": "",
                    "tone": Tone.Neutral
                },
                {
                    "text": qsTr("In part"),
                    "icon": Icons.triangle,
                    "tone": Tone.Warn
                },
                {
                    "text": qsTr("Refused"),
                    "icon": Icons.diamond,
                    "tone": Tone.Bad
                },
                {
                    "text": qsTr("Split"),
                    "icon": Icons.split,
                    "tone": Tone.Neutral
                },
                {
                    "text": qsTr("Done"),
                    "icon": Icons.check,
                    "tone": Tone.Ok
                }
            ]

            ChipFilter {
                required property var modelData
                required property int index

                text: modelData.text
                iconPath: modelData.icon
                tone: modelData.tone
                checkable: false
                checked: root.viewModel.filter === index
                onClicked: root.viewModel.filter = index
            }
        }
    }

    Rectangle {
        width: parent.width
        height: Theme.borderWidth
        color: Theme.line
    }
}
