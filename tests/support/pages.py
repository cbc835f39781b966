"""Says what is wrong with an HTML page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from tests.support.trees import Element, parse

ADDRESSES = frozenset({"src", "href", "action", "formaction", "poster", "data", "srcset"})
NOT_TYPED_INTO = frozenset({"hidden", "submit", "button", "reset", "image"})
POINTERS = frozenset({"for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-errormessage"})
# What people may leave the site by; it is a link to click, never something the page loads.
CLICKED = frozenset({"a", "area"})


def problems(html: str) -> list[str]:
    """Return everything wrong with a whole page; an empty list means it may be shown to people."""
    return faults(*parse(html))


def faults(root: Element, found: list[str]) -> list[str]:
    """Return everything wrong with a page that has been parsed, what was found then included."""
    elements = list(root.walk())
    of_all = (_identity, _labels, _addresses, _content_policy)
    return [
        *found,
        *(fault for check in (_frame, _forms) for fault in check(root)),
        *(fault for check in of_all for fault in check(elements)),
    ]


def _frame(root: Element) -> Iterator[str]:
    pages = root.all("html")
    if len(pages) != 1 or not pages[0].get("lang"):
        yield "the page does not say its language in <html lang>"
    titles = root.all("head") and root.all("head")[0].all("title")
    if not titles or not titles[0].text:
        yield "the page has no title"
    headings = root.all("h1")
    if len(headings) != 1 or not headings[0].text:
        yield f"the page has {len(headings)} <h1>, not exactly one with words in it"
    if len(root.all("main")) != 1:
        yield "the page has not exactly one <main>"


def _identity(elements: Sequence[Element]) -> Iterator[str]:
    identities = Counter(e.get("id") for e in elements if "id" in e.attributes)
    for identity, times in identities.items():
        if times > 1 or not identity:
            yield f"the id {identity!r} is there {times} times"
    for element in elements:
        for pointer in POINTERS.intersection(element.attributes):
            for target in element.get(pointer).split():
                if target not in identities:
                    yield f"<{element.tag} {pointer}={target!r}> points at nothing"
        target = element.get("href")
        if element.tag == "a" and target.startswith("#") and target != "#" and target[1:] not in identities:
            yield f"the link {target} leads nowhere on this page"


def _labels(elements: Sequence[Element]) -> Iterator[str]:
    labelled = {label.get("for") for label in elements if label.tag == "label" and label.text}
    for element in elements:
        named = bool(element.get("aria-label") or element.get("aria-labelledby"))
        if element.tag in ("input", "select", "textarea") and element.get("type") not in NOT_TYPED_INTO:
            wrapped = any(around.tag == "label" for around in element.ancestors)
            if not (named or wrapped or element.get("id") in labelled):
                yield f"<{element.tag} name={element.get('name')!r}> has no label"
        if element.tag == "button" and not (named or element.text or element.get("title")):
            yield f"a button without words: {element.attributes}"
        if (
            element.tag == "a"
            and "href" in element.attributes
            and not (named or element.text or element.all("img"))
        ):
            yield f"a link without words: {element.get('href')}"
        if element.tag == "img" and "alt" not in element.attributes:
            yield f"the picture {element.get('src')} has no alt"
        if element.tag == "svg" and not (named or element.get("aria-hidden") or element.all("title")):
            yield "an <svg> is neither named nor hidden from screen readers"


def _addresses(elements: Sequence[Element]) -> Iterator[str]:
    for element in elements:
        for name in ADDRESSES.intersection(element.attributes):
            value = element.get(name)
            outside = urlsplit(value).netloc != "" or value.startswith("//")
            if (
                outside
                and element.tag not in CLICKED
                and element.get("rel") not in ("canonical", "alternate")
            ):
                yield f"<{element.tag} {name}={value!r}> loads something from outside"
            if value.strip().lower().startswith("javascript:"):
                yield f"<{element.tag} {name}> carries a script"


def _forms(root: Element) -> Iterator[str]:
    for form in root.all("form"):
        method = form.get("method", "get").lower()
        if not form.get("action"):
            yield f"a {method} form does not say where it goes"
        if method == "post" and not any(e.get("value") for e in form.all("input", name="csrf_token")):
            yield f"the form to {form.get('action')} carries no csrf_token"
        if any(around.tag == "form" for around in form.ancestors):
            yield f"the form to {form.get('action')} stands in another form"


def _content_policy(elements: Sequence[Element]) -> Iterator[str]:
    for element in elements:
        if (
            element.tag == "script"
            and not element.get("src")
            and element.get("type")
            not in (
                "application/json",
                "application/ld+json",
            )
        ):
            yield "a script stands in the page itself"
        if element.tag == "style" and not any(around.tag == "svg" for around in element.ancestors):
            yield "a <style> stands in the page itself"
        for name in element.attributes:
            if name == "style" or name.startswith("on"):
                yield f"<{element.tag} {name}=…> is refused by the content security policy"
