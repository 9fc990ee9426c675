"""The manifest: what the first screen needs of the declarations, as JSON in the profile's cache.

The mapped classes are the only declaration; the worker writes the manifest from them, the window
reads it and so paints lists before any mapped class is imported.
"""

from __future__ import annotations

import json
from binascii import crc32
from collections.abc import Iterable, Sequence
from dataclasses import field, fields
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from desktop.core.commands import CommandFacts
from desktop.core.entities import Entity, register_entities
from desktop.core.fields import Field, Kind, Option
from desktop.core.i18n import OwnWords, set_own_words
from desktop.core.quick_dataclass import dataclass

if TYPE_CHECKING:
    from desktop.core.sealing import Seal

FORMAT = 4
_KINDS = {kind.value: kind for kind in Kind}


@dataclass(frozen=True, slots=True)
class Manifest:
    """Entities, commands and own words; `revision` tells programs and schemas apart.

    `owner` is the id of the person whose profile it is: "me" in filters.
    """

    revision: str
    entities: tuple[Entity, ...]
    commands: Sequence[CommandFacts]
    owner: str = ""
    words: OwnWords = field(default_factory=dict)  # what the company calls things


class LaterCommands(Sequence[CommandFacts]):
    """The commands of a manifest, made when they are first asked for: after the first paint.

    What all entities have (`generic`) comes first, and is made when somebody asks for it.
    """

    def __init__(self, generic: str, own: str) -> None:
        self._generic = generic
        self._own = own

    @cached_property
    def own(self) -> tuple[CommandFacts, ...]:
        """Those that are not every entity's."""
        return tuple(_command(facts) for facts in json.loads(self._own))

    @cached_property
    def _made(self) -> tuple[CommandFacts, ...]:
        return (*(_command(facts) for facts in json.loads(self._generic)), *self.own)

    def __getitem__(self, place: Any) -> Any:  # noqa: ANN401 - one or a part of them
        return self._made[place]

    def __len__(self) -> int:
        return len(self._made)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._made == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # it is compared, never looked up


def dump(manifest: Manifest) -> str:
    """Return the manifest as a line of JSON, and a last line by which a bad copy is known."""
    data = {
        "format": FORMAT,
        "revision": manifest.revision,
        "owner": manifest.owner,
        "words": manifest.words,
        "entities": [_with_packed_fields(_facts(e)) for e in manifest.entities],
        "generic": _json([_facts(c) for c in manifest.commands if c.generic]),
        "commands": _json([_facts(c) for c in manifest.commands if not c.generic]),
    }
    text = _json(data)
    return f"{text}\n{_sum(text)}"


def load(text: str) -> Manifest:
    """Return the manifest that `dump` wrote; raise ValueError if the text is not just that.

    Most of it is looked at long after the start, when nobody could do without it.
    """
    line, _end, known = text.rpartition("\n")
    if known != _sum(line):
        raise ValueError("not a manifest")
    try:
        data = json.loads(line)
        if data["format"] != FORMAT:
            raise ValueError("another format")
        return Manifest(
            data["revision"],
            tuple(_entity(facts) for facts in data["entities"]),
            LaterCommands(data["generic"], data["commands"]),
            data["owner"],
            data["words"],
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a manifest") from error


def read(path: Path, revision: str, seal: Seal | None = None) -> Manifest | None:
    """Return the manifest in `path`, or None where there is none of this revision (or `seal`)."""
    try:
        text = path.read_bytes()
        found = load((text if seal is None else seal.open(text)).decode("utf-8"))
    except (OSError, ValueError):
        return None
    return found if found.revision == revision else None


def adopt(manifest: Manifest) -> None:
    """Register the entities of a manifest, and call things as it says."""
    register_entities(manifest.entities)
    set_own_words(manifest.words)


def write(path: Path, manifest: Manifest, seal: Seal | None = None) -> None:
    """Write the manifest whole or not at all, encrypted if there is a `seal`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    text = dump(manifest).encode()
    part.write_bytes(text if seal is None else seal.close(text))
    part.replace(path)


def _facts(item: Entity | CommandFacts | Field | Option) -> dict[str, Any]:
    """Return what differs from the defaults, so that the file stays small."""
    return {
        name: _deep(value) if isinstance(value, tuple) else value
        for name, default in _DEFAULTS[type(item)].items()
        if (value := getattr(item, name)) != default
    }


_DEFAULTS: Final = {
    made: {one.name: one.default for one in fields(made)}
    for made in (Entity, CommandFacts, Field, Option)
}


def _with_packed_fields(facts: dict[str, Any]) -> dict[str, Any]:
    """Return the facts of an entity with its fields as text: few are asked for at a start."""
    return {**facts, "fields": _json(facts["fields"])}


def _sum(text: str) -> str:
    return f"{crc32(text.encode()):08x}"


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _deep(values: Iterable[object]) -> list[object]:
    return [_facts(v) if isinstance(v, Field | Option) else v for v in values]


def _entity(facts: dict[str, Any]) -> Entity:
    make_fields = partial(_packed_fields, facts["fields"])
    return Entity(**{**_tuples(facts), "fields": ()}).with_fields_later(make_fields)


def _command(facts: dict[str, Any]) -> CommandFacts:
    made = _tuples(facts)
    if "form" in facts:
        made["form"] = _fields(facts["form"])
    return CommandFacts(**made)


def _packed_fields(packed: str) -> tuple[Field, ...]:
    return _fields(json.loads(packed))


def _fields(items: list[dict[str, Any]]) -> tuple[Field, ...]:
    return tuple([_field(item) for item in items])


def _field(facts: dict[str, Any]) -> Field:
    made = _tuples(facts)
    made["kind"] = _KINDS[facts["kind"]]
    if "result" in facts:
        made["result"] = _KINDS[facts["result"]]
    if "options" in facts:
        made["options"] = tuple([Option(**option) for option in facts["options"]])
    return Field(**made)


def _tuples(facts: dict[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in facts.items()}
