"""Who may run campaigns and record visits: service commissioners and dispatchers."""

from __future__ import annotations

from service_desk.domain.actors import Actor
from service_desk.domain.bilingual import Bilingual
from service_desk.domain.refusals import NotEntitled
from service_desk.domain.roles import Role

VISITING_ROLES = frozenset({Role.COMMISSIONER, Role.DISPATCHER})


def demand_visitor(actor: Actor) -> None:
    """Raise NotEntitled for whoever neither visits nor dispatches."""
    if not actor.has_role(*VISITING_ROLES):
        raise NotEntitled(
            Bilingual(
                "走访和代录由服务专员、受理派单员办理。",
                "Visits and requests on behalf of enterprises are for service commissioners and dispatchers.",
            )
        )
