"""RabbitMQ: every right of a link works for its account, and every other method of AMQP on every name is refused."""

import contextlib

import pika
from pika.exceptions import AMQPError

from running import rabbitmq, temporary_folder

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


class Session:
    """A connection of one account; a method that closes it is answered by a new one."""

    def __init__(self, port, user, password, vhost):
        self.parameters = pika.ConnectionParameters("127.0.0.1", port, vhost, pika.PlainCredentials(user, password), heartbeat=0)
        self.connection = pika.BlockingConnection(self.parameters)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with contextlib.suppress(AMQPError):
            self.connection.close()

    def channel(self):
        if not self.connection.is_open:
            self.connection = pika.BlockingConnection(self.parameters)
        return self.connection.channel()

    def refused(self, method):
        """Whether the server answers ACCESS_REFUSED; any other answer is about something else than rights."""
        channel = self.channel()
        try:
            method(channel)
        except AMQPError as error:
            return getattr(error, "reply_code", 0) == 403
        finally:
            with contextlib.suppress(AMQPError):
                channel.close()
        return False


def publish(channel, exchange, key, **more):
    channel.confirm_delivery()
    channel.basic_publish(exchange, key, b"hello", **more)


def operations(names):
    """Every method of AMQP that takes a right: what it is called, what it needs, how it is asked."""
    for name in names:
        def on(method, *needs, name=name):
            return f"{method} {name!r}", needs, name
        yield *on("exchange.declare", ("configure", name)), lambda c, n=name: c.exchange_declare(n, "direct", durable=True)
        yield *on("exchange.delete", ("configure", name)), lambda c, n=name: c.exchange_delete(n)
        yield *on("queue.declare", ("configure", name)), lambda c, n=name: c.queue_declare(n, durable=True)
        yield *on("queue.delete", ("configure", name)), lambda c, n=name: c.queue_delete(n)
        yield *on("queue.purge", ("read", name)), lambda c, n=name: c.queue_purge(n)
        yield *on("basic.get", ("read", name)), lambda c, n=name: c.basic_get(n)
        yield *on("basic.consume", ("read", name)), lambda c, n=name: c.basic_consume(n, lambda *_: None)
        yield *on("basic.publish", ("write", name)), lambda c, n=name: publish(c, n, "audit.x")
        yield *on("queue.bind foreign", ("write", "foreign"), ("read", name)), lambda c, n=name: c.queue_bind("foreign", n, "a.b")
        yield *on("queue.bind to foreign", ("write", name), ("read", "foreign")), lambda c, n=name: c.queue_bind(n, "foreign", "a.b")
        yield *on("queue.unbind self", ("write", name), ("read", name)), lambda c, n=name: c.queue_unbind(n, n, "a.b")
        yield *on("exchange.bind self", ("write", name), ("read", name)), lambda c, n=name: c.exchange_bind(n, n, "a.b")
        yield *on("exchange.unbind self", ("write", name), ("read", name)), lambda c, n=name: c.exchange_unbind(n, n, "a.b")
        yield (*on("queue.declare with dead letters", ("configure", name), ("read", name), ("write", "lost")),
               lambda c, n=name: c.queue_declare(n, durable=True, arguments={"x-dead-letter-exchange": "lost"}))
        yield (*on("exchange.declare with an alternate", ("configure", name), ("read", name), ("write", "lost")),
               lambda c, n=name: c.exchange_declare(n, "direct", durable=True, arguments={"alternate-exchange": "lost"}))
    yield "basic.publish ''", (("write", "amq.default"),), "", lambda c: publish(c, "", "jobs")


def names_for(user, rights):
    """What is asked about: the account's own names, one of each family of its own, and the others; keys are asked about apart."""
    own = {one.replace("*", "7") if one.endswith("-*") else one for ones in rights.values() for one in ones}
    return sorted((own | set(NAMES)) - {"*", "amq.default", "amq.gen-7", "orders.events" if user == "publishes-keys" else "*"})


def judge(session, rights, report, user, names):
    for words, needs, name, method in operations(names):
        expected = all(may(rights, what, about) for what, about in needs)
        allowed = not session.refused(method)
        report(allowed == expected, f"rabbitmq: {user} {'may' if allowed else 'may not'} {words}")


def routing_keys(session, report):
    for keys, expected in ((MAY_WRITE_KEYS, True), (MAY_NOT_WRITE_KEYS, False)):
        for key in keys:
            allowed = not session.refused(lambda channel, key=key: publish(channel, "orders.events", key))
            report(allowed == expected, f"rabbitmq: publishes-keys {'may' if allowed else 'may not'} write {key!r}")


class World:
    """Accounts by name, each with a session when it is asked for."""

    def __init__(self, port, accounts, stack):
        self.port, self.accounts, self.stack, self.sessions = port, accounts, stack, {}

    def of(self, user, vhost="main"):
        if (user, vhost) not in self.sessions:
            self.sessions[user, vhost] = self.stack.enter_context(Session(self.port, user, self.accounts[user], vhost))
        return self.sessions[user, vhost]


def perform(world, report):
    """The rights carried out: what one publishes the other receives."""
    def passes(publisher, exchange, key, consumer, queue, properties=None):
        try:
            publish(world.of(publisher).channel(), exchange, key, mandatory=True, properties=properties)
            channel = world.of(consumer).channel()
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
            report(method(world.of(user).channel()), f"rabbitmq: {user}: {words}")
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
        return world.of("consumes-app").refused(lambda c: c.queue_bind("mine", "app-events", "#"))

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
            asker, answerer = world.of("asks").channel(), world.of("answers").channel()
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
                    world.of("asks").connection.process_data_events(time_limit=3)
            report(got == [b"answer"], f"rabbitmq: an answer through {reply_to or 'a queue'}: {got}")
        except (AMQPError, AttributeError) as error:
            report(False, f"rabbitmq: an answer through {reply_to or 'a queue'}: {error!r}")


def run(answer, report):
    (server,) = answer["servers"]
    accounts = {one["user"]: one["password"] for one in server["accounts"]}
    report(not server["problems"], f"rabbitmq: everything can be said, but {server['problems']}")
    report(set(accounts) == set(MAIN) | set(ZONE) | {"monitors"}, "rabbitmq: the rights of every account of the chart are known to the test")
    with temporary_folder() as folder, rabbitmq(folder, server["files"]["definitions.json"]) as port, contextlib.ExitStack() as stack:
        world = World(port, accounts, stack)
        perform(world, report)
        routing_keys(world.of("publishes-keys"), report)
        # Who may delete comes last, so that the others find what they ask about.
        order = sorted(accounts, key=lambda user: ("configure" in MAIN.get(user, {}), user))
        for user in order:
            for vhost, rights in (("main", MAIN), ("zone", ZONE)):
                if user in rights:
                    judge(world.of(user, vhost), rights[user], report, user, names_for(user, rights[user]))
                    continue
                try:
                    Session(port, user, accounts[user], vhost).connection.close()
                    report(False, f"rabbitmq: {user} may open {vhost}")
                except AMQPError:
                    report(True, "")
        for user, password in (("guest", "guest"), ("publishes-topic", "wrong"), ("nobody", "x")):
            try:
                Session(port, user, password, "main").connection.close()
                report(False, f"rabbitmq: {user} may log in with {password}")
            except AMQPError:
                report(True, "")
