pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// The map with its DCs: an offline basemap, the marker layer over it, and the ways to move: drag, wheel, pinch, arrow
// keys, plus and minus. Children are laid over both; MapAnchors among them follow the map.
FocusScope {
    id: root

    required property MarkerSet markerSet
    // The tile server's address for the theme; while it is empty there is no land.
    required property string tileHost
    readonly property MapCamera camera: view
    readonly property MarkerLayer dots: layer
    // A point is picked instead of a DC.
    property bool picking: false
    property alias candidateIds: layer.candidateIds
    property alias selectedId: layer.selectedId
    property alias showDcs: layer.showDcs
    property real controlsMargin: Theme.gap12
    readonly property real creditsWidth: creditsBox.width
    default property alias overlay: over.data

    signal dcChosen(dcId: int)
    signal pointChosen(latitude: real, longitude: real)

    function flyTo(latitude: real, longitude: real, zoom: real) {
        view.setOut(latitude, longitude, zoom);
        if (Theme.fly === 0)
            view.travel(1);
        else
            flight.restart();
    }

    function zoomBy(steps: real) {
        root.flyTo(view.latitude, view.longitude, view.zoom + steps);
    }

    function fitWorld() {
        root.flyTo(24, 8, view.zoomMin);
    }

    clip: true
    Accessible.role: Accessible.Canvas
    Accessible.name: qsTr("Map of %1 DCs; the table shows the same").arg(root.markerSet.count)

    MapCamera {
        id: view

        width: root.width
        height: root.height
    }

    NumberAnimation {
        id: flight

        property real part: 0

        target: flight
        property: "part"
        from: 0
        to: 1
        // A little longer than the token when the way is long, so that one sees where it leads.
        duration: Theme.fly * 2
        easing.type: Easing.OutCubic
        onPartChanged: view.travel(flight.part)
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.mapOcean
    }

    // Another theme is another tile host: a new map, looking at the same place.
    Repeater {
        model: root.tileHost === "" ? [] : [root.tileHost]

        BaseMap {
            required property string modelData

            anchors.fill: parent
            camera: view
            tileHost: modelData
        }
    }

    MarkerLayer {
        id: layer

        anchors.fill: parent
        camera: view
        markers: root.markerSet
        still: Theme.reduceMotion
        healthyColor: Theme.mapDot
        strainedColor: Theme.warn
        contendedColor: Theme.bad
        offlineColor: Theme.text3
        groundColor: Theme.mapCluster
        textColor: Theme.text
        accentColor: Theme.accent
        faintColor: Theme.text3
    }

    FocusScope {
        id: keys

        anchors.fill: parent
        focus: true
        activeFocusOnTab: true
        Accessible.ignored: true
        Keys.onPressed: event => {
            const step = 80;
            switch (event.key) {
            case Qt.Key_Left:
                view.drag(step, 0);
                break;
            case Qt.Key_Right:
                view.drag(-step, 0);
                break;
            case Qt.Key_Up:
                view.drag(0, step);
                break;
            case Qt.Key_Down:
                view.drag(0, -step);
                break;
            case Qt.Key_Plus:
            case Qt.Key_Equal:
                root.zoomBy(0.5);
                break;
            case Qt.Key_Minus:
                root.zoomBy(-0.5);
                break;
            default:
                return;
            }
            event.accepted = true;
        }
    }

    DragHandler {
        id: drag

        property point last

        target: null
        dragThreshold: 4
        onActiveChanged: drag.last = Qt.point(0, 0)
        onActiveTranslationChanged: {
            flight.stop();
            view.drag(drag.activeTranslation.x - drag.last.x, drag.activeTranslation.y - drag.last.y);
            drag.last = drag.activeTranslation;
        }
    }

    WheelHandler {
        acceptedDevices: PointerDevice.Mouse | PointerDevice.TouchPad
        onWheel: event => {
            flight.stop();
            view.zoomAt(event.x, event.y, view.zoom + event.angleDelta.y / 480);
        }
    }

    PinchHandler {
        id: pinch

        target: null
        onScaleChanged: delta => view.zoomAt(pinch.centroid.position.x, pinch.centroid.position.y, view.zoom + Math.log2(delta))
        onTranslationChanged: delta => view.drag(delta.x, delta.y)
    }

    HoverHandler {
        id: hover

        readonly property markerHit hit: hovered && !drag.active ? layer.hitAt(point.position.x, point.position.y) : layer.hitAt(-100, -100)

        cursorShape: root.picking ? Qt.CrossCursor : (hit.count > 0 ? Qt.PointingHandCursor : Qt.ArrowCursor)
    }

    TapHandler {
        gesturePolicy: TapHandler.DragThreshold
        onTapped: point => {
            keys.forceActiveFocus();
            if (root.picking) {
                const at = view.degreesAt(point.position.x, point.position.y);
                root.pointChosen(at.y, at.x);
                return;
            }
            const hit = layer.hitAt(point.position.x, point.position.y);
            if (hit.count === 1)
                root.dcChosen(hit.dcId);
            else if (hit.count > 1)
                root.flyTo(hit.latitude, hit.longitude, hit.zoomLevel);
        }
    }

    Item {
        id: over

        anchors.fill: parent
    }

    Rectangle {
        anchors.fill: parent
        visible: keys.activeFocus
        color: "transparent"
        border.width: Theme.ringWidth
        border.color: Theme.accent
    }

    OverlayPanel {
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: root.controlsMargin
        padding: Theme.gap4

        IconButton {
            small: false
            iconPath: Icons.plus
            label: qsTr("Zoom in")
            onClicked: root.zoomBy(1)
        }

        IconButton {
            small: false
            iconPath: Icons.minus
            label: qsTr("Zoom out")
            onClicked: root.zoomBy(-1)
        }

        IconButton {
            small: false
            iconPath: Icons.expand
            label: qsTr("Whole world")
            onClicked: root.fitWorld()
        }
    }

    Rectangle {
        id: creditsBox

        anchors.left: parent.left
        anchors.bottom: parent.bottom
        anchors.margins: root.controlsMargin
        width: credits.implicitWidth + Theme.gap8
        height: credits.implicitHeight + Theme.gap4
        radius: Theme.radiusPill
        color: Qt.alpha(Theme.mapOcean, 0.8)

        Label {
            id: credits

            anchors.centerIn: parent
            text: qsTr("© Natural Earth · GSHHG · GeoNames")
            color: Theme.text2
            font.pixelSize: Theme.caption
        }
    }
}
