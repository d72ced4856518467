#include "language/table.h"

#include <doctest/doctest.h>

#include <string>

#include "language/forms.h"
#include "language/habits.h"

namespace portolan::language {
namespace {

TEST_CASE("a record finds each of its keys and no other") {
  for (const Record& record : records()) {
    for (const Key& key : record.keys) CHECK(record.find(key.name) == &key);
    CHECK(record.find("no-such-key") == nullptr);
    CHECK(record.find("") == nullptr);
  }
}

TEST_CASE("included records bring their keys, except those taken out") {
  CHECK(find_record("Version")->find("image") != nullptr);
  CHECK(find_record("Version")->find("weight") != nullptr);
  CHECK(find_record("Version")->find("ports") == nullptr);
  CHECK(find_record("Environment")->find("services") != nullptr);
  CHECK(find_record("Environment")->find("app") == nullptr);
  CHECK(find_record("Port")->find("timeout") != nullptr);
  CHECK(find_record("Nothing") == nullptr);
}

TEST_CASE("a type is a union of words, forms, a record, a list and a map") {
  const Type& expose = *find_record("Service")->find("expose")->type;
  CHECK(expose.expression == "none | host | Expose | list<host | Expose>");
  CHECK(expose.has_word("none"));
  CHECK(expose.record == find_record("Expose"));
  CHECK(expose.list->record == find_record("Expose"));
  const Type& ports = *find_record("Service")->find("ports")->type;
  CHECK(ports.map->limits.high == 65535);
  CHECK(accepts(*ports.map, "80:8080"));
  CHECK_FALSE(accepts(*ports.map, "http"));
  CHECK(find_record("Service")->find("calls")->type->links);
  CHECK(find_record("Service")->find("args")->type->command);
}

TEST_CASE("a short form stands for a key of its record") {
  CHECK(find_record("Use")->short_key == find_record("Use")->find("access"));
  CHECK(find_record("Health")->short_form == ShortForm::health);
  CHECK(find_record("Service")->short_form == ShortForm::none);
}

TEST_CASE("habits and rules are found by name") {
  CHECK(std::string(find_habit("Service", "environment")->rename) == "env");
  CHECK(find_habit("Server", "depends_on")->code == "P0223");
  CHECK(find_habit("Chart", "depends_on") == nullptr);
  CHECK(is_camel_case("imagePullPolicy"));
  CHECK_FALSE(is_camel_case("image-pull"));
  CHECK(find_rule("writable-root") != nullptr);
  CHECK(find_rule("privileged") == nullptr);
}

}  // namespace
}  // namespace portolan::language
