#include <algorithm>
#include <array>
#include <string_view>

#include "picture/renderers.h"
#include "text/utf8.h"

// The picture for a terminal: not boxes and lines, which need more columns than there are, but every end once with its
// outgoing lines under it and a summary of the incoming ones beside it. Read downwards it says who talks to whom and how.

namespace portolan::picture {

namespace {

enum class Paint : std::uint8_t { plain, heading, name, faint, entry, call, message, use, warning };

constexpr std::array<std::string_view, 9> escape_codes{"",         "\x1b[1;4m", "\x1b[1m",  "\x1b[2m",   "\x1b[35m",
                                                       "\x1b[34m", "\x1b[33m",  "\x1b[32m", "\x1b[1;31m"};

Paint paint_of(Tone tone) {
  switch (tone) {
    case Tone::entry: return Paint::entry;
    case Tone::call: return Paint::call;
    case Tone::message: return Paint::message;
    case Tone::use: return Paint::use;
  }
  return Paint::plain;
}

// What the pictures themselves write beyond ASCII has a plain spelling; other characters become '?'.
std::string to_ascii(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto decoded = text::decode(text, at);
    if (decoded.length == 0) {
      out += '?';
      ++at;
      continue;
    }
    if (decoded.code_point < 0x80)
      out += static_cast<char>(decoded.code_point);
    else if (decoded.code_point == U'→')
      out += "->";
    else if (decoded.code_point == U'·')
      out += '|';
    else
      out += '?';
    at += decoded.length;
  }
  return out;
}

class Screen {
 public:
  Screen(const Graph& graph, const Options& options)
      : graph_(graph), options_(options), outgoing_(graph.nodes.size()), incoming_(graph.nodes.size()) {
    for (const auto& edge : graph.edges) {
      outgoing_[edge.from].push_back(&edge);
      incoming_[edge.to].push_back(&edge);
    }
  }

  std::string draw() {
    write(Paint::heading, graph_.environment.empty() ? graph_.app : graph_.app + " in " + graph_.environment);
    end_line();
    for (std::uint32_t cluster = 0; cluster < graph_.clusters.size(); ++cluster) {
      end_line();
      write(Paint::heading, "namespace " + graph_.clusters[cluster].name);
      if (!graph_.clusters[cluster].made) write(Paint::faint, "  exists already");
      end_line();
      for (std::uint32_t node = 0; node < graph_.nodes.size(); ++node) {
        if (graph_.nodes[node].cluster == cluster) draw_node(node);
      }
    }
    draw_outside();
    draw_legend();
    return std::move(out_);
  }

 private:
  void write(Paint paint, std::string_view text) {
    const std::string plain = options_.utf8 ? std::string(text) : to_ascii(text);
    column_ += text::display_width(plain);
    if (options_.color && paint != Paint::plain) {
      out_.append(escape_codes[static_cast<std::size_t>(paint)]).append(plain).append("\x1b[0m");
    } else {
      out_ += plain;
    }
  }

  void pad_to(std::size_t column) {
    if (column_ >= column) return;
    out_.append(column - column_, ' ');
    column_ = column;
  }

  void end_line() {
    out_ += '\n';
    column_ = 0;
  }

  void draw_outside() {
    bool said = false;
    for (std::uint32_t node = 0; node < graph_.nodes.size(); ++node) {
      if (graph_.nodes[node].cluster) continue;
      if (!said) {
        end_line();
        write(Paint::heading, "outside");
        end_line();
      }
      said = true;
      draw_node(node);
    }
  }

  [[nodiscard]] std::size_t name_column() const {
    std::size_t widest = 0;
    for (const auto& node : graph_.nodes) widest = std::max<std::size_t>(widest, text::display_width(node.name));
    return 2 + std::min<std::size_t>(widest, 24) + 2;
  }

  void draw_node(std::uint32_t index) {
    const Node& node = graph_.nodes[index];
    write(Paint::plain, "  ");
    write(Paint::name, node.name);
    std::string details;
    for (const auto& detail : node.details) details += (details.empty() ? "" : " · ") + detail;
    for (const auto& peer : node.peers) details += (details.empty() ? "" : " · ") + ("peers " + peer);
    if (!details.empty()) {
      pad_to(name_column());
      if (column_ > name_column()) write(Paint::plain, "  ");
      write(Paint::faint, details);
    }
    draw_incoming(index, Edge::whole_node);
    draw_outgoing(index, Edge::whole_node, 4);
    for (std::uint32_t channel = 0; channel < node.channels.size(); ++channel) {
      write(Paint::plain, "    ");
      write(Paint::name, node.channels[channel].name);
      if (!node.channels[channel].kind.empty()) write(Paint::faint, "  " + node.channels[channel].kind);
      draw_incoming(index, channel);
      draw_outgoing(index, channel, 6);
    }
  }

  // Where the other end is in another namespace, its full name.
  [[nodiscard]] std::string seen_from(std::uint32_t here, std::uint32_t there, std::uint32_t channel) const {
    const Node& node = graph_.nodes[there];
    const bool near = graph_.clusters.size() < 2 || !node.cluster || node.cluster == graph_.nodes[here].cluster;
    std::string name = near ? node.name : node.name + '.' + graph_.clusters[*node.cluster].name;
    if (channel != Edge::whole_node) name += '/' + node.channels[channel].name;
    return name;
  }

  // As many callers as the line holds, then how many more. Ends the line.
  void draw_incoming(std::uint32_t index, std::uint32_t channel) {
    std::vector<std::string> callers;
    for (const Edge* edge : incoming_[index]) {
      if (edge->to_channel == channel) callers.push_back(seen_from(index, edge->from, edge->from_channel));
    }
    if (callers.empty()) return end_line();
    std::ranges::sort(callers);
    const std::string arrow = options_.utf8 ? "◀ " : "<- ";
    const std::size_t indent = name_column() + 2;
    std::size_t room = options_.width > column_ + 2 ? options_.width - column_ - 2 : 0;
    if (room < arrow.size() + callers.front().size() + 4) {  // better on a line of its own than cut to nothing
      end_line();
      pad_to(indent);
      room = options_.width > indent ? options_.width - indent : 0;
    } else {
      write(Paint::plain, "  ");
    }
    std::string list = arrow;
    for (std::size_t shown = 0; shown < callers.size(); ++shown) {
      const std::size_t left = callers.size() - shown;
      const std::string next = (shown == 0 ? "" : ", ") + callers[shown];
      const std::string rest = left > 1 ? " +" + std::to_string(left - 1) : "";
      if (shown != 0 && text::display_width(list + next + rest) > room) {
        list += " +" + std::to_string(left);
        break;
      }
      list += next;
    }
    write(Paint::faint, list);
    end_line();
  }

  static std::string joined(const std::vector<std::string>& labels) {
    std::string line;
    for (const auto& label : labels) line += (line.empty() ? "" : ", ") + label;
    return line;
  }

  void draw_outgoing(std::uint32_t index, std::uint32_t channel, std::size_t indent) {
    std::size_t widest = 0;
    for (const Edge* edge : outgoing_[index]) {
      if (edge->from_channel == channel) widest = std::max<std::size_t>(widest, text::display_width(joined(edge->labels)));
    }
    for (const Edge* edge : outgoing_[index]) {
      if (edge->from_channel != channel) continue;
      pad_to(indent);
      const std::string_view dash = edge->async() ? (options_.utf8 ? "┄" : ".") : (options_.utf8 ? "─" : "-");
      const std::string label = joined(edge->labels);
      std::string line;
      line.append(dash).append(dash).append(label);
      for (std::size_t at = text::display_width(label); at < widest + 2; ++at) line += dash;
      line += options_.utf8 ? "▶" : ">";
      write_arrow(paint_of(edge->tone), line);
      write(Paint::plain, ' ' + seen_from(index, edge->to, edge->to_channel));
      if (!edge->enforced) {
        write(Paint::warning, " !");
        unenforced_ = true;
      }
      async_ = async_ || edge->async();
      end_line();
    }
  }

  void write_arrow(Paint paint, const std::string& line) {
    column_ += text::display_width(line);
    if (options_.color)
      out_.append(escape_codes[static_cast<std::size_t>(paint)]).append(line).append("\x1b[0m");
    else
      out_ += line;
  }

  void draw_legend() {
    if (!async_ && !unenforced_) return;
    end_line();
    if (async_) {
      write(Paint::message, options_.utf8 ? "┄┄▶" : "..>");
      write(Paint::faint, " messages, in the direction they flow");
      end_line();
    }
    if (unenforced_) {
      write(Paint::warning, "!");
      write(Paint::faint, "   the server does not hold the caller to what it declared; the network policy is the guard");
      end_line();
    }
  }

  const Graph& graph_;
  const Options& options_;
  std::vector<std::vector<const Edge*>> outgoing_, incoming_;
  std::string out_;
  std::size_t column_ = 0;
  bool async_ = false, unenforced_ = false;
};

}  // namespace

std::string draw_terminal(const Graph& graph, const Options& options) { return Screen(graph, options).draw(); }

}  // namespace portolan::picture
