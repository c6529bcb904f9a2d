"""What a person is told after an ingest."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ingest.report import Report
from tests.corpus import made


def test_files_within_a_file_are_named_as_a_notice() -> None:
    document = made.document("Elders met under the tree.")
    report = Report()
    report.note_attachments(Path("plain.pdf"), document)
    report.note_attachments(Path("report.pdf"), replace(document, attachments=("table.csv", "annex.pdf")))
    (notice,) = report.as_json()["notices"]
    assert notice["path"] == "report.pdf"
    assert notice["detail"].endswith("not read: table.csv, annex.pdf")
