"""A program that ends while it joins, and windows that ask after another one left."""

from __future__ import annotations

import pytest

from desktop.sync import moving_lists, solving
from tests.server.company import PASSWORD
from tests.sync.asking import ask

assert moving_lists  # it declares what is asked
assert solving


def test_a_program_that_ends_while_it_joins_knows_its_centre_all_the_same(
    work, invitation, monkeypatch
):
    def killed(*_told):
        raise SystemExit

    who = {"login": invitation["user"], "password": PASSWORD}
    with monkeypatch.context() as patched:
        patched.setattr("desktop.sync.joining.edit_chosen", killed)
        with pytest.raises(SystemExit):
            ask(work, "sync.join", invitation=invitation, **who)
    told = ask(work, "sync.unlock", password=PASSWORD)
    assert (told["host"], told["login"]) == (invitation["host"], invitation["user"])
    assert ask(work, "sync.round")["state"] == "ok"


@pytest.mark.parametrize(
    ("request_name", "arguments", "told"),
    [
        ("sync.leave", {}, {"joined": False}),
        ("sync.pause", {"paused": True}, {"joined": False}),
        ("sync.problems", {}, []),
        ("sync.solve", {"problem": 1, "choice": "mine"}, {"joined": False}),
        ("sync.retry_files", {"digests": ["0" * 64]}, []),
        ("sync.bring_all", {}, 0),
    ],
)
def test_what_another_window_asks_after_one_left_is_answered(work, request_name, arguments, told):
    """One window leaves the company; the other still shows what it showed."""
    assert ask(work, request_name, **arguments) == told
