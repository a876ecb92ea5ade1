pragma ComponentBehavior: Bound

import QtQuick

// One column of a DataTable: what its head says and how wide it is. Rows read `actualWidth` and `shown`.
QtObject {
    property string title: ""
    // Least width in pixels at text scale 1, gaps included.
    property real width: 80
    // Share of the spare width this column takes; 0 keeps it at its width.
    property real stretch: 0
    property bool rightAligned: false
    // Non-empty: the head is a button that asks for this order.
    property string sortKey: ""
    // 0 is always shown; of the others the highest goes first when the table is too narrow.
    property int priority: 0

    property real actualWidth: width
    property bool shown: true
}
