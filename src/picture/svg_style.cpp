#include "picture/svg_style.h"

#include <array>

// Colours: text on every fill has a contrast of at least 7:1, lines and outlines on the page at least 4.5:1, and no meaning is
// told by colour alone: kinds of boxes differ in shape, messages are dashed, what is not enforced carries a mark.

namespace portolan::picture {

namespace {

struct Colour {
  std::string_view selector, property, light, dark;
};

constexpr std::array colours{
    Colour{".page", "fill", "#f2f4f8", "#0d1117"},
    Colour{"text", "fill", "#18212d", "#e8edf4"},
    Colour{".muted", "fill", "#4c5868", "#a9b5c4"},
    Colour{".namespace", "fill", "#ffffff", "#171e28"},
    Colour{".namespace", "stroke", "#cdd6e2", "#334052"},
    Colour{".halo", "stroke", "#ffffff", "#171e28"},
    Colour{".chip", "fill", "#ffffff", "#171e28"},
    Colour{".service", "fill", "#e6effd", "#17294a"},
    Colour{".service", "stroke", "#2f64b5", "#7aa7ee"},
    Colour{".worker", "fill", "#def3f3", "#0f3337"},
    Colour{".worker", "stroke", "#14717a", "#4fbdc6"},
    Colour{".job", "fill", "#efe8fb", "#2b2147"},
    Colour{".job", "stroke", "#6a48ab", "#b196ea"},
    Colour{".store", "fill", "#e2f4e8", "#123322"},
    Colour{".store", "stroke", "#24743f", "#5fc384"},
    Colour{".broker", "fill", "#fcefd9", "#3a2a0d"},
    Colour{".broker", "stroke", "#96590a", "#e0a44c"},
    Colour{".channel", "fill", "#fffaf0", "#271d0b"},
    Colour{".channel", "stroke", "#96590a", "#e0a44c"},
    Colour{".outside", "fill", "#f1f3f5", "#222a35"},
    Colour{".outside", "stroke", "#5a6472", "#9aa6b6"},
    Colour{".gateway", "fill", "#fce7ee", "#3d1626"},
    Colour{".gateway", "stroke", "#a92f5e", "#ec82a8"},
    Colour{".call", "stroke", "#48699c", "#86a8dc"},
    Colour{".hub", "stroke", "#66758a", "#8b98aa"},
    Colour{".message", "stroke", "#96590a", "#e0a44c"},
    Colour{".use", "stroke", "#24743f", "#5fc384"},
    Colour{".entry", "stroke", "#a92f5e", "#ec82a8"},
    Colour{".call .tip,.call .word", "fill", "#3d5c8d", "#9dbaea"},
    Colour{".message .tip,.message .word", "fill", "#864f08", "#e9b76c"},
    Colour{".use .tip,.use .word", "fill", "#1f6737", "#7fd29c"},
    Colour{".entry .tip,.entry .word", "fill", "#992a55", "#f29bba"},
    Colour{".loose .chip", "fill", "#ffe6d8", "#43200f"},
    Colour{".loose .word", "fill", "#a03a08", "#ffab82"},
};

}  // namespace

std::string_view class_of(NodeKind kind) {
  switch (kind) {
    case NodeKind::service:
    case NodeKind::summary: return "service";
    case NodeKind::worker: return "worker";
    case NodeKind::job:
    case NodeKind::schedule: return "job";
    case NodeKind::store: return "store";
    case NodeKind::broker: return "broker";
    case NodeKind::gateway: return "gateway";
    case NodeKind::external:
    case NodeKind::internet:
    case NodeKind::outside: return "outside";
  }
  return "";
}

std::string_view class_of(Tone tone) {
  switch (tone) {
    case Tone::entry: return "entry";
    case Tone::call: return "call";
    case Tone::message: return "message";
    case Tone::use: return "use";
  }
  return "";
}

std::string style_sheet() {
  std::string sheet =
      "text{font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,'DejaVu Sans',sans-serif;font-size:11px}\n"
      ".app{font-size:20px;font-weight:600}.name{font-size:13px;font-weight:600}.title{font-size:12px;font-weight:600}.word{font-size:10px}"
      "\n"
      ".middle{text-anchor:middle}.end{text-anchor:end}\n"
      ".box{stroke-width:1.4}.namespace{stroke-width:1}.channel{stroke-width:1}.outside{stroke-dasharray:5 "
      "3}.thin{fill:none;stroke-width:1.4}\n"
      ".line{fill:none;stroke-width:1.5;stroke-linecap:round}.halo{fill:none;stroke-width:5}.message .line{stroke-dasharray:5 "
      "4;stroke-linecap:butt}\n"
      ".tip,.chip,.word,.page{stroke:none}.hub .line{stroke-width:1.1}.net:hover .line{stroke-width:3}\n";
  for (const auto& colour : colours)
    sheet.append(colour.selector).append("{").append(colour.property).append(":").append(colour.light).append("}\n");
  sheet += "@media (prefers-color-scheme:dark){\n";
  for (const auto& colour : colours)
    sheet.append(colour.selector).append("{").append(colour.property).append(":").append(colour.dark).append("}\n");
  sheet += "}\n";
  return sheet;
}

}  // namespace portolan::picture
