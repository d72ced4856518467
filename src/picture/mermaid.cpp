#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "picture/renderers.h"

// The picture as a Mermaid flowchart, for Markdown pages. The page's own renderer does the layout; here matters that every
// name survives as a label and every identifier is one that Mermaid cannot mistake for a keyword or a link's syntax.

namespace portolan::picture {

namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char byte : text) {
    switch (byte) {
      case '"': out += "#quot;"; break;
      case '#': out += "#35;"; break;
      case '<': out += "#lt;"; break;
      case '>': out += "#gt;"; break;
      case '`': out += "#96;"; break;
      case '\\': out += "#92;"; break;
      case '\n': out += ' '; break;
      default: out += byte;
    }
  }
  return out;
}

struct Shape {
  std::string_view open, close, style;
};

Shape shape_of(NodeKind kind) {
  switch (kind) {
    case NodeKind::service: return {"(", ")", "service"};
    case NodeKind::worker: return {"[[", "]]", "worker"};
    case NodeKind::job:
    case NodeKind::schedule: return {"{{", "}}", "job"};
    case NodeKind::store: return {"[(", ")]", "store"};
    case NodeKind::broker: return {"[", "]", "broker"};
    case NodeKind::external: return {"([", "])", "external"};
    case NodeKind::gateway: return {"[/", "\\]", "gateway"};
    case NodeKind::internet: return {"([", "])", "outside"};
    case NodeKind::outside: return {"([", "])", "outside"};
    case NodeKind::summary: return {"[", "]", "service"};
  }
  return {"[", "]", "service"};
}

constexpr std::string_view class_definitions =
    "  classDef service fill:#e8f0fc,stroke:#2f5fb3,color:#10264d\n"
    "  classDef worker fill:#e3f4f4,stroke:#197278,color:#0b3336\n"
    "  classDef job fill:#f0eafa,stroke:#6b4fa8,color:#2c1f4a\n"
    "  classDef store fill:#e6f4ea,stroke:#2b7a44,color:#0f3a1e\n"
    "  classDef broker fill:#fdf1df,stroke:#a86400,color:#472a00\n"
    "  classDef channel fill:#fffaf1,stroke:#a86400,color:#472a00\n"
    "  classDef external fill:#f3f4f6,stroke:#6b7280,color:#1f2937,stroke-dasharray:5 4\n"
    "  classDef outside fill:#f3f4f6,stroke:#6b7280,color:#1f2937,stroke-dasharray:5 4\n"
    "  classDef gateway fill:#fce8ee,stroke:#b03060,color:#4d1027\n";

class Flowchart {
 public:
  explicit Flowchart(const Graph& graph) : graph_(graph) {}

  std::string draw() {
    name_nodes();
    out_ = "---\ntitle: \"" + title() + "\"\n---\nflowchart LR\n";
    for (std::uint32_t cluster = 0; cluster < graph_.clusters.size(); ++cluster) {
      out_ +=
          "  subgraph " + unique("namespace_", graph_.clusters[cluster].name) + "[\"" + escaped(graph_.clusters[cluster].name) + "\"]\n";
      for (std::uint32_t node = 0; node < graph_.nodes.size(); ++node) {
        if (graph_.nodes[node].cluster == cluster) add_node(node, "    ");
      }
      out_ += "  end\n";
    }
    for (std::uint32_t node = 0; node < graph_.nodes.size(); ++node) {
      if (!graph_.nodes[node].cluster) add_node(node, "  ");
    }
    add_edges();
    out_ += class_definitions;
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string title() const {
    std::string title = graph_.app;
    if (!graph_.environment.empty()) title += " in " + graph_.environment;
    std::erase_if(title, [](char byte) { return byte == '"' || byte == '\\' || byte == '\n'; });
    return title;
  }

  // Letters, digits and '_' behind a prefix, because "end", "o…" and "x…" mean something to Mermaid.
  std::string unique(std::string_view prefix, std::string_view name) {
    std::string id(prefix);
    for (const char byte : name) {
      const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9');
      id += plain ? byte : '_';
    }
    std::string candidate = id;
    for (unsigned attempt = 2; !taken_.insert(candidate).second; ++attempt) candidate = id + "_" + std::to_string(attempt);
    return candidate;
  }

  void name_nodes() {
    for (const auto& node : graph_.nodes) {
      const std::string name_space = node.cluster ? graph_.clusters[*node.cluster].name + '.' : "";
      ids_.push_back(unique("node_", name_space + node.name));
      auto& rows = channel_ids_.emplace_back();
      for (const auto& channel : node.channels) rows.push_back(unique("channel_", name_space + node.name + '.' + channel.name));
    }
  }

  static std::string label_of(const Node& node) {
    std::string label = "<b>" + escaped(node.name) + "</b>";
    for (const auto& detail : node.details) label += "<br/>" + escaped(detail);
    for (const auto& peer : node.peers) label += "<br/>peers " + escaped(peer);
    return label;
  }

  void add_node(std::uint32_t index, std::string indent) {
    const Node& node = graph_.nodes[index];
    if (!node.channels.empty()) {
      out_ += indent + "subgraph " + ids_[index] + "[\"" + label_of(node) + "\"]\n";
      for (std::size_t row = 0; row < node.channels.size(); ++row) {
        const auto& channel = node.channels[row];
        std::string label = escaped(channel.name);
        if (!channel.kind.empty()) label += "<br/>" + escaped(channel.kind);
        out_ += indent + "  " + channel_ids_[index][row] + "[\"" + label + "\"]:::channel\n";
      }
      out_ += indent + "end\n" + indent + "class " + ids_[index] + " broker\n";
      return;
    }
    const Shape shape = shape_of(node.kind);
    out_ += indent + ids_[index];
    out_.append(shape.open).append("\"").append(label_of(node)).append("\"").append(shape.close).append(":::").append(shape.style);
    out_ += '\n';
  }

  [[nodiscard]] const std::string& end_id(std::uint32_t node, std::uint32_t channel) const {
    return channel == Edge::whole_node ? ids_[node] : channel_ids_[node][channel];
  }

  void add_edges() {
    std::array<std::string, 4> of_tone;
    std::string unenforced;
    const auto note = [](std::string& list, std::size_t index) {
      if (!list.empty()) list += ',';
      list += std::to_string(index);
    };
    for (std::size_t index = 0; index < graph_.edges.size(); ++index) {
      const Edge& edge = graph_.edges[index];
      std::string label;
      for (const auto& text : edge.labels) label += (label.empty() ? "" : "<br/>") + escaped(text);
      if (!edge.enforced) label += "<br/>not enforced";
      out_ += "  " + end_id(edge.from, edge.from_channel) + (edge.async() ? " -.->" : " -->");
      if (!label.empty()) out_ += "|\"" + label + "\"|";
      out_ += ' ' + end_id(edge.to, edge.to_channel) + '\n';
      note(edge.enforced ? of_tone[static_cast<std::size_t>(edge.tone)] : unenforced, index);
    }
    static constexpr std::array<std::string_view, 4> colour{"#b03060", "#4a6fa5", "#a86400", "#2b7a44"};
    for (std::size_t tone = 0; tone < of_tone.size(); ++tone) {
      if (!of_tone[tone].empty()) out_.append("  linkStyle ").append(of_tone[tone]).append(" stroke:").append(colour[tone]).append("\n");
    }
    if (!unenforced.empty()) out_ += "  linkStyle " + unenforced + " stroke:#c2410c\n";
  }

  const Graph& graph_;
  std::set<std::string> taken_;
  std::vector<std::string> ids_;
  std::vector<std::vector<std::string>> channel_ids_;
  std::string out_;
};

}  // namespace

std::string draw_mermaid(const Graph& graph) { return Flowchart(graph).draw(); }

}  // namespace portolan::picture
