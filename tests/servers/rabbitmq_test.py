"""RabbitMQ: every right of a link works for its account, and every other method of AMQP on every name is refused."""

import contextlib
import os
import subprocess
from pathlib import Path

import amqp_wire as amqp
import pika
import yaml
from pika.exceptions import AMQPError

from running import rabbitmq, temporary_folder

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENTS = ["next"]
NOTHING = ()
# What §4 of the language gives a link, as the names that an account may configure, write and read; a name that ends in `*`
# stands for all that begin so. Exchanges and queues share their names.
EVERYTHING = {"configure": ["*"], "write": ["*"], "read": ["*"]}
MAIN = {
    "publishes-topic": {"write": ["orders.events"]},
    "publishes-keys": {"write": ["orders.events"]},
    "publishes-fanout": {"write": ["everybody"]},
    "publishes-queue": {"write": ["mails"]},
    "publishes-by-name": {"write": ["amq.default"]},
    "publishes-stream": {"write": ["history"]},
    "publishes-family": {"configure": ["tenant-*"], "write": ["tenant-*"]},
    "publishes-app": {"configure": ["app-events"], "write": ["app-events"]},
    "asks": {"configure": ["amq.gen-*"], "write": ["amq.gen-*", "amq.default"], "read": ["amq.gen-*"]},
    "consumes-topic": {"read": ["consumes-topic.orders"]},
    "consumes-fanout": {"read": ["consumes-fanout.everybody"]},
    "consumes-headers": {"read": ["consumes-headers.sorted"]},
    "consumes-queue": {"read": ["mails"]},
    "consumes-by-name": {"read": ["jobs"]},
    "consumes-stream": {"read": ["history"]},
    "consumes-app": {"configure": ["mine"], "write": ["mine", "lost"], "read": ["mine", "app-events"]},
    "consumes-app-queue": {"configure": ["app-jobs"], "read": ["app-jobs"]},
    "answers": {"read": ["questions"], "write": ["amq.default"]},
    "odd-names": {"write": ["a.b|c(d)*e{username}"], "read": ["^q$[x]+\\#\"'"]},
    "reads": {"read": ["*"]},
    "writes": {"read": ["*"], "write": ["*"]},
    "owns": EVERYTHING,
    "owns-both": EVERYTHING,
    "administers": EVERYTHING,
}
ZONE = {"elsewhere": {"read": ["far"]}, "owns-both": EVERYTHING, "administers": EVERYTHING}
# Names that are nobody's, or another's, and some that a careless pattern would take for one that is given.
NAMES = ["orders.events", "mails", "jobs", "foreign", "ordersxevents", "orders.events2", "my.orders.events", "orders.events\n", "a.b", "tenant",
         "a.b|c(d)*eodd-names"]
MAY_WRITE_KEYS = ["order.created", "stock.milk.low", "audit", "audit.a", "audit.a.b"]
MAY_NOT_WRITE_KEYS = ["order.createdx", "xorder.created", "order", "stock.low", "stock.a.b.low", "auditor", "", "order.created\n"]


def may(rights, what, name):
    return any(name.startswith(one[:-1]) if one.endswith("*") else name == one for one in rights.get(what, NOTHING))


def publish(channel, exchange, key, **more):
    channel.confirm_delivery()
    channel.basic_publish(exchange, key, b"hello", **more)


def operations(names):
    """Every method of AMQP that takes a right: what it is called, what it needs, how it is asked."""
    for name in names:
        configure, write, read = ("configure", name), ("write", name), ("read", name)
        lost = ("write", "lost")
        yield f"exchange.declare {name!r}", (configure,), amqp.exchange_declare(name)
        yield f"exchange.delete {name!r}", (configure,), amqp.exchange_delete(name)
        yield f"queue.declare {name!r}", (configure,), amqp.queue_declare(name)
        yield f"queue.delete {name!r}", (configure,), amqp.queue_delete(name)
        yield f"queue.purge {name!r}", (read,), amqp.queue_purge(name)
        yield f"basic.get {name!r}", (read,), amqp.basic_get(name)
        yield f"basic.consume {name!r}", (read,), amqp.basic_consume(name)
        yield f"basic.publish {name!r}", (write,), amqp.basic_publish(name, "audit.x")
        yield f"queue.bind foreign {name!r}", (("write", "foreign"), read), amqp.queue_bind("foreign", name, "a.b")
        yield f"queue.bind {name!r} foreign", (write, ("read", "foreign")), amqp.queue_bind(name, "foreign", "a.b")
        yield f"queue.unbind {name!r}", (write, read), amqp.queue_unbind(name, name, "a.b")
        yield f"exchange.bind {name!r}", (write, read), amqp.exchange_bind(name, name, "a.b")
        yield f"exchange.unbind {name!r}", (write, read), amqp.exchange_unbind(name, name, "a.b")
        yield (f"queue.declare {name!r} with dead letters", (configure, read, lost),
               amqp.queue_declare(name, **{"x-dead-letter-exchange": "lost"}))
        yield (f"exchange.declare {name!r} with an alternate", (configure, read, lost),
               amqp.exchange_declare(name, **{"alternate-exchange": "lost"}))
    yield "basic.publish ''", (("write", "amq.default"),), amqp.basic_publish("", "jobs")


def names_for(user, rights):
    """What is asked about: the account's own names, one of each family of its own, and the others; keys are asked about apart."""
    own = {one.replace("*", "7") if one.endswith("-*") else one for ones in rights.values() for one in ones}
    return sorted((own | set(NAMES)) - {"*", "amq.default", "amq.gen-7", "orders.events" if user == "publishes-keys" else "*"})


STEPS = ("others", "delete", " with ", "declare")


def step_of(words):
    return next((step for step in STEPS[1:] if step in words), STEPS[0])


def judge(port, user, password, vhost, rights, report):
    asked = list(operations(names_for(user, rights)))
    # A stream has no purge and no get: whoever may read it has his connection closed for the question.
    if may(rights, "read", "history"):
        asked = [one for one in asked if one[0] not in ("queue.purge 'history'", "basic.get 'history'")]
    with amqp.Amqp(port, user, password, vhost) as session:
        # One step behind the other: nothing is asked about a queue that is going away, and dead letters are judged where a name is
        # new only.
        for step in STEPS:
            now = [one for one in asked if step_of(one[0]) == step]
            for (words, needs, _), code in zip(now, session.codes([frames for _, _, frames in now])):
                expected = all(may(rights, what, about) for what, about in needs)
                allowed = code != amqp.ACCESS_REFUSED
                report(allowed == expected, f"rabbitmq: {user} {'may' if allowed else 'may not'} {words} in {vhost}")


def routing_keys(port, password, report):
    asked = [*MAY_WRITE_KEYS, *MAY_NOT_WRITE_KEYS]
    with amqp.Amqp(port, "publishes-keys", password, "main") as session:
        codes = session.codes([amqp.basic_publish("orders.events", key) for key in asked])
    for key, code in zip(asked, codes):
        report((code == 0) == (key in MAY_WRITE_KEYS), f"rabbitmq: publishes-keys to {key!r}: {code}")


def lets_in(port, user, password, vhost):
    with contextlib.suppress(amqp.ConnectionRefused), amqp.Amqp(port, user, password, vhost):
        return True
    return False


class World:
    """Accounts by name, each with a connection when it is asked for, through a client library that programs use."""

    def __init__(self, port, accounts, stack):
        self.port, self.accounts, self.stack, self.sessions = port, accounts, stack, {}

    def channel(self, user):
        if user not in self.sessions or not self.sessions[user].is_open:
            parameters = pika.ConnectionParameters("127.0.0.1", self.port, "main", pika.PlainCredentials(user, self.accounts[user]),
                                                   heartbeat=0, socket_timeout=20, stack_timeout=20, blocked_connection_timeout=20)
            self.sessions[user] = self.stack.enter_context(pika.BlockingConnection(parameters))
        return self.sessions[user].channel()


def perform(world, report):
    """The rights carried out: what one publishes the other receives."""
    def passes(publisher, exchange, key, consumer, queue, properties=None):
        try:
            publish(world.channel(publisher), exchange, key, mandatory=True, properties=properties)
            channel = world.channel(consumer)
            got = next(channel.consume(queue, inactivity_timeout=30))
            channel.basic_ack(got[0].delivery_tag)
            channel.cancel()
            report(got[2] == b"hello", f"rabbitmq: from {publisher} to {consumer}: {got}")
        except (AMQPError, AttributeError) as error:
            report(False, f"rabbitmq: from {publisher} to {consumer}: {error!r}")

    passes("publishes-topic", "orders.events", "order.created", "consumes-topic", "consumes-topic.orders")
    passes("publishes-keys", "orders.events", "order.created", "consumes-topic", "consumes-topic.orders")
    passes("publishes-fanout", "everybody", "", "consumes-fanout", "consumes-fanout.everybody")
    passes("publishes-queue", "mails", "", "consumes-queue", "mails")
    passes("publishes-queue", "mails", "mails", "consumes-queue", "mails")
    passes("publishes-by-name", "", "jobs", "consumes-by-name", "jobs")
    passes("administers", "sorted", "", "consumes-headers", "consumes-headers.sorted", pika.BasicProperties(headers={"colour": "red"}))
    passes("administers", "", "^q$[x]+\\#\"'", "odd-names", "^q$[x]+\\#\"'")

    def does(user, method, words):
        try:
            report(method(world.channel(user)), f"rabbitmq: {user}: {words}")
        except (AMQPError, AttributeError, TypeError) as error:
            report(False, f"rabbitmq: {user}: {words}: {error!r}")

    def reads_stream(channel):
        channel.basic_qos(prefetch_count=10)
        got = next(channel.consume("history", arguments={"x-stream-offset": "first"}, inactivity_timeout=30))
        channel.basic_ack(got[0].delivery_tag)
        return got[2] == b"hello"

    def own_queue(channel):
        channel.queue_declare("mine", durable=True, arguments={"x-dead-letter-exchange": "lost"})
        channel.queue_bind("mine", "app-events", "a.b")
        channel.queue_bind("mine", "app-events", "c.#")
        return True

    def other_key(channel):
        try:
            channel.queue_bind("mine", "app-events", "#")
        except AMQPError as error:
            return error.reply_code == amqp.ACCESS_REFUSED
        return False

    does("publishes-stream", lambda c: publish(c, "history", "") is None, "appends")
    does("consumes-stream", reads_stream, "reads from the first")
    does("publishes-app", lambda c: c.exchange_declare("app-events", "topic", durable=True) is not None, "declares its exchange")
    does("consumes-app", own_queue, "declares and binds its queue")
    does("consumes-app", other_key, "is refused another key")
    does("consumes-app-queue", lambda c: c.queue_declare("app-jobs", durable=True) is not None, "declares its queue")
    does("publishes-family", lambda c: c.exchange_declare("tenant-7", "topic", durable=True) is not None, "declares one of its family")
    passes("publishes-app", "app-events", "a.b", "consumes-app", "mine")
    asks(world, report)


def asks(world, report):
    """Request and reply, with a queue of its own for the answer and with the server's short way."""
    for reply_to in ("", "amq.rabbitmq.reply-to"):
        try:
            asker, answerer = world.channel("asks"), world.channel("answers")
            queue = reply_to or asker.queue_declare("", exclusive=True).method.queue
            got = []
            asker.basic_consume(queue, lambda _c, _m, _p, body, got=got: got.append(body), auto_ack=True)
            asker.basic_publish("", "questions", b"hello", pika.BasicProperties(reply_to=queue))
            question = next(answerer.consume("questions", inactivity_timeout=30))
            answerer.basic_ack(question[0].delivery_tag)
            answerer.basic_publish("", question[1].reply_to, b"answer")
            answerer.cancel()
            for _ in range(10):  # each looks at what has come, and waits where nothing has
                if not got:
                    world.sessions["asks"].process_data_events(time_limit=3)
            report(got == [b"answer"], f"rabbitmq: an answer through {reply_to or 'a queue'}: {got}")
        except (AMQPError, AttributeError) as error:
            report(False, f"rabbitmq: an answer through {reply_to or 'a queue'}: {error!r}")


def change(port, folder, variables, later, accounts, report):
    """The same chart a version later, taken over by what the keeper of the server runs; no keeper, no taking over."""
    keeper = yaml.safe_load((ROOT / "catalog/rabbitmq.yaml").read_text()).get("keeper")
    if keeper is None:
        return
    keeps = amqp.Amqp(port, "consumes-topic", accounts["consumes-topic"], "main")
    (folder / "definitions.json").write_text(later["files"]["definitions.json"])
    try:
        done = subprocess.run(["sh", "-ec", keeper["apply"]], cwd=folder, env={**os.environ, **variables, "ACCESS": str(folder)}, capture_output=True,
                              text=True, timeout=100)
        report(done.returncode == 0, f"rabbitmq: applying: {done.returncode} {done.stdout}{done.stderr}")
    except subprocess.TimeoutExpired as error:
        report(False, f"rabbitmq: applying: {error}")
    report(not lets_in(port, "reads", accounts["reads"], "main"), "rabbitmq: who left the chart is let in")
    report(lets_in(port, "owns-both", accounts["owns-both"], "main"), "rabbitmq: who keeps a vhost is let in")
    report(not lets_in(port, "owns-both", accounts["owns-both"], "zone"), "rabbitmq: who lost a vhost is let in")
    for user, rights in (("publishes-topic", {"write": ["mails"]}), ("consumes-topic", MAIN["consumes-topic"])):
        judge(port, user, accounts[user], "main", rights, report)
    with amqp.Amqp(port, "publishes-keys", accounts["publishes-keys"], "main") as session:
        report(session.codes([amqp.basic_publish("orders.events", "any.key")]) == [0], "rabbitmq: a limit that is gone limits")
    with keeps:
        report(keeps.codes([amqp.basic_get("foreign")]) == [amqp.ACCESS_REFUSED], "rabbitmq: whose rights are as before stays connected")


def run(answer, report):
    (server,) = answer["servers"]
    accounts = {one["user"]: one["password"] for one in server["accounts"]}
    report(not server["problems"], f"rabbitmq: everything can be said, but {server['problems']}")
    report(set(accounts) == set(MAIN) | set(ZONE) | {"monitors"}, "rabbitmq: the rights of every account of the chart are known to the test")
    with temporary_folder() as folder, rabbitmq(folder, server["files"]["definitions.json"]) as (port, variables):
        with contextlib.ExitStack() as stack:
            perform(World(port, accounts, stack), report)
        routing_keys(port, accounts["publishes-keys"], report)
        # Who may delete comes last, so that the others find what they ask about.
        for user in sorted(accounts, key=lambda user: ("configure" in MAIN.get(user, {}), user)):
            for vhost, rights in (("main", MAIN), ("zone", ZONE)):
                if user in rights:
                    judge(port, user, accounts[user], vhost, rights[user], report)
                else:
                    report(not lets_in(port, user, accounts[user], vhost), f"rabbitmq: {user} may open {vhost}")
        for user, password in (("guest", "guest"), ("publishes-topic", "wrong"), ("nobody", "x")):
            report(not lets_in(port, user, password, "main"), f"rabbitmq: {user} may log in with {password}")
        change(port, folder, variables, answer["environments"]["next"]["servers"][0], accounts, report)
