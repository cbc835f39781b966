"""Style and scripts: light, ours, kept for ever under an address that changes with them."""

from __future__ import annotations

import gzip
import re

import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient

from service_desk.web.assets import FOLDER
from service_desk.web.styles import LOOKS

PAGE_BYTES = 60_000
STYLE_BYTES = 25_000
SCRIPT_LINES = 200


def addresses(client: FlaskClient) -> list[str]:
    html = client.get("/sign-in").get_data(as_text=True)
    return re.findall(r'(?:src|href)="(/static/[^"]+)"', html)


def test_files_are_kept_for_ever_under_an_address_with_their_hash(client: FlaskClient) -> None:
    assert len(addresses(client)) == 3
    for address in addresses(client):
        assert re.fullmatch(r"/static/([0-9a-f]{12}/.+|public-[0-9a-f]{12}\.css)", address)
        answer = client.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        answer.close()


def test_modules_find_the_modules_they_import(client: FlaskClient) -> None:
    entry = next(address for address in addresses(client) if address.endswith(".js"))
    answer = client.get(entry)
    for name in re.findall(r'from "\./([^"]+)"', answer.get_data(as_text=True)):
        found = client.get(entry.rpartition("/")[0] + "/" + name)
        assert found.status_code == 200
        assert found.mimetype == "text/javascript"
        found.close()
    answer.close()


def test_a_file_that_is_not_there_is_noticed_while_the_page_is_made(app: Flask) -> None:
    with app.test_request_context(), pytest.raises(LookupError, match=r"nothing\.css"):
        render_template_string("{{ asset('nothing.css') }}")
    with app.test_request_context(), pytest.raises(LookupError, match="no look nothing"):
        render_template_string("{{ style('nothing') }}")


def test_no_other_file_of_the_machine_is_served(client: FlaskClient) -> None:
    prefix = next(each for each in addresses(client) if each.endswith(".js")).rpartition("/js/")[0]
    for path in ("../access.py", "..%2faccess.py", "%2e%2e/access.py", "/etc/passwd"):
        assert client.get(f"{prefix}/{path}").status_code == 404


def test_a_page_stays_light(client: FlaskClient) -> None:
    page = client.get("/sign-in")
    [sheet] = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page.text)
    style = len(client.get(sheet).data)
    named = re.findall(r'src="/static/[0-9a-f]{12}/(js/[\w-]+\.js)', page.text)
    assert (FOLDER / "desk.css").stat().st_size <= STYLE_BYTES
    assert style + sum(map(weight, named)) + len(page.data) <= PAGE_BYTES


def test_a_page_has_one_style_sheet_packed_for_whoever_takes_it_and_none_else(client: FlaskClient) -> None:
    [sheet] = re.findall(r'<link rel="stylesheet" href="([^"]+)"', client.get("/sign-in").text)
    plain, packed = client.get(sheet), client.get(sheet, headers={"Accept-Encoding": "gzip, br"})
    assert plain.mimetype == "text/css"
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data) / 2
    assert b".card{" in plain.data
    assert client.head(sheet).data == b""
    assert client.get(sheet.replace("public-", "public-0")).status_code == 404


def test_every_style_sheet_in_the_folder_belongs_to_a_look() -> None:
    assert {part for parts in LOOKS.values() for part in parts} == {
        path.stem for path in FOLDER.glob("*.css")
    }


def weight(script: str) -> int:
    """Return how many bytes a script and what it imports take."""
    source = (FOLDER / script).read_text(encoding="utf-8")
    return len(source.encode()) + sum(weight(f"js/{name}") for name in re.findall(r'"\./([^"]+)"', source))


def test_what_a_page_needs_of_script_fits_on_a_few_sheets() -> None:
    entry = (FOLDER / "js" / "desk.js").read_text(encoding="utf-8")
    needed = ["desk.js", *re.findall(r'from "\./([^"]+)"', entry)]
    assert sum(len((FOLDER / "js" / name).read_text("utf-8").splitlines()) for name in needed) <= SCRIPT_LINES


def test_the_style_loads_nothing_else() -> None:
    style = (FOLDER / "desk.css").read_text(encoding="utf-8")
    assert "@import" not in style
    assert "url(" not in style
