"""Telling the acts at the door."""

from __future__ import annotations

from collections.abc import Mapping

from service_desk.domain.actions import Action
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.catalogue import CATEGORY_NAMES, LEVEL_NAMES, Catalogue, Category, Level
from service_desk.domain.enterprises import FIRM_NAMES
from service_desk.domain.events import Event
from service_desk.domain.origins import origin_headline, read_origin
from service_desk.domain.personal_data import CONTACT_NAMES
from service_desk.domain.requests import SOURCE_NAMES, Source
from service_desk.domain.roles import Role
from service_desk.domain.telling.teller import Teller, plain

_CORRECTED: Mapping[str, Bilingual] = {**FIRM_NAMES, **CONTACT_NAMES}
"""What can be put right, in the order in which it is told."""


def _submit(event: Event, catalogue: Catalogue) -> Bilingual:
    source = SOURCE_NAMES[Source(event.data["source"])]
    if event.data["source"] == Source.WEB:
        return Bilingual("企业提交诉求", "Request submitted")
    origin = origin_headline(read_origin(event.data))
    zh, en = (f"，{origin.zh}", f", {origin.en}") if origin else ("", "")
    return Bilingual(f"登记诉求（{source.zh}{zh}）", f"Request recorded ({source.en}{en})")


def _record_on_site(event: Event, catalogue: Catalogue) -> Bilingual:
    origin = origin_headline(read_origin(event.data))
    zh, en = (f"（{origin.zh}）", f" ({origin.en})") if origin else ("", "")
    return Bilingual(f"走访当场解决{zh}", f"Solved on the spot during a visit{en}")


def _accept(event: Event, catalogue: Catalogue) -> Bilingual:
    category, level = (
        CATEGORY_NAMES[Category(event.data["category"])],
        LEVEL_NAMES[Level(event.data["level"])],
    )
    return Bilingual(
        f"已受理，归为{category.zh}类，按{level.zh}问题计时",
        f"Accepted as {category.en}, timed as {level.en.lower()}",
    )


def _decline(event: Event, catalogue: Catalogue) -> Bilingual:
    channel = event.data["channel"]
    return Bilingual(f"不予受理，可通过{channel}办理", f"Declined; the channel open to you is {channel}")


def _correct_contact(event: Event, catalogue: Catalogue) -> Bilingual:
    fields = {field: name for field, name in _CORRECTED.items() if field in event.data.get("changed", ())}
    if event.actor_role is Role.ENTERPRISE:
        zh, en = (
            "、".join(name.zh for name in fields.values()),
            ", ".join(name.en for name in fields.values()),
        )
        return Bilingual(f"企业更正了{zh}", f"The enterprise corrected: {en}")
    told = [_corrected(event, field, name) for field, name in fields.items()]
    if event.data.get("renewed_code"):
        told.append(Bilingual("查询码（原来的作废）", "query code (the old one is void)"))
    if visit_no := event.data.get("visit"):
        told.append(Bilingual(f"走访{visit_no}登记的企业", f"the enterprise of visit {visit_no}"))
    zh, en = "、".join(each.zh for each in told), ", ".join(each.en for each in told)
    return Bilingual(f"更正了{zh}", f"Corrected: {en}")


def _corrected(event: Event, field: str, name: Bilingual) -> Bilingual:
    """Return what a part was and is, contacts half hidden as the event holds them."""
    before, after = (event.data.get(when, {}).get(field) for when in ("before", "after"))
    zh = f"{name.zh}（原为{before or '空'}，现为{after or '空'}）"
    return Bilingual(zh, f"{name.en} ({before or 'empty'} → {after or 'empty'})")


def _supplement(event: Event, catalogue: Catalogue) -> Bilingual:
    if event.data.get("correction"):
        return Bilingual("企业更正了表单", "The enterprise corrected its form")
    return Bilingual("企业已补充材料", "The enterprise supplied the information")


INTAKE_TELLERS: Mapping[Action, Teller] = {
    Action.SUBMIT: _submit,
    Action.RECORD_ON_SITE: _record_on_site,
    Action.ACCEPT: _accept,
    Action.REQUEST_INFO: plain("请企业补正材料，补齐前不计时", "Information asked for; the clock waits"),
    Action.DECLINE: _decline,
    Action.SUPPLEMENT: _supplement,
    Action.ADD_FACTS: plain("企业补充情况", "The enterprise added facts"),
    Action.CORRECT_CONTACT: _correct_contact,
    Action.LAPSE: plain(
        "十个工作日未补正，按撤回处理", "Not supplied within ten working days; treated as withdrawn"
    ),
    Action.WITHDRAW: plain("企业撤回诉求", "The enterprise withdrew the request"),
}
