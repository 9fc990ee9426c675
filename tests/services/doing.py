"""Draws what a person could do now: a command, records that it is offered for, valid answers."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import strategies as st

from desktop.core.entities import Entity, get_entity
from desktop.core.errors import InvalidValueError
from desktop.core.fields import Field, Kind
from desktop.core.filters import Json
from desktop.core.kinds import kind_of
from desktop.services.commands import Command, iter_commands, load_commands
from tests.core.kinds.strategies import RAW
from tests.examples import writable
from tests.services.diary_drawn import DRAWN as DIARY_DRAWN
from tests.services.mail_arguments import DRAWN as MAIL_DRAWN
from tests.services.work_drawn import DRAWN as WORK_DRAWN
from tests.store.states import Records

Draw = Callable[[st.SearchStrategy[Any]], Any]
Arguments = dict[str, Any]

load_commands()
COMMANDS = {command.facts.key: command for command in iter_commands()}
GENERIC = sorted(key for key, command in COMMANDS.items() if command.facts.generic)
SPECIAL = sorted(set(COMMANDS) - set(GENERIC))
# Kept by the program; a person reaches them by other commands, in which they are made as well.
UNTOUCHED = frozenset(
    {"app_user", "org_unit", "import_run", "distinct_pair", "custom_field", "word"}
)
MOST_RECORDS = 3
OWN_KINDS = (Kind.TEXT, Kind.INTEGER, Kind.FLAG, Kind.DATE, Kind.MONEY)
COMMUNES = ("00004", "00070", "26734")


class Drawn:
    """Draws from the records of one moment."""

    def __init__(self, draw: Draw, records: Records) -> None:
        self._draw = draw
        self._records = records

    def one(self) -> tuple[Command, Arguments] | None:
        """Return a command with its arguments; None if there is nothing to do it to."""
        keys = SPECIAL if self._draw(st.booleans()) else GENERIC
        return self.arguments_of(COMMANDS[self._draw(st.sampled_from(keys))])

    def arguments_of(self, command: Command) -> tuple[Command, Arguments] | None:
        """Return the command with arguments, as a dialog would give them."""
        key, (_entity, _dot, verb) = command.facts.key, command.facts.key.partition(".")
        entity = get_entity(command.facts.entity)
        if (
            command.facts.generic
            and entity.key in UNTOUCHED
            and verb in {"create", "save", "change", "change_each", "purge"}
        ):
            return None
        if command.facts.generic and entity.ledger:
            return None
        if draw := (WORK_DRAWN | DIARY_DRAWN | MAIL_DRAWN).get(key):
            given = draw(self)
            return None if given is None else (command, given)
        own = getattr(self, f"_{verb}", None)
        arguments: Arguments | None = {} if own is None else own(entity)
        if arguments is None:
            return None
        if command.facts.on_records and "ids" not in arguments:
            ids = self._some(key, command.facts.is_offered, binned=verb in {"restore", "purge"})
            if not ids:
                return None
            arguments["ids"] = ids
        if verb == "place_addresses":
            arguments["communes"] = {
                one: self._draw(st.sampled_from(COMMUNES)) for one in arguments["ids"]
            }
        answers = {field.name: self.value(field) for field in command.facts.form}
        return command, {**answers, **arguments}

    def value(self, field: Field) -> Json:
        """Return a value in JSON form that the field's editor would let through."""
        kind = kind_of(field)
        if field.kind is Kind.LINK:
            return self._link(field)
        if field.kind is Kind.TAGS:
            known = self._ids(field.target or "tag")
            return (
                self._draw(st.lists(st.sampled_from(known), max_size=3, unique=True))
                if known
                else []
            )
        raw = RAW[field.kind]
        if field.kind is Kind.CHOICE:
            raw = st.sampled_from([option.value for option in field.options])
        allowed = raw.map(lambda value: kind.normalise(field, value)).filter(
            lambda value: _is_allowed(field, value)
        )
        return kind.to_json(self._draw(allowed if field.required else st.none() | allowed))

    def some(self, entity: str, most: int = MOST_RECORDS) -> list[str]:
        """Return some living records."""
        return self._some(f"{entity}.change", most=most)

    def pick(self, strategy: st.SearchStrategy[Any]) -> Any:
        """Return what a strategy gives."""
        return self._draw(strategy)

    # --- the arguments of commands that have some of their own
    def _create(self, entity: Entity) -> Arguments:
        return {"values": self._values(entity, new=True)}

    def _change(self, entity: Entity) -> Arguments:
        return {"values": self._values(entity)}

    def _change_each(self, entity: Entity) -> Arguments | None:
        ids = self._some(f"{entity.key}.change")
        return {"changes": [[one, self._values(entity)] for one in ids]} if ids else None

    def _save(self, entity: Entity) -> Arguments | None:
        ids = self._some(f"{entity.key}.save", most=1)
        if not ids:
            return None
        row = self._row(entity.key, ids[0])
        edits = {
            name: [kind_of(entity.field(name)).to_json(row[name]), new]
            for name, new in self._values(entity).items()
            if name in row and entity.field(name).kind in {Kind.TEXT, Kind.INTEGER, Kind.CHOICE}
        }
        return {"id": ids[0], "values": edits}

    def _merge(self, entity: Entity) -> Arguments | None:
        ids = self._some(f"{entity.key}.merge")
        if len(ids) < 2:
            return None
        return {"ids": ids, "master": self._draw(st.sampled_from(ids))}

    def _keep_apart(self, entity: Entity) -> Arguments | None:
        ids = self._some(f"{entity.key}.keep_apart")
        return {"ids": ids} if len(ids) > 1 else None

    def _move(self, entity: Entity) -> Arguments | None:
        ids = self._some(f"{entity.key}.move", most=1)
        above = self._draw(st.sampled_from([None, *self._ids(entity.key)]))
        return {"id": ids[0], "parent_id": above} if ids else None

    def _join(self, entity: Entity) -> Arguments | None:
        ids = self._some(f"{entity.key}.join")
        into = [one for one in self._ids(entity.key) if one not in ids]
        return {"ids": ids, "into_id": self._draw(st.sampled_from(into))} if ids and into else None

    def _attach(self, _entity: Entity) -> Arguments | None:
        ids = self._some("account.change", most=1)
        file = {"name": "a.pdf", "blob": "ab" * 32, "size": self._draw(st.integers(0, 9))}
        return {"entity": "account", "id": ids[0], "files": [file]} if ids else None

    def _set(self, entity: Entity) -> Arguments | None:
        if entity.key != "share":
            return {"entity": "account", "field": "code", "pattern": "C{NNN}"}
        ids = self._some("account.change")
        level = self._draw(st.sampled_from(("none", "view", "edit")))
        who = {"kind": "user", "who": self._ids("app_user")[0], "level": level}
        return {"entity": "account", "ids": ids, **who} if ids else None

    def _post(self, _entity: Entity) -> Arguments | None:
        ids = self._ids("account")
        if not ids:
            return None
        return {"record_type": "account", "record_id": self._draw(st.sampled_from(ids))}

    def _rewrite(self, entity: Entity) -> Arguments | None:
        ids = self._ids(entity.key)
        return {"id": self._draw(st.sampled_from(ids))} if ids else None

    def _define(self, _entity: Entity) -> Arguments:
        label = f"Ô {self._draw(st.integers(0, 99))}"
        kind = self._draw(st.sampled_from(OWN_KINDS))
        return {
            "entity": self._draw(st.sampled_from(("account", "contact"))),
            "kind": kind.value,
            "label_vi": label,
            "in_list": self._draw(st.booleans()),
        }

    def _redefine(self, entity: Entity) -> Arguments | None:
        ids = self._ids(entity.key)
        if not ids:
            return None
        return {
            "id": self._draw(st.sampled_from(ids)),
            "label_en": f"Field {self._draw(st.integers(0, 99))}",
        }

    def _arrange(self, entity: Entity) -> Arguments | None:
        rows = self._records[entity.key].values()
        ids = self._ids(entity.key)
        named = [one for one in ids if self._row(entity.key, one)["entity"] == "account"]
        return {"ids": self._draw(st.permutations(named))} if named and rows else None

    def _rename(self, _entity: Entity) -> Arguments:
        return {"message": "Customer", "text_vi": f"Học viên {self._draw(st.integers(0, 9))}"}

    # --- records
    def _some(
        self,
        key: str,
        offered: Callable[[Mapping[str, Any]], bool] | None = None,
        *,
        most: int = MOST_RECORDS,
        binned: bool = False,
    ) -> list[str]:
        entity = key.partition(".")[0]
        fit = [
            one
            for one in self._ids(entity, binned=binned)
            if offered is None
            or "-" in COMMANDS[key].facts.offered
            or offered(self._row(entity, one))
        ]
        if not fit:
            return []
        return list(
            self._draw(st.lists(st.sampled_from(fit), min_size=1, max_size=most, unique=True))
        )

    def _ids(self, entity: str, *, binned: bool = False) -> list[str]:
        rows = self._records[entity]
        return sorted(
            str(uuid.UUID(bytes=one))
            for one, row in rows.items()
            if (row["deleted_at"] is not None) == binned
        )

    def _row(self, entity: str, one: str) -> dict[str, Any]:
        return self._records[entity][uuid.UUID(one).bytes]

    def _link(self, field: Field) -> Json:
        known = self._ids(field.target)
        if not known:
            return None
        chosen = st.sampled_from(known)
        return self._draw(chosen if field.required else st.none() | chosen)

    def _values(self, entity: Entity, *, new: bool = False) -> dict[str, Json]:
        fields = [one for one in writable(entity) if one.kind is not Kind.JSON]
        chosen = set(
            self._draw(
                st.lists(st.sampled_from(sorted(f.name for f in fields)), min_size=1, max_size=4)
            )
        )
        wanted = [f for f in fields if f.name in chosen or (new and f.required)]
        return {field.name: self.value(field) for field in wanted}


def _is_allowed(field: Field, value: object) -> bool:
    try:
        kind_of(field).check(field, value)
    except InvalidValueError:
        return False
    return value is not None or not field.required
