"""Signing in: the strongest way that server and account have in common.

A refusal is final (`SignInError`): trying again by itself would lock people out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from desktop.core.i18n import N_, _
from desktop.mail.backend import LostError, RefusedError, SignInError
from desktop.mail.imap.client import Client, quoted, told

SIGN_IN_SECONDS: Final = 40.0  # servers answer slowly to wrong passwords on purpose

NOT_LET_IN: Final = N_("“{host}” does not accept the user name and password.")
TOKEN_REFUSED: Final = N_("“{host}” does not accept the sign-in any more: sign in again.")
NOT_NOW: Final = N_("“{host}” lets nobody in just now: {words}")
UNSECURED: Final = N_("“{host}” takes no password over a connection that is not secured.")
NO_WAY: Final = N_("“{host}” offers no way to sign in that is known here.")
_FOR_NOW: Final = frozenset(("UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG", "CONTACTADMIN"))


@dataclass(frozen=True, slots=True)
class Login:
    """Who signs in; `secret` is a password, or an access token with `is_token`."""

    user: str
    secret: str = field(repr=False)
    is_token: bool = False


def sign_in(client: Client, login: Login) -> None:
    """Sign in.

    Raises:
        SignInError: it was refused, or there is no way.
        LostError: the server cannot let anybody in just now.
    """
    try:
        with told(client.server.host):
            client.wire.until(SIGN_IN_SECONDS)
            if login.is_token:
                _with_token(client, login)
            else:
                _with_password(client, login)
    except RefusedError as error:
        host = client.server.host
        if error.code in _FOR_NOW:
            raise LostError(_(NOT_NOW).format(host=host, words=str(error))) from error
        sentence = TOKEN_REFUSED if login.is_token else NOT_LET_IN
        raise SignInError(_(sentence).format(host=host)) from error
    client.learn()


def _with_token(client: Client, login: Login) -> None:
    name = next((one for one in ("OAUTHBEARER", "XOAUTH2") if f"AUTH={one}" in client.can), "")
    if not name:
        raise SignInError(_(NO_WAY).format(host=client.server.host))
    bearer = f"auth=Bearer {login.secret}\x01\x01"
    if name == "XOAUTH2":
        answers = iter((f"user={login.user}\x01{bearer}".encode(),))
        end = b""
    else:  # RFC 7628; RFC 5801 for how the user is written
        user = login.user.replace("=", "=3D").replace(",", "=2C")
        host = f"host={client.server.host}\x01port={client.server.port}\x01"
        answers = iter((f"n,a={user},\x01{host}{bearer}".encode(),))
        end = b"\x01"
    # A second question tells why the token was refused; the server goes on after any answer.
    client.sasl_login(name, lambda _words: next(answers, end))


def _with_password(client: Client, login: Login) -> None:
    host = client.server.host
    if "AUTH=PLAIN" in client.can:
        secret = f"\0{login.user}\0{login.secret}".encode()
        client.sasl_login("PLAIN", lambda _words: secret)
    elif "AUTH=LOGIN" in client.can:
        answers = iter((login.user.encode(), login.secret.encode()))
        client.sasl_login("LOGIN", lambda _words: next(answers, b""))
    elif "LOGINDISABLED" in client.can:
        raise SignInError(_(UNSECURED).format(host=host))
    elif (login.user + login.secret).isascii() and (login.user + login.secret).isprintable():
        client.ask("LOGIN", quoted(login.user), quoted(login.secret), seconds=SIGN_IN_SECONDS)
        client.wire.state = "AUTH"
    else:
        raise SignInError(_(NO_WAY).format(host=host))
