"""What a writer should be asked before a letter goes."""

from __future__ import annotations

import re
from typing import Final

from desktop.core.mail.letters import Letter
from desktop.core.words import fold

# Folded: small letters without accents. Whole words, so "gửi kèm" is found and "kèm theo đó" too.
_ATTACHED: Final = re.compile(
    r"\b(?:dinh kem|gui kem|kem theo|file kem|tep kem|attached|attachment|attachments|enclosed"
    r"|i attach|find attached)\b"
)
_QUOTE: Final = re.compile(r"^\s*>")
_WROTE: Final = re.compile(r"(?:wrote|da viet):\s*$")
_FORWARDED: Final = re.compile(r"^-{4,}")


def own_words(text: str) -> str:
    """Return what the writer wrote: all before the message that is quoted or sent on."""
    kept: list[str] = []
    for line in text.splitlines():
        if _QUOTE.match(line) or _FORWARDED.match(line) or _WROTE.search(fold(line)):
            break
        kept.append(line)
    return "\n".join(kept)


def forgets_files(letter: Letter) -> bool:
    """Tell whether a letter speaks of attachments and has none."""
    if any(not one.cid for one in letter.files):
        return False
    said = fold(f"{letter.subject if not letter.answering else ''}\n{own_words(letter.text)}")
    return _ATTACHED.search(said) is not None
