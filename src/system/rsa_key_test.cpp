#include "system/rsa_key.h"

#include <doctest/doctest.h>

namespace portolan::system {

TEST_CASE("a key pair belongs together, and a key with a pass phrase is refused without asking for it") {
  const auto made = make_rsa_key();
  REQUIRE(made);
  CHECK(made->private_key.starts_with("-----BEGIN PRIVATE KEY-----\n"));
  CHECK(rsa_public_key(made->private_key) == made->public_key);
  constexpr const char* locked = R"(-----BEGIN ENCRYPTED PRIVATE KEY-----
MIIBvTBXBgkqhkiG9w0BBQ0wSjApBgkqhkiG9w0BBQwwHAQIdqgJ8tPCGpwCAggA
MAwGCCqGSIb3DQIJBQAwHQYJYIZIAWUDBAEqBBARdbMpbhurcTFc8hLjZlrLBIIB
YKOQvtf8zC5m1/qQObQnh5buK7FCU0XKNNl6P/jXVSVuOijQx2Pf4g5+cBO5lgWo
bF+B5W8AS8HBJqJaNpYKMRYYc772B7zN6cIq4oXIP58COWKJrs5Cv587SsBnBGen
he243LGWvQIQBQY8zCFs2V8KBbGKtm/kII5XkbyuCblWJSkJVuYZr3OdaZ+Vqihf
O8iZ8x1qKYEr/DQxoddF9+UU+GsUjvA8KaXPk8cHbXurr2LtYlFJUoHj+SsJ1xfq
0ZhhpbkMwdBNx5AjVN1vhYKrf3QcypANNmDnLXO/1cWHhdPbrY8EIW486X75lA6c
vx2HB0iK5ZHlH//bqnxmzDty7DUcVjTk4/zsPW1ql80jYyEgh7uIy2SiHMFZOC9L
TujmqJrIVRR3p81uYibCV1fv1V4LoyVdE88Gj8TBbsndYEr2Uey/C1SpdsbZMqAq
tSnodAFegkz3XzdWUjTdvLE=
-----END ENCRYPTED PRIVATE KEY-----)";
  const auto refused = rsa_public_key(locked);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message == "it is no private key in PEM without a pass phrase");
  CHECK_FALSE(rsa_public_key("no key"));
}

}  // namespace portolan::system
