#include "support/loaded.h"

namespace portolan::chart {

using tests::Loaded;

TEST_CASE("a secret has one source") {
  const Loaded one(R"(secrets:
  a: {env: A, file: b}
  b: {generate: password, length: 4, remote: "x#y"}
  c: {cluster: s/k, keys: {user: {env: U}, password: {env: P, generate: password}}}
  d: {keys: {user: {env: U}}}
  e: {built-in: x}
)");
  CHECK(one.said() ==
        "P0326 4: `secrets.a` has two sources, `env` and `file` (a value comes from one place: remove the others; what an environment "
        "says replaces the source)\n"
        "P0326 5: `secrets.b` has two sources, `remote` and `generate` (a value comes from one place: remove the others; what an "
        "environment says replaces the source)\n"
        "P0326 6: the secret `c` has `keys` and a source of its own (with `keys` each of them says its source)\n"
        "P0326 6: `secrets.c` has two sources, `env` and `generate` (a value comes from one place: remove the others; what an "
        "environment says replaces the source)\n");
}

TEST_CASE("what an environment says of a secret is merged, and another source replaces the first") {
  const Loaded one(R"(secrets:
  a: {env: A, optional: true}
  b: {generate: password}
  c: {generate: password, length: 40}
  d: {keys: {user: {env: U}, password: {generate: password}}}
  e: {env: E}
environments:
  prod:
    secrets:
      a: {remote: "shop/a"}
      b: {length: 64}
      c: {keys: {one: {env: ONE}}, length: null}
      d: {keys: {password: {file: p.txt}}}
      e: null
)",
                   "prod");
  CHECK(one.said() == "");
  const auto& secrets = one.chart->secrets;
  REQUIRE(secrets.size() == 4);
  CHECK(secrets[0].source.kind == SecretSource::Kind::remote);
  CHECK(secrets[0].source.detail == "shop/a");
  CHECK(secrets[0].optional);
  CHECK(secrets[1].source.kind == SecretSource::Kind::generate);
  CHECK(secrets[1].source.length == 64);
  CHECK(secrets[2].source.kind == SecretSource::Kind::none);
  CHECK(secrets[2].keys.at("one").detail == "ONE");
  CHECK(secrets[3].keys.at("user").detail == "U");
  CHECK(secrets[3].keys.at("password").kind == SecretSource::Kind::file);
}

TEST_CASE("a generated password may be of any length") {
  const Loaded one("secrets: {pin: {generate: password, length: 4}, long: {generate: password, length: 4096}}\n");
  CHECK(one.said() == "");
  CHECK(one.chart->secrets[0].source.length == 4096);
  CHECK(one.chart->secrets[1].source.length == 4);
}

}  // namespace portolan::chart
