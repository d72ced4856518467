"""AMQP 0-9-1, as much as tests need: many methods asked at once, each on a channel of its own, because a refusal closes the channel."""

import socket
import struct

METHOD, HEADER, BODY, END = 1, 2, 3, b"\xce"
CHANNEL_OPEN, CHANNEL_CLOSE, CHANNEL_CLOSED, CONNECTION_CLOSE = (20, 10), (20, 40), (20, 41), (10, 50)
# What comes before or between answers: a channel is open, confirms are on, a message is delivered or returned.
NO_ANSWERS = {(20, 11), (85, 11), (60, 60), (60, 50)}
ACCESS_REFUSED = 403


class ConnectionRefused(Exception):
    """The server closed the connection."""


def short(text):
    data = text.encode()
    return bytes([len(data)]) + data


def table(entries):
    data = b"".join(short(key) + b"S" + struct.pack(">I", len(value.encode())) + value.encode() for key, value in entries.items())
    return struct.pack(">I", len(data)) + data


def method(number, *parts):
    return [(METHOD, struct.pack(">HH", *number) + b"".join(parts))]


TICKET, NO_BITS, DURABLE = b"\0\0", b"\0", b"\2"


def exchange_declare(name, kind="direct", **arguments):
    return method((40, 10), TICKET, short(name), short(kind), DURABLE, table(arguments))


def exchange_delete(name):
    return method((40, 20), TICKET, short(name), NO_BITS)


def exchange_bind(destination, source, key):
    return method((40, 30), TICKET, short(destination), short(source), short(key), NO_BITS, table({}))


def exchange_unbind(destination, source, key):
    return method((40, 40), TICKET, short(destination), short(source), short(key), NO_BITS, table({}))


def queue_declare(name, **arguments):
    return method((50, 10), TICKET, short(name), DURABLE, table(arguments))


def queue_bind(queue, exchange, key):
    return method((50, 20), TICKET, short(queue), short(exchange), short(key), NO_BITS, table({}))


def queue_unbind(queue, exchange, key):
    return method((50, 50), TICKET, short(queue), short(exchange), short(key), table({}))


def queue_purge(name):
    return method((50, 30), TICKET, short(name), NO_BITS)


def queue_delete(name):
    return method((50, 40), TICKET, short(name), NO_BITS)


def basic_get(queue):
    return method((60, 70), TICKET, short(queue), NO_BITS)


def basic_consume(queue):
    return method((60, 20), TICKET, short(queue), short(""), NO_BITS, table({}))


def basic_publish(exchange, key, body=b"hello"):
    """With a confirmation, so that there is an answer."""
    return [*method((85, 10), NO_BITS), *method((60, 40), TICKET, short(exchange), short(key), NO_BITS),
            (HEADER, struct.pack(">HHQH", 60, 0, len(body), 0)), (BODY, body)]


class Amqp:
    def __init__(self, port, user, password, vhost):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.stream = self.socket.makefile("rb")
        try:
            self.socket.sendall(b"AMQP\0\0\x09\x01")
            self._expect((10, 10))
            answer = f"\0{user}\0{password}".encode()
            self._send(0, method((10, 11), table({}), short("PLAIN"), struct.pack(">I", len(answer)), answer, short("en_US")))
            self._expect((10, 30))
            self._send(0, method((10, 31), struct.pack(">HIH", 2047, 131072, 0)) + method((10, 40), short(vhost), short(""), NO_BITS))
            self._expect((10, 41))
        except BaseException:
            self.__exit__()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stream.close()
        self.socket.close()

    def codes(self, asked):
        """Of each method asked the code it was refused with, 0 where it was not. All are asked at once."""
        result = [None] * len(asked)
        for number, frames in enumerate(asked, 1):
            self._send(number, [*method(CHANNEL_OPEN, short("")), *frames])
        closing = set()
        while None in result or closing:  # until every number may be used again
            channel, answered, payload = self._method()
            if answered == CHANNEL_CLOSED:
                closing.discard(channel)
            elif answered not in NO_ANSWERS and result[channel - 1] is None:
                refused = answered == CHANNEL_CLOSE
                result[channel - 1] = struct.unpack(">H", payload[:2])[0] if refused else 0
                self._send(channel, method(CHANNEL_CLOSED) if refused else method(CHANNEL_CLOSE, b"\0\0", short(""), b"\0\0\0\0"))
                if not refused:
                    closing.add(channel)
        return result

    def _send(self, channel, frames):
        self.socket.sendall(b"".join(struct.pack(">BHI", kind, channel, len(data)) + data + END for kind, data in frames))

    def _method(self):
        while True:
            try:
                head = self.stream.read(7)
            except ConnectionResetError:  # how a wrong password is answered
                head = b""
            if len(head) < 7:
                raise ConnectionRefused(0, "connection closed")
            kind, channel, length = struct.unpack(">BHI", head)
            payload = self.stream.read(length + 1)
            if kind != METHOD:
                continue
            answered = struct.unpack(">HH", payload[:4])
            if answered == CONNECTION_CLOSE:
                raise ConnectionRefused(*struct.unpack(">H", payload[4:6]), payload[7:7 + payload[6]].decode(errors="replace"))
            return channel, answered, payload[4:]

    def _expect(self, wanted):
        _, answered, _ = self._method()
        if answered != wanted:
            raise ConnectionRefused(0, f"answered {answered}, not {wanted}")
