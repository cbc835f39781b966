"""One letter as its composer is given it: the facts, and no words but those people wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from service_desk.domain.bilingual import Bilingual
from service_desk.domain.milestones import Milestone
from service_desk.domain.notices import Audience, Notice
from service_desk.domain.reporting.report import WeeklyReport


@dataclass(frozen=True)
class OfficeFacts:
    """A department as a letter names it."""

    name: Bilingual
    phone: str | None = None


@dataclass(frozen=True)
class TicketFacts:
    """A ticket as it stood just after the act that the letter tells about, so a letter sent twice says the same.

    `happened` and `words` are that act: what was done, and what `by` wrote about it. `reply_by` is the date until
    which the recipient is asked to answer, `review_on` that of a hold. `query_code` is given to the enterprise only.
    """

    ticket_no: str
    title: str
    enterprise: str
    request_type: Bilingual
    level: Bilingual
    is_urgent: bool
    office: OfficeFacts
    milestones: tuple[Milestone, ...]
    happened_at: datetime
    happened: Bilingual
    words: str | None = None
    query_code: str | None = None
    reply_by: datetime | None = None
    review_on: date | None = None
    is_on_site: bool = False
    clock_waits: bool = False
    by: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def finish_by(self) -> datetime | None:
        """When the department's result is due, None where no date is running."""
        return next(
            (each.due for each in self.milestones if each.key in ("M7", "M30") and each.applies), None
        )

    @property
    def progress_by(self) -> datetime | None:
        """When the enterprise is to hear of the progress, None where it has or no date is running."""
        return next(
            (
                each.due
                for each in self.milestones
                if each.key == "M3" and each.applies and each.met_at is None
            ),
            None,
        )

    @property
    def assign_by(self) -> datetime | None:
        """When the department must have signed and contacted the enterprise."""
        return next((each.due for each in self.milestones if each.key == "M1" and each.applies), None)


@dataclass(frozen=True)
class LinkFacts:
    """A link with its token: to set a password (`purpose` "invite" or "reset"), to a draft, to a ticket.

    `login` is the sign-in name, or what else the link is about (a ticket's number); `firm` the enterprise whose account it is.
    """

    purpose: str
    token: str
    login: str
    expires_at: datetime
    firm: str = ""


@dataclass(frozen=True)
class FirmFacts:
    """A firm whose account was not opened, and why."""

    name: str
    reason: str


@dataclass(frozen=True)
class ExportFacts:
    """A long export that can be fetched until `expires_at`, by whoever asked for it."""

    title: str
    expires_at: datetime


@dataclass(frozen=True)
class SheetLine:
    """One supervision sheet in a round's letter."""

    ticket_no: str
    title: str
    colour: Bilingual
    reason: Bilingual
    due: datetime


@dataclass(frozen=True)
class SheetsFacts:
    """The sheets one department was issued in a round, the gravest first."""

    office: Bilingual
    lines: tuple[SheetLine, ...]


@dataclass(frozen=True)
class FeedbackFacts:
    """What a reader missed in an answer of the knowledge base."""

    answer_id: int
    title: str
    words: str


@dataclass(frozen=True)
class ReviewFacts:
    """An answer of the knowledge base as it was handed in for review, and by whom."""

    answer_id: int
    title: str
    by: str


@dataclass(frozen=True)
class StandInFacts:
    """An absence nobody stands in for any longer: who is away, who stood in, the first and the last day."""

    person: str
    substitute: str
    from_on: date
    until_on: date


@dataclass(frozen=True)
class AreaFacts:
    """A public notice as it stood when the letter was queued; `token` is for saying yes to its letters and for ending them."""

    notice_id: int
    title: str
    words: str
    expected_on: date | None
    told_at: datetime
    token: str


@dataclass(frozen=True)
class Letter:
    """One row of the outbox, ready to be worded; exactly one of the facts it may be about is given.

    `times` says of how many such acts it tells, the last of them in full.
    """

    key: str
    notice: Notice
    recipient: str
    recipient_name: str
    language: str
    written_at: datetime
    audience: Audience | None = None
    ticket: TicketFacts | None = None
    report: WeeklyReport | None = None
    link: LinkFacts | None = None
    sheets: SheetsFacts | None = None
    feedback: FeedbackFacts | None = None
    review: ReviewFacts | None = None
    stand_in: StandInFacts | None = None
    area: AreaFacts | None = None
    firm: FirmFacts | None = None
    times: int = 1
    export: ExportFacts | None = None

    @property
    def to_enterprise(self) -> bool:
        """Tell whether the letter goes to the enterprise's contact."""
        return self.audience is Audience.ENTERPRISE

    @property
    def to_a_person_outside(self) -> bool:
        """Tell whether somebody reads it who works for no department: he is wished a good day, an office is only addressed."""
        return self.to_enterprise or bool(self.link or self.firm or self.area)
