pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T

// The head of a table; heads of sortable columns are buttons and show the order.
Item {
    id: root

    required property list<TableColumn> columns
    property string sortKey: ""
    property bool sortDescending: true

    signal sortRequested(key: string)

    implicitHeight: Theme.tableHead

    Row {
        x: Theme.gap8
        height: parent.height

        Repeater {
            model: root.columns

            T.AbstractButton {
                id: head

                required property TableColumn modelData

                readonly property bool sortable: modelData.sortKey !== ""
                readonly property bool sorted: sortable && modelData.sortKey === root.sortKey

                visible: modelData.shown
                width: modelData.actualWidth
                height: root.height
                enabled: sortable
                hoverEnabled: true
                focusPolicy: sortable ? Qt.TabFocus : Qt.NoFocus
                Accessible.role: Accessible.ColumnHeader
                Accessible.name: modelData.title
                Accessible.description: sorted ? (root.sortDescending ? qsTr("highest first") : qsTr("lowest first")) : ""
                onClicked: root.sortRequested(modelData.sortKey)
                Keys.onReturnPressed: head.click()

                contentItem: Item {
                    Row {
                        anchors.verticalCenter: parent.verticalCenter
                        x: head.modelData.rightAligned ? parent.width - width - Theme.gap8 : Theme.gap8
                        spacing: Theme.gap4

                        Label {
                            text: head.modelData.title
                            color: head.sorted || (head.sortable && head.hovered) ? Theme.text : Theme.text2
                            font.pixelSize: Theme.label
                            Accessible.ignored: true
                        }

                        Icon {
                            anchors.verticalCenter: parent.verticalCenter
                            visible: head.sorted
                            path: root.sortDescending ? Icons.chevronDown : Icons.chevronUp
                            size: 12
                        }
                    }
                }

                background: Item {
                    FocusRing {
                        distance: -2
                        visible: head.visualFocus
                    }
                }
            }
        }
    }

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.borderWidth
        color: Theme.line
    }
}
