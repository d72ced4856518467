#include "system/private_memory.h"

#include <sys/prctl.h>
#include <sys/resource.h>

#include <cstring>

namespace portolan::system {

void keep_memory_private() {
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  ::prctl(PR_SET_DUMPABLE, 0);
}

void clear(std::string& text) {
  ::explicit_bzero(text.data(), text.size());
  text.clear();
}

}  // namespace portolan::system
