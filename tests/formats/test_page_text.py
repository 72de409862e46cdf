"""What is taken of a page for the article, and in which order."""

from __future__ import annotations

from annotator.formats.articles.html import read_html
from annotator.formats.articles.incoming import Incoming, Reading

PROSE = "".join(
    f"<p>Paragraph {n}: the mayor said on Monday that prices will rise in ward {n}.</p>"
    for n in range(6)
)


def page(body: str, head: str = "") -> Incoming:
    whole = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return read_html(whole.encode(), "page.html", Reading())


def test_blocks_stand_in_the_order_of_the_page_also_on_a_short_one() -> None:
    lead = "市は12日、新たな対策を発表した。関係者によると、対象は300か所に上る。"
    body = "担当者は「回答は控える」としている。なぜ遅れたのか。説明はなかった。"
    text = page(
        f"<main><section><h1>市が対策</h1><div><p class='summary'>{lead}</p>"
        f"<section class='content--body'><h2>説明なし</h2><div class='body-text'><p>{body}</p>"
        "<p>住民は不安を訴えている。市長は取材に応じなかった。</p></div></section></div></section></main>",
        "<title>市が対策</title>",
    ).text
    assert text.index(lead) < text.index(body) < text.index("住民")


def test_a_kicker_on_the_line_of_the_headline_and_the_role_of_the_author_are_no_text() -> None:
    text = page(
        "<article><header><h2><span>Bundesrechnungshof</span><span>Prüfer rügen das Ministerium"
        "</span></h2></header><div><span>Ceri Pugh</span><span>BBC Wales</span></div>"
        f"{PROSE}</article>",
        "<meta property=og:title content='Prüfer rügen das Ministerium'>"
        "<meta name=author content='Ceri Pugh'>",
    ).text
    assert text.splitlines()[0] == "Prüfer rügen das Ministerium"
    assert text.splitlines()[2].startswith("Paragraph 0:")


def test_the_outlet_at_the_end_of_a_chinese_title_is_no_part_of_it() -> None:
    made = page(f"<h1>多地出台新规</h1>{PROSE}", "<title>多地出台新规_新华网</title>")
    assert (made.title, made.publisher) == ("多地出台新规", "新华网")
