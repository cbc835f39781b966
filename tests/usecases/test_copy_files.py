"""Files are copied from one store into another, checked against their names, and what is wrong is told to the administrator."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from service_desk.domain.actors import guest
from service_desk.domain.scanning import ScanState
from service_desk.persistence.database import db, transaction
from service_desk.persistence.scans import record_scan
from service_desk.persistence.storing.folder import FolderStore
from service_desk.usecases.files.copy_files import copy_files, faulty_contents, wanted_contents
from service_desk.usecases.files.receive_file import receive_file
from service_desk.usecases.zone.check_files import check_files
from service_desk.usecases.zone.check_health import Health
from tests.support.samples import paper, photograph
from tests.usecases.deeds import FIRM, WORKING
from tests.usecases.office import Office


def kept(office: Office, folder: Path) -> FolderStore:
    """Return a store with a photograph and a paper of one ticket: three contents."""
    store, number = FolderStore(folder), office.bring(*WORKING)
    for name, content in (("铭牌.jpg", photograph()), ("合同.pdf", paper())):
        receive_file(number, name, content, guest(FIRM.name, number), office.now, store)
    return store


def test_every_content_is_copied_once_and_a_broken_one_is_named(office: Office, tmp_path: Path) -> None:
    source, target = kept(office, tmp_path / "a"), FolderStore(tmp_path / "b")
    broken, gone, *_rest = wanted_contents()
    (tmp_path / "a" / broken[:2] / broken).write_bytes(b"changed")
    source.drop(gone)
    assert [fault for _, fault in copy_files(source, target, office.now) if fault] == [broken, gone]
    assert [each for each in faulty_contents(source) if each] == [broken, gone]
    *_, (again, _fault) = copy_files(source, target, office.now)
    assert (again.copied, again.there_already, again.faults) == (0, 1, 2)


def test_the_overview_tells_how_files_stand(office: Office, tmp_path: Path) -> None:
    store = kept(office, tmp_path / "a")

    def found(*, scans: bool) -> tuple[Health, str]:
        (only,) = check_files(db.session(), store, scans=scans)
        return only.health, only.words.zh

    assert found(scans=False) == (Health.WELL, "附件存取正常，没有设置查毒。")
    digests = list(wanted_contents())
    with transaction() as session:
        record_scan(session, digests[0], ScanState.WAITING, office.now)
    assert found(scans=True) == (Health.ATTENTION, "1 个附件还没有查毒，暂时不能下载。")
    with transaction() as session:
        record_scan(session, digests[0], ScanState.INFECTED, office.now + timedelta(minutes=1), "Virus")
        record_scan(session, digests[0], ScanState.WAITING, office.now + timedelta(minutes=2))
    assert found(scans=True) == (Health.WELL, "附件存取、查毒正常，隔离了 1 个带毒附件。")
    (tmp_path / "broken").write_bytes(b"")
    (down,) = check_files(db.session(), FolderStore(tmp_path / "broken"), scans=True)
    assert down.health is Health.FAILING
