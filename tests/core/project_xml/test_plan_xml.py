"""Plans written as Project's XML are the same when they are read again."""

from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.project_xml.plan_file import (
    FileCalendar,
    FileLink,
    FilePerson,
    FileTask,
    PlanFile,
    parents_of,
    plan_from_json,
    plan_to_json,
)
from desktop.core.project_xml.reading import PlanReader
from desktop.core.project_xml.sheets import plan_file
from desktop.core.project_xml.writing import CONSTRAINTS, LINK_TYPES, plan_xml
from tests.gantt_plans import shop_plan

TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=30
).map(lambda text: " ".join(text.split()))
MOMENTS = st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2100, 1, 1)).map(  # noqa: DTZ001 - wall times
    lambda at: at.isoformat(timespec="minutes")
)
MAYBE = st.one_of(st.just(""), MOMENTS)
MINUTES = st.integers(0, 100_000)


@st.composite
def plans(draw) -> PlanFile:
    people = tuple(
        FilePerson(uid, name or "?", draw(st.sampled_from(["", "an@vi.vn"])))
        for uid, name in enumerate(draw(st.lists(TEXTS, max_size=3)), start=1)
    )
    workers = st.sets(st.sampled_from([one.uid for one in people])) if people else st.just(set())
    tasks = []
    for uid in range(1, draw(st.integers(1, 8))):
        rule = draw(st.sampled_from(list(CONSTRAINTS)))
        agreed = draw(MAYBE)
        tasks.append(
            FileTask(
                uid, draw(st.integers(1, 4)), draw(TEXTS), draw(MAYBE), draw(MAYBE),
                draw(MINUTES), draw(MINUTES), draw(st.integers(0, 100)), draw(st.booleans()),
                draw(st.booleans()), draw(TEXTS), rule, draw(MOMENTS) if rule != "none" else "",
                draw(MAYBE), agreed, agreed, draw(MAYBE), draw(MAYBE),
                tuple(draw(workers)),
            )
        )  # fmt: skip
    uids = [task.uid for task in tasks]
    ends = st.sampled_from(uids) if uids else st.nothing()
    links = st.builds(
        FileLink, ends, ends, st.sampled_from(list(LINK_TYPES)), st.integers(-9999, 9999),
        st.booleans(),
    )  # fmt: skip
    found = draw(st.lists(links, max_size=4)) if uids else []
    ordered = tuple(sorted(found, key=lambda link: link.after))
    day = ((480, 720), (780, 1020))
    calendar = FileCalendar((day,) * 5 + ((), ()), {"2027-02-08": (), "2027-02-20": day})
    return PlanFile(draw(TEXTS), draw(MAYBE), tuple(tasks), ordered, people, calendar)


def tree_of(one: ET.Element) -> dict:
    found: dict = {}
    for child in one:
        value = tree_of(child) or (child.text or "")
        found.setdefault(child.tag.rpartition("}")[2], []).append(value)
    return found


@given(plans())
def test_a_plan_is_the_same_when_it_is_read_again(plan):
    read = PlanReader(tree_of(ET.fromstring(plan_xml(plan)))).read()
    assert read == plan
    assert plan_from_json(plan_to_json(plan)) == plan


@given(st.lists(st.integers(1, 6), max_size=30))
def test_whatever_the_levels_every_task_has_a_place(levels):
    tasks = [FileTask(uid, level, "") for uid, level in enumerate(levels)]
    parents = parents_of(tasks)
    for place, above in enumerate(parents):
        assert above is None or (above < place and levels[above] < levels[place])


def test_a_project_of_two_months_is_written_whole():
    plan = plan_file(shop_plan(), "Cửa hàng Hoa Sen")
    read = PlanReader(tree_of(ET.fromstring(plan_xml(plan)))).read()
    assert read == plan
    assert len(read.tasks) == 36
    assert [task.level for task in read.tasks[:3]] == [1, 2, 3]
    assert read.people[0].name == "Nguyễn An"
    assert read.calendar.week[5] == ()


def test_what_is_left_out_is_counted():
    text = """<Project><Tasks>
      <Task><UID>0</UID><OutlineLevel>0</OutlineLevel><Name>Cả dự án</Name></Task>
      <Task><UID>1</UID><Name>A</Name><FixedCost>5</FixedCost><Start>hôm nay</Start>
        <ExtendedAttribute><FieldID>1</FieldID></ExtendedAttribute>
        <PredecessorLink><PredecessorUID>9</PredecessorUID></PredecessorLink></Task>
      <Task><UID>1</UID><Name>A lần nữa</Name></Task>
      <Task><UID>2</UID><IsNull>1</IsNull></Task></Tasks></Project>"""
    plan = PlanReader(tree_of(ET.fromstring(text))).read()
    assert [task.title for task in plan.tasks] == ["A"]
    assert plan.missed == {
        "costs": 1,
        "own fields": 1,
        "dates that are none": 1,
        "tasks": 1,
        "links to tasks that are not in the file": 1,
    }
