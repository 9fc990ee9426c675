"""The critical path by brute force: minutes are listed, tasks moved until every link holds.

It shares no arithmetic with the program: working minutes are a sorted list, durations and lags are
counted along it, and links of summary tasks become links of every task below.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from desktop.core.scheduling.minutes import DAY, day_of
from desktop.core.scheduling.plan import Constraint
from desktop.core.scheduling.tree import grow_tree


class Minutes:
    """The working minutes of some hours between two days, one by one."""

    def __init__(self, hours, first_day, last_day):
        self.all = [
            day * DAY + minute
            for day in range(first_day, last_day)
            for start, end in hours.spans(day_of(day * DAY))
            for minute in range(start, end)
        ]

    def work(self, since, until):
        return bisect_left(self.all, until) - bisect_left(self.all, since)

    def at_or_after(self, moment):
        return self.all[bisect_left(self.all, moment)]

    def before(self, moment):
        return self.all[bisect_left(self.all, moment) - 1]

    def finish(self, start, duration):
        return self.all[bisect_left(self.all, start) + duration - 1] + 1 if duration else start

    def later(self, moment, lag):
        if lag > 0:  # the end of the lag-th working minute from here
            return self.all[bisect_left(self.all, moment) + lag - 1] + 1
        if lag < 0:  # the first moment with no more than so much work until here
            left = bisect_left(self.all, moment) + lag
            return self.all[left - 1] + 1
        return moment


class Oracle:
    """Early and late places of the tasks without tasks below them."""

    def __init__(self, plan, standing, first_day, last_day):
        self.plan = plan
        self.tree = grow_tree(plan.tasks)
        self.tasks = {task.id: task for task in plan.tasks}
        self.leaves = [task for task in plan.tasks if not self.tree.children(task.id)]
        self.lag_minutes = Minutes(plan.time.hours, first_day, last_day)
        known = {}
        self.minutes = {}
        for task in self.leaves:
            hours = plan.time_of(task).hours
            known.setdefault(id(hours), Minutes(hours, first_day, last_day))
            self.minutes[task.id] = known[id(hours)]
        self.links = [
            (link, before, after)
            for link in plan.links
            for before in self.leaves_of(link.before)
            for after in self.leaves_of(link.after)
        ]
        self.standing = standing
        self.early = self._settle_early()
        self.end = max((self.span(t, self.early)[1] for t in self.leaves), default=plan.start)
        self.late = self._settle_late()

    def leaves_of(self, task):
        below = self.tree.children(task)
        if not below:
            return [task]
        return [leaf for child in below for leaf in self.leaves_of(child)]

    def span(self, task, starts):
        start = starts[task.id]
        return start, self.minutes[task.id].finish(start, task.duration)

    def slack(self, task):
        early, late = self.span(task, self.early)[1], self.span(task, self.late)[1]
        minutes = self.minutes[task.id]
        return minutes.work(early, late) if early <= late else -minutes.work(late, early)

    def free_slack(self, task):
        """Count how far a task can go while the others stay and the plan does not grow.

        What holds it back at one place does so at every later one, so halves are looked at.
        """
        minutes, first = self.minutes[task.id], self.early[task.id]
        places = range(first, self.end + 1)
        if task.duration:
            since, until = bisect_left(minutes.all, first), bisect_left(minutes.all, self.end)
            places = minutes.all[since:until]
        held = [each for each in self.links if each[1] == task.id]

        def is_bad(start):
            starts = {**self.early, task.id: start}
            return self.span(task, starts)[1] > self.end or not all(
                self.holds(*each, starts) for each in held
            )

        steps = max(0, bisect_left(places, True, key=is_bad) - 1)
        return steps if task.duration else minutes.work(first, first + steps)

    def holds(self, link, before, after, starts):
        """Tell whether a link holds between two tasks at these starts."""
        moment = self.span(self.tasks[before], starts)[link.kind.from_finish]
        if link.elapsed:
            moment += link.lag
        else:
            moment = self.lag_minutes.later(moment, link.lag)
        end = self.span(self.tasks[after], starts)[link.kind.to_finish]
        if end >= moment:
            return True
        # A finish is held in the working time of its own task.
        is_finish = link.kind.to_finish and self.tasks[after].duration
        return bool(is_finish) and not self.minutes[after].work(end, moment)

    def _floor_holds(self, task, starts):
        start, finish = self.span(task, starts)
        floor = self.plan.start
        if self.standing and task.start is not None:
            floor = task.start
        for above in self.tree.ancestors(task.id):
            summary = self.tasks[above]
            if summary.constraint is Constraint.START_NO_EARLIER:
                floor = max(floor, summary.constraint_on)
        if task.constraint is Constraint.START_NO_EARLIER:
            floor = max(floor, task.constraint_on)
        if start < floor:
            return False
        if task.constraint is not Constraint.FINISH_NO_EARLIER or finish >= task.constraint_on:
            return True
        minutes = self.minutes[task.id]
        return bool(task.duration) and not minutes.work(finish, task.constraint_on)

    def _settle_early(self):
        starts = {}
        for task in self.leaves:
            first = starts[task.id] = self.plan.start
            if task.duration:
                # What must finish on the first day may have to begin weeks before the plan.
                weeks = 40 * DAY if task.constraint is Constraint.MUST_FINISH else 0
                starts[task.id] = self.minutes[task.id].at_or_after(first - weeks)
        moved = True
        while moved:
            moved = False
            for task in self.leaves:
                while not self._early_is_kept(task, starts):
                    moved = True
                    after = starts[task.id] + 1
                    if task.duration:
                        starts[task.id] = self.minutes[task.id].at_or_after(after)
                    else:  # any minute will do: halves are looked at instead of each of them
                        places = range(after, self.plan.start + 150 * DAY)
                        starts[task.id] = places[
                            bisect_left(places, True, key=self._kept_at(task, starts))
                        ]
        return starts

    def _kept_at(self, task, starts):
        return lambda start: self._early_is_kept(task, {**starts, task.id: start})

    def _kept_late_at(self, task, starts):
        return lambda start: self._late_is_kept(task, {**starts, task.id: start})

    def _early_is_kept(self, task, starts):
        if task.constraint in (Constraint.MUST_START, Constraint.MUST_FINISH):
            return self._is_pinned(task, starts)
        return self._floor_holds(task, starts) and all(
            self.holds(link, before, after, starts)
            for link, before, after in self.links
            if after == task.id
        )

    def _is_pinned(self, task, starts):
        """Tell whether the start of a task has come to where it must be."""
        start, finish = self.span(task, starts)
        on, minutes = task.constraint_on, self.minutes[task.id]
        if task.constraint is Constraint.MUST_START:
            return start >= on
        if not task.duration:
            return start >= on
        return finish >= on or not minutes.work(finish, on)

    def _settle_late(self):
        starts = {}
        for task in self.leaves:
            minutes = self.minutes[task.id]
            starts[task.id] = self.end
            if task.duration:
                last = bisect_right(minutes.all, self.end - 1) - task.duration
                starts[task.id] = minutes.all[last]
            if task.constraint in (Constraint.MUST_START, Constraint.MUST_FINISH):
                starts[task.id] = min(starts[task.id], self.early[task.id])
        moved = True
        while moved:
            moved = False
            for task in self.leaves:
                while not self._late_is_kept(task, starts):
                    moved = True
                    start = starts[task.id]
                    if task.duration:
                        starts[task.id] = self.minutes[task.id].before(start)
                    else:
                        places = range(start, self.plan.start - 40 * DAY, -1)
                        starts[task.id] = places[
                            bisect_left(places, True, key=self._kept_late_at(task, starts))
                        ]
        return starts

    def _late_is_kept(self, task, starts):
        start, finish = self.span(task, starts)
        above = [self.tasks[summary] for summary in self.tree.ancestors(task.id)]
        limits = [t.deadline for t in (task, *above) if t.deadline is not None]
        if task.constraint is Constraint.FINISH_NO_LATER:
            limits.append(task.constraint_on)
        if any(finish > limit for limit in limits):
            return False
        if task.constraint is Constraint.START_NO_LATER and start > task.constraint_on:
            return False
        return all(
            self.holds(link, before, after, starts)
            for link, before, after in self.links
            if before == task.id
        )
