"""What a mail server says, in plain words (RFC 3463 and the codes of RFC 5321)."""

from __future__ import annotations

import re
from typing import Final

from desktop.core.i18n import N_, _

_ENHANCED: Final = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_MOST: Final = 300
_FOR_GOOD: Final = 5  # the first figure of a code
# By (subject, detail) of the enhanced code, the class left out; None: any detail.
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
_CODES: Final = {
    421: N_("The server is busy and lets nobody in just now."),
    450: N_("The recipient's mailbox is not available just now."),
    451: N_("The server has a difficulty of its own just now."),
    452: N_("The server has no room, or takes no more recipients just now."),
    530: N_("The server wants a sign-in before it sends."),
    535: N_("The user name or password is not accepted."),
    550: N_("The server does not deliver to this address."),
    551: N_("The recipient is not at this server."),
    552: N_("The letter is larger than the server takes."),
    553: N_("The address is not accepted."),
    554: N_("The server refuses this letter."),
}
_LATER: Final = N_("The server does not take it just now.")
_NEVER: Final = N_("The server refuses this letter.")


def explained(code: int, words: bytes | str) -> str:
    """Return a sentence, and behind it what the server said itself."""
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    said = " ".join(said.split())[:_MOST]
    sentence = ""
    if found := _ENHANCED.search(said):
        subject, detail = int(found[2]), int(found[3])
        sentence = _KNOWN.get((subject, detail)) or _KNOWN.get((subject, None)) or ""
    sentence = sentence or _CODES.get(code) or (_NEVER if code // 100 == _FOR_GOOD else _LATER)
    return f"{_(sentence)} ({code} {said})" if said else f"{_(sentence)} ({code})"
