"""A project of two months as bars: taken in, shifted by keys, taken back, put on paper."""

from __future__ import annotations

import re
from dataclasses import replace

from desktop.core.project_xml.sheets import plan_file
from desktop.services.opening import open_for_window
from desktop.services.work.arriving import add_plan
from tests.gantt_plans import shop_plan
from tests.journeys.stored import asked, is_sound

SHOP = "Cửa hàng Hoa Sen"


def with_a_plan(profile):
    """Put a project of forty lines with its links into a profile, as an import does."""
    opened = open_for_window(profile)
    plan = plan_file(shop_plan(), SHOP)
    mine = tuple(replace(person, name="Nguyễn Văn An") for person in plan.people)
    plan = replace(plan, people=mine)
    with opened.store.work(opened.actor, "plan.import") as work:
        add_plan(work, plan, SHOP)
    opened.close()


def starts(profile):
    query = "SELECT title, starts_at FROM task WHERE deleted_at IS NULL AND starts_at IS NOT NULL"
    return dict(asked(profile, query))


def at_the_chart(profile, start, **environment):
    program = start(profile, environment={"QT_QPA_PLATFORM": "offscreen", **environment})
    program.until_ready()
    program.run("module.work")
    program.sees("Việc của tôi")
    program.click("Gantt", exact=True)
    program.sees("Bản vẽ điện")
    return program


def test_a_plan_is_shifted_with_what_it_pushes_and_taken_back(profile, start):
    with_a_plan(profile)
    program = at_the_chart(profile, start)
    before = starts(profile)
    program.click("Bản vẽ điện")
    program.until(lambda: program.ask("focus")["kind"] == "OutlineTable", "the table")
    asked_about = "công việc sẽ dời theo"  # as soon as the plan is calculated
    program.until(lambda: program.shows(asked_about) or program.press("Ctrl+Right"), asked_about)
    program.until(lambda: program.ask("focus")["kind"] == "QPushButton", "the question")
    program.press("Return")
    program.sees_no_more("công việc sẽ dời theo")
    program.until(lambda: starts(profile)["Ngày khai trương"] != before["Ngày khai trương"], "it")
    after = starts(profile)
    moved = {title for title, at in before.items() if after[title] != at}
    assert {"Bản vẽ điện", "Bản vẽ nước", "Diễn tập"} <= moved
    assert "Đo mặt bằng" not in moved
    program.press("Ctrl+Z")
    program.until(lambda: starts(profile) == before, "all as before")
    assert program.ask("told") == []
    assert program.ask("bugs") == []
    program.quit()
    assert is_sound(profile)


def test_a_plan_is_put_on_paper(profile, start, tmp_path):
    with_a_plan(profile)
    documents = tmp_path / "Documents"
    documents.mkdir()
    program = at_the_chart(profile, start, HOME=str(tmp_path))
    program.run("file.print")
    program.sees("Số trang theo chiều ngang")
    program.sees("Trang 1/2")
    program.click("Lưu thành PDF…")
    program.until(lambda: program.ask("accept_file"), "the question for the file")
    program.sees(".pdf: 2 trang")
    [path] = documents.glob("*.pdf")
    content = path.read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", content)) == 2
    assert len(content) > 20_000  # letters and bars, not two empty pages
    assert program.ask("bugs") == []
