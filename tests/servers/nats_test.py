"""NATS: every right of a link works for its account, and every other subject is refused, those of the server's own API included."""

import re
import shutil
import socket
from pathlib import Path

from nats_wire import Nats, NotLetIn
from running import nats, temporary_folder

ENVIRONMENTS = ["next"]


def fetches(user, stream):
    return [f"$JS.API.CONSUMER.MSG.NEXT.{stream}.{user}", f"$JS.API.CONSUMER.INFO.{stream}.{user}", f"$JS.ACK.{stream}.{user}.>"]


def reads_bucket(bucket, keys=">"):
    return [f"$JS.API.STREAM.INFO.KV_{bucket}", f"$JS.API.DIRECT.GET.KV_{bucket}.$KV.{bucket}.{keys}",
            f"$JS.API.CONSUMER.CREATE.KV_{bucket}.*.$KV.{bucket}.{keys}", f"$JS.FC.KV_{bucket}.>"]


# What §4 of the language gives a link: subjects to publish, and to subscribe, there with their queue group.
RIGHTS = {
    "publishes-topic": (["news.today"], []),
    "publishes-keys": (["rooms.a.b", "rooms.c.*"], []),
    "publishes-family": (["rooms.>"], []),
    "publishes-queue": (["tasks"], []),
    "publishes-stream": (["log.*", "audit"], ["_INBOX_publishes-stream.>"]),
    "consumes-topic": ([], ["news.today consumes-topic"]),
    "consumes-keys": ([], ["rooms.a.* consumes-keys"]),
    "consumes-family": ([], ["rooms.> consumes-family"]),
    "consumes-group": ([], ["news.today billing"]),
    "consumes-groups": ([], ["news.today billing.>"]),
    "consumes-queue": ([], ["tasks tasks"]),
    "consumes-stream": (fetches("consumes-stream", "LOG"), ["_INBOX_consumes-stream.>"]),
    "declares-consumer": ([*fetches("declares-consumer", "OWN"), "$JS.API.CONSUMER.CREATE.OWN.declares-consumer",
                           "$JS.API.CONSUMER.CREATE.OWN.declares-consumer.>", "$JS.API.CONSUMER.DURABLE.CREATE.OWN.declares-consumer",
                           "$JS.API.CONSUMER.DELETE.OWN.declares-consumer"], ["_INBOX_declares-consumer.>"]),
    "asks": (["price.request"], ["_INBOX_asks.>"]),
    "answers": ([], ["price.request answers"]),
    "odd-names": (["a\"b\\c{d}'e#f$g"], ["ümlaut.%s.$x ümlaut.%s.$x"]),
    "joins-two": (["news.today"], ["tasks tasks"]),
    "reads-bucket": (reads_bucket("flags"), ["_INBOX_reads-bucket.>"]),
    "reads-some": (reads_bucket("flags", "shop.*"), ["_INBOX_reads-some.>"]),
    "writes-bucket": ([*reads_bucket("flags"), "$KV.flags.>"], ["_INBOX_writes-bucket.>"]),
    "owns-bucket": ([*reads_bucket("flags"), "$KV.flags.>", "$JS.API.STREAM.PURGE.KV_flags"], ["_INBOX_owns-bucket.>"]),
    "reads": ([], [">"]),
    "writes": ([">"], [">"]),
    "owns": ([">"], [">"]),
    "administers": ([">"], [">"]),
    "monitors": ([], []),
}
STREAMS = {"LOG": ["log.*", "audit"], "OWN": ["own.log"], "KV_flags": ["$KV.flags.>"],
           "KV_other": ["$KV.other.>"]}
OTHERS = ["foreign", "news", "news.today.x", "news.todayx", "xnews.today", "rooms", "rooms.a", "rooms.a.c", "rooms.c.d.e", "tasks2", "own.log",
          "log", "log.a.b", "$KV.other.a", "$KV.flags.shop.a", "$KV.flags.shop.a.b", "_INBOX.a", "_INBOX_asks.x", "_INBOX_owns.x",
          "$SYS.REQ.SERVER.PING", "$SYS.REQ.ACCOUNT.everything.CONNZ", "$SYS.ACCOUNT.everything.CONNECT", "$JS.EVENT.ADVISORY.API"]
PATTERNS = [">", "*", "*.*", "news.*", "news.>", "rooms.>", "rooms.*.b", "log.>", "$KV.flags.>", "$KV.>", "$JS.>", "$JS.API.>", "$SYS.>", "_INBOX.>",
            "_INBOX_asks.>", "_INBOX_*.>"]
GROUPS = ["", "billing", "billing.a", "consumes-topic", "tasks", "consumes-keys", "foreign"]


def covers(wide, narrow):
    """Whether each subject of the second is one of the first."""
    wide, narrow = wide.split("."), narrow.split(".")
    for index, word in enumerate(wide):
        if word == ">":
            return len(narrow) > index
        if index >= len(narrow) or narrow[index] == ">" or (word != "*" and word != narrow[index]):
            return False
    return len(wide) == len(narrow)


def may_publish(user, subject):
    if user == "writes" and subject.startswith("$JS.API."):
        return False
    return any(covers(one, subject) for one in RIGHTS[user][0])


def may_subscribe(user, subject, group):
    for one in RIGHTS[user][1]:
        allowed, _, groups = one.partition(" ")
        if covers(allowed, subject) and (not groups or (group and covers(groups, group))):
            return True
    return False


def example(pattern):
    return pattern.replace("*", "word").replace(">", "last.words")


def server_interface():
    """The subjects of JetStream's own API, from the server's program, filled in with names of this chart."""
    program = Path(shutil.which("nats-server")).read_bytes()
    found = {one.decode() for one in re.findall(rb"\$JS\.API(?:\.[A-Z_]+)+(?:\.\*)*(?:\.>)?", program)}
    result = set()
    for one in found:
        for stream, durable in (("LOG", "consumes-stream"), ("OWN", "declares-consumer"), ("KV_flags", "made"), ("foreign", "foreign")):
            result.add(one.replace("*", stream, 1).replace("*", durable).replace(">", "$KV.flags.key"))
    return sorted(subject for subject in result if "ACCOUNT.PURGE" not in subject)


def judge(port, user, password, subjects, report):
    publishes = sorted({*subjects, *(example(one) for one in RIGHTS[user][0])})
    with Nats(port, user, password) as session:
        answers = session.refusals([session.publish(one) for one in publishes])
        for subject, refused in zip(publishes, answers):
            report((not refused) == may_publish(user, subject), f"nats: {user} {'may not' if refused else 'may'} publish {subject}")
        asked = [(subject, group) for subject in [*subjects, *PATTERNS, *(one.split()[0] for one in RIGHTS[user][1])]
                 for group in [*GROUPS, *(example(one.split()[-1]) for one in RIGHTS[user][1])]]
        answers = session.refusals([f"{session.subscribe(*one)[1]}" for one in asked])
        for (subject, group), refused in zip(asked, answers):
            report((not refused) == may_subscribe(user, subject, group),
                   f"nats: {user} {'may not' if refused else 'may'} subscribe {subject} in group {group!r}")


def lets_in(port, user, password):
    try:
        Nats(port, user, password).close()
        return True
    except NotLetIn:
        return False


class World:
    def __init__(self, port, accounts, report):
        self.port, self.accounts, self.report = port, accounts, report

    def of(self, user):
        return Nats(self.port, user, self.accounts[user])

    def passes(self, publisher, subject, consumer, *subscription):
        with self.of(publisher) as one, self.of(consumer) as other:
            number = other.listen(*subscription)
            one.do(one.publish(subject, f"from {publisher}"))
            body, _ = other.next_message(number)
            self.report(body == f"from {publisher}", f"nats: from {publisher} to {consumer}: {body}")


def perform(world, report):
    world.passes("publishes-topic", "news.today", "consumes-topic", "news.today", "consumes-topic")
    world.passes("publishes-topic", "news.today", "consumes-groups", "news.today", "billing.a")
    world.passes("publishes-keys", "rooms.a.b", "consumes-keys", "rooms.a.*", "consumes-keys")
    world.passes("publishes-family", "rooms.z", "consumes-family", "rooms.>", "consumes-family")
    world.passes("publishes-queue", "tasks", "consumes-queue", "tasks", "tasks")
    world.passes("owns", "ümlaut.%s.$x", "odd-names", "ümlaut.%s.$x", "ümlaut.%s.$x")
    with world.of("asks") as one, world.of("answers") as other:
        question = other.listen("price.request", "answers")
        answer = one.listen("_INBOX_asks.1")
        one.do(one.publish("price.request", "how much", "_INBOX_asks.1"))
        _, reply = other.next_message(question)
        other.do(other.publish(reply, "ten"))
        report(one.next_message(answer)[0] == "ten", "nats: an answer")
        report(bool(other.refusals([other.publish(reply, "eleven")])[0]), "nats: a second answer is refused")
    with world.of("publishes-stream") as one:
        report('"stream":"LOG"' in one.request("_INBOX_publishes-stream.1", "log.a", "kept"), "nats: a stream confirms")
    with world.of("consumes-stream") as one:
        inbox = one.listen("_INBOX_consumes-stream.1")
        one.do(one.publish("$JS.API.CONSUMER.MSG.NEXT.LOG.consumes-stream", "1", "_INBOX_consumes-stream.1"))
        body, acknowledge = one.next_message(inbox)
        one.do(one.publish(acknowledge, "+ACK"))
        report(body == "kept", f"nats: from the stream: {body}")
    with world.of("declares-consumer") as one:
        wanted = '{"stream_name":"OWN","config":{"durable_name":"declares-consumer","ack_policy":"explicit"}}'
        made = one.request("_INBOX_declares-consumer.1", "$JS.API.CONSUMER.DURABLE.CREATE.OWN.declares-consumer", wanted)
        report('"error"' not in made, f"nats: makes its consumer: {made}")
        other = one.request("_INBOX_declares-consumer.1", "$JS.API.CONSUMER.DURABLE.CREATE.OWN.declares-consumer",
                            wanted.replace("declares-consumer", "other"))
        report('"error"' in other, f"nats: makes no consumer of another name: {other}")
    with world.of("writes-bucket") as one:
        report('"stream":"KV_flags"' in one.request("_INBOX_writes-bucket.1", "$KV.flags.shop.on", "yes"), "nats: puts a key")
    for user in ("reads-bucket", "reads-some"):
        with world.of(user) as one:
            got = one.request(f"_INBOX_{user}.1", "$JS.API.DIRECT.GET.KV_flags.$KV.flags.shop.on")
            report(got == "yes", f"nats: {user} gets {got}")


def change(world, process, file, later, report):
    """The same chart a version later, taken over by the server that runs."""
    keeps, loses, gone = world.of("publishes-stream"), world.of("consumes-topic"), world.of("reads")
    heard = loses.listen("news.today", "consumes-topic")
    seen = len(process.output.lines)
    file.write_text(later["files"]["accounts.conf"])
    process.reload()
    report(process.output.wait_for("Reloaded server configuration", 20, seen), "nats: takes over the new file: " + process.output.last())
    report(gone.closed(), "nats: who left the chart is disconnected")
    report(not lets_in(world.port, "reads", world.accounts["reads"]), "nats: who left the chart may not log in")
    report(not keeps.closed(), "nats: whose rights are as before stays connected")
    now = {one["user"]: one["password"] for one in later["accounts"]}
    with Nats(world.port, "publishes-topic", now["publishes-topic"]) as one:
        report(bool(one.refusals([one.publish("news.today")])[0]), "nats: a right that is gone is refused")
        report(not one.refusals([one.publish("tasks")])[0], "nats: a new right works")
    with Nats(world.port, "owns", now["owns"]) as one:
        one.do(one.publish("news.today"))
    report(loses.closed() or bool(loses.refusals([loses.subscribe("news.today", "consumes-topic")[1]])[0]), "nats: and so is subscribing")
    report(all(number != heard for number, _, _ in loses.messages), "nats: a subscription that is gone hears nothing")
    for one in (keeps, loses, gone):
        one.close()


def send(port, text, again, report):
    """What makes the streams, sent as it is."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as one:
        one.sendall(text.encode())
        answers = b""
        while b"PONG" not in answers or answers.count(b"MSG _INBOX") < text.count("PUB "):
            read = one.recv(65536)
            if not read:
                break
            answers += read
    report(b'"error"' not in answers, f"nats: making streams{' again' if again else ''}: {answers.decode()}")


def run(answer, report):
    (server,) = answer["servers"]
    accounts = {one["user"]: one["password"] for one in server["accounts"]}
    report(set(accounts) == set(RIGHTS), "nats: the rights of every account of the chart are known to the test")
    report(not server["problems"], f"nats: everything can be said, but {server['problems']}")
    with temporary_folder() as folder, nats(folder, server["files"]["accounts.conf"]) as (port, process):
        world = World(port, accounts, report)
        for again in (False, True):
            send(port, server["files"]["streams.nats"], again, report)
        with Nats(port, server["admin"]["user"], server["admin"]["password"]) as admin:
            made = {one["config"]["name"]: one["config"]["subjects"] for one in admin.ask("$JS.API.STREAM.LIST")["streams"]}
            report(made == STREAMS, f"nats: streams {made}")
            admin.ask("$JS.API.CONSUMER.INFO.LOG.consumes-stream")
        perform(world, report)
        interface = server_interface()
        report(len(interface) > 80, f"nats: {len(interface)} subjects of the server's own interface")
        own = {example(one) for publishes, _ in RIGHTS.values() for one in publishes}
        own |= {example(one.split()[0]) for _, subscribes in RIGHTS.values() for one in subscribes}
        subjects = sorted({*OTHERS, *own, *interface})
        for user in sorted(accounts, key=lambda user: (user in ("owns", "administers"), user)):
            judge(port, user, accounts[user], subjects, report)
        for user, password in (("publishes-topic", "wrong"), ("nobody", "x"), ("", ""), ("publishes-topic", "")):
            report(not lets_in(port, user, password), f"nats: {user!r} may log in with {password!r}")
        change(world, process, folder / "access" / "accounts.conf", answer["environments"]["next"]["servers"][0], report)
