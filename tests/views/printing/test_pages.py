"""Lines are placed on pages so that nothing is lost and nothing stands outside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.views.printing.pages import Pages
from desktop.views.printing.paper import Paper
from desktop.views.printing.sheet import Column, PrintLine, Sheet
from desktop.views.printing.wrapping import wrap

WORDS = ["Công ty", "Nguyễn Thị Ẵng", "x" * 300, "", "một\nhai\nba", "đường Lê Lợi " * 30]
texts = st.sampled_from(WORDS) | st.text(max_size=40)


def sheet_of(lines, columns=3):
    heads = tuple(Column(f"Cột {number}", is_number=number == 1) for number in range(columns))
    return Sheet("Khách hàng", "", "", heads, tuple(lines))


def pages_of(lines, *, landscape=False, columns=3):
    made = Pages(sheet_of(lines, columns), Paper(landscape))
    made.add(lines)
    return made


def letters(text):
    return "".join(text.split())


@given(text=texts, room=st.floats(1, 400))
def test_wrapping_loses_no_letter(text, room):
    lines = wrap(text, room, lambda part: 10.0 * len(part))
    assert letters("".join(lines)) == letters(text)


@given(text=texts, room=st.floats(10, 400))
def test_a_wrapped_line_fits_its_room(text, room):
    assert all(10.0 * len(line) <= room for line in wrap(text, room, lambda p: 10.0 * len(p)))


@given(rows=st.lists(st.tuples(texts, texts, texts), max_size=60), landscape=st.booleans())
def test_every_text_stands_on_a_page_and_within_it(rows, landscape):
    made = pages_of([PrintLine(row) for row in rows], landscape=landscape)
    printed = [letters("".join(c)) for page in made.pages for line in page for c in line.cells]
    assert sorted("".join(printed)) == sorted(letters("".join(map("".join, rows))))
    for number, page in enumerate(made.pages):
        for line in page:
            assert line.top >= made.paper.top(number)
            assert line.top + line.height <= made.paper.bottom + 1


def test_a_text_longer_than_a_page_goes_on_on_the_next():
    made = pages_of([PrintLine(("đi chợ " * 4000, "", ""))])
    assert len(made.pages) > 1


@pytest.mark.parametrize("columns", [1, 3, 25])
def test_the_columns_fill_the_page(columns):
    made = pages_of([PrintLine(("chữ " * 9,) * columns)], columns=columns)
    assert sum(made.widths) == pytest.approx(made.paper.width)


def test_a_heading_never_stands_alone_at_the_end_of_a_page():
    rows = [PrintLine((f"{n}", "", "")) for n in range(100)]
    for count in range(30, 60):
        made = pages_of([*rows[:count], PrintLine(("Hà Nội (3)",), True), rows[0]])
        assert all(not page[-1].is_heading for page in made.pages)


def test_an_address_is_not_broken_while_texts_of_many_words_can_wrap():
    mail = "thuongctb6865@thu.example"
    rows = [PrintLine((mail, "Công ty Cổ phần Thương mại " * 3, "0912 345 678, " * 4))] * 30
    made = pages_of(rows)
    assert all(line.cells[0] == (mail,) for page in made.pages for line in page)


def rows_of_customers():
    names = ["Công ty TNHH Thương mại Dịch vụ Xuất nhập khẩu Thiên Phú Long", "Nguyễn Văn An"]
    addresses = ["Số 12, ngõ 45, đường Nguyễn Trãi, Phường Thanh Xuân, Thành phố Hà Nội", ""]
    return [
        PrintLine(
            (
                names[n % 2],
                "Khách hàng",
                "0912\u00a0345\u00a0678",
                addresses[n % 2],
                "20/11/2024\u00a013:47",
                "Trần Minh Quân",
                "an.nguyen@congty.com.example",
            )
        )
        for n in range(20)
    ]


def test_short_texts_stand_on_one_line_and_the_long_ones_wrap():
    lines = rows_of_customers()
    heads = ("Tên", "Loại", "Điện thoại", "Địa chỉ", "Ngày tạo", "Phụ trách", "Email")
    sheet = Sheet("Khách hàng", "", "", tuple(Column(head) for head in heads), tuple(lines))
    made = Pages(sheet, Paper(is_landscape=True))
    made.add(lines)
    first = made.pages[0][0].cells
    assert [len(first[at]) for at in (1, 2, 4, 5, 6)] == [1] * 5
    assert len(first[0]) > 1
    assert first[2] == ("0912 345 678",) or "\u00a0" in first[2][0]


def test_a_long_name_is_no_tower_of_words():
    lines = rows_of_customers()
    heads = ("Tên", "Loại", "Điện thoại", "Địa chỉ", "Ngày tạo", "Phụ trách", "Email")
    sheet = Sheet("Khách hàng", "", "", tuple(Column(head) for head in heads), tuple(lines))
    made = Pages(sheet, Paper(is_landscape=True))
    assert made.widths[0] >= made.paper.width * 0.19


needs = st.lists(st.tuples(texts, texts, texts, texts, texts), min_size=1, max_size=20)


@given(rows=needs, landscape=st.booleans())
def test_the_columns_fill_the_paper_and_no_more(rows, landscape):
    made = pages_of([PrintLine(row) for row in rows], landscape=landscape, columns=5)
    assert sum(made.widths) == pytest.approx(made.paper.width)
    assert all(width > 0 for width in made.widths)


def test_a_number_is_not_broken_at_its_spaces():
    assert wrap(
        "0277\u00a03554\u00a0849, 0790\u00a0963\u00a0573", 150, lambda p: 10.0 * len(p)
    ) == [
        "0277\u00a03554\u00a0849,",
        "0790\u00a0963\u00a0573",
    ]


def test_a_long_name_beside_many_columns_is_no_tower_either():
    more = ("Facebook", "Thái Nguyên", "", "")
    lines = [PrintLine((*line.cells, *more)) for line in rows_of_customers()]
    heads = ("Tên", "Loại", "Điện thoại", "Địa chỉ", "Ngày tạo", "Phụ trách", "Email", "Nguồn")
    own = ("Tỉnh/thành phố", "Số nhân viên kinh doanh", "Dịch vụ đã mua")
    sheet = Sheet("Khách hàng", "", "", tuple(map(Column, (*heads, *own))), tuple(lines))
    made = Pages(sheet, Paper(is_landscape=True))
    assert made.widths[0] >= made.paper.width * 0.09
