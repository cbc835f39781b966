"""The five milestones of 13710 and how each stands at a moment (domain notes §1.4, §1.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from service_desk.domain.bilingual import Bilingual


class MilestoneKey(StrEnum):
    """The digits 1-3-7-1-0."""

    DISPATCH = "M1"
    PROGRESS = "M3"
    CLOSING = "M7"
    CLOSING_COMPLEX = "M30"
    STRIKE_OFF = "M0"


CLOSING_KEYS = (MilestoneKey.CLOSING, MilestoneKey.CLOSING_COMPLEX)

DIGITS = {
    MilestoneKey.DISPATCH: "1",
    MilestoneKey.PROGRESS: "3",
    MilestoneKey.CLOSING: "7",
    MilestoneKey.CLOSING_COMPLEX: "1",
    MilestoneKey.STRIKE_OFF: "0",
}

MILESTONE_NAMES = {
    MilestoneKey.DISPATCH: Bilingual("当天研判交办", "Assigned the same day"),
    MilestoneKey.PROGRESS: Bilingual("三天反馈", "Progress in three days"),
    MilestoneKey.CLOSING: Bilingual("一般问题办结", "General request finished"),
    MilestoneKey.CLOSING_COMPLEX: Bilingual("一个月办结", "Finished in a month"),
    MilestoneKey.STRIKE_OFF: Bilingual("销号清零", "Struck off"),
}

PLAIN_NAMES = {
    MilestoneKey.DISPATCH: Bilingual("交办并联系企业", "Assigned and contacted"),
    MilestoneKey.PROGRESS: Bilingual("阶段反馈", "Progress answer"),
    MilestoneKey.CLOSING: Bilingual("一般问题办结", "General request finished"),
    MilestoneKey.CLOSING_COMPLEX: Bilingual("复杂问题办结", "Complex request finished"),
    MilestoneKey.STRIKE_OFF: Bilingual("销号清零", "Struck off"),
}
"""What the same milestones are called under rules whose days are not those of 13710."""


class Variant(StrEnum):
    """What M1 stands for outside the first handing over."""

    ACCEPTANCE = "acceptance"
    CONTACT_AGAIN = "contact_again"


VARIANT_NAMES = {
    Variant.ACCEPTANCE: Bilingual("受理", "Acceptance"),
    Variant.CONTACT_AGAIN: Bilingual("重办后联系企业", "Contacted after the redo"),
}


class MilestoneStatus(StrEnum):
    """How a milestone stands: a word, a shape and a colour on screen."""

    DONE = "done"
    DONE_LATE = "done_late"
    RUNNING = "running"
    LATE = "late"
    STOPPED = "stopped"
    WAITING = "waiting"
    NOT_APPLICABLE = "na"


@dataclass(frozen=True)
class Milestone:
    """One deadline of a ticket, independent of the present moment; times are timezone-aware.

    `due` is None where the rules set no date, `met_at` None while it is not satisfied, `stopped_since` the moment
    the clock was stopped; `is_provisional` marks a date that falls in a year whose calendar is not loaded. `mark` is
    the figure of a policy other than 13710, None where the digits of 13710 apply. `variant` says that the milestone
    stands for something else at present: the acceptance that is awaited, or the contact after a redo.
    """

    key: MilestoneKey
    applies: bool = True
    due: datetime | None = None
    met_at: datetime | None = None
    stopped_since: datetime | None = None
    is_provisional: bool = False
    why: tuple[Bilingual, ...] = ()
    mark: str | None = None
    variant: Variant | None = None

    @property
    def digit(self) -> str:
        """The figure that the strip shows: the digit of 13710, or the policy's own."""
        return DIGITS[self.key] if self.mark is None else self.mark

    @property
    def name(self) -> Bilingual:
        """What has to be reached."""
        if self.variant is not None:
            return VARIANT_NAMES[self.variant]
        return (MILESTONE_NAMES if self.mark is None else PLAIN_NAMES)[self.key]

    def status(self, now: datetime) -> MilestoneStatus:
        """Return how the milestone stands at a moment."""
        if not self.applies:
            return MilestoneStatus.NOT_APPLICABLE
        if self.met_at is not None:
            late = self.due is not None and self.met_at > self.due
            return MilestoneStatus.DONE_LATE if late else MilestoneStatus.DONE
        if self.stopped_since is not None:
            return MilestoneStatus.STOPPED
        if self.due is None:
            return MilestoneStatus.WAITING
        return MilestoneStatus.LATE if now > self.due else MilestoneStatus.RUNNING

    def headline(self, now: datetime) -> Bilingual:
        """Return the words under the node: time left, by how much late, or why it does not run."""
        status = self.status(now)
        if status is MilestoneStatus.RUNNING and self.due is not None:
            left = duration_words(self.due - now)
            return Bilingual(f"还剩{left.zh}", f"{left.en} left")
        if status is MilestoneStatus.LATE and self.due is not None:
            over = duration_words(now - self.due)
            return Bilingual(f"超期{over.zh}", f"{over.en} late")
        if status is MilestoneStatus.DONE_LATE and self.due is not None and self.met_at is not None:
            over = duration_words(self.met_at - self.due)
            return Bilingual(f"已完成，超期{over.zh}", f"Done, {over.en} late")
        return _QUIET_WORDS[status]


_QUIET_WORDS = {
    MilestoneStatus.DONE: Bilingual("已完成", "Done"),
    MilestoneStatus.STOPPED: Bilingual("已停表", "Clock stopped"),
    MilestoneStatus.WAITING: Bilingual("待进行", "Not yet due"),
    MilestoneStatus.NOT_APPLICABLE: Bilingual("不适用", "Does not apply"),
}


def duration_words(span: timedelta) -> Bilingual:
    """Say a length of time in days and hours, or in hours and minutes when shorter than a day."""
    minutes = int(span.total_seconds() // 60)
    days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
    if days >= 3:
        return Bilingual(f"{days}天", f"{days} days")
    if days:
        zh = f"{days}天{hours}小时" if hours else f"{days}天"
        en = f"{days} d {hours} h" if hours else f"{days} d"
        return Bilingual(zh, en)
    if hours:
        return Bilingual(f"{hours}小时", f"{hours} h")
    return Bilingual(f"{rest}分钟", f"{rest} min") if rest else Bilingual("不到1分钟", "less than a minute")


class Lamp(StrEnum):
    """Traffic light of a ticket (domain notes §2.2): red is overdue, yellow falls due within a day."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    STOPPED = "stopped"
    NONE = "none"


LAMP_NAMES: dict[Lamp, Bilingual] = {
    Lamp.RED: Bilingual("红灯（超期）", "Red (overdue)"),
    Lamp.YELLOW: Bilingual("黄灯（一天内到期）", "Yellow (within a day)"),
    Lamp.GREEN: Bilingual("绿灯", "Green"),
    Lamp.STOPPED: Bilingual("停表", "Clock stopped"),
    Lamp.NONE: Bilingual("无时限", "No date"),
}

YELLOW_FROM = timedelta(hours=24)


def lamp(next_due: datetime | None, is_stopped: bool, now: datetime) -> Lamp:
    """Return the light for the next deadline of a ticket; no deadline and no stop means no light."""
    if is_stopped:
        return Lamp.STOPPED
    if next_due is None:
        return Lamp.NONE
    if now > next_due:
        return Lamp.RED
    return Lamp.YELLOW if next_due - now <= YELLOW_FROM else Lamp.GREEN
