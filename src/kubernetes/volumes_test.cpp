#include <doctest/doctest.h>

#include "kubernetes/volumes.h"
#include "kubernetes/wiring_fixture.h"
#include "text/base64.h"

namespace portolan::kubernetes {

using fixture::Application;
using fixture::document;
using wiring::Volume;

namespace {

struct Made {
  std::string volumes, mounts, claims;
};

Made made(Application& app, const wiring::Workload& workload, bool sidecar = false) {
  const wiring::Wiring& wiring = app.wiring();
  const Index index(wiring);
  value::Builder builder;
  Scope scope{wiring, index, builder};
  const PodVolumes volumes(scope, workload);
  const auto text = [](const value::Value* tree) {
    std::string out;
    value::emit_yaml(*tree, out);
    return out;
  };
  return {text(volumes.volumes()), text(volumes.mounts(scope, sidecar ? workload.sidecars[0] : workload.main, sidecar)),
          text(volumes.claim_templates())};
}

wiring::File file(std::string path, std::string content, std::string folder = "") {
  wiring::File made;
  made.path = std::move(path);
  made.content = std::move(content);
  made.folder = std::move(folder);
  return made;
}

Volume volume(Volume::Kind kind, std::string path, std::string size) {
  Volume made;
  made.kind = kind;
  made.path = std::move(path);
  made.size = std::move(size);
  return made;
}

}  // namespace

TEST_CASE("a single file is laid among the image's own, a whole folder replaces the image's") {
  Application app;
  wiring::Workload& cart = app.workload(app.service("cart"));
  cart.files = {file("/etc/nginx/nginx.conf", "events {}\n"), file("/srv/www/a.txt", "a", "/srv/www/"),
                file("/srv/www/sub/b.txt", "b", "/srv/www/")};
  cart.files[2].mode = 0555;
  const Made said = made(app, cart);
  CHECK(said.volumes == R"(- name: portolan-files
  configMap:
    defaultMode: 292
    name: cart-files
- name: portolan-folder-srv-www
  projected:
    defaultMode: 292
    sources:
    - configMap:
        items:
        - key: srv-www-a.txt
          mode: 292
          path: a.txt
        - key: srv-www-sub-b.txt
          mode: 365
          path: sub/b.txt
        name: cart-files
)");
  CHECK(said.mounts == R"(- mountPath: /etc/nginx/nginx.conf
  name: portolan-files
  readOnly: true
  subPath: etc-nginx-nginx.conf
- mountPath: /srv/www
  name: portolan-folder-srv-www
  readOnly: true
)");
  const std::string map = document(app.wiring(), "cart.yaml", "ConfigMap", "cart-files");
  CHECK(map.substr(0, map.find("kind:")) == R"(---
apiVersion: v1
data:
  etc-nginx-nginx.conf: |
    events {}
  srv-www-a.txt: a
  srv-www-sub-b.txt: b
)");
}

TEST_CASE("pods roll when a file changes, and only then") {
  Application app;
  wiring::Workload& cart = app.workload(app.service("cart"));
  const auto checksum = [&] {
    const std::string said = document(app.wiring(), "cart.yaml", "Deployment", "cart");
    const std::size_t at = said.find("checksum/files: ");
    return at == std::string::npos ? std::string() : said.substr(at + 16, 16);
  };
  CHECK(checksum() == "");
  cart.files = {file("/etc/a.conf", "one")};
  const std::string first = checksum();
  CHECK(first.size() == 16);
  CHECK(checksum() == first);
  cart.files[0].content = "two";
  CHECK(checksum() != first);
}

TEST_CASE("a filled file comes from the Secret that holds it, readable by the pod's group alone") {
  Application app;
  wiring::Workload& cart = app.workload(app.service("cart"));
  cart.files = {file("/etc/app/app.ini", "")};
  cart.files[0].filled = {fixture::secret("cart-db", "password")};
  cart.files[0].rendered = {.secret = "cart-rendered", .key = "app.ini"};
  const Made said = made(app, cart);
  CHECK(said.volumes == R"(- name: portolan-files-cart-rendered
  secret:
    defaultMode: 288
    items:
    - key: app.ini
      mode: 288
      path: app.ini
    secretName: cart-rendered
)");
  CHECK(document(app.wiring(), "cart.yaml", "ConfigMap", "cart-files") == "");
}

TEST_CASE("a file that is no text is kept as bytes, and a key that scanners would read is a digest") {
  Application app;
  wiring::Workload& cart = app.workload(app.service("cart"));
  cart.files = {file("/opt/tokens", std::string("\0\xff", 2))};
  cart.files[0].binary = true;
  const std::string map = document(app.wiring(), "cart.yaml", "ConfigMap", "cart-files");
  CHECK(map.find("binaryData:\n  file-") != std::string::npos);
  CHECK(map.find(": AP8=\n") != std::string::npos);
  CHECK(text::base64("") == "");
  CHECK(text::base64("f") == "Zg==");
  CHECK(text::base64("fo") == "Zm8=");
  CHECK(text::base64("foo") == "Zm9v");
}

TEST_CASE("storage of every kind, and a /tmp of its own for a sidecar") {
  Application app;
  wiring::Workload& cart = app.workload(app.service("cart"));
  cart.volumes = {volume(Volume::Kind::memory, "/cache", "16Mi"), volume(Volume::Kind::kept, "/data", "10Gi"),
                  volume(Volume::Kind::temporary, "/tmp", "64Mi"), volume(Volume::Kind::shared, "/uploads", ""),
                  volume(Volume::Kind::secret, "/run/tls", "")};
  cart.volumes[2].rule_made = true;
  cart.volumes[3].claim = "uploads";
  cart.volumes[3].read_only = true;
  cart.volumes[4].secret = "cart-tls";
  cart.sidecars.push_back(cart.main);
  cart.sidecars[0].name = "proxy";
  const Made said = made(app, cart, true);
  CHECK(said.claims == R"(- metadata:
    name: data
  spec:
    accessModes:
    - ReadWriteOnce
    resources:
      requests:
        storage: 10Gi
)");
  CHECK(said.volumes == R"(- name: cache
  emptyDir:
    medium: Memory
    sizeLimit: 16Mi
- name: tmp
  emptyDir:
    sizeLimit: 64Mi
- name: tmp-proxy
  emptyDir:
    sizeLimit: 64Mi
- name: uploads
  persistentVolumeClaim:
    claimName: uploads
- name: run-tls
  secret:
    defaultMode: 288
    secretName: cart-tls
)");
  CHECK(said.mounts == R"(- mountPath: /cache
  name: cache
- mountPath: /data
  name: data
- mountPath: /run/tls
  name: run-tls
  readOnly: true
- mountPath: /tmp
  name: tmp-proxy
- mountPath: /uploads
  name: uploads
  readOnly: true
)");
}

}  // namespace portolan::kubernetes
