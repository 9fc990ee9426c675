"""Search as people type in Vietnam: accents optional, any order, pieces of numbers, codes."""

from __future__ import annotations

import pytest

from desktop.core.filters import Condition, Group, Op
from desktop.core.pages import ListQuery, Sort

NAMES = (
    "Nguyễn Thị Hường", "Nguyễn Thị Hương", "Nguyen Thi Huong", "Trần Văn Đức", "Đặng Đức Văn",
    "Công ty TNHH Phát Đạt", "Công ty Cổ phần Đạt Phát", "Hồng Hà", "Hong Kong Trading", "Hòng",
    "Đỗ Thịnh", "Do Thinh",
)  # fmt: skip


@pytest.fixture
def people(own_store, own_reads):
    """Return the names found by a text, in order."""
    with own_store.work(own_store.owner(), "test") as work:
        rows = [{"name": name, "party_type": "person"} for name in NAMES]
        rows[0] |= {"phones": [{"number": "0912 345 678", "label": ""}], "code": "KH-0042"}
        rows[3] |= {"tax_code": "0100109106", "phones": [{"number": "+84 24 3825 1234"}]}
        work.bulk_insert("account", rows)

    def find(text, **also):
        page = own_reads.first_page(ListQuery("account", ("name",), search=text, **also))
        return [row.texts[0] for row in page.rows]

    return find


def test_accents_may_be_left_out(people):
    assert {"Nguyễn Thị Hường", "Nguyễn Thị Hương", "Nguyen Thi Huong"} <= set(people("huong"))
    assert "Đỗ Thịnh" in people("do thinh")


def test_what_was_typed_with_accents_comes_first(people):
    found = people("hường")
    assert found[0] == "Nguyễn Thị Hường"
    assert "Nguyễn Thị Hương" in found[1:]
    assert people("hồng")[0] == "Hồng Hà"
    assert people("nguyễn thị hương")[0] == "Nguyễn Thị Hương"


def test_d_with_a_stroke_is_a_d(people):
    assert "Đặng Đức Văn" in people("dang")
    assert "Trần Văn Đức" in people("duc")
    assert people("đỗ")[0] == "Đỗ Thịnh"


def test_words_may_stand_in_any_order_but_neighbours_come_first(people):
    both = people("phat dat")
    assert both.index("Công ty TNHH Phát Đạt") < both.index("Công ty Cổ phần Đạt Phát")
    assert {"Trần Văn Đức", "Đặng Đức Văn"} <= set(people("duc van"))


def test_beginnings_of_words_are_enough(people):
    assert "Công ty TNHH Phát Đạt" in people("ph da cong")
    assert people("nguy thi huo") != []
    assert "Hồng Hà" not in people("ong ha")


@pytest.mark.parametrize(
    "text",
    ["0912345678", "0912 345", "912345", "345 678", "0912.345.678", "+84912345", "huong 5678"],
)
def test_pieces_of_a_phone_number_find_its_owner(text, people):
    assert "Nguyễn Thị Hường" in people(text)


@pytest.mark.parametrize("text", ["KH-0042", "kh0042", "kh 0042", "0042"])
def test_codes_are_found_with_and_without_their_dash(text, people):
    assert "Nguyễn Thị Hường" in people(text)


def test_tax_codes_and_land_lines_are_found(people):
    assert "Trần Văn Đức" in people("0100109106")
    assert "Trần Văn Đức" in people("109106")
    assert "Trần Văn Đức" in people("3825 1234")


def test_signs_that_mean_something_to_a_search_engine_mean_nothing(people):
    for text in (
        '"',
        "*",
        "a OR b",
        "NEAR(a b)",
        "-huong",
        "name:huong",
        "(",
        "^",
        "'; DROP TABLE",
    ):
        people(text)
    assert people("huong*") == people("huong")


def test_nothing_but_signs_is_the_whole_list(people):
    assert len(people(" -- ")) == len(people(""))


def test_a_typed_text_and_a_filter_hold_together(people, own_reads):
    condition = Group((Condition("phones", Op.FILLED),))
    found = people("huong", filter=condition)
    query = ListQuery("account", ("name", "phones"), condition, search="huong")
    page = own_reads.first_page(query)
    assert found == [row.texts[0] for row in page.rows]
    assert all(row.values[1] for row in page.rows)
    total = own_reads.snapshot(1, query).total
    assert total == len(page.rows)


@pytest.mark.parametrize("text", ["hong", "công ty", "n", "duc an", "0912", "1234"])
@pytest.mark.parametrize("sort", [None, Sort("name"), Sort("employees", descending=True)])
def test_first_page_and_snapshot_agree(text, sort, reads):
    query = ListQuery("account", ("name",), search=text, sort=sort)
    total = reads.snapshot(1, query).total
    page = reads.first_page(query)
    assert [row.id for row in page.rows] == reads.ids_between(1, 0, 127)
    assert page.total == (total if total < 128 else None)


def test_a_searched_list_can_be_sorted(people):
    found = people("huong", sort=Sort("name"))
    assert found.index("Nguyen Thi Huong") < found.index("Nguyễn Thị Hương")


def test_the_bin_is_searched_too(own_store, own_reads, records):
    deleted = next(row for row in records["account"] if row.deleted)
    word = deleted.values["name"].split()[0]
    query = ListQuery("account", ("name",), search=word, bin=True)
    assert deleted.id in {row.id for row in own_reads.first_page(query).rows}
    living = ListQuery("account", ("name",), search=word)
    assert deleted.id not in {row.id for row in own_reads.first_page(living).rows}


def test_the_global_search_gives_every_entity_its_share(own_store, own_reads):
    with own_store.work(own_store.owner(), "test") as work:
        (one,) = work.bulk_insert("account", [{"name": "Zephyr", "party_type": "company"}])
        notes = [{"subject": f"Zephyr {n}", "account_id": one} for n in range(100)]
        work.bulk_insert("note", notes)
    hits = own_reads.search("zephyr", limit=10)
    assert [hit.ref.entity for hit in hits] == ["account"] + ["note"] * 9
    assert hits[0].ref.id == one
    assert {hit.ref.title for hit in hits[1:]} == {f"Zephyr {n}" for n in range(91, 100)}
    assert own_reads.search("zephyr", limit=10, entities=["note"])[0].ref.entity == "note"
    assert own_reads.search("   ") == []


def test_a_hit_tells_namesakes_apart(own_store, own_reads):
    with own_store.work(own_store.owner(), "test") as work:
        (company,) = work.bulk_insert("account", [{"name": "Zenith", "party_type": "company"}])
        rows = [
            {"full_name": "Zoa", "account_id": company, "phones": [{"number": "0912345678"}]},
            {"full_name": "Zoa", "emails": ["zoa@example.com"]},
        ]
        work.bulk_insert("contact", rows)
    details = {hit.detail for hit in own_reads.search("zoa")}
    assert details == {"Zenith · 0912 345 678", "zoa@example.com"}


def test_a_hit_of_a_person_has_the_picture_of_one(own_store, own_reads):
    with own_store.work(own_store.owner(), "test") as work:
        kinds = ("person", "company")
        work.bulk_insert("account", [{"name": f"Zirkon {k}", "party_type": k} for k in kinds])
    hits = [*own_reads.search("zirkon"), *own_reads.choices("account", "zirkon")]
    icons = [(hit.ref.title, hit.ref.icon) for hit in hits]
    assert sorted(icons) == [("Zirkon company", "")] * 2 + [("Zirkon person", "user")] * 2


def test_choices_begin_with_the_titles_that_begin_so(own_store, own_reads):
    names = ["Kim An", "An Kim", "Bình An Kim", "Kim", "Ân Kim"]
    with own_store.work(own_store.owner(), "test") as work:
        work.bulk_insert("industry", [{"name": name} for name in names])
    found = [hit.ref.title for hit in own_reads.choices("industry", "an")]
    assert set(found[:2]) == {"An Kim", "Ân Kim"}
    assert set(found[2:4]) == {"Kim An", "Bình An Kim"}
    assert own_reads.choices("industry", "ân")[0].ref.title == "Ân Kim"
    first = [hit.ref.title for hit in own_reads.choices("industry", "", limit=3)]
    query = ListQuery("industry", ("name",))
    assert first == [row.texts[0] for row in own_reads.first_page(query).rows[:3]]


def test_choices_of_an_entity_without_search_are_found_by_their_title(own_store, own_reads):
    with own_store.work(own_store.owner(), "test") as work:
        work.bulk_insert("saved_view", [{"name": "Khách ở Huế", "entity": "account"}])
    assert [hit.ref.title for hit in own_reads.choices("saved_view", "hue")] == ["Khách ở Huế"]
