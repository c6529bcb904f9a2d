"""The root of our exceptions. An error's docstring says what it means and what to do."""


class ConcordanceError(Exception):
    """Something went wrong that the person can mend."""

    def __str__(self) -> str:
        return super().__str__() or (self.__doc__ or "").strip()


class OntologyError(ConcordanceError):
    """The ontology file has faults. `concordance ontology check FILE` names each with its mend."""


class WrongUse(ConcordanceError):
    """This was asked in a way that cannot be answered. The message says how to ask."""
