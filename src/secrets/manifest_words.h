#pragma once

#include <string_view>

namespace portolan::secrets {

inline constexpr std::string_view manager_label = "app.kubernetes.io/managed-by";
inline constexpr std::string_view manager = "portolan";
inline constexpr std::string_view part_of_label = "app.kubernetes.io/part-of";
inline constexpr std::string_view environment_annotation = "portolan/environment";
inline constexpr std::string_view end_mark = "# end";

}  // namespace portolan::secrets
