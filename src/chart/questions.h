#pragma once

#include "chart/chart.h"

namespace portolan::chart {

// Once everything is read: a question about what nothing uses waits, one that several versions of a service ask is asked once; by
// what they are about and their places.
void settle_questions(Chart& chart);

}  // namespace portolan::chart
