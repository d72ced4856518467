"""Kafka: on every resource the server itself says what each account may do there; what is said is also tried."""

import subprocess
from pathlib import Path

from running import kafka, kafka_folder, temporary_folder

ENVIRONMENTS = ["next"]
PUBLISHES, CONSUMES = {"DESCRIBE", "WRITE"}, {"DESCRIBE", "READ"}
ALL_OF_TOPIC = {"READ", "WRITE", "CREATE", "DELETE", "ALTER", "DESCRIBE", "DESCRIBE_CONFIGS", "ALTER_CONFIGS"}
ALL_OF_GROUP = {"READ", "DESCRIBE", "DELETE"}
ALL_OF_CLUSTER = {"CREATE", "ALTER", "DESCRIBE", "CLUSTER_ACTION", "DESCRIBE_CONFIGS", "ALTER_CONFIGS", "IDEMPOTENT_WRITE"}
# What §4 of the language gives a link: operations on topics and on groups; a name that ends in `*` stands for all that begin so.
RIGHTS = {
    "publishes-topic": ({"news.today": PUBLISHES}, {}),
    "publishes-family": ({"tenant-*": PUBLISHES}, {}),
    "publishes-queue": ({"tasks": PUBLISHES}, {}),
    "publishes-app": ({"app-events": {*PUBLISHES, "CREATE"}}, {}),
    "declares": ({"news.today": PUBLISHES, "more-news": {*PUBLISHES, *CONSUMES, "CREATE"}}, {}),
    "consumes-topic": ({"news.today": CONSUMES}, {"consumes-topic": CONSUMES}),
    "consumes-dead": ({"news.today": CONSUMES, "lost": PUBLISHES}, {"consumes-dead": CONSUMES}),
    "consumes-group": ({"news.today": CONSUMES}, {"billing one": CONSUMES}),
    "consumes-groups": ({"news.today": CONSUMES}, {"batch-*": CONSUMES}),
    "consumes-family": ({"tenant-*": CONSUMES}, {"consumes-family": CONSUMES}),
    "consumes-queue": ({"tasks": CONSUMES}, {"tasks": CONSUMES}),
    "consumes-stream": ({"history": CONSUMES}, {"consumes-stream": CONSUMES}),
    "consumes-app": ({"app-events": {*CONSUMES, "CREATE"}}, {"consumes-app": CONSUMES}),
    "joins-two": ({"news.today": PUBLISHES, "tasks": CONSUMES}, {"tasks": CONSUMES}),
    "reads": ({"*": CONSUMES}, {"*": CONSUMES}),
    "writes": ({"*": {*CONSUMES, *PUBLISHES}}, {"*": CONSUMES}),
    "owns": ({"*": ALL_OF_TOPIC}, {"*": ALL_OF_GROUP}),
    "administers": ({"*": ALL_OF_TOPIC}, {"*": ALL_OF_GROUP}),
    "monitors": ({"*": {"DESCRIBE", "DESCRIBE_CONFIGS"}}, {"*": {"DESCRIBE"}}),
}
CLUSTER = {"administers": ALL_OF_CLUSTER, "monitors": {"DESCRIBE", "DESCRIBE_CONFIGS"}}
MADE_BY_PROGRAMS = ["app-events", "more-news", "tenant-7", "foreign", "news.today2", "xnews.today", "tenant"]
TOPICS = ["news.today", "tasks", "lost", "history", *MADE_BY_PROGRAMS]
GROUPS = ["consumes-topic", "consumes-dead", "billing one", "billing", "batch-7", "batch", "consumes-family", "tasks", "consumes-stream",
          "consumes-app", "foreign"]


def given(rights, name):
    result = set()
    for one, operations in rights.items():
        if one == name or (one.endswith("*") and name.startswith(one[:-1])):
            result |= operations
    return result


class Client:
    """The Java program beside this file, which has Kafka's own client library."""

    def __init__(self, libraries: Path):
        program = Path(__file__).with_name("KafkaAccess.java")
        self.process = subprocess.Popen(["java", "-XX:TieredStopAtLevel=1", "-Xmx256m", "-cp", f"{libraries}/*", program], text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def __call__(self, *words):
        self.process.stdin.write("\t".join(words) + "\n")
        self.process.stdin.flush()
        for line in self.process.stdout:
            if line.startswith("= "):
                return line[2:].rstrip("\n")
        raise RuntimeError("the client ended")


def judge(ask, user, report):
    topics, groups = RIGHTS[user]

    def compare(kind, name, expected, answer):
        allowed = set() if answer.startswith("!") else set(answer.split())
        if answer.startswith("!") and not answer.endswith("AuthorizationException"):
            report(False, f"kafka: {user} about {kind} {name}: {answer}")
            return
        # Who may not describe is told nothing, whatever else it may do.
        report(allowed == (expected if "DESCRIBE" in expected else set()), f"kafka: {user} on {kind} {name}: {sorted(allowed)}, not {sorted(expected)}")

    for name in TOPICS:
        compare("topic", name, given(topics, name), ask("topic", name))
    for name in GROUPS:
        compare("group", name, given(groups, name), ask("group", name))
    cluster = set(ask("cluster").split())
    report(cluster == CLUSTER.get(user, set()), f"kafka: {user} on the cluster: {sorted(cluster)}")


def tries(ask, accounts, report):
    def does(user, expected, *words):
        ask("login", user, accounts[user])
        answer = ask(*words)
        report(answer == expected, f"kafka: {user} {' '.join(words)}: {answer}")

    does("publishes-topic", "done", "write", "news.today")
    does("publishes-topic", "! TopicAuthorizationException", "write", "tasks")
    does("publishes-topic", "! TopicAuthorizationException", "create", "made")
    does("publishes-family", "done", "write", "tenant-7")
    does("publishes-queue", "done", "write", "tasks")
    does("consumes-topic", "done", "read", "news.today", "consumes-topic")
    does("consumes-topic", "! GroupAuthorizationException", "read", "news.today", "consumes-dead")
    does("consumes-topic", "! ClusterAuthorizationException", "write", "news.today")  # who may write nowhere is no producer at all
    does("consumes-groups", "done", "read", "news.today", "batch-1")
    does("consumes-queue", "done", "read", "tasks", "tasks")
    does("consumes-dead", "done", "write", "lost")


def run(answer, report):
    (server,) = answer["servers"]
    accounts = {one["user"]: one["password"] for one in server["accounts"]}
    report(set(accounts) == set(RIGHTS), "kafka: the rights of every account of the chart are known to the test")
    report(not server["problems"], f"kafka: everything can be said, but {server['problems']}")
    libraries = kafka_folder()
    with temporary_folder() as folder, Client(libraries) as ask, kafka(folder, libraries) as (port, open_port):
        def apply(of):
            (folder / "access.txt").write_text(of["files"]["access.txt"])
            ask("server", f"127.0.0.1:{open_port}")
            said = ask("apply", str(folder / "access.txt"))
            report(said == "applied", f"kafka: applying: {said}")
            ask("server", f"127.0.0.1:{port}")

        apply(server)
        apply(server)
        for user, name in (("publishes-app", "app-events"), ("declares", "more-news"), *(("owns", one) for one in MADE_BY_PROGRAMS[2:])):
            ask("login", user, accounts[user])
            said = ask("create", name)
            report(said == "done", f"kafka: {user} makes {name}: {said}")
        for user in accounts:
            said = ask("login", user, accounts[user])
            report(said == "in", f"kafka: {user} logs in: {said}")
            judge(ask, user, report)
        tries(ask, accounts, report)
        report(ask("login", "publishes-topic", "wrong").startswith("!"), "kafka: a wrong password is let in")

        (later,) = answer["environments"]["next"]["servers"]
        apply(later)
        report(ask("login", "reads", accounts["reads"]).startswith("!"), "kafka: who left the chart is let in")
        RIGHTS.update({"publishes-topic": ({"tasks": PUBLISHES}, {}), "joins-two": ({"news.today": PUBLISHES}, {})})
        for user in ("publishes-topic", "joins-two", "consumes-topic"):
            ask("login", user, accounts[user])
            judge(ask, user, report)
