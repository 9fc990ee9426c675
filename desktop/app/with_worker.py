"""What begins once the worker is there and the window is complete."""

from __future__ import annotations

from desktop.app.profile_data import ProfileData
from desktop.app.tidying import Tidying
from desktop.app.trouble import Trouble
from desktop.views.jobs import Jobs
from desktop.views.shell.windows import Windows
from desktop.views.sync.company_sync import CompanySync


def begin_with_worker(
    jobs: Jobs, windows: Windows, trouble: Trouble, data: ProfileData, *, makes_demo: bool
) -> None:
    """Tidy up, and look whether there is a server; both live as long as the windows."""
    tidying = Tidying(jobs, windows.active, windows)
    tidying.begin(makes_demo=makes_demo)
    company = CompanySync(jobs, windows, windows, joins=data.joins, password=data.password())
    data.password = company.memory.password
    company.over.connect(trouble.over)
    company.begin()
