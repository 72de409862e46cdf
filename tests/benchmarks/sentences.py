"""How well and how fast texts are cut into sentences, measured on gold beside the project.

The gold has licences of its own and is no part of the project: JSONL files with `lang`, `text`
and `sentences` as `[start, end)` in code points. Without them their figures are skipped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from time import process_time
from typing import Final

from annotator.text.library import library_cuts
from annotator.text.sentences import segment
from tests.benchmarks.figures import Figure, Floor, Line, Note, median

ROOT: Final = Path(__file__).parents[2]
GOLD: Final = ROOT.parent / "shared" / "gold"
SEED: Final = ROOT / "seeds" / "000_5a9ce91cccabd766.txt"

AT_LEAST: Final[Mapping[str, float]] = {
    "news_hard": 98.0,
    "en_ewt_dev": 88.0,
    "de_gsd_dev": 97.5,
    "fr_gsd_dev": 98.0,
    "zh_gsdsimp_dev": 99.5,
    "ja_gsd_dev": 99.4,
}
"""F1 that each set must have."""

RULES_AT_LEAST: Final[Mapping[str, int]] = {"golden_en": 43}
"""How many rules of a set must come out whole."""

MILLION: Final = 1_000_000
LINES: Final[Mapping[str, str]] = {
    "ordinary text": "",
    "abbreviations": "Mr. A. B. of Hale Inc. met Dr. Wu, e.g. at 5 p.m. on Jan. 5. ",
    "quotations and brackets": "“Why?” (He left. “No.”) ‘So’ [sic] he said: “Go.” ",
    "Chinese": "他说：“我们不卖。从来没有！”（完。）2003年他走了。",
    "nothing but letters and full stops": "a. ",
}
"""What a line of a megabyte is made of."""

_LINE: Final = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")


@dataclass(slots=True)
class Score:
    """Ends that were found, that were wrong, that are missing; and texts without any mistake."""

    found: int = 0
    wrong: int = 0
    missing: int = 0
    whole: int = 0
    texts: int = 0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, of 100; 100 where there is nothing to find."""
        all_ends = 2 * self.found + self.wrong + self.missing
        return 200 * self.found / all_ends if all_ends else 100.0


def measure(folder: Path) -> Iterator[Line]:
    """The F1 of each set of gold, then the speed."""
    del folder
    names = sorted(path.stem for path in GOLD.glob("*.jsonl") if not path.stem.endswith("_tags"))
    for name in sorted({*names, *AT_LEAST, *RULES_AT_LEAST}):
        if name not in names:
            yield Note(f"{name}: skipped, {GOLD}/{name}.jsonl is not there")
            continue
        score = score_of(GOLD / f"{name}.jsonl")
        yield Figure(f"{name}, ends", score.f1, "F1", at_least=AT_LEAST.get(name))
        if name.startswith("golden_"):
            least = RULES_AT_LEAST.get(name)
            whole = f"{name}, rules without a mistake"
            yield Figure(whole, score.whole, "rules", at_least=least, of=score.texts)
    yield from _speed()


def score_of(path: Path) -> Score:
    """What the splitter makes of a set: each line by itself, its last end not counted."""
    score = Score()
    for record in path.read_text().splitlines():
        gold = json.loads(record)
        clean = True
        for line, ends in _gold_lines(gold):
            cut = {sentence.end for sentence in segment(line, gold["lang"])[:-1]}
            score.found += len(cut & ends)
            score.wrong += len(cut - ends)
            score.missing += len(ends - cut)
            clean &= cut == ends
        score.whole += clean
        score.texts += 1
    return score


def _gold_lines(gold: Mapping[str, object]) -> Iterator[tuple[str, set[int]]]:
    """Each line from its first sentence to its last, with the ends inside."""
    text, sentences = gold["text"], gold["sentences"]
    assert isinstance(text, str)
    assert isinstance(sentences, list)
    for line in _LINE.finditer(text):
        spans = [span for span in sentences if line.start() <= span[0] and span[1] <= line.end()]
        if spans:
            start = spans[0][0]
            yield text[start : spans[-1][1]], {end - start for _, end in spans[:-1]}


def _speed() -> Iterator[Line]:
    """Seconds that a line of a megabyte takes, and characters a second of ordinary lines."""
    ordinary = SEED.read_text()
    for name, piece in LINES.items():
        line = _long(piece or " ".join(ordinary.split()) + " ")
        alone = _seconds(partial(library_cuts, line, "en"))
        floor = Floor("sentencex alone", alone)
        taken = _seconds(partial(segment, line, "en"))
        yield Figure(f"1 MB on one line, {name}", taken, "s", floor, at_most=2.0)
    article = _long(f"{ordinary}\n")
    speed = MILLION / _seconds(partial(segment, article, "en")) / 1e6
    yield Figure("ordinary text, million characters a second", speed, "M/s", at_least=1.0)


def _long(piece: str) -> str:
    """A piece of text, again and again, a megabyte long."""
    return "".join(islice(cycle(piece), MILLION))


def _seconds(do: Callable[[], object], times: int = 3) -> float:
    """Median of the processor time that something takes."""
    taken = []
    for _ in range(times):
        began = process_time()
        do()
        taken.append(process_time() - began)
    return median(taken)
