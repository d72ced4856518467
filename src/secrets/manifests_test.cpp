#include "secrets/manifests.h"

#include <doctest/doctest.h>
#include <fmt/core.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cctype>
#include <map>

#include "secrets/made_values.h"
#include "system/rsa_key.h"
#include "text/base64.h"

namespace portolan::secrets {

namespace {

const Owner shop{.app = "shop", .environment = ""};

std::string refusal(std::string_view content, bool ours = true) {
  const auto read = read_manifests(content, "s.yaml", shop, ours);
  return read ? "read" : read.error().message;
}

constexpr std::string_view secret_of_shop =
    "apiVersion: v1\nkind: Secret\nmetadata: {labels: {app.kubernetes.io/part-of: shop}, name: a, namespace: n}\n";

}  // namespace

TEST_SUITE("secrets") {
  TEST_CASE("manifests: what is written is read again, whatever the bytes") {
    CHECK(rc::check([](const std::map<std::pair<std::uint8_t, std::uint8_t>, std::string>& given) {
      Values values;
      for (const auto& [at, value] : given)
        values.put({fmt::format("n{}", at.first % 3), fmt::format("s{}", at.first)}, fmt::format("k.{}", at.second), value);
      const Owner owner{.app = "an-app", .environment = "prod"};
      const std::string text = write_manifests(values, owner);
      const auto read = read_manifests(text, "s.yaml", owner, true);
      RC_ASSERT(read.has_value());
      RC_ASSERT(read->objects() == values.objects());
      RC_ASSERT(write_manifests(*read, owner) == text);
    }));
  }

  TEST_CASE("manifests: a file that is not whole, not ours, or not of Secrets is refused without a word of what it holds") {
    const std::string start(secret_of_shop);
    CHECK(refusal(start + "data: {password: c2VjcmV0}\n# end\n") == "read");
    CHECK(refusal(start + "data: {password: c2VjcmV0}\n") == "s.yaml: the end is missing: its last line is not `# end`");
    CHECK(refusal(start + "data: {password: c2VjcmV0}\n", false) == "read");
    CHECK(refusal(start + "data: {password: secre}\n# end\n") == "s.yaml:4: the value of `password` is not base64");
    CHECK(refusal(start + "data: {password: [secret]}\n# end\n") == "s.yaml:4: `password` has no value");
    CHECK(refusal(start + "data: secret\n# end\n") == "s.yaml:4: `data` is no map");
    CHECK(refusal(start + "# end\n") == "s.yaml:1: Secret a holds nothing");
    CHECK(refusal("data: {password: \"secret\n# end\n").find("secret") == std::string::npos);
    CHECK(refusal("- secret\n# end\n") == "s.yaml:1: a document is no object of Kubernetes");
    CHECK(refusal("kind: Secret\n# end\n") == "s.yaml:1: a Secret without name and namespace");
    CHECK(refusal("kind: Secret\n", false) == "read");
    CHECK(refusal("") == "s.yaml: the end is missing: its last line is not `# end`");
  }

  TEST_CASE("made values: passwords are letters and digits of the length asked for, and no two are alike") {
    for (const std::uint32_t length : {1u, 8u, 32u, 500u}) {
      const auto one = make_password(length), other = make_password(length);
      REQUIRE(one);
      REQUIRE(other);
      CHECK(one->size() == length);
      CHECK(std::ranges::all_of(
          *one, [](const char c) { return std::string_view("_-").find(c) == std::string_view::npos && std::isalnum(c) != 0; }));
      if (length >= 8) CHECK(*one != *other);
    }
    const auto uuid = make_uuid();
    REQUIRE(uuid);
    CHECK(uuid->size() == 36);
    CHECK((*uuid)[14] == '4');
    CHECK(std::string_view("89ab").find((*uuid)[19]) != std::string_view::npos);
  }

  TEST_CASE("made values: the public half belongs to the private one") {
    const auto key = system::make_rsa_key();
    REQUIRE(key);
    CHECK(key->private_key.starts_with("-----BEGIN PRIVATE KEY-----\n"));
    CHECK(key->public_key.starts_with("-----BEGIN PUBLIC KEY-----\n"));
    CHECK(system::rsa_public_key(key->private_key).value() == key->public_key);
    CHECK_FALSE(system::rsa_public_key("-----BEGIN PRIVATE KEY-----\nnonsense\n-----END PRIVATE KEY-----\n").has_value());
  }

  TEST_CASE("base64: as RFC 4648 says, both ways, and nothing else is taken") {
    for (const auto& [plain, encoded] :
         {std::pair<const char*, const char*>{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}}) {
      CHECK(text::base64(plain) == encoded);
      CHECK(text::from_base64(encoded) == plain);
    }
    CHECK(text::from_base64("Zm9v\nYg==\n") == "foob");
    for (const char* wrong : {"Z", "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "=", "Zg==Zg==", "Zm 9v", "Zm9v-_"})
      CHECK_FALSE(text::from_base64(wrong).has_value());
    CHECK(rc::check([](const std::string& bytes) { RC_ASSERT(text::from_base64(text::base64(bytes)) == bytes); }));
  }
}

}  // namespace portolan::secrets
