"""Kinds that choose, lists of ways to reach somebody, addresses, pictures, JSON."""

from __future__ import annotations

import uuid

import pytest

from desktop.core.errors import InvalidValueError
from desktop.core.fields import Field, Kind
from desktop.core.kinds import kind_of
from desktop.core.kinds.base import LookupKind
from desktop.core.kinds.places import province_options
from desktop.core.pages import Ref
from tests.core.kinds.strategies import FIELDS, example_id


def known(kind):
    return kind_of(FIELDS[kind]), FIELDS[kind]


def test_a_choice_is_typed_by_its_label_with_or_without_accents():
    field = Field("p", "Province", Kind.CHOICE, options=province_options())
    kind = kind_of(field)
    assert {kind.parse(field, text) for text in ("Đà Nẵng", "da nang", "48")} == {"48"}
    assert kind.format(field, "48") == "Đà Nẵng"


def test_an_unknown_choice_is_shown_as_it_is_but_not_saved():
    kind, field = known(Kind.CHOICE)
    assert kind.format(field, "boiling") == kind.format_stored(field, "boiling") == "boiling"
    with pytest.raises(InvalidValueError, match="boiling"):
        kind.check(field, "boiling")


def test_a_link_shows_the_title_of_its_record():
    kind, field = known(Kind.LINK)
    ref = Ref("account", example_id(1), "Ánh Dương")
    assert kind.format(field, ref) == "Ánh Dương"
    assert kind.to_json(ref) == str(example_id(1))
    assert kind.to_stored(ref) == example_id(1).bytes
    with pytest.raises(InvalidValueError):
        kind.parse(field, "Ánh Dương")


def test_tags_are_a_set_in_one_order():
    kind, field = known(Kind.TAGS)
    one, two = str(example_id(1)), str(example_id(2))
    assert kind.normalise(field, [two, one, two]) == [one, two]
    assert kind.normalise(field, []) is None
    assert kind.lookups([one]) == ((LookupKind.TAG, one),)
    assert kind.format(field, [Ref("tag", uuid.UUID(one), "VIP")]) == "VIP"


def test_a_phone_is_found_by_what_people_dial():
    kind, field = known(Kind.PHONES)
    value = kind.parse(field, "0912 345 678 (Lan); +84 24 3825 1234")
    assert [item["number"] for item in value] == ["+84912345678", "+842438251234"]
    assert value[0]["label"] == "Lan"
    assert kind.search_fragments(value) == ("0912345678", "02438251234")
    assert kind.lookups(value)[0] == (LookupKind.PHONE, "+84912345678")
    assert kind.format(field, value) == "0912 345 678, 024 3825 1234"


@pytest.mark.parametrize(
    ("text", "number", "label", "extension"),
    [
        ("912345678", "+84912345678", "", None),
        ("01234567890", "+84834567890", "", None),
        ("024 3825 1234 máy lẻ 12", "+842438251234", "", "12"),
        ("0912345678 (Ms Lan, kế toán)", "+84912345678", "Ms Lan, kế toán", None),
        ("ask Lan", "ask Lan", "", None),
    ],
)
def test_phones_of_any_spelling_become_one(text, number, label, extension):
    kind, field = known(Kind.PHONES)
    (item,) = kind.parse(field, text)
    assert (item["number"], item["label"], item.get("extension")) == (number, label, extension)
    assert kind.parse(field, kind.edit_text(field, [item])) == [item]


def test_what_is_no_phone_is_kept_with_a_warning_and_not_looked_up():
    kind, field = known(Kind.PHONES)
    value = kind.parse(field, "ask Lan")
    assert kind.warning(field, value)
    assert kind.lookups(value) == ()


def test_the_same_number_twice_is_once():
    kind, field = known(Kind.PHONES)
    assert kind.parse(field, "0912345678; +84912345678 (Lan)") == [
        {"number": "+84912345678", "label": "Lan"}
    ]


def test_addresses_of_one_mailbox_are_one():
    kind, field = known(Kind.EMAILS)
    value = kind.parse(field, "An <An@ABC.vn>; an@abc.vn, b@gmail.con")
    assert value == ["An@abc.vn", "b@gmail.con"]
    assert kind.lookups(value)[0] == (LookupKind.EMAIL, "an@abc.vn")
    assert "b@gmail.com" in kind.warning(field, value)


def test_an_address_is_taken_apart_and_kept_by_codes():
    kind, field = known(Kind.ADDRESS)
    value = kind.parse(field, "12 Lê Lợi, Phường Ba Đình, Hà Nội")
    assert value == {"street": "12 Lê Lợi", "commune": "00004", "province": "01"}
    parts = {part.suffix: part.derive(value) for part in kind.companions(field)}
    assert parts == {"_province": "01", "_commune": "Phường Ba Đình"}
    assert "Ba Đình" in " ".join(kind.search_texts(value))


def test_a_commune_brings_its_province():
    kind, field = known(Kind.ADDRESS)
    assert kind.normalise(field, {"commune": "00004", "province": "79"})["province"] == "01"


def test_an_old_address_is_shown_and_read_with_its_old_units():
    kind, field = known(Kind.ADDRESS)
    value = kind.parse(field, "12 Lê Lợi, P. Bến Nghé, Quận 1, TP.HCM")
    assert value["legacy"] == "P. Bến Nghé, Quận 1, TP.HCM"
    assert kind.parse(field, kind.edit_text(field, value)) == value


def test_provinces_are_the_options_of_their_part():
    kind, field = known(Kind.ADDRESS)
    options = next(part.options for part in kind.companions(field) if part.options)()
    assert len(options) == 34
    assert all(option.value.isdigit() for option in options)


@pytest.mark.parametrize("text", ["{", '{"a": NaN}', "[1,"])
def test_what_is_no_json_is_refused(text):
    kind, field = known(Kind.JSON)
    with pytest.raises(InvalidValueError):
        kind.parse(field, text)


def test_a_picture_is_named_by_its_hash_only():
    kind, field = known(Kind.IMAGE)
    assert kind.parse(field, "AB" * 32) == "ab" * 32
    with pytest.raises(InvalidValueError):
        kind.parse(field, "/etc/passwd")


def test_a_computed_field_is_known_by_its_result():
    field = Field("total", "Total", Kind.COMPUTED, result=Kind.MONEY)
    assert kind_of(field).kind is Kind.MONEY
