"""Own fields: defined by a person, and then ordinary in everything that reads and writes."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from desktop.core import i18n, manifest
from desktop.core.clock import SystemClock
from desktop.core.entities import get_entity
from desktop.core.errors import InvalidValueError, RecordGoneError, RuleBrokenError
from desktop.core.fields import Kind
from desktop.core.filters import Condition, Group, Op
from desktop.core.own_fields import KINDS
from desktop.core.pages import ListQuery, Sort
from desktop.core.paths import Profile
from desktop.services.commands import UNDO, LocalCommands
from desktop.services.customizing.renewal import purge_field
from desktop.services.long_work import LongWork
from desktop.services.opening import open_for_window
from desktop.store.maintenance import refill_search
from desktop.store.own_fields import columns_of
from desktop.store.reads import LocalReads
from tests.own_fields import forget_own_fields


@pytest.fixture
def define(commands: LocalCommands):
    def make(label="Số giày", kind=Kind.INTEGER, entity="account", **said):
        said = {"label_vi": label, **said}
        arguments = {"entity": entity, "kind": kind, **said}
        return str(commands.run("custom_field.define", arguments).value)

    return make


def living(reads):
    """Return the customers that came with a sample, which a test does not want to see."""
    return [str(row.id) for row in reads.first_page(ListQuery("account", ("name",))).rows]


SAMPLES = {
    Kind.TEXT: ("Màu xanh", "Màu đỏ"),
    Kind.LONG_TEXT: ("Một\nhai", "Ba"),
    Kind.INTEGER: (41, 7),
    Kind.MONEY: ("1250000", "3.5"),
    Kind.PERCENT: ("12.5", "8"),
    Kind.DATE: ("2026-11-21", "2026-01-02"),
    Kind.MOMENT: (1_795_000_000_000_000, 1_795_000_001_000_000),
    Kind.DURATION: (90, 45),
    Kind.RATING: (5, 1),
    Kind.FLAG: (True, False),
    Kind.CHOICE: ("vang", "bac"),
    Kind.CHOICES: (["vang", "bac"], ["bac"]),
    Kind.COLOUR: ("#1f5fd1", "#d92d20"),
    Kind.RICH_TEXT: ("<p>một <strong>hai</strong></p>", "<p>ba</p>"),
    Kind.URL: ("https://lienhe.vn", "https://a.vn"),
    Kind.PHONES: ([{"number": "+84912345678", "label": ""}], None),
    Kind.EMAILS: (["an@lienhe.vn"], None),
    Kind.IMAGE: ("a" * 64, "b" * 64),
    Kind.FILE: (f"{'a' * 64}/Hợp đồng.pdf", "b" * 64),
}
NEEDED = {
    Kind.CHOICE: {"choices": [{"vi": "Vàng", "en": "Gold"}, {"vi": "Bạc"}]},
    Kind.CHOICES: {"choices": [{"vi": "Vàng", "en": "Gold"}, {"vi": "Bạc"}]},
    Kind.LINK: {"target": "contact"},
}
UNSORTED = (
    Kind.PHONES,
    Kind.EMAILS,
    Kind.CHOICES,
    Kind.IMAGE,
    Kind.FILE,
    Kind.SEQUENCE,  # never empty
)


def names_of(reads, entity="account", **query):
    page = reads.first_page(ListQuery(entity, ("name",), **query))
    return [row.texts[0] for row in page.rows]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind is not Kind.SEQUENCE])
def test_a_field_of_every_kind_is_written_read_found_and_taken_back(
    kind, define, commands, reads, make, values_of
):
    first, second = SAMPLES.get(kind) or (make("contact"), make("contact"))
    commands.run("account.delete", {"ids": living(reads)})
    define("Ô riêng", kind, **NEEDED.get(kind, {}))
    name = "x_o_rieng"
    made = str(commands.run("account.create", {"values": {"name": "A", name: first}}).value)
    other = str(commands.run("account.create", {"values": {"name": "B"}}).value)
    assert values_of("account", made)[name] == first
    assert values_of("account", other)[name] is None
    filled = Group((Condition(name, Op.FILLED),))
    assert names_of(reads, filter=filled) == ["A"]
    edits = {name: [first, second], "name": ["A", "A2"]}
    done = commands.run("account.save", {"id": made, "values": edits})
    assert values_of("account", made)[name] == second
    (newest, *_older) = reads.history("account", uuid.UUID(made))
    (change,) = [found for found in newest.fields if found.field == name]
    assert (change.old, change.new) == (first, second)
    commands.run(UNDO, {"group": done.changes.group})
    assert values_of("account", made)[name] == first
    commands.run("account.change", {"ids": [made, other], "values": {name: second}})
    assert values_of("account", other)[name] == second


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in UNSORTED])
def test_lists_are_sorted_and_grouped_by_it(kind, define, commands, reads, make):
    first, second = SAMPLES.get(kind) or (make("contact"), make("contact"))
    commands.run("account.delete", {"ids": living(reads)})
    define("Ô riêng", kind, **NEEDED.get(kind, {}))
    for label, value in (("A", first), ("B", second), ("C", None)):
        commands.run("account.create", {"values": {"name": label, "x_o_rieng": value}})
    names = set(names_of(reads, sort=Sort("x_o_rieng")))
    assert names == {"A", "B", "C"}
    assert set(names_of(reads, group="x_o_rieng")) == names
    assert reads.snapshot(1, ListQuery("account", ("name",), group="x_o_rieng")).total == 3


def test_text_is_sorted_as_vietnamese_is(define, commands, reads):
    define("Biệt danh", Kind.TEXT)
    for label in ("Zung", "Đức", "an", "Ân", "Dũng"):
        values = {"name": label, "x_biet_danh": label}
        commands.run("account.create", {"values": values})
    sort = Sort("x_biet_danh")
    assert names_of(reads, sort=sort) == ["an", "Ân", "Dũng", "Đức", "Zung"]
    assert names_of(reads, sort=Sort("x_biet_danh", True)) == ["Zung", "Đức", "Dũng", "Ân", "an"]


def test_its_labels_read_in_both_languages(define):
    define("Số giày", label_en="Shoe size")
    field = get_entity("account").field("x_so_giay")
    i18n.set_language("vi")
    assert i18n._(field.label) == "Số giày"
    i18n.set_language("en")
    assert i18n._(field.label) == "Shoe size"


def test_it_is_found_by_the_search_if_wanted(define, commands, reads, store):
    define("Biệt danh", Kind.TEXT, in_search=True)
    refill_search(store)
    made = commands.run("account.create", {"values": {"name": "A", "x_biet_danh": "Cá mập"}})
    assert [hit.ref.title for hit in reads.search("ca map")] == ["A"]
    edits = {"x_biet_danh": ["Cá mập", "Cá voi"]}
    commands.run("account.save", {"id": made.value, "values": edits})
    assert [hit.ref.title for hit in reads.search("cá voi")] == ["A"]
    assert not reads.search("cá mập")


def test_two_edits_of_different_own_fields_do_not_disturb_each_other(
    define, commands, values_of, store, owner
):
    define("Một")
    define("Hai")
    made = commands.run("account.create", {"values": {"name": "A", "x_mot": 1}}).value
    commands.run("account.save", {"id": made, "values": {"x_hai": [None, 2]}})
    with store.work(owner, "test") as work:
        work.bulk_update("account", [uuid.UUID(made)], {"x_mot": None})
    found = values_of("account", made)
    assert (found["x_mot"], found["x_hai"]) == (None, 2)


def test_a_default_and_what_is_required_are_those_of_any_field(define, commands, values_of):
    define("Hạng", Kind.INTEGER, default_value=3, is_required=True)
    made = commands.run("account.create", {"values": {"name": "A"}}).value
    assert values_of("account", made)["x_hang"] == 3
    i18n.set_language("vi")
    with pytest.raises(InvalidValueError, match="Hạng"):
        commands.run("account.save", {"id": made, "values": {"x_hang": [3, None]}})


def test_a_deleted_field_is_nowhere_and_comes_back_with_its_values(define, commands, values_of):
    field = define()
    made = commands.run("account.create", {"values": {"name": "A", "x_so_giay": 41}}).value
    commands.run("custom_field.delete", {"ids": [field]})
    assert "x_so_giay" not in get_entity("account").by_name
    assert "x_so_giay" not in values_of("account", made)
    commands.run("custom_field.restore", {"ids": [field]})
    assert values_of("account", made)["x_so_giay"] == 41


def test_undo_of_its_making_takes_it_away(define, commands):
    done = commands.run(
        "custom_field.define", {"entity": "account", "kind": Kind.DATE, "label_vi": "Ngày thử"}
    )
    assert "x_ngay_thu" in get_entity("account").by_name
    commands.run(UNDO, {"group": done.changes.group})
    assert "x_ngay_thu" not in get_entity("account").by_name


def test_its_kind_cannot_be_changed(define, commands):
    field = define()
    with pytest.raises(RuleBrokenError):
        commands.run("custom_field.redefine", {"id": field, "kind": Kind.TEXT})


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ({"label_vi": " "}, "label_vi"),
        ({"label_vi": "Tên"}, "label_vi"),
        ({"label_vi": "Lạ", "label_en": "Name"}, "label_en"),
        ({"label_vi": "Lạ", "kind": "json"}, "kind"),
        ({"label_vi": "Lạ", "kind": "choice"}, "choices"),
        ({"label_vi": "Lạ", "kind": "choice", "choices": [{"vi": "A"}, {"vi": "á"}]}, "choices"),
        ({"label_vi": "Lạ", "default_value": "chữ"}, "default_value"),
    ],
)
def test_what_cannot_be_a_field_is_refused_with_a_sentence(commands, said, answer):
    arguments = {"entity": "account", "kind": "integer", **said}
    with pytest.raises(InvalidValueError) as refused:
        commands.run("custom_field.define", arguments)
    assert refused.value.field == answer


def test_another_process_knows_it_at_the_next_opening(define, opened, profile):
    define()
    opened.close()
    forget_own_fields()
    again = open_for_window(profile)
    try:
        assert columns_of(get_entity("account"))
        made = again.commands.run("account.create", {"values": {"name": "A", "x_so_giay": 4}})
        assert made.changes
    finally:
        again.close()


def test_many_rows_take_it_like_any_field(define, commands, reads, store, owner):
    define("Ngày thử", Kind.DATE)
    rows = [{"name": f"K{n}", "x_ngay_thu": date(2026, 1, 1 + n)} for n in range(20)]
    with store.work(owner, "test") as work:
        work.bulk_insert("account", rows)
    between = Condition("x_ngay_thu", Op.BETWEEN, ["2026-01-05", "2026-01-08"])
    assert len(names_of(reads, filter=Group((between,)))) == 4


def test_the_default_of_a_choice_may_be_said_by_its_name(define, commands, values_of):
    choices = [{"vi": "Vàng"}, {"vi": "Bạc"}]
    define("Hạng thẻ", Kind.CHOICE, choices=choices, default_value="bạc")
    made = commands.run("account.create", {"values": {"name": "A"}}).value
    assert values_of("account", made)["x_hang_the"] == "bac"


def test_a_word_is_replaced_everywhere_and_given_back(commands):
    i18n.set_language("vi")
    also = ["Customers"]
    commands.run("word.rename", {"message": "Customer", "text_vi": "Học viên", "also": also})
    assert (i18n._("Customer"), i18n._("Customers")) == ("Học viên", "Học viên")
    assert {"Học viên", "Khách hàng", "Customer"} <= set(i18n.in_every_language("Customer"))
    done = commands.run("word.rename", {"message": "Customer", "also": also})
    assert i18n._("Customer") == "Khách hàng"
    commands.run(UNDO, {"group": done.changes.group})
    assert i18n._("Customers") == "Học viên"


def test_the_next_start_knows_them_from_the_manifest(define, commands, profile):
    define("Số giày", label_en="Shoe size")
    commands.run("word.rename", {"message": "Customer", "text_en": "Student"})
    facts = manifest.load(Profile(profile).manifest.read_text("utf-8"))
    (account,) = [entity for entity in facts.entities if entity.key == "account"]
    assert account.field("x_so_giay").custom
    assert facts.words["en"] == {"Customer": "Student", "account.x_so_giay": "Shoe size"}


def test_what_is_deleted_for_good_takes_its_values_along(define, commands, store, owner, profile):
    field = define()
    made = commands.run("account.create", {"values": {"name": "A", "x_so_giay": 41}}).value
    other = commands.run("account.create", {"values": {"name": "B"}}).value
    commands.run("custom_field.delete", {"ids": [field]})

    def nobody_waits(done, of=0, what=""):
        return None

    work = LongWork(
        store, owner, lambda: LocalReads(store.path, SystemClock()), profile, nobody_waits
    )
    assert purge_field(work, id=field) == 1
    query = "SELECT name, extra FROM account WHERE id IN (?, ?) ORDER BY name"
    ids = (uuid.UUID(made).bytes, uuid.UUID(other).bytes)
    assert store.driver.execute(query, ids).fetchall() == [("A", None), ("B", None)]
    with pytest.raises(RecordGoneError):
        purge_field(work, id=field)
