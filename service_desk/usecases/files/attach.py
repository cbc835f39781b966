"""Make files that were received part of an act: named in its sealed event, seen by whoever sees the entry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from service_desk.domain.attachments import MAX_PER_ACT
from service_desk.persistence.attachments import waiting_files
from service_desk.usecases.acting.inputs import Inputs
from service_desk.usecases.acting.perform import Check, Scene


def attaching(tokens: Sequence[str], data: dict[str, Any]) -> Check | None:
    """Return what an act does with the files named by `tokens` (None where there are none): `data` will name them.

    Only files that wait on the same ticket and were uploaded by the same person are taken; the event keeps their
    SHA-256, so that a file that was changed afterwards can be told.
    """
    if not tokens:
        return None

    def attach(scene: Scene) -> None:
        inputs = Inputs()
        rows = [
            row
            for row in waiting_files(scene.session, scene.ticket.id, tokens)
            if row.by_user_id == scene.actor.user_id
        ]
        if len(rows) != len(set(tokens)):
            inputs.fail("files", "有附件已失效，请重新上传。", "A file has expired; please upload it again.")
        if len(rows) > MAX_PER_ACT:
            inputs.fail("files", f"一次最多{MAX_PER_ACT}个附件。", f"At most {MAX_PER_ACT} files at a time.")
        inputs.finish()
        for row in rows:
            row.seq = scene.ticket.last_seq + 1
        data["files"] = [
            {"token": row.token, "name": row.name, "kind": row.kind, "size": row.size, "sha256": row.sha256}
            for row in rows
        ]

    return attach
