"""The article on the screen: what is drawn, what moves, and how little is drawn anew."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.strip import Strip

from annotator.domain.article import Article, Kind, Sentence
from annotator.tui.cells import visible
from annotator.tui.glyphs import ASCII, UNICODE, Glyphs
from annotator.tui.lines import lay_out, top_line
from annotator.tui.themes import DEFAULT_THEME, THEMES, tag_colour
from annotator.tui.widgets.article import ArticleView
from annotator.tui.widgets.line import Badge, Highlight, columns
from tests.tui.conftest import check_picture, screen_text

UNSEEN = Badge("·")
INSIDER = Badge("◆", "i", "#E69F00")
CHECKED = Badge("✓+", "c", "#009E73", flags="✉")
BOTH = Badge("◆≈", "io", "#E69F00", flags="?↺")
REFUSED = Badge("⊘", "d", "#56B4E9", flags="?↺✉")
SKIPPED = Badge("╌", "x", dimmed=True)
NO_TAG = Badge("–", ".")

PARAGRAPHS: list[list[tuple[Kind, str]]] = [
    [("headline", "Carmaker considers work with an electric car company from abroad")],
    [("dateline", "BERLIN, 24 August")],
    [
        (
            "sentence",
            "Insiders have revealed that the carmaker has discussed the possibility of it.",
        ),
        ("sentence", "They say that it is taking a series of measures to catch up with others."),
        ("sentence", "The company’s spokesperson did not respond to a request for comments."),
    ],
    [("link", "SEE ALSO: Joint venture files for bankruptcy")],
    [
        ("sentence", "Its head said so in an interview, and the minutes of the board confirm it."),
        ("sentence", "It will fail."),
    ],
]
BADGES = {
    "s1": INSIDER,
    "s3": INSIDER,
    "s4": BOTH,
    "s5": REFUSED,
    "s6": SKIPPED,
    "s7": CHECKED,
    "s8": NO_TAG,
}


def article_of(paragraphs: list[list[tuple[Kind, str]]]) -> Article:
    """A made-up article: paragraphs of sentences, one space and two line ends between them."""
    text = ""
    sentences: list[Sentence] = []
    for number, paragraph in enumerate(paragraphs):
        text += "\n\n" if number else ""
        for place, (kind, words) in enumerate(paragraph):
            text += " " if place else ""
            end = len(text) + len(words)
            sentences.append(Sentence(f"s{len(sentences) + 1}", len(text), end, kind, number))
            text += words
    nothing = (None,) * 4
    return Article(
        "made-up",
        1,
        "Made up",
        *nothing,
        None,
        "",
        None,
        None,
        "",
        "",
        "",
        text,
        tuple(sentences),
    )


def long_article(sentences: int) -> Article:
    """Paragraphs of three sentences, each two lines long at 80 cells."""
    words = "Sentence {} goes on with words enough to need a second line on a screen that has 80."
    told: list[tuple[Kind, str]] = [("sentence", words.format(n)) for n in range(1, sentences + 1)]
    return article_of([told[at : at + 3] for at in range(0, sentences, 3)])


class CountingView(ArticleView):
    """Counts the lines that were asked for since it was last asked."""

    asked: int = 0

    def render_line(self, y: int) -> Strip:
        self.asked += 1
        return super().render_line(y)

    def count(self) -> int:
        asked, self.asked = self.asked, 0
        return asked


class Host(App[None]):
    """The least app that shows an article."""

    def __init__(
        self,
        article: Article,
        badge_of: Callable[[str], Badge] | None = None,
        current: int = 0,
        glyphs: Glyphs = UNICODE,
    ) -> None:
        super().__init__()
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = DEFAULT_THEME
        self.article = article
        self.badge_of = badge_of or (lambda sentence: BADGES.get(sentence, UNSEEN))
        self.first_current = current
        self.view = CountingView(glyphs=glyphs)
        self.clicked: list[int] = []

    def compose(self) -> ComposeResult:
        yield self.view

    def on_mount(self) -> None:
        self.view.show(self.article, self.badge_of, self.first_current)
        self.view.focus()

    def on_article_view_sentence_clicked(self, event: ArticleView.SentenceClicked) -> None:
        self.clicked.append(event.index)


def segments_with(host: Host, words: str) -> list[Segment]:
    """The pieces on the screen whose text contains these words."""
    strips = host.screen._compositor.render_strips()
    return [segment for strip in strips for segment in strip if words in segment.text]


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (120, 40), (20, 12)], ids=str)
async def test_the_article_reads_as_prose_at_every_size(size: tuple[int, int]) -> None:
    host = Host(article_of(PARAGRAPHS), current=2)
    async with host.run_test(size=size) as pilot:
        await pilot.pause()
        check_picture(host, f"article-{size[0]}x{size[1]}")


async def test_ascii_draws_no_sign_outside_ascii() -> None:
    plain = article_of([[("sentence", "One plain sentence."), ("link", "and a link")]])
    host = Host(plain, lambda _: Badge("C+", "cdo", "#009E73", flags='?@"*'), glyphs=ASCII)
    async with host.run_test(size=(50, 4)) as pilot:
        await pilot.pause()
        assert screen_text(host).rstrip() == (
            ">C+c+ One plain sentence.                     ?@~\n"
            " C+c+ link and a link                         ?@~"
        )


async def test_the_current_sentence_is_known_without_colour() -> None:
    host = Host(article_of(PARAGRAPHS), current=3)
    async with host.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        host.view.move_to(4)
        await pilot.pause()
        pointed = [line for line in screen_text(host).splitlines() if line.startswith("▶")]
        assert pointed == [
            "▶⊘ d  The company’s spokesperson did not respond to a request for comments. ?↺✉"
        ]


async def test_only_two_sentences_are_drawn_anew_when_the_next_becomes_current() -> None:
    host = Host(long_article(60), current=3)
    async with host.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        host.view.count()
        host.view.move_to(4)
        await pilot.pause()
        assert host.view.count() == 4  # two sentences of two lines


async def test_only_one_sentence_is_drawn_anew_for_its_badge() -> None:
    tags = {"s5": UNSEEN}
    host = Host(long_article(60), lambda sentence: tags.get(sentence, UNSEEN), current=4)
    async with host.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        host.view.count()
        tags["s5"] = INSIDER
        host.view.refresh_sentence(4)
        await pilot.pause()
        assert host.view.count() == 2
        assert "▶◆ i  Sentence 5" in screen_text(host)


async def test_a_sentence_off_the_screen_costs_nothing() -> None:
    host = Host(long_article(300))
    async with host.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        host.view.count()
        host.view.refresh_sentence(250)
        host.view.refresh_sentence(9999)
        await pilot.pause()
        assert host.view.count() == 0


async def test_badges_are_asked_only_for_what_is_drawn() -> None:
    asked: set[str] = set()

    def badge_of(sentence: str) -> Badge:
        asked.add(sentence)
        return UNSEEN

    host = Host(long_article(3000), badge_of)
    async with host.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert {"s1", "s2"} <= asked
        assert len(asked) <= 24


async def test_reading_on_never_hides_the_sentence_or_what_stands_before_it() -> None:
    host = Host(long_article(60))
    async with host.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        tops = set()
        for index in range(1, 60):
            host.view.move_to(index)
            await pilot.pause()
            lines = screen_text(host).splitlines()
            place = next(at for at, line in enumerate(lines) if line.startswith("▶"))
            assert f"Sentence {index + 1} goes" in lines[place]
            before = [line for line in lines[:place] if line]
            assert before, index
            assert "that has 80." in lines[place + 1]
            tops.add(host.view.scroll_offset.y)
        assert len(tops) <= 12  # it scrolls by leaps, not at every key


async def test_after_a_jump_the_sentence_stands_a_third_of_the_way_down() -> None:
    host = Host(long_article(300))
    async with host.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for index in (200, 202, 100):
            host.view.move_to(index, jump=True)
            await pilot.pause()
            assert f"▶·    Sentence {index + 1} " in screen_text(host).splitlines()[8]


async def test_an_opened_article_shows_its_current_sentence() -> None:
    host = Host(long_article(300), current=250)
    async with host.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "▶·    Sentence 251 " in screen_text(host).splitlines()[8]


async def test_a_resized_screen_keeps_the_current_sentence() -> None:
    host = Host(long_article(300), current=150)
    async with host.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for width, height in ((40, 10), (20, 5), (200, 60), (10, 3), (80, 24)):
            await pilot.resize_terminal(width, height)
            await pilot.pause()
            assert "▶" in screen_text(host), (width, height)


async def test_a_new_revision_keeps_its_place() -> None:
    host = Host(long_article(300), current=150)
    async with host.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        host.view.move_to(153)
        await pilot.pause()
        before = screen_text(host)
        host.view.show(host.article, host.badge_of, 153)
        await pilot.pause()
        assert screen_text(host) == before


async def test_a_click_says_which_sentence() -> None:
    host = Host(article_of(PARAGRAPHS))
    async with host.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        await pilot.click(offset=(30, 0))
        await pilot.click(offset=(2, 6))
        await pilot.click(offset=(30, 18))  # below the article
        await pilot.pause()
        assert host.clicked == [0, 2]


async def test_a_click_finds_its_sentence_after_the_wheel() -> None:
    host = Host(long_article(300))
    async with host.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for _ in range(10):
            host.view.scroll_down(animate=False)
        await pilot.pause()
        top = screen_text(host).splitlines()
        place = next(at for at, line in enumerate(top) if "Sentence 6 " in line)
        await pilot.click(offset=(20, place))
        await pilot.pause()
        assert host.clicked == [5]


async def test_the_terminals_cursor_follows_the_current_sentence() -> None:
    host = Host(article_of(PARAGRAPHS))
    async with host.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        host.view.move_to(2)
        await pilot.pause()
        x, y = host.cursor_position
        line = screen_text(host).splitlines()[y]
        assert line[x:].startswith("Insiders")


async def test_wide_and_combining_text_keeps_the_margin_in_place() -> None:
    words = (
        "中文新闻，特斯拉 e\u0301 👩\u200d👩\u200d👧 قال المتحدث 한국어 문장은 띄어쓰기가 있습니다"
    )
    host = Host(article_of([[("sentence", words)]]), lambda _: CHECKED)
    async with host.run_test(size=(50, 6)) as pilot:
        await pilot.pause()
        strips = host.screen._compositor.render_strips()
        assert {strip.cell_length for strip in strips} == {50}
        assert strips[0].crop(46, 47).text == "✉"


async def test_control_characters_are_shown_and_set_off() -> None:
    words = "An \x1b[31mescape\u202e and\ttab \x9b2J"
    host = Host(article_of([[("sentence", words)]]))
    async with host.run_test(size=(60, 4)) as pilot:
        await pilot.pause()
        text = screen_text(host)
        assert "An ␛[31mescape⇐ and tab �2J" in text
        assert not {"\x1b", "\u202e", "\x9b", "\t"} & set(text)
        assert all(piece.style and piece.style.underline for piece in segments_with(host, "␛"))


async def test_stretches_are_set_off_by_more_than_colour() -> None:
    host = Host(article_of(PARAGRAPHS))
    async with host.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        host.view.count()
        host.view.highlight(
            {
                2: [Highlight(0, 8, "because"), Highlight(14, 22, "picked")],
                3: [Highlight(5, 8)],
            }
        )
        await pilot.pause()
        assert host.view.count() == 4
        (because,) = segments_with(host, "Insiders")
        (picked,) = segments_with(host, "revealed")
        (match,) = [piece for piece in segments_with(host, "say") if piece.text == "say"]
        assert because.style
        assert because.style.underline
        assert picked.style
        assert picked.style.reverse
        assert picked.style.bold
        assert match.style
        assert match.style.reverse
        host.view.highlight({})
        await pilot.pause()
        (whole,) = segments_with(host, "Insiders")
        assert whole.text.startswith("Insiders have revealed")


async def test_a_stretch_is_set_off_where_it_goes_on_in_the_next_line() -> None:
    host = Host(article_of([[("sentence", "one two three four five six")]]))
    async with host.run_test(size=(30, 6)) as pilot:
        await pilot.pause()
        host.view.highlight({0: [Highlight(14, 27)]})
        await pilot.pause()
        marked = [
            segment.text
            for strip in host.screen._compositor.render_strips()
            for segment in strip
            if segment.style and segment.style.reverse
        ]
        assert marked == ["four five", "six"]


async def test_tags_are_drawn_in_their_colours_on_every_theme() -> None:
    host = Host(article_of(PARAGRAPHS), current=7)
    async with host.run_test(size=(80, 24)) as pilot:
        for name, theme in THEMES.items():
            host.theme = name
            await pilot.pause()
            (signs,) = segments_with(host, "⊘")
            assert signs.style
            assert signs.style.color
            assert signs.style.color.triplet
            assert signs.style.color.triplet.hex == tag_colour("#56B4E9", dark=theme.dark).lower()


async def test_without_colour_the_signs_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    host = Host(article_of(PARAGRAPHS), current=2)
    async with host.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        check_picture(host, "article-80x24")
        strips = host.screen._compositor.render_strips()
        colours = {
            colour.triplet
            for strip in strips
            for segment in strip
            if segment.style
            for colour in (segment.style.color, segment.style.bgcolor)
            if colour and colour.triplet
        }
        assert all(len({*triplet}) == 1 for triplet in colours)  # greys


async def test_a_sentence_longer_than_the_screen_can_be_read_to_its_end() -> None:
    words = " ".join(f"word{n}" for n in range(400))
    host = Host(
        article_of([[("sentence", "Before."), ("sentence", words), ("sentence", "After.")]])
    )
    async with host.run_test(size=(40, 10)) as pilot:
        await pilot.pause()
        host.view.move_to(1)
        await pilot.pause()
        seen = screen_text(host)
        assert "Before." in seen
        screens = 1
        while host.view.read_on():
            await pilot.pause()
            seen += screen_text(host)
            screens += 1
        assert all(f"word{n}" in seen for n in range(400))
        assert 10 < screens < 20
        while host.view.read_on(-1):
            await pilot.pause()
        assert "word0 " in screen_text(host)


async def test_a_page_is_a_screen() -> None:
    host = Host(long_article(300))
    async with host.run_test(size=(80, 23)) as pilot:
        await pilot.pause()
        assert host.view.page_from(0, 1) == 9  # 21 lines of 7 for each three sentences
        assert host.view.page_from(9, -1) == 0
        assert host.view.page_from(299, 1) == 299
        assert host.view.page_from(0, -1) == 0


async def test_an_article_without_sentences_is_an_empty_screen() -> None:
    host = Host(article_of([]))
    async with host.run_test(size=(40, 5)) as pilot:
        await pilot.pause()
        host.view.move_to(3)
        host.view.highlight({0: [Highlight(0, 1)]})
        await pilot.click(offset=(3, 1))
        await pilot.pause()
        assert screen_text(host).strip() == ""
        assert (host.view.current, host.clicked) == (0, [])


async def test_a_line_of_five_megabytes_is_shown() -> None:
    host = Host(article_of([[("sentence", "word 中文 " * 700_000)]]))
    async with host.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert screen_text(host).startswith("▶◆ i  word 中文 word")
        assert host.view.read_on()


def test_every_line_belongs_to_the_sentence_it_was_laid_out_for() -> None:
    article = article_of(PARAGRAPHS)
    lines = lay_out(article, 30, lambda sentence: 5 if sentence.kind == "link" else 0)
    for index, sentence in enumerate(article.sentences):
        first = lines.line_of[index]
        height = lines.height(index)
        assert {lines.sentence_at(line) for line in range(first, first + height)} == {index}
        parts = [lines.stretch(index, part) for part in range(height)]
        assert parts[0] is not None
        assert parts[-1] is not None
        assert (parts[0][0], parts[-1][1]) == (sentence.start, sentence.end)
        assert all(a and b and a[1] == b[0] for a, b in pairwise(parts))
        assert lines.stretch(index, height) is None
    assert lines.total == lines.line_of[7] + lines.height(7)


def test_text_is_shown_as_it_was_laid_out() -> None:
    article = article_of([[("sentence", "tab\there\x1b[0m and more")]])
    lines = lay_out(article, 10, lambda _: 0)
    drawn = [
        visible(article.text[a:b]) for a, b in filter(None, map(lines.stretch, [0] * 3, range(3)))
    ]
    assert drawn == ["tab ", "here␛[0m ", "and more"]


@pytest.mark.parametrize("height", [1, 2, 3, 5, 10, 24])
def test_wherever_one_is_the_current_sentence_begins_on_the_screen(height: int) -> None:
    lines = lay_out(long_article(60), 20, lambda _: 0)
    top = 0
    for index in [*range(60), *range(58, -1, -1)]:
        for jump in (False, True):
            top = top_line(lines, index, top, height, jump=jump, upwards=index < 30)
            assert top <= lines.line_of[index] < top + height
            assert 0 <= top <= max(0, lines.total - height)


@pytest.mark.parametrize("width", range(1, 200))
def test_the_parts_of_a_line_fit_its_width(width: int) -> None:
    parts = columns(width)
    assert parts.text >= 1
    assert parts.gutter + parts.text + 1 + parts.flags <= max(width, 7)
