#pragma once

#include <memory>

namespace portolan::cli {

// For what is as large as the application and lives as long as the process. The system takes all of its memory back at once; to
// take it apart first, string by string, would be a twentieth of the time of a large `build`.
template <class T>
T& left_to_system(std::unique_ptr<T> thing) {
  return *thing.release();
}

}  // namespace portolan::cli
