"""A real PostgreSQL in a folder of its own, and psql as those run it who apply access."""

import contextlib
import subprocess
from pathlib import Path

import psycopg2

from running import ALONE, free_port, started

# It refuses to run as root, which it would be in the process space of the other servers.
AS_ITSELF = [word if word != "--map-root-user" else "--map-user=postgres" for word in ALONE]
AS_ITSELF.insert(AS_ITSELF.index("--map-user=postgres") + 1, "--map-group=postgres")


def programs() -> Path:
    return max(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3])).parent


class Postgres:
    def __init__(self, folder: Path, port: int):
        self.folder, self.port = folder, port

    def apply(self, script: str, user: str = "postgres") -> str:
        """What psql said; an exception where it did not run to its end."""
        file = self.folder / "access.sql"
        file.write_text(script)
        ran = subprocess.run(["psql", "-X", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-p", str(self.port), "-U", user, "-d", "postgres",
                              "-f", file], capture_output=True, text=True, timeout=60)
        if ran.returncode != 0:
            raise RuntimeError(ran.stderr)
        return ran.stdout + ran.stderr

    def connect(self, database: str, user: str = "postgres", password: str | None = None):
        """As the administrator through the socket, as everybody else by password."""
        host = str(self.folder) if password is None else "127.0.0.1"
        connection = psycopg2.connect(host=host, port=self.port, dbname=database, user=user, password=password, connect_timeout=10,
                                      options="-c statement_timeout=20s -c lock_timeout=5s")
        connection.autocommit = True
        return connection


def rows(connection, statement: str, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return cursor.fetchall() if cursor.description else []


@contextlib.contextmanager
def postgres(folder: Path):
    port = free_port()
    data = folder / "data"
    subprocess.run([*AS_ITSELF, programs() / "initdb", "-D", data, "-U", "postgres", "--auth-local=trust", "--auth-host=scram-sha-256",
                    "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"], check=True, capture_output=True, timeout=60)
    command = [programs() / "postgres", "-D", data, "-k", folder, "-p", str(port), "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off",
               "-c", "log_min_messages=log"]  # nobody reads what it says of everything refused, and a full pipe stops it
    with started([str(word) for word in command], "ready to accept connections", alone=AS_ITSELF):
        yield Postgres(folder, port)
