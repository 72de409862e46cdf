"""The report in a real browser: quiet, complete on paper, and good for screen readers."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pypdfium2
import pytest

from annotator.domain.marks import Evidence, Source
from annotator.flows.desk import Desk
from annotator.flows.marking import Wanted, find_sentence, marked, saved_change
from annotator.flows.sourcing.report import Telling, report
from annotator.formats.reports.html import to_html
from tests.chromium import CHROMIUM, WHY_NOT, Page, browsing
from tests.desks import NOON, memory_desk, seed, session

AXE = "axe-core@4.14.1"
SERIOUS = {"serious", "critical"}
EVIL = """Mayor <img src=x onerror=alert(1)> resigns

<script>document.title = 'taken over'; alert(1)</script> said the mayor. \
</p></style><svg onload="alert(2)"> was heard & noted. Aides "said" more.
"""
BAD_NAME = "<b onclick='alert(3)'>Aides</b>"

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason=WHY_NOT)


@pytest.fixture(scope="module")
def page_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report on a hostile article and the seed, with everything that a report can have."""
    folder = tmp_path_factory.mktemp("page")
    ana = memory_desk(folder, EVIL.encode(), seed())
    ben = Desk(ana.store, ana.personal, ana.settings, session("ben", "b2"))
    evil, other = sorted(ana.store.article_ids())
    source = Source(BAD_NAME, "Aides", "s3", 0, 5, "unnamed-group")
    script = Evidence("javascript:alert(4)", None, quotation="<script>alert(5)</script>")
    link = Evidence("https://example.org/?a=1&b=<2>", None, locator="p. <3>", seen="2026-11-20")
    opinion = Wanted("tagged", ("opinion",))
    declined = Wanted("tagged", ("declined-comment",))
    mark(ana, evil, "s2", Wanted("tagged", ("confirmed", "opinion"), evidence=(script, link)))
    mark(ana, evil, "s3", Wanted("tagged", ("insider-sourced",), sources=(source,)))
    for n in range(2, 9):
        mark(ana, other, f"s{n}", opinion)
        mark(ben, other, f"s{n}", declined if n == 2 else opinion)
    mark(ana, other, "s9", declined)
    path = folder / "report.html"
    path.write_text(to_html(report(ana.store, Telling((evil, other)), NOON)), "utf-8")
    return path


def mark(desk: Desk, article: str, sentence: str, wanted: Wanted) -> None:
    of = find_sentence(desk.store.article(article).document, sentence)
    saved_change(desk, article, partial(marked, sentence=of, wanted=wanted))


@pytest.fixture
def page(page_path: Path, tmp_path: Path) -> Iterator[Page]:
    with browsing(tmp_path) as shown:
        shown.open(page_path)
        yield shown


def test_it_asks_for_nothing_and_the_console_is_quiet(page: Page, page_path: Path) -> None:
    page.value("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.requests == [page_path.as_uri()]
    assert page.complaints == []


def test_markup_in_texts_stays_text(page: Page) -> None:
    assert page.dialogs == []
    assert page.value("document.title") == "Sourcing report: test"
    assert page.value("document.scripts.length") == 0
    assert page.value("document.querySelectorAll('img, svg, b').length") == 0
    handlers = (
        "[...document.querySelectorAll('*')].flatMap(each => each.getAttributeNames())"
        ".filter(name => name.startsWith('on'))"
    )
    assert page.value(handlers) == []
    words = page.value("document.body.innerText")
    assert "<script>document.title = 'taken over'; alert(1)</script> said the mayor." in words
    assert BAD_NAME in words
    links = page.value("[...document.links].map(link => link.protocol)")
    assert set(links) <= {"file:", "https:"}


def test_every_link_within_the_page_leads_somewhere(page: Page) -> None:
    lost = page.value(
        "[...document.links].map(link => link.getAttribute('href')).filter("
        "to => to.startsWith('#') && !document.getElementById(to.slice(1)))"
    )
    assert lost == []
    assert page.value("new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size") == (
        page.value("document.querySelectorAll('[id]').length")
    )


def test_on_paper_every_page_is_there(page: Page) -> None:
    printed = pypdfium2.PdfDocument(io.BytesIO(page.pdf()))
    words = " ".join(" ".join(sheet.get_textpage().get_text_range().split()) for sheet in printed)
    assert len(printed) >= 3
    for title in ("Findings", "Sourcing profile", "Right of reply", "Unresolved", "Evidence"):
        assert words.count(title) >= 2
    assert "not a verdict of truth" in words
    assert "Leapmotor declined to comment on this matter." in words
    assert "taken over" in words
    assert "(https://example.org/?a=1&b=<2>)" in words


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The source of axe-core, as npm has it."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("there is no node here: axe-core cannot be asked about the page")
    folder = tmp_path_factory.mktemp("axe")
    line = [npm, "install", "--prefix", str(folder), "--no-audit", "--no-fund", AXE]
    done = subprocess.run(line, capture_output=True, check=False, timeout=120)
    script = folder / "node_modules/axe-core/axe.min.js"
    if done.returncode or not script.is_file():
        pytest.skip(f"npm brought no axe-core: {done.stderr.decode()[-200:]}")
    return script.read_text("utf-8")


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
def test_axe_finds_no_serious_violation(
    page: Page,
    axe: str,
    is_dark: bool,  # noqa: FBT001 - a column of the table
) -> None:
    if is_dark:
        page.dark()
    page.value(axe)
    found = page.value(
        "axe.run().then(found => ({passed: found.passes.map(each => each.id), violations:"
        " found.violations.map(each => [each.id, each.impact, each.nodes[0].html])}))"
    )
    assert [each for each in found["violations"] if each[1] in SERIOUS] == []
    assert {"color-contrast", "document-title", "heading-order"} <= set(found["passed"])
