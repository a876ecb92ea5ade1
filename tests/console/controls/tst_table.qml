pragma ComponentBehavior: Bound

import QtQuick
import QtTest
import Darkstore.Controls

TestCase {
    id: suite

    name: "Table"
    width: 600
    height: 300
    visible: true
    when: windowShown

    ListModel {
        id: rows

        ListElement {
            name: "milk"
            quantity: 4
        }
        ListElement {
            name: "bread"
            quantity: 7
        }
        ListElement {
            name: "eggs"
            quantity: 1
        }
    }

    Component {
        id: tableKind

        DataTable {
            id: table

            width: 600
            height: 200
            label: "Shelf"
            model: rows
            sortKey: "quantity"
            columns: [
                TableColumn {
                    title: "Item"
                    width: 120
                    stretch: 1
                },
                TableColumn {
                    title: "Quantity"
                    width: 80
                    rightAligned: true
                    sortKey: "quantity"
                },
                TableColumn {
                    title: "Note"
                    width: 200
                    priority: 1
                }
            ]
            delegate: TableRow {
                required property int index
                required property string name
                required property int quantity

                label: name
                onClicked: table.currentIndex = index

                TableCell {
                    column: table.columns[0]
                    text: name
                }

                TableCell {
                    column: table.columns[1]
                    text: String(quantity)
                }

                TableCell {
                    column: table.columns[2]
                }
            }
        }
    }

    SignalSpy {
        id: spy
    }

    function test_keyboardMovesAndOpens() {
        const table = createTemporaryObject(tableKind, suite);
        spy.signalName = "";
        spy.target = table;
        spy.signalName = "opened";
        spy.clear();
        table.forceActiveFocus();
        keyClick(Qt.Key_Down);
        compare(table.currentIndex, 0);
        keyClick(Qt.Key_End);
        compare(table.currentIndex, 2);
        keyClick(Qt.Key_Return);
        compare(spy.count, 1);
        compare(spy.signalArguments[0][0], 2);
    }

    function test_narrowTableDropsTheColumnThatMattersLeast() {
        const table = createTemporaryObject(tableKind, suite);
        verify(table.columns[2].shown);
        table.width = 300;
        verify(!table.columns[2].shown);
        verify(table.columns[0].shown);
        const total = table.columns[0].actualWidth + table.columns[1].actualWidth;
        verify(total <= 300);
        table.width = 600;
        verify(table.columns[2].shown);
    }

    function test_headAsksForItsOrder() {
        const table = createTemporaryObject(tableKind, suite);
        spy.signalName = "";
        spy.target = table;
        spy.signalName = "sortRequested";
        spy.clear();
        const head = table.columns[0].actualWidth + 40;
        mouseClick(table, head, 16);
        compare(spy.count, 1);
        compare(spy.signalArguments[0][0], "quantity");
    }

    function test_aClickChoosesTheRow() {
        const table = createTemporaryObject(tableKind, suite);
        mouseClick(table, 40, Theme.tableHead + Theme.row * 1.5);
        compare(table.currentIndex, 1);
    }
}
