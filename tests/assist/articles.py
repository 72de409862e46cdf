"""Articles as suggestions see them, from plain texts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from annotator.assist.cues import Cues, cues_for
from annotator.assist.reading import Line, Read, reading
from annotator.assist.roles import Answers, answers_of
from annotator.assist.suggesting import Suggester

HARD_CASES = Path(__file__).with_name("hard_cases.jsonl")
SHARED = Path(__file__).parents[3] / "shared"


class HardCase(NamedTuple):
    """A sentence that is easy to get wrong, after the sentences before it."""

    text: str
    tag: str
    trap: bool
    before: tuple[str, ...]


def hard_cases() -> Iterator[HardCase]:
    """Every case of the file."""
    for line in HARD_CASES.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield HardCase(row["text"], row["tag"], row["trap"], tuple(row["before"]))


def lines(texts: Sequence[str], kind: str = "sentence") -> list[Line]:
    """Sentences of one paragraph, s1 and so on."""
    return [Line(f"s{n}", kind, 0, text) for n, text in enumerate(texts, 1)]


def read_article(lines: Sequence[Line], cues: Cues | None) -> list[Read]:
    """An article, read at once."""
    return list(reading(lines, cues))


def read(*texts: str, language: str = "en") -> list[Read]:
    """Sentences of one paragraph, read."""
    return read_article(lines(texts), cues_for(language))


def suggester(*texts: str, language: str = "en", answers: Answers | None = None) -> Suggester:
    """Sentences of one paragraph, ready to be asked."""
    return Suggester(read(*texts, language=language), answers or answers_of())


def suggester_of_case(case: HardCase) -> Suggester:
    """A hard case after a headline that has nothing to do with it."""
    whole = [Line("h", "headline", 0, "Zz"), *lines([*case.before, case.text])]
    shifted = [line._replace(paragraph=line.paragraph + (line.id != "h")) for line in whole]
    return Suggester(read_article(shifted, cues_for("en")), answers_of())


class Tagged(NamedTuple):
    """A sentence with what an expert says of it."""

    line: Line
    tag: str


def seed() -> list[Tagged]:
    """The seed article with an expert's primary tags; `no-tag` where there is none."""
    found = json.loads((SHARED / "gold" / "seed_tags.json").read_text(encoding="utf-8"))
    text = (SHARED / "seeds" / found["article"]).read_text(encoding="utf-8")
    return [
        Tagged(
            Line(
                f"s{n}",
                row["kind"],
                text[: row["start"]].count("\n\n"),
                text[row["start"] : row["end"]],
            ),
            (row["tags"] or ["no-tag"])[0],
        )
        for n, row in enumerate(found["sentences"], 1)
    ]


def wikinews() -> dict[str, list[Tagged]]:
    """Articles with an expert's primary tags, by name."""
    found: dict[str, list[Tagged]] = {}
    path = SHARED / "gold" / "wikinews_tags.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        name = row["article"]
        text = (SHARED / "articles" / name).read_text(encoding="utf-8")
        place = max(text.find(row["text"]), 0)
        sentence = Line(
            f"s{row['index'] + 1}", row["kind"], text[:place].count("\n\n"), row["text"]
        )
        found.setdefault(name, []).append(Tagged(sentence, row["primary"] or "no-tag"))
    return found
