from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.formats.articles.dates import iso_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2026-11-22", "2026-11-22"),
        (" 2026-11-22T09:00:00Z ", "2026-11-22T09:00:00Z"),
        ("2026-11-22 09:00", "2026-11-22T09:00"),
        ("20261122", "2026-11-22"),
        ("2026-W47-7", "2026-11-22"),
        ("Sun, 22 Nov 2026 09:00:00 +0100", "2026-11-22T09:00:00+01:00"),
        ("22 November 2026", "2026-11-22"),
        ("November 22, 2026", "2026-11-22"),
        ("Sunday, November 22, 2026", "2026-11-22"),
        ("22.11.2026", "2026-11-22"),
        ("Sept. 22, 2026", "2026-09-22"),
        ("Tuesday, September 22nd, 2026", "2026-09-22"),
        ("5. Januar 2026", "2026-01-05"),
        ("Montag, 5. März 2026", "2026-03-05"),
        ("1er août 2026", "2026-08-01"),
        ("5 de enero de 2026", "2026-01-05"),
        ("5 maja 2026", "2026-05-05"),
        ("5 мая 2026 г.", "2026-05-05"),
        ("2026年1月5日", "2026-01-05"),
        ("2026/11/22", "2026-11-22"),
        ("22/11/2026", "2026-11-22"),
        ("11/22/2026", "2026-11-22"),
        ("11/11/2026", "2026-11-11"),
        ("1795338000", "2026-11-22T09:00:00+00:00"),
        ("1795338000000", "2026-11-22T09:00:00+00:00"),
    ],
)
def test_dates_as_sources_write_them_are_understood(written: str, iso: str) -> None:
    assert iso_date(written) == iso


@pytest.mark.parametrize(
    "written",
    [
        *("", "03/04/2026", "yesterday", "2026-13-40", "2026", "1 2 3", "32. Mai 2026"),
        *("2026年13月5日", "5. Quartal 2026", "0 mai 2026"),
        "Mon, 1 Jan 99999999999 00:00:00 +0000",
        "Mon, 1 Jan 2020 00:00:00 +99999999999999",
    ],
)
def test_what_could_mean_two_days_or_none_is_not_guessed(written: str) -> None:
    assert iso_date(written) is None


@given(st.dates(min_value=date(1900, 1, 1)))
def test_every_day_is_found_again_however_it_is_written(day: date) -> None:
    for pattern in ("%d %B %Y", "%B %d, %Y", "%d.%m.%Y", "%Y/%m/%d"):
        assert iso_date(day.strftime(pattern)) == day.isoformat()


@given(st.text(max_size=40))
def test_no_text_fails_to_be_looked_at(text: str) -> None:
    found = iso_date(text)
    assert found is None or found[:4].isdigit()
