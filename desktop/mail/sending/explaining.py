"""What a mail server says, in plain words (RFC 3463 and the codes of RFC 5321)."""

from __future__ import annotations

import re
from typing import Final

from desktop.core.i18n import N_, _
from desktop.core.mime.status_words import status_sentence

_ENHANCED: Final = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_MOST: Final = 300
_FOR_GOOD: Final = 5  # the first figure of a code
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
        sentence = status_sentence(found[0])
    sentence = sentence or _CODES.get(code) or (_NEVER if code // 100 == _FOR_GOOD else _LATER)
    return f"{_(sentence)} ({code} {said})" if said else f"{_(sentence)} ({code})"
