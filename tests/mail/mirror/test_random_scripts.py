"""Whatever two clients do, in any order, both sides end up the same."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from desktop.mail.boxes.acts import LocalMailActs
from tests.mail.accounts import COUNTING, WEAK, Both, both, letter
from tests.mail.dovecot import Dovecot

NONE: frozenset[str] = frozenset()
FLAGS = (r"\Seen", r"\Flagged", r"\Answered", "$Label1")
KINDS = pytest.mark.parametrize(
    "without", [NONE, COUNTING, WEAK], ids=["qresync", "condstore", "weak"]
)
Play = Callable[[int, frozenset[str]], tuple[object, object]]
_letters = itertools.count(1)


class Script:
    """Random deeds of a second client, and of the person here."""

    def __init__(self, one: Both, acts: LocalMailActs, random: Random) -> None:
        self.one, self.acts, self.random = one, acts, random

    def step(self) -> None:
        deeds = [
            self.append, self.append, self.flag, self.move, self.expunge, self.folder,
            self.flag_here, self.move_here, self.copy_here, self.delete_here, self.add_here,
            self.folder_here, self.round,
        ]  # fmt: skip
        self.random.choice(deeds)()

    # --- the second client
    def paths(self) -> list[str]:
        return [one.path for one in self.one.other.folders() if one.can_hold]

    def some(self) -> tuple[str, list[int]]:
        path = self.random.choice(self.paths())
        self.one.other.open(path)
        uids = [uid for one in self.one.other.uids(1, 10**6) for uid in one]
        return path, self.random.sample(uids, min(len(uids), self.random.randint(1, 4)))

    def append(self) -> None:
        path = self.random.choice(self.paths())
        self.one.other.append(path, letter(next(_letters)), NONE, None)

    def flag(self) -> None:
        _path, uids = self.some()
        names = frozenset(self.random.sample(FLAGS, 2))
        if uids:
            self.one.other.store_flags(uids, names, frozenset(FLAGS) - names)

    def move(self) -> None:
        path, uids = self.some()
        target = self.random.choice([one for one in self.paths() if one != path])
        if uids:
            self.one.other.move(uids, target)

    def expunge(self) -> None:
        _path, uids = self.some()
        if uids:
            self.one.other.expunge(uids[:1])

    def folder(self) -> None:
        own = [one for one in self.paths() if one.startswith("F")]
        deed = self.random.randrange(3)
        if deed == 0 or not own:
            self.one.other.make_folder(f"F{self.random.randrange(1000)}")
        elif deed == 1:
            self.one.other.rename_folder(own[0], f"F{self.random.randrange(1000, 2000)}")
        else:
            self.one.other.delete_folder(own[-1])

    # --- here
    def mine(self) -> list[int]:
        query = "SELECT id FROM message WHERE folder IS NOT NULL AND gone_at IS NULL"
        ids = [row[0] for row in self.one.box._box.connection.execute(query).fetchall()]
        return self.random.sample(ids, min(len(ids), self.random.randint(1, 4)))

    def place(self) -> int:
        query = "SELECT id FROM folder WHERE is_gone = 0 AND facts & 1"
        found = self.one.box._box.connection.execute(query).fetchall()
        return int(self.random.choice(found)[0])

    def flag_here(self) -> None:
        self.acts.mark(self.mine(), read=self.random.random() < 0.5, flagged=True)

    def move_here(self) -> None:
        self.acts.move(self.mine(), self.place())

    def copy_here(self) -> None:
        self.acts.copy(self.mine()[:2], self.place())

    def delete_here(self) -> None:
        self.acts.delete(self.mine()[:2])

    def add_here(self) -> None:
        self.acts.append(self.place(), [letter(next(_letters))])

    def folder_here(self) -> None:
        self.acts.make_folder(self.one.account, None, f"H{next(_letters)}")

    def round(self) -> None:
        self.one.round()
        if self.random.random() < 0.3:
            self.one.drop()


@pytest.fixture
def play(dovecot: Dovecot, make_user: Callable[[], str], tmp_path: Path) -> Play:
    """Return what plays the script of a number and returns what is here, and what is there."""

    def one_script(seed: int, without: frozenset[str]) -> tuple[object, object]:
        random = Random(seed)
        user = make_user()
        dovecot.seed(user, [letter(next(_letters)) for _ in range(random.randint(0, 20))])
        one = both(dovecot, user, tmp_path / user, without)
        acts = LocalMailActs(tmp_path / user)
        try:
            one.round()
            script = Script(one, acts, random)
            for _step in range(40):
                script.step()
            for _again in range(3):
                one.round()
            shown = {path: len(held) for path, held in one.seen().items()}
            there = one.there()
            held = {path: len(some) for path, some in there.items() if some}
            waiting = len(one.box.due(one.account))
            return (one.here(), shown, 0), (there, held, waiting)
        finally:
            acts.close()
            one.close()

    return one_script


@KINDS
@pytest.mark.parametrize("seed", [1, 2])
def test_both_sides_end_up_the_same(play: Play, seed: int, without: frozenset[str]) -> None:
    here, there = play(seed, without)
    assert here == there


@pytest.mark.soak
@pytest.mark.timeout(3600)
@KINDS
def test_both_sides_end_up_the_same_after_hundreds_of_scripts(
    play: Play,
    without: frozenset[str],
    rounds: Callable[[int, int], int],
) -> None:
    for seed in range(100, 100 + rounds(1, 300)):
        here, there = play(seed, without)
        assert here == there, seed
