"""Reads an HTML page into a small tree and says what is wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
ADDRESSES = frozenset({"src", "href", "action", "formaction", "poster", "data", "srcset"})
NOT_TYPED_INTO = frozenset({"hidden", "submit", "button", "reset", "image"})
POINTERS = frozenset({"for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-errormessage"})
# What people may leave the site by; it is a link to click, never something the page loads.
CLICKED = frozenset({"a", "area"})


@dataclass
class Element:
    """One element with its attributes and whatever stands in it."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """Yield this element and everything inside it, in reading order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(child for child in reversed(element.children) if isinstance(child, Element))

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Return the elements of this tag inside, whose attributes have these values (`class_` for class)."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [e for e in self.walk() if e.tag == tag and wanted.items() <= e.attributes.items()]

    @property
    def text(self) -> str:
        """The words inside, with runs of white space drawn together."""
        parts = [child if isinstance(child, str) else child.text for child in self.children]
        return " ".join(" ".join(parts).split())

    @property
    def ancestors(self) -> Iterator[Element]:
        """The elements around this one, from the inside out."""
        around = self.parent
        while around is not None:
            yield around
            around = around.parent

    def get(self, name: str, default: str = "") -> str:
        """Return an attribute's value."""
        return self.attributes.get(name, default)


class _TreeBuilder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("document", {})
        self.problems: list[str] = []
        self._open = self.root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self._open)
        if len(element.attributes) < len(attrs):
            for name, times in Counter(name for name, _ in attrs).items():
                if times > 1:
                    self.problems.append(f"<{tag}> has the attribute {name} {times} times")
        self._open.children.append(element)
        if tag not in VOID:
            self._open = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open = self._open.parent or self.root

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self._open.tag != tag:
            self.problems.append(f"</{tag}> closes <{self._open.tag}>")
            around = next((e for e in self._open.ancestors if e.tag == tag), None)
            self._open = around or self._open
            if around is None:
                return
        self._open = self._open.parent or self.root

    def handle_data(self, data: str) -> None:
        self._open.children.append(data)


def parse(html: str) -> tuple[Element, list[str]]:
    """Return the page as a tree, and what is wrong with its nesting."""
    builder = _TreeBuilder()
    builder.feed(html)
    builder.close()
    return builder.root, builder.problems


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
