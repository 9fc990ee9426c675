"""Drafts survive whatever happens to the program."""

from __future__ import annotations

import uuid
from contextlib import closing

import pytest

from desktop.core.errors import StorageError
from desktop.core.pages import Draft
from desktop.store.drafts import DRAFTS, LocalDrafts
from tests.store.processes import other_process

TYPED = Draft(
    "account/new/1", "account", None, {"name": "Hồng Hà", "employees": 3}, {"name": None}, 5
)


@pytest.fixture
def drafts(tmp_path):
    with closing(LocalDrafts(tmp_path)) as journal:
        yield journal


def test_a_kept_draft_waits(drafts):
    drafts.keep(TYPED)
    assert drafts.waiting() == [TYPED]


def test_a_later_draft_takes_the_place_of_the_one_with_its_key(drafts):
    drafts.keep(TYPED)
    later = Draft(TYPED.key, "account", uuid.UUID(int=3), {"name": "Tây Hồ"}, at=6)
    drafts.keep(later)
    assert drafts.waiting() == [later]


def test_the_newest_comes_first_and_a_dropped_one_is_gone(drafts):
    drafts.keep(TYPED)
    newer = Draft("call/new/2", "call", None, {}, at=9)
    drafts.keep(newer)
    assert drafts.waiting() == [newer, TYPED]
    drafts.drop(TYPED.key)
    assert drafts.waiting() == [newer]


def test_a_draft_survives_the_end_of_its_process(tmp_path):
    code = """
        from desktop.core.pages import Draft
        from desktop.store.drafts import LocalDrafts
        drafts = LocalDrafts(profile)
        for number in range(10000):
            drafts.keep(Draft("account/new/1", "account", None, {"name": f"A{number}"}, at=number))
            say(str(number))
    """
    with other_process(tmp_path, code) as typist:
        heard = [int(typist.hear()) for _ in range(20)]
        typist.kill()
    with closing(LocalDrafts(tmp_path)) as drafts:
        [draft] = drafts.waiting()
    assert draft.at >= heard[-1]
    assert draft.values == {"name": f"A{draft.at}"}


def test_a_journal_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / DRAFTS).mkdir()
    with pytest.raises(StorageError):
        LocalDrafts(tmp_path)
