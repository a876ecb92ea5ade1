pragma ComponentBehavior: Bound

import QtQuick

// The lock mode of a row. Controlled like Segmented: `mode` shows, `chosen` asks. Offers the modes that the backend
// knows, `LockMode`'s first ones.
Segmented {
    id: root

    property int offered: 2
    property int mode: LockMode.Pessimistic
    // Two or four letters a mode, for table rows.
    property bool compact: true

    signal chosen(mode: int)

    label: qsTr("Lock mode")
    small: true
    texts: (compact ? [qsTr("Pess."), qsTr("Opt."), qsTr("Loose"), qsTr("Auto")] : [qsTr("Pessimistic"), qsTr("Optimistic"), qsTr("Loose"), qsTr("Auto")]).slice(0, offered)
    iconPaths: [Icons.lock, Icons.lockOpen, Icons.loose, Icons.auto]
    tones: [Tone.Neutral, Tone.Optimistic, Tone.Warn, Tone.Accent]
    currentIndex: mode
    onActivated: index => root.chosen(index)
}
