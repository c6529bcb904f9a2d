from __future__ import annotations

import pytest
from fastapi import Request

from api.render import page_name, preferred


def asked(accept: str) -> Request:
    return Request({"type": "http", "headers": [(b"accept", accept.encode())]})


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("text/turtle;q=0.9, application/ld+json", "application/ld+json"),
        ("text/*;q=0.5, text/html;q=0.1", "text/turtle"),
        ("image/png", None),
        ("application/json;q=0", None),
        ("text/html;q=nonsense", None),
    ],
)
def test_the_form_of_an_answer_follows_accept(accept, chosen):
    assert preferred(asked(accept)) == chosen


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ({"page": 3, "page_label": "61"}, "p. 61"),
        ({"page": 3, "page_label": "para. 38"}, "para. 38"),
        ({"page": 3, "page_label": None}, "p. 3"),
        ({"page": None, "page_label": None}, "in the text"),
    ],
)
def test_a_place_is_named_as_a_scholar_would_cite_it(item, name):
    assert page_name(item) == name
