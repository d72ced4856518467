#include <doctest/doctest.h>

#include <string>

#include "kubernetes/names.h"

namespace portolan::kubernetes {

TEST_CASE("label values are made of what labels may hold") {
  value::Builder builder;
  CHECK(label_value(builder, "1.4.2") == "1.4.2");
  CHECK(label_value(builder, "Team Shop/EU") == "Team-Shop-EU");
  CHECK(label_value(builder, "-x-") == "x");
  CHECK(label_value(builder, "???") == "");
  CHECK(label_value(builder, std::string(70, 'a')) == std::string(63, 'a'));
}

TEST_CASE("the tag of an image is found beside ports and digests") {
  CHECK(image_tag("nginx:1.27") == "1.27");
  CHECK(image_tag("localhost:5000/nginx") == "");
  CHECK(image_tag("localhost:5000/nginx:1@sha256:ab") == "1");
  CHECK(image_tag("nginx@sha256:ab") == "");
}

TEST_CASE("names that are too long end in a digest of themselves") {
  value::Builder builder;
  CHECK(limited_name(builder, "cart", "-files") == "cart-files");
  const std::string_view made = limited_name(builder, std::string(70, 'a'), "-files");
  CHECK(made.size() == 63);
  CHECK(made.ends_with("-files"));
  CHECK(made != limited_name(builder, std::string(71, 'a'), "-files"));
  CHECK(port_name(builder, "http-management") == "http-management");
  CHECK(port_name(builder, "http-management2").size() <= 15);
}

TEST_CASE("volumes and keys are named by their paths") {
  value::Builder builder;
  CHECK(volume_name(builder, "/var/lib/Data_1/") == "var-lib-data-1");
  CHECK(volume_name(builder, "/") == "root");
  CHECK(file_key(builder, "/etc/nginx/nginx.conf") == "etc-nginx-nginx.conf");
}

TEST_CASE("a key says none of the words by which scanners find secrets") {
  value::Builder builder;
  for (const char* path : {"/etc/compass.yaml", "/etc/Keycloak.conf", "/run/token", "/a/EMAIL"}) {
    CAPTURE(path);
    CHECK(file_key(builder, path).starts_with("file-"));
    CHECK(file_key(builder, path).size() == 13);
  }
}

}  // namespace portolan::kubernetes
