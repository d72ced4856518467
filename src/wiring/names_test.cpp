#include "wiring/names.h"

#include "support/wired.h"

namespace portolan::wiring {

using tests::Wired;

TEST_CASE("a bare name is the one of the same namespace, else the only one of that name") {
  const Wired one(R"(services:
  web: {image: "a:1", calls: [cart, pay], ports: {http: 8080}}
  cart: {image: "a:1", ports: {grpc: 7070}}
  cart.other: {image: "a:1", ports: {grpc: 7071}}
  pay.other: {image: "a:1", ports: {grpc: 5050}, calls: [cart]}
)");
  CHECK(one.said() == "");
  CHECK(one.links() == "pay calls cart.other:7071\nweb calls pay:5050\nweb calls cart.shop:7070\n");
  CHECK(one.party("cart.shop").name == "cart");
}

TEST_CASE("a name that may mean several is refused with the candidates") {
  const Wired one(R"(services:
  web: {image: "a:1", calls: [cart], ports: {http: 8080}}
  cart.one: {image: "a:1", ports: {grpc: 7070}}
  cart.two: {image: "a:1", ports: {grpc: 7070}}
)");
  CHECK(one.said() ==
        "P0404 4: `cart` may mean several: none is in namespace `shop` and other namespaces have 2 (write `cart.one` or `cart.two`)\n");
}

TEST_CASE("a name that nothing has is refused with the nearest one, or with what to do") {
  const Wired one(R"(services:
  web: {image: "a:1", calls: [card, elsewhere, cart.two], uses: [dbb], ports: {http: 8080}}
  cart: {image: "a:1", ports: {grpc: 7070}}
stores: {db: {kind: redis}}
)");
  CHECK(one.said() ==
        "P0403 4: there is no service or external named `card` (did you mean `cart`?)\n"
        "P0403 4: there is no service or external named `elsewhere` (declare it, as an external if it is not part of this application)\n"
        "P0403 4: there is no service or external named `cart` in namespace `two` (there is `cart.shop`)\n"
        "P0403 4: there is no store or broker named `dbb` (did you mean `db`?)\n");
}

TEST_CASE("the verb says which kind of thing is meant") {
  const Wired one(R"(services:
  web: {image: "a:1", calls: [db], uses: [cart], ports: {http: 8080}}
  cart: {image: "a:1", ports: {grpc: 7070}}
stores: {db: {kind: redis}}
)");
  CHECK(one.said() ==
        "P0405 4: `db` is a store, which `calls` does not take (write it under `uses`)\n"
        "P0405 4: `cart` is a service, which `uses` does not take (write it under `calls`)\n");
}

TEST_CASE("services, stores, externals and aliases of one namespace have one name space") {
  const Wired one(R"(services:
  db: {image: "a:1", ports: {grpc: 7070}}
  api: {image: "a:1", ports: {grpc: 7070}, aliases: [mail, api.two]}
  api.two: {image: "a:1", ports: {grpc: 7070}}
stores: {db: {kind: redis}}
externals: {mail: "smtp://mail.example.com"}
)");
  CHECK(one.said() ==
        "P0401 6: `api` is an alias of the service `api` and a service in namespace `two` (rename one of them or put it into another "
        "namespace: both would be the same host name)\n"
        "P0401 7: `db` is a service and a store in namespace `shop` (rename one of them or put it into another namespace: both would be "
        "the same host name)\n"
        "P0401 8: `mail` is an alias of the service `api` and an external in namespace `shop` (rename one of them or put it into another "
        "namespace: both would be the same host name)\n");
}

TEST_CASE("words of the language are no names") {
  const Wired one(R"(services: {pod: {image: "a:1", ports: {http: 8080}}}
)");
  CHECK(one.said() ==
        "P0402 3: the service `pod` has a name that the language itself uses (rename it; `pod` means something else in references and "
        "targets)\n");
}

}  // namespace portolan::wiring
