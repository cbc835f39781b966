"""Files are scanned for viruses by a real clamd: refused on arrival, held back while it is silent, looked at again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from service_desk.domain.actors import guest
from service_desk.domain.refusals import Unavailable
from service_desk.domain.scanning import ScanState
from service_desk.persistence.clamd import Clamd, ScannerDownError
from service_desk.persistence.database import db
from service_desk.persistence.scans import scan_state, waiting_scans
from service_desk.persistence.storing.folder import FolderStore
from service_desk.usecases.files.read_file import facts_of, read_file, read_thumbnail
from service_desk.usecases.files.receive_file import receive_file
from service_desk.usecases.files.scan_files import scan_all, scan_waiting
from service_desk.usecases.files.sweep_files import sweep_files
from service_desk.usecases.files.unfit import UnfitFileError
from service_desk.usecases.reading.views import view_ticket
from tests.support.samples import dwg, paper, photograph
from tests.support.virus_scanner import THREAT, VirusScanner, harmless_virus
from tests.usecases.deeds import FIRM, HANDLER, WORKING, A
from tests.usecases.office import Office

SILENT = Clamd("127.0.0.1:1")
"""Nothing listens there."""


def attached(
    office: Office, store: FolderStore, scanner: Clamd | None, content: bytes = b""
) -> tuple[str, str, str]:
    """Send a photograph with added facts and return ticket, token and SHA-256."""
    number = office.bring(*WORKING)
    by = guest(FIRM.name, number)
    row = receive_file(number, "铭牌.jpg", content or photograph(), by, office.now, store, scanner)
    office.act(A.ADD_FACTS, number, by=by, files=[row.token])
    return number, row.token, row.sha256


def test_clamd_tells_clean_from_infected(virus_scanner: VirusScanner) -> None:
    scanner = Clamd(virus_scanner.address)
    assert scanner.scan(paper()).state is ScanState.CLEAN
    found = scanner.scan(harmless_virus())
    assert found.state is ScanState.INFECTED
    assert THREAT in found.threat


def test_a_large_content_is_sent_in_pieces(virus_scanner: VirusScanner) -> None:
    assert Clamd(virus_scanner.address).scan(bytes(3_000_000)).state is ScanState.CLEAN


def test_an_infected_file_is_refused_on_arrival_and_not_kept(
    office: Office, store: FolderStore, virus_scanner: VirusScanner
) -> None:
    number = office.bring(*WORKING)
    virus, drawing = paper() + harmless_virus(), dwg() + harmless_virus()
    scanner = VirusScanner(virus, drawing)
    try:
        scanner.wait()
        with pytest.raises(UnfitFileError, match=r"virus was found \(Desk"):
            receive_file(number, "总图.dwg", drawing, HANDLER, office.now, store, Clamd(scanner.address))
        with pytest.raises(UnfitFileError, match=r"virus was found \(Desk"):
            receive_file(
                number, "x.pdf", virus, guest(FIRM.name, number), office.now, store, Clamd(scanner.address)
            )
    finally:
        scanner.stop()
    assert list(store.kept_before(office.now + timedelta(days=1))) == []


def test_a_clean_file_says_so_and_is_handed_out(
    office: Office, store: FolderStore, virus_scanner: VirusScanner
) -> None:
    number, token, _ = attached(office, store, Clamd(virus_scanner.address))
    ticket = office.ticket(number)
    assert facts_of(db.session(), ticket.id)[token].scan is ScanState.CLEAN
    view = view_ticket(db.session(), ticket, HANDLER, office.now)
    assert read_file(db.session(), view, token, store)
    assert read_thumbnail(db.session(), view, token, store)


def test_while_the_scanner_is_silent_a_file_is_kept_held_back_and_scanned_later(
    office: Office, store: FolderStore, virus_scanner: VirusScanner
) -> None:
    number, token, digest = attached(office, store, SILENT)
    view = view_ticket(db.session(), office.ticket(number), HANDLER, office.now)
    for read in (read_file, read_thumbnail):
        with pytest.raises(Unavailable):
            read(db.session(), view, token, store)
    still = scan_waiting(office.now, store, SILENT)
    assert (still.clean, bool(still.stopped)) == (0, True)
    assert waiting_scans(db.session(), 9) == [digest]
    done = scan_waiting(office.now, store, Clamd(virus_scanner.address))
    assert (done.clean, done.infected, done.stopped) == (1, 0, "")
    assert read_file(db.session(), view, token, store)


def test_what_turns_out_to_be_infected_later_is_held_back_for_good(
    office: Office, store: FolderStore
) -> None:
    number, token, digest = attached(office, store, SILENT, paper())
    knowing = VirusScanner(store.get(digest))
    try:
        knowing.wait()
        assert scan_waiting(office.now, store, Clamd(knowing.address)).infected == 1
    finally:
        knowing.stop()
    view = view_ticket(db.session(), office.ticket(number), HANDLER, office.now)
    with pytest.raises(Unavailable):
        read_file(db.session(), view, token, store)
    assert facts_of(db.session(), view.ticket.id)[token].scan is ScanState.INFECTED


def test_files_from_before_the_scanner_are_open_until_somebody_has_them_scanned(
    office: Office, store: FolderStore, virus_scanner: VirusScanner
) -> None:
    number, token, digest = attached(office, store, None)
    view = view_ticket(db.session(), office.ticket(number), HANDLER, office.now)
    assert read_file(db.session(), view, token, store)
    assert scan_state(db.session(), digest) is None
    assert scan_all(office.now, store, Clamd(virus_scanner.address)).clean == 1
    assert scan_state(db.session(), digest) is ScanState.CLEAN


def test_what_is_swept_is_forgotten_by_the_scanner_as_well(office: Office, store: FolderStore) -> None:
    number = office.bring(*WORKING)
    receive_file(number, "x.pdf", paper(), guest(FIRM.name, number), office.now, store, SILENT)
    sweep_files(office.now + timedelta(hours=30), store)
    assert waiting_scans(db.session(), 9) == []


@pytest.mark.parametrize("address", ["", "clamd", "clamd:", ":3310", "clamd:port"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="host:port"):
        Clamd(address)


def test_silence_is_said_to_be_silence(tmp_path: Path) -> None:
    for address in ("127.0.0.1:1", f"unix:{tmp_path / 'nobody'}"):
        with pytest.raises(ScannerDownError):
            Clamd(address).scan(b"x")
