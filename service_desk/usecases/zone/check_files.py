"""Whether files can be kept and are looked at for viruses, for the administrator's overview."""

from __future__ import annotations

from collections.abc import Iterator

from service_desk.domain.bilingual import Bilingual
from service_desk.persistence.database import Session
from service_desk.persistence.scans import held_back, waiting_scans
from service_desk.persistence.storing.store import FileStore, StoreDownError
from service_desk.usecases.zone.check_health import Finding, Health, Topic

_COUNTED = 100
_SCANNER_ADVICE = Bilingual(
    "请看 clamd 是否在运行、地址（DESK_CLAMD）对不对；恢复后十分钟内会自动补查。",
    "See whether clamd runs and whether its address (DESK_CLAMD) is right; waiting files are then scanned within ten minutes.",
)
_STORE_ADVICE = Bilingual(
    "请检查磁盘空间，或对象存储的地址（DESK_FILES_URL）和密钥。诉求仍可不带附件提交。",
    "Check the disk, or the address (DESK_FILES_URL) and keys of the object store. Requests can be filed without files.",
)


def check_files(session: Session, store: FileStore, *, scans: bool) -> Iterator[Finding]:
    """Yield what is the matter with the store and the scanner; `scans` tells whether the zone has one."""
    try:
        store.check()
    except StoreDownError as down:
        words = Bilingual(f"附件存不进去：{down}", f"Files cannot be stored: {down}")
        yield Finding(Topic.FILES, Health.FAILING, words, _STORE_ADVICE)
        return
    waiting, infected = len(waiting_scans(session, _COUNTED)), held_back(session, _COUNTED)
    if waiting and scans:
        words = Bilingual(
            f"{_capped(waiting)} 个附件还没有查毒，暂时不能下载。",
            f"{_capped(waiting)} files wait for the virus scanner and cannot be downloaded yet.",
        )
        yield Finding(Topic.FILES, Health.ATTENTION, words, _SCANNER_ADVICE)
    else:
        yield Finding(Topic.FILES, Health.WELL, _well(infected, scans=scans))


def _well(infected: int, *, scans: bool) -> Bilingual:
    if not scans:
        return Bilingual("附件存取正常，没有设置查毒。", "Files can be stored; no virus scanner is set.")
    held = Bilingual(
        f"，隔离了 {_capped(infected)} 个带毒附件" if infected else "",
        f"; {_capped(infected)} infected files are held back" if infected else "",
    )
    return Bilingual(
        f"附件存取、查毒正常{held.zh}。", f"Files can be stored and are scanned for viruses{held.en}."
    )


def _capped(count: int) -> str:
    return f"{_COUNTED - 1}+" if count >= _COUNTED else str(count)
