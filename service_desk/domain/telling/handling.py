"""Telling the department's work: contacts, stops, parts, external units, meetings, verifications, energisation."""

from __future__ import annotations

from collections.abc import Mapping

from service_desk.domain.actions import Action
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import Catalogue
from service_desk.domain.events import Event
from service_desk.domain.meetings import WHISTLE_REASON_NAMES, WhistleReason
from service_desk.domain.stops import STOP_NAMES, StopKind
from service_desk.domain.telling.names import department_name, department_names
from service_desk.domain.telling.teller import Teller, day, plain


def _pause(event: Event, catalogue: Catalogue) -> Bilingual:
    kind, until = STOP_NAMES[StopKind(event.data["kind"])], day(event.data.get("expected_until"))
    if until is None:
        return Bilingual(f"停表：{kind.zh}", f"Clock stopped: {kind.en}")
    return Bilingual(
        f"停表：{kind.zh}，预计到{until.zh}", f"Clock stopped: {kind.en}, expected until {until.en}"
    )


def _part_of(event: Event, catalogue: Catalogue) -> Bilingual:
    name, title = department_name(event.data["department"], catalogue), event.data.get("title")
    if not title:
        return Bilingual(f"请{name.zh}协办", f"{name.en} asked to assist")
    return Bilingual(f"请{name.zh}协办：{title}", f"{name.en} asked to assist: {title}")


def _end_part(event: Event, catalogue: Catalogue) -> Bilingual:
    name = department_name(event.data["co_department"], catalogue)
    if event.action is Action.WAIVE_CO_TASK:
        return Bilingual(f"免除{name.zh}协办", f"Co-handling by {name.en} waived")
    return Bilingual(f"{name.zh}反馈协办意见", f"{name.en} gave its co-handling result")


def _meeting(event: Event, catalogue: Catalogue) -> Bilingual:
    reason = WHISTLE_REASON_NAMES[WhistleReason(event.data["reason"])]
    names = department_names(event.data["attendees"], catalogue)
    return Bilingual(
        f"联席会（{reason.zh}）：{names.zh}到会", f"Joint meeting ({reason.en.lower()}): {names.en}"
    )


def _refer(event: Event, catalogue: Catalogue) -> Bilingual:
    unit, number = event.data["unit"], event.data.get("document_no")
    expected = day(event.data.get("expected_on"))
    zh = (
        f"函商{unit}" + (f"（{number}）" if number else "") + (f"，预计{expected.zh}回复" if expected else "")
    )
    en = f"Referred to {unit}" + (f" ({number})" if number else "")
    return Bilingual(zh, en + (f", answer expected on {expected.en}" if expected else ""))


def _answered(event: Event, catalogue: Catalogue) -> Bilingual:
    unit, number = event.data.get("unit", ""), event.data.get("document_no")
    suffix = f"（{number}）" if number else ""
    return Bilingual(f"{unit}已回复{suffix}", f"{unit} has answered" + (f" ({number})" if number else ""))


def _verified(event: Event, catalogue: Catalogue) -> Bilingual:
    on = day(event.data.get("on"))
    if on is None:
        return Bilingual("现场核查", "On-site verification")
    return Bilingual(f"{on.zh}现场核查", f"Verified on site on {on.en}")


def _energised(event: Event, catalogue: Catalogue) -> Bilingual:
    on, until = day(event.data.get("on")), day(event.data.get("until"))
    zh, en = (f"{on.zh}已送电", f"Power switched on, {on.en}") if on else ("已送电", "Power switched on")
    return (
        Bilingual(f"{zh}，借用至{until.zh}", f"{en}, borrowed until {until.en}")
        if until
        else Bilingual(zh, en)
    )


HANDLING_TELLERS: Mapping[Action, Teller] = {
    Action.CONTACT: plain("已联系企业", "The enterprise was contacted"),
    Action.PROGRESS: plain("进展反馈", "Progress"),
    Action.ASK_ENTERPRISE: plain(
        "请企业补充，计时暂停", "The enterprise is asked for something; the clock is stopped"
    ),
    Action.PAUSE_CLOCK: _pause,
    Action.RESUME_CLOCK: plain("恢复计时", "The clock runs again"),
    Action.ADD_CO_TASK: _part_of,
    Action.FINISH_CO_TASK: _end_part,
    Action.WAIVE_CO_TASK: _end_part,
    Action.RECORD_MEETING: _meeting,
    Action.REFER_OUTSIDE: _refer,
    Action.CLOSE_REFERRAL: _answered,
    Action.VERIFY_ON_SITE: _verified,
    Action.RECORD_ENERGISED: _energised,
}
