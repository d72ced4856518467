"""Real servers for tests: started on the loopback interface in a folder of their own, stopped whatever happens."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
from pathlib import Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


# Ends with this process, however that ends, and takes everything with it that it leaves behind (RabbitMQ's epmd): it is the
# first of a process space.
ALONE = ["setpriv", "--pdeathsig", "KILL", "unshare", "--user", "--map-root-user", "--pid", "--fork", "--kill-child=KILL"]


@contextlib.contextmanager
def started(command, ready: str, environment=None, folder=None, alone=ALONE):
    """Runs the command and goes on as soon as a line of its output holds `ready`."""
    process = subprocess.Popen([*alone, *command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
                               cwd=folder, env={**os.environ, **(environment or {})}, start_new_session=True)
    seen = []
    try:
        for line in process.stdout:
            seen.append(line)
            if ready in line:
                break
        else:
            raise RuntimeError(f"{command[0]} did not start:\n" + "".join(seen[-30:]))
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()


@contextlib.contextmanager
def temporary_folder():
    path = Path(tempfile.mkdtemp(prefix="portolan-servers-"))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextlib.contextmanager
def redis(folder: Path, acl: str):
    (folder / "users.acl").write_text(acl)
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder), "--save", "", "--daemonize", "no",
               "--aclfile", str(folder / "users.acl")]
    with started(command, "Ready to accept connections"):
        yield port


@contextlib.contextmanager
def rabbitmq(folder: Path, definitions: str):
    (folder / "definitions.json").write_text(definitions)
    port, distribution, names = free_port(), free_port(), free_port()
    (folder / "rabbitmq.conf").write_text(
        f"listeners.tcp.local = 127.0.0.1:{port}\n"
        "definitions.import_backend = local_filesystem\n"
        f"definitions.local.path = {folder}/definitions.json\n"
        "log.console = true\nlog.console.level = info\nlog.file = false\n")
    (folder / "plugins").write_text("[].\n")
    environment = {
        "HOME": str(folder), "RABBITMQ_MNESIA_BASE": str(folder / "mnesia"), "RABBITMQ_LOG_BASE": str(folder / "log"),
        "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"), "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"),
        "RABBITMQ_NODENAME": f"t{port}@localhost", "RABBITMQ_DIST_PORT": str(distribution), "ERL_EPMD_PORT": str(names),
        "ERL_EPMD_ADDRESS": "127.0.0.1",
    }
    with started(["/usr/lib/rabbitmq/bin/rabbitmq-server"], "Server startup complete", environment, folder):
        yield port
