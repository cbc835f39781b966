"""What a phone keeps of the visits for a place without a network: which pages, and the files these are made of."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache

from flask import current_app, url_for

from service_desk.config import Settings
from service_desk.persistence.tables import Campaign
from service_desk.web.assets import FOLDER, WORKER

CAMPAIGNS = 3
"""So many of the campaigns that run are kept with their forms; whoever opens another has it kept then."""

_PAGES_NEED = (
    "seal.svg", "js/desk.js", "js/offline.js", "js/unsent.js", "js/visit.js",
    "js/firms.js", "js/photos.js",
)  # fmt: skip
_IMPORT = re.compile(r'^import (?:.* from )?"\./([\w-]+\.js)";$', re.MULTILINE)


def offline_copy(campaigns: Iterable[Campaign]) -> str:
    """Return, as JSON for the page's script, the worker's address, the pages to keep and the files they need."""
    settings: Settings = current_app.extensions["desk_settings"]
    asset, style = (current_app.jinja_env.globals[name] for name in ("asset", "style"))
    pages = [url_for("visits.home"), url_for("visits.write")]
    for campaign in [each for each in campaigns if not each.is_over][:CAMPAIGNS]:
        pages.append(url_for("visits.write", campaign=campaign.id))
        pages.append(url_for("visits.campaign", campaign_id=campaign.id))
    told = {
        "worker": f"{asset(WORKER)}?hours={settings.session_absolute_hours}",  # type: ignore[operator]
        "pages": pages,
        "assets": [style("visits"), *map(asset, needed_files())],  # type: ignore[operator, call-overload]
    }
    return json.dumps(told)


@cache
def needed_files() -> tuple[str, ...]:
    """Return the names of the pictures and modules that the kept pages need, imported ones included."""
    found = list(_PAGES_NEED)
    for name in found:  # grows while it is walked
        if name.endswith(".js"):
            imported = (f"js/{other}" for other in _IMPORT.findall((FOLDER / name).read_text("utf-8")))
            found.extend(other for other in imported if other not in found)
    return tuple(found)
