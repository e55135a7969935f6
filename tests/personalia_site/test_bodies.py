"""What a refused call still sends is read, within bounds."""

from io import BytesIO

import pytest

from personalia_site import bodies


def refuse(_environ, _start_response):
    return [b"too large"]


def test_what_a_refused_call_still_sends_is_read_before_it_is_answered():
    sent = BytesIO(b"x" * 3_000_000)

    assert bodies.read_to_the_end(refuse)({"wsgi.input": sent}, None) == [b"too large"]

    assert sent.read() == b""


class Socket:
    """Notes what time-outs it was given."""

    def __init__(self):
        self.given = []

    def gettimeout(self):
        return None

    def settimeout(self, seconds):
        self.given.append(seconds)


class Stalled:
    """Sends a little, then nothing for longer than anybody waits."""

    def __init__(self):
        self.reads = 0

    def read(self, _size):
        self.reads += 1
        if self.reads > 2:
            raise TimeoutError
        return b"x"


def test_who_stalls_is_cut_off_and_has_the_answer():
    socket, sent = Socket(), Stalled()

    assert bodies.read_to_the_end(refuse)({"wsgi.input": sent, "gunicorn.socket": socket}, None) == [b"too large"]

    assert socket.given[:-1] == pytest.approx([bodies.PATIENCE_S] * 3, abs=1)
    assert socket.given[-1] is None


def test_who_never_ends_is_read_for_so_long_only(monkeypatch):
    class Endless:
        def read(self, size):
            return b"x" * size

    monkeypatch.setattr(bodies, "MOST", 3 * bodies.CHUNK)

    assert bodies.read_to_the_end(refuse)({"wsgi.input": Endless()}, None) == [b"too large"]
