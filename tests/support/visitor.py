"""A visitor of the site who looks closely at every page he is shown, and sends forms the way a browser does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.pages import faults
from tests.support.styled import unstyled
from tests.support.trees import Element, parse

Fields = Mapping[str, Any]
PAGE_BYTES = 60_000
"""No page weighs more: people open them on a phone in a workshop."""


class Page:
    """A page as it was answered; making one fails when the page is not fit to be shown."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.path = response.request.path
        self.html = response.get_data(as_text=True)
        self.tree, nesting = parse(self.html)
        found = [*faults(self.tree, nesting), *unstyled(self.tree)]
        assert not found, f"{self.path} ({self.status}) is not fit to be shown:\n" + "\n".join(found)
        weight = len(self.html.encode())
        is_opened = response.request.method == "GET"  # a refused form holds whatever was typed as well
        assert not is_opened or weight <= PAGE_BYTES, f"{self.path} weighs {weight} bytes"

    def __contains__(self, words: str) -> bool:
        """Tell whether the words can be read on the page."""
        return words in self.text

    @property
    def text(self) -> str:
        """What can be read in the body of the page."""
        return " ".join(body.text for body in self.tree.all("body"))

    def without(self, words: str) -> str:
        """Return the page as it was sent but for some words and its forms' tokens, which tell the time they were made at."""
        tokens = {field.get("value") for field in self.tree.all("input", name="csrf_token")}
        html = self.html
        for each in (words, *tokens):
            html = html.replace(each, "")
        return html

    @property
    def heading(self) -> str:
        """The words of the one first-level heading."""
        return self.tree.all("h1")[0].text

    @property
    def links(self) -> list[str]:
        """Where the page's links lead."""
        return [a.get("href") for a in self.tree.all("a") if a.get("href")]

    def form(self, action: str | None = None) -> Element:
        """Return the form that goes to the address (or ends so); without one, the only POST form of the main part."""
        forms = self.tree.all("form")
        if action is not None:
            found = [f for f in forms if f.get("action") == action or f.get("action").endswith(action)]
        else:
            inside = [f for f in forms if any(a.tag == "main" for a in f.ancestors)]
            found = [f for f in inside if f.get("method").lower() == "post"]
        choice = [f"{f.get('method') or 'get'} {f.get('action')}" for f in forms]
        assert len(found) == 1, f"{len(found)} forms fit {action!r} on {self.path}; the page has {choice}"
        return found[0]

    def value(self, name: str) -> str:
        """Return what stands in a field, so that a test can see that nothing typed was lost."""
        for form in self.tree.all("form"):
            values = form_values(form)
            if name in values:
                return str(values[name])
        raise AssertionError(f"no field {name} on {self.path}")

    def errors(self) -> dict[str, str]:
        """Return the message beside each refused field, by the field's name.

        A refused field has aria-invalid="true" and names its message in aria-describedby or aria-errormessage.
        """
        messages = {}
        for element in self.tree.walk():
            if element.get("aria-invalid") == "true":
                pointed = (element.get("aria-errormessage") or element.get("aria-describedby")).split()
                words = [e.text for e in self.tree.walk() if e.get("id") in pointed]
                messages[element.get("name") or element.get("id")] = " ".join(words)
        return messages


class Visitor:
    """Somebody with a browser of his own (cookies, a language) at the site's door."""

    def __init__(self, client: FlaskClient, language: str = "zh-CN") -> None:
        self.client = client
        self.headers = {"Accept-Language": language}

    def get(self, path: str, *, status: int = 200) -> Page:
        """Open a page, following redirects, and demand this status of where it ends."""
        return self._shown(self.client.get(path, follow_redirects=True, headers=self.headers), status)

    def fetch(self, path: str, *, status: int = 200) -> TestResponse:
        """Fetch something that is not a page: a picture, a file, a health answer. Redirects are not followed."""
        response = self.client.get(path, headers=self.headers)
        assert response.status_code == status, f"{path} answered {response.status}, not {status}"
        return response

    def submit(
        self,
        page: Page,
        fields: Fields | None = None,
        *,
        action: str | None = None,
        button: str = "",
        status: int = 200,
    ) -> Page:
        """Fill in a form of the page and send it; what is not named keeps what the page put there.

        `fields` maps names to text, to a list for several choices, to None to leave out (untick), or to what werkzeug
        takes for a file. `button` is "name=value" of the button pressed.
        """
        form = page.form(action)
        data: dict[str, Any] = form_values(form)
        for name, value in (fields or {}).items():
            offered = {e.get("name") for e in form.walk()}
            assert name in offered, f"the form has no field {name}; it has {sorted(offered - {''})}"
            data[name] = value
        if button:
            name, _, value = button.partition("=")
            data[name] = value
        data = {name: value for name, value in data.items() if value is not None}
        return self.send(
            form.get("action") or page.path, data, method=form.get("method", "get"), status=status
        )

    def send(self, path: str, data: Fields, *, method: str = "post", status: int = 200) -> Page:
        """Send fields without a form before one's eyes, as a forger would."""
        sent: dict[str, Any] = {"data": data} if method.lower() == "post" else {"query_string": data}
        headers = self.headers | {"Origin": "http://localhost", "Referer": "http://localhost" + path}
        response = self.client.open(
            path, method=method.upper(), follow_redirects=True, headers=headers, **sent
        )
        for each in (response, *response.history):
            each.request.environ["wsgi.input"].close()  # what was large lies in a file of the client's
        return self._shown(response, status)

    def sign_in(self, login: str, password: str, *, for_firm: bool = False) -> Page:
        """Sign in through the officers' door or the enterprises' and return where one lands."""
        door = "/my/sign-in" if for_firm else "/sign-in"
        entry = self.get(door)
        landed = self.submit(entry, {"login": login, "password": password}, action=door)
        assert landed.path != entry.path, f"{login} could not sign in:\n{landed.text[:1000]}"
        return landed

    @staticmethod
    def _shown(response: TestResponse, status: int) -> Page:
        page = Page(response)
        assert page.status == status, f"{page.path} answered {page.status}, not {status}:\n{page.text[:2000]}"
        return page


def form_values(form: Element) -> dict[str, Any]:
    """Return what a browser would send if the form were submitted untouched, several values of a name as a list."""
    values: dict[str, Any] = {}
    for element in form.walk():
        name = element.get("name")
        if not name or "disabled" in element.attributes:
            continue
        for value in _sent(element):
            if name in values:
                earlier = values[name]
                values[name] = [*(earlier if isinstance(earlier, list) else [earlier]), value]
            else:
                values[name] = value
    return values


def _sent(element: Element) -> list[str]:
    kind = element.get("type", "text").lower()
    if element.tag == "textarea":
        words = "".join(child for child in element.children if isinstance(child, str))
        return [words.replace("\r\n", "\n").removeprefix("\n")]
    if element.tag == "select":
        options = element.all("option")
        chosen = [o for o in options if "selected" in o.attributes]
        if not chosen and "multiple" not in element.attributes:
            chosen = options[:1]
        return [o.get("value", o.text) for o in chosen]
    if element.tag != "input" or kind in ("submit", "button", "reset", "image", "file"):
        return []
    if kind in ("checkbox", "radio"):
        return [element.get("value", "on")] if "checked" in element.attributes else []
    return [element.get("value")]
