#include "picture/font_metrics.h"

#include <array>

#include "text/utf8.h"

namespace portolan::picture {

namespace {

constexpr std::int32_t em = 1000;

// Advance widths of the characters from space to tilde, in thousandths of the font's size.
constexpr std::array<std::int16_t, 95> regular{
    318, 401, 460, 838, 636, 950, 780, 275, 390,  390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636, 636,
    636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787,
    603, 787, 695, 635, 611, 732, 684, 989, 685,  611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635,
    634, 278, 278, 579, 278, 974, 634, 612, 635,  635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838};
constexpr std::array<std::int16_t, 95> bold{
    348, 456, 521, 838, 696, 1002, 872, 306,  457,  457, 523, 838, 380, 415, 380, 365, 696, 696, 696, 696, 696, 696, 696, 696,
    696, 696, 400, 400, 838, 838,  838, 580,  1000, 774, 762, 734, 830, 683, 683, 821, 837, 372, 372, 775, 637, 995, 837, 850,
    733, 850, 770, 720, 682, 812,  774, 1103, 771,  724, 725, 457, 365, 457, 838, 500, 500, 675, 716, 593, 716, 678, 435, 716,
    712, 343, 343, 665, 343, 1042, 712, 687,  716,  716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712, 365, 712, 838};

std::int32_t advance(char32_t code_point, Weight weight) {
  if (code_point >= U' ' && code_point <= U'~') return (weight == Weight::bold ? bold : regular)[code_point - U' '];
  if (code_point == U'·') return 380;
  return static_cast<std::int32_t>(text::display_width(code_point)) * em;
}

std::int32_t pixels(std::int32_t thousandths, std::int32_t size) { return (thousandths * size + em - 1) / em; }

}  // namespace

std::int32_t text_width(std::string_view text, std::int32_t size, Weight weight) {
  std::int32_t sum = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto decoded = text::decode(text, at);
    sum += decoded.length == 0 ? em : advance(decoded.code_point, weight);
    at += decoded.length == 0 ? 1 : decoded.length;
  }
  return pixels(sum, size);
}

std::string fitted(std::string_view text, std::int32_t room, std::int32_t size, Weight weight) {
  if (text_width(text, size, weight) <= room) return std::string(text);
  std::int32_t sum = advance(U'…', weight);
  std::size_t at = 0;
  while (at < text.size()) {
    const auto decoded = text::decode(text, at);
    const std::size_t length = decoded.length == 0 ? 1 : decoded.length;
    sum += decoded.length == 0 ? em : advance(decoded.code_point, weight);
    if (pixels(sum, size) > room) break;
    at += length;
  }
  return std::string(text.substr(0, at)) + "…";
}

}  // namespace portolan::picture
