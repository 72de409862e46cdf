from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from time import process_time

import pytest

from annotator.domain.article import Article
from annotator.domain.marks import Evidence, LinkCheck, Mark, Source
from annotator.domain.meanings import Meanings, meanings
from annotator.domain.project import Severity
from annotator.domain.sourcing.hanging import ledger
from annotator.domain.sourcing.lint import RULES, TO_CONFIRM, Finding, at_least, findings, mend_of
from annotator.domain.sourcing.lint_checks import Case
from annotator.domain.sourcing.readings import Reading, settled_readings
from annotator.domain.tags import Renamed
from tests.sourced import article, mark, readings, source

TODAY = "2026-11-22T12:00:00.000Z"
TEXT = article(
    "Carmaker Acme takes over rival Bolt",
    "Insiders at Acme said that it is considering to take over its rival Bolt.",
    "They said that talks began in May.",
    "Acme declined to comment.",
    "Ada Lovelace, who runs Bolt, said that it has 20 shops.",
    publisher="The Daily Post",
    url="https://www.dailypost.example/acme",
)
INSIDERS = source("Insiders", "unnamed-group", "s2")
ADA = source("Ada Lovelace", "named-person", "s5")
ACME = source("Acme", "named-organisation", "s4", role="declined")
ASKED = source("The Daily Post", "press-report", "s4", role="asked-by")
BOLT = source("Bolt", "named-organisation", "s4", role="declined")
SEEN = Evidence("https://bolt.example/shops", None, seen="2026-11-20")
OWN = Evidence("https://dailypost.example/archive/1", None, seen="2026-11-20")
BARE = Evidence("https://bolt.example/shops", None)
OLD = Evidence(None, "register.pdf", seen="2025-01-01")
GONE = Evidence("https://a.example/", None, checked=LinkCheck("2026-11-21T08:00:00.000Z", "gone"))
KEPT = Evidence(
    "https://a.example/", None, None, archived="https://b.example/", checked=GONE.checked
)
AGAIN = source("insiders", "unnamed-group", "s3")
THEY = source("They", "unnamed-group", "s3", from_="s2", basis="pronoun")

Marks = Mapping[str, Mark]
EXAMPLES: dict[str, tuple[Marks, str | None, Marks]] = {
    "confirmed-without-basis": ({"s5": mark("c")}, "s5", {"s5": mark("c", ADA)}),
    "insider-without-mention": (
        {"s2": mark("i", source("somebody", "unnamed-person", mention=""))},
        "s2",
        {"s2": mark("i", INSIDERS)},
    ),
    "insider-opinion": ({"s2": mark("io", INSIDERS)}, "s2", {"s2": mark("ic", INSIDERS)}),
    "one-anonymous-source": (
        {"s2": mark("i", INSIDERS), "s3": mark("i", THEY), "s4": mark("d", ACME)},
        None,
        {"s2": mark("i", INSIDERS), "s5": mark("c", ADA)},
    ),
    "anonymous-counted-twice": (
        {"s2": mark("i", INSIDERS), "s3": mark("i", THEY, AGAIN)},
        "s3",
        {"s2": mark("i", INSIDERS), "s3": mark("i", THEY, ADA)},
    ),
    "anonymous-and-declined": (
        {"s2": mark("i", INSIDERS), "s4": mark("d", ACME)},
        "s2",
        {"s2": mark("i", INSIDERS), "s4": mark("d", BOLT)},
    ),
    "declined-without-party": ({"s4": mark("d", ASKED)}, "s4", {"s4": mark("d", ACME)}),
    "declined-without-asker": ({"s4": mark("d", ACME)}, "s4", {"s4": mark("d", ASKED)}),
    "evidence-not-opened": (
        {"s5": mark("c", evidence=[BARE])},
        "s5",
        {"s5": mark("c", evidence=[SEEN, OLD])},
    ),
    "evidence-old": (
        {"s5": mark("c", evidence=[OLD])},
        "s5",
        {"s5": mark("c", evidence=[SEEN])},
    ),
    "evidence-gone": (
        {"s5": mark("c", evidence=[GONE])},
        "s5",
        {"s5": mark("c", evidence=[KEPT])},
    ),
    "own-outlet-only": (
        {"s5": mark("c", source("the Daily Post", "press-report"), evidence=[OWN])},
        "s5",
        {"s5": mark("c", source("the Daily Post", "press-report"), evidence=[OWN, SEEN])},
    ),
    "headline-stronger": (
        {"s1": mark("c", ADA), "s2": mark("i", INSIDERS)},
        "s1",
        {"s1": mark("i", INSIDERS), "s2": mark("i", INSIDERS)},
    ),
}
"""By rule: marks that break it, the sentence that is named, and marks that do not break it."""


def lint(
    marks: Marks,
    settings: Mapping[str, Severity] | None = None,
    *,
    text: Article = TEXT,
    names: Meanings | None = None,
) -> list[Finding]:
    return of_readings(readings(text, marks), settings, text=text, names=names)


def of_readings(
    found: list[Reading],
    settings: Mapping[str, Severity] | None = None,
    *,
    text: Article = TEXT,
    names: Meanings | None = None,
) -> list[Finding]:
    names = names or Meanings()
    case = Case(ledger(text, found, names), names, TODAY, evidence_days=365)
    return findings(case, settings or {})


def test_every_rule_has_an_example_that_breaks_it_and_one_that_does_not() -> None:
    assert list(EXAMPLES) == [rule.name for rule in RULES]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_finds_what_breaks_it_and_nothing_in_what_does_not(rule: object) -> None:
    name = rule.name  # type: ignore[attr-defined]
    bad, sentence, good = EXAMPLES[name]
    text = TEXT
    if name == "headline-stronger":
        flat = article("Acme takes over Bolt", *map(TEXT.text_of, TEXT.sentences[1:]))
        assert any(f.rule == name for f in lint({}, {name: "hint"}, text=flat))
        hedged = article("Acme may take over Bolt", *map(TEXT.text_of, TEXT.sentences[1:]))
        assert lint({}, {name: "hint"}, text=hedged) == []
    found = [f for f in lint(bad, {name: "error"}, text=text) if f.rule == name]
    assert [(f.severity, f.article, f.sentence) for f in found] == [("error", "a", sentence)]
    assert found[0].message
    if name == "headline-stronger":
        text = article("Acme may take over Bolt", *map(TEXT.text_of, TEXT.sentences[1:]))
    assert [f for f in lint(good, {name: "error"}, text=text) if f.rule == name] == []


def test_rules_have_names_reasons_and_standards_of_their_own() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(rule.reason.endswith(".") and rule.standard for rule in RULES)
    assert [rule.name for rule in RULES if rule.severity == "off"] == ["headline-stronger"]


def test_the_project_sets_how_severe_a_rule_is_and_can_turn_it_off() -> None:
    marks = {"s5": mark("c")}
    assert [f.severity for f in lint(marks)] == ["error"]
    assert [f.severity for f in lint(marks, {"confirmed-without-basis": "hint"})] == ["hint"]
    assert lint(marks, {"confirmed-without-basis": "off"}) == []


@pytest.mark.parametrize(
    ("tags", "sentence", "rule", "severity"),
    [
        ("c", "s5", "confirmed-without-basis", "warning"),
        ("i", "s2", "insider-without-mention", "hint"),
        ("d", "s4", "declined-without-party", "hint"),
    ],
)
def test_a_source_that_only_the_program_proposed_counts_for_less(
    tags: str, sentence: str, rule: str, severity: Severity
) -> None:
    role = "declined" if tags == "d" else "speaker"
    kind = "unnamed-group" if tags == "i" else "named-organisation"
    proposed = source("Acme", kind, sentence, role=role, by="program")  # type: ignore[arg-type]
    found = {f.rule: f for f in lint({sentence: mark(tags, proposed)})}
    assert found[rule].to_confirm
    assert mend_of(found[rule]) == TO_CONFIRM
    assert found[rule].severity == severity
    assert "only proposed by the program: " in found[rule].message
    sure = source("Acme", kind, sentence, role=role)  # type: ignore[arg-type]
    assert rule not in {f.rule for f in lint({sentence: mark(tags, proposed, sure)})}


def test_a_proposed_source_does_not_save_an_article_from_resting_on_one_anonymous_one() -> None:
    proposed = source("Ada Lovelace", "named-person", "s5", by="program")
    found = lint({"s2": mark("i", INSIDERS), "s5": mark("c", proposed)})
    (finding,) = [f for f in found if f.rule == "one-anonymous-source"]
    assert (finding.severity, finding.sentence) == ("warning", None)
    assert "Ada Lovelace" in finding.message


def test_evidence_that_supports_is_another_basis_than_the_anonymous_source() -> None:
    marks = {"s2": mark("i", INSIDERS, evidence=[SEEN])}
    assert "one-anonymous-source" not in {f.rule for f in lint(marks)}


def test_a_headline_without_a_source_of_its_own_is_less_severe() -> None:
    assert [f.severity for f in lint({"s1": mark("c"), "s5": mark("c")})] == ["warning", "error"]


def test_an_opinion_beside_an_insider_is_less_severe_where_somebody_named_speaks_too() -> None:
    (finding,) = lint({"s2": mark("io", INSIDERS, ADA), "s5": mark("c", ADA)})
    assert (finding.rule, finding.severity) == ("insider-opinion", "hint")


@pytest.mark.parametrize(
    ("name", "mention", "party"),
    [
        ("Another insider from Bolt", "Another insider from Bolt", "Bolt"),
        ("people at Bolt", "people", "Bolt"),
        ("Insiders", "Insiders", "Acme and Bolt"),
    ],
)
def test_an_anonymous_source_is_known_to_be_of_the_party_by_its_words_or_those_behind_it(
    name: str, mention: str, party: str
) -> None:
    anonymous = source(name, "unnamed-person", "s2", mention=mention)
    declined = source(party, "named-organisation", "s4", role="declined")
    found = lint({"s2": mark("i", anonymous), "s4": mark("d", declined)})
    assert "anonymous-and-declined" in {f.rule for f in found}


@pytest.mark.parametrize(
    "name",
    [
        "people familiar with Acme",
        "an official briefed on the Acme talks",
        "an official of Acmeville",
        "people at an acme of power",
        "people close to Acme",
        "former Acme managers",
        "somebody outside the Acme board",
    ],
)
def test_who_only_speaks_of_a_party_is_not_of_it(name: str) -> None:
    anonymous = source(name, "unnamed-person", "s3")
    found = lint({"s3": mark("i", anonymous), "s4": mark("d", ACME)})
    assert "anonymous-and-declined" not in {f.rule for f in found}


def anonymous_and_declined(words: str, party: Source, mention: str | None = None) -> list[Finding]:
    anonymous = source(words, "unnamed-group", "s3", mention=mention)
    found = lint({"s3": mark("i", anonymous), "s4": mark("d", party)})
    return [f for f in found if f.rule == "anonymous-and-declined"]


@pytest.mark.parametrize(
    ("party", "words", "is_found"),
    [
        ("The White House", "officials at White House", True),
        ("The White House", "officials at the White House", True),
        ("The White House", "a White House aide", True),
        ("Acme Inc.", "insiders at Acme Inc", True),
        ("Acme, Inc.", "insiders at Acme", True),
        ("Acme, Inc.", "insiders at Bolt, Inc.", False),
        ("Procter & Gamble", "people at Procter & Gamble", True),
        ("the company", "people at the company", True),
        ("The company", "people at another company", False),
        ("“Acme”", "Acme’s own people", True),
        ("!!!", "people at !!!", False),
    ],
)
def test_a_party_is_known_by_its_name_with_or_without_its_article(
    party: str,
    words: str,
    is_found: bool,  # noqa: FBT001 - a column of the table
) -> None:
    declined = source(party, "named-organisation", "s4", role="declined")
    assert bool(anonymous_and_declined(words, declined)) == is_found


def test_who_is_close_to_a_person_is_not_that_person() -> None:
    mayor = source("Ada Lovelace", "named-person", "s4", role="declined")
    assert anonymous_and_declined("people close to Ada Lovelace", mayor) == []


def test_a_person_who_speaks_anonymously_by_the_analysts_own_joining_is_found() -> None:
    mayor = source("Ada Lovelace", "named-person", "s4", role="declined")
    (found,) = anonymous_and_declined("Ada Lovelace", mayor, mention="a person in the room")
    assert found.message.startswith("“a person in the room” speaks anonymously, Ada Lovelace")


def test_a_party_that_only_the_program_says_declined_counts_for_less() -> None:
    proposed = source("Acme", "named-organisation", "s4", role="declined", by="program")
    (found,) = anonymous_and_declined("insiders at Acme", proposed)
    assert found.severity == "hint"


def test_thousands_of_parties_and_anonymous_sources_take_no_time() -> None:
    text = article(*(f"Sentence {n} says so." for n in range(4000)))
    marks = {
        f"s{n}": mark("d", source(f"The {n} {n}", "named-organisation", role="declined"))
        if n % 2
        else mark("i", source(f"the the the the {n + 1}", "unnamed-person"))
        for n in range(1, 4001)
    }
    began = process_time()
    lint(marks, text=text)
    assert process_time() - began < 5


def test_evidence_that_only_contradicts_is_no_basis() -> None:
    against = Evidence("https://a.example/", None, stance="contradicts", seen="2026-11-20")
    (finding,) = lint({"s5": mark("c", evidence=[against])})
    assert finding.message == "confirmed, and its only evidence contradicts it"
    assert lint({"s5": mark("c", evidence=[against, SEEN])}) == []


def test_a_headline_that_says_that_somebody_declined_is_less_severe() -> None:
    found = lint({"s1": mark("d"), "s4": mark("d", ACME, ASKED)})
    assert {(f.sentence, f.rule): f.severity for f in found} == {
        ("s1", "declined-without-party"): "hint",
        ("s1", "declined-without-asker"): "hint",
    }


@pytest.mark.parametrize(
    ("publisher", "url", "name", "is_found"),
    [
        ("The Daily Post", None, "Daily Post", True),
        (None, "https://www.dailypost.example/acme", "The Daily Post", True),
        (None, "https://news.bbc.co.uk/1", "BBC", True),
        (None, "https://news.bbc.co.uk/1", "Reuters", False),
        (None, None, "The Daily Post", False),
        ("", "not an address", "", False),
        ("The Daily Post", "http://[", "The Daily Post", True),
    ],
)
def test_an_outlet_is_known_by_its_name_and_by_its_site(
    publisher: str | None,
    url: str | None,
    name: str,
    is_found: bool,  # noqa: FBT001 - a column of the table
) -> None:
    text = replace(TEXT, publisher=publisher, url=url)
    found = lint({"s5": mark("c", source(name, "press-report"))}, text=text)
    assert ("own-outlet-only" in {f.rule for f in found}) == is_found


@pytest.mark.parametrize(
    ("url", "is_found"),
    [
        ("https://archive.dailypost.example/1", True),
        ("https://web.archive.org/web/2024/https://www.dailypost.example/acme", True),
        ("https://web.archive.org/web/2024/https:/bolt.example/", False),
        ("https://dailypost.example.evil.example/", False),
        ("https://notdailypost.example/", False),
    ],
)
def test_a_copy_of_the_outlets_own_page_is_its_own(
    url: str,
    is_found: bool,  # noqa: FBT001 - a column of the table
) -> None:
    found = lint({"s5": mark("c", evidence=[Evidence(url, None, seen="2026-11-20")])})
    assert ("own-outlet-only" in {f.rule for f in found}) == is_found


def test_a_link_that_is_gone_was_not_seen_when_that_was_found() -> None:
    gone = Evidence("https://a.example/", None, seen="2025-01-01", checked=GONE.checked)
    rules = {f.rule for f in lint({"s5": mark("c", evidence=[gone])})}
    assert rules == {"evidence-old", "evidence-gone"}


def test_what_is_unseen_makes_no_finding_yet() -> None:
    assert lint({"s5": mark("", evidence=[BARE, OLD, GONE])}) == []


def test_every_rule_says_what_to_do() -> None:
    assert all(rule.mend.endswith(".") for rule in RULES)


@pytest.mark.parametrize(
    ("piece", "is_found"),
    [
        (BARE, True),
        (SEEN, False),
        (Evidence(None, "a.pdf"), False),
        (Evidence(BARE.url, None, checked=LinkCheck(TODAY, "alive")), False),
        (Evidence(BARE.url, None, checked=LinkCheck(TODAY, "unreachable")), True),
    ],
)
def test_a_link_counts_as_opened_once_somebody_saw_it_or_the_check_reached_it(
    piece: Evidence,
    is_found: bool,  # noqa: FBT001 - a column of the table
) -> None:
    found = lint({"s5": mark("c", ADA, evidence=[piece])})
    assert ("evidence-not-opened" in {f.rule for f in found}) == is_found


def test_evidence_is_never_old_where_the_project_sets_no_limit_or_no_date_is_known() -> None:
    marks = {"s5": mark("c", evidence=[OLD, Evidence(None, "b.pdf", seen="in May")])}
    case = Case(ledger(TEXT, readings(TEXT, marks), Meanings()), Meanings(), TODAY)
    assert findings(case, {}) == []
    (finding,) = lint(marks)
    assert finding.message == "register.pdf was last seen 690 days ago"


def test_the_own_witnessing_of_the_outlet_is_no_confirmation_by_itself() -> None:
    assert lint({"s5": mark("c", source("the reporter", "reporter"))}) == []


def test_of_an_unresolved_sentence_it_is_said_whose_tags_lack_something() -> None:
    ana, ben, cho = mark("c"), mark("i", INSIDERS), mark("c")
    by = {"ana": {"s5": ana}, "ben": {"s5": ben}, "cho": {"s5": cho}}
    found = of_readings(settled_readings(TEXT.sentences, by, {}))
    finding = next(f for f in found if f.rule == "confirmed-without-basis")
    assert finding.message.endswith("(as tagged by ana, cho)")


def test_findings_come_in_reading_order_and_those_of_the_article_last() -> None:
    found = lint({"s5": mark("c"), "s4": mark("d"), "s2": mark("io", INSIDERS)})
    assert [f.sentence for f in found] == ["s2", "s4", "s4", "s5", None]


def test_tags_count_by_what_they_mean_when_they_are_called_otherwise_today() -> None:
    renamed = meanings([Renamed("confirmed", "on-record", TODAY)])
    marks = {"s5": Mark("tagged", ("on-record",))}
    assert [f.rule for f in lint(marks, names=renamed)] == ["confirmed-without-basis"]
    assert lint(marks) == []


def test_an_article_without_tags_lacks_nothing() -> None:
    assert lint({}, dict.fromkeys([r.name for r in RULES if r.severity != "off"], "error")) == []


def test_severities_are_ordered() -> None:
    assert at_least("error", "warning")
    assert at_least("hint", "hint")
    assert not at_least("hint", "warning")
