"""Real servers for tests: started on the loopback interface in a folder of their own, stopped whatever happens."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
from pathlib import Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


# Ends with this process, however that ends, and takes everything with it that it leaves behind (RabbitMQ's epmd): it is the
# first of a process space.
ALONE = ["setpriv", "--pdeathsig", "KILL", "unshare", "--user", "--map-root-user", "--pid", "--fork", "--kill-child=KILL"]


START_LIMIT = 100  # seconds until a server must be ready


class Output:
    """What a process writes, read to its end: one whose output nobody takes stands still when the pipe is full."""

    def __init__(self, stream):
        self.lines, self.ended, self.changed = [], False, threading.Condition()
        threading.Thread(target=self._read, args=(stream,), daemon=True).start()

    def _read(self, stream):
        with contextlib.suppress(ValueError):  # closed
            for line in stream:
                with self.changed:
                    self.lines.append(line)
                    self.changed.notify_all()
        with self.changed:
            self.ended = True
            self.changed.notify_all()

    def last(self):
        return "".join(self.lines[-30:])

    def wait_for(self, words: str, limit: float = START_LIMIT, after: int = 0) -> bool:
        """Whether a line from number `after` on holds the words, before the limit and the end of the process."""
        with self.changed:
            self.changed.wait_for(lambda: self.ended or any(words in line for line in self.lines[after:]), limit)
            return any(words in line for line in self.lines[after:])


@contextlib.contextmanager
def started(command, ready: str, environment=None, folder=None, alone=ALONE):
    """Runs the command and goes on as soon as a line of its output holds `ready`."""
    process = subprocess.Popen([*alone, *command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                               errors="replace", cwd=folder, env={**os.environ, **(environment or {})}, start_new_session=True)
    process.output = Output(process.stdout)
    try:
        if not process.output.wait_for(ready):
            raise RuntimeError(f"{command[0]} did not say {ready!r} within {START_LIMIT} s:\n{process.output.last()}")
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


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
    """Gives the port, and the variables that its command line tool finds it by."""
    (folder / "definitions.json").write_text(definitions)
    port, distribution, names = free_port(), free_port(), free_port()
    (folder / "rabbitmq.conf").write_text(
        f"listeners.tcp.local = 127.0.0.1:{port}\n"
        "definitions.import_backend = local_filesystem\n"
        f"definitions.local.path = {folder}/definitions.json\n"
        "log.console = true\nlog.console.level = error\nlog.file = false\n")
    (folder / "plugins").write_text("[].\n")
    environment = {
        "HOME": str(folder), "RABBITMQ_MNESIA_BASE": str(folder / "mnesia"), "RABBITMQ_LOG_BASE": str(folder / "log"),
        "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"), "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"),
        "RABBITMQ_NODENAME": f"t{port}@localhost", "RABBITMQ_DIST_PORT": str(distribution), "ERL_EPMD_PORT": str(names),
        "ERL_EPMD_ADDRESS": "127.0.0.1",
        # One scheduler: on a busy machine every hand-over from one to another costs more than it gains.
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "+S 1:1 +sbwt none +SDio 1",
    }
    with started(["/usr/lib/rabbitmq/bin/rabbitmq-server"], "completed with", environment, folder):
        # The package's own rabbitmqctl would become another user.
        yield port, {**environment, "PATH": f"/usr/lib/rabbitmq/bin:{os.environ['PATH']}"}


@contextlib.contextmanager
def nats(folder: Path, accounts: str):
    """Gives the port, and the process, whose `reload` sends the signal that the image's own tool would."""
    (folder / "access").mkdir()
    (folder / "access" / "accounts.conf").write_text(accounts)
    port = free_port()
    (folder / "server.conf").write_text(
        f'host: 127.0.0.1\nport: {port}\npid_file: "{folder}/nats.pid"\njetstream {{ store_dir: "{folder}/data" }}\n'
        'include "access/accounts.conf"\n')
    with started(["nats-server", "--config", str(folder / "server.conf")], "Server is ready") as process:
        # The last of its ancestors that is no server started it in a process space of its own: signals go to all below.
        process.reload = lambda: subprocess.run(["pkill", "-HUP", "-s", str(process.pid), "nats-server"], check=True)
        yield port, process


def kafka_folder() -> Path:
    """Where the test bed has Kafka's libraries."""
    tool = Path(__file__).resolve().parents[2] / "tools/test_bed.sh"
    return Path(subprocess.run([tool, "--path", "kafka"], check=True, capture_output=True, text=True).stdout.strip())


@contextlib.contextmanager
def kafka(folder: Path, libraries: Path):
    """Gives the port that asks for a login, and one where everybody is the administrator."""
    port, open_port, controller = free_port(), free_port(), free_port()
    settings = folder / "server.properties"
    settings.write_text(
        "node.id=1\nprocess.roles=broker,controller\n"
        f"controller.quorum.voters=1@127.0.0.1:{controller}\ncontroller.listener.names=CONTROLLER\n"
        f"listeners=SASL_PLAINTEXT://127.0.0.1:{port},OPEN://127.0.0.1:{open_port},CONTROLLER://127.0.0.1:{controller}\n"
        "listener.security.protocol.map=SASL_PLAINTEXT:SASL_PLAINTEXT,OPEN:PLAINTEXT,CONTROLLER:PLAINTEXT\n"
        "inter.broker.listener.name=OPEN\nsasl.enabled.mechanisms=SCRAM-SHA-512\n"
        "listener.name.sasl_plaintext.scram-sha-512.sasl.jaas.config="
        "org.apache.kafka.common.security.scram.ScramLoginModule required;\n"
        "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer\nsuper.users=User:ANONYMOUS\n"
        "auto.create.topics.enable=false\noffsets.topic.replication.factor=1\noffsets.topic.num.partitions=1\n"
        "transaction.state.log.replication.factor=1\ntransaction.state.log.min.isr=1\ngroup.initial.rebalance.delay.ms=0\n"
        f"log.dirs={folder}/data\n")
    java = ["java", "-XX:TieredStopAtLevel=1", "-Xmx256m", "-cp", f"{libraries}/*"]
    subprocess.run([*java, "kafka.tools.StorageTool", "format", "-t", "AAAAAAAAAAAAAAAAAAAAAA", "-c", settings], check=True,
                   capture_output=True, timeout=60)
    command = [*java, "kafka.Kafka", str(settings)]
    with started(command, "Kafka Server started"):
        yield port, open_port
