#include "access/mysql_access.h"

#include <doctest/doctest.h>

#include "support/known_passwords.h"
#include "support/wired.h"

namespace portolan::access {

TEST_SUITE("access") {
  TEST_CASE("mariadb: users, grants and what is wanted, in the client's words") {
    const tests::Wired one(R"(
defaults: {services: {image: a/b:1, health: none}}
services:
  cart: {uses: {db: {access: own}}}
  list: {uses: {db: {access: read, only: [orders]}}}
stores: {db: {kind: mariadb, databases: {shop: {name: my_shop}}}}
)");
    const auto index = static_cast<std::uint32_t>(&one.party("db") - one.wiring.parties.data());
    tests::KnownPasswords known(one.wiring);
    known.previous = "before";
    const Access access = render(one.wiring, index, known);
    CHECK(access.problems.empty());
    REQUIRE(access.files.size() == 1);
    std::string text = access.files[0].text;
    const std::size_t at = text.find(mysql_procedures);
    REQUIRE(at != std::string::npos);
    text.erase(at, mysql_procedures.size());
    CHECK(text == R"sql(-- Accounts and rights, made from the chart. The client of the server runs this as root, again whenever it changes.
SET NAMES utf8mb4;
SET SESSION sql_mode = '';
CREATE DATABASE IF NOT EXISTS `my_shop`;
INSERT INTO wanted VALUES ('cart', false);
INSERT INTO wanted VALUES ('list', false);
CALL portolan_access.refuse_foreign();
CREATE USER IF NOT EXISTS 'cart'@'%' IDENTIFIED VIA mysql_native_password USING '*322847F60629908523FFDB50F272FCB0E9866575' OR mysql_native_password USING '*D3A47D3D31581642ADDEE16B11C9FAA0847B549F';
ALTER USER 'cart'@'%' IDENTIFIED VIA mysql_native_password USING '*322847F60629908523FFDB50F272FCB0E9866575' OR mysql_native_password USING '*D3A47D3D31581642ADDEE16B11C9FAA0847B549F' ACCOUNT UNLOCK;
CREATE USER IF NOT EXISTS 'list'@'%' IDENTIFIED VIA mysql_native_password USING '*FB31D8FBC7A09D3ADA2E3F9F5E0BF349F2AE6B33' OR mysql_native_password USING '*D3A47D3D31581642ADDEE16B11C9FAA0847B549F';
ALTER USER 'list'@'%' IDENTIFIED VIA mysql_native_password USING '*FB31D8FBC7A09D3ADA2E3F9F5E0BF349F2AE6B33' OR mysql_native_password USING '*D3A47D3D31581642ADDEE16B11C9FAA0847B549F' ACCOUNT UNLOCK;
GRANT ALL ON `my\_shop`.* TO 'cart'@'%';
GRANT SELECT, CREATE ON `my_shop`.`orders` TO 'list'@'%';
INSERT INTO granted VALUES ('cart', 'my\\_shop', '', 'ALL');
INSERT INTO granted VALUES ('list', 'my_shop', 'orders', 'SELECT');
CALL portolan_access.take_back();
)sql");
  }

  TEST_CASE("mysql: names as it reads them") {
    CHECK(mysql_identifier("a`b") == "`a``b`");
    CHECK(mysql_pattern("my_shop%\\") == "my\\_shop\\%\\\\");
    CHECK(mysql_literal("o'd\\") == "'o''d\\\\'");
  }
}

}  // namespace portolan::access
