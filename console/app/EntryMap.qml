pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls
import Darkstore.Entry
import Darkstore.Map

// The map of order entry: a click says where the order goes, and the DCs of its reach are shown with their minutes.
WorldMap {
    id: root

    required property OrderEntry entry

    function look() {
        if (root.entry.hasPosition)
            root.flyTo(root.entry.latitude, root.entry.longitude, Math.max(root.camera.zoom, 11.8));
    }

    picking: true
    candidateIds: entry.hasPosition ? entry.reachIds : []
    onPointChosen: (latitude, longitude) => root.entry.setPosition(latitude, longitude)
    Component.onCompleted: root.look()

    Connections {
        target: root.entry

        function onReachChanged() {
            if (!root.entry.finding)
                root.look();
        }
    }

    CalloutLayout {
        id: callouts

        camera: root.camera
        latitude: root.entry.latitude
        longitude: root.entry.longitude
        gap: Theme.scaled(28)
    }

    component Pins: Repeater {
        ReachPin {
            required property reachRow modelData

            camera: root.camera
            layout: callouts
            latitude: modelData.latitude
            longitude: modelData.longitude
            name: modelData.name
            minutes: modelData.minutes
            serves: modelData.serves
        }
    }

    Pins {
        model: root.entry.hasPosition ? root.entry.reach : []
    }

    PointPin {
        visible: root.entry.hasPosition
        at: callouts.middle
    }
}
