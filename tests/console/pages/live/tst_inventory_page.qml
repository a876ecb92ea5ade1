pragma ComponentBehavior: Bound

import QtQuick
import QtTest
import Darkstore.Controls
import Darkstore.Inventory
import Darkstore.TestWorld

// A DC's shelf over running backends.
TestCase {
    id: suite

    name: "InventoryPage"
    width: 1528
    height: 904
    visible: true
    when: windowShown

    Component {
        id: pageKind

        InventoryPage {
            width: 1528
            height: 904
            focus: true
            viewModel: Inventory
        }
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

    function open() {
        Theme.reduceMotion = true;
        Inventory.draft.cancel();
        Inventory.clearFilters();
        Inventory.closeItem();
        Inventory.openDc(World.dcId);
        const page = createTemporaryObject(pageKind, suite);
        page.forceActiveFocus();
        tryVerify(() => Inventory.live.fresh && !Inventory.loading && Inventory.shelf.rowCount() > 10, 20000);
        return page;
    }

    function row(itemId) {
        return Inventory.shelf.index(Inventory.shelf.rowOf(itemId), 0);
    }

    // Roles by number as ShelfModel counts them.
    readonly property int availableRole: Qt.UserRole + 5
    readonly property int modeRole: Qt.UserRole + 8

    function available(itemId) {
        return Inventory.shelf.data(row(itemId), availableRole);
    }

    function test_theShelfOfADcIsListedWithItsCounts() {
        open();
        compare(Inventory.dcCode, "LIS-014");
        verify(Number(Inventory.rowCount) >= Inventory.shelf.rowCount());
        compare(Inventory.problem, "");
    }

    function test_unitsAreReceivedByKeyboardAloneAndTakenBack() {
        const item = World.stockOnlyHere(20);
        const page = open();
        tryVerify(() => available(item) === "20", 10000);
        Inventory.openItem(item);
        keyClick(Qt.Key_R);
        verify(Inventory.draft.open);
        // The amount has the focus, all of it selected.
        tryVerify(() => page.Window.window.activeFocusItem.selectedText === "1", 5000);
        keyClick(Qt.Key_1);
        keyClick(Qt.Key_2);
        keyClick(Qt.Key_Return, Qt.ControlModifier);
        tryVerify(() => World.available(item) === 32, 10000);
        tryVerify(() => available(item) === "32", 10000);
        verify(!Inventory.draft.open);
        keyClick(Qt.Key_Z, Qt.ControlModifier);
        tryVerify(() => World.available(item) === 20, 10000);
        tryVerify(() => Inventory.item.ledger.rowCount() >= 3, 10000);
        verify(page.visible);
    }

    function test_aSaleBySomebodyElseArrivesWithoutAQuestion() {
        const item = World.stockOnlyHere(10);
        open();
        tryVerify(() => available(item) === "10", 10000);
        verify(World.buy(item, 3) !== "");
        tryVerify(() => available(item) === "7", 10000);
    }

    function test_aFirstDeliveryBringsItsRowIn() {
        open();
        const before = Inventory.shelf.rowCount();
        const item = World.receiveNew(4);
        verify(item > 0);
        tryVerify(() => Inventory.shelf.rowOf(item) === before, 10000);
        compare(available(item), "4");
    }

    function test_aFlipWaitsForItsReason() {
        const item = World.stockOnlyHere(5);
        const page = open();
        const before = Inventory.shelf.data(row(item), modeRole);
        const wanted = before === LockMode.Pessimistic ? LockMode.Optimistic : LockMode.Pessimistic;
        Inventory.beginFlip(item, wanted);
        verify(!Inventory.draft.complete);
        Inventory.draft.commit();
        compare(Inventory.shelf.data(row(item), modeRole), before);
        Inventory.draft.note = "quiet row";
        Inventory.draft.commit();
        tryVerify(() => !Inventory.draft.open, 10000);
        compare(Inventory.shelf.data(row(item), modeRole), wanted);
        keyClick(Qt.Key_Z, Qt.ControlModifier);
        tryVerify(() => Inventory.shelf.data(row(item), modeRole) === before, 10000);
        verify(page.visible);
    }

    function test_whatMatchesNothingSaysSoAndOffersTheWayOut() {
        const page = open();
        Inventory.search = "no such thing on earth";
        tryVerify(() => Inventory.empty, 10000);
        const clear = button(page, "Clear filters");
        verify(clear);
        mouseClick(clear);
        tryVerify(() => !Inventory.empty && Inventory.shelf.rowCount() > 10, 10000);
    }

    function test_slashLeadsToTheSearch() {
        const page = open();
        keyClick(Qt.Key_Slash);
        const field = find(page, child => child instanceof SearchField && child.activeFocus);
        verify(field);
        keyClick(Qt.Key_B);
        tryVerify(() => Inventory.search === "b", 5000);
    }

    function test_zAwayAndBack() {
        const item = World.stockOnlyHere(6);
        const page = open();
        tryVerify(() => available(item) === "6", 10000);
        verify(World.holdBackends());
        tryVerify(() => Inventory.live.live === Live.Stale, 5000);
        compare(available(item), "6");
        verify(find(page, child => child.visible && child instanceof Banner && child.text.startsWith("Data ")));
        keyClick(Qt.Key_R);
        verify(!Inventory.draft.open);
        verify(World.restartBackends());
        tryVerify(() => Inventory.live.fresh, 20000);
        verify(World.buy(item, 1) !== "");
        tryVerify(() => available(item) === "5", 10000);
    }
}
