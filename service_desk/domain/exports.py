"""Long exports: in which state one is, how many a person may have under way, how long a file is kept."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from service_desk.domain.bilingual import Bilingual

AT_ONCE_ROWS = 20_000
"""So many rows are written while one waits; more are a job."""
AT_MOST = 2
"""So many exports of one person may be under way."""
KEPT_FOR = timedelta(days=7)
ATTEMPTS = 3
"""So often a job is taken up whose process was killed."""


class ExportStatus(StrEnum):
    """Where an export stands."""

    WAITING = "waiting"
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
    CANCELLED = "cancelled"


EXPORT_NAMES: dict[ExportStatus, Bilingual] = {
    ExportStatus.WAITING: Bilingual("排队中", "Waiting"),
    ExportStatus.RUNNING: Bilingual("正在生成", "Being written"),
    ExportStatus.READY: Bilingual("可以下载", "Ready"),
    ExportStatus.FAILED: Bilingual("没有做成", "Failed"),
    ExportStatus.CANCELLED: Bilingual("已取消", "Cancelled"),
}

UNDER_WAY = (ExportStatus.WAITING, ExportStatus.RUNNING)


class ExportFailure(StrEnum):
    """Why an export failed."""

    KILLED = "killed"
    ERROR = "error"


FAILURE_WORDS: dict[ExportFailure, Bilingual] = {
    ExportFailure.KILLED: Bilingual(
        "生成时程序中断了三次，已停止。请缩小范围后重新导出。",
        "The program was interrupted three times while writing it. Narrow the list and export again.",
    ),
    ExportFailure.ERROR: Bilingual(
        "生成时出错，已记入日志。请重新导出；还是不行，请告知系统管理员。",
        "Something went wrong and is in the log. Export again; if that does not help, tell the administrator.",
    ),
}
