"""The sourcing checks: what an article's sourcing lacks, rule by rule.

A rule is a row: its name, how severe it is unless the project says otherwise, why it matters, and
the standard of journalism that it comes from. A rule looks at what is attached and tagged, never
at whether a statement is true.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from annotator.domain.project import Severity
from annotator.domain.sourcing import lint_checks as checks
from annotator.domain.sourcing.hanging import Ledger
from annotator.domain.sourcing.headlines import headline_stronger
from annotator.domain.sourcing.lint_checks import Case, Found
from annotator.domain.sourcing.readings import Reading

SEVERITIES: tuple[Severity, ...] = ("off", "hint", "warning", "error")
"""The least first."""

_AP = "AP News Values and Principles"
_AP_ANONYMOUS = f"{_AP}, “Anonymous sources”"
_BBC = "BBC Editorial Guidelines (2019), section 3"
_IFCN = "IFCN Code of Principles, commitment to transparency of sources"
_REUTERS = "Reuters Handbook of Journalism, “The Essentials of Reuters sourcing”"
_SPJ = "SPJ Code of Ethics (2014), “Seek Truth and Report It”"


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that sourcing can lack."""

    name: str
    severity: Severity
    """Unless the project's settings say otherwise."""
    reason: str
    standard: str
    """Whose rule it is, and where it stands."""
    mend: str
    """What to do about it, in a sentence."""
    check: Callable[[Case], Iterator[Found]]
    is_alone: bool = True
    """Whether one sentence is enough to tell; else it is what stands beside others."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found."""

    rule: str
    severity: Severity
    article: str
    sentence: str | None
    """Null for the article as a whole."""
    message: str
    to_confirm: bool = False
    """Whether nothing is lacking but that a person confirms what the program has proposed."""

    def row(self) -> dict[str, str | None]:
        """The fields of `lint --json`."""
        return {
            "rule": self.rule,
            "severity": self.severity,
            "article": self.article,
            "sentence": self.sentence,
            "message": self.message,
        }


RULES: tuple[Rule, ...] = (
    Rule(
        "confirmed-without-basis",
        "error",
        "A confirmed statement has an accountable source or evidence; without one it is a claim "
        "of the outlet's own.",
        f"{_REUTERS}, “When to source”; {_BBC}.2.2",
        "Give it the source that it rests on, or evidence; or tag it otherwise.",
        checks.confirmed_without_basis,
    ),
    Rule(
        "insider-without-mention",
        "warning",
        "Readers judge an unnamed source by how it is described, so the words that do it matter.",
        f"{_SPJ}: identify sources clearly",
        "Give it the words of the text that stand for its source.",
        checks.insider_without_mention,
    ),
    Rule(
        "insider-opinion",
        "warning",
        "Anonymous sources give facts, not opinions: nobody answers for an unnamed judgement.",
        f"{_AP_ANONYMOUS}: information and not opinion or speculation",
        "See whether the opinion is somebody else's, or which of the two tags is right.",
        checks.insider_opinion,
    ),
    Rule(
        "one-anonymous-source",
        "error",
        "What rests on one anonymous source alone can neither be checked nor answered for.",
        f"{_BBC}.3.4; {_REUTERS}: anonymous sources are the weakest",
        "Look for a second source or evidence, or tell readers that there is one source.",
        checks.one_anonymous_source,
        is_alone=False,
    ),
    Rule(
        "anonymous-counted-twice",
        "warning",
        "One source that is named in two ways looks like two that agree.",
        f"{_REUTERS}: never cite sources in the plural when there is only one",
        "Leave out one of the two mentions, or say which of them is another source.",
        checks.anonymous_counted_twice,
        is_alone=False,
    ),
    Rule(
        "anonymous-and-declined",
        "warning",
        "To say that somebody declined to comment who speaks anonymously elsewhere misleads.",
        f"{_AP_ANONYMOUS}: who is quoted anonymously is not said to have declined comment",
        "See who declined and who spoke; one of the two sentences may be tagged wrongly.",
        checks.anonymous_and_declined,
        is_alone=False,
    ),
    Rule(
        "declined-without-party",
        "warning",
        "A right of reply is somebody's: readers need to know who did not use it.",
        f"{_SPJ}: seek subjects of news coverage to allow them to respond",
        "Give it who declined, as a source in that role.",
        checks.declined_without_party,
    ),
    Rule(
        "declined-without-asker",
        "hint",
        "Whom a party refused matters: this outlet, or another one that is only quoted.",
        f"{_AP}: a real effort to obtain a response; {_SPJ}: identify sources clearly",
        "Give it who asked, as a source in that role; or the outlet that is quoted.",
        checks.declined_without_asker,
    ),
    Rule(
        "evidence-not-opened",
        "warning",
        "A link that nobody has opened supports nothing.",
        f"{_SPJ}: verify information before releasing it",
        "Open it, and note the day on which you saw it.",
        checks.evidence_not_opened,
    ),
    Rule(
        "evidence-old",
        "warning",
        "Pages change: what was seen long ago may no longer say it.",
        f"{_SPJ}: gather, update and correct information throughout the life of a news story",
        "Look at it again, and note the day.",
        checks.evidence_old,
    ),
    Rule(
        "evidence-gone",
        "warning",
        "Readers can repeat a check only where the evidence can still be seen.",
        f"{_IFCN}: enough detail to replicate the work",
        "Give it the address of a copy, or other evidence.",
        checks.evidence_gone,
    ),
    Rule(
        "own-outlet-only",
        "warning",
        "An outlet that confirms itself adds nothing to its own word.",
        f"{_BBC}.3.4; {_SPJ}: use original sources",
        "Look for a source or evidence that is not the outlet's own.",
        checks.own_outlet_only,
    ),
    Rule(
        "headline-stronger",
        "off",
        "Many read the headline only; it says no more than the sentence that bears it. A guess.",
        f"{_SPJ}: take special care not to misrepresent or oversimplify in summarizing a story; "
        "IPSO Editors' Code, clause 1 (i): headlines not supported by the text",
        "Read both; tag the headline as the sentence that bears it.",
        headline_stronger,
        is_alone=False,
    ),
)
"""Every rule, in the order in which findings of one sentence are told."""


_BY_NAME = {rule.name: rule for rule in RULES}


def rule_of(finding: Finding) -> Rule:
    """The rule that found it."""
    return _BY_NAME[finding.rule]


TO_CONFIRM = (
    "If it is right, confirm it in the article: s and Enter at the sentence, or y in the list "
    "that W opens."
)
"""What to do where nothing is lacking but that."""


def mend_of(finding: Finding) -> str:
    """What to do about it, in a sentence."""
    return TO_CONFIRM if finding.to_confirm else rule_of(finding).mend


def severity_of(rule: Rule, settings: Mapping[str, Severity]) -> Severity:
    """How severe a rule is in a project with these settings."""
    return settings.get(rule.name, rule.severity)


def findings(case: Case, settings: Mapping[str, Severity]) -> list[Finding]:
    """What an article's sourcing lacks, in reading order; what is about the article comes last.

    Args:
        case: the article with who it rests on, and what is known around it.
        settings: severity by rule, where the project has another one; `off` asks for none.
    """
    order = {sentence.id: n for n, sentence in enumerate(case.article.sentences)}
    found = [
        (order.get(finding.sentence or "", len(order)), number, finding)
        for number, rule in enumerate(RULES)
        for finding in _by_rule(rule, case, settings)
    ]
    return [finding for *_, finding in sorted(found, key=lambda row: row[:2])]


def findings_of_sentence(
    case: Case, reading: Reading, settings: Mapping[str, Severity]
) -> list[Finding]:
    """What one sentence lacks by itself, whatever stands beside it."""
    alone = replace(case, ledger=Ledger(case.article, (reading,), (), (), ()))
    return [f for rule in RULES if rule.is_alone for f in _by_rule(rule, alone, settings)]


def findings_of_article(case: Case, settings: Mapping[str, Severity]) -> list[Finding]:
    """What shows only where sentences stand beside each other, and of the article as a whole."""
    return [f for rule in RULES if not rule.is_alone for f in _by_rule(rule, case, settings)]


def needs_every_sentence(settings: Mapping[str, Severity]) -> bool:
    """Whether a rule is asked for that looks at sentences without source and evidence, too."""
    return severity_of(_BY_NAME["headline-stronger"], settings) != "off"


def _by_rule(rule: Rule, case: Case, settings: Mapping[str, Severity]) -> Iterator[Finding]:
    severity = severity_of(rule, settings)
    if severity == "off":
        return
    for each in _with_names(rule.check(case)):
        of = _lowered(severity) if each.is_weak else severity
        yield Finding(rule.name, of, case.article.id, each.sentence, each.message, each.to_confirm)


def at_least(severity: Severity, least: Severity) -> bool:
    """Whether a severity is that of `least` or more."""
    return SEVERITIES.index(severity) >= SEVERITIES.index(least)


def _lowered(severity: Severity) -> Severity:
    """One step less severe, and a hint at least."""
    return SEVERITIES[max(SEVERITIES.index(severity) - 1, 1)]


def _with_names(found: Iterator[Found]) -> Iterator[Found]:
    """What was found once each; where a sentence is not settled, with whose tags say so."""
    names: dict[Found, list[str]] = {}
    for each in found:
        names.setdefault(each.without_name(), []).append(each.by)
    for each, by in names.items():
        said = ", ".join(filter(None, by))
        yield each.told(f"{each.message} (as tagged by {said})") if said else each
