"""PostgreSQL: every right of a link works for its account, and everything else that the server knows is refused.

What may be done is asked of the server itself, for every account, object and privilege that it lists; what accounts do is done by
libpq. Objects are made by owners after access was applied, as programs do."""

import contextlib

import psycopg2

from postgres_server import postgres, rows
from running import temporary_folder

ENVIRONMENTS = ["second"]
READ, WRITE, ALL = {"SELECT"}, {"SELECT", "INSERT", "UPDATE", "DELETE"}, None
SHOP, WIKI, ODD = "shop", "wiki", "host=evil '\"\\%;\n--ü"
SHARED = "o'd\"d $1; \\ näme"
ODD_SCHEMA, ODD_TABLE = "s.\"c';h%\\e\nma", "ta'b\"l;e\n%"


def right(database, privileges, schema=None, only=None, extra=(), on_database=(), owner=False):
    return {"database": database, "privileges": privileges, "schema": schema, "only": only, "extra": set(extra), "on_database": set(on_database),
            "owner": owner, "sequences": privileges is WRITE}


def owns(database, schema=None):
    return right(database, ALL, schema, owner=True, on_database=() if schema else {"CREATE", "TEMPORARY"})


# ALL that a superuser may is everything.
RIGHTS = {
    "owns": [owns(SHOP)], "owns-too": [owns(SHOP)], "owns-schema": [owns(SHOP, "stock")], "owns-public": [owns(WIKI, "public")],
    "reads": [right(SHOP, READ)], "reads-schema": [right(SHOP, READ, "stock")],
    "reads-some": [right(SHOP, READ, only={("public", "orders"), ("stock", "items"), ("public", "later")})],
    "writes": [right(SHOP, WRITE)], "writes-schema": [right(SHOP, WRITE, "stock")],
    "writes-some": [right(SHOP, WRITE, only={("public", "orders"), ("public", "later")})],
    "writes-two": [right(SHOP, WRITE, "stock"), right(WIKI, READ)],
    "reads-all": [right(SHOP, READ), right(WIKI, READ), right(ODD, READ)],
    "grants": [right(SHOP, READ, extra={"TRUNCATE"}, on_database={"TEMPORARY"})],
    SHARED: [right(SHOP, READ), right(SHOP, WRITE, "stock")],
    "odd-owns": [owns(ODD)], "odd-reads": [right(ODD, READ, ODD_SCHEMA, only={(ODD_SCHEMA, ODD_TABLE)})],
    "administers": "superuser",
    "monitors": [right(database, set(), only=set()) for database in (SHOP, WIKI, ODD)],
}
SECOND = {
    **RIGHTS, "reads": [], "owns-too": [right(SHOP, READ)], "owns-schema": [right(SHOP, WRITE, "stock")], "writes": [right(SHOP, READ)],
    "writes-some": [right(SHOP, READ, only={("public", "orders")})], "writes-two": [right(SHOP, WRITE, "stock")],
    "reads-all": [right(SHOP, READ)], "grants": [right(SHOP, READ)], "administers": [right(SHOP, READ)], "monitors": [right(SHOP, READ)],
}
ATTRIBUTES = {"grants": {"rolcreaterole"}}
ROLES = {"grants": {"pg_read_all_settings"}, "monitors": {"pg_monitor", "pg_read_all_settings", "pg_read_all_stats", "pg_stat_scan_tables"}}
LARGE_OBJECTS = {"lo_creat", "lo_create", "lo_from_bytea", "lo_put", "lo_open", "lo_unlink", "lowrite", "lo_truncate", "lo_truncate64"}

MADE = {
    ("owns", SHOP): ["CREATE TABLE orders (id serial PRIMARY KEY, total int)", "CREATE TABLE hidden (id int)", "CREATE TABLE later (id serial)",
                     "CREATE VIEW seen AS SELECT total FROM orders", "CREATE MATERIALIZED VIEW kept AS SELECT 1 AS one",
                     "CREATE SEQUENCE numbers", "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'", "CREATE TYPE mood AS ENUM ('a')",
                     "CREATE SCHEMA made_later", "CREATE TABLE made_later.t (id serial)", "INSERT INTO orders (total) VALUES (1)"],
    ("owns-schema", SHOP): ["CREATE TABLE items (id serial, name text)", "INSERT INTO stock.items (name) VALUES ('a')", "CREATE VIEW stock.v AS SELECT 1 AS one"],
    # A pool gives connections back so, and the role that makes objects with it.
    ("owns-too", SHOP): ["DISCARD ALL", "CREATE TABLE by_login (id int)"],
    ("owns-public", WIKI): ["CREATE TABLE public.pages (id serial)", "DROP TABLE public.pages", "CREATE TABLE pages (id serial)"],
    ("administers", SHOP): ["CREATE TABLE by_administrator (id int)"],
    ("odd-owns", ODD): [f"CREATE TABLE \"{ODD_SCHEMA.replace(chr(34), chr(34) * 2)}\".\"{ODD_TABLE.replace(chr(34), chr(34) * 2)}\" (id int)",
                        f"CREATE TABLE \"{ODD_SCHEMA.replace(chr(34), chr(34) * 2)}\".other (id int)", "CREATE TABLE plain (id int)"],
}

# Ways around, for everybody but superusers. NOBODY may do any of them in any database.
AROUND = [
    "CREATE ROLE mine", "CREATE DATABASE mine", "DROP DATABASE wiki", "ALTER ROLE postgres PASSWORD 'x'", "ALTER ROLE CURRENT_USER SUPERUSER",
    "ALTER ROLE owns LOGIN", "SET ROLE postgres", "SET SESSION AUTHORIZATION postgres", "SELECT * FROM pg_authid", "SELECT * FROM pg_shadow",
    "SELECT * FROM pg_user_mapping", "SELECT * FROM pg_statistic", "COPY (SELECT 1) TO PROGRAM 'true'", "COPY (SELECT 1) TO '/tmp/x'",
    "SELECT pg_read_file('PG_VERSION')", "SELECT pg_ls_dir('.')", "SELECT pg_read_binary_file('PG_VERSION')", "SELECT lo_import('/etc/passwd')",
    "SELECT lo_export(1, '/tmp/x')", "ALTER SYSTEM SET work_mem = '1MB'", "SELECT pg_reload_conf()", "SELECT pg_switch_wal()",
    "CREATE EXTENSION adminpack", "CREATE LANGUAGE c", "CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION f()",
    "CREATE TABLESPACE t LOCATION '/tmp'", "ALTER DATABASE postgres SET work_mem = '1MB'", "UPDATE pg_class SET relname = relname",
    "CREATE FUNCTION pg_catalog.evil() RETURNS int LANGUAGE sql AS 'SELECT 1'", "GRANT portolan_owner_shop TO PUBLIC", "GRANT pg_monitor TO CURRENT_USER",
    "SET session_replication_role = replica", "LOAD 'auto_explain'", "CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p", "CHECKPOINT",
    "SELECT * FROM portolan_access.named", "SELECT portolan_access.grant_named()", "DROP EVENT TRIGGER portolan_access",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres' AND pid <> pg_backend_pid()",
]
# And whoever owns nothing.
CHANGES = ["CREATE TABLE public.mine (id int)", "CREATE TABLE stock.mine (id int)", "CREATE SCHEMA mine", "DROP TABLE public.orders",
           "ALTER TABLE public.orders ADD mine int", "CREATE INDEX ON public.orders (total)", "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
           "CREATE TYPE public.mine AS ENUM ('a')", "CREATE EXTENSION hstore", "ALTER SCHEMA public OWNER TO CURRENT_USER", "DROP SCHEMA stock CASCADE",
           "ALTER DATABASE shop SET work_mem = '1MB'", "REFRESH MATERIALIZED VIEW public.kept",
           "CREATE PUBLICATION p", "COMMENT ON TABLE public.orders IS 'mine'"]


def covers(one, database, schema, name=None):
    if one["database"] != database:
        return False
    if one["only"] is not None:
        return (schema, name) in one["only"] if name else any(schema == place for place, _ in one["only"])
    return one["schema"] in (None, schema)


class Expected:
    def __init__(self, rights):
        self.rights = rights

    def on(self, account, database, schema, kind, name, every):
        given = self.rights[account]
        if given == "superuser":
            return set(every)
        result = set()
        for one in given:
            if kind == "S" and one["only"] is not None:
                owned = name.removesuffix("_id_seq") if name else None
                if one["sequences"] and covers(one, database, schema, owned) and owned != name:
                    result |= {"USAGE", "SELECT"}
            elif covers(one, database, schema, name):
                if one["owner"]:
                    result |= set(every)
                elif kind == "r":
                    result |= one["privileges"] | one["extra"]
                elif kind == "n":
                    result |= {"USAGE"}
                elif one["sequences"]:
                    result |= {"USAGE", "SELECT"}
        return result & set(every)

    def on_database(self, account, database):
        given = self.rights[account]
        if given == "superuser":
            return {"CONNECT", "CREATE", "TEMPORARY"}
        return {word for one in given if one["database"] == database for word in one["on_database"] | {"CONNECT"}}


def ask_server(server, accounts, expected, report, when):
    """All that it knows, about every account."""
    def compare(database, what, asked):
        wrong = [f"{account} {'may' if may else 'may not'} {privilege} {name}" for account, name, privilege, may, should in asked if may != should]
        report(not wrong, f"postgres, {when}, {what} of {database!r}: {len(wrong)} of {len(asked)}: {wrong[:4]}")
        report(len(asked) > 0, f"postgres, {when}: no {what} in {database!r}")

    for database in (SHOP, WIKI, ODD):
        with contextlib.closing(server.connect(database)) as admin:
            every = {kind: [word for (word,) in rows(admin, "SELECT privilege_type FROM aclexplode(acldefault(%s::\"char\", 10))", kind)] for kind in "rSnd"}
            relations = rows(admin, """SELECT CASE relkind WHEN 'S' THEN 'S' ELSE 'r' END, c.oid, n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
                WHERE relkind IN ('r', 'v', 'm', 'S', 'p', 'f') AND nspname NOT IN ('pg_catalog', 'pg_toast', 'information_schema', 'portolan_access')""")
            schemas = rows(admin, "SELECT oid, nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg\\_%%' AND nspname NOT IN ('information_schema', 'portolan_access')")
            functions = {"r": "has_table_privilege", "S": "has_sequence_privilege", "n": "has_schema_privilege"}
            things = [(kind, oid, schema, name) for kind, oid, schema, name in relations] + [("n", oid, name, None) for oid, name in schemas]
            asked = []
            for kind, oid, schema, name in things:
                for account, privilege, may in rows(admin, f"SELECT a, p, {functions[kind]}(a, %s::oid, p) FROM unnest(%s) a, unnest(%s) p", oid, accounts, every[kind]):
                    should = privilege in expected.on(account, database, schema, kind, name, every[kind])
                    asked.append((account, f"{kind} {schema}.{name}", privilege, may, should))
            compare(database, "objects", asked)
            # The server's own objects: nobody's rights, and large objects for those who write.
            differing = rows(admin, """SELECT a, p.proname FROM pg_proc p, unnest(%s) a WHERE p.pronamespace = 'pg_catalog'::regnamespace
                AND has_function_privilege(a, p.oid, 'EXECUTE') <> has_function_privilege('nobody', p.oid, 'EXECUTE')""", accounts)
            wide = {account for account in accounts if expected.rights[account] == "superuser" or account in ROLES and "monitors" in account and when != "second"}
            report(all(account in wide or name in LARGE_OBJECTS for account, name in differing), f"postgres, {when}: functions {differing[:5]}")
            differing = rows(admin, """SELECT a, c.relname, p FROM pg_class c, unnest(%s) a, unnest(%s) p WHERE relkind IN ('r', 'v') AND relnamespace IN ('pg_catalog'::regnamespace,
                'information_schema'::regnamespace) AND has_table_privilege(a, c.oid, p) <> has_table_privilege('nobody', c.oid, p)""", accounts, every["r"])
            report(all(account in wide or account == "grants" and when != "second" for account, *_ in differing), f"postgres, {when}: catalogue {differing[:5]}")
    with contextlib.closing(server.connect("postgres")) as admin:
        asked = [(account, database, privilege, may, privilege in expected.on_database(account, database)) for account, database, privilege, may in rows(
            admin, "SELECT a, datname, p, has_database_privilege(a, d.oid, p) FROM pg_database d, unnest(%s) a, unnest(%s) p", accounts, every["d"])
            if database != "template0"]
        compare("the server", "databases", asked)
        roles = rows(admin, "SELECT a, r.rolname FROM pg_roles r, unnest(%s) a WHERE pg_has_role(a, r.oid, 'MEMBER') AND r.rolname NOT LIKE 'portolan%%' AND r.rolname <> a", accounts)
        wrong = [(account, role) for account, role in roles if expected.rights[account] != "superuser" and (role not in ROLES.get(account, set()) or when == "second")]
        report(not wrong, f"postgres, {when}: members of {wrong}")
        columns = ["rolsuper", "rolcreaterole", "rolcreatedb", "rolreplication", "rolbypassrls"]
        for account, *has in rows(admin, f"SELECT rolname, {', '.join(columns)} FROM pg_roles WHERE rolname = ANY(%s)", accounts):
            should = {"rolsuper"} if expected.rights[account] == "superuser" else ATTRIBUTES.get(account, set()) if when != "second" else set()
            report({column for column, value in zip(columns, has) if value} == should, f"postgres, {when}: {account} is {has}")


def tries(connection, statement):
    """The error of the server; nothing where it did as told. Everything is taken back."""
    with connection.cursor() as cursor:
        try:
            cursor.execute("BEGIN")
            cursor.execute(statement)
            return None
        except psycopg2.Error as error:
            return error.pgcode or str(error)
        finally:
            if not connection.closed:
                cursor.execute("ROLLBACK")


# Refused for want of a right; what is not there for this account, or not in a transaction, is as good.
REFUSED = {"42501", "42704", "3F000", "42P01", "42883", "55000", "25001", "58P01", "0A000", "22023"}


def perform(server, password, expected, accounts, report):
    for account in accounts:
        given = expected.rights[account]
        if given in ("superuser", []):
            continue
        for database in (SHOP, WIKI, ODD, "postgres", "template1"):
            allowed = bool(expected.on_database(account, database))
            try:
                connection = server.connect(database, account, password[account])
            except psycopg2.OperationalError as error:
                report(not allowed and "permission denied" in str(error), f"postgres: {account} cannot connect to {database!r}: {error}")
                continue
            report(allowed, f"postgres: {account} connects to {database!r}")
            with contextlib.closing(connection):
                for statement in AROUND:
                    if account == "grants" and statement in ("CREATE ROLE mine", "ALTER ROLE owns LOGIN", "GRANT portolan_owner_shop TO PUBLIC", "GRANT pg_monitor TO CURRENT_USER"):
                        continue
                    code = tries(connection, statement)
                    report(code in REFUSED or code in ("22P02", "42601"), f"postgres: {account} in {database!r}: {statement}: {code}")
                if not any(one["owner"] for one in given) and database == SHOP:
                    for statement in CHANGES + ([] if "TEMPORARY" in expected.on_database(account, database) else ["CREATE TEMP TABLE mine (id int)"]):
                        code = tries(connection, statement)
                        report(code in ("42501", "42P01", "3F000"), f"postgres: {account}: {statement}: {code}")
                works(connection, account, database, expected, report)


def works(connection, account, database, expected, report):
    if database != SHOP:
        return
    tables = {"public.orders": ("INSERT INTO public.orders (total) VALUES (2) ", "UPDATE public.orders SET total = 3"),
              "stock.items": ("INSERT INTO stock.items (name) VALUES ('b')", "UPDATE stock.items SET name = 'c'")}
    for table, (insert, update) in tables.items():
        schema, name = table.split(".")
        may = expected.on(account, database, schema, "r", name, list(WRITE) + ["TRUNCATE"])
        for privilege, statement in (("SELECT", f"SELECT * FROM {table}"), ("INSERT", insert), ("UPDATE", update), ("DELETE", f"DELETE FROM {table}"),
                                     ("TRUNCATE", f"TRUNCATE {table}")):
            code = tries(connection, statement)
            # One column of one table is granted in words of its own.
            if account == "grants" and statement == "UPDATE public.orders SET total = 3" and expected.rights is RIGHTS:
                privilege = "SELECT"
            report((code is None) == (privilege in may) and code in (None, "42501"), f"postgres: {account}: {statement}: {code}")
    writes = any(one["owner"] or one["sequences"] and one["only"] is None for one in expected.rights[account])
    report((tries(connection, "SELECT lo_create(0)") is None) == writes, f"postgres: {account}: lo_create")


def run(answer, report):
    (first,), (second,) = answer["servers"], answer["environments"]["second"]["servers"]
    report(not first["problems"] and not second["problems"], f"postgres: everything can be said, but {first['problems']} {second['problems']}")
    password = {one["user"]: one["password"] for one in first["accounts"]}
    report(set(password) == set(RIGHTS), "postgres: the rights of every account of the chart are known to the test")
    accounts = sorted(password)
    with temporary_folder() as folder, postgres(folder) as server:
        server.apply(first["files"]["access.sql"])
        with contextlib.closing(server.connect("postgres")) as admin:
            rows(admin, "CREATE ROLE nobody")
        for (account, database), statements in MADE.items():
            with contextlib.closing(server.connect(database, account, password[account])) as owner:
                for statement in statements:
                    try:
                        rows(owner, statement)
                    except psycopg2.Error as error:
                        report(False, f"postgres: {account}: {statement}: {error}")
        for when in ("first", "again"):
            ask_server(server, accounts, Expected(RIGHTS), report, when)
            if when == "first":
                report(server.apply(first["files"]["access.sql"]) == "", "postgres: nothing to say the second time")
        perform(server, password, Expected(RIGHTS), accounts, report)
        with contextlib.closing(server.connect(SHOP)) as admin:
            owned = rows(admin, "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'")
            report(owned == [("portolan_owner_shop",)], f"postgres: what logins made belongs to the role: {owned}")
        in_use = server.connect(SHOP, "reads", password["reads"])
        server.apply(second["files"]["access.sql"])
        ask_server(server, accounts, Expected(SECOND), report, "second")
        report(tries_closed(in_use), "postgres: who is gone is still connected")
        for account in ("reads", "nobody"):
            try:
                server.connect(SHOP, account, password.get(account, "x")).close()
                report(False, f"postgres: {account} is let in")
            except psycopg2.OperationalError:
                report(True, "")
        perform(server, {one["user"]: one["password"] for one in second["accounts"]}, Expected(SECOND), [account for account in accounts if SECOND[account] != RIGHTS[account]], report)
    without_superuser(first["files"]["access.sql"], password, report)


def without_superuser(script, password, report):
    """Where somebody else runs the server, its administrator is no superuser."""
    with temporary_folder() as folder, postgres(folder) as server:
        with contextlib.closing(server.connect("postgres")) as owner:
            rows(owner, "CREATE ROLE manager LOGIN CREATEROLE CREATEDB")
        server.apply(script, "manager")
        with contextlib.closing(server.connect(SHOP, "owns", password["owns"])) as owner:
            rows(owner, "CREATE TABLE orders (id serial PRIMARY KEY, total int)")
        said = server.apply(script, "manager")
        report("ERROR" not in said, f"postgres: the second time without a superuser: {said}")
        with contextlib.closing(server.connect(SHOP, "writes-some", password["writes-some"])) as connection:
            report(tries(connection, "INSERT INTO public.orders (total) VALUES (2)") is None, "postgres: rights on tables made since, without a superuser")


def tries_closed(connection):
    try:
        rows(connection, "SELECT 1")
    except psycopg2.Error:
        return True
    return False
