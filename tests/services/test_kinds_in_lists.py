"""Several choices, colours, formatted text and stars in filters, statistics and the search."""

from __future__ import annotations

import uuid

import pytest

from desktop.core import i18n
from desktop.core.entities import get_entity
from desktop.core.fields import Kind
from desktop.core.filter_line import parse_line, write_line
from desktop.core.filters import Condition, Group, Op
from desktop.core.pages import ListQuery
from desktop.core.statistics import Axis, StatisticsQuery, axis_fields

CHOICES = [{"vi": "Tư vấn", "en": "Advice"}, {"vi": "Lắp đặt"}, {"vi": "Bảo hành"}]
VALUES = {
    "A": {
        "x_dich_vu": ["tu_van", "bao_hanh"],
        "x_mau": "#d92d20",
        "x_bien_ban": "<p>giá <strong>mới</strong></p>\n<ul>\n<li>hẹn ký</li>\n</ul>",
        "x_sao": 5,
    },
    "B": {"x_dich_vu": ["tu_van"], "x_mau": "#123456", "x_bien_ban": "<p>p strong</p>", "x_sao": 3},
    "C": {},
}


LINES = [
    ("dịch vụ: tư vấn", {"A", "B"}),
    ("dịch vụ: advice", {"A", "B"}),
    ("dịch vụ: tư & bảo", {"A"}),
    ("dịch vụ: bảo hành, lắp đặt", {"A"}),
    ("-dịch vụ: tư vấn", {"C"}),
    ("rỗng: dịch vụ", {"C"}),
    ("màu: đỏ", {"A"}),
    ("màu: đỏ, #123456", {"A", "B"}),
    ("-màu: đỏ", {"B", "C"}),
    ('biên bản: "giá mới"', {"A"}),
    ("biên bản: strong", {"B"}),
    ('biên bản: "hen ky"', {"A"}),
    ("sao: >=4", {"A"}),
    ("sao: 3..4", {"B"}),
]


@pytest.fixture
def filled(commands, store):
    """Make three customers with fields of these kinds; return what finds them by a filter line."""
    i18n.set_language("vi")
    for label, kind, more in (
        ("Dịch vụ", Kind.CHOICES, {"choices": CHOICES}),
        ("Màu", Kind.COLOUR, {}),
        ("Biên bản", Kind.RICH_TEXT, {"in_search": True}),
        ("Sao", Kind.RATING, {}),
    ):
        said = {"entity": "account", "kind": kind, "label_vi": label, **more}
        commands.run("custom_field.define", said)
    for name, values in VALUES.items():
        commands.run("account.create", {"values": {"name": name, **values}})
    yield
    i18n.set_language("en")


@pytest.fixture
def found(filled, reads):
    def find(line):
        understood = parse_line(line, get_entity("account"))
        assert understood.problems == ()
        entity = get_entity("account")
        again = parse_line(write_line(understood.filter, "", entity), entity)
        assert again.filter == understood.filter
        query = ListQuery("account", ("name",), understood.filter)
        return {row.texts[0] for row in reads.first_page(query).rows} & set(VALUES)

    return find


def test_natural_lines_find_them(found):
    assert [(line, found(line)) for line, _names in LINES] == LINES


def test_a_choice_that_is_none_is_told(filled):
    (problem,) = parse_line("dịch vụ: sơn sửa", get_entity("account")).problems
    assert "sơn sửa" in problem.sentence


def test_the_search_finds_words_of_formatted_text_and_no_marks(filled, reads):
    assert "A" in {hit.ref.title for hit in reads.search("hẹn ký")}
    assert "A" not in {hit.ref.title for hit in reads.search("strong")}


def test_statistics_count_a_customer_under_each_of_its_choices(filled, reads):
    query = StatisticsQuery(ListQuery("account", ("name",)), Axis("x_dich_vu"))
    counting = reads.statistics(query)
    while counting.answer is None:
        counting = reads.statistics(query, counting)
    heads = [head.label for head in counting.answer.rows]
    counts = {head: counting.answer.figures[n][-1].count for n, head in enumerate(heads)}
    assert (counts["Tư vấn"], counts["Bảo hành"]) == (2, 1)
    first = counting.answer.rows[0].condition
    assert first == Condition("x_dich_vu", Op.ANY_OF, ["tu_van"])


def test_statistics_are_made_by_stars_and_colours(filled, reads):
    names = {field.name for field in axis_fields(get_entity("account"))}
    assert {"x_sao", "x_mau", "x_dich_vu"} <= names
    query = StatisticsQuery(ListQuery("account", ("name",)), Axis("x_sao"))
    counting = reads.statistics(query)
    while counting.answer is None:
        counting = reads.statistics(query, counting)
    heads = {head.label: head.condition for head in counting.answer.rows}
    assert heads["★★★★★"] == Condition("x_sao", Op.EQUALS, 5)


def test_a_list_shows_words_and_groups_by_colour(filled, reads):
    columns = ("name", "x_dich_vu", "x_mau", "x_bien_ban", "x_sao")
    red = Group((Condition("x_mau", Op.EQUALS, "#d92d20"),))
    (row,) = reads.first_page(ListQuery("account", columns, red)).rows
    assert row.texts[1:] == ("Tư vấn, Bảo hành", "Đỏ", "giá mới\n• hẹn ký", "★★★★★")
    grouped = reads.snapshot(1, ListQuery("account", columns, group="x_mau"))
    assert "Đỏ" in {group.label for group in grouped.groups}


def test_two_people_may_tick_different_choices(filled, commands, values_of, reads):
    query = ListQuery("account", ("name",), Group((Condition("name", Op.EQUALS, "B"),)))
    record = str(reads.first_page(query).rows[0].id)
    base = ["tu_van"]
    for mine in (["tu_van", "lap_dat"], ["tu_van", "bao_hanh"]):
        edits = {"x_dich_vu": [base, mine]}
        commands.run("account.save", {"id": record, "values": edits})
    assert values_of("account", record)["x_dich_vu"] == ["tu_van", "lap_dat", "bao_hanh"]


def test_files_of_merged_customers_hang_on_the_one_that_stays(commands, values_of):
    first, second = (
        str(commands.run("account.create", {"values": {"name": name}}).value) for name in "XY"
    )
    file = {"name": "../a\u202e.pdf", "blob": "ab" * 32, "size": 3}
    said = {"entity": "account", "id": second, "files": [file]}
    (attached,) = commands.run("attachment.attach", said).value
    commands.run("account.merge", {"ids": [first, second], "master": first})
    held = values_of("attachment", attached)
    assert held["name"] == "a.pdf"
    assert (held["account_id"], held["record_type"]) == (first, "account")
    assert uuid.UUID(str(held["record_id"])) == uuid.UUID(first)


def test_minutes_written_before_as_plain_text_stay_as_they_are(commands, values_of, store):
    made = str(commands.run("meeting.create", {"values": {"subject": "Họp"}}).value)
    plain = "giá < 5 triệu & tốt\nhẹn ký"
    store.driver.execute("UPDATE meeting SET result = ?", (plain,))
    assert values_of("meeting", made)["result"] == plain
    unchanged = commands.run("meeting.save", {"id": made, "values": {"result": [plain, plain]}})
    assert not unchanged.changes
    mine = "<p>giá &lt; 5 triệu &amp; tốt</p>\n<p>hẹn <strong>ký</strong></p>"
    commands.run("meeting.save", {"id": made, "values": {"result": [plain, mine]}})
    assert values_of("meeting", made)["result"] == mine
