pragma ComponentBehavior: Bound

import QtQuick

// Text in Inter with figures of equal width. Sizes by token: `font.pixelSize: Theme.caption`.
Text {
    id: root

    // True for DC codes, order numbers and GTINs.
    property bool mono: false
    property bool strong: false

    color: Theme.text
    elide: Text.ElideRight
    textFormat: Text.PlainText
    verticalAlignment: Text.AlignVCenter
    font.family: mono ? Theme.mono : Theme.family
    font.features: Theme.figures
    font.pixelSize: mono ? Theme.label : Theme.body
    font.weight: strong ? Font.DemiBold : Font.Normal
    Accessible.role: Accessible.StaticText
    Accessible.name: text
}
