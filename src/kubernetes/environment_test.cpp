#include <doctest/doctest.h>

#include <string>

#include "kubernetes/environment.h"
#include "kubernetes/wiring_fixture.h"

namespace portolan::kubernetes {

using fixture::literal;
using fixture::secret;
using wiring::Piece;

namespace {

// What Kubernetes makes of a value: $(NAME) of a known variable is its value, of an unknown one stays, and $$ is one dollar sign.
std::string expand(std::string_view text, std::string_view name, std::string_view replacement) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '$' || i + 1 == text.size()) {
      out += text[i];
    } else if (text[i + 1] == '$') {
      out += text[i++];
    } else if (const std::size_t end = text.find(')', i); text[i + 1] == '(' && end != std::string_view::npos) {
      const std::string_view said = text.substr(i + 2, end - i - 2);
      if (said == name) {
        out += replacement;
      } else {
        out.append("$(").append(said).append(")");
      }
      i = end;
    } else {
      out.append(text.substr(i++, 2));
    }
  }
  return out;
}

std::string list_of(const wiring::Container& container) {
  const wiring::Wiring wiring;
  const Index index(wiring);
  value::Builder builder;
  Scope scope{wiring, index, builder};
  std::string out;
  if (const value::Value* list = Environment(scope, container).list()) value::emit_yaml(*list, out);
  return out;
}

}  // namespace

TEST_CASE("what the user writes reaches the program, whatever its dollar signs") {
  value::Builder builder;
  for (const std::string text :
       {"", "plain", "$", "$$", "$$$", "$HOME", "a$", "$(X)", "$$(X)", "$$$(X)", "$(", "$()", "$X(Y)", "$ (X)", "$$ $(X) $$$"}) {
    CAPTURE(text);
    CHECK(expand(escape_dollars(builder, text, true), "X", "WRONG") == text);
    CHECK(expand(std::string(escape_dollars(builder, text, false)) + "$(X)", "X", "secret") == text + "secret");
  }
  CHECK(escape_dollars(builder, "$(X) costs $5", true) == "$$(X) costs $5");
}

TEST_CASE("a variable that is one secret refers to it, and a text around one goes through a variable of its own") {
  wiring::Container container;
  container.env = {{"PASSWORD", {secret("cart-db", "password")}, {}},
                   {"PLAIN", literal("8080"), {}},
                   {"URL", {literal("redis://:")[0], secret("cart-db", "password"), literal("@db:6379")[0]}, {}}};
  container.env[0].value[0].secret.optional = true;
  CHECK(list_of(container) ==
        "- name: PORTOLAN_CART_DB_PASSWORD\n"
        "  valueFrom:\n"
        "    secretKeyRef:\n"
        "      key: password\n"
        "      name: cart-db\n"
        "- name: PASSWORD\n"
        "  valueFrom:\n"
        "    secretKeyRef:\n"
        "      key: password\n"
        "      name: cart-db\n"
        "      optional: true\n"
        "- name: PLAIN\n"
        "  value: \"8080\"\n"
        "- name: URL\n"
        "  value: redis://:$(PORTOLAN_CART_DB_PASSWORD)@db:6379\n");
}

TEST_CASE("facts of the running pod come from its fields") {
  wiring::Container container;
  container.env = {{"ADVERTISED", {{.kind = Piece::Kind::pod_ip, .literal = {}, .secret = {}}, literal(":8080")[0]}, {}},
                   {"NODE", {{.kind = Piece::Kind::node_name, .literal = {}, .secret = {}}}, {}}};
  CHECK(list_of(container) ==
        "- name: PORTOLAN_POD_IP\n"
        "  valueFrom:\n"
        "    fieldRef:\n"
        "      fieldPath: status.podIP\n"
        "- name: ADVERTISED\n"
        "  value: $(PORTOLAN_POD_IP):8080\n"
        "- name: NODE\n"
        "  valueFrom:\n"
        "    fieldRef:\n"
        "      fieldPath: spec.nodeName\n");
}

TEST_CASE("two secrets whose names read the same get variables of their own") {
  wiring::Container container;
  container.env = {{"BOTH", {secret("a-b", "c"), literal(" ")[0], secret("a", "b-c")}, {}}, {"PORTOLAN_A_B_C_2", literal("mine"), {}}};
  CHECK(list_of(container) ==
        "- name: PORTOLAN_A_B_C\n"
        "  valueFrom:\n"
        "    secretKeyRef:\n"
        "      key: c\n"
        "      name: a-b\n"
        "- name: PORTOLAN_A_B_C_3\n"
        "  valueFrom:\n"
        "    secretKeyRef:\n"
        "      key: b-c\n"
        "      name: a\n"
        "- name: BOTH\n"
        "  value: $(PORTOLAN_A_B_C) $(PORTOLAN_A_B_C_3)\n"
        "- name: PORTOLAN_A_B_C_2\n"
        "  value: mine\n");
}

TEST_CASE("a container without variables has no list") { CHECK(list_of({}) == ""); }

}  // namespace portolan::kubernetes
