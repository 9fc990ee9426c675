"""Who edits a record just now: told to people who may see it, forgotten after a minute."""

from __future__ import annotations

import pytest

from desktop.core.paths import Profile
from desktop.core.settings import Settings, save_settings
from desktop.services.long_work import get_handler
from desktop.sync import presence, serving

assert presence


@pytest.fixture
def an(desk):
    return desk(is_administrator=True)


@pytest.fixture
def binh(desk):
    return desk(is_administrator=True)


@pytest.fixture
def account(an, binh):
    made = an.make("account", name="Hoa Sen", is_shared=False)
    an.sync()
    return str(made)


def asked(desk, record, *, edits=False):
    return desk.centre.present("account", record, edits=edits)


def name_of(company, desk):
    return company.sql("SELECT full_name FROM app.app_user WHERE id = %s", desk.me.user_id)


def test_a_colleague_who_edits_is_named_and_not_oneself(an, binh, account, company):
    assert asked(an, account, edits=True) == []
    assert asked(binh, account) == [name_of(company, an)]
    assert asked(an, account, edits=True) == []


def test_who_has_saved_edits_no_more(an, binh, account):
    asked(an, account, edits=True)
    asked(an, account)
    assert asked(binh, account) == []


def test_who_says_nothing_for_a_minute_edits_no_more(an, binh, account, company):
    asked(an, account, edits=True)
    company.sql("UPDATE sync.presence SET at = at - interval '61 seconds'")
    assert asked(binh, account) == []


def test_who_may_not_see_a_record_hears_nothing_and_is_not_heard(desk, an, account, company):
    stranger = desk()
    asked(an, account, edits=True)
    assert asked(stranger, account, edits=True) == []
    assert asked(an, account, edits=True) == []
    assert company.rows("SELECT count(*) FROM sync.presence") == [(1,)]


def test_the_worker_says_that_asking_makes_no_sense_alone(work):
    told = get_handler("sync.presence")(work, entity="account", record="x", edits=False)
    assert told == {"asks": False, "names": []}


def test_the_worker_asks_the_centre_unless_the_person_does_not_want_it(
    joined,
    desk,
    company,
):
    about = {"entity": "account", "record": "01a2020f-1786-7be7-b9da-000000000000"}
    handler = get_handler("sync.presence")
    assert handler(joined, **about, edits=False) == {"asks": True, "names": []}
    with serving.between_rounds(joined):
        assert handler(joined, **about, edits=False) == {"asks": True, "names": None}
    save_settings(Profile(joined.profile), Settings(presence="hidden"))
    assert handler(joined, **about, edits=False) == {"asks": False, "names": []}
