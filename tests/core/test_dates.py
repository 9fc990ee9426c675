"""Days as people read them."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime

from desktop.core.dates import format_day, format_day_long, format_moment, weekday_name


def test_days_are_written_with_the_day_first():
    assert format_day(date(2026, 1, 5)) == "05/01/2026"
    assert format_moment(datetime(2026, 1, 5, 20, 5, tzinfo=UTC)) == "06/01/2026 03:05"


def test_a_long_day_names_its_weekday():
    assert format_day_long(date(2026, 11, 21)) == "Saturday, 21/11/2026"
    assert weekday_name(date(2026, 11, 22), short=True) == "Sun"


def test_importing_the_modules_on_dates_reads_no_table_and_no_time_zones():
    code = (
        "import sys, desktop.core.dates, desktop.core.lunar as lunar;"
        "assert 'zoneinfo' not in sys.modules;"
        "assert not lunar._table.cache_info().currsize"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
