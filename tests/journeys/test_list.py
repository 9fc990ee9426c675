"""A day in the list: filters, groups, views, cells, many at once, the bin."""

from __future__ import annotations

from tests.journeys.stored import asked, customers, is_sound


def in_list(company, start):
    program = start(company)
    program.until_ready()
    program.press("Ctrl+2")
    program.sees("300 khách hàng")
    return program


def test_a_filter_line_a_group_and_a_view(company, start):
    program = in_list(company, start)
    program.press("Ctrl+F")
    program.type('loại: "Nhà cung cấp"')
    program.press("Return")
    program.sees("100 khách hàng")
    program.run("list.group")
    program.click("Người phụ trách")
    program.sees("Nguyễn Văn An")
    program.run("list.save_view")
    program.until(lambda: program.ask("focus")["kind"] != "RowTable", "the question for a name")
    program.type("Nhà cung cấp của tôi")
    program.press("Return")
    program.until(lambda: "Nhà cung cấp của tôi" in str(views(company)), "the view")
    program.run("list.clear_filter")
    program.sees("300 khách hàng")
    assert program.ask("told") == []


def test_a_list_is_grouped_by_tags_and_says_how_many_records_it_holds(company, start):
    program = in_list(company, start)
    program.run("list.group")
    program.press(*["Down"] * 9, "Return")  # "Thẻ" is the name of a quick filter as well
    program.sees("Không có thẻ")
    program.sees("300 khách hàng")
    program.press("Ctrl+A")
    program.sees("300 khách hàng, đã chọn 300")
    assert program.ask("told") == []


def views(company):
    return asked(company, "SELECT name FROM saved_view WHERE deleted_at IS NULL")


def test_a_cell_is_edited_in_its_place_and_taken_back(company, start):
    program = in_list(company, start)
    first = min(customers(company))
    program.press("Home", "F2")
    program.until(lambda: program.ask("focus")["text"], "the cell's editor")
    program.press("Ctrl+A")
    program.type("Ấn Độ Dương")
    program.press("Return")
    program.until(lambda: "Ấn Độ Dương" in customers(company), "the new name")
    program.press("Ctrl+Z")
    program.until(lambda: first in customers(company), "the old name")


def test_what_is_deleted_comes_back_and_what_is_purged_is_asked_twice(company, start):
    program = in_list(company, start)
    before = customers(company)
    program.press("Home", "Del")
    program.until(lambda: len(customers(company)) == 299, "one in the bin")
    program.run("go.bin")
    program.sees("1 khách hàng")
    do_with_all(program, "record.restore")
    program.until(lambda: customers(company) == before, "it back")

    program.press("Ctrl+2")
    program.sees("300 khách hàng")
    program.press("Down", "Home", "Del")
    program.until(lambda: len(customers(company)) == 299, "one in the bin")
    gone = (before - customers(company)).pop()
    program.run("go.bin")
    program.sees(gone)
    do_with_all(program, "record.purge")
    program.sees("Xóa vĩnh viễn 1 bản ghi?")
    program.click("Xóa vĩnh viễn", exact=True)
    program.sees("Bạn có chắc")
    assert len(asked(company, "SELECT id FROM account")) == 300
    program.click("Xóa vĩnh viễn", exact=True)
    program.until(lambda: len(asked(company, "SELECT id FROM account")) == 299, "it gone")
    assert is_sound(company)


def do_with_all(program, action):
    """Do something with all records of the list, as soon as it has them."""

    def is_done():
        program.press("Ctrl+A")
        return program.ask("run", action=action)

    program.until(is_done, action)


def test_many_are_changed_at_once_and_taken_back(company, start):
    program = in_list(company, start)
    program.press("Ctrl+A", "Ctrl+Shift+B")
    program.sees("300 bản ghi sẽ nhận các giá trị sau:")
    program.until(lambda: program.ask("choose", name="Trường", text="Công ty hay cá nhân"))
    program.until(lambda: program.ask("choose", name="Công ty hay cá nhân", text="Cá nhân"))
    program.click("Sửa 300 bản ghi")
    program.until(lambda: kinds(company) == [("person",)], "all of them persons")
    program.press("Ctrl+Z")
    program.until(lambda: kinds(company) == [("company",)], "all of them companies")
    assert is_sound(company)


def kinds(company):
    return asked(company, "SELECT DISTINCT party_type FROM account")


def test_the_clock_is_set_back_and_ids_stay_in_order(profile, start):
    program = start(profile)
    program.until_ready()
    for number, name in enumerate(("An Bình", "Bảo Lộc", "Cao Bằng", "Đà Lạt")):
        program.press("Ctrl+Shift+U")
        program.sees("Biểu mẫu đầy đủ…")
        program.type(name)
        program.press("Ctrl+S")
        program.sees(f"Đã thêm {name}")
        if number == 1:
            program.ask("turn_clock", hours=-30)
    ids = [record_id for (record_id,) in asked(profile, "SELECT id FROM account ORDER BY rid")]
    assert ids == sorted(set(ids))
    program.press("Ctrl+Z")
    program.until(lambda: len(customers(profile)) == 3, "the last taken back")
