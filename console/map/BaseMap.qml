pragma ComponentBehavior: Bound

import QtQuick
import QtLocation
import QtPositioning
import Darkstore.Controls

// The tiles, and nothing that can be touched: it looks where its camera looks. A plugin's parameters are fixed when it
// is made, so another tile host needs another BaseMap.
Map {
    id: root

    required property MapCamera camera
    required property string tileHost

    color: Theme.mapOcean
    copyrightsVisible: false
    bearing: 0
    tilt: 0
    minimumZoomLevel: camera.zoomMin
    maximumZoomLevel: camera.zoomMax
    center: QtPositioning.coordinate(camera.latitude, camera.longitude)
    zoomLevel: camera.zoom
    // The host below is the last type; the first ones would ask the internet.
    activeMapType: supportedMapTypes[supportedMapTypes.length - 1]
    Accessible.ignored: true

    plugin: Plugin {
        name: "osm"

        PluginParameter {
            name: "osm.mapping.providersrepository.disabled"
            value: "true"
        }

        PluginParameter {
            name: "osm.mapping.custom.host"
            value: root.tileHost
        }

        PluginParameter {
            name: "osm.mapping.cache.disk.size"
            value: "0"
        }

        PluginParameter {
            name: "osm.mapping.cache.memory.size"
            value: "16777216"
        }

        PluginParameter {
            name: "osm.mapping.cache.texture.size"
            value: "67108864"
        }
    }
}
