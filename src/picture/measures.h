#pragma once

#include <cstdint>

#include "picture/graph.h"

// Sizes of text and of the space around it, shared by those who reserve room and those who paint. All in pixels.

namespace portolan::picture::measures {

inline constexpr std::int32_t name_size = 13;
inline constexpr std::int32_t detail_size = 11;
inline constexpr std::int32_t label_size = 10;
inline constexpr std::int32_t title_size = 12;  // of a namespace

inline constexpr std::int32_t box_padding = 12;  // text to the sides of its box
inline constexpr std::int32_t box_min_width = 104;
inline constexpr std::int32_t box_max_width = 250;
inline constexpr std::int32_t name_line = 18;
inline constexpr std::int32_t detail_line = 14;
inline constexpr std::int32_t box_top = 9, box_bottom = 9;
inline constexpr std::int32_t lid = 7;  // of a store's cylinder
inline constexpr std::int32_t channel_height = 24;
inline constexpr std::int32_t channel_gap = 5;  // below each channel; channels are as wide as their broker, lines end at them

inline constexpr std::int32_t label_height = 14;
inline constexpr std::int32_t label_padding = 6;
inline constexpr std::int32_t label_max_width = 190;
inline constexpr std::int32_t arrow_length = 8;

std::int32_t box_width(const Node& node);
// Of the whole box, or of the part above its channels. Lines may make it higher.
std::int32_t header_height(const Node& node);

}  // namespace portolan::picture::measures
