"""The children of one upkeep, each kind made when it is first needed and kept: what they load takes seconds."""

from __future__ import annotations

from ingest.child import Workers


class Children:
    """Readers under limits, coders, and one encoder that has all processors, for that is the fastest."""

    def __init__(self, jobs: int, memory: int) -> None:
        self._jobs = jobs
        self._memory = memory
        self._made: dict[str, Workers] = {}

    def readers(self, jobs: int | None = None) -> Workers:
        """As many as given, by default as many as there are jobs."""
        count = jobs or self._jobs
        if "readers" in self._made and self._made["readers"].count != count:
            self._made.pop("readers").close()
        return self._kept("readers", count, self._memory)

    def coders(self) -> Workers:
        return self._kept("coders", self._jobs)

    def encoder(self) -> Workers:
        return self._kept("encoder", 1, threads=self._jobs)

    def _kept(self, kind: str, count: int, memory: int | None = None, threads: int = 1) -> Workers:
        if kind not in self._made:
            self._made[kind] = Workers(count, memory=memory, threads=threads)
        return self._made[kind]

    def close(self) -> None:
        while self._made:
            self._made.popitem()[1].close()
