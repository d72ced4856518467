#include "system/heap.h"

#include <malloc.h>

namespace portolan::system {

void keep_freed_memory() {
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, -1);
  mallopt(M_ARENA_MAX, 1);
}

}  // namespace portolan::system
