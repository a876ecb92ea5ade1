pragma ComponentBehavior: Bound

import QtQuick
import QtTest
import Darkstore.Controls
import Darkstore.Map
import Darkstore.TestWorld

TestCase {
    id: suite

    name: "WorldMap"
    width: 900
    height: 600
    visible: true
    when: windowShown

    Component {
        id: mapKind

        WorldMap {
            width: 900
            height: 600
            markerSet: World.markers
            tileHost: World.darkHost
        }
    }

    SignalSpy {
        id: chosen

        signalName: "dcChosen"
    }

    SignalSpy {
        id: picked

        signalName: "pointChosen"
    }

    // The colours of Theme, a little off by scaling tiles.
    function near(a, b) {
        return Math.abs(a.r - b.r) + Math.abs(a.g - b.g) + Math.abs(a.b - b.b) < 0.06;
    }

    function make() {
        Theme.reduceMotion = true;
        const map = createTemporaryObject(mapKind, suite);
        chosen.target = map;
        picked.target = map;
        chosen.clear();
        picked.clear();
        return map;
    }

    function test_landAppearsWhereLandIs() {
        const map = make();
        map.flyTo(41.23, -4.31, 6);
        tryVerify(() => near(grabImage(map).pixel(450, 300), Theme.mapLand), 10000);
    }

    function test_aDotIsDrawnAndChosenByAClick() {
        const map = make();
        const dc = map.camera;
        map.flyTo(40.71427, -74.00597, 13);
        tryVerify(() => near(grabImage(map).pixel(450, 300), Theme.mapDot), 10000);
        mouseClick(map, 450, 300);
        compare(chosen.count, 1);
        compare(chosen.signalArguments[0][0], 1);
    }

    function test_aRingOpensByAClick() {
        const map = make();
        map.flyTo(40.7, -74, 4);
        const before = map.camera.zoom;
        let hit = null;
        for (let x = 300; x < 600 && !(hit && hit.count > 1); x += 4)
            for (let y = 150; y < 450 && !(hit && hit.count > 1); y += 4)
                hit = map.dots.hitAt(x, y);
        verify(hit.count > 1);
        mouseClick(map, 450, 300);
        verify(map.camera.zoom >= before);
    }

    function test_dragMovesTheWorldUnderThePointer() {
        const map = make();
        map.flyTo(0, 0, 5);
        mouseDrag(map, 400, 300, 120, 0, Qt.LeftButton, Qt.NoModifier, 20);
        verify(map.camera.longitude < 0);
    }

    function test_wheelZoomsAboutThePointer() {
        const map = make();
        map.flyTo(38.7, -9.1, 6);
        const before = map.camera.degreesAt(100, 100);
        mouseWheel(map, 100, 100, 0, 240);
        verify(map.camera.zoom > 6.4);
        const after = map.camera.degreesAt(100, 100);
        verify(Math.abs(before.x - after.x) < 1e-6);
    }

    function test_keysMoveAndZoom() {
        const map = make();
        map.flyTo(38.7, -9.1, 6);
        map.forceActiveFocus();
        keyClick(Qt.Key_Right);
        verify(map.camera.longitude > -9.1);
        keyClick(Qt.Key_Plus);
        compare(map.camera.zoom, 6.5);
    }

    function test_pickingTakesAPointAndNoDc() {
        const map = make();
        map.picking = true;
        map.flyTo(40.71427, -74.00597, 13);
        mouseClick(map, 450, 300);
        compare(chosen.count, 0);
        compare(picked.count, 1);
        verify(Math.abs(picked.signalArguments[0][0] - 40.71427) < 1e-3);
    }

    function test_anotherThemeShowsItsOwnLandAtTheSamePlace() {
        const map = make();
        map.flyTo(41.23, -4.31, 6);
        Theme.dark = false;
        map.tileHost = World.lightHost;
        tryVerify(() => near(grabImage(map).pixel(450, 300), Theme.mapLand), 10000);
        compare(map.camera.zoom, 6);
        Theme.dark = true;
    }
}
