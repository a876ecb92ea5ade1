pragma ComponentBehavior: Bound

import QtQuick
import QtTest
import Darkstore.Controls

TestCase {
    id: suite

    name: "Controls"
    width: 600
    height: 400
    visible: true
    when: windowShown


    Component {
        id: buttonKind

        Button {
            text: "Receive"
        }
    }

    Component {
        id: segmentedKind

        Segmented {
            label: "View"
            texts: ["Map", "Table", "List"]
            onActivated: index => currentIndex = index
        }
    }

    Component {
        id: stepperKind

        Stepper {
            label: "Quantity"
            value: 2
            from: 1
            to: 5
            onStepped: next => value = next
        }
    }

    Component {
        id: modeKind

        ModeSwitch {}
    }

    Component {
        id: tilesKind

        StatTiles {
            width: 336
            labels: ["Paid", "Answer", "Door to door", "DCs"]
            values: ["CN¥1,101.45", "1 ms", "24 min", "2"]
        }
    }

    Component {
        id: searchKind

        SearchField {
            label: "Search"
        }
    }

    Component {
        id: skeletonKind

        LoadingSkeleton {
            width: 300
            height: 200
        }
    }

    Component {
        id: panelKind

        DetailPanel {
            title: "LIS-014"
            height: 300
        }
    }

    SignalSpy {
        id: spy
    }

    function watch(object, signalName) {
        spy.signalName = "";
        spy.target = object;
        spy.signalName = signalName;
        spy.clear();
    }

    function test_button_answersMouseSpaceAndReturn() {
        const button = createTemporaryObject(buttonKind, suite);
        watch(button, "clicked");
        mouseClick(button);
        button.forceActiveFocus();
        keyClick(Qt.Key_Space);
        keyClick(Qt.Key_Return);
        compare(spy.count, 3);
    }

    function test_button_takesNoPressWhileBusy() {
        const button = createTemporaryObject(buttonKind, suite, {
            busy: true
        });
        watch(button, "clicked");
        mouseClick(button);
        compare(spy.count, 0);
        compare(button.opacity, 1);
    }

    function test_segmented_movesByArrowKeysAndStopsAtTheEnds() {
        const segmented = createTemporaryObject(segmentedKind, suite);
        segmented.forceActiveFocus();
        keyClick(Qt.Key_Left);
        compare(segmented.currentIndex, 0);
        keyClick(Qt.Key_Right);
        keyClick(Qt.Key_Right);
        keyClick(Qt.Key_Right);
        compare(segmented.currentIndex, 2);
    }

    function test_segmented_choosesBySegmentUnderThePointer() {
        const segmented = createTemporaryObject(segmentedKind, suite);
        mouseClick(segmented, segmented.width - 8, segmented.height / 2);
        compare(segmented.currentIndex, 2);
    }

    function test_modeSwitch_asksAndDoesNotFlipByItself() {
        const mode = createTemporaryObject(modeKind, suite);
        watch(mode, "chosen");
        mode.forceActiveFocus();
        keyClick(Qt.Key_Right);
        compare(spy.count, 1);
        compare(spy.signalArguments[0][0], LockMode.Optimistic);
        compare(mode.mode, LockMode.Pessimistic);
    }

    function test_stepper_staysWithinItsBounds() {
        const stepper = createTemporaryObject(stepperKind, suite);
        mouseClick(stepper, 8, stepper.height / 2);
        compare(stepper.value, 1);
        mouseClick(stepper, 8, stepper.height / 2);
        compare(stepper.value, 1);
        mouseClick(stepper, stepper.width / 2, stepper.height / 2);
        keyClick(Qt.Key_PageUp);
        compare(stepper.value, 5);
    }

    function test_stepper_takesTypedFigures() {
        const stepper = createTemporaryObject(stepperKind, suite);
        mouseDoubleClickSequence(stepper, stepper.width / 2, stepper.height / 2);
        keyClick(Qt.Key_4);
        keyClick(Qt.Key_Return);
        compare(stepper.value, 4);
    }

    function test_searchField_announcesOnceAfterAPause() {
        const field = createTemporaryObject(searchKind, suite);
        watch(field, "searched");
        field.forceActiveFocus();
        keyClick(Qt.Key_A);
        keyClick(Qt.Key_B);
        tryCompare(spy, "count", 1);
        compare(spy.signalArguments[0][0], "ab");
        keyClick(Qt.Key_Escape);
        compare(spy.count, 2);
        compare(field.text, "");
    }

    function test_skeleton_showsOnlyWhatTakesLong() {
        const skeleton = createTemporaryObject(skeletonKind, suite);
        verify(!skeleton.visible);
        tryVerify(() => skeleton.visible);
        skeleton.loading = false;
        verify(!skeleton.visible);
    }

    function test_detailPanel_closesByEscapeAndKeepsItsWidthInBounds() {
        const panel = createTemporaryObject(panelKind, suite);
        watch(panel, "closed");
        panel.forceActiveFocus();
        keyClick(Qt.Key_Escape);
        compare(spy.count, 1);
        panel.clampWidth(10);
        compare(panel.implicitWidth, Theme.detailMin);
        panel.clampWidth(4000);
        compare(panel.implicitWidth, Theme.detailMax);
    }

    // WCAG contrast of text on ground.
    function contrast(a, b) {
        const light = c => {
            const part = v => v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
            return 0.2126 * part(c.r) + 0.7152 * part(c.g) + 0.0722 * part(c.b);
        };
        const high = Math.max(light(a), light(b));
        const low = Math.min(light(a), light(b));
        return (high + 0.05) / (low + 0.05);
    }

    function test_theme_everyTextIsLegibleOnEveryGround_data() {
        return [
            {
                tag: "dark",
                dark: true
            },
            {
                tag: "light",
                dark: false
            }
        ];
    }

    function test_theme_everyTextIsLegibleOnEveryGround(row) {
        Theme.dark = row.dark;
        const grounds = ["bg", "surface", "raised", "hover", "selected", "field"];
        const inks = ["text", "text2", "text3", "accent", "ok", "warn", "bad", "optimistic"];
        grounds.forEach(ground => inks.forEach(ink => {
            const ratio = contrast(Theme[ink], Theme[ground]);
            verify(ratio >= 4.5, ink + " on " + ground + ": " + ratio.toFixed(2));
        }));
        for (let tone = Tone.Neutral; tone <= Tone.Optimistic; ++tone)
            verify(contrast(Theme.toneText(tone), Theme.toneGround(tone)) >= 4.5, "tone " + tone);
        Theme.dark = true;
    }

    function test_statTiles_anAmountIsMadeSmallerBeforeItIsCutShort() {
        const tiles = createTemporaryObject(tilesKind, suite);
        const paid = findChild(tiles, "value");
        compare(paid.text, "CN¥1,101.45");
        verify(waitForRendering(tiles));
        verify(!paid.truncated, paid.fontInfo.pixelSize + " px in " + paid.width);
    }

    function test_theme_sizesGrowWithTheText() {
        const before = Theme.row;
        Theme.textScale = 2;
        compare(Theme.row, 2 * before);
        compare(Theme.body, 26);
        Theme.textScale = 1;
    }
}
