"""Answers of WebDAV servers (multistatus, RFC 4918, 13), which may be hostile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from desktop.core.errors import InputError
from desktop.core.i18n import N_, _

UNREADABLE: Final = N_("The calendar server gave an answer that cannot be read.")
MOST_ANSWERS: Final = 100_000
_DEEPEST: Final = 40
_DAV: Final = "DAV: "
_OK: Final = 200


@dataclass(slots=True)
class Node:
    """An element: `name` is its namespace, a blank and its local name."""

    name: str
    text: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)

    def each(self, name: str) -> Iterator[Node]:
        """Yield the children of a name."""
        return (one for one in self.children if one.name == name)

    def find(self, *path: str) -> Node | None:
        """Return the first element down a path of names."""
        here: Node | None = self
        for name in path:
            here = None if here is None else next(here.each(name), None)
        return here


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server says of one resource.

    `status` is that of the whole resource, 0 if each property has its own; `found` holds the
    properties that were found, by their names.
    """

    href: str
    status: int
    found: dict[str, Node]

    def text(self, name: str) -> str:
        """Return the text of a property, "" where it is not there."""
        node = self.found.get(name)
        return "" if node is None else node.text.strip()


@dataclass(frozen=True, slots=True)
class Answers:
    """A multistatus; `token` is what later changes are asked from (RFC 6578)."""

    answers: tuple[Answer, ...]
    token: str = ""


def read_answers(data: bytes) -> Answers:
    """Return what a multistatus says.

    Raises:
        InputError: it is none, defines entities, or is nested absurdly.
    """
    root = read_tree(data)
    if root.name != f"{_DAV}multistatus":
        raise InputError(_(UNREADABLE))
    found = tuple(_answer(one) for one in root.each(f"{_DAV}response"))
    if len(found) > MOST_ANSWERS:
        raise InputError(_(UNREADABLE))
    token = root.find(f"{_DAV}sync-token")
    return Answers(found, "" if token is None else token.text.strip())


def read_tree(data: bytes) -> Node:
    """Return the root element of an XML document; raise InputError."""
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
    except (expat.ExpatError, ValueError) as error:
        raise InputError(_(UNREADABLE)) from error
    return reader.root


def _answer(node: Node) -> Answer:
    href = node.find(f"{_DAV}href")
    found: dict[str, Node] = {}
    for one in node.each(f"{_DAV}propstat"):
        if _status(one) == _OK and (props := one.find(f"{_DAV}prop")) is not None:
            found |= {prop.name: prop for prop in props.children}
    return Answer("" if href is None else href.text.strip(), _status(node), found)


def _status(node: Node) -> int:
    """Return the code of a status line such as "HTTP/1.1 404 Not Found", 0 where there is none."""
    status = node.find(f"{_DAV}status")
    words = status.text.split() if status is not None else []
    return int(words[1]) if len(words) > 1 and words[1].isdigit() else 0


class _Reader:
    """Builds the tree; a document type is refused, so nothing can be expanded or fetched."""

    def __init__(self) -> None:
        self.root = Node("")
        self._open = [self.root]
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._on_doctype
        self.parser.StartElementHandler = self._on_start
        self.parser.EndElementHandler = self._on_end
        self.parser.CharacterDataHandler = self._on_text

    def _on_doctype(self, *_told: object) -> None:
        raise ValueError("a document type")

    def _on_start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) > _DEEPEST:
            raise ValueError("nested too deeply")
        node = Node(name, attributes=attributes)
        if len(self._open) == 1:
            self.root = node
        else:
            self._open[-1].children.append(node)
        self._open.append(node)

    def _on_end(self, _name: str) -> None:
        self._open.pop()

    def _on_text(self, text: str) -> None:
        self._open[-1].text += text
