pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls
import Darkstore.Map

// Each region's name and its orders a second, over where its DCs are.
Item {
    id: root

    required property RegionModel regions
    required property MarkerLayer dots

    ChipLayout {
        id: chips

        layer: root.dots
    }

    Repeater {
        model: root.regions

        MapChip {
            id: place

            required property string code
            required property string name
            required property string rate
            required latitude
            required longitude

            camera: root.dots.camera
            layout: chips
            chipWidth: chip.width
            chipHeight: chip.height
            visible: placed && inView

            Rectangle {
                id: chip

                x: place.chipX
                y: place.chipY
                width: words.implicitWidth + Theme.gap16
                height: Theme.scaled(20)
                radius: Theme.radiusPill
                color: Qt.alpha(Theme.surface, 0.92)
                border.width: Theme.borderWidth
                border.color: Theme.line2
                Accessible.role: Accessible.StaticText
                Accessible.name: qsTr("%1: %2 orders a second").arg(place.name).arg(place.rate)

                Row {
                    id: words

                    anchors.centerIn: parent
                    spacing: Theme.gap8

                    Label {
                        text: place.code
                        font.pixelSize: Theme.caption
                        font.weight: Font.DemiBold
                        Accessible.ignored: true
                    }

                    Label {
                        text: place.rate
                        color: Theme.text2
                        font.pixelSize: Theme.caption
                        Accessible.ignored: true
                    }
                }
            }
        }
    }
}
