"""What the timetable writes as files: a list of the desk, or the ledger behind a figure of a report."""

from __future__ import annotations

from typing import IO

from service_desk.usecases.reporting.export_list import ExportOrder, Moved
from service_desk.web.desk.list_file import is_list, write_list
from service_desk.web.reports.ledger_file import write_export as write_ledger_export


def write_export(order: ExportOrder, file: IO[bytes], moved: Moved) -> None:
    """Write a job's file; called outside any request."""
    write = write_list if is_list(order.wanted) else write_ledger_export
    write(order, file, moved)
