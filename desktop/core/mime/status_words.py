"""What the enhanced codes of mail servers mean, in plain words (RFC 3463)."""

from __future__ import annotations

from typing import Final

from desktop.core.i18n import N_

# By (subject, detail) of the code, its class left out; None: any detail.
_KNOWN: Final = {
    (1, 1): N_("There is no such mailbox at the recipient's."),
    (1, 2): N_("There is no such mail domain."),
    (1, 10): N_("The domain of the recipient takes no mail."),
    (1, None): N_("The address of the recipient is not accepted."),
    (2, 1): N_("The recipient's mailbox is switched off."),
    (2, 2): N_("The recipient's mailbox is full."),
    (2, 3): N_("The letter is larger than the recipient's mailbox allows."),
    (3, 4): N_("The letter is larger than the server takes."),
    (3, None): N_("The server of the recipient has a difficulty of its own."),
    (4, 1): N_("The server of the recipient does not answer."),
    (4, 7): N_("It could not be delivered for too long."),
    (4, None): N_("The way to the recipient's server is disturbed."),
    (5, 3): N_("There are too many recipients at once."),
    (7, 1): N_("The server refuses this letter by its rules."),
    (7, 8): N_("The user name or password is not accepted."),
    (7, None): N_("The server refuses this letter by its rules."),
}
_FIGURES: Final = 3


def status_sentence(status: str) -> str:
    """Return the English msgid of what a code such as "5.1.1" means; "" if it says nothing."""
    figures = status.split(".")
    if len(figures) != _FIGURES or not all(figure.isdecimal() for figure in figures):
        return ""
    subject, detail = int(figures[1]), int(figures[2])
    return _KNOWN.get((subject, detail)) or _KNOWN.get((subject, None)) or ""
