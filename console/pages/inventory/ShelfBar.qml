pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// Which DC, and which of its rows.
Column {
    id: root

    required property InventoryViewModel viewModel

    function focusSearch() {
        search.forceActiveFocus();
        search.selectAll();
    }

    component Line: Rectangle {
        width: root.width
        height: Theme.borderWidth
        color: Theme.line
    }

    Item {
        width: parent.width
        height: Theme.topBar

        DcSelect {
            id: dc

            x: Theme.gap16
            anchors.verticalCenter: parent.verticalCenter
            chooser: root.viewModel.chooser
            code: root.viewModel.dcCode
            name: root.viewModel.dcName
            onChosen: dcId => root.viewModel.openDc(dcId)
        }

        Row {
            anchors.left: dc.right
            anchors.leftMargin: Theme.gap12
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.gap12
            visible: root.viewModel.rowCount !== ""

            Pill {
                anchors.verticalCenter: parent.verticalCenter
                visible: text !== ""
                text: root.viewModel.healthText
                tone: [Tone.Ok, Tone.Warn, Tone.Bad, Tone.Neutral][root.viewModel.health]
                iconPath: [Icons.check, Icons.triangle, Icons.diamond, Icons.square][root.viewModel.health]
            }

            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: qsTr("%1 items").arg(root.viewModel.rowCount)
                color: Theme.text2
            }

            Mark {
                anchors.verticalCenter: parent.verticalCenter
                path: Icons.triangle
                color: Theme.warn
                text: qsTr("%1 low").arg(root.viewModel.lowCount)
            }

            Mark {
                anchors.verticalCenter: parent.verticalCenter
                path: Icons.diamond
                color: Theme.bad
                text: qsTr("%1 out").arg(root.viewModel.outCount)
            }
        }

        Line {
            anchors.bottom: parent.bottom
        }
    }

    component Mark: Row {
        id: mark

        required property string path
        required property color color
        required property string text

        spacing: Theme.gap4 + 2

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            path: mark.path
            filled: true
            size: 10
            color: mark.color
        }

        Label {
            text: mark.text
            color: mark.color
        }
    }

    Flow {
        x: Theme.gap16
        width: parent.width - 2 * Theme.gap16
        topPadding: Theme.gap12
        bottomPadding: Theme.gap12
        spacing: Theme.gap8

        SearchField {
            id: search

            width: 248
            label: qsTr("Search this shelf")
            placeholderText: qsTr("Name, brand or GTIN")
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

        Repeater {
            model: [
                {
                    "text": qsTr("All"),
                    "icon": "",
                    "tone": Tone.Neutral
                },
                {
                    "text": qsTr("Low"),
                    "icon": Icons.triangle,
                    "tone": Tone.Warn
                },
                {
                    "text": qsTr("Out"),
                    "icon": Icons.diamond,
                    "tone": Tone.Bad
                }
            ]

            Item {
                id: slot

                required property var modelData
                required property int index

                width: chip.implicitWidth
                height: Theme.control

                ChipFilter {
                    id: chip

                    anchors.verticalCenter: parent.verticalCenter
                    text: slot.modelData.text
                    iconPath: slot.modelData.icon
                    tone: slot.modelData.tone
                    count: [root.viewModel.rowCount, root.viewModel.lowCount, root.viewModel.outCount][slot.index]
                    checkable: false
                    checked: root.viewModel.filter === slot.index
                    onClicked: root.viewModel.filter = slot.index
                }
            }
        }

        Segmented {
            label: qsTr("Lock mode")
            texts: [qsTr("Any mode"), qsTr("Pess."), qsTr("Opt.")]
            iconPaths: ["", Icons.lock, Icons.lockOpen]
            tones: [Tone.Accent, Tone.Neutral, Tone.Optimistic]
            currentIndex: root.viewModel.mode + 1
            onActivated: index => root.viewModel.mode = index - 1
        }
    }

    Line {}
}
