"""Commands that ask: search, ask, recurring, evidence-map, sparql."""

from __future__ import annotations

import sys
from typing import Any

import click

from api.filters import filter_options, filter_params
from api.house import House
from api.render import page_name
from api.settings import Settings
from api.show import json_option, print_json, print_table, with_counts
from corpus.records import Filters
from ontology.errors import WrongUse

FORMATS = ("json", "csv", "tsv", "xml", "turtle", "ntriples", "jsonld")


class EmptyQuestion(WrongUse):
    """There is nothing to look for. Give some words, or a question."""


def _filters(house: House, options: dict[str, Any]) -> Filters:
    return filter_params(options).filters(house.ontology)


@click.command()
@click.argument("query")
@click.option("--mode", type=click.Choice(["hybrid", "dense", "lexical"]), default="hybrid", show_default=True)
@click.option("--top", type=click.IntRange(1, 1000), default=10, show_default=True)
@filter_options()
@json_option
@click.pass_obj
def search(settings: Settings, /, query: str, mode: str, top: int, as_json: bool, **options: Any) -> None:
    """Find passages for QUERY, best first, and say why each is there."""
    if not query.strip():
        raise EmptyQuestion
    with House.reading(settings) as house:
        result = house.search(query, _filters(house, options), mode, top, "owner")
    if as_json:
        return print_json(result)
    for hit in result["hits"]:
        why = ", ".join(f"{name} {share:.2f}" for name, share in hit["why"].items() if share is not None)
        click.secho(f"{hit['rank']}. {hit['title']} ({hit['year'] or 'n.d.'}), {page_name(hit)}", bold=True)
        click.echo(f"   {hit['text']}\n   [{hit['passage']}; {why}]\n")
    if not result["hits"]:
        click.echo("No passage matches.")
    return None


@click.command()
@click.argument("question")
@filter_options()
@json_option
@click.pass_obj
def ask(settings: Settings, /, question: str, as_json: bool, **options: Any) -> None:
    """Answer QUESTION from quoted evidence, or say that there is none."""
    if not question.strip():
        raise EmptyQuestion
    with House.reading(settings) as house:
        result = house.ask(question, _filters(house, options), "owner")
    return print_json(result) if as_json else _print_answer(result)


def _print_answer(result: dict[str, Any]) -> None:
    click.echo(result["answer"] or "The library holds no evidence that answers this.")
    if result["evidence"]:
        click.secho("\nEvidence", bold=True)
    for item in result["evidence"]:
        against = " (speaks against it)" if item["role"] == "contradicts" else ""
        click.echo(f"  “{item['quote']}”\n    {item['title']} ({item['year'] or 'n.d.'}), {page_name(item)}{against}")
    if result["table"] and result["table"]["rows"]:
        click.echo()
        print_table(result["table"]["columns"], result["table"]["rows"])
    if result["near"]:
        click.secho("\nNear it, but no answer", bold=True)
        for item in result["near"]:
            click.echo(f"  {item['title']} ({item['year'] or 'n.d.'}), {page_name(item)}: {item['quote'][:160]}")
    if result["sparql"]:
        click.secho("\nThe SPARQL behind it: add --json to see it.", dim=True)


@click.command()
@click.option("--by", type=click.Choice(["country", "region"]), default="country", show_default=True)
@click.option("--min", "minimum", type=click.IntRange(1), default=2, show_default=True)
@click.option("--counts", is_flag=True, help="Numbers in place of lists of ids.")
@filter_options()
@json_option
@click.pass_obj
def recurring(settings: Settings, /, by: str, minimum: int, counts: bool, as_json: bool, **options: Any) -> None:
    """Strategies that were done in several contexts, most contexts first."""
    with House.reading(settings) as house:
        rows = house.recurring(_filters(house, options), by, minimum, "owner")
    if as_json:
        return print_json({"rows": with_counts(rows) if counts else rows})
    where = "regions" if by == "region" else "countries"
    columns = ["strategy", where, "where", "documents", "done", "proposed", "criticised"]
    table = [
        [row["label"], row["contexts"], " ".join(row[where]), len(row["documents"]), *row["stances"].values()]
        for row in rows
    ]
    print_table(columns, table)
    return None


@click.command("evidence-map")
@click.option("--rows", type=click.Choice(["strategy"]), default="strategy", show_default=True)
@click.option("--columns", type=click.Choice(["country", "region"]), default="country", show_default=True)
@click.option("--counts", is_flag=True, help="Numbers in place of lists of ids.")
@filter_options()
@json_option
@click.pass_obj
def evidence_map(settings: Settings, /, rows: str, columns: str, counts: bool, as_json: bool, **options: Any) -> None:
    """Where there is evidence of what: strategies by countries. Empty cells are absent."""
    with House.reading(settings) as house:
        result = house.evidence_map(_filters(house, options), rows, columns, "owner")
    if as_json:
        return print_json({**result, "cells": with_counts(result["cells"])} if counts else result)
    counted = with_counts(result["cells"])
    print_table([rows, columns, "documents"], [[c["row"], c["column"], c["documents"]] for c in counted])
    return None


@click.command()
@click.argument("query")
@click.option("--format", "format", type=click.Choice(FORMATS), help="By default json, or turtle for triples.")
@click.option("--json", "_json", is_flag=True, hidden=True)
@click.pass_obj
def sparql(settings: Settings, query: str, format: str | None, _json: bool) -> None:
    """Run a SPARQL query (`-` reads it from the standard input)."""
    text = sys.stdin.read() if query == "-" else query
    if not text.strip():
        raise EmptyQuestion
    with House.reading(settings) as house:
        sys.stdout.buffer.write(house.sparql(text, "owner", format).content)
        sys.stdout.buffer.flush()
