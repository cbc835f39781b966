"""Telling applications and their decisions."""

from __future__ import annotations

from collections.abc import Mapping

from service_desk.domain.actions import Action
from service_desk.domain.applications import APPLICATION_NAMES, ApplicationKind
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import LEVEL_NAMES, Catalogue, Level
from service_desk.domain.events import Event
from service_desk.domain.telling.teller import Teller, day, plain


def _extension(event: Event, catalogue: Catalogue) -> Bilingual:
    days = event.data["days"]
    if event.action is Action.APPLY_EXTENSION:
        return Bilingual(f"申请延期{days}天", f"Extension of {days} days asked")
    return Bilingual(f"批准延期{days}天", f"Extension of {days} days granted")


def _level(event: Event, catalogue: Catalogue) -> Bilingual:
    if event.action is Action.APPLY_LEVEL:
        wanted = LEVEL_NAMES[Level(event.data["wanted"])]
        return Bilingual(f"申请提为{wanted.zh}问题", f"Asked to be timed as {wanted.en.lower()}")
    level = LEVEL_NAMES[Level(event.data["level"])]
    return Bilingual(f"提为{level.zh}问题计时", f"Now timed as {level.en.lower()}")


def _hold(event: Event, catalogue: Catalogue) -> Bilingual:
    on = day(event.data.get("review_on"))
    zh, en = ("申请挂账", "Hold asked") if event.action is Action.APPLY_HOLD else ("挂账", "On hold")
    return Bilingual(f"{zh}，{on.zh}复核", f"{en}, to be reviewed on {on.en}") if on else Bilingual(zh, en)


def _refused(event: Event, catalogue: Catalogue) -> Bilingual:
    kind = event.data.get("kind")
    if kind is None:
        return Bilingual("申请未获批准", "Application refused")
    name = APPLICATION_NAMES[ApplicationKind(kind)]
    return Bilingual(f"{name.zh}申请未获批准", f"Application refused: {name.en.lower()}")


LEAVE_TELLERS: Mapping[Action, Teller] = {
    Action.APPLY_EXTENSION: _extension,
    Action.GRANT_EXTENSION: _extension,
    Action.APPLY_LEVEL: _level,
    Action.RAISE_LEVEL: _level,
    Action.APPLY_HOLD: _hold,
    Action.HOLD: _hold,
    Action.REFUSE_APPLICATION: _refused,
    Action.RESUME: plain("恢复办理", "Taken up again"),
}
