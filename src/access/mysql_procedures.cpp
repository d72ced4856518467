#include "access/mysql_access.h"

// What Portolan made is noted in a database of its own, which nobody else may read. Rights are given before others are taken back, so
// that a program at work never misses one. A connection keeps what it had when it chose its database: whoever loses something is
// disconnected.

namespace portolan::access {

constexpr std::string_view mysql_procedures = R"sql(CREATE DATABASE IF NOT EXISTS portolan_access;
CREATE TABLE IF NOT EXISTS portolan_access.account (name varchar(128) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PRIMARY KEY);
USE portolan_access;
CREATE TEMPORARY TABLE wanted (account varchar(128), given boolean) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TEMPORARY TABLE granted (account varchar(128), place varchar(192), name varchar(64), privilege varchar(64)) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE TEMPORARY TABLE changed (account varchar(128)) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
DROP PROCEDURE IF EXISTS portolan_access.refuse_foreign;
DROP PROCEDURE IF EXISTS portolan_access.take_back;
DELIMITER $$
CREATE PROCEDURE portolan_access.refuse_foreign()
BEGIN
  IF EXISTS (SELECT 1 FROM wanted w JOIN mysql.user u ON CONVERT(u.User USING utf8mb4) COLLATE utf8mb4_bin = w.account AND u.Host = '%'
             WHERE NOT w.given AND w.account NOT IN (SELECT name FROM portolan_access.account)) THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'an account of the chart has the name of a user that Portolan did not make';
  END IF;
  INSERT IGNORE INTO portolan_access.account SELECT account FROM wanted;
END $$
CREATE PROCEDURE portolan_access.take_back()
BEGIN
  DECLARE ended boolean DEFAULT FALSE;
  DECLARE statement, who text CHARACTER SET utf8mb4;
  DECLARE session_id bigint;
  DECLARE statements CURSOR FOR SELECT sql_text, account FROM due;
  DECLARE connections CURSOR FOR SELECT p.ID FROM information_schema.PROCESSLIST p
    WHERE CONVERT(p.USER USING utf8mb4) COLLATE utf8mb4_bin IN (SELECT account FROM changed) AND p.ID <> CONNECTION_ID();
  DECLARE CONTINUE HANDLER FOR NOT FOUND SET ended = TRUE;
  DECLARE CONTINUE HANDLER FOR 1094 BEGIN END;
  CREATE TEMPORARY TABLE held (account varchar(128), place varchar(192), name varchar(64), privilege varchar(64), grantable varchar(3))
    CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
  INSERT INTO held SELECT a.name, '', '', PRIVILEGE_TYPE, IS_GRANTABLE FROM information_schema.USER_PRIVILEGES
    JOIN portolan_access.account a ON CONVERT(GRANTEE USING utf8mb4) COLLATE utf8mb4_bin = CONCAT('''', a.name, '''@''%''');
  INSERT INTO held SELECT a.name, TABLE_SCHEMA, '', PRIVILEGE_TYPE, IS_GRANTABLE FROM information_schema.SCHEMA_PRIVILEGES
    JOIN portolan_access.account a ON CONVERT(GRANTEE USING utf8mb4) COLLATE utf8mb4_bin = CONCAT('''', a.name, '''@''%''');
  INSERT INTO held SELECT a.name, TABLE_SCHEMA, TABLE_NAME, PRIVILEGE_TYPE, IS_GRANTABLE FROM information_schema.TABLE_PRIVILEGES
    JOIN portolan_access.account a ON CONVERT(GRANTEE USING utf8mb4) COLLATE utf8mb4_bin = CONCAT('''', a.name, '''@''%''');
  CREATE TEMPORARY TABLE due AS
    SELECT h.account, CONCAT('REVOKE ', h.privilege, ' ON ',
        IF(h.place = '', '*', CONCAT('`', REPLACE(h.place, '`', '``'), '`')), '.', IF(h.name = '', '*', CONCAT('`', REPLACE(h.name, '`', '``'), '`')),
        ' FROM ', QUOTE(h.account), '@''%''') AS sql_text
    FROM held h LEFT JOIN granted g ON g.account = h.account AND g.place = h.place AND g.name = h.name AND g.privilege IN (h.privilege, 'ALL')
    WHERE g.account IS NULL AND h.privilege <> 'USAGE';
  INSERT INTO due SELECT DISTINCT h.account, CONCAT('REVOKE GRANT OPTION ON ', IF(h.place = '', '*', CONCAT('`', REPLACE(h.place, '`', '``'), '`')), '.',
      IF(h.name = '', '*', CONCAT('`', REPLACE(h.name, '`', '``'), '`')), ' FROM ', QUOTE(h.account), '@''%''')
    FROM held h LEFT JOIN granted g ON g.account = h.account AND h.place = '' AND g.place = '' AND g.privilege = 'ALL'
    WHERE h.grantable = 'YES' AND g.account IS NULL;
  INSERT INTO due SELECT name, CONCAT('ALTER USER ', QUOTE(name), '@''%'' ACCOUNT LOCK') FROM portolan_access.account
    JOIN mysql.user u ON CONVERT(u.User USING utf8mb4) COLLATE utf8mb4_bin = name AND u.Host = '%' WHERE name NOT IN (SELECT account FROM wanted);
  OPEN statements;
  each_statement: LOOP
    FETCH statements INTO statement, who;
    IF ended THEN LEAVE each_statement; END IF;
    SET @statement = statement;
    PREPARE one FROM @statement;
    EXECUTE one;
    DEALLOCATE PREPARE one;
    INSERT INTO changed VALUES (who);
  END LOOP;
  CLOSE statements;
  SET ended = FALSE;
  OPEN connections;
  each_connection: LOOP
    FETCH connections INTO session_id;
    IF ended THEN LEAVE each_connection; END IF;
    KILL session_id;
  END LOOP;
  CLOSE connections;
END $$
DELIMITER ;
)sql";

}  // namespace portolan::access
