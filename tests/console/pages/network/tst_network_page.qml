pragma ComponentBehavior: Bound

import QtQuick
import QtTest
import Darkstore.Controls
import Darkstore.Network
import Darkstore.TestWorld

TestCase {
    id: suite

    name: "NetworkPage"
    width: 1400
    height: 800
    visible: true
    when: windowShown

    Component {
        id: pageKind

        NetworkPage {
            width: 1400
            height: 800
            viewModel: Page
            tileHost: ""
            canOrder: true
        }
    }

    SignalSpy {
        id: shelf

        signalName: "shelfWanted"
    }

    SignalSpy {
        id: order

        signalName: "orderWanted"
    }

    function find(item, test) {
        if (test(item))
            return item;
        for (const child of item.children) {
            const found = find(child, test);
            if (found)
                return found;
        }
        return null;
    }

    function button(item, text) {
        return find(item, child => child.visible && child instanceof Button && child.text === text);
    }

    function make() {
        Theme.reduceMotion = true;
        Page.reach.active = false;
        Page.choose(0);
        const page = createTemporaryObject(pageKind, suite);
        shelf.target = page;
        order.target = page;
        shelf.clear();
        order.clear();
        tryVerify(() => Page.ready, 10000);
        return page;
    }

    function test_aDcIsChosenInTheTableByKeyboardAlone() {
        const page = make();
        page.forceActiveFocus();
        keyClick(Qt.Key_Slash);
        keyClick(Qt.Key_A);
        keyClick(Qt.Key_L);
        keyClick(Qt.Key_M);
        keyClick(Qt.Key_Return);
        tryCompare(Page.table, "foundText", "1 of 3 DCs");
        const rows = find(page, child => child instanceof DataTable && child.visible);
        rows.forceActiveFocus();
        keyClick(Qt.Key_Down);
        keyClick(Qt.Key_Return);
        compare(Page.detail.dcId, 3);
        Page.table.search = "";
    }

    function test_theDetailLeadsToShelfAndOrder() {
        const page = make();
        Page.choose(2);
        tryCompare(Page.detail, "inStock", "90", 10000);
        mouseClick(button(page, "Shelf"));
        compare(shelf.count, 1);
        compare(shelf.signalArguments[0][0], 2);
        mouseClick(button(page, "Place order"));
        compare(order.count, 1);
    }

    function test_escapeClosesTheDetail() {
        const page = make();
        Page.choose(2);
        page.forceActiveFocus();
        keyClick(Qt.Key_Escape);
        compare(Page.detail.dcId, 0);
    }

    function test_rOpensTheReachToolAndAClickAsks() {
        const page = make();
        page.forceActiveFocus();
        keyClick(Qt.Key_R);
        verify(Page.reach.active);
        mouseClick(page, 500, 400);
        verify(Page.reach.hasPoint);
        keyClick(Qt.Key_Escape);
        verify(!Page.reach.active);
    }

    function test_spaceHoldsTheOrders() {
        const page = make();
        page.forceActiveFocus();
        keyClick(Qt.Key_Space);
        verify(Page.paused);
        keyClick(Qt.Key_Space);
        verify(!Page.paused);
    }

    function test_everyButtonHasAName() {
        const page = make();
        Page.choose(2);
        const nameless = find(page, child => child.visible && child.Accessible.role === Accessible.Button && child.Accessible.name === "" && !child.Accessible.ignored);
        verify(!nameless, "a button without a name");
    }
}
