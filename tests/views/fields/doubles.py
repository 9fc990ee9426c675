"""Surroundings of editors for tests: records in memory, pictures in memory, what was asked."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Sequence

from desktop.core.pages import Hit, Ref
from desktop.core.words import fold
from desktop.views.fields.context import EditorContext


def record(number: int, title: str, entity: str = "account") -> Ref:
    return Ref(entity, uuid.UUID(int=number), title)


class MemoryChoices:
    """Finds records by their folded titles; answers at once, or when told to."""

    def __init__(self, *refs: Ref) -> None:
        self.refs = list(refs)
        self.asked: list[str] = []
        self.holding: list[Callable[[], None]] | None = None

    def find(self, entity: str, text: str, done: Callable[[str, Sequence[Hit]], None]) -> None:
        self.asked.append(text)
        words = fold(text).split()
        hits = [
            Hit(ref, "Hà Nội")
            for ref in self.refs
            if ref.entity == entity and all(word in fold(ref.title) for word in words)
        ]
        self._answer(lambda: done(text, hits))

    def titles(
        self, entity: str, ids: Sequence[uuid.UUID], done: Callable[[Sequence[Ref]], None]
    ) -> None:
        refs = [ref for ref in self.refs if ref.entity == entity and ref.id in ids]
        self._answer(lambda: done(refs))

    def release(self) -> None:
        """Give the answers that were held back."""
        waiting, self.holding = self.holding or [], None
        for answer in waiting:
            answer()

    def _answer(self, answer: Callable[[], None]) -> None:
        if self.holding is None:
            answer()
        else:
            self.holding.append(answer)


class MemoryPictures:
    """Keeps pictures in a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.files: dict[str, bytes] = {}

    def load(self, digest: str, done: Callable[[bytes], None]) -> None:
        done(self.kept.get(digest, b""))

    def keep(self, content: bytes, done: Callable[[str], None]) -> None:
        digest = hashlib.sha256(content).hexdigest()
        self.kept[digest] = content
        done(digest)

    def keep_file(
        self, path: str, limit: int, done: Callable[[str], None], failed: Callable[[str], None]
    ) -> None:
        if len(self.files[path]) > limit:
            failed("too large")
        else:
            self.keep(self.files[path], done)


class Surroundings:
    """What an editor may ask for, and what it asked."""

    def __init__(self, *refs: Ref, currency: str = "VND") -> None:
        self.choices = MemoryChoices(*refs)
        self.pictures = MemoryPictures()
        self.currency = currency
        self.created: list[tuple[str, str]] = []
        self.opened: list[Ref] = []
        self.urls: list[str] = []
        self.context = EditorContext(
            choices=self.choices,
            pictures=self.pictures,
            create=self._create,
            open_record=self.opened.append,
            open_url=self.urls.append,
            currency_of=self._currency_of,
        )

    def _create(self, entity: str, title: str, done: Callable[[Ref], None]) -> None:
        self.created.append((entity, title))
        ref = record(900 + len(self.created), title, entity)
        self.choices.refs.append(ref)
        done(ref)

    def _currency_of(self, _name: str) -> str:
        return self.currency


def shown(editor):
    """Return the texts of the suggestions, or None if the list is closed."""
    rows = editor.choice.ahead.list
    return [rows.item(row).text() for row in range(rows.count())] if rows.isVisible() else None


def type_and_wait(editor, qtbot, text):
    """Type into a line and wait for the answer to it."""
    qtbot.keyClicks(editor.line, text)
    qtbot.waitUntil(lambda: editor.choice._hits_text == editor.line.text())
    assert shown(editor) is not None
