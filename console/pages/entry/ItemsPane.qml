pragma ComponentBehavior: Bound

import QtQuick
import Darkstore.Controls

// What the place can buy, and the basket.
FocusScope {
    id: root

    required property OrderEntry viewModel

    function focusSearch() {
        search.forceActiveFocus();
        search.selectAll();
    }

    PaneHead {
        id: head

        width: parent.width
        number: "2"
        title: qsTr("Items")
        note: root.viewModel.menu.report
    }

    Row {
        id: tools

        x: Theme.gap16
        y: head.height + Theme.gap12
        width: parent.width - 2 * Theme.gap16
        spacing: Theme.gap8

        SearchField {
            id: search

            width: parent.width - stock.width - Theme.gap8
            focus: true
            enabled: root.viewModel.hasPosition
            label: qsTr("Search the menu")
            placeholderText: root.viewModel.hasPosition ? qsTr("Item, brand or GTIN") : qsTr("Choose a place first")
            keyHint: "/"
            maximumLength: 100
            onSearched: text => root.viewModel.menu.search = text
        }

        ChipFilter {
            id: stock

            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("In stock only")
            checked: root.viewModel.menu.inStockOnly
            onToggled: root.viewModel.menu.inStockOnly = checked
        }
    }

    MenuTable {
        id: menuTable

        anchors.top: tools.bottom
        anchors.topMargin: Theme.gap4
        width: parent.width
        height: Math.max(4 * Theme.rowTall, (parent.height - y) * (root.viewModel.basket.lines > 0 ? 0.5 : 1))
        viewModel: root.viewModel
    }

    BasketTable {
        anchors.top: menuTable.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        visible: root.viewModel.basket.lines > 0
        viewModel: root.viewModel
    }
}
