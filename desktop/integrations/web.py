"""Questions over HTTP: each with deadlines and a limit of size, its failures told in words."""

from __future__ import annotations

import time
from collections.abc import Mapping
from types import TracebackType
from typing import Final, NamedTuple, Self

import httpx

from desktop.core.errors import InputError, RetryError
from desktop.core.i18n import N_, _

CONNECT_SECONDS: Final = 10.0
READ_SECONDS: Final = 30.0  # between two pieces of an answer
WHOLE_SECONDS: Final = 120.0  # of an answer
LARGEST: Final = 64 * 1024 * 1024
_HOPS: Final = 5
_REFUSED: Final = 400  # codes from here on are no answer
_NOT_LET_IN: Final = (401, 403)
_BUSY: Final = 429
_BROKEN: Final = 500  # from here on it is the server's trouble, and may pass
_AGENT: Final = "Lienhe"

NO_ADDRESS: Final = N_("“{url}” is no address of the web: it begins with https://.")
NO_ANSWER: Final = N_("“{host}” cannot be reached: is there a connection?")
TOO_LARGE: Final = N_("“{host}” sends more than {limit} MB.")
TOO_SLOW: Final = N_("“{host}” takes too long to answer.")
NOT_TRUSTED: Final = N_("The certificate of “{host}” is not valid: nothing was sent.")
NOT_LET_IN: Final = N_("“{host}” does not accept the login and password.")
TROUBLE: Final = N_("“{host}” answers with the error {status}.")


class NotLetInError(InputError):
    """The login or the password is wrong."""


class StatusError(InputError):
    """The server refused, with its code in `status`."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.status = status


class Reply(NamedTuple):
    """An answer: its code, its headers by small letters, its body, and where it came from."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str


class Web:
    """Speaks to one server as one person; used with `with`.

    Args:
        login: "" where none is asked for.
        accepts: codes below 400 are always accepted; these too, for the caller to judge.
    """

    def __init__(self, login: str = "", password: str = "") -> None:
        self._auth = httpx.BasicAuth(login, password) if login else None
        self._client = httpx.Client(
            timeout=httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
            follow_redirects=False,
            headers={"User-Agent": _AGENT},
            trust_env=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def ask(
        self,
        method: str,
        url: str,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        accepts: tuple[int, ...] = (),
    ) -> Reply:
        """Return the answer to one question, following redirections on the same server.

        Raises:
            InputError: the address is none, the answer too large, or the server refuses.
            NotLetInError: it does not accept the login.
            RetryError: it cannot be reached, or not in time.
        """
        here = _checked(url)
        for _hop in range(_HOPS):
            reply = self._once(method, here, body, headers or {})
            if reply.status not in (301, 302, 307, 308) or not reply.headers.get("location"):
                return _judged(reply, here.host, accepts)
            there = here.join(reply.headers["location"])
            if there.scheme != "https" and here.scheme == "https":
                break
            if there.host != here.host:
                self._auth = None  # a password is for whom it was given to
            here = there
        raise StatusError(_(TROUBLE).format(host=here.host, status=310), 310)

    def _once(self, method: str, url: httpx.URL, body: bytes, headers: Mapping[str, str]) -> Reply:
        until = time.monotonic() + WHOLE_SECONDS
        try:
            with self._client.stream(
                method, url, content=body, headers=dict(headers), auth=self._auth
            ) as answer:
                parts: list[bytes] = []
                size = 0
                for part in answer.iter_bytes():
                    parts.append(part)
                    size += len(part)
                    if size > LARGEST:
                        text = _(TOO_LARGE).format(host=url.host, limit=LARGEST // 1024 // 1024)
                        raise InputError(text)
                    if time.monotonic() > until:
                        raise RetryError(_(TOO_SLOW).format(host=url.host))
                told = {name.lower(): value for name, value in answer.headers.items()}
                return Reply(answer.status_code, told, b"".join(parts), str(url))
        except httpx.TimeoutException as error:
            raise RetryError(_(TOO_SLOW).format(host=url.host)) from error
        except httpx.HTTPError as error:
            if "certificate" in str(error).lower():
                raise InputError(_(NOT_TRUSTED).format(host=url.host)) from error
            raise RetryError(_(NO_ANSWER).format(host=url.host)) from error


def _checked(url: str) -> httpx.URL:
    try:
        found = httpx.URL(url.strip())
    except (httpx.InvalidURL, UnicodeError) as error:
        raise InputError(_(NO_ADDRESS).format(url=url[:80])) from error
    if found.scheme not in ("https", "http") or not found.host:
        raise InputError(_(NO_ADDRESS).format(url=url[:80]))
    return found


def _judged(reply: Reply, host: str, accepts: tuple[int, ...]) -> Reply:
    if reply.status < _REFUSED or reply.status in accepts:
        return reply
    if reply.status in _NOT_LET_IN:
        raise NotLetInError(_(NOT_LET_IN).format(host=host))
    if reply.status >= _BROKEN or reply.status == _BUSY:
        raise RetryError(_(TROUBLE).format(host=host, status=reply.status))
    raise StatusError(_(TROUBLE).format(host=host, status=reply.status), reply.status)
