#include "system/bcrypt.h"

#include <doctest/doctest.h>

#include <crypt.h>

#include <string>

namespace portolan::system {

TEST_CASE("bcrypt: a text that checks against its password alone, and is the same each time") {
  const std::string hash = bcrypt("correct horse", "nats shop", 4);
  CHECK(hash.size() == 60);
  CHECK(hash.starts_with("$2a$04$"));
  CHECK(hash == bcrypt("correct horse", "nats shop", 4));
  CHECK(hash != bcrypt("correct horse", "nats mail", 4));
  CHECK(bcrypt("x", "y", 10).starts_with("$2a$10$"));
  // The hash is its own setting.
  crypt_data state{};
  CHECK(std::string(crypt_r("correct horse", hash.c_str(), &state)) == hash);
  CHECK(std::string(crypt_r("correct horsf", hash.c_str(), &state)) != hash);
}

}  // namespace portolan::system
