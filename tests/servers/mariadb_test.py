"""MariaDB: what accounts hold is what links say, by the server's own tables of privileges; what they do, a real client tries."""

import contextlib
import subprocess

import MySQLdb

from running import ALONE, free_port, started, temporary_folder

ENVIRONMENTS = ["second"]
AS_ITSELF = [word if word != "--map-root-user" else "--map-user=mysql" for word in ALONE]
AS_ITSELF.insert(AS_ITSELF.index("--map-user=mysql") + 1, "--map-group=mysql")
SHOP, ODD, SHARED = "shop_1", "o'd%`\\_\"ü", "o'd\"d\\n` ä%_"
READ, WRITE = {"SELECT"}, {"SELECT", "INSERT", "UPDATE", "DELETE"}
# account → what it may do to a table: of the shop, another one of it, of a database that a pattern would reach, of the odd one.
FIRST = {"owns": [WRITE, WRITE, set(), set()], "reads": [READ, READ, set(), set()], "reads-some": [READ, set(), set(), set()],
         "writes": [WRITE, WRITE, set(), set()], "writes-some": [WRITE, set(), set(), set()], "reads-odd": [set(), set(), set(), READ],
         "grants": [READ, READ, set(), set()], SHARED: [READ, READ, set(), set()], "monitors": [set()] * 4}
SECOND = {**FIRST, "owns": FIRST["reads"], "writes": FIRST["reads"], "monitors": FIRST["reads"], "administers": FIRST["reads"]}
SECOND["writes-some"] = FIRST["reads-some"]
del SECOND["reads"]
AROUND = ["CREATE USER mine", "CREATE DATABASE mine", "SELECT * FROM mysql.global_priv", "SELECT * FROM portolan_access.account", "SET GLOBAL max_connections = 5",
          "SELECT 1 INTO OUTFILE '/tmp/portolan-x'", "CALL portolan_access.take_back()", "GRANT SELECT ON *.* TO CURRENT_USER", "SHUTDOWN", "FLUSH TABLES",
          "DROP DATABASE portolan_access", "INSTALL SONAME 'x'", "LOAD DATA INFILE '/etc/passwd' INTO TABLE shop_1.orders", "CREATE TABLE shopX1.mine (id int)",
          "SHOW GRANTS FOR root@localhost", "SET PASSWORD FOR root@localhost = ''", "CHANGE MASTER TO MASTER_HOST = 'x'", "SET ROLE mine", "RESET MASTER",
          "CREATE FUNCTION f RETURNS INTEGER SONAME 'x.so'"]
CHANGES = ["CREATE TABLE shop_1.mine (id int)", "DROP TABLE shop_1.orders", "ALTER TABLE shop_1.orders ADD mine int", "TRUNCATE shop_1.orders",
           "CREATE VIEW shop_1.mine AS SELECT 1", "CREATE TRIGGER shop_1.mine BEFORE INSERT ON shop_1.orders FOR EACH ROW SET @a = 1",
           "CREATE PROCEDURE shop_1.mine() SELECT 1", "CREATE TEMPORARY TABLE shop_1.mine (id int)", "CREATE EVENT shop_1.mine ON SCHEDULE EVERY 1 DAY DO SELECT 1"]


class Mariadb:
    def __init__(self, folder, port):
        self.folder, self.port = folder, port

    def apply(self, script):
        subprocess.run(["mariadb", "--no-defaults", "-S", self.folder / "s", "-u", "root"], input=script.encode(), check=True, capture_output=True, timeout=60)

    def connect(self, user="root", password=None):
        place = {"unix_socket": str(self.folder / "s")} if password is None else {"host": "127.0.0.1", "port": self.port, "passwd": password}
        return MySQLdb.connect(user=user, connect_timeout=10, read_timeout=20, charset="utf8mb4", autocommit=True, **place)


@contextlib.contextmanager
def mariadb(folder):
    port, data = free_port(), folder / "data"
    subprocess.run([*AS_ITSELF, "mariadb-install-db", "--no-defaults", f"--datadir={data}", "--auth-root-authentication-method=normal", "--skip-test-db"],
                   check=True, capture_output=True, timeout=100)
    with started([*AS_ITSELF, "mariadbd", "--no-defaults", f"--datadir={data}", f"--socket={folder}/s", "--bind-address=127.0.0.1", f"--port={port}",
                  f"--pid-file={folder}/p", "--skip-name-resolve"], "ready for connections", alone=[]):
        yield Mariadb(folder, port)


def quoted(name):
    return "`" + name.replace("`", "``") + "`"


def tries(connection, statement):
    try:
        with contextlib.closing(connection.cursor()) as cursor:
            cursor.execute(statement)
        return None
    except MySQLdb.Error as error:
        return error.args[0]


def perform(server, password, expected, when, report):
    tables = [f"{SHOP}.orders", f"{SHOP}.hidden", "shopX1.orders", f"{quoted(ODD)}.t"]
    for account, rights in expected.items():
        with contextlib.closing(server.connect(account, password[account])) as connection:
            for table, may in zip(tables, rights):
                for privilege, statement in (("SELECT", f"SELECT * FROM {table}"), ("INSERT", f"INSERT INTO {table} VALUES (1)"),
                                             ("UPDATE", f"UPDATE {table} SET id = 2"), ("DELETE", f"DELETE FROM {table} WHERE id = 7")):
                    code = tries(connection, statement)
                    needs = {privilege, "SELECT"} if privilege == "DELETE" else {privilege}
                    report(code == (None if needs <= may else 1142), f"mariadb, {when}: {account}: {statement}: {code}")
            for statement in AROUND + ([] if account == "owns" and when == "first" else CHANGES):
                code = tries(connection, statement)
                report(code is not None, f"mariadb, {when}: {account}: {statement}")


def run(answer, report):
    (first,), (second,) = answer["servers"], answer["environments"]["second"]["servers"]
    report(not first["problems"] and not second["problems"], f"mariadb: everything can be said, but {first['problems']} {second['problems']}")
    password = {one["user"]: one["password"] for one in first["accounts"]}
    report(set(password) == set(FIRST) | {"administers"}, "mariadb: the rights of every account of the chart are known to the test")
    with temporary_folder() as folder, mariadb(folder) as server:
        server.apply(first["files"]["access.sql"])
        with contextlib.closing(server.connect("owns", password["owns"])) as owner:
            for statement in ("CREATE TABLE shop_1.orders (id int)", "CREATE TABLE shop_1.hidden (id int)", "ALTER TABLE shop_1.hidden ADD x int", "ALTER TABLE shop_1.hidden DROP x"):
                report(tries(owner, statement) is None, f"mariadb: owns: {statement}")
        with contextlib.closing(server.connect()) as root:
            for statement in ("CREATE DATABASE shopX1", "CREATE TABLE shopX1.orders (id int)", f"CREATE TABLE {quoted(ODD)}.t (id int)"):
                report(tries(root, statement) is None, f"mariadb: root: {statement}")
        perform(server, password, FIRST, "first", report)
        server.apply(first["files"]["access.sql"])
        in_use = server.connect("reads", password["reads"])
        with contextlib.closing(server.connect("administers", password["administers"])) as admin:
            report(tries(admin, "CREATE USER mine") is None and tries(admin, "SELECT * FROM mysql.global_priv") is None, "mariadb: administers")
        server.apply(second["files"]["access.sql"])
        report(tries(in_use, "SELECT 1") is not None, "mariadb: who is gone is still connected")
        try:
            server.connect("reads", password["reads"]).close()
            report(False, "mariadb: who is gone is let in")
        except MySQLdb.Error:
            report(True, "")
        perform(server, {one["user"]: one["password"] for one in second["accounts"]}, SECOND, "second", report)
