"""`concordance`: results to stdout, everything else to stderr; 0 done, 1 some input failed, 2 wrong use."""

from __future__ import annotations

import importlib
import logging
import os
import sys
from pathlib import Path

import click

from api.settings import BadSetting, load
from ontology.errors import ConcordanceError, WrongUse

COMMANDS = {
    "ask": "api.commands.asking:ask",
    "backup": "api.commands.keeping:backup",
    "correct": "api.commands.correcting:correct",
    "corrections": "api.commands.correcting:corrections",
    "delete": "api.commands.holding:delete",
    "demo": "api.commands.serving:demo",
    "documents": "api.commands.holding:documents",
    "evaluate": "api.commands.evaluating:evaluate",
    "evidence-map": "api.commands.asking:evidence_map",
    "export": "api.commands.keeping:export",
    "extract": "api.commands.reading:extract",
    "ingest": "api.commands.holding:ingest",
    "learn": "api.commands.learning:learn",
    "ontology": "api.commands.editing:ontology",
    "parse": "api.commands.reading:parse",
    "rebuild": "api.commands.keeping:rebuild",
    "recode": "api.commands.holding:recode",
    "recurring": "api.commands.asking:recurring",
    "references": "api.commands.reading:references",
    "restore": "api.commands.keeping:restore",
    "search": "api.commands.asking:search",
    "serve": "api.commands.serving:serve",
    "sparql": "api.commands.asking:sparql",
    "status": "api.commands.keeping:status",
    "verify": "api.commands.keeping:verify",
    "visibility": "api.commands.editing:visibility",
    "works": "api.commands.works:works",
}


class Commands(click.Group):
    """Imports a command's module only when that command is typed, so that cold commands start quickly."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, function = COMMANDS[name].split(":")
        command: click.Command = getattr(importlib.import_module(module), function)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option("--home", type=click.Path(path_type=Path, file_okay=False), help="Where the library lives.")
@click.version_option(package_name="peace-concordance", message="concordance %(version)s")
@click.pass_context
def concordance(ctx: click.Context, home: Path | None) -> None:
    """Search and answers over the literature of peacebuilding: all of it leads back to the words on a page."""
    ctx.obj = load(home)


def main() -> None:
    """Run a command; every error that a person can mend is one line."""
    _quieten()
    try:
        sys.exit(concordance.main(standalone_mode=False, prog_name="concordance"))
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except click.UsageError as error:
        named = error.ctx.command_path if error.ctx else "concordance"
        sys.exit(_complain(f"{error.format_message()} See `{named} --help`.", 2))
    except click.ClickException as error:
        sys.exit(_complain(error.format_message(), 2))
    except (click.Abort, KeyboardInterrupt):
        sys.exit(_complain("Stopped. What was finished is kept.", 130))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except ConcordanceError as error:
        sys.exit(_complain(str(error), 2 if isinstance(error, (WrongUse, BadSetting)) else 1))


def _complain(message: str, status: int) -> int:
    click.echo(f"concordance: {' '.join(message.split())}", err=True)
    return status


def _quieten() -> None:
    """Our progress is enough; what libraries say of themselves goes to no person."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    logging.basicConfig(level=logging.WARNING, format="concordance: %(message)s", stream=sys.stderr)
    for chatter in ("pypdf", "trafilatura", "htmldate", "fontTools", "transformers", "sentence_transformers"):
        logging.getLogger(chatter).setLevel(logging.CRITICAL)


if __name__ == "__main__":
    main()
