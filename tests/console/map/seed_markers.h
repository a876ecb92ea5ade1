#pragma once

#include <vector>

#include "console/map/marker_set.h"

/// The 10,000 DCs of resources/seed, all healthy; empty when the file cannot be read.
std::vector<darkstore::console::Marker> seedMarkers();
