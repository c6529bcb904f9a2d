"""The settings, read once when a command or a server starts: environment over `concordance.toml` over defaults."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, get_type_hints

import platformdirs

from ontology.errors import ConcordanceError

PREFIX = "CONCORDANCE_"


class BadSetting(ConcordanceError):
    """A setting cannot be understood. Mend it in `concordance.toml` or in the environment."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, with its default. `CONCORDANCE_QUERY_SECONDS=10` in the environment sets `query_seconds`."""

    home: Path
    host: str = "127.0.0.1"
    port: int = 8000
    token: str = ""  # the owner's; without one, `serve` makes one for its own life
    base_iri: str = "http://127.0.0.1:8000/"
    model: str = ""  # a sentence-transformers model by name; empty: the bundled MiniLM
    operating_confidence: float = 0.5
    query_seconds: float = 10.0
    query_rows: int = 10_000
    upload_megabytes: float = 100.0
    pages_limit: int = 5_000
    ocr_languages: str = "eng"  # of pictures of pages that `--ocr` reads: tesseract's codes, joined by +
    ocr_seconds: float = 3_600.0  # for the pictures of one file

    @property
    def upload_bytes(self) -> int:
        return int(self.upload_megabytes * 1_000_000)


def default_home() -> Path:
    return Path(platformdirs.user_data_dir("concordance", appauthor=False))


def load(home: Path | None = None, environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings of a home. Raises BadSetting for a value or a name that is not one of ours."""
    place = home or Path(environ.get(PREFIX + "HOME") or default_home())
    settings = Settings(place.expanduser().absolute())
    named = {**_from_file(settings.home / "concordance.toml"), **_from_environment(environ)}
    kinds = get_type_hints(Settings)
    return replace(settings, **{name: _as(kinds[name], name, value) for name, value in named.items()})


def _from_file(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        named = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSetting(f"{path}: {error}") from error
    if unknown := sorted(set(named) - _names()):
        raise BadSetting(f"{path}: there is no setting `{unknown[0]}`. Known are {', '.join(sorted(_names()))}.")
    return named


def _from_environment(environ: Mapping[str, str]) -> dict[str, str]:
    return {name: environ[key] for name in _names() if (key := PREFIX + name.upper()) in environ}


def _names() -> set[str]:
    return {field.name for field in fields(Settings)} - {"home"}


def _as(kind: type, name: str, value: Any) -> Any:
    try:
        return kind(value)
    except (TypeError, ValueError) as error:
        raise BadSetting(f"The setting `{name}` should be a {kind.__name__}, and is {value!r}.") from error
