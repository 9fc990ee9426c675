"""People sign in with a password or a token, over lines that are verified or pinned."""

from __future__ import annotations

import http.server
import json
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from desktop.mail.backend import CertificateError, SignInError
from desktop.mail.imap.server import connect
from desktop.mail.imap.sign_in import Login
from tests.mail import dovecot as servers

TOKEN = "the-token-of-an"


class _Introspection(http.server.BaseHTTPRequestHandler):
    """Says of a token whose it is (RFC 7662)."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        is_good = parse_qs(body).get("token") == [TOKEN]
        told = json.dumps({"active": is_good, "username": "an"} if is_good else {"active": False})
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told.encode())

    def log_message(self, *_told: object) -> None:
        return


@pytest.fixture(scope="module")
def with_tokens() -> Iterator[servers.Dovecot]:
    """Return a server that asks an authorisation server about tokens."""
    asked = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Introspection)
    threading.Thread(target=asked.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory(prefix="dovecot", ignore_cleanup_errors=True) as folder:
        server = servers.start(Path(folder) / "d", oauth_port=asked.server_port)
        try:
            yield server
        finally:
            server.stop()
            asked.shutdown()
            asked.server_close()


@pytest.mark.parametrize("without", [(), ("AUTH=OAUTHBEARER",)], ids=["oauthbearer", "xoauth2"])
def test_a_token_lets_in_and_a_wrong_one_is_refused_for_good(
    with_tokens: servers.Dovecot, without: tuple[str, ...]
) -> None:
    server = replace(with_tokens.server, without=frozenset(without))
    connect(server, Login("an", TOKEN, is_token=True)).close()
    with pytest.raises(SignInError):
        connect(server, Login("an", "another", is_token=True))


@pytest.mark.parametrize("without", [(), ("AUTH=PLAIN",), ("AUTH=PLAIN", "AUTH=LOGIN")])
def test_a_password_is_told_in_each_way(
    dovecot: servers.Dovecot, user: str, without: tuple[str, ...]
) -> None:
    server = replace(dovecot.server, without=frozenset(without))
    connect(server, dovecot.login(user)).close()
    with pytest.raises(SignInError):
        connect(server, Login(user, "sai"))


def test_a_certificate_is_verified_or_pinned(dovecot: servers.Dovecot, user: str) -> None:
    login = dovecot.login(user)
    connect(dovecot.tls, login).close()
    strange = replace(dovecot.tls, authorities="")
    with pytest.raises(CertificateError) as error:
        connect(strange, login)
    connect(replace(strange, pin=error.value.fingerprint), login).close()
    with pytest.raises(CertificateError):
        connect(replace(strange, pin="0" * 64), login)
    with pytest.raises(CertificateError):
        connect(replace(dovecot.tls, host="127.0.0.1"), login)  # it is not made out for that
