pragma ComponentBehavior: Bound

import QtQuick

// A bordered surface for things that belong together.
Rectangle {
    color: Theme.surface
    radius: Theme.radiusCard
    border.width: Theme.borderWidth
    border.color: Theme.line
}
