"""The Redis protocol (RESP2), as much as tests need: a command out, an answer back."""

import socket


class Refused(Exception):
    """An error that the server answered."""


class Redis:
    def __init__(self, port: int, user: str, password: str):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.stream = self.socket.makefile("rb")
        self.call("AUTH", user, password)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stream.close()
        self.socket.close()

    def call(self, *words):
        self.send(*words)
        answer = self.answer()
        if isinstance(answer, Refused):
            raise answer
        return answer

    def send(self, *words):
        parts = [word if isinstance(word, bytes) else str(word).encode() for word in words]
        out = b"*%d\r\n" % len(parts) + b"".join(b"$%d\r\n%s\r\n" % (len(part), part) for part in parts)
        self.socket.sendall(out)

    def answer(self):
        line = self.stream.readline()
        if not line:
            raise Refused("connection closed")
        kind, rest = line[:1], line[1:-2]
        if kind == b"+":
            return rest.decode()
        if kind == b"-":
            return Refused(rest.decode())
        if kind == b":":
            return int(rest)
        if kind == b"$":
            return None if rest == b"-1" else self.stream.read(int(rest) + 2)[:-2].decode(errors="replace")
        if kind == b"*":
            return None if rest == b"-1" else [self.answer() for _ in range(int(rest))]
        raise AssertionError(f"not RESP: {line!r}")
