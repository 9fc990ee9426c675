"""L20: statistics of the large profile, counted portion by portion until the table is there."""

from __future__ import annotations

import time

from bench.figures import Conditions, Figure, bench, median_of
from bench.lists import reading
from desktop.core.pages import ListQuery
from desktop.core.statistics import Axis, Counting, Measuring, StatisticsQuery, Step

EVERYBODY = ListQuery("account", ())
QUERIES = (
    StatisticsQuery(EVERYBODY, Axis("account_type"), Axis("created_at", Step.QUARTER)),
    StatisticsQuery(EVERYBODY, Axis("tags"), Axis("owner_id")),
    StatisticsQuery(EVERYBODY, Axis("source_id"), None, Measuring.SUM, "annual_revenue"),
)


@bench(
    Figure("L20", "statistics of 1,000,000 by two fields, the slowest of three", "ms", 4000, 2000),
    Figure("L20.portion", "the longest that a statistic holds the reader", "ms", 250, 120),
)
def measure_statistics(conditions: Conditions) -> dict[str, float]:
    """Count by a choice and a time, by tags and people, and add up money."""
    totals: list[float] = []
    longest: list[float] = []
    with reading(conditions) as reads:
        for asked in QUERIES:
            rounds: list[list[float]] = []
            for _repeat in range(max(5, conditions.repeats)):
                taken: list[float] = []
                counting: Counting | None = None
                while counting is None or counting.answer is None:
                    started = time.perf_counter()
                    counting = reads.statistics(asked, counting)
                    taken.append((time.perf_counter() - started) * 1000)
                rounds.append(taken)
            totals.append(median_of([sum(taken) for taken in rounds]))
            longest.append(median_of([max(taken) for taken in rounds]))
    return {"L20": max(totals), "L20.portion": max(longest)}
