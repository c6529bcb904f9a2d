"""The pages in a real browser, with scripts off: everything works without JavaScript, and nothing leaves the host."""

from __future__ import annotations

import shutil
import warnings

import pytest

from tests.api.serving import serving

pytestmark = pytest.mark.browser
CHROMIUM = shutil.which("chromium")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")


@pytest.fixture(scope="module")
def browser():
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        from playwright.sync_api import sync_playwright

        with sync_playwright() as playwright:
            yield playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))


@pytest.fixture(scope="module")
def url(sample_home, tmp_path_factory):
    with serving(sample_home, tmp_path_factory.mktemp("pages") / "home") as served:
        yield served.server.url


@pytest.fixture
def page(browser, url):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    foreign: list[str] = []
    page.on(
        "request", lambda request: foreign.append(request.url) if not request.url.startswith((url, "data:")) else None
    )
    yield page
    context.close()
    assert foreign == []


def test_a_question_leads_to_quotations_and_a_quotation_to_its_page(page, url):
    page.goto(url)
    page.fill("input[name=q]", "Which strategies recur across contexts?")
    page.click("button:has-text('Ask')")
    quotation = page.locator(".quotes blockquote").first
    words = quotation.inner_text()
    page.locator(".quotes .where a").first.click()
    assert words in page.locator(".here").inner_text()
    assert page.locator(".here mark").count() >= 1
    box = page.locator(".here").bounding_box()
    assert box and 0 <= box["y"] < page.viewport_size["height"], "the document opens at the passage"


def test_every_count_of_the_table_opens_its_quotations(page, url):
    page.goto(url + "/strategies/recurring")
    count = page.locator("tbody tr").first.locator("td.n a").first
    contexts = int(count.inner_text())
    count.click()
    assert page.locator("main h2").count() >= contexts
    assert page.locator(".quotes blockquote").count() >= contexts


def test_filters_are_a_form(page, url):
    page.goto(url + "/search?q=peace")
    page.click("summary")
    page.select_option("select[name=country]", "COL")
    page.click("button:has-text('Search')")
    assert "country=COL" in page.url
    assert page.locator(".hits li").count() >= 1


def test_a_question_without_evidence_is_told_so(page, url):
    page.goto(url + "/ask?q=What+is+the+boiling+point+of+tungsten%3F")
    assert "no evidence" in page.locator(".none").inner_text()


@pytest.mark.parametrize("address", ["/", "/search", "/documents", "/evidence-map", "/strategies/recurring", "/sparql"])
def test_every_page_has_one_heading_and_a_title(page, url, address):
    page.goto(url + address)
    assert page.locator("h1").count() == 1
    assert "Concordance" in page.title()
