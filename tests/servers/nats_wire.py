"""The NATS client protocol, as much as tests need: operations are asked in a row, each with a PING behind it."""

import itertools
import json
import socket


class NotLetIn(Exception):
    """The server refused the login, or closed the connection."""


class Nats:
    def __init__(self, port, user, password):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        self.stream = self.socket.makefile("rb")
        self.numbers = itertools.count(1)
        self.messages = []
        self.stream.readline()  # INFO
        login = {"user": user, "pass": password, "verbose": False, "pedantic": False, "headers": True, "no_responders": True}
        self._send("CONNECT " + json.dumps(login))
        try:
            refusals = self.refusals([""])
        except (NotLetIn, ConnectionResetError) as error:
            self.close()
            raise NotLetIn(str(error)) from error
        if refusals != [""]:
            self.close()
            raise NotLetIn(refusals[0])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.stream.close()
        self.socket.close()

    def subscribe(self, subject, group=""):
        """The number of the subscription and the operation that makes it."""
        number = next(self.numbers)
        return number, f"SUB {subject} {group} {number}" if group else f"SUB {subject} {number}"

    @staticmethod
    def publish(subject, body="hello", reply=""):
        return f"PUB {subject} {reply} {len(body.encode())}\r\n{body}"

    def refusals(self, operations):
        """Of each operation what the server has against it, or nothing."""
        self._send(*(line for one in operations for line in ((one, "PING") if one else ("PING",))))
        result = []
        for _ in operations:
            said = ""
            while True:
                line = self._line()
                if line == "PONG":
                    break
                if line.startswith("-ERR"):
                    said = line
            result.append(said)
        return result

    def do(self, *operations):
        refused = [one for one in self.refusals(operations) if one]
        if refused:
            raise AssertionError(refused[0])

    def listen(self, subject, group=""):
        number, operation = self.subscribe(subject, group)
        self.do(operation)
        return number

    def next_message(self, number):
        """(body, reply subject) of the next message of a subscription, headers left out."""
        while True:
            for index, (of, body, reply) in enumerate(self.messages):
                if of == number:
                    del self.messages[index]
                    return body, reply
            line = self._line()
            if line.startswith("-ERR"):
                raise AssertionError(line)

    def request(self, inbox, subject, body=""):
        number = self.listen(inbox)
        self.do(self.publish(subject, body, inbox))
        answer = self.next_message(number)
        self.do(f"UNSUB {number}")
        return answer[0]

    def ask(self, subject, body=None):
        """A question to JetStream's own API by somebody who may everything."""
        answer = json.loads(self.request("_INBOX.test", subject, "" if body is None else json.dumps(body)))
        if "error" in answer:
            raise AssertionError(f"{subject}: {answer['error']}")
        return answer

    def closed(self):
        """Whether the server has closed this connection."""
        try:
            self.refusals([""])
        except (NotLetIn, OSError):
            return True
        return False

    def _send(self, *lines):
        self.socket.sendall("".join(line + "\r\n" for line in lines).encode())

    def _line(self):
        line = self.stream.readline()
        if not line:
            raise NotLetIn("connection closed")
        line = line.decode(errors="replace").rstrip("\r\n")
        words = line.split(" ")
        if words[0] in ("MSG", "HMSG"):
            body = self.stream.read(int(words[-1]) + 2)[:-2]
            sizes = 2 if words[0] == "HMSG" else 1
            if words[0] == "HMSG":
                body = body[int(words[-2]):]
            reply = words[3] if len(words) > 3 + sizes else ""
            self.messages.append((int(words[2]), body.decode(errors="replace"), reply))
        return line
