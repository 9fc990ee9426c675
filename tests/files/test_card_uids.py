"""A card knows its record by UID and says by REV when it was changed; nothing is lost."""

from __future__ import annotations

import datetime as dt
import io
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.imports.card_columns import CARD_COLUMNS
from desktop.core.imports.plan import Policy
from desktop.core.pages import ListQuery
from desktop.core.word_lists import join_names, split_names
from desktop.files.cards import _split
from desktop.files.notes import Notes
from desktop.files.vcard_lines import read_properties
from desktop.files.vcard_values import card_marks, card_row
from desktop.files.writing_vcard import VERSIONS, card_text
from desktop.services.imports.card_marks import CardMarks
from tests.files.test_card_export import export
from tests.files.test_card_import import plan_of

CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Nguyễn Văn An\r\nTITLE:Thợ\r\nEND:VCARD\r\n"


def ids_of(exchange, entity):
    reads = exchange.work.reads()
    try:
        return [row.id for row in reads.first_page(ListQuery(entity, ())).rows]
    finally:
        reads.close()


@pytest.fixture
def exported(exchange, tmp_path):
    """Return the file of the one person that there is."""
    path = tmp_path / "a.vcf"
    path.write_text(CARD, encoding="utf-8", newline="")
    exchange.run(plan_of(exchange, path, "contact"))
    export(exchange, path, "contact", "4.0")
    return path


def change(path, old, new):
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_a_card_names_its_record_and_the_moment_of_its_last_change(exchange, exported):
    (record_id,) = ids_of(exchange, "contact")
    text = exported.read_text(encoding="utf-8")
    assert f"UID:urn:uuid:{record_id}\n" in text
    assert f"REV:{dt.datetime.now(dt.UTC):%Y}" in text


def test_the_same_uid_is_the_same_person_under_another_name(exchange, exported):
    change(exported, "Nguyễn Văn An", "Nguyễn Văn Anh")
    plan = plan_of(exchange, exported, "contact", policy=Policy.OVERWRITE)
    trial = exchange.trial(plan)
    assert (trial.counts.created, trial.counts.updated) == (0, 1)
    (known,) = trial.duplicates
    assert (known.field, known.title) == ("", "Nguyễn Văn An")
    exchange.run(plan)
    assert exchange.texts("contact", "full_name") == [("Nguyễn Văn Anh",)]


def test_the_uid_of_another_kind_of_record_or_program_says_nothing(exchange, exported):
    assert exchange.trial(plan_of(exchange, exported, "lead")).counts.created == 1
    (record_id,) = ids_of(exchange, "contact")
    change(exported, str(record_id), str(uuid.uuid4()))
    assert exchange.trial(plan_of(exchange, exported, "contact")).counts.created == 1


def test_two_cards_of_one_uid_are_one_new_record(exchange, tmp_path):
    path = tmp_path / "b.vcf"
    card = CARD.replace("FN", "UID:pas-id-3E11\r\nFN")
    path.write_text(card + card.replace("Văn An", "Văn Ân"), encoding="utf-8", newline="")
    plan = plan_of(exchange, path, "contact", policy=Policy.OVERWRITE)
    assert exchange.trial(plan).counts.created == 1
    exchange.run(plan)
    assert exchange.texts("contact", "full_name") == [("Nguyễn Văn Ân",)]


def test_a_card_older_than_the_record_is_told(exchange, exported):
    assert exchange.trial(plan_of(exchange, exported, "contact")).doubts == ()
    (line,) = [one for one in exported.read_text("utf-8").splitlines() if one.startswith("REV")]
    change(exported, line, "REV:2020-01-01T00:00:00Z")
    (doubt,) = exchange.trial(plan_of(exchange, exported, "contact")).doubts
    assert doubt.count == 1
    assert "older" in doubt.sentence


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("20261122T025500Z", dt.datetime(2026, 11, 22, 2, 55, tzinfo=dt.UTC)),
        ("1995-10-31T22:27:10Z", dt.datetime(1995, 10, 31, 22, 27, 10, tzinfo=dt.UTC)),
        ("2008-04-24T09:00:00+07:00", dt.datetime(2008, 4, 24, 2, tzinfo=dt.UTC)),
        ("20080424", dt.datetime(2008, 4, 24, tzinfo=dt.UTC)),
        ("0001-01-01T00:00:00+14:00", None),
        ("gestern", None),
        (None, None),
    ],
)
def test_moments_of_any_program_are_understood(text, wanted):
    assert CardMarks.read("x", text).changed == wanted


words = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=20
)
lines = st.lists(words, max_size=4).map(" ".join)
texts = st.lists(lines | st.sampled_from([";", ",", "\\", ":", '"']), max_size=4).map("\n".join)
tags = st.lists(words | st.sampled_from(["Bán lẻ, sỉ", 'a "b"; c', "\\", "a\\,b", '"']), max_size=4)
persons = st.fixed_dictionaries(
    {
        "full_name": words,
        "uid": st.uuids(),
        "updated_at": st.integers(0, 4_000_000_000).map(
            lambda seconds: dt.datetime.fromtimestamp(seconds, dt.UTC)
        ),
    },
    optional={
        "title": words,
        "account_id": words,
        "department": words,
        "website": words,
        "birth_on": st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)),
        "description": texts,
        "tags": tags,
        "salutation": st.sampled_from(["anh", "chi", "ong", "ba", "co", "chu", "em"]),
    },
)


@given(persons, st.sampled_from(VERSIONS))
def test_what_a_person_typed_survives_writing_and_reading(person, version):
    import unicodedata

    person = {
        key: unicodedata.normalize("NFC", value) if isinstance(value, str) else value
        for key, value in person.items()
    }
    text = card_text(person, version).encode()
    (card,) = _split(read_properties(io.BytesIO(text), "utf-8"), Notes())
    cells = dict(zip(CARD_COLUMNS, card_row(card, {}), strict=True))
    assert cells["full_name"] == person["full_name"].strip()
    for ours, theirs in {"title": "title", "account_id": "company", "website": "website"}.items():
        assert cells[theirs] == person.get(ours, "").strip()
    assert cells["birth_on"] == person.get("birth_on", "")
    assert cells["salutation"] == person.get("salutation", "")
    assert cells["note"] == person.get("description", "").strip()
    wanted = list(
        dict.fromkeys(unicodedata.normalize("NFC", tag) for tag in person.get("tags", ()))
    )
    assert list(dict.fromkeys(split_names(cells["tags"]))) == wanted
    marks = CardMarks.read(*card_marks(card))
    assert marks.record_id == person["uid"]
    assert marks.changed == person["updated_at"]


@given(tags)
def test_names_with_commas_come_back_as_they_were(names):
    assert split_names(join_names(names)) == names


@given(st.text(max_size=60))
def test_any_line_is_split_into_names(text):
    assert all(name == name.strip() and name for name in split_names(text))
