"""An answer's Markdown as HTML that can do no harm: paragraphs, lists, bold words, links to pages and telephones."""

from __future__ import annotations

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

from service_desk.web.knowledge.blueprint import blueprint

_TAGS = {"p", "br", "strong", "ul", "ol", "li", "a"}
_SCHEMES = {"http", "https", "tel"}
_READER = MarkdownIt("zero", {"html": False, "breaks": True}).enable(
    ["list", "emphasis", "link", "newline", "escape"]
)


def rendered(text: str) -> Markup:
    """Return the HTML of an answer; whatever is not among the few marks allowed stands as it was typed."""
    html = nh3.clean(
        _READER.render(text),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes=_SCHEMES,
        attribute_filter=_outward,
        link_rel="nofollow noopener",
    )
    return Markup(html)  # noqa: S704 - made of seven harmless tags by the line above


def _outward(_tag: str, _name: str, value: str) -> str | None:
    """Keep an address that names its scheme; one relative to our own pages would be a trap."""
    return value if value.partition(":")[0].lower() in _SCHEMES and ":" in value else None


blueprint.record(lambda state: state.app.jinja_env.filters.update(markdown=rendered))
