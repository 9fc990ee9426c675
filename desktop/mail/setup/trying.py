"""Tries the settings of an account step by step, and says of each how it went."""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from desktop.core.errors import AppError
from desktop.core.filters import Json
from desktop.core.i18n import N_, _
from desktop.mail.backend import CertificateError
from desktop.mail.imap.client import Client
from desktop.mail.imap.folders import list_folders
from desktop.mail.imap.sign_in import Login, sign_in
from desktop.mail.imap.wire import Server, seen_fingerprint
from desktop.mail.sending.smtp import SmtpSession
from desktop.mail.sending.smtp_values import OutgoingServer
from desktop.mail.setup.found import NONE, STARTTLS, TLS

INCOMING_PORTS: Final = {TLS: 993, STARTTLS: 143, NONE: 143}
OUTGOING_PORTS: Final = {TLS: 465, STARTTLS: 587, NONE: 25}
NO_HOST: Final = N_("The name of the server is missing.")
NO_NAME: Final = N_("There is no server of the name “{host}”: is it mistyped?")
NAME: Final = N_("The server “{host}” was found.")
CONNECTED: Final = N_("It answers, and the connection is secured.")
UNSECURED: Final = N_("It answers. The connection is NOT secured: others can read along.")
SIGNED_IN: Final = N_("User name and password are right.")
FOLDERS: Final = N_("{count} folders can be read.")
NO_INBOX: Final = N_("The account has no inbox.")
SENDING: Final = N_("Mail can be sent with “{host}”.")
Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Step:
    """How one step went."""

    key: str  # name, connection, certificate, sign_in, folders, sending
    sentence: str
    is_ok: bool = True
    certificate: str = ""  # SHA-256 of one that could be trusted as an exception

    def as_json(self) -> Json:
        """Return what the window is told."""
        return {
            "key": self.key,
            "sentence": self.sentence,
            "is_ok": self.is_ok,
            "certificate": self.certificate,
        }


def try_account(
    values: Mapping[str, Json], incoming: str, outgoing: str, *, authorities: str = ""
) -> list[Step]:
    """Try receiving and sending with the values of an account and its passwords.

    Args:
        values: columns of the account.
        incoming: password or token for receiving.
        outgoing: the same for sending.
        authorities: further ones to trust, in PEM.
    """
    return [
        *_receiving(values, incoming, authorities),
        *_sending(values, outgoing or incoming, authorities),
    ]


def _receiving(values: Mapping[str, Json], secret: str, authorities: str) -> list[Step]:
    security = _text(values, "incoming_security") or TLS
    server = Server(
        _text(values, "incoming_host"),
        _port(values, "incoming_port", INCOMING_PORTS[security]),
        security,
        _text(values, "certificate"),
        authorities,
    )
    steps = _named(server.host)
    if not steps[-1].is_ok:
        return steps
    key = "connection"
    client: Client | None = None
    try:
        client = Client(server)
        words = UNSECURED if server.security == NONE else CONNECTED
        steps.append(Step(key, _(words)))
        key = "sign_in"
        user = _text(values, "user_name") or _text(values, "address")
        sign_in(client, Login(user, secret, _text(values, "sign_in") == "oauth2"))
        steps.append(Step(key, _(SIGNED_IN)))
        key = "folders"
        folders = list_folders(client)
        if not any(one.path == "INBOX" for one in folders):
            return [*steps, Step(key, _(NO_INBOX), is_ok=False)]
        steps.append(Step(key, _(FOLDERS).format(count=len(folders))))
    except CertificateError as error:
        steps.append(Step("certificate", str(error), is_ok=False, certificate=error.fingerprint))
    except AppError as error:
        steps.append(Step(key, str(error), is_ok=False))
    finally:
        if client is not None:
            client.hang_up()
    return steps


def _sending(values: Mapping[str, Json], secret: str, authorities: str) -> list[Step]:
    security = _text(values, "outgoing_security") or STARTTLS
    host = _text(values, "outgoing_host")
    user = _text(values, "outgoing_user") or _text(values, "user_name") or _text(values, "address")
    server = OutgoingServer(
        host,
        _port(values, "outgoing_port", OUTGOING_PORTS[security]),
        security,
        user=user,
        secret=secret,
        is_token=_text(values, "sign_in") == "oauth2",
        certificate=_text(values, "certificate"),
        authorities=authorities,
    )
    named = _named(host)[-1]
    if not named.is_ok:
        return [replace(named, key="sending")]
    try:
        SmtpSession(server).close()
    except CertificateError as error:
        seen = error.fingerprint or seen_fingerprint(Server(host, server.port, security))
        return [Step("sending", str(error), is_ok=False, certificate=seen)]
    except AppError as error:
        return [Step("sending", str(error), is_ok=False)]
    return [Step("sending", _(SENDING).format(host=host))]


def _named(host: str) -> list[Step]:
    if not host:
        return [Step("name", _(NO_HOST), is_ok=False)]
    try:
        socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return [Step("name", _(NO_NAME).format(host=host[:80]), is_ok=False)]
    return [Step("name", _(NAME).format(host=host))]


def _text(values: Mapping[str, Json], name: str) -> str:
    found = values.get(name)
    return found.strip() if isinstance(found, str) else ""


def _port(values: Mapping[str, Json], name: str, usual: int) -> int:
    found = values.get(name)
    return found if isinstance(found, int) and 0 < found < 1 << 16 else usual
