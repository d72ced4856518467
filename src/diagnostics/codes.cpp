#include "diagnostics/codes.h"

#include <algorithm>
#include <string>

namespace portolan::diagnostics {

const CodeRow* find_code(std::string_view code) {
  std::string upper(code);
  for (char& character : upper)
    if (character >= 'a' && character <= 'z') character = static_cast<char>(character - 32);
  const std::span<const CodeRow> rows = all_codes();
  const auto row = std::lower_bound(rows.begin(), rows.end(), std::string_view(upper),
                                    [](const CodeRow& left, std::string_view right) { return left.code < right; });
  return row != rows.end() && row->code == upper ? &*row : nullptr;
}

}  // namespace portolan::diagnostics
