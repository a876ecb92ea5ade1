pragma ComponentBehavior: Bound

import QtQuick
import QtTest
import Darkstore.Controls
import Darkstore.Orders
import Darkstore.TestWorld

// The live list, one order, and an order placed by hand, over running backends.
TestCase {
    id: suite

    name: "OrdersPage"
    width: 1528
    height: 904
    visible: true
    when: windowShown

    Component {
        id: pageKind

        OrdersPage {
            width: 1528
            height: 904
            focus: true
            viewModel: Orders
        }
    }

    readonly property OrderEntry entry: Orders.entry

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

    function button(item, start) {
        return find(item, child => child.visible && child instanceof Button && child.text.startsWith(start));
    }

    function open() {
        Theme.reduceMotion = true;
        Orders.close();
        Orders.paused = false;
        const page = createTemporaryObject(pageKind, suite);
        page.forceActiveFocus();
        // A pointer over the list would hold it.
        mouseMove(page, 1, 1);
        tryVerify(() => Orders.live.fresh && !Orders.loading, 20000);
        return page;
    }

    // The form as far as the basket: N, a place, a customer, units of an item.
    function fill(page, item, quantity) {
        keyClick(Qt.Key_N);
        verify(page.placing);
        entry.another();
        entry.setPosition(World.latitude, World.longitude);
        tryVerify(() => entry.reach.length > 0, 10000);
        entry.customers.search = "a";
        tryVerify(() => entry.customers.rowCount() > 0, 10000);
        entry.customers.choose(0);
        tryVerify(() => entry.menu.rowCount() > 0, 10000);
        let at = -1;
        tryVerify(() => {
            for (let row = 0; row < entry.menu.rowCount() && at < 0; ++row) {
                if (entry.menu.data(entry.menu.index(row, 0), Qt.UserRole + 1) === item)
                    at = row;
            }
            if (at < 0)
                entry.menu.fetchMore(entry.menu.index(-1, -1));
            return at >= 0;
        }, 10000);
        entry.setMenuQuantity(at, quantity);
        tryVerify(() => !entry.planning, 10000);
    }

    function test_anOrderIsPlacedByHandOnceAndOpened() {
        const item = World.stockOnlyHere(9);
        const page = open();
        fill(page, item, 2);
        compare(entry.missing, "");
        const before = World.ordersOf(entry.customers.customerId);
        keyClick(Qt.Key_Return, Qt.ControlModifier);
        keyClick(Qt.Key_Return, Qt.ControlModifier);
        tryVerify(() => entry.settled, 10000);
        compare(entry.outcomeTone, Tone.Ok);
        compare(entry.outcome.length, 1);
        compare(entry.outcome[0].granted, "2 of 2");
        keyClick(Qt.Key_Return, Qt.ControlModifier);
        compare(World.available(item), 7);
        compare(World.ordersOf(entry.customers.customerId), before + 1);
        const id = entry.orderId;
        mouseClick(button(page, "Open order"));
        verify(!page.placing);
        tryVerify(() => Orders.detail.orderId === id && Orders.detail.lines.length === 1, 10000);
    }

    function test_aRefusalSaysWhatIsLeft() {
        const item = World.stockOnlyHere(3);
        const page = open();
        fill(page, item, 900);
        entry.mayBePartial = false;
        tryVerify(() => !entry.planning, 10000);
        keyClick(Qt.Key_Return, Qt.ControlModifier);
        tryVerify(() => entry.settled, 10000);
        compare(entry.outcomeTone, Tone.Bad);
        verify(entry.outcome[0].note.indexOf("3 left") >= 0, entry.outcome[0].note);
        compare(World.available(item), 3);
        entry.mayBePartial = true;
    }

    function test_aPartialOrderShipsWhatThereIs() {
        const item = World.stockOnlyHere(4);
        const page = open();
        fill(page, item, 6);
        keyClick(Qt.Key_Return, Qt.ControlModifier);
        tryVerify(() => entry.settled, 10000);
        compare(entry.outcomeTone, Tone.Warn);
        compare(entry.outcome[0].granted, "4 of 6");
        compare(World.available(item), 0);
        verify(entry.charged.indexOf("not charged") > 0, entry.charged);
    }

    function test_aCancelReturnsTheStockAndShowsInTheHistory() {
        const item = World.stockOnlyHere(8);
        const id = World.buy(item, 3);
        const page = open();
        Orders.reload();
        tryVerify(() => !Orders.loading, 10000);
        Orders.open(id);
        tryVerify(() => Orders.detail.cancellable, 10000);
        mouseClick(button(page, "Cancel order"));
        tryVerify(() => page.Window.window.activeFocusItem instanceof Field, 5000);
        keyClick(Qt.Key_W);
        keyClick(Qt.Key_Return);
        tryVerify(() => Orders.detail.phaseText === "Cancelled", 10000);
        compare(World.available(item), 8);
        verify(Orders.detail.steps.some(step => step.title.startsWith("Cancelled")));
    }

    function test_aPartIsMovedStepByStep() {
        const item = World.stockOnlyHere(8);
        const id = World.buy(item, 1);
        const page = open();
        Orders.open(id);
        tryVerify(() => Orders.detail.parts.length === 1, 10000);
        mouseClick(button(page, "Start picking"));
        tryVerify(() => Orders.detail.phaseText === "Picking", 10000);
        mouseClick(button(page, "Picked"));
        tryVerify(() => Orders.detail.phaseText === "Picked", 10000);
        verify(!Orders.detail.cancellable);
    }

    function test_anOrderPlacedElsewhereArrivesAtTheTop() {
        const item = World.stockOnlyHere(8);
        open();
        const id = World.buy(item, 1);
        tryVerify(() => Orders.orders.idAt(0) === id, 10000);
    }

    function test_aPausedListCountsWhatIsNewer() {
        const item = World.stockOnlyHere(8);
        const page = open();
        keyClick(Qt.Key_Space);
        verify(Orders.paused);
        const id = World.buy(item, 1);
        tryVerify(() => Orders.orders.waiting === 1, 10000);
        verify(Orders.orders.idAt(0) !== id);
        keyClick(Qt.Key_Space);
        tryVerify(() => Orders.orders.idAt(0) === id, 10000);
        verify(page.visible);
    }

    function test_filtersAskTheBackend() {
        const item = World.stockOnlyHere(1);
        const page = open();
        compare(World.buy(item, 5), "");
        Orders.filter = 3;
        tryVerify(() => !Orders.loading && Orders.orders.rowCount() > 0, 10000);
        compare(Orders.orders.data(Orders.orders.index(0, 0), Qt.UserRole + 11), "Refused");
        Orders.clearFilters();
        verify(page.visible);
    }

    function test_aCityIsFoundByItsName() {
        const page = open();
        keyClick(Qt.Key_N);
        tryVerify(() => {
            entry.places.search = "";
            entry.places.search = "Lisb";
            return entry.places.rowCount() > 0;
        }, 20000);
        compare(entry.places.data(entry.places.index(0, 0), Qt.UserRole + 1), "Lisboa");
        entry.setPosition(entry.places.latitudeAt(0), entry.places.longitudeAt(0));
        tryVerify(() => entry.funnel.startsWith("10,000"), 10000);
        verify(page.placing);
    }

    function test_escapeLeadsBackFromTheForm() {
        const page = open();
        keyClick(Qt.Key_N);
        verify(page.placing);
        keyClick(Qt.Key_Escape);
        verify(!page.placing);
    }
}
