"""Redis: every right of a link works for its account, and every other command of the server's own list is refused."""

import contextlib

from redis_wire import Redis, Refused
from running import redis, temporary_folder

# What §4 of the language gives a link: commands, and the keys or channels they are good for. A set of commands that is said by
# words of the server ("@read") is asked from it.
LISTINGS = ["scan", "keys", "randomkey", "dbsize"]
READ = {"plus": ["@read", "watch"], "minus": ["@dangerous", "@scripting"]}
WRITE = {"plus": ["@read", "@write", "watch"], "minus": ["@dangerous", "@scripting"]}
# PFMERGE of one key is not held to the account's keys, and makes the key.
WRITE_SOME = [*WRITE["minus"], *LISTINGS, "pfmerge"]
GROUP_READER = ["xreadgroup", "xack", "xautoclaim", "xclaim", "xpending", "xinfo|consumers", "xinfo|groups", "xinfo|stream", "xinfo|help"]
POPS = ["blpop", "brpop", "lpop", "rpop", "lmove", "blmove"]
GROUPS = ["xgroup|create", "xgroup|createconsumer", "xgroup|delconsumer", "xgroup|destroy", "xgroup|setid", "xgroup|help"]


def right(plus, own, minus=(), foreign="foreign", grant=()):
    return {"plus": list(plus), "minus": list(minus), "own": own, "foreign": foreign, "grant": list(grant)}


RIGHTS = {
    "publishes-topic": [right(["publish"], "news")],
    "publishes-family": [right(["publish"], "room:7")],
    "publishes-queue": [right(["lpush", "rpush"], "tasks")],
    "publishes-stream": [right(["xadd"], "log")],
    "consumes-topic": [right(["subscribe", "unsubscribe"], "news")],
    "consumes-family": [right(["psubscribe", "punsubscribe"], "room:*")],
    "consumes-patterns": [right(["psubscribe", "punsubscribe"], "room:a*", foreign="room:*"),
                          right(["psubscribe", "punsubscribe"], "room:b*", foreign="room:c*")],
    "consumes-queue": [right(POPS, "tasks")],
    "consumes-stream": [right(GROUP_READER, "log")],
    "declares-stream": [right([*GROUP_READER, *GROUPS], "own-log")],
    "joins-two": [right(["publish"], "news"), right(POPS, "tasks")],
    "odd-names": [right(["subscribe", "unsubscribe"], "a[b]?*c(d)", foreign="ab1xxc(d)"),
                  right(POPS, "q\"u'o\\te)", foreign="q\"u'ote)"), right(["xadd"], "~&+@all%W~", foreign="x&+@all%W~")],
    "reads": [right(READ["plus"], "any", [*READ["minus"], *LISTINGS], foreign=None)],
    "reads-some": [right(READ["plus"], own, [*READ["minus"], *LISTINGS], foreign=foreign)
                   for own, foreign in (("cart:1", "carts"), ("stock:a", "stock:c"))],
    "writes": [right(WRITE["plus"], "any", WRITE["minus"], foreign=None)],
    "writes-some": [right(WRITE["plus"], "cart:1", WRITE_SOME, foreign="carts")],
    "owns": [right(WRITE["plus"], "any", WRITE["minus"], foreign=None)],
    "grants": [right(WRITE["plus"], "cart:1", WRITE_SOME, foreign="carts", grant=["eval", "info"])],
    "administers": [right(["@all"], "any", foreign=None)],
    "monitors": [right(["info", "ping"], "any", foreign="any")],
}

# Commands whose keys or channels do not stand at fixed places: how to say them about one name.
FORMS = {
    "eval": ["return 1", "1", "NAME"], "eval_ro": ["return 1", "1", "NAME"], "evalsha": ["0", "1", "NAME"], "evalsha_ro": ["0", "1", "NAME"],
    "fcall": ["f", "1", "NAME"], "fcall_ro": ["f", "1", "NAME"],
    "zunion": ["1", "NAME"], "zinter": ["1", "NAME"], "zdiff": ["1", "NAME"], "sintercard": ["1", "NAME"], "zintercard": ["1", "NAME"],
    "lmpop": ["1", "NAME", "LEFT"], "zmpop": ["1", "NAME", "MIN"], "blmpop": ["1", "1", "NAME", "LEFT"], "bzmpop": ["1", "1", "NAME", "MIN"],
    "zunionstore": ["NAME", "1", "NAME"], "zinterstore": ["NAME", "1", "NAME"], "zdiffstore": ["NAME", "1", "NAME"],
    "xread": ["STREAMS", "NAME", "0"], "xreadgroup": ["GROUP", "g", "c", "STREAMS", "NAME", ">"],
    "migrate": ["h", "1", "NAME", "0", "1"], "georadius": ["NAME", "1", "1", "1", "m"], "georadius_ro": ["NAME", "1", "1", "1", "m"],
    "georadiusbymember": ["NAME", "m", "1", "m"], "georadiusbymember_ro": ["NAME", "m", "1", "m"],
    "publish": ["NAME", "m"], "spublish": ["NAME", "m"], "subscribe": ["NAME"], "psubscribe": ["NAME"], "ssubscribe": ["NAME"],
    "unsubscribe": ["NAME"], "punsubscribe": ["NAME"], "sunsubscribe": ["NAME"],
}
# No right on a channel is asked for leaving it.
NAMELESS = {"unsubscribe", "punsubscribe", "sunsubscribe"}


class Command:
    def __init__(self, entry):
        self.name, arity, self.flags, self.first, self.last, self.step = entry[:6]
        self.least = abs(arity)

    def words(self, name):
        """The command about one name, and whether a name is in it."""
        first = self.name.split("|")
        form = FORMS.get(self.name)
        if form:
            return first + [name if word == "NAME" else word for word in form], self.name not in NAMELESS
        words = first + ["1"] * (self.least - len(first))
        if self.first <= 0:
            return words, False
        last = self.last if self.last >= 0 else max(self.first, self.least - 1)
        while len(words) <= last:
            words.append("1")
        for place in range(self.first, last + 1, max(self.step, 1)):
            words[place] = name
        return words, True


def commands_of(admin):
    result = {}
    for entry in admin.call("COMMAND"):
        parts = entry[9] if len(entry) > 9 else []
        for part in parts:
            result[part[0]] = Command(part)
        if not parts:
            result[entry[0]] = Command(entry)
        else:
            result.setdefault(entry[0], None)  # a container is no command of its own
    return {name: command for name, command in result.items() if command is not None}


class Servers:
    def __init__(self, admin):
        self.admin = admin
        self.commands = commands_of(admin)
        self.categories = {name: set(admin.call("ACL", "CAT", name)) for name in admin.call("ACL", "CAT")}

    def meant(self, word):
        if word == "@all":
            return set(self.commands)
        listed = self.categories[word[1:]] if word.startswith("@") else {word}
        return {name for name in self.commands if name in listed or name.split("|")[0] in listed}

    def granted(self, right):
        result = set()
        for word in right["plus"]:
            result |= self.meant(word)
        for word in right["minus"]:
            result -= self.meant(word)
        for word in right["grant"]:
            result |= self.meant(word)
        return result

    def everybody(self):
        return (self.meant("@connection") | self.meant("@transaction")) - self.meant("@dangerous")

    def allows(self, user, words):
        try:
            answer = self.admin.call("ACL", "DRYRUN", user, *words)
        except Refused as error:
            if "wrong number of arguments" in str(error) or "ERR" in str(error):
                raise AssertionError(f"the test says {words} wrongly: {error}") from error
            return False
        if "wrong number" in answer:
            raise AssertionError(f"the test says {words} wrongly: {answer}")
        return answer == "OK"


def judge(servers, user, rights):
    """Asks about every command of the server, by its own word; yields what is not as the links say."""
    everybody = servers.everybody()
    granted = [servers.granted(one) for one in rights]
    for name, command in servers.commands.items():
        for right, names in zip(rights, granted):
            for place in ("own", "foreign"):
                about = right[place]
                if about is None:
                    continue
                words, named = command.words(about)
                expected = any(
                    name in other_names and (not named or about == other["own"] or other["foreign"] is None and other["own"] == "any")
                    for other, other_names in zip(rights, granted))
                expected = expected or name in everybody and not named
                yield words, expected, servers.allows(user, words)


def perform(port, account, say):
    """The rights themselves, carried out by a client and not only asked about."""
    user = account["user"]
    with Redis(port, user, account["password"]) as client, Redis(port, *say.admin) as admin:
        call, tell = client.call, admin.call
        if user == "publishes-topic":
            yield "publish", call("PUBLISH", "news", "x") == 0
        elif user == "publishes-family":
            yield "publish", call("PUBLISH", "room:7", "x") == 0
        elif user == "publishes-queue":
            yield "lpush", call("LPUSH", "tasks", "x") == 1
        elif user == "publishes-stream":
            yield "xadd", "-" in call("XADD", "log", "*", "a", "b")
        elif user == "consumes-topic":
            client.send("SUBSCRIBE", "news")
            yield "subscribe", client.answer() == ["subscribe", "news", 1]
            tell("PUBLISH", "news", "hello")
            yield "message", client.answer() == ["message", "news", "hello"]
        elif user == "consumes-family":
            client.send("PSUBSCRIBE", "room:*")
            yield "psubscribe", client.answer() == ["psubscribe", "room:*", 1]
            tell("PUBLISH", "room:1", "hello")
            yield "message", client.answer() == ["pmessage", "room:*", "room:1", "hello"]
        elif user == "consumes-queue":
            tell("DEL", "tasks")
            tell("RPUSH", "tasks", "one")
            yield "blpop", call("BLPOP", "tasks", "1") == ["tasks", "one"]
        elif user in ("consumes-stream", "declares-stream"):
            stream = "log" if user == "consumes-stream" else "own-log"
            (tell if user == "consumes-stream" else call)("XGROUP", "CREATE", stream, user, "0", "MKSTREAM")
            entry = tell("XADD", stream, "*", "a", "b")
            got = call("XREADGROUP", "GROUP", user, "me", "STREAMS", stream, ">")
            yield "xreadgroup", [entry, ["a", "b"]] in got[0][1]
            yield "xack", call("XACK", stream, user, entry) == 1
        elif user == "odd-names":
            tell("RPUSH", "q\"u'o\\te)", "one")
            yield "blpop", call("BLPOP", "q\"u'o\\te)", "1") == ["q\"u'o\\te)", "one"]
            yield "xadd", "-" in call("XADD", "~&+@all%W~", "*", "a", "b")
        elif user in ("reads", "reads-some"):
            tell("SET", "cart:1", "full")
            yield "get", call("GET", "cart:1") == "full"
        elif user in ("writes", "writes-some", "owns", "grants"):
            yield "set", call("SET", "cart:1", "new") == "OK"
            yield "get", call("GET", "cart:1") == "new"
            yield "watch", call("WATCH", "cart:1") == "OK"
            yield "multi", call("MULTI") == "OK" and call("INCR", "cart:2") == "QUEUED" and call("EXEC")[0] >= 1
            if user == "grants":
                yield "eval", call("EVAL", "return redis.call('get', KEYS[1])", "1", "cart:1") == "new"
        elif user == "administers":
            yield "acl", "user" in call("ACL", "LIST")[0]
        elif user == "monitors":
            yield "info", "redis_version" in call("INFO")


class Said:
    def __init__(self, admin):
        self.admin = (admin["user"], admin["password"])


def run(answer, report):
    (server,) = answer["servers"]
    report(not server["problems"], f"redis: everything can be said, but {server['problems']}")
    report({one["user"] for one in server["accounts"]} == set(RIGHTS), "redis: the rights of every account of the chart are known to the test")
    with temporary_folder() as folder, redis(folder, server["files"]["users.acl"]) as port:
        said = Said(server["admin"])
        with Redis(port, *said.admin) as admin:
            servers = Servers(admin)
            for account in server["accounts"]:
                user = account["user"]
                for words, expected, allowed in judge(servers, user, RIGHTS[user]):
                    report(allowed == expected, f"redis: {user} {'may' if allowed else 'may not'} {' '.join(words)}")
                try:
                    for what, right in perform(port, account, said):
                        report(right, f"redis: {user}: {what}")
                except Refused as error:
                    report(False, f"redis: {user}: {error}")
        with contextlib.suppress(Refused):
            with Redis(port, "default", ""):
                pass
            report(False, "redis: somebody without an account is let in")
