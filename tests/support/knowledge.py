"""Answers and notices for tests of pages: published the way officers publish them."""

from __future__ import annotations

from datetime import date
from typing import Any

from service_desk.domain.actions import Action
from service_desk.domain.actors import Actor
from service_desk.domain.roles import Role
from service_desk.usecases.knowledge.keep_answer import hand_in_answer, publish_answer, write_answer
from service_desk.usecases.knowledge.tell_area import Told, publish_notice
from service_desk.usecases.knowledge.wording import Wording
from tests.support.desk import Desk
from tests.usecases.deeds import WORKING

TITLE = "变压器容量不够怎么增容"
TEXT = "填**用电容量**表。\n\n- 户号\n- 设备清单\n\n拨[供电窗口](tel:0600-6000001)，看[指南](https://zone.example/guide)。"
ASKING = "车间要加两台设备，现有变压器容量不够，想增容"
NOTICE = "智能制造产业园供电能力不足"


def wording(**different: Any) -> Wording:
    """Return an answer about more power."""
    given: dict[str, Any] = {
        "title": TITLE, "question": "新增设备，现有容量不够。", "text": TEXT, "departments": ("PW", "CB"),
        "request_type": "power_capacity",
    }  # fmt: skip
    return Wording(**(given | different))


def publish(desk: Desk, **different: Any) -> int:
    """Publish an answer; return its number."""
    writer, reviewer = desk.person(Role.HANDLER, "PW"), desk.person(Role.HEAD, "PW")
    moment = desk.clock.moment
    with desk.app.app_context():
        answer = write_answer(writer, moment, wording(**different), is_clean=True)
        answer = hand_in_answer(answer.id, writer, moment, seen_version=answer.version)
        return publish_answer(answer.id, reviewer, moment, seen_version=answer.version).id


def draft(desk: Desk, by: Actor, **different: Any) -> int:
    """Write an answer and leave it; return its number."""
    with desk.app.app_context():
        return write_answer(by, desk.clock.moment, wording(**different), is_clean=True).id


def tell(desk: Desk, **different: Any) -> tuple[int, str]:
    """Publish a notice under an umbrella; return its number and the umbrella's."""
    umbrella = desk.bring(*WORKING, enterprise_name="演示专题（智能制造产业园）")
    child = desk.bring(Action.SUBMIT, enterprise_name="演示光电材料有限公司")
    desk.act(Action.JOIN, child, parent=umbrella)
    given: dict[str, Any] = {
        "title": NOTICE, "words": "正在扩容变电站。", "park": "智能制造产业园", "request_type": "power_capacity",
        "expected_on": date(2026, 6, 30),
    }  # fmt: skip
    with desk.app.app_context():
        notice = publish_notice(
            umbrella, desk.person(Role.DISPATCHER), desk.clock.moment, Told(**(given | different))
        )
        return notice.id, umbrella
