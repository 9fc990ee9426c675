"""Folders as a server lists them, and what each is for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from desktop.core.mail.values import FolderRole
from desktop.core.words import fold
from desktop.mail.backend import ServerFolder
from desktop.mail.imap.client import Client, path_of, quoted

# RFC 6154; Gmail and others use the same names.
_ROLES: Final = {
    b"\\SENT": FolderRole.SENT,
    b"\\DRAFTS": FolderRole.DRAFTS,
    b"\\TRASH": FolderRole.TRASH,
    b"\\JUNK": FolderRole.JUNK,
    b"\\ARCHIVE": FolderRole.ARCHIVE,
    b"\\ALL": FolderRole.ALL,
    b"\\FLAGGED": FolderRole.FLAGGED,
}
# What servers without SPECIAL-USE call them, folded: without accents, in small letters.
_NAMES: Final = {
    FolderRole.SENT: ("sent", "sent items", "sent messages", "sent mail", "da gui", "thu da gui"),
    FolderRole.DRAFTS: ("drafts", "draft", "thu nhap", "nhap", "ban nhap"),
    FolderRole.TRASH: ("trash", "deleted items", "deleted messages", "bin", "thung rac"),
    FolderRole.JUNK: ("junk", "spam", "junk e-mail", "junk email", "bulk mail", "thu rac"),
    FolderRole.ARCHIVE: ("archive", "archives", "luu tru"),
}
_NOT_THERE: Final = frozenset((b"\\NONEXISTENT", b"\\NOSELECT"))


def list_folders(client: Client) -> tuple[ServerFolder, ...]:
    """Return every folder of the person, and those that others share."""
    found: dict[bytes, tuple[frozenset[bytes], str]] = {}
    for prefix in _prefixes(client):
        for flags, delimiter, name in _listed(client, "LIST", prefix):
            found.setdefault(name, (flags, delimiter))
    subscribed = {name for _flags, _mark, name in _listed(client, "LSUB", "")}
    folders = [
        _folder(name, flags, delimiter, is_subscribed=name in subscribed)
        for name, (flags, delimiter) in found.items()
    ]
    return _with_roles(folders)


def _prefixes(client: Client) -> list[str]:
    """Return "" and the beginnings of namespaces that LIST "" "*" may leave out (RFC 2342)."""
    if "NAMESPACE" not in client.can:
        return [""]
    client.ask("NAMESPACE")
    prefixes = [""]
    for answer in client.lines("NAMESPACE"):
        for space in answer[1:3]:
            prefixes += [
                one[0].decode("ascii", "replace")
                for one in space or ()
                if isinstance(one, list) and one and isinstance(one[0], bytes)
            ]
    return [one for one in prefixes if not one or (one.isascii() and one.isprintable())]


def _listed(
    client: Client, command: str, prefix: str
) -> Iterable[tuple[frozenset[bytes], str, bytes]]:
    client.ask(command, '""', quoted(f"{prefix}*"))
    for pieces in client.lines(command):
        if len(pieces) >= 3 and isinstance(pieces[0], list):  # noqa: PLR2004 - flags, mark, name
            name = pieces[2]
            text = name if isinstance(name, bytes) else str(name).encode()
            mark = pieces[1] if isinstance(pieces[1], bytes) else b""
            flags = frozenset(one.upper() for one in pieces[0] if isinstance(one, bytes))
            yield flags, mark.decode("ascii", "replace"), text


def _folder(
    raw: bytes, flags: frozenset[bytes], delimiter: str, *, is_subscribed: bool
) -> ServerFolder:
    path = path_of(raw)
    if path.upper() == "INBOX":
        path = "INBOX"
    parent, mark, name = path.rpartition(delimiter) if delimiter else ("", "", path)
    role = next((_ROLES[one] for one in flags if one in _ROLES), FolderRole.PLAIN)
    return ServerFolder(
        path=path,
        name=name if mark else path,
        parent=parent,
        role=FolderRole.INBOX if path == "INBOX" else role,
        can_hold=not flags & _NOT_THERE,
        is_subscribed=is_subscribed or path == "INBOX",
    )


def _with_roles(folders: Sequence[ServerFolder]) -> tuple[ServerFolder, ...]:
    """Return the folders with roles by name where the server gave none; each role once."""
    taken: set[str] = set()
    done: list[ServerFolder] = []
    for one in sorted(folders, key=lambda one: (one.path != "INBOX", one.path.casefold())):
        keeps = one.role not in taken and one.can_hold
        role = one.role if keeps else FolderRole.PLAIN
        if role != FolderRole.PLAIN:
            taken.add(role)
        done.append(replace(one, role=role))
    for place, one in enumerate(done):
        if one.role != FolderRole.PLAIN or not one.can_hold or one.parent not in ("", "INBOX"):
            continue
        for role, names in _NAMES.items():
            if role not in taken and fold(one.name) in names:
                taken.add(role)
                done[place] = replace(one, role=role)
                break
    return tuple(done)
