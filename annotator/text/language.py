"""Which language a text is in, by its script and its small words.

A script that one language writes names it. Where several share a script, the words that stand in
every text of a language decide: each counts the more, the fewer neighbours have it too. That is
enough for articles; for a few words it is not, and then nothing is said. Measured libraries know
more languages and shorter texts, and cost a download, a large wheel or a second to load.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from functools import cache
from math import log

from annotator.resources import resource

SAMPLE = 20_000
"""Code points from the beginning that are looked at."""

FEWEST_LETTERS = 30
"""Letters of an alphabet without which nothing is said; a sign of Chinese stands for three."""

_DOMINANT = 0.6
"""Share of the letters that the text's main script has at least."""

_FEWEST_WORDS = 6
_COVERED = 0.18
"""Share of the words that are small words of the language; prose has 0.3 to 0.5."""
_FEWEST_HITS = 4
_FEWEST_DIFFERENT = 3
_CLEAR = 1.15
"""By how much the best language beats the second."""
_KANA = 0.08
"""Share of syllable signs among the signs by which Japanese is told from Chinese."""

_SCRIPTS: tuple[tuple[int, int, str], ...] = (
    (0x41, 0x24F, "Latin"), (0x370, 0x3FF, "el"), (0x400, 0x52F, "Cyrillic"),
    (0x530, 0x58F, "hy"), (0x590, 0x5FF, "he"), (0x600, 0x77F, "Arabic"),
    (0x900, 0x97F, "Devanagari"), (0x980, 0x9FF, "bn"), (0xA00, 0xA7F, "pa"),
    (0xA80, 0xAFF, "gu"), (0xB00, 0xB7F, "or"), (0xB80, 0xBFF, "ta"), (0xC00, 0xC7F, "te"),
    (0xC80, 0xCFF, "kn"), (0xD00, 0xD7F, "ml"), (0xD80, 0xDFF, "si"), (0xE00, 0xE7F, "th"),
    (0xE80, 0xEFF, "lo"), (0xF00, 0xFFF, "bo"), (0x1000, 0x109F, "my"), (0x10A0, 0x10FF, "ka"),
    (0x1100, 0x11FF, "ko"), (0x1200, 0x139F, "am"), (0x1780, 0x17FF, "km"),
    (0x1E00, 0x1EFF, "Latin"), (0x1F00, 0x1FFF, "el"), (0x3040, 0x30FF, "Kana"),
    (0x3130, 0x318F, "ko"), (0x31F0, 0x31FF, "Kana"), (0x3400, 0x9FFF, "Han"),
    (0xAC00, 0xD7AF, "ko"), (0xF900, 0xFAFF, "Han"), (0xFB50, 0xFDFF, "Arabic"),
    (0xFE70, 0xFEFE, "Arabic"), (0xFF66, 0xFF9F, "Kana"), (0x20000, 0x3FFFF, "Han"),
)  # fmt: skip
"""First and last code point of the scripts; one that a single language writes has its tag."""

_STARTS = [start for start, _, _ in _SCRIPTS]
_WORTH = {"Han": 3, "Kana": 3, "ko": 2}
"""How many letters of an alphabet a sign stands for."""

_WORD = re.compile(r"[^\s\d_.,;:!?…\"“”„«»‹›()\[\]{}<>|/\\—–‐'’‘`´*&#@=+~^%€$£।॥،؛؟۔·•-]+")


_ARABIC_ARTICLE = re.compile(r"(?<![^\s«\"(])[وبفك]?ال(?=\w\w)")
"""It is written with its word, and stands in every sentence."""


def detect(text: str) -> str | None:
    """The BCP 47 tag of the language that a text is in; None where that is not clear.

    Args:
        text: any string; what follows its first `SAMPLE` code points does not count.
    """
    sample = " ".join(word for word in text[:SAMPLE].split() if not _is_address(word))
    letters = _letters_by_script(sample)
    total = sum(letters.values())
    if total < FEWEST_LETTERS:
        return None
    signs = letters["Han"] + letters["Kana"]
    if signs >= _DOMINANT * total:
        return "ja" if letters["Kana"] >= _KANA * signs else "zh"
    script, count = letters.most_common(1)[0]
    if count < _DOMINANT * total:
        return None
    return script if script.islower() else _by_words(sample, script)


def _is_address(word: str) -> bool:
    """Whether a word is for machines: of the web, of electronic mail, or of a newsgroup."""
    inside = word.strip(".,;")
    if not word.isascii():
        return False  # writing without spaces may have an address in its midst
    return "://" in word or "@" in word or (inside.count(".") > 1 and inside.islower())


def _letters_by_script(sample: str) -> Counter[str]:
    """How many letters of each script there are, signs by what they are worth."""
    letters: Counter[str] = Counter()
    for sign, count in Counter(sample).items():
        script = _script_of(ord(sign)) if sign.isalpha() else None
        if script:
            letters[script] += count * _WORTH.get(script, 1)
    return letters


def _script_of(code_point: int) -> str | None:
    found = bisect_right(_STARTS, code_point) - 1
    if found < 0 or code_point > _SCRIPTS[found][1]:
        return None
    return _SCRIPTS[found][2]


def _by_words(sample: str, script: str) -> str | None:
    """The one language of a script whose small words stand out in the sample."""
    if script == "Arabic":
        sample = _ARABIC_ARTICLE.sub("ال ", sample)
    words = Counter(_WORD.findall(sample.lower()))
    total = sum(words.values())
    if total < _FEWEST_WORDS:
        return None
    scores: dict[str, float] = defaultdict(float)
    hits: Counter[str] = Counter()
    different: Counter[str] = Counter()
    for word, count in words.items():
        for language, weight in _small_words()[script].get(word, ()):
            scores[language] += count * weight
            hits[language] += count
            different[language] += 1
    ranked = sorted(scores.items(), key=lambda item: -item[1]) + [("", 0.0)] * 2
    (best, score), (_, second) = ranked[:2]
    if hits[best] < max(_FEWEST_HITS, _COVERED * total) or different[best] < _FEWEST_DIFFERENT:
        return None
    return best if score >= _CLEAR * second else None


@cache
def _small_words() -> dict[str, dict[str, list[tuple[str, float]]]]:
    """By script, the small words with the languages that have them and what each is worth."""
    lists: dict[str, dict[str, set[str]]] = {}
    for line in resource("function_words.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            languages = lists.setdefault(line.strip("[]"), {})
        elif ":" in line and not line.startswith("#"):
            tag, _, words = line.partition(":")
            languages[tag] = set(words.split())
    found: dict[str, dict[str, list[tuple[str, float]]]] = {}
    for script, languages in lists.items():
        shared = Counter(word for words in languages.values() for word in words)
        found[script] = {
            word: [(tag, log(1 + 12 / n)) for tag, words in languages.items() if word in words]
            for word, n in shared.items()
        }
    return found
