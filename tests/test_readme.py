"""What the README says is true of the program."""

from __future__ import annotations

import re

import pytest

from tests.readme import README, examples, run

COUNTED = ("recurring", "sparql")  # what these print rests on counts alone; answers also rest on a model's last digits


@pytest.mark.parametrize(("command", "printed"), examples(README.read_text(encoding="utf-8")))
def test_an_example_prints_what_the_readme_shows(sample_home, command, printed):
    told = run(sample_home, command)
    assert told.strip()
    if command.split()[1] in COUNTED:
        assert told == printed


def test_every_command_that_the_readme_names_exists():
    from api.command import COMMANDS

    named = set(re.findall(r"^concordance ([a-z-]+)", README.read_text(encoding="utf-8"), re.MULTILINE))
    assert named
    assert named <= COMMANDS.keys()


def test_every_file_that_the_readme_links_exists():
    for target in re.findall(r"\]\(([^)h][^)]*)\)", README.read_text(encoding="utf-8")):
        assert (README.parent / target).exists(), target
