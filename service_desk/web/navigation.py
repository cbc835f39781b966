"""What stands in the header: one table of places, shown to those who may go there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask, current_app, request, url_for

from service_desk.domain.bilingual import Bilingual
from service_desk.web.access import current_actor, current_user
from service_desk.web.rights import Right, rights_of


@dataclass(frozen=True)
class Place:
    """One entry: shown when its endpoint exists and the visitor holds one of `rights` (None: everybody but officers)."""

    endpoint: str
    name: Bilingual
    rights: frozenset[Right] | None = None

    @property
    def is_here(self) -> bool:
        """Whether the present page belongs to this entry."""
        return is_here(self.endpoint)


MOST_IN_THE_BAR = 8
"""So many entries stand beside each other; where there are more, the last ones are behind “more”."""

PLACES: tuple[Place, ...] = (
    Place("portal.home", Bilingual("提诉求", "Ask")),
    Place("portal.find", Bilingual("查进度", "Track")),
    Place("my.home", Bilingual("我的企业", "My enterprise")),
    Place("knowledge.answers", Bilingual("常见答复", "Answers")),
    Place("portal.figures", Bilingual("公开数据", "Open data")),
    Place(
        "desk.queue",
        Bilingual("待办", "To do"),
        frozenset(
            {
                Right.TICKET_HANDLE,
                Right.TICKET_READ_ALL,
                Right.TICKET_READ_DEPARTMENT,
            }
        ),
    ),
    Place(
        "live.news",
        Bilingual("与我有关", "For me"),
        frozenset({Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT}),
    ),
    Place("cards.dispatch", Bilingual("逐件派单", "Dispatch"), frozenset({Right.TICKET_DISPATCH})),
    Place("cards.review", Bilingual("逐件审核", "Review"), frozenset({Right.RESULT_REVIEW})),
    Place("cards.callbacks", Bilingual("逐件回访", "Callbacks"), frozenset({Right.TICKET_CALL_BACK})),
    Place(
        "search.results",
        Bilingual("搜索", "Search"),
        frozenset({Right.TICKET_READ_ALL, Right.TICKET_READ_DEPARTMENT}),
    ),
    Place("knowledge.desk", Bilingual("知识库", "Knowledge"), frozenset({Right.KNOWLEDGE_WRITE})),
    Place("lists.upload", Bilingual("导入清单", "Import list"), frozenset({Right.LIST_IMPORT})),
    Place("recording.record", Bilingual("代录", "Record"), frozenset({Right.TICKET_RECORD})),
    Place("visits.home", Bilingual("走访", "Visits"), frozenset({Right.VISIT_READ})),
    Place("board.show", Bilingual("督办看板", "Board"), frozenset({Right.BOARD_READ})),
    Place(
        "reports.week",
        Bilingual("报告", "Reports"),
        frozenset(
            {
                Right.REPORT_READ_ZONE,
                Right.REPORT_READ_DEPARTMENT,
            }
        ),
    ),
    Place("admin.overview", Bilingual("概况", "Overview"), frozenset({Right.HEALTH_READ})),
    Place("firms.waiting", Bilingual("企业账号", "Firms"), frozenset({Right.FIRM_VERIFY})),
    Place("admin.users", Bilingual("账号", "Accounts"), frozenset({Right.USER_MANAGE})),
    Place("admin.departments", Bilingual("部门", "Departments"), frozenset({Right.DEPARTMENT_MANAGE})),
    Place("admin.rules", Bilingual("办理规则", "Rules"), frozenset({Right.RULES_MANAGE})),
    Place("admin.routing", Bilingual("派单目录", "Routing"), frozenset({Right.ROUTING_READ})),
    Place("admin.classifier", Bilingual("研判质量", "Sorting"), frozenset({Right.CLASSIFIER_READ})),
    Place("desk.tags", Bilingual("标签", "Tags"), frozenset({Right.RULES_MANAGE})),
    Place("admin.forms", Bilingual("表单", "Forms"), frozenset({Right.RULES_MANAGE})),
    Place("admin.factors", Bilingual("能源系数", "Energy factors"), frozenset({Right.RULES_MANAGE})),
    Place("admin.calendar", Bilingual("工作日历", "Calendar"), frozenset({Right.CALENDAR_MANAGE})),
    Place("admin.spool", Bilingual("信件", "Mail"), frozenset({Right.MAIL_READ_SPOOL})),
)


def init_app(app: Flask) -> None:
    """Put `places()` and `in_the_bar(places)` into templates."""
    app.jinja_env.globals.update(places=places, in_the_bar=in_the_bar)


def places() -> list[tuple[Place, str]]:
    """Return the entries this visitor sees, each with its address."""
    return [(place, url_for(place.endpoint)) for place in PLACES if _is_shown(place)]


def in_the_bar(shown: Sequence[object]) -> int:
    """Return how many of the entries stand in the bar; one alone is not hidden behind a word as long as itself."""
    return len(shown) if len(shown) <= MOST_IN_THE_BAR else MOST_IN_THE_BAR - 1


def is_here(endpoint: str) -> bool:
    """Tell whether the present page belongs to an entry: its endpoint, one named after it, or its blueprint's only one."""
    here = request.endpoint or ""
    if here == endpoint or here.startswith(endpoint + "_"):
        return True
    blueprint = endpoint.rpartition(".")[0]
    siblings = [place for place in PLACES if place.endpoint.startswith(blueprint + ".")]
    return len(siblings) == 1 and here.startswith(blueprint + ".")


def landing_url() -> str:
    """Return where somebody goes who has just signed in: the first own place, the account page when there is none."""
    own = [place for place in PLACES if place.rights is not None and _is_shown(place)]
    return url_for(own[0].endpoint if own else "auth.account")


def _is_shown(place: Place) -> bool:
    if place.endpoint not in current_app.view_functions:
        return False
    actor = current_actor()
    if place.rights is None:
        return current_user() is None or actor.is_enterprise
    return not rights_of(actor).isdisjoint(place.rights)
