#include "wiring/files.h"

#include "support/wired.h"

namespace portolan::wiring {

using tests::Wired;

TEST_CASE("files are copied as they are, folders with all that is below them") {
  const Wired one(
      R"(services:
  a:
    image: a:1
    health: none
    files:
      /etc/a.conf: conf/a.conf
      /etc/d/: conf/d/
      /run.sh: {from: run.sh, mode: "0555"}
)",
      {}, {},
      {{"conf/a.conf", "x=${HOME} $y\n"}, {"conf/d/one", "1"}, {"conf/d/deep/two", std::string("\0\1", 2)}, {"run.sh", "#!/bin/sh\n"}});
  CHECK(one.said() == "");
  const auto& files = one.workload("a").files;
  REQUIRE(files.size() == 4);
  CHECK(files[0].content == "x=${HOME} $y\n");
  CHECK(files[1].path == "/etc/d/deep/two");
  CHECK(files[1].binary);
  CHECK(files[2].path == "/etc/d/one");
  CHECK(files[3].mode == 0555);
}

TEST_CASE("texts are filled in, with secrets apart") {
  const Wired one(R"(services:
  a:
    image: a:1
    ports: {http: 8080}
    uses: [db]
    files:
      /plain: {text: "port=${self.port}\n"}
      /secret: {text: "url=${db.url}\n"}
stores: {db: {kind: postgres}}
)");
  CHECK(one.said() == "");
  const auto& files = one.workload("a").files;
  CHECK(files.at(0).content == "port=8080\n");
  CHECK(files.at(1).secret());
  CHECK(Wired::written(files.at(1).filled) == "url=postgres://<a-to-db/user>:<a-to-db/password>@db:5432/db\n");
  CHECK(!one.workload("a").waivers.contains("secrets-in-env"));
}

TEST_CASE("what is not there and what is too much") {
  const Wired one(R"(services:
  a: {image: "a:1", health: none, files: {/x: missing.conf}}
  b: {image: "a:1", health: none, files: {/x: big, /y: big}}
)",
                  {}, {}, {{"big", std::string(600 * 1024, 'x')}});
  const std::string said = one.said();
  CHECK(said.find("P0428 4: a file of `a` cannot be had: cannot read") == 0);
  CHECK(said.find("P0425 5: the files of `b` are 1200 KiB in all; an object of Kubernetes holds 1024 (put them into a store of `kind: "
                  "volume` with `seed`, or into the image)") != std::string::npos);
}

}  // namespace portolan::wiring
