"""What entities declare of notices, and how notices read."""

from datetime import UTC, datetime

import pytest

from desktop.core.entities import get_entity, iter_entities
from desktop.core.fields import Kind
from desktop.core.i18n import set_language
from desktop.core.notices.channels import batch_at, is_configured, provide, withdraw
from desktop.core.notices.declared import PEOPLE, RECORD, tellings_of
from desktop.core.notices.kinds import BY_KEY, GROUPS, KINDS
from desktop.core.notices.saying import notice_text
from desktop.models import load_all

load_all()
TELLING = [entity for entity in iter_entities() if entity.tells]


@pytest.mark.parametrize("entity", TELLING, ids=lambda one: one.key)
def test_every_declaration_names_kinds_people_and_fields_that_there_are(entity):
    for one in tellings_of(entity.tells):
        assert one.kind in BY_KEY
        for name in one.on:
            assert entity.field(name)
        for name in one.people:
            if name == PEOPLE:
                continue
            link, _dot, rest = name.partition(".")
            field = entity.field(link)
            if rest:
                field = get_entity(field.target).field(rest)
            assert field.target in {"app_user", "org_unit", "user_role"}
        if one.about == RECORD:
            assert entity.field("record_type")
        elif one.about:
            assert entity.field(one.about).kind is Kind.LINK


def test_projects_tasks_events_calls_and_shares_tell_people():
    assert {"project", "task", "event", "attendee", "call", "share", "comment"} <= {
        entity.key for entity in TELLING
    }


def test_a_line_without_people_is_refused():
    with pytest.raises(ValueError, match="not a telling"):
        tellings_of(("state on status",))


def test_every_kind_is_filed_somewhere():
    assert {kind.group for kind in KINDS} <= GROUPS.keys()


def test_a_notice_reads_in_the_language_of_its_reader():
    params = {"of": "task", "fields": ["status"], "values": {"status": "done"}}
    said = ("state", "Lan", "Gửi báo giá", "task", params)
    assert notice_text(*said) == "Lan set “Gửi báo giá” to: done"
    set_language("vi")
    try:
        assert notice_text(*said) == "Lan chuyển “Gửi báo giá” sang: hoàn thành"
    finally:
        set_language("en")


def test_a_collected_notice_says_how_many_and_of_what():
    text = notice_text("handed", "Lan", "ABC", "account", {"count": 12})
    assert text == "Lan put you in charge of 12 customers"


def test_a_notice_of_a_kind_that_is_not_known_yet_says_the_title():
    assert notice_text("later", "Lan", "ABC", "account", {}) == "ABC"


def test_changed_fields_are_named_with_their_new_values():
    params = {"of": "task", "fields": ["title", "priority"], "values": {"priority": "high"}}
    text = notice_text("changed", "Lan", "Việc", "task", params)
    assert text == "Lan changed “Việc”: task title, priority High"


def test_messages_of_one_quarter_of_an_hour_go_out_together():
    first = batch_at(datetime(2026, 11, 22, 8, 1, tzinfo=UTC))
    assert first == batch_at(datetime(2026, 11, 22, 8, 14, 59, tzinfo=UTC))
    assert first == datetime(2026, 11, 22, 8, 15, tzinfo=UTC)
    assert batch_at(first) == datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


def test_a_channel_counts_as_configured_only_with_a_provider():
    assert is_configured("app")
    assert not is_configured("sms")
    provide("sms")
    assert is_configured("sms")
    withdraw("sms")
    assert not is_configured("sms")


@pytest.mark.parametrize(
    ("value", "told"), [(True, "cancelled"), (False, "not cancelled any more")]
)
def test_a_flag_is_told_by_what_it_says(value, told):
    params = {"of": "event_variation", "fields": ["is_cancelled"]}
    params["values"] = {"is_cancelled": value}
    assert notice_text("changed", "Lan", "Họp", "event", params).endswith(f": {told}")
