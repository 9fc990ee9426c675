r"""Builds the Vietnamese catalogue from `resources/i18n/parts` and says what is wrong with it.

A part is a file of lines `English<TAB>Vietnamese`, or `one<TAB>many<TAB>Vietnamese` for a counted
text (Vietnamese has one form for all numbers). A line break in a text is written `\n`. `qt.tsv`
is Qt's own texts, `context<TAB>English<TAB>Vietnamese`, which Qt looks up itself.

`python -m tools.catalogue` checks; with `--write` it also writes `resources/i18n/vi.mo`, the
format of GNU gettext that Python reads.
"""

from __future__ import annotations

import re
import string
import struct
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.messages import BadMessage, Message, find_all_messages

ROOT = Path(__file__).resolve().parents[1]
PARTS = Path("resources/i18n/parts")
CATALOGUE = Path("resources/i18n/vi.mo")
QT_PART = "qt.tsv"
HEADER = (
    "Content-Type: text/plain; charset=UTF-8\nLanguage: vi\nPlural-Forms: nplurals=1; plural=0;\n"
)
# Where a text ends like this, a translation that does not looks unfinished beside its neighbours.
ENDINGS = ("…", ":", "?")
# "hoá, thuỷ": our texts put the tone mark on the first vowel, as the office words do: "hóa, thủy".
NEW_TONE_PLACE = re.compile(r"(?:o[áàảãạéèẻẽẹ]|(?<![qQ])u[ýỳỷỹỵ])(?![\w])")


@dataclass(frozen=True)
class Entry:
    """One line of a part."""

    place: str
    singular: str
    plural: str
    vietnamese: str


def read_parts(root: Path = ROOT) -> Iterator[Entry]:
    """Yield the lines of all parts; a line with too few or too many columns raises ValueError."""
    for path in sorted((root / PARTS).glob("*.tsv")):
        if path.name == QT_PART:
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if line:
                yield read_line(line, f"{path.name}:{number}")


def read_line(line: str, place: str) -> Entry:
    """Return the entry of one line."""
    columns = [unescape(column) for column in line.split("\t")]
    match columns:
        case [english, vietnamese]:
            return Entry(place, english, "", vietnamese)
        case [singular, plural, vietnamese]:
            return Entry(place, singular, plural, vietnamese)
    raise ValueError(f"{place}: two or three columns, not {len(columns)}")


def unescape(text: str) -> str:
    r"""Return `text` with `\n`, `\t` and `\\` as the characters they stand for."""
    letters = {"n": "\n", "t": "\t", "\\": "\\"}
    return re.sub(r"\\([nt\\])", lambda match: letters[match.group(1)], text)


def build_catalogue(entries: Iterable[Entry]) -> bytes:
    """Return the catalogue as GNU gettext's binary file: header, two tables, texts ending in NUL.

    The same entries in any order give the same bytes.
    """
    texts = {"": HEADER}
    for entry in entries:
        key = f"{entry.singular}\0{entry.plural}" if entry.plural else entry.singular
        texts[key] = entry.vietnamese
    pairs = sorted((key.encode(), value.encode()) for key, value in texts.items())
    count = len(pairs)
    start = 28 + 16 * count
    tables, data = [b"", b""], b""
    for column in (0, 1):
        for pair in pairs:
            tables[column] += struct.pack("<II", len(pair[column]), start + len(data))
            data += pair[column] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, start)
    return head + tables[0] + tables[1] + data


def find_problems(root: Path = ROOT) -> Iterator[str]:
    """Yield everything that keeps a person from reading good Vietnamese, one sentence each."""
    try:
        entries = list(read_parts(root))
    except ValueError as error:
        yield str(error)
        return
    yield from find_contradictions(entries)
    for entry in entries:
        yield from (f"{entry.place}: {fault}" for fault in find_faults(entry))
    yield from find_gaps(entries, find_all_messages(root, "desktop"))
    path = root / CATALOGUE
    if not path.exists() or path.read_bytes() != build_catalogue(entries):
        yield f"{CATALOGUE} is not what the parts say: run `python -m tools.catalogue --write`"


def find_contradictions(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield each text that has two translations, or a plural in one place only."""
    seen: dict[str, Entry] = {}
    for entry in entries:
        first = seen.setdefault(entry.singular, entry)
        if (first.plural, first.vietnamese) != (entry.plural, entry.vietnamese):
            yield (
                f"{entry.place}: {entry.singular!r} is {entry.vietnamese!r} here"
                f" and {first.vietnamese!r} in {first.place}"
            )


def find_faults(entry: Entry) -> Iterator[str]:
    """Yield what is wrong with one translation."""
    english, vietnamese = entry.plural or entry.singular, entry.vietnamese
    if not vietnamese.strip():
        yield f"{english!r} has no Vietnamese"
        return
    if placeholders(english) != placeholders(vietnamese):
        yield f"{english!r} and {vietnamese!r} do not have the same placeholders"
    if any(english.endswith(end) != vietnamese.endswith(end) for end in ENDINGS):
        yield f"{english!r} and {vietnamese!r} do not end alike"
    if vietnamese != unicodedata.normalize("NFC", vietnamese):
        yield f"{vietnamese!r} is not composed (NFC)"
    if match := NEW_TONE_PLACE.search(vietnamese):
        yield f"{vietnamese!r} puts the tone mark late in {match.group()!r}: write hóa, xóa, thủy"


def placeholders(text: str) -> set[str]:
    """Return the names in braces that `str.format` will fill; broken braces are one odd name."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        return {text}


def find_gaps(entries: Iterable[Entry], messages: Iterable[Message | BadMessage]) -> Iterator[str]:
    """Yield texts without a translation, and translations of texts that no longer exist."""
    known = {(entry.singular, entry.plural): entry for entry in entries}
    used = set()
    for message in messages:
        if isinstance(message, BadMessage):
            yield f"{message.place}: {message.reason}"
        elif message.singular:
            used.add((message.singular, message.plural))
            if (message.singular, message.plural) not in known:
                yield f"{message.place}: {message.singular!r} is not in any part"
    for key, entry in known.items():
        if key not in used:
            yield f"{entry.place}: {entry.singular!r} is in no source"


def main() -> None:
    """Check the catalogue; with `--write`, write it first."""
    if "--write" in sys.argv[1:]:
        (ROOT / CATALOGUE).write_bytes(build_catalogue(read_parts()))
    problems = list(find_problems())
    if problems:
        print(*problems, sep="\n")
        sys.exit(f"{len(problems)} problems with the translations")


if __name__ == "__main__":
    main()
