pragma ComponentBehavior: Bound

import QtQuick

// A field that searches as you type: `searched` comes 150 ms after the last key, at once on Return and on clearing.
Field {
    id: root

    // The text last announced by `searched`.
    property string settled: ""

    signal searched(text: string)

    function announce() {
        pause.stop();
        if (root.settled === root.text)
            return;
        root.settled = root.text;
        root.searched(root.text);
    }

    iconPath: Icons.search
    clearable: true
    onTextEdited: pause.restart()
    onAccepted: root.announce()
    onCleared: root.announce()
    Keys.onEscapePressed: event => {
        event.accepted = root.text !== "";
        root.clear();
        root.announce();
    }

    Timer {
        id: pause

        interval: 150
        onTriggered: root.announce()
    }
}
