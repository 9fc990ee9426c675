"""Whatever is done in whatever order: no bug, and undo leads back to the same records."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from desktop.core.entities import get_entity, iter_entities
from desktop.core.errors import AppError, RuleBrokenError
from desktop.services.commands import UNDO
from desktop.services.opening import open_for_window
from tests.examples import ExampleMaker
from tests.own_fields import forget_own_fields
from tests.services.doing import COMMANDS, Drawn
from tests.store.states import documents, records

# An example record has the same title as the next of its kind often enough.
ALIKE = ("account", "contact", "lead", "target", "business_card")
DONE_TO_SOME = (
    "account.stop_care", "lead.convert", "target.convert", "lead.drop", "gift.cancel",
    "visit.hold", "business_card.to_account", "contact.delete", "call.delete", "contact.consent",
)  # fmt: skip


@dataclass(frozen=True)
class Deed:
    """A unit of work with the records before and after it."""

    key: str
    group: int
    before: Any
    after: Any


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a profile with records of every kind in many states, and fields of its own."""
    folder = tmp_path_factory.mktemp("machine") / "profile"
    opened = open_for_window(folder, "Nguyễn Văn An")
    run, make = opened.commands.run, ExampleMaker(opened.commands)
    for label, kind in (("Số giày", "integer"), ("Biệt danh", "text")):
        run("custom_field.define", {"entity": "account", "kind": kind, "label_vi": label})
    for entity in iter_entities():
        if entity.key not in {"app_user", "custom_field", "word", "import_run"}:
            made = [make(entity.key) for _ in range(3 if entity.key in ALIKE else 2)]
            if entity.key in ALIKE:
                run(f"{entity.key}.merge", {"ids": made[1:], "master": made[1]})
    for key in DONE_TO_SOME:
        draw_nothing = {q.name: make.field_value(q) for q in COMMANDS[key].facts.form}
        run(key, {"ids": [make(key.partition(".")[0])], **draw_nothing})
    opened.close()
    forget_own_fields()
    return folder


class CommandMachine(RuleBasedStateMachine):
    """Does what is offered, and takes it back and does it again as people do."""

    profile: Path
    tried: ClassVar[Counter[str]] = Counter()
    done: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory(prefix="machine-")
        folder = Path(shutil.copytree(self.profile, Path(self._folder.name, "profile")))
        self._opened = open_for_window(folder)
        self._undoable: list[Deed] = []
        self._redoable: list[Deed] = []
        self._now = self._state()

    def teardown(self) -> None:
        while self._undoable:
            self.somebody_takes_it_back()
        self._opened.close()
        self._folder.cleanup()
        forget_own_fields()

    def _state(self) -> Any:
        driver = self._opened.store.driver
        return records(driver), documents(driver)

    @rule(data=st.data())
    def somebody_does_what_is_offered(self, data):
        found = Drawn(data.draw, self._now[0]).one()
        if found is None:
            return
        command, arguments = found
        key, before = command.facts.key, self._now
        self.tried[key] += 1
        try:
            group = self._opened.commands.run(key, arguments).changes.group
        except AppError:
            assert self._state() == before, f"{key} was refused and left something behind"
            return
        self.done[key] += 1
        self._now = self._state()
        if not group:
            assert self._now == before
            return
        self._redoable.clear()
        if command.facts.undo:
            self._undoable.append(Deed(key, group, before, self._now))
            return
        with pytest.raises(RuleBrokenError):
            self._opened.commands.run(UNDO, {"group": group})
        self._undoable.clear()  # what was done before may concern what is gone for good

    @precondition(lambda self: self._undoable)
    @rule()
    def somebody_takes_it_back(self):
        deed = self._undoable.pop()
        self._redoable.append(self._take_back(deed, deed.before))

    @precondition(lambda self: self._redoable)
    @rule()
    def somebody_does_it_again(self):
        deed = self._redoable.pop()
        self._undoable.append(self._take_back(deed, deed.before))

    def _take_back(self, deed: Deed, wanted: Any) -> Deed:
        answer = self._opened.commands.run(UNDO, {"group": deed.group})
        now, self._now = self._now, self._state()
        assert answer.value == 0, f"{deed.key} could not be taken back whole"
        assert self._now == wanted, f"{deed.key} was not taken back whole"
        return Deed(deed.key, answer.changes.group, now, wanted)

    @invariant()
    def every_link_leads_somewhere(self):
        held = self._now[0]
        for table, rows in held.items():
            for field in get_entity(table).fields:
                if field.target in held and not field.custom and field.kind.value == "link":
                    dangling = {row.get(field.name) for row in rows.values()} - {None}
                    assert dangling <= held[field.target].keys(), f"{table}.{field.name}"


@pytest.mark.slow
@pytest.mark.soak
@pytest.mark.timeout(0)
def test_whatever_is_done_is_taken_back_and_done_again(lived_in, rounds, tell):
    CommandMachine.profile = lived_in
    CommandMachine.tried.clear()
    CommandMachine.done.clear()
    run_state_machine_as_test(
        CommandMachine,
        settings=settings(
            max_examples=rounds(15, 1500),
            stateful_step_count=rounds(20, 40),
            deadline=None,
            derandomize="LIENHE_SOAK" not in os.environ,
            suppress_health_check=list(HealthCheck),
        ),
    )
    tried, done = CommandMachine.tried.total(), CommandMachine.done.total()
    tell(f"{done} of {tried} commands done, {len(CommandMachine.done)} different ones")
    assert done > tried / 2
