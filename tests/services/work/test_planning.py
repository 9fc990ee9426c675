"""Links, what they push, schedules on request, baselines, sums, and plans that are used again."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest

from desktop.core.errors import InvalidValueError
from desktop.core.work.planning import as_changes
from desktop.core.work.rows import PlanScope
from tests.services.work.conftest import at, local


@pytest.fixture
def plan(office):
    """A project of three tasks of two days each, all from Monday on."""
    project = office.project(starts_on="2026-03-02", due_on="2026-03-13")
    facts = {"project_id": project, "starts_at": local("2026-03-02T08:00"), "duration": 960}
    return project, [office.task(title, **facts) for title in ("Một", "Hai", "Ba")]


def test_links_push_and_nothing_moves_before_somebody_says_so(office, plan):
    project, tasks = plan
    office.run("task.link_chain", ids=tasks)
    scope = PlanScope(project=uuid.UUID(project))
    proposal = office.reads.plan_proposal(scope)
    assert [(one.title, one.start, one.due) for one in proposal] == [
        ("Hai", at("2026-03-04T08:00"), at("2026-03-05T17:00")),
        ("Ba", at("2026-03-06T08:00"), at("2026-03-09T17:00")),
    ]
    assert office.rows(project)["Ba"].starts_at == at("2026-03-02T08:00")
    office.run("task.schedule", changes=as_changes(proposal))
    assert office.reads.plan_proposal(scope) == ()
    pushed = office.reads.plan_shift(scope, [[tasks[0], "2026-03-03T08:00", None, None]])
    assert [(one.title, one.start) for one in pushed] == [
        ("Hai", at("2026-03-05T08:00")),
        ("Ba", at("2026-03-09T08:00")),
    ]
    office.undo()
    assert office.rows(project)["Ba"].starts_at == at("2026-03-02T08:00")


def test_the_proposal_is_what_the_command_applies(office, plan):
    project, tasks = plan
    office.run("task.link_chain", ids=tasks)
    scope = PlanScope(project=uuid.UUID(project))
    wanted = {one.title: (one.start, one.due) for one in office.reads.plan_proposal(scope)}
    assert office.run("project.apply_schedule", id=project) == 2
    rows = office.rows(project)
    assert {title: (rows[title].starts_at, rows[title].due_at) for title in wanted} == wanted


def test_tasks_never_wait_for_each_other(office, plan):
    _project, (one, two, three) = plan
    office.run("task.link_chain", ids=[one, two, three])
    with pytest.raises(InvalidValueError, match="Một → Hai → Ba → Một"):
        office.run("task.link", before=three, after=one)
    with pytest.raises(InvalidValueError):
        office.run("task_link.create", values={"before_id": three, "after_id": one, "kind": "FS"})
    with pytest.raises(InvalidValueError, match="linked already"):
        office.run("task.link", before=one, after=two)
    with pytest.raises(InvalidValueError, match="itself"):
        office.run("task.link", before=one, after=one)


def test_the_longest_way_is_critical_and_the_rest_has_slack(office, plan):
    project, (one, two, _three) = plan
    office.run("task.link", before=one, after=two)
    office.run("project.apply_schedule", id=project)
    rows = office.rows(project, critical=True)
    assert {title for title, row in rows.items() if row.is_critical} == {"Triển khai", "Một", "Hai"}
    assert rows["Ba"].slack == 960


def test_a_link_that_does_not_hold_is_told(office, plan):
    project, (one, two, _three) = plan
    office.run("task.link", before=one, after=two)
    (link,) = office.sheet(project, critical=True).links
    assert link.broken
    office.run("project.apply_schedule", id=project)
    (link,) = office.sheet(project, critical=True).links
    assert not link.broken


def test_summaries_sum_up_and_totals_say_the_same(office, plan):
    project, (one, two, three) = plan
    office.run("task.indent", ids=[two])
    office.run("task.finish", ids=[two])
    office.run("task.report", ids=[three], percent=50, minutes=30)
    rows = office.rows(project)
    assert (rows["Một"].percent, rows["Triển khai"].percent) == (100, 75)
    assert rows["Triển khai"].spent == 30
    totals = office.reads.plan_totals([uuid.UUID(project), uuid.UUID(one), uuid.UUID(three)])
    assert totals.keys() == {uuid.UUID(project), uuid.UUID(one)}
    assert totals[uuid.UUID(project)].percent == 75
    assert totals[uuid.UUID(project)].spent == 30


def test_a_baseline_is_what_was_agreed_until_it_is_cleared(office, plan):
    project, (one, *_others) = plan
    office.run("project.set_baseline", ids=[project])
    office.run("task.schedule", changes=[[one, "2026-03-09T08:00", None, None]])
    row = office.rows(project)["Một"]
    assert (row.baseline_start, row.starts_at) == (at("2026-03-02T08:00"), at("2026-03-09T08:00"))
    office.run("project.clear_baseline", ids=[project])
    assert office.rows(project)["Một"].baseline_start is None


def test_a_project_from_a_template_keeps_distances_in_working_days(office, plan):
    project, tasks = plan
    office.run("task.link_chain", ids=tasks)
    office.run("project.apply_schedule", id=project)
    office.run("task.finish", ids=tasks[:1])
    office.run("checklist_item.create", values={"task_id": tasks[1], "title": "Bước"})
    (template,) = office.run("project.save_template", ids=[project], name="Mẫu")
    assert "Mẫu" not in office.rows()  # templates are no work
    (made,) = office.run("project.from_template", ids=[template], name="Đợt 2", start="2026-03-11")
    rows = office.rows(made)
    assert [(row.title, row.status, row.starts_at) for row in rows.values() if row.project] == [
        ("Đợt 2", "planned", at("2026-03-11T08:00")),
        ("Một", "new", at("2026-03-11T08:00")),
        ("Hai", "new", at("2026-03-13T08:00")),
        ("Ba", "new", at("2026-03-17T08:00")),
    ]
    assert len(office.sheet(made).links) == 2


def test_scopes_narrow_to_a_person_a_customer_words_and_what_is_open(office, plan):
    project, (one, two, three) = plan
    binh = office.user("Trần Bình")
    customer = office.run("account.create", values={"name": "Hoa Sen"})
    office.run("task.assign", ids=[one], users=[binh])
    office.run("task.watch", ids=[two], users=[binh])
    office.run("task.save", id=three, values={"account_id": [None, customer]})
    office.run("task.finish", ids=[two])

    def titles(**facts):
        return set(office.rows(**facts)) - {"Triển khai"}

    person = uuid.UUID(binh)
    assert titles(person=person) == {"Một"}
    assert titles(person=person, role="watched") == {"Hai"}
    assert titles(person=office.me.user_id, role="given") == {"Một"}
    assert titles(account=uuid.UUID(customer)) == {"Ba"}
    assert titles(search="hai") == {"Hai"}
    assert titles(finished=False) == {"Một", "Ba"}
    assert office.rows(person=person)["Triển khai"].has_children
    assert project


def test_money_is_summed_over_sub_projects(office):
    project = office.project(budget="5000000")
    below = office.project("Con", parent_id=project)
    cost = {"project_id": below, "title": "Xe", "amount": "250000", "cost_type": "travel"}
    office.run("project_cost.create", values=cost)
    office.run("work_log.log", text="Họp", minutes=60)
    money = office.reads.project_money(uuid.UUID(project))
    assert (money.budget, money.spent, money.by_type) == (5_000_000, 250_000, {"travel": 250_000})


def test_company_days_off_are_no_working_days(office):
    office.run("day_off.create", values={"name": "Du lịch", "day": "2026-03-03"})
    office.task("Khảo sát", starts_at=local("2026-03-02T08:00"), duration=960)
    assert office.rows()["Khảo sát"].due_at == at("2026-03-04T17:00")


def test_hostile_dates_make_no_plan_unreadable(office):
    project = office.project()
    task = office.task("Xa", project_id=project)
    with office.store.work(office.me, "test") as work:
        far = {"starts_at": dt.datetime(9000, 1, 1, tzinfo=dt.UTC), "effort": 10**9}
        work.bulk_update("task", [uuid.UUID(task)], far)
    assert [row.title for row in office.sheet(project, critical=True).rows] == ["Triển khai", "Xa"]


def test_a_projects_progress_is_kept_beside_it_for_lists(office, plan):
    project, (one, two, three) = plan
    top = office.project("Chương trình")
    office.run("project.move", id=project, parent_id=top)

    def progress(of):
        return office.reads.card("project", uuid.UUID(of)).values["percent"]

    assert progress(project) == "0"
    office.run("task.finish", ids=[one])
    office.run("task.report", ids=[two], percent=50)
    assert (progress(project), progress(top)) == ("50", "50")
    assert office.rows(project)["Triển khai"].percent == 50
    office.run("task.delete", ids=[three])
    assert progress(top) == "75"
    office.undo()
    assert progress(top) == "50"
    assert len(office.reads.history("project", uuid.UUID(project))) == 2  # made and moved


def test_a_chain_leaves_out_what_stands_above_others_of_it(office):
    project = office.project()
    first, phase, inner, last = (office.task(t, project_id=project) for t in "ABCD")
    office.run("task.indent", ids=[inner])
    assert office.run("task.link_chain", ids=[first, phase, inner, last]) == 2
    found = {(str(link.before), str(link.after)) for link in office.sheet(project).links}
    assert found == {(first, inner), (inner, last)}
