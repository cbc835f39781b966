"""The addresses that letters point to, all in one place; nothing secret stands in any of them but a link's token."""

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
        """A frozen weekly report, one of its parts, or the list behind one of its figures."""
        if isinstance(part, Figure):
            return self.department(report, str(report.scope), part)
        scope = "" if report.is_zone else f"/{report.scope}"
        anchor = f"#{part}" if part else ""
        return f"{self.site}/reports/weekly/{report.week}{scope}{anchor}"

    def department(self, report: WeeklyReport, code: str, part: Figure | None = None) -> str:
        """The frozen report of one department in the same week, or the list behind one of its figures."""
        behind = f"/{part}" if part else ""
        return f"{self.site}/reports/weekly/{report.week}/{code}{behind}"

    @property
    def exports(self) -> str:
        """Where a person's long exports are fetched."""
        return f"{self.site}/reports/exports"

    @property
    def absences(self) -> str:
        """Where a department's absences are arranged."""
        return f"{self.site}/desk/absences"

    def one_time(self, token: str) -> str:
        """Where a password is set, once."""
        return f"{self.site}/link/{token}"

    def answer(self, answer_id: int) -> str:
        """Where an answer of the knowledge base is worked on, with what its readers say."""
        return f"{self.site}/desk/knowledge/{answer_id}"

    def notice(self, notice_id: int) -> str:
        """A public notice."""
        return f"{self.site}/knowledge/notices/{notice_id}"

    def following(self, token: str) -> str:
        """Where somebody says yes to the letters of a notice, or ends them."""
        return f"{self.site}/knowledge/following/{token}"

    def draft(self, token: str) -> str:
        """Where a draft of a request form is taken up in another browser."""
        return f"{self.site}/drafts/link/{token}"

    def opened(self, token: str) -> str:
        """Where a ticket is followed without its query code."""
        return f"{self.site}/track/link/{token}"

    @property
    def join(self) -> str:
        """Where a firm asks for its first account."""
        return f"{self.site}/my/join"
