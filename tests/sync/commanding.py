"""What the tests of commands at the centre share: doing, undoing, meeting, looking."""

from __future__ import annotations

from desktop.services.commands import LocalCommands, load_commands
from tests.sync.faults import checks

load_commands()


def run(desk, key, **arguments):
    """Run a command as the window does; return its group."""
    return LocalCommands(desk.store, desk.me).run(key, arguments).changes.group


def undo(desk, group):
    return run(desk, "undo.group", group=group)


def merge(desk, kept, *others, **values):
    ids = [str(one) for one in (kept, *others)]
    return run(desk, "account.merge", ids=ids, master=str(kept), values=values)


def sync(*desks):
    for _time in range(2):
        for one in desks:
            one.sync()


def all_is_well(*desks):
    for one in desks:
        assert not list(checks.what_is_stuck(one))
        assert not list(checks.what_differs(one))


def problems(desk):
    return desk.asked("SELECT kind, tbl, col, code FROM sync_problem WHERE solved_at IS NULL")
