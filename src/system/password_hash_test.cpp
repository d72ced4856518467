#include "system/password_hash.h"

#include <doctest/doctest.h>

namespace portolan::system {

TEST_SUITE("system") {
  TEST_CASE("passwords as servers keep them") {
    // What Python's hashlib.pbkdf2_hmac and hmac make of the same salt.
    CHECK(scram_sha_256_verifier("cart", "secret") ==
          "SCRAM-SHA-256$4096:OvZKBLW5rZ6M8TjCoNYPpg==$l3fVVcgrLzO2j8VC34tq6UqGKrGESFa7ixkVEbjd9uM=:"
          "I1r3G0LJ9U7kR43Z1FFVCJgfZO1t/XTHZjGBHia/mZ8=");
    CHECK(scram_sha_256_verifier("cart", "secret") != scram_sha_256_verifier("mail", "secret"));
    // A program of its own that gives the published example of this hash gives this one too.
    CHECK(caching_sha2_hash("cart", "secret") ==
          "$A$005$VlS\x0E~#F\x19"
          "0P\x0FT\x02"
          "B*^(\"0\x0Frfe"
          "HIQxBS2t8zSKYAm1Hmo8lvu2J0hzrSHlGFcBqii5");
    CHECK(mysql_native_hash("password") == "*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19");
  }
}

}  // namespace portolan::system
