"""The results as docs/performance.md: every figure beside its floor, with the machine it was measured on."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.results import Result

HEAD = """# Performance

Written by `make bench` (that is `python -m bench`) on {day}: {cores} cores ({machine}), {memory:.0f} GiB, Python {python},
SQLite {sqlite}. Absolute times belong to that machine; the ratio to the floor is what to compare.

- **Queue page**: an officer's list 办理中 of one department, 25 rows with strips, counts and filters, fetched over HTTP from
  gunicorn with one worker. Its floor is a bare Flask page that lists 25 tickets of the same table with one query and no
  session, rights, counts, translations or layout.
- **Queue, far down**: the same list forty pages further on. **Ticket page**: a ticket in progress with everything beside it.
- **Search**: the search page with few hits (1, 11 and 111 at the three sizes), with many (a fifth of all tickets), and narrowed by
  conditions as well; 20 rows with
  the place of the hit, a count that stops at 200, rights checked. Its floor is the same bare page.
- **Search itself**: the use case without the page around it: rights, the index, the count, the tickets and the place of the hit; also
  by conditions alone, by the zone's first days and by the number of a ticket in the middle. Its floor reads four
  columns of twenty tickets by their ids.
- **Report of a month, of a year, anew**: a leader's report of the whole zone, every figure, chart and comparison reckoned anew from
  the counted facts. **Report of a year**: as it is shown again for a while. **List behind a number**: the first 25 lines and the
  count. The same bare page is the floor.
- **Export**: rows of the ledger with all its columns as text, page by page; its floor writes four columns of one query as they are.
- **Submit a request**: the use case with its checks, classification, event, clock, counts and letter, in one durable
  transaction. Its floor is a durable transaction that inserts one short row.
- **Import**: a problem list of 5,000 rows over HTTP, from the file that is sent to the last row filed, preview included, measured once.
  Its floor inserts 5,000 short rows in as many transactions.

Both sides of a line are run in turn in the same run; the median counts.

| what | database | tickets | p50 ms | p95 ms | floor p50 ms | ratio | per second | page KB |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
"""


def write_report(results: Sequence[Result], path: Path) -> None:
    """Write the table of results."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    head = HEAD.format(
        day=f"{datetime.now(UTC):%Y-%m-%d}", cores=os.cpu_count(), machine=platform.machine(), memory=memory,
        python=platform.python_version(), sqlite=sqlite3.sqlite_version,
    )  # fmt: skip
    path.write_text(head + "".join(_row(result) for result in results) + _growth(results), "utf-8")


def _row(result: Result) -> str:
    times, floor = result.times, result.floor
    size = f"{result.kilobytes:.0f}" if result.kilobytes else "–"
    return (
        f"| {result.what} | {result.database} | {result.tickets:,} | {times.median:.1f} | {times.p95:.1f} "
        f"| {floor.median:.1f} | {result.ratio:.1f}× | {1000 / times.median:.0f} | {size} |\n"
    )


def _growth(results: Sequence[Result]) -> str:
    lines = [
        "\n## More tickets, same page\n\nBoth sides as multiples of their floor, which the same machine took at the same moment.\n\n"
    ]
    for what, database in dict.fromkeys((result.what, result.database) for result in results):
        rows = [result for result in results if (result.what, result.database) == (what, database)]
        if len(rows) > 1:
            first, last = rows[0], rows[-1]
            grown = last.ratio / first.ratio
            lines.append(
                f"- {what}, {database}: at {last.tickets:,} tickets it costs {grown:.2f} times what it costs at "
                f"{first.tickets:,}.\n"
            )
    return "".join(lines)
