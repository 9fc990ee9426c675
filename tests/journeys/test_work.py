"""A day with tasks: a small project written by keyboard alone, a board, a week."""

from __future__ import annotations

from tests.journeys.stored import asked, is_sound


def tree_of(profile):
    """Return the living tasks by title, each with the title of the task that it is part of."""
    query = (
        "SELECT t.title, p.title FROM task t LEFT JOIN task p ON p.id = t.parent_id"
        " WHERE t.deleted_at IS NULL ORDER BY t.order_key"
    )
    return dict(asked(profile, query))


def task(profile, title, columns):
    return asked(profile, f"SELECT {columns} FROM task WHERE title = '{title}'")[0]


def at_work(profile, start):
    program = start(profile)
    program.until_ready()
    program.run("module.work")
    program.sees("Việc của tôi")
    program.sees("Chưa có công việc nào")
    return program


def write(program, *lines):
    """Write tasks one below the other; a line may begin with keys to press before it."""
    program.press("Return")
    for keys, title in lines:
        program.until(lambda: program.ask("focus")["kind"] == "EditLine", "a line to write in")
        program.press(*keys)
        program.type(title)
        program.press("Return")
        program.sees(title)
    program.until(lambda: program.ask("focus")["kind"] == "EditLine", "a line to write in")
    program.press("Escape")
    program.until(lambda: program.ask("focus")["kind"] == "TreeTable", "the tree")


PLAN = (
    ((), "Mở cửa hàng"),
    (("Tab",), "Thuê mặt bằng"),
    ((), "Sơn sửa"),
    (("Backtab",), "Tuyển người"),
)


def test_a_small_project_is_written_by_keyboard_alone(profile, start):
    program = at_work(profile, start)
    write(program, *PLAN)
    shop = "Mở cửa hàng"
    tree = {shop: None, "Thuê mặt bằng": shop, "Sơn sửa": shop, "Tuyển người": None}
    program.until(lambda: tree_of(profile) == tree, "the tree")

    program.press("Ctrl+Home", "Down", "Down", "Tab")  # the second below the first
    program.until(lambda: tree_of(profile)["Sơn sửa"] == "Thuê mặt bằng", "it one level deeper")
    program.press("Ctrl+Z")
    program.until(lambda: tree_of(profile) == tree, "it back")
    assert program.ask("told") == []


def test_lines_that_are_pasted_are_tasks_and_their_tabs_the_tree(profile, start):
    program = at_work(profile, start)
    program.press("Return")
    program.until(lambda: program.ask("focus")["kind"] == "EditLine", "a line to write in")
    program.type("Sơn sửa")
    program.press("Return")
    program.sees("Sơn sửa")
    program.ask("copy", text="Mở cửa hàng\n\tThuê mặt bằng\t3 ngày\n\t\tKý\nKhai trương\n")
    program.press("Ctrl+V")
    opening = "Mở cửa hàng"
    tree = {"Sơn sửa": None, opening: None, "Thuê mặt bằng": opening, "Ký": "Thuê mặt bằng"}
    program.until(lambda: tree_of(profile) == {**tree, "Khai trương": None}, "the tree")
    program.press("Escape")
    assert program.ask("told") == []


def test_a_project_made_beside_my_tasks_is_shown_and_takes_the_next_task(profile, start):
    program = at_work(profile, start)
    program.click("Thêm dự án", exact=True)
    program.sees("Thêm dự án từ mẫu…")
    program.press("Down", "Return")
    program.sees("Thêm mới: Dự án")
    program.type("Mở cửa hàng")
    program.press("Return")
    program.until(lambda: program.ask("focus")["kind"] != "EditLine", "the form closed")
    program.sees("Mở cửa hàng")
    program.until(lambda: asked(profile, "SELECT count(*) FROM project") == [(1,)], "a project")
    program.sees_no_more("Chưa có công việc nào")


def test_a_date_is_typed_a_task_ticked_and_both_taken_back(profile, start):
    program = at_work(profile, start)
    write(program, *PLAN)
    program.until(lambda: len(tree_of(profile)) == 4, "four tasks")
    program.press("Ctrl+Home", "Down", "Right", "Right", "F2")
    program.until(lambda: program.ask("focus")["kind"] == "EditLine", "the editor of the date")
    program.type("25/12/2026 17:00")
    program.press("Return")
    program.until(lambda: task(profile, "Thuê mặt bằng", "due_at") != (None,), "the date")
    program.sees("25/12/2026")
    program.press("Space")
    program.until(lambda: task(profile, "Thuê mặt bằng", "status") == ("done",), "it done")
    program.press("Ctrl+Z")
    program.until(lambda: task(profile, "Thuê mặt bằng", "status") != ("done",), "it open")
    program.press("Ctrl+Z")
    program.until(lambda: task(profile, "Thuê mặt bằng", "due_at") == (None,), "no date")
    assert program.ask("told") == []
    assert is_sound(profile)


def test_a_task_goes_through_its_states_and_into_a_day_by_keys(profile, start):
    program = at_work(profile, start)
    write(program, ((), "Thuê mặt bằng"))
    program.until(lambda: len(tree_of(profile)) == 1, "a task")
    program.click("Bảng thẻ", exact=True)
    program.until(lambda: program.ask("focus")["kind"] == "CardColumns", "the board")
    program.sees("1 công việc")
    program.press("Down", "Ctrl+Right")
    program.until(lambda: task(profile, "Thuê mặt bằng", "status") == ("in_progress",), "it begun")
    program.press("Ctrl+Z")
    program.until(lambda: task(profile, "Thuê mặt bằng", "status") == ("new",), "it new")

    program.click("Kế hoạch tuần", exact=True)
    program.sees("1 việc chưa xếp ngày trong tuần này")
    program.press("Down", "Ctrl+Right")
    planned = "SELECT count(*) FROM task_plan WHERE deleted_at IS NULL"
    program.until(lambda: asked(profile, planned) == [(1,)], "it in a day")
    program.sees("0 việc chưa xếp ngày trong tuần này")
    assert program.ask("told") == []


def test_hours_are_typed_into_the_time_sheet(profile, start):
    program = at_work(profile, start)
    write(program, ((), "Thuê mặt bằng"))
    program.until(lambda: len(tree_of(profile)) == 1, "a task")
    program.click("Kế hoạch tuần", exact=True)
    program.sees("1 việc chưa xếp ngày trong tuần này")
    program.press("Down", "Ctrl+Right")
    program.sees("0 việc chưa xếp ngày trong tuần này")
    program.click("Bảng giờ công", exact=True)
    program.until(lambda: program.ask("focus")["kind"] == "QTableView", "the time sheet")
    program.sees("Tổng")
    program.press("Ctrl+Home", "Right")
    program.type("1,5")
    program.press("Return")
    logs = "SELECT minutes FROM work_log WHERE deleted_at IS NULL"
    program.until(lambda: asked(profile, logs) == [(90,)], "the hours")
    program.sees("1:30")
    assert program.ask("told") == []
