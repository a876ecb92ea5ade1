pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import Darkstore.Controls

// Where it goes and who gets it, and under which policy.
FocusScope {
    id: root

    required property OrderEntry viewModel
    property Component map: null

    signal closed

    function pickOnMap() {
        if (mapLoader.item !== null)
            (mapLoader.item as Item).forceActiveFocus();
    }

    PaneHead {
        id: head

        width: parent.width
        number: "1"
        title: qsTr("Where and who")
        note: root.viewModel.reachText
        noteTone: root.viewModel.reachFailed ? Tone.Bad : Tone.Neutral
    }

    Item {
        id: mapArea

        anchors.top: head.bottom
        width: parent.width
        height: root.map === null ? Theme.control + 2 * Theme.gap12 : Math.max(260, parent.height * 0.42)

        Loader {
            id: mapLoader

            anchors.fill: parent
            active: root.map !== null
            sourceComponent: root.map
        }

        Row {
            x: Theme.gap12
            y: Theme.gap12
            spacing: Theme.gap8

            SearchList {
                width: mapArea.width - 2 * Theme.gap12 - (pick.visible ? pick.width + Theme.gap8 : 0)
                enabled: !root.viewModel.frozen
                label: qsTr("Where it goes")
                placeholderText: root.viewModel.hasPosition ? root.viewModel.positionText : qsTr("City, DC, or latitude, longitude")
                iconPath: Icons.pin
                matches: root.viewModel.places
                onTextEdited: root.viewModel.places.search = text
                onTaken: row => root.viewModel.setPosition(root.viewModel.places.latitudeAt(row), root.viewModel.places.longitudeAt(row))
            }

            Button {
                id: pick

                visible: root.map !== null
                enabled: !root.viewModel.frozen
                iconPath: Icons.crosshair
                text: qsTr("Pick on map")
                keyHint: qsTr("P")
                onClicked: root.pickOnMap()
            }
        }
    }

    Flickable {
        anchors.top: mapArea.bottom
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

            ReachList {
                width: parent.width
                visible: root.viewModel.hasPosition
                viewModel: root.viewModel
            }

            component Captioned: Item {
                required property string caption

                width: body.width
                implicitHeight: Theme.control

                Label {
                    height: parent.height
                    text: parent.caption
                    color: Theme.text2
                    font.pixelSize: Theme.label
                }
            }

            Captioned {
                caption: qsTr("Customer")

                SearchList {
                    x: Theme.scaled(92)
                    width: parent.width - x
                    enabled: !root.viewModel.frozen
                    label: qsTr("Customer")
                    iconPath: Icons.person
                    placeholderText: root.viewModel.customers.chosenText === "" ? qsTr("Name or phone") : root.viewModel.customers.chosenText
                    maximumLength: 100
                    matches: root.viewModel.customers
                    titleRole: "name"
                    aboutRole: "phone"
                    notice: root.viewModel.customers.notice
                    onSearched: text => root.viewModel.customers.search = text
                    onTaken: row => root.viewModel.customers.choose(row)
                }
            }

            Captioned {
                caption: qsTr("Reach within")

                Segmented {
                    readonly property list<int> minutes: [10, 15, 20, 30, 0]

                    x: Theme.scaled(92)
                    enabled: !root.viewModel.frozen
                    label: qsTr("Reach within minutes")
                    texts: [qsTr("10"), qsTr("15"), qsTr("20"), qsTr("30"), qsTr("60 min")]
                    currentIndex: [10, 15, 20, 30, 0].findIndex(value => value === root.viewModel.within)
                    onActivated: index => root.viewModel.within = minutes[index]
                }
            }

            Rectangle {
                width: parent.width
                height: Theme.borderWidth
                color: Theme.line
            }

            Label {
                text: qsTr("Policy")
                strong: true
                Accessible.role: Accessible.Heading
            }

            Toggle {
                enabled: !root.viewModel.frozen
                text: qsTr("May be split over DCs")
                note: qsTr("Several fulfilments when one DC cannot cover all lines")
                checked: root.viewModel.maySplit
                onToggled: root.viewModel.maySplit = checked
            }

            Toggle {
                enabled: !root.viewModel.frozen
                text: qsTr("May be partial")
                note: qsTr("Ship what is on the shelf and charge only that")
                checked: root.viewModel.mayBePartial
                onToggled: root.viewModel.mayBePartial = checked
            }

            Toggle {
                text: qsTr("Read from the primary")
                note: qsTr("Slower and exact; by itself for 60 s after a purchase")
                checked: root.viewModel.fromPrimary
                onToggled: root.viewModel.fromPrimary = checked
            }

            Banner {
                width: parent.width
                tone: Tone.Neutral
                iconPath: Icons.shield
                text: root.viewModel.keyText === "" ? qsTr("One press, one order: the first press makes a key, and a second press returns the first outcome.") : qsTr("One press, one order: this form's key %1 makes a second press return the first outcome.").arg(root.viewModel.keyText)
            }

            Button {
                text: qsTr("Back to the list")
                keyHint: qsTr("Esc")
                onClicked: root.closed()
            }
        }
    }
}
