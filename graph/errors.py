"""What can go wrong when the graph is asked. The docstring is what the person sees."""

from __future__ import annotations

from ontology.errors import ConcordanceError, WrongUse


class GraphError(ConcordanceError):
    """The graph could not answer."""


class NoSnapshot(GraphError):
    """There is no graph to read yet. Ingest a document first, or run `concordance rebuild`."""


class UnknownAddress(GraphError):
    """The graph says nothing about this address."""


class QueryError(GraphError):
    """This query could not be answered."""


class MalformedQuery(QueryError, WrongUse):
    """This is not a SPARQL query. `line` and `column` (from 1) say where reading it stopped, where that is known."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class QueryTooDeep(QueryError):
    """This query is nested too deeply. Write it with fewer parentheses and braces inside one another."""


class UpdateRefused(QueryError):
    """Queries only read. To change the graph, ingest documents or import an ontology."""


class ServiceRefused(QueryError):
    """SERVICE is not supported: this endpoint asks no other one. Ask both and join their results yourself."""


class UnfitFormat(QueryError, WrongUse):
    """This kind of query has no such format."""


class QueryTimedOut(QueryError):
    """The query took longer than the time limit and was stopped. Ask for less, or add a LIMIT."""


class TooManyRows(QueryError):
    """The query has more results than the row limit. Add a LIMIT, or ask for a part at a time."""


class QueryTooLarge(QueryError):
    """The query needed more memory than the limit and was stopped. Ask for less, or add a LIMIT."""


class QueryCrashed(QueryError):
    """The query made its process die; nothing else was harmed. Write it in another way."""
