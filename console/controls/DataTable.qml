pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T

// A table over a list model: head, rows, keyboard. One stop of the Tab key; Up, Down, Page keys, Home and End move,
// Return opens. The delegate is a TableRow whose children are TableCells, one a column in the columns' order.
FocusScope {
    id: root

    required property string label
    required property list<TableColumn> columns
    property alias model: view.model
    property alias delegate: view.delegate
    property alias currentIndex: view.currentIndex
    property alias count: view.count
    property alias list: view
    property string sortKey: ""
    property bool sortDescending: true

    signal sortRequested(key: string)
    signal opened(index: int)

    function layOut() {
        let widths = root.columns.map(column => Theme.scaled(column.width));
        let total = widths.reduce((sum, width) => sum + width, 0);
        const shown = root.columns.map(() => true);
        const order = root.columns.map((column, i) => i).filter(i => root.columns[i].priority > 0).sort((a, b) => root.columns[b].priority - root.columns[a].priority);
        for (const i of order) {
            if (total <= root.width)
                break;
            shown[i] = false;
            total -= widths[i];
        }
        const weights = root.columns.reduce((sum, column, i) => sum + (shown[i] ? column.stretch : 0), 0);
        const spare = Math.max(0, root.width - total - 2 * Theme.gap8);
        root.columns.forEach((column, i) => {
            column.shown = shown[i];
            column.actualWidth = widths[i] + (weights > 0 ? spare * column.stretch / weights : 0);
        });
    }

    onWidthChanged: root.layOut()
    onColumnsChanged: root.layOut()
    Component.onCompleted: root.layOut()
    Accessible.role: Accessible.Table
    Accessible.name: label

    Connections {
        target: Theme

        function onTextScaleChanged() {
            root.layOut();
        }
    }

    TableHeader {
        id: head

        width: parent.width
        columns: root.columns
        sortKey: root.sortKey
        sortDescending: root.sortDescending
        onSortRequested: key => root.sortRequested(key)
    }

    ListView {
        id: view

        anchors.fill: parent
        anchors.topMargin: head.height
        clip: true
        focus: true
        activeFocusOnTab: true
        reuseItems: true
        currentIndex: -1
        boundsBehavior: Flickable.StopAtBounds
        highlightMoveDuration: 0
        highlightFollowsCurrentItem: true
        keyNavigationEnabled: true

        T.ScrollBar.vertical: ScrollBar {}

        Keys.onReturnPressed: if (view.currentIndex >= 0)
            root.opened(view.currentIndex)
        Keys.onEnterPressed: if (view.currentIndex >= 0)
            root.opened(view.currentIndex)
        Keys.onPressed: event => {
            const page = Math.max(1, Math.floor(view.height / Theme.row) - 1);
            const moves = {};
            moves[Qt.Key_Home] = 0;
            moves[Qt.Key_End] = view.count - 1;
            moves[Qt.Key_PageUp] = Math.max(0, view.currentIndex - page);
            moves[Qt.Key_PageDown] = Math.min(view.count - 1, view.currentIndex + page);
            if (moves[event.key] === undefined)
                return;
            view.currentIndex = moves[event.key];
            event.accepted = true;
        }
    }

    Rectangle {
        anchors.fill: view
        visible: view.activeFocus && view.currentIndex < 0
        color: "transparent"
        border.width: Theme.ringWidth
        border.color: Theme.accent
    }
}
