#include "access/postgres_blocks.h"

// About one database. Nothing here drops an object: what an account has made goes to the owner of its schema, so that another one,
// or the next user of the same account, may change it; everything that was granted to accounts is found where the server notes it
// (pg_shdepend), taken back and granted anew, in one transaction that others see as a whole.

namespace portolan::access {

constexpr std::string_view postgres_rows_here = R"sql(BEGIN;
CREATE TEMP TABLE namespace (name text, owner text) ON COMMIT DROP;
CREATE TEMP TABLE granted (account text, namespace text, kind text, privilege text) ON COMMIT DROP;
CREATE TEMP TABLE named (account text, namespace text, name text, privilege text) ON COMMIT DROP;
CREATE TEMP TABLE words (account text, words text) ON COMMIT DROP;
CREATE TEMP TABLE visible (account text, namespace text) ON COMMIT DROP;
CREATE TEMP TABLE creator (name text) ON COMMIT DROP;
CREATE TEMP TABLE large_object (account text) ON COMMIT DROP;
)sql";

constexpr std::string_view postgres_owners = R"sql(CREATE TEMP TABLE ours ON COMMIT DROP AS
  SELECT m.member AS oid, g.rolname = current_setting('portolan.accounts') AS logs_in FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid
  WHERE g.rolname IN (current_setting('portolan.accounts'), current_setting('portolan.owners'));
CREATE TEMP TABLE of_extension ON COMMIT DROP AS SELECT classid, objid FROM pg_depend WHERE deptype = 'e';
CREATE TEMP TABLE makes_large_objects ON COMMIT DROP AS SELECT oid::regprocedure AS name FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace
  AND proname IN ('lo_creat', 'lo_create', 'lo_from_bytea', 'lo_put', 'lo_open', 'lo_unlink', 'lowrite', 'lo_truncate', 'lo_truncate64');
DO $portolan$
DECLARE
  part_owner text := current_setting('portolan.owner');
  me oid := (SELECT oid FROM pg_roles WHERE rolname = current_user);
  one record;
BEGIN
  FOR one IN SELECT namespace.*, n.oid, n.nspowner FROM namespace LEFT JOIN pg_namespace n ON n.nspname = name LOOP
    IF one.oid IS NULL THEN
      EXECUTE format('CREATE SCHEMA %I AUTHORIZATION %I', one.name, one.owner);
    ELSIF one.nspowner <> format('%I', one.owner)::regrole THEN
      EXECUTE format('ALTER SCHEMA %I OWNER TO %I', one.name, one.owner);
    END IF;
  END LOOP;
  CREATE TEMP TABLE schema_here ON COMMIT DROP AS
    SELECT oid FROM pg_namespace WHERE nspname NOT LIKE 'pg\_%' AND nspname NOT IN ('information_schema', 'portolan_access');
  FOR one IN SELECT n.nspname FROM pg_namespace n JOIN schema_here USING (oid)
             WHERE n.nspname NOT IN (SELECT name FROM namespace) AND (n.nspowner IN (SELECT oid FROM ours) OR n.nspowner = me)
             AND n.nspowner <> format('%I', part_owner)::regrole AND ('pg_namespace'::regclass, oid) NOT IN (SELECT classid, objid FROM of_extension) LOOP
    EXECUTE format('ALTER SCHEMA %I OWNER TO %I', one.nspname, part_owner);
  END LOOP;
  FOR one IN
    WITH place AS (
      SELECT oid, CASE WHEN n.nspowner IN (SELECT oid FROM ours WHERE NOT logs_in) THEN n.nspowner ELSE format('%I', part_owner)::regrole END AS owner
      FROM pg_namespace n JOIN schema_here USING (oid)),
    thing AS (
      SELECT 'pg_class'::regclass AS classid, c.oid, c.relnamespace AS place, c.relowner AS owned_by,
             CASE c.relkind WHEN 'c' THEN 'TYPE' ELSE 'TABLE' END AS kind, c.oid::regclass::text AS name
      FROM pg_class c WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c', 'S') AND NOT EXISTS (
        SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i') AND c.relkind = 'S')
      UNION ALL
      SELECT 'pg_proc'::regclass, p.oid, p.pronamespace, p.proowner, 'ROUTINE', p.oid::regprocedure::text
      FROM pg_proc p WHERE NOT (p.prosecdef AND p.proowner = me)
      UNION ALL
      SELECT 'pg_type'::regclass, t.oid, t.typnamespace, t.typowner, 'TYPE', t.oid::regtype::text
      FROM pg_type t WHERE t.typtype IN ('e', 'd', 'r') OR (t.typtype = 'b' AND t.typelem = 0))
    SELECT thing.*, place.owner FROM thing JOIN place ON place.oid = thing.place
    WHERE (owned_by IN (SELECT oid FROM ours) OR owned_by = me) AND owned_by <> place.owner
      AND (classid, thing.oid) NOT IN (SELECT classid, objid FROM of_extension) LOOP
    EXECUTE format('ALTER %s %s OWNER TO %I', one.kind, one.name, pg_get_userbyid(one.owner));
  END LOOP;
END $portolan$;
)sql";

constexpr std::string_view postgres_revokes = R"sql(DO $portolan$
DECLARE
  above boolean := (SELECT rolsuper FROM pg_roles WHERE rolname = current_user);
  one record;
BEGIN
  IF above THEN
    DROP EVENT TRIGGER IF EXISTS portolan_access;
    -- Everybody else could make large objects in any database they reach.
    FOR one IN SELECT name FROM makes_large_objects LOOP
      EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', one.name);
    END LOOP;
  END IF;
  IF pg_has_role(current_user, (SELECT nspowner FROM pg_namespace WHERE nspname = 'portolan_access'), 'USAGE') THEN
    DROP SCHEMA portolan_access CASCADE;
  END IF;
  FOR one IN
    SELECT DISTINCT s.classid, s.objid, CASE s.classid
        WHEN 'pg_class'::regclass THEN (SELECT CASE relkind WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END || oid::regclass FROM pg_class WHERE oid = s.objid)
        WHEN 'pg_proc'::regclass THEN 'ROUTINE ' || s.objid::regprocedure
        WHEN 'pg_namespace'::regclass THEN 'SCHEMA ' || s.objid::regnamespace
        WHEN 'pg_type'::regclass THEN 'TYPE ' || s.objid::regtype
        WHEN 'pg_largeobject'::regclass THEN 'LARGE OBJECT ' || s.objid
        WHEN 'pg_language'::regclass THEN (SELECT format('LANGUAGE %I', lanname) FROM pg_language WHERE oid = s.objid)
        WHEN 'pg_foreign_server'::regclass THEN (SELECT format('FOREIGN SERVER %I', srvname) FROM pg_foreign_server WHERE oid = s.objid)
        WHEN 'pg_foreign_data_wrapper'::regclass THEN (SELECT format('FOREIGN DATA WRAPPER %I', fdwname) FROM pg_foreign_data_wrapper WHERE oid = s.objid)
      END AS what, pg_get_userbyid(s.refobjid) AS account
    FROM pg_shdepend s
    WHERE s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND s.deptype = 'a' AND s.refclassid = 'pg_authid'::regclass
      AND s.refobjid IN (SELECT oid FROM ours) AND s.classid <> 'pg_default_acl'::regclass LOOP
    EXECUTE format('REVOKE ALL ON %s FROM %I CASCADE', one.what, one.account);
  END LOOP;
  FOR one IN
    SELECT pg_get_userbyid(d.defaclrole) AS creator, CASE WHEN d.defaclnamespace = 0 THEN '' ELSE 'IN SCHEMA ' || d.defaclnamespace::regnamespace END AS place,
           CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'ROUTINES' WHEN 'T' THEN 'TYPES' WHEN 'n' THEN 'SCHEMAS'
             ELSE 'LARGE OBJECTS' END AS kind, pg_get_userbyid(s.refobjid) AS account
    FROM pg_shdepend s JOIN pg_default_acl d ON d.oid = s.objid
    WHERE s.dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND s.classid = 'pg_default_acl'::regclass AND s.deptype = 'a'
      AND s.refobjid IN (SELECT oid FROM ours) LOOP
    EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I %s REVOKE ALL ON %s FROM %I', one.creator, one.place, one.kind, one.account);
  END LOOP;
  FOR one IN
    SELECT 'SCHEMA ' || oid::regnamespace AS what FROM pg_namespace n JOIN schema_here USING (oid) CROSS JOIN aclexplode(n.nspacl) a
    WHERE a.grantee = 0
    UNION
    SELECT CASE c.relkind WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END || c.oid::regclass
    FROM pg_class c JOIN schema_here ON schema_here.oid = c.relnamespace CROSS JOIN aclexplode(c.relacl) a
    WHERE a.grantee = 0 AND ('pg_class'::regclass, c.oid) NOT IN (SELECT classid, objid FROM of_extension) LOOP
    EXECUTE format('REVOKE ALL ON %s FROM PUBLIC CASCADE', one.what);
  END LOOP;
END $portolan$;
)sql";

constexpr std::string_view postgres_grants = R"sql(DO $portolan$
DECLARE
  above boolean := (SELECT rolsuper FROM pg_roles WHERE rolname = current_user);
  one record;
BEGIN
  IF above THEN
    FOR one IN SELECT name, account FROM makes_large_objects CROSS JOIN large_object LOOP
      EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', one.name, one.account);
    END LOOP;
  END IF;
  FOR one IN SELECT account, n.nspname FROM visible JOIN pg_namespace n ON n.nspname = namespace OR (namespace = '' AND n.oid IN (SELECT oid FROM schema_here)) LOOP
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', one.nspname, one.account);
  END LOOP;
  FOR one IN SELECT granted.*, n.nspname FROM granted JOIN pg_namespace n ON n.nspname = namespace OR (namespace = '' AND n.oid IN (SELECT oid FROM schema_here)) LOOP
    EXECUTE format('GRANT %s ON ALL %s IN SCHEMA %I TO %I', one.privilege, one.kind, one.nspname, one.account);
  END LOOP;
  -- And on what does not exist yet, by whoever may make it.
  FOR one IN SELECT creator.name AS creator, granted.* FROM granted CROSS JOIN creator
             UNION ALL SELECT creator.name, account, '', 'SCHEMAS', 'USAGE' FROM visible CROSS JOIN creator WHERE namespace = ''
             UNION ALL SELECT current_user, granted.* FROM granted
             UNION ALL SELECT current_user, account, '', 'SCHEMAS', 'USAGE' FROM visible WHERE namespace = '' LOOP
    IF above OR pg_has_role(current_user, one.creator, 'MEMBER') THEN
      EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I %s GRANT %s ON %s TO %I', one.creator,
                     CASE WHEN one.namespace = '' THEN '' ELSE format('IN SCHEMA %I', one.namespace) END, one.privilege, one.kind, one.account);
    END IF;
  END LOOP;
  FOR one IN SELECT * FROM words LOOP
    BEGIN
      EXECUTE format('GRANT %s TO %I', one.words, one.account);
    EXCEPTION WHEN undefined_table OR undefined_function OR undefined_object OR invalid_schema_name OR undefined_column THEN
      RAISE WARNING 'GRANT % TO "%": %', one.words, one.account, SQLERRM;
    END;
  END LOOP;
END $portolan$;
)sql";

constexpr std::string_view postgres_by_name = R"sql(CREATE SCHEMA portolan_access;
CREATE TABLE portolan_access.named AS SELECT * FROM named;
CREATE FUNCTION portolan_access.grant_named() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $portolan$
DECLARE
  one record;
BEGIN
  FOR one IN SELECT account, n.nspname FROM portolan_access.named JOIN pg_namespace n ON n.nspname = namespace
             WHERE NOT has_schema_privilege(account, n.oid, 'USAGE') LOOP
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', one.nspname, one.account);
  END LOOP;
  FOR one IN SELECT named.*, c.oid FROM portolan_access.named named JOIN pg_namespace n ON n.nspname = named.namespace
             JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = named.name AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
             WHERE NOT has_table_privilege(account, c.oid, privilege) LOOP
    EXECUTE format('GRANT %s ON TABLE %s TO %I', one.privilege, one.oid::regclass, one.account);
  END LOOP;
  -- Numbers that a table gives its new rows.
  FOR one IN SELECT DISTINCT named.account, s.oid FROM portolan_access.named named JOIN pg_namespace n ON n.nspname = named.namespace
             JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = named.name
             JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = c.oid AND d.refobjsubid > 0 AND d.classid = 'pg_class'::regclass
             JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S' WHERE named.privilege = 'INSERT' AND NOT has_sequence_privilege(account, s.oid, 'USAGE') LOOP
    EXECUTE format('GRANT USAGE, SELECT ON SEQUENCE %s TO %I', one.oid::regclass, one.account);
  END LOOP;
END $portolan$;
CREATE FUNCTION portolan_access.after_change() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $portolan$
BEGIN
  PERFORM portolan_access.grant_named();
EXCEPTION WHEN OTHERS THEN
  RAISE WARNING 'rights on tables by their names: %', SQLERRM;
END $portolan$;
REVOKE ALL ON FUNCTION portolan_access.grant_named(), portolan_access.after_change() FROM PUBLIC;
SELECT portolan_access.grant_named() \g /dev/null
DO $portolan$
BEGIN
  IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    CREATE EVENT TRIGGER portolan_access ON ddl_command_end
      WHEN TAG IN ('CREATE TABLE', 'CREATE TABLE AS', 'SELECT INTO', 'CREATE VIEW', 'CREATE MATERIALIZED VIEW', 'CREATE FOREIGN TABLE',
                   'ALTER TABLE', 'ALTER VIEW', 'ALTER MATERIALIZED VIEW', 'ALTER SEQUENCE')
      EXECUTE FUNCTION portolan_access.after_change();
  END IF;
END $portolan$;
)sql";

}  // namespace portolan::access
