"""What may go wrong with the centre, told in the person's language."""

from __future__ import annotations

import re
from typing import Final

from desktop.core.errors import AppError, RetryError
from desktop.core.i18n import N_, _
from desktop.core.sync_status import NOT_LET_IN, PROTOCOL

NOBODY: Final = "LH001"
WRONG_VERSION: Final = "LH004"
# PostgreSQL: no such function, table, column or schema. What this program calls is not there yet.
UNDEFINED: Final = frozenset(("42883", "42P01", "42703", "3F000"))
OLD_SERVER: Final = N_(
    "The server is older than this program. Its administrator has to bring it up to date: "
    "python -m desktop.server upgrade"
)
OLD_PROGRAM: Final = N_("This program is older than the server. Please update it on this computer.")
NO_TRUST: Final = N_(
    "The certificate of the server is not accepted. Look whether the clock of this computer is "
    "right; if it is, ask your administrator for a new invitation. Your work is kept."
)
SENTENCES: Final = {
    NOBODY: N_("This login belongs to nobody at the server, or was switched off."),
    "LH002": N_("You may not connect to the server from this network."),
    "LH003": N_("The administrator blocked this device."),
    WRONG_VERSION: N_("This program and the server are of too different versions. Please update."),
    "LH005": N_("This server is a copy; the connection must go to the main server."),
    "LH008": N_("You lack the right to do this."),
    "LH021": N_("The server has no such file, or you may not see it any more."),
    "LH024": N_("The file is too large for the server."),
    "LH009": N_("This login is taken."),
    "LH011": N_("Too many computers used this login in the last three months."),
    "LH010": N_(
        "The server was not prepared for this. Its administrator has to run “upgrade” once."
    ),
}


class CentreError(AppError):
    """The server refused, and will again: somebody has to do something about it.

    `code` is the SQLSTATE; a connection that was not let in has none, and counts as that.
    """

    def __init__(self, sentence: str, code: str = NOT_LET_IN) -> None:
        super().__init__(sentence)
        self.code = code


class OfflineError(RetryError):
    """The server does not answer just now."""


def refused(code: str, message: str, detail: str = "") -> CentreError:
    """Return the error for an SQLSTATE of the centre's own."""
    known = _other_version(detail) if code == WRONG_VERSION else SENTENCES.get(code)
    sentence = _(known) if known else _("The server refused: {message}").format(message=message)
    return CentreError(sentence, code)


def undefined() -> CentreError:
    """Return the error for a server that lacks what this program calls."""
    return CentreError(_(OLD_SERVER), WRONG_VERSION)


def _other_version(detail: str) -> str:
    """Return which side is too old, by how the centre names both: what comes, and what it has."""
    if tables := re.fullmatch(r"tables (\d+), here (\d+) to (\d+)", detail):
        ours, _oldest, newest = map(int, tables.groups())
        return OLD_SERVER if ours > newest else OLD_PROGRAM
    if protocol := re.fullmatch(r"protocol (\d+) here", detail):
        return OLD_SERVER if int(protocol[1]) < PROTOCOL else OLD_PROGRAM
    return SENTENCES[WRONG_VERSION]


def not_let_in(said: str) -> CentreError | None:
    """Return the error for a connection that the server refused, by its words: it has no code."""
    if "authentication failed" in said:
        return CentreError(_("The server does not know this login or password."))
    if "not permitted to log in" in said:  # the administrator blocked the person
        return refused(NOBODY, said)
    return None


def offline(said: str = "") -> OfflineError:
    """Return the error for a server that cannot be reached, by the words of the connection."""
    if "certificate verify failed" in said:  # OpenSSL's words
        return OfflineError(_(NO_TRUST))
    return OfflineError(_("The server cannot be reached. Your work is kept and sent later."))
