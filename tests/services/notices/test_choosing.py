"""What a person chose to be told, and that notices were read."""

import uuid

import pytest

from desktop.core.clock import SystemClock
from desktop.core.errors import InputError
from desktop.core.notices.reading import read_notices
from desktop.core.permissions import Actor
from desktop.core.reminders.choices import read_choices
from desktop.core.reminders.quiet_hours import QuietHours
from desktop.services.commands import LocalCommands
from desktop.store.reads import LocalReads


@pytest.fixture
def reads(opened):
    made = LocalReads(opened.store.path, SystemClock())
    yield made
    made.close()


@pytest.fixture
def theirs(commands, store):
    """What a colleague does."""
    said = {"full_name": "Lan", "login": "lan"}
    return LocalCommands(
        store, Actor(uuid.UUID(commands.run("app_user.create", {"values": said}).value))
    )


def test_a_choice_is_one_record_however_often_it_is_made(commands, reads, owner, store):
    commands.run("notice_choice.choose", {"kind": "assigned", "channels": []})
    assert not read_choices(reads, owner.user_id).wants("assigned", "app")
    commands.run("notice_choice.choose", {"kind": "assigned", "channels": ["app"]})
    assert read_choices(reads, owner.user_id).wants("assigned", "app")
    assert store.driver.execute("SELECT count(*) FROM notice_choice").fetchone() == (1,)


def test_a_channel_without_a_provider_cannot_be_chosen(commands):
    with pytest.raises(InputError):
        commands.run("notice_choice.choose", {"kind": "assigned", "channels": ["email"]})


def test_quiet_hours_are_kept(commands, reads, owner):
    quiet = QuietHours(22 * 60, 7 * 60, weekends=True)
    commands.run("notice_choice.rest", {"quiet": quiet.to_json()})
    assert read_choices(reads, owner.user_id).quiet == quiet


def test_a_notice_waits_until_it_was_read(commands, theirs, reads, owner):
    me = str(owner.user_id)
    theirs.run("task.create", {"values": {"title": "Gửi báo giá", "assignees": [me]}})
    (told,) = read_notices(reads, owner.user_id)
    assert told.text == "Lan assigned “Gửi báo giá” to you"
    assert not told.is_read
    commands.run("notice.mark_read", {"ids": [str(told.id)]})
    (told,) = read_notices(reads, owner.user_id)
    assert told.is_read


def test_reading_a_mention_reads_the_comment_too(commands, theirs, reads, owner, store):
    account = commands.run("account.create", {"values": {"name": "ABC"}}).value
    said = {"record_type": "account", "record_id": account, "text": "@Nguyễn Văn An xem nhé"}
    theirs.run("comment.post", said)
    (told,) = read_notices(reads, owner.user_id)
    assert told.kind == "mentioned"
    commands.run("notice.mark_read", {"ids": [str(told.id)]})
    (read_by,) = store.driver.execute("SELECT read_by FROM comment").fetchone()
    assert str(owner.user_id) in read_by
