"""Comments to colleagues: on any record, by their authors alone, with notice for who is named."""

from __future__ import annotations

import uuid

import pytest

from desktop.core.entities import iter_entities
from desktop.core.errors import InvalidValueError, NotAllowedError, RecordGoneError
from desktop.core.permissions import Actor
from desktop.services.commands import LocalCommands


@pytest.fixture
def post(commands, make):
    """Return what comments on a new customer and returns the comment's id."""

    def run(text="Khách này trả chậm"):
        about = {"record_type": "account", "record_id": make("account"), "text": text}
        return commands.run("comment.post", about).value

    return run


@pytest.fixture
def colleague(store):
    return LocalCommands(store, Actor(uuid.uuid4()))


@pytest.mark.parametrize(
    "key", [entity.key for entity in iter_entities() if not entity.hidden], ids=str
)
def test_every_record_can_be_commented_on(commands, make, values_of, key):
    record_id = make(key)
    about = {"record_type": key, "record_id": record_id, "text": "Xem lại"}
    held = values_of("comment", commands.run("comment.post", about).value)
    assert (held["record_type"], held["record_id"], held["body"]) == (key, record_id, "Xem lại")


def test_a_comment_on_a_call_stands_on_the_customers_timeline(commands, make, values_of, reads):
    account = make("account")
    call = make("call", account_id=account)
    about = {"record_type": "call", "record_id": call, "text": "Nghe lại bản ghi"}
    made = commands.run("comment.post", about).value
    assert values_of("comment", made)["account_id"] == account
    found = reads.timeline("account", uuid.UUID(account), ("comment",), 2**62, 9)
    assert [str(entry.ref.id) for entry in found] == [made]


def test_whole_names_behind_an_at_are_notified_and_others_not(commands, make, post, values_of):
    an, anh = make("app_user", full_name="Trần An"), make("app_user", full_name="Trần Anh")
    assert values_of("comment", post("@Trần Anh xem giúp"))["mentions"] == [anh]
    assert values_of("comment", post("nhờ @trần an, gấp"))["mentions"] == [an]
    assert values_of("comment", post("Trần An biết rồi"))["mentions"] is None
    assert set(values_of("comment", post("@Trần An @Trần Anh"))["mentions"]) == {an, anh}


def test_its_author_says_it_otherwise(commands, post, values_of):
    made = post()
    commands.run("comment.rewrite", {"id": made, "text": "Đã trả đủ"})
    assert values_of("comment", made)["body"] == "Đã trả đủ"


@pytest.mark.parametrize(
    ("key", "arguments"),
    [
        ("comment.rewrite", {"text": "Khác"}),
        ("comment.save", {"values": {"body": [None, "Khác"]}}),
        ("comment.delete", {}),
        ("comment.purge", {}),
        ("comment.change", {"values": {"body": "Khác"}}),
        ("comment.change_each", {"values": {"body": "Khác"}}),
    ],
)
def test_nobody_else_changes_or_deletes_it(colleague, post, values_of, key, arguments):
    made = post()
    before = values_of("comment", made)
    named = {"id": made} if key.endswith(("rewrite", "save")) else {"ids": [made]}
    if key.endswith("change_each"):
        named, arguments = {"changes": [[made, arguments["values"]]]}, {}
    with pytest.raises(NotAllowedError, match="Only the person who wrote this"):
        colleague.run(key, {**named, **arguments})
    assert values_of("comment", made) == before


def test_a_colleague_comments_for_himself(colleague, make, values_of):
    about = {"record_type": "account", "record_id": make("account"), "text": "Của tôi"}
    made = colleague.run("comment.post", about).value
    assert colleague.run("comment.delete", {"ids": [made]}).changes


@pytest.mark.parametrize("text", ["", "  \n", "x" * 20_001])
def test_nothing_and_too_much_are_refused(post, text):
    with pytest.raises(InvalidValueError):
        post(text)


def test_what_is_gone_cannot_be_commented_on(commands):
    about = {"record_type": "account", "record_id": str(uuid.uuid4()), "text": "A"}
    with pytest.raises(RecordGoneError):
        commands.run("comment.post", about)
