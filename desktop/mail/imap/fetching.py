"""What FETCH brings: outlines, flags, whole messages in bounded slices, parts in pieces."""

from __future__ import annotations

import binascii
import quopri
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import BinaryIO, Final

from desktop.core.errors import InputError
from desktop.core.i18n import N_, _
from desktop.mail.backend import BIG_MESSAGE, Arrived, Outline
from desktop.mail.imap import structure
from desktop.mail.imap.client import Client
from desktop.mail.imap.replies import Fetched, Value
from desktop.mail.imap.uid_sets import ranges_of, slices, written

OUTLINES: Final = 1000  # a slice of them
MESSAGES: Final = 200  # a slice of whole ones
OCTETS: Final = 4 * 1024 * 1024  # of such a slice
PIECE: Final = 512 * 1024  # of a part
GONE: Final = N_("This message is not on the server any more.")
_SYSTEM: Final = {
    one.lower(): one for one in ("\\Seen", "\\Answered", "\\Flagged", "\\Deleted", "\\Draft")
}
_MONTHS: Final = {
    name: number
    for number, name in enumerate(
        b"jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1
    )
}
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def outlines(client: Client, uids: Sequence[range], *, counts: bool) -> Iterator[list[Outline]]:
    """Yield what is there of these UIDs; `counts`: the server counts changes (MODSEQ)."""
    modseq = " MODSEQ" if counts else ""
    items = f"(UID FLAGS INTERNALDATE RFC822.SIZE{modseq} BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])"
    for piece in slices(uids, OUTLINES):
        found = {one.uid: one for one in map(_outline, client.fetch_each(written(piece), items))}
        wanted = [found[uid] for uid in sorted(found) if any(uid in part for part in piece)]
        yield wanted


def flags(client: Client, uids: Sequence[range]) -> dict[int, frozenset[str]]:
    """Return the flags of what is there of these UIDs."""
    found: dict[int, frozenset[str]] = {}
    for piece in slices(uids, 20 * OUTLINES):
        for one in client.fetch_each(written(piece), "(UID FLAGS)"):
            uid = one.get(b"UID")
            if isinstance(uid, int) and any(uid in part for part in piece):
                found[uid] = flags_of(one.get(b"FLAGS"))
    return found


def whole(client: Client, wanted: Sequence[Outline]) -> Iterator[list[Arrived]]:
    """Yield messages in slices; the big ones as skeletons."""
    held: list[Outline] = []
    octets = 0
    for one in wanted:
        if one.size > BIG_MESSAGE:
            yield _big(client, one)
            continue
        if held and (len(held) >= MESSAGES or octets + one.size > OCTETS):
            yield _small(client, held)
            held, octets = [], 0
        held.append(one)
        octets += one.size
    if held:
        yield _small(client, held)


def source(client: Client, uid: int) -> bytes:
    """Return a whole message; raise InputError if it is gone."""
    for one in client.fetch_each(str(uid), "(UID BODY.PEEK[])"):
        raw = one.get(b"BODY[]")
        if one.get(b"UID") == uid and isinstance(raw, bytes):
            return raw
    raise InputError(_(GONE))


def part(
    client: Client, uid: int, number: str, sink: BinaryIO, told: Callable[[int], None]
) -> None:
    """Write a part decoded, a piece at a time; `told` is given the encoded octets so far.

    Raises:
        InputError: it is not there.
    """
    tree = _tree(client, uid)
    found = (
        None
        if tree is None
        else next((one for one in structure.leaves(tree) if one.number == number), None)
    )
    if found is None:
        raise InputError(_(GONE))
    decoder = Decoder(found.encoding)
    done = 0
    while True:
        name = f"BODY[{number}]<{done}>".encode()
        items = f"(UID BODY.PEEK[{number}]<{done}.{PIECE}>)"
        got = next(
            (
                one[name]
                for one in client.fetch_each(str(uid), items)
                if one.get(b"UID") == uid and name in one
            ),
            None,
        )
        piece = got if isinstance(got, bytes) else b""
        if not piece and not done and found.size:
            raise InputError(_(GONE))
        done += len(piece)
        sink.write(decoder.feed(piece))
        told(done)
        if len(piece) < PIECE:
            break
    sink.write(decoder.end())


class Decoder:
    """Takes the transfer encoding off (RFC 2045, section 6), in pieces of any size."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding
        self._rest = b""

    def feed(self, piece: bytes) -> bytes:
        """Return what can be decoded so far."""
        if self._encoding == "base64":
            text = self._rest + piece.translate(None, b" \t\r\n")
            whole = len(text) // 4 * 4
            self._rest = text[whole:]
            return _base64(text[:whole])
        if self._encoding == "quoted-printable":
            text = self._rest + piece
            cut = text.rfind(b"\n") + 1
            self._rest = text[cut:]
            return quopri.decodestring(text[:cut])
        return piece

    def end(self) -> bytes:
        """Return the last of it."""
        rest, self._rest = self._rest, b""
        if self._encoding == "base64":
            return _base64(rest + b"=" * (-len(rest) % 4)) if len(rest) > 1 else b""
        return quopri.decodestring(rest) if rest else b""


def _base64(text: bytes) -> bytes:
    try:
        return binascii.a2b_base64(text)
    except binascii.Error:
        return b""


def _outline(one: Fetched) -> Outline:
    uid, size, counted = one.get(b"UID"), one.get(b"RFC822.SIZE"), one.get(b"MODSEQ")
    header = next((value for name, value in one.items() if name.startswith(b"BODY[")), None)
    modseq = counted[0] if isinstance(counted, list) and counted else 0
    return Outline(
        uid=uid if isinstance(uid, int) else 0,
        flags=flags_of(one.get(b"FLAGS")),
        modseq=modseq if isinstance(modseq, int) else 0,
        received=moment(one.get(b"INTERNALDATE")),
        size=size if isinstance(size, int) else 0,
        message_id=_message_id(header),
    )


def _message_id(header: Value) -> str:
    if not isinstance(header, bytes):
        return ""
    _name, _, value = header.partition(b":")
    return b"".join(value.split()).decode("utf-8", "replace")[:998]


def flags_of(value: Value) -> frozenset[str]:
    """Return flags and keywords; that a message is recent says nothing of it."""
    names = [
        one.decode("utf-8", "replace") if isinstance(one, bytes) else str(one)
        for one in (value if isinstance(value, list) else ())
        if one is not None and not isinstance(one, list)
    ]
    return frozenset(_SYSTEM.get(one.lower(), one) for one in names if one.lower() != "\\recent")


def moment(value: Value) -> datetime:
    """Return an INTERNALDATE ("17-Jul-1996 02:44:25 -0700") in UTC; 1970 if it is none."""
    try:
        text = value if isinstance(value, bytes) else b""
        day, clock, zone = text.split()
        number, month, year = day.split(b"-")
        hour, minute, second = clock.split(b":")
        offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[3:5]))
        here = timezone(-offset if zone[:1] == b"-" else offset)
        found = datetime(
            int(year),
            _MONTHS[month.lower()],
            int(number),
            int(hour),
            int(minute),
            min(int(second), 59),
            tzinfo=here,
        )
        return found.astimezone(UTC)
    except (ValueError, KeyError, OverflowError):
        return _EPOCH


def _small(client: Client, wanted: Sequence[Outline]) -> list[Arrived]:
    known = {one.uid: one for one in wanted}
    uids = written(ranges_of(known))
    got: dict[int, bytes] = {}
    for one in client.fetch_each(uids, "(UID BODY.PEEK[])"):
        uid, raw = one.get(b"UID"), one.get(b"BODY[]")
        if isinstance(uid, int) and isinstance(raw, bytes) and uid in known:
            got[uid] = raw
    return [Arrived(known[uid], got[uid]) for uid in sorted(got)]


def _big(client: Client, outline: Outline) -> list[Arrived]:
    tree = _tree(client, outline.uid)
    parts = [] if tree is None else list(structure.nodes(tree))
    if tree is None or not tree.inner or len(parts) > structure.MOST_PARTS:
        return _header_alone(client, outline, tree)
    along = [one for one in structure.leaves(tree) if one.comes_along]
    items = ["UID", "BODY.PEEK[HEADER]"]
    items += [f"BODY.PEEK[{one.number}.MIME]" for one in parts if one.number]
    items += [f"BODY.PEEK[{one.number}]" for one in along]
    for got in client.fetch_each(str(outline.uid), f"({' '.join(items)})"):
        held = {name: value for name, value in got.items() if isinstance(value, bytes)}
        if got.get(b"UID") != outline.uid or b"BODY[HEADER]" not in held:
            continue
        headers = {one.number: held.get(f"BODY[{one.number}.MIME]".encode(), b"") for one in parts}
        texts = {one.number: held.get(f"BODY[{one.number}]".encode(), b"") for one in along}
        raw = structure.skeleton(tree, held[b"BODY[HEADER]"], headers, texts)
        missing = {one.number: one.size for one in structure.leaves(tree) if not one.comes_along}
        return [Arrived(outline, raw, missing)]
    return []


def _header_alone(client: Client, outline: Outline, tree: structure.Part | None) -> list[Arrived]:
    """Return a message of one huge part, or of a structure not understood: its header alone."""
    for got in client.fetch_each(str(outline.uid), "(UID BODY.PEEK[HEADER])"):
        header = got.get(b"BODY[HEADER]")
        if got.get(b"UID") == outline.uid and isinstance(header, bytes):
            size = tree.size if tree is not None and not tree.inner else outline.size
            return [Arrived(outline, header, {"1": size})]
    return []


def _tree(client: Client, uid: int) -> structure.Part | None:
    for one in client.fetch_each(str(uid), "(UID BODYSTRUCTURE)"):
        if one.get(b"UID") == uid:
            return structure.part_tree(one.get(b"BODYSTRUCTURE"))
    return None
