from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from annotator.domain.names import article_slug, clean_name, file_key, same_name
from annotator.errors import BadNameError

DIGEST = "d75010dfd487baabe4b889f17cbf96322e161e4ca1b9865baf741aa57559bea8"
SEED_TITLE = (
    "Stellantis Considers Collaboration with Chinese Electric Car Companies, Including Leapmotor"
)
names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=70)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("ana", "ana"),
        ("  Ana María  ", "Ana María"),
        ("Jose\u0301", "José"),
        ("李雷", "李雷"),
        ("o'neil, jr.", "o'neil, jr."),
        ("x" * 64, "x" * 64),
        ("...", "..."),
        ("نرگس\u200cها", "نرگس\u200cها"),
        ("क्\u200dष", "क्\u200dष"),
        ("ᏣᎳᎩ Ольга 선영", "ᏣᎳᎩ Ольга 선영"),
    ],
)
def test_a_good_name_is_stored_in_nfc_and_trimmed(typed: str, stored: str) -> None:
    assert clean_name(typed) == stored


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "no visible"),
        (" \n ", "no visible"),
        ("\u200b", "no visible"),
        ("x" * 65, "65 characters"),
        ("x" * 300, "300 characters"),
        ("a\x00b", "control character"),
        ("a\tb", "control character"),
        ("a\x1b[31mb", "control character"),
        ("a\x9bb", "control character"),
        ("a\u2028b", "control character"),
        ("a\ud800b", "control character"),
        ("a\u202eb", "direction"),
        ("ana\u200b", "cannot be seen"),
        ("an\u200ca", "cannot be seen"),
        ("an\xada", "cannot be seen"),
        ("an\ufeffa", "cannot be seen"),
        ("ana\u3164", "cannot be seen"),
        ("ana\ufe0f", "cannot be seen"),
        ("ana\U000e0061", "cannot be seen"),
        ("ana\ue000", "meaning"),
        ("ana\u0378", "meaning"),
        ("a/b", "slash"),
        ("a\\b", "slash"),
        (".", "folder"),
        (" .. ", "folder"),
    ],
)
def test_a_bad_name_is_refused_with_the_reason(typed: str, why: str) -> None:
    with pytest.raises(BadNameError, match=why):
        clean_name(typed)


@given(st.text(max_size=80))
def test_cleaning_a_clean_name_changes_nothing(typed: str) -> None:
    try:
        cleaned = clean_name(typed)
    except BadNameError:
        reject()
    assert clean_name(cleaned) == cleaned


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("ana", "ana"),
        ("Ana-Lena_2", "ana-lena_2"),
        ("Ana María", "ana%20mar%C3%ADa"),
        ("100%", "100%25"),
        ("a.b", "a%2Eb"),
        ("..", "%2E%2E"),
        ("../etc", "%2E%2E%2Fetc"),
        ("Straße", "strasse"),
        ("CON", "%63on"),
        ("lpt1", "%6Cpt1"),
        ("com10", "com10"),
        ("console", "console"),
    ],
)
def test_a_file_key_is_folded_and_percent_encoded(name: str, key: str) -> None:
    assert file_key(name) == key


@given(names)
def test_a_file_key_is_a_safe_file_name_of_at_most_120_bytes(name: str) -> None:
    key = file_key(name)

    assert re.fullmatch(r"(?:[a-z0-9_-]|%[0-9A-F]{2})+", key)
    assert len(key.encode()) <= 120
    assert key not in {"con", "prn", "aux", "nul", "com1", "lpt9"}


@given(names)
def test_the_way_a_name_is_composed_or_capitalised_makes_no_difference(name: str) -> None:
    assert same_name(name, unicodedata.normalize("NFD", name))
    assert same_name(name, unicodedata.normalize("NFC", name).casefold())


@given(names, names)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    folded = {unicodedata.normalize("NFC", name).casefold() for name in (one, other)}

    assert same_name(one, other) == (len(folded) == 1)


def test_long_names_that_begin_alike_have_different_keys() -> None:
    one, other = "字" * 60 + "一", "字" * 60 + "二"

    assert not same_name(one, other)
    assert file_key(one)[:90] == file_key(other)[:90]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        (SEED_TITLE, "stellantis-considers-collaboration-with-chinese-electric-car"),
        ("Zürich: Straße gesperrt", "zurich-strasse-gesperrt"),
        ("Łódź, Tromsø & Ærø", "lodz-tromso-aero"),
        ("The mayor’s ‘plan’", "the-mayors-plan"),
        ("ﬁnance ½", "finance-1-2"),
        ("x" * 80, "x" * 60),
        ("电动汽车", "a-d75010df"),
        ("  …  ", "a-d75010df"),
        ("Con", "a-d75010df"),
        ("../../etc/passwd", "etc-passwd"),
    ],
)
def test_an_article_is_named_after_its_title(title: str, slug: str) -> None:
    assert article_slug(title, DIGEST, set()) == slug


def test_a_taken_slug_gets_the_first_free_number() -> None:
    assert article_slug("Prices rise", DIGEST, {"prices-rise"}) == "prices-rise-2"
    assert article_slug("Prices rise", DIGEST, {"prices-rise", "prices-rise-2"}) == "prices-rise-3"


@given(st.text(max_size=120), st.sets(st.sampled_from(["a", "b", "a-2", "a-3", "b-2"])))
def test_any_title_gives_a_free_safe_slug(title: str, taken: set[str]) -> None:
    slug = article_slug(title, DIGEST, taken)

    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug)
    assert len(slug) <= 64
    assert slug not in taken
