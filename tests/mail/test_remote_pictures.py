"""Pictures of the web are fetched without telling who asks, and only from the web."""

from __future__ import annotations

import base64
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from desktop.mail.remote_pictures import LARGEST, fetch_pictures, is_public

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


class _Answers(BaseHTTPRequestHandler):
    asked: ClassVar[list[tuple[str, dict[str, str]]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, {name.lower(): text for name, text in self.headers.items()}))
        code, headers, body = {
            "/picture": (200, {"Set-Cookie": "who=me"}, PNG),
            "/moved": (302, {"Location": "/picture"}, b""),
            "/inside": (302, {"Location": "http://10.0.0.1/x.png"}, b""),
            "/file": (302, {"Location": "file:///etc/passwd"}, b""),
            "/page": (200, {}, b"<html>no picture</html>"),
            "/large": (200, {}, PNG + b"\0" * LARGEST),
            "/round": (302, {"Location": "/round"}, b""),
        }.get(self.path, (404, {}, b""))
        self.send_response(code)
        for name, text in headers.items():
            self.send_header(name, text)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    _Answers.asked = []
    made = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    made.server_close()
    thread.join(10)


def here_alone(host: str) -> bool:
    return host == "127.0.0.1"


def test_a_picture_comes_also_from_where_it_moved_to(server):
    wanted = [f"{server}/picture", f"{server}/moved", f"{server}/picture"]
    found = fetch_pictures(wanted, here_alone)
    assert {one: base64.b64decode(text) for one, text in found.items()} == {
        f"{server}/picture": PNG,
        f"{server}/moved": PNG,
    }


def test_nobody_is_told_who_asks(server):
    fetch_pictures([f"{server}/picture", f"{server}/moved"], here_alone)
    names = {name for _path, headers in _Answers.asked for name in headers}
    assert names <= {"host", "accept", "accept-encoding", "connection", "user-agent"}


@pytest.mark.parametrize("path", ["page", "large", "inside", "file", "round", "missing"])
def test_what_is_no_picture_or_not_of_the_web_is_left_out(server, path):
    assert fetch_pictures([f"{server}/{path}"], here_alone) == {}


def test_the_own_network_is_never_asked(server):
    assert fetch_pictures([f"{server}/picture", "http://[broken", "ftp://x/y"]) == {}
    assert _Answers.asked == []


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "10.1.2.3", "192.168.1.1", "169.254.169.254", "::1", ""]
)
def test_hosts_of_the_own_network_are_known(host):
    assert not is_public(host)


def test_it_is_told_how_far_it_is(server):
    told = []
    fetch_pictures([f"{server}/page"] * 3, here_alone, lambda done, of: told.append((done, of)))
    assert told == [(1, 1)]
