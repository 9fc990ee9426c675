"""The budget: what the server has too is freed, oldest first; nothing else, and no text is lost."""

from __future__ import annotations

from contextlib import closing

import pytest

from desktop.core.errors import RecordGoneError
from desktop.core.mail.places import MailPlace, MailQuery, PlaceKind
from desktop.core.mail.values import BodyState
from desktop.mail.boxes.cleaning import clean
from desktop.mail.boxes.opening import Box
from desktop.store.engine import Role
from tests.mail.boxes.conftest import NOON, fetched, raw_message

LATER = NOON.timestamp() + 400 * 86_400


def test_what_is_over_the_budget_is_freed_but_for_what_is_set_apart(box, folders, acts, reads):
    batch = [fetched(n, n, raw_message(n, body=f"từ{n} " * 40)) for n in range(1, 9)]
    ids = box.store(folders["INBOX"], batch)
    acts.pin(ids[:1], True)
    acts.append(folders["INBOX"], [raw_message(20)])
    with closing(Box(box._box.profile, Role.WORKER)) as other:
        assert clean(other, budget=10**9, now=LATER) == 0
        assert clean(other, budget=0, now=NOON.timestamp()) == 0  # all of it is new
        assert clean(other, budget=0, now=LATER) == 7
        assert clean(other, budget=0, now=LATER) == 0
    assert len(reads.source(ids[0])) > 0
    for message in ids[1:]:
        with pytest.raises(RecordGoneError):
            reads.source(message)
        view = reads.message(message)
        assert (view.body, view.text.split()[0]) == (
            BodyState.REMOTE,
            f"từ{ids.index(message) + 1}",
        )
    everywhere = MailPlace(PlaceKind.EVERYWHERE)
    assert list(reads.order(MailQuery(everywhere, '"từ5"')).ids) == [ids[4]]
    box.keep_source(ids[4], raw_message(5, body="từ5 " * 40))
    assert reads.source(ids[4]) == raw_message(5, body="từ5 " * 40)
    assert reads.message(ids[4]).body is BodyState.HERE
