"""The addresses that letters point to, all in one place; nothing secret stands in any of them but the one-time link."""

from __future__ import annotations

from dataclasses import dataclass

from service_desk.domain.reporting.ledger import Figure
from service_desk.domain.reporting.report import WeeklyReport


@dataclass(frozen=True)
class Links:
    """Absolute addresses below the desk's own (`Settings.site_url`, without a slash at the end)."""

    site: str

    @property
    def home(self) -> str:
        """The portal, where a request is filed."""
        return f"{self.site}/"

    def tracking(self, ticket_no: str) -> str:
        """Where the enterprise follows a ticket; the page asks for the query code."""
        return f"{self.site}/track/{ticket_no}"

    def supplement(self, ticket_no: str) -> str:
        """Where the enterprise supplies what was asked for."""
        return f"{self.tracking(ticket_no)}/supplement"

    def rating(self, ticket_no: str) -> str:
        """Where the enterprise says whether its request is solved."""
        return f"{self.tracking(ticket_no)}/rate"

    def desk(self, ticket_no: str) -> str:
        """Where officers work on a ticket."""
        return f"{self.site}/desk/tickets/{ticket_no}"

    def report(self, report: WeeklyReport, part: Figure | str | None = None) -> str:
        """A frozen weekly report, or the list behind one of its figures."""
        scope = "" if report.is_zone else f"/{report.scope}"
        anchor = f"#{part}" if part else ""
        return f"{self.site}/reports/weekly/{report.week}{scope}{anchor}"

    def department(self, report: WeeklyReport, code: str) -> str:
        """The frozen report of one department in the same week."""
        return f"{self.site}/reports/weekly/{report.week}/{code}"

    @property
    def exports(self) -> str:
        """Where a person's long exports are fetched."""
        return f"{self.site}/reports/exports"

    def one_time(self, token: str) -> str:
        """Where a password is set, once."""
        return f"{self.site}/link/{token}"
