"""Whether a sentence goes on after a quotation that ends with a terminator."""

from __future__ import annotations

import re
from typing import Final

from annotator.text.marks import CLOSING_BRACKETS, QUOTES, Mark, is_cjk
from annotator.text.rules.language import Rules

NEAR: Final = 400
"""Code points before a closing quotation mark in which the opening one is looked for."""

_NAME: Final = r"(?:[^\W\d_]\.|[^\W\d_a-z][\w'’.-]*)"
_NAME_AND_VERB: Final = re.compile(
    rf"{_NAME}(?:[ \xa0]{_NAME}){{0,4}}"
    r"(?:,(?:[^.!?“”\"]|\.(?=,)){1,60},)?"  # who that is
    r"[ \xa0]([^\W\d_]+)[ \xa0]?"
    r"([.,:;!?—–]|\Z|(?:in|on|at|as|during|after|before|to|from|when|while|with|him|her|me|us|them"
    r"|reporters|on|by|again|back|later|yesterday|today|en|dans|à|au|pendant|con|ante|durante)\b)?"
)
_CLAUSE_ENDS: Final = ".!?।॥|,،؛;:"
_CLAUSE: Final = re.compile(rf"[^{re.escape(_CLAUSE_ENDS)}؟\"“”«»]{{1,60}}")
_OPENS: Final = {"”": "“", "’": "‘", "」": "「", "』": "『", '"': '"', "＂": "＂"}
_PARTICLE: Final = re.compile(
    r"と|って|という|との|とは|とも|の|を|に|は|が|も|で|など|や|へ|から|まで|だ|な|[、，,：:；;的地之]|等"
)
_CHINESE_REPORT: Final = re.compile(
    r"[^，。：；！？“”「」\s]{0,10}?(?:[说說](?![完明服法])|道|问|問|称|稱|表示|回答|答|喊|指出|反问|反問|补充|補充"
    r"|言っ|言う|述べ|語っ|話し|尋ね|訊|叫ん|つぶや)"
)


def goes_on(line: str, start: int, mark: Mark, rules: Rules) -> bool:
    """Whether a sentence that began at `start` goes on after a mark with something closed.

    A reporting clause goes on: `“Is it over?” Tavares asked.`; so does what follows a title.
    Constant time.
    """
    if is_cjk(line[mark.next : mark.next + 1]) and not mark.opening and not mark.dash:
        return _goes_on_cjk(line, start, mark)
    if mark.marks[-1] == "." or mark.opening:
        return False
    if mark.word.lower() == mark.word.upper():
        return _goes_on_without_case(line, mark, rules)
    if not mark.word[:1].isupper():
        return False
    found = _NAME_AND_VERB.match(line, mark.next, mark.next + 120)
    return bool(found and found[1] in rules.reporting and found[2] is not None)


def _goes_on_without_case(line: str, mark: Mark, rules: Rules) -> bool:
    """A reporting clause in a script without capitals, its verb first or last."""
    clause = _CLAUSE.match(line, mark.next)
    said = clause.group().split() if clause else []
    if not said or rules.reporting.isdisjoint((said[0], said[-1])):
        return False
    return said[0] in rules.reporting or clause is None or line[clause.end() :][:1] in _CLAUSE_ENDS


def _goes_on_cjk(line: str, start: int, mark: Mark) -> bool:
    last = mark.closing[-1:]
    following = line[mark.next : mark.next + 16]
    if last in CLOSING_BRACKETS:
        return True
    if last not in QUOTES:
        return False
    if _PARTICLE.match(following):
        return True
    opened = line.rfind(_OPENS.get(last, last), max(start, mark.start - NEAR), mark.start)
    at_start = opened <= start
    introduced = opened > start and line[opened - 1] in "：:，,、"
    if _CHINESE_REPORT.match(following) and not introduced:
        return True
    return not at_start and not introduced and mark.marks[-1] not in "。｡."
