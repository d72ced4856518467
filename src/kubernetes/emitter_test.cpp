#include <doctest/doctest.h>

#include "kubernetes/wiring_fixture.h"

namespace portolan::kubernetes {

using fixture::Application;

TEST_CASE("a service is one file with everything it needs, in the order in which it is applied") {
  Application app;
  const auto cart = app.service("cart", {fixture::port("http", 80, 8080)});
  const auto web = app.service("web", {fixture::port("http", 80, 8080)});
  app.flow(web, cart, 8080);
  app.dns(cart);
  app.dns(web);
  CHECK(fixture::file(app.wiring(), "cart.yaml") == "");
}

TEST_CASE("namespaces and what is shared come first") {
  Application app;
  app.service("cart");
  CHECK(fixture::file(app.wiring(), "00-namespaces.yaml") + fixture::file(app.wiring(), "10-shared.yaml") == "");
}

}  // namespace portolan::kubernetes
