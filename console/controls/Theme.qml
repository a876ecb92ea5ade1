pragma Singleton
pragma ComponentBehavior: Bound

import QtQuick

// Every colour, size, gap and duration of the console. Pages use these names and no literals.
QtObject {
    id: root

    property bool dark: true
    // Turns all motion off but the flash of a changed cell, which becomes a mark.
    property bool reduceMotion: false
    // 1.0 to 2.0; rows grow with it.
    property real textScale: 1

    // Grounds
    readonly property color bg: dark ? "#0a0f15" : "#eef1f5"
    readonly property color surface: dark ? "#10171f" : "#ffffff"
    readonly property color raised: dark ? "#17202a" : "#ffffff"
    readonly property color hover: dark ? "#1d2833" : "#eef3f8"
    readonly property color selected: dark ? "#14304d" : "#dcebfd"
    readonly property color field: dark ? "#0c1219" : "#f5f7fa"
    // Lines: between rows, and round controls.
    readonly property color line: dark ? "#212d39" : "#dde3ea"
    readonly property color line2: dark ? "#384959" : "#b9c4cf"
    // Text, strongest first; each at least 4.5:1 on every ground.
    readonly property color text: dark ? "#e9eff5" : "#15202b"
    readonly property color text2: dark ? "#b3c0cd" : "#3f4e5c"
    readonly property color text3: dark ? "#8c9dad" : "#5a6977"
    readonly property color fillText: "#ffffff"
    // Meaning; each with the ground it stands on.
    readonly property color accent: dark ? "#62adff" : "#0a5fc4"
    readonly property color accentGround: selected
    readonly property color fill: dark ? "#1f6fd6" : "#0a5fc4"
    readonly property color ok: dark ? "#3cc8a5" : "#0b7560"
    readonly property color okGround: dark ? "#10302b" : "#dff3ee"
    readonly property color warn: dark ? "#f3b544" : "#8a5700"
    readonly property color warnGround: dark ? "#352a13" : "#fbeed3"
    readonly property color bad: dark ? "#ff8068" : "#bf331c"
    readonly property color badGround: dark ? "#3b1d1b" : "#fce4df"
    readonly property color optimistic: dark ? "#bda4ff" : "#6743c6"
    readonly property color optimisticGround: dark ? "#282145" : "#ebe5fb"
    // Map
    readonly property color mapOcean: dark ? "#0a1119" : "#d9e4ee"
    readonly property color mapLand: dark ? "#1d2833" : "#f6f7f8"
    readonly property color mapRegionBorder: dark ? "#5d7d99" : "#7c93a8"
    readonly property color mapLabel: dark ? "#7f93a6" : "#4d5e6d"
    readonly property color mapDot: dark ? "#57b3a3" : "#2b8f7f"
    readonly property color mapCluster: dark ? "#131d27" : "#ffffff"
    readonly property color shadow: dark ? "#8c000000" : "#2e000000"
    readonly property color scrim: dark ? "#99050a10" : "#66223040"

    // Text sizes in pixels
    readonly property string family: "Inter"
    readonly property string mono: "DejaVu Sans Mono"
    readonly property var figures: ({ "tnum": 1 })
    readonly property int caption: scaled(11)
    readonly property int label: scaled(12)
    readonly property int body: scaled(13)
    readonly property int section: scaled(15)
    readonly property int title: scaled(18)
    readonly property int kpi: scaled(22)

    // Gaps
    readonly property int gap4: 4
    readonly property int gap8: 8
    readonly property int gap12: 12
    readonly property int gap16: 16
    readonly property int gap24: 24
    // Radii
    readonly property int radiusPill: 4
    readonly property int radiusControl: 6
    readonly property int radiusCard: 8
    readonly property int radiusChip: 14
    readonly property int borderWidth: 1
    readonly property int ringWidth: 2
    // Sizes
    readonly property int control: scaled(32)
    readonly property int controlSmall: scaled(28)
    readonly property int row: scaled(32)
    readonly property int rowTall: scaled(40)
    readonly property int tableHead: scaled(32)
    readonly property int topBar: scaled(56)
    readonly property int rail: scaled(72)
    readonly property int railNarrow: 48
    readonly property int kpiStrip: scaled(72)
    readonly property int detailMin: scaled(344)
    readonly property int detailMax: scaled(416)
    readonly property int detailWide: scaled(480)
    readonly property int reachPanel: scaled(624)
    readonly property int layersPanel: scaled(216)
    readonly property int iconSmall: scaled(14)
    readonly property int icon: scaled(16)
    readonly property int iconLarge: scaled(20)
    // Windows narrower than this show the rail's icons only and let the detail overlay the work.
    readonly property int narrowWindow: 1440

    // Milliseconds
    readonly property int quick: reduceMotion ? 0 : 120
    readonly property int fly: reduceMotion ? 0 : 200
    readonly property int flash: 900
    // Loading that ends sooner is never shown.
    readonly property int loadingDelay: 150

    readonly property real disabledOpacity: 0.45

    function scaled(pixels: int): int {
        return Math.round(pixels * root.textScale);
    }

    // The colour a tone is written in.
    function toneText(tone: int): color {
        switch (tone) {
        case Tone.Accent:
            return root.accent;
        case Tone.Ok:
            return root.ok;
        case Tone.Warn:
            return root.warn;
        case Tone.Bad:
            return root.bad;
        case Tone.Optimistic:
            return root.optimistic;
        default:
            return root.text2;
        }
    }

    // The ground a tone stands on.
    function toneGround(tone: int): color {
        switch (tone) {
        case Tone.Accent:
            return root.accentGround;
        case Tone.Ok:
            return root.okGround;
        case Tone.Warn:
            return root.warnGround;
        case Tone.Bad:
            return root.badGround;
        case Tone.Optimistic:
            return root.optimisticGround;
        default:
            return root.hover;
        }
    }

    function pressed(base: color): color {
        return Qt.darker(base, 1.08);
    }
}
