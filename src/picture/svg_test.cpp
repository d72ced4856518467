#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "picture/font_metrics.h"
#include "picture/picture.h"
#include "picture/renderers.h"
#include "picture/sample_applications.h"
#include "picture/svg_text.h"

namespace portolan::picture {

namespace {

// Whether every element that is opened is closed, in order.
bool well_formed(const std::string& svg) {
  std::vector<std::string> open;
  for (std::size_t at = svg.find("?>") + 2; (at = svg.find('<', at)) != std::string::npos; ++at) {
    const std::size_t end = svg.find('>', at);
    if (end == std::string::npos) return false;
    const std::string name = svg.substr(at + 1, svg.find_first_of(" />", at + 2) - at - 1);
    if (svg[at + 1] == '/') {
      if (open.empty() || open.back() != svg.substr(at + 2, end - at - 2)) return false;
      open.pop_back();
    } else if (svg[end - 1] != '/') {
      open.push_back(name);
    }
  }
  return open.empty();
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size()) ++found;
  return found;
}

}  // namespace

TEST_CASE("an SVG is whole, needs nothing from elsewhere and knows light and dark") {
  const auto shop = sample_shop();
  const std::string svg = draw(shop.wiring, shop.sources, Format::svg);
  CHECK(well_formed(svg));
  CHECK(svg.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" "));
  CHECK(svg.ends_with("</svg>\n"));
  CHECK(count(svg, "@media (prefers-color-scheme:dark)") == 1);
  for (const char* foreign : {"<script", "<image", "href", "url(", "@import", "@font-face"}) CHECK(count(svg, foreign) == 0);
  CHECK(count(svg, "http") == count(svg, "http://www.w3.org/2000/svg") + count(svg, "https") + count(svg, ">http ") +
                                  count(svg, "com http<") + count(svg, "on http:"));
}

TEST_CASE("a line says which line of the chart it is") {
  const auto shop = sample_shop();
  const std::string svg = draw(shop.wiring, shop.sources, Format::svg);
  CHECK(count(svg, "<title>frontend calls checkout on grpc:5050 (portolan.yaml:14)</title>") == 1);
  CHECK(count(svg, "<title>catalog uses catalog-db on postgres:5432, read (portolan.yaml:15)</title>") == 1);
  CHECK(count(svg,
              "<title>catalog uses catalog-db on postgres:5432, read (portolan.yaml:15)\nreport uses catalog-db on postgres:5432, read "
              "(portolan.yaml:17)</title>") == 1);
  CHECK(count(svg,
              "<title>cart uses cart-store on redis:6379, write, not held to that by the server: it has no accounts "
              "(portolan.yaml:18)</title>") == 1);
}

TEST_CASE("text is escaped, and what XML cannot hold is replaced") {
  CHECK(xml_escaped("a<b>&\"c\"") == "a&lt;b&gt;&amp;&quot;c&quot;");
  CHECK(xml_escaped(std::string("\x01x\xFFy")) == "\uFFFDx\uFFFDy");
  CHECK(xml_escaped("zwölf → 80") == "zwölf → 80");
  SampleWiring odd("a<b");
  odd.party("<script>");
  const std::string svg = draw(odd.wiring, odd.sources, Format::svg);
  CHECK(well_formed(svg));
  CHECK(count(svg, "<script>") == 0);
}

TEST_CASE("text that does not fit is shortened to what does") {
  const std::string name = "a-service-with-a-name-that-nobody-should-have-given-it";
  const std::string shown = fitted(name, 120, 13, Weight::bold);
  CHECK(text_width(shown, 13, Weight::bold) <= 120);
  CHECK(shown.ends_with("…"));
  CHECK(name.starts_with(shown.substr(0, shown.size() - std::string("…").size())));
  CHECK(fitted("short", 120, 13) == "short");
}

TEST_CASE("what is outside and not reached is not drawn") {
  SampleWiring app("app");
  app.party("alone");
  app.party("api", "external:api.example.com");
  CHECK(app.graph().nodes.size() == 1);
}

TEST_CASE("an application too large to be read is drawn by namespaces") {
  const auto large = sample_generated(800, 8, 1);
  const Graph summary = summarise(large.graph());
  CHECK(summary.nodes.size() == 8 + 1 + 3);
  const std::string svg = draw(large.wiring, large.sources, Format::svg);
  CHECK(svg == draw_svg(summary));
  CHECK(well_formed(svg));
  CHECK(count(svg, "too large to be drawn service by service: its namespaces") == 1);
}

}  // namespace portolan::picture
