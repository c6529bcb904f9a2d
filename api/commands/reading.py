"""Commands that read and code without a library: nothing is stored."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from api.settings import Settings
from api.show import json_option, print_json, print_json_line

if TYPE_CHECKING:
    from ingest.reading.ocr import Ocr


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--ocr", is_flag=True, help="Read pictures of pages too, by tesseract (setting: ocr_languages).")
@json_option
@click.pass_obj
def parse(settings: Settings, file: Path, ocr: bool, as_json: bool) -> None:
    """Read FILE and print the document as read, or a catalogue's records; nothing is stored."""
    from ingest.cataloguing import is_catalogue, parse_safely
    from ingest.child import read_safely
    from ingest.read import as_json as document_json

    if is_catalogue(file):
        catalogue = parse_safely(file, upload_limit=settings.upload_bytes)
        return print_json(catalogue) if as_json else _print_catalogue(catalogue)
    limits = {"upload_limit": settings.upload_bytes, "pages_limit": settings.pages_limit}
    document = read_safely(file, **limits, ocr=_how_to_read_pictures(settings) if ocr else None)
    if as_json:
        return print_json(document_json(document))
    click.echo(f"{document.title}\n{', '.join(name.family for name in document.authors)} {document.year or ''}".strip())
    click.echo(
        f"{len(document.passages)} passages, {len(document.notes)} notes, "
        f"{len(document.references)} references, {len(document.citations)} citations\n"
    )
    if document.ocr_pages:
        click.echo(f"Read from pictures, so expect errors: pages {', '.join(map(str, document.ocr_pages))}\n")
    for passage in document.passages:
        click.echo(f"[{passage.page_label or passage.page or passage.start}] {passage.text}\n")
    return None


def _print_catalogue(catalogue: dict[str, Any]) -> None:
    for record in catalogue["records"]:
        people = ", ".join(name["family"] for name in record["authors"])
        click.echo(f"{record['key']}: {people} {record['year'] or ''}. {record['title']}".replace(" .", "."))
    click.echo(f"{len(catalogue['records'])} records")
    for bad in catalogue["bad"]:
        named = f" ({bad['key']})" if bad["key"] else ""
        click.echo(f"concordance: record {bad['number']}{named} was not read: {bad['why']}", err=True)


def _how_to_read_pictures(settings: Settings) -> Ocr:
    """Raises NoOcr where tesseract or ocrmypdf is not installed."""
    from ingest.reading.ocr import Ocr, require_ocr

    require_ocr()
    return Ocr(settings.ocr_languages, settings.ocr_seconds, os.cpu_count() or 1)


@click.command()
@click.argument("file", type=click.File(encoding="utf-8"), default="-")
@click.option("--json", "_json", is_flag=True, hidden=True)
def references(file: IO[str], _json: bool) -> None:
    """Take reference strings apart, one a line in, one JSON object a line out."""
    from ingest.citing.references import as_json, parse_references

    raws = [line.strip() for line in file]
    for reference in parse_references(raws):
        print_json_line(as_json(reference))


@click.command()
@click.argument("file", type=click.File(encoding="utf-8"), default="-")
@click.option("--all", "everything", is_flag=True, help="Also the statements that wait for review.")
@click.option("--explain", is_flag=True, help="With each statement, which signals fired: for programs and in words.")
@click.option("--json", "_json", is_flag=True, hidden=True)
@click.pass_obj
def extract(settings: Settings, file: IO[str], everything: bool, explain: bool, _json: bool) -> None:
    """Code passages: JSON lines {"id","text"} in, one object a line out, in order."""
    from api.explaining import explained
    from api.house import coder_in_force
    from ingest.coding.code import extract_json

    coder = coder_in_force(settings)
    wrong = False
    for number, passage in _lines(file):
        if isinstance(passage, str):
            click.echo(f"concordance: line {number}: {passage}", err=True)
            wrong = True
            passage = {"id": None, "text": ""}
        coding = coder.extract(passage["text"])
        told = extract_json(passage["text"], coding, all=everything)
        if explain:
            told["strategies"] = explained(coder, passage["text"], coding, told["strategies"])
        print_json_line({"id": passage["id"], **told})
    sys.exit(1 if wrong else 0)


def _lines(file: IO[str]) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """Each line as a passage, or as what is wrong with it."""
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            passage = json.loads(line)
        except json.JSONDecodeError as error:
            yield number, f"this is not JSON ({error.msg})"
            continue
        if isinstance(passage, dict) and isinstance(passage.get("text"), str):
            yield number, {"id": passage.get("id"), "text": passage["text"]}
        else:
            yield number, 'this is not an object with "id" and "text"'
