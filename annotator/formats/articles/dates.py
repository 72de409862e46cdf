"""Dates as sources write them, to ISO 8601; what could mean two days is not guessed."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime

_FORMATS = (
    "%B %d, %Y",
    "%b %d, %Y",
    "%b. %d, %Y",
    "%d %B %Y",
    "%d %b %Y",
    "%A, %B %d, %Y",
    "%A, %d %B %Y",
    "%a, %d %b %Y",
    "%Y/%m/%d",
    "%d.%m.%Y",
    "%Y-%m-%d %H:%M:%S %Z",
    "%Y-%m-%d %H:%M:%S %z",
    "%Y/%m/%d %H:%M:%S",
    "%d.%m.%Y %H:%M",
)
_EITHER_FIRST = ("%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y")
_EXTENDED = re.compile(r"\d{4}-\d")
"""How a date begins that can stay as it is written."""

_EPOCH = re.compile(r"-?\d{9,10}(?:\.\d+)?|\d{12,13}")
_MILLISECONDS = 11
"""Digits above which a count of seconds would lie beyond any news."""

_MONTHS = {
    name: number
    for names in (  # a word that is two months in two languages, as `listopada`, is left out
        "januar februar märz april mai juni juli august september oktober november dezember",
        "jänner feber mar apr may jun jul aug sept okt nov dez",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "january february march april may june july august september october november december",
        "jan feb mar apr maj jun jul aug sep oct nov dec",
    )
    for number, name in enumerate(names.split(), 1)
} | {"dicembre": 12, "grudnia": 12}
_DAY_FIRST = re.compile(
    r"(?:[^\W\d_]+,? )?(\d{1,2})(?:\.|er|º)? (?:de )?([^\W\d_]{3,12})\.?,? (?:de |del )?(\d{4})"
    r"(?: г\.| года)?"
)
_MONTH_FIRST = re.compile(
    r"(?:[^\W\d_]+,? )?([^\W\d_]{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?, (\d{4})"
)
_EAST_ASIAN = re.compile(r"(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]")


def iso_date(value: str) -> str | None:
    """A date or a time as ISO 8601 has it; None where it cannot be told which one is meant.

    Understood are ISO 8601, the dates of mail and of RSS, counts of seconds or milliseconds since
    1970, `22 November 2026`, `November 22, 2026`, `2026/11/22`, `22.11.2026`, with the names of
    months in several languages `22. Januar 2026` and `2026年1月22日`, and with slashes what can
    only be one day. A time without a zone stays one.
    """
    text = " ".join(value.split())
    if not text:
        return None
    for read in (date.fromisoformat, datetime.fromisoformat):
        with suppress(ValueError):
            moment = read(text)
            return text.replace(" ", "T") if _EXTENDED.match(text) else moment.isoformat()
    if _EPOCH.fullmatch(text):
        return _from_epoch(text)
    days = {found for pattern in _FORMATS if (found := _read(text, pattern))} or _worded(text)
    days = days or {found for pattern in _EITHER_FIRST if (found := _read(text, pattern))}
    if not days and ":" in text:
        from email.utils import parsedate_to_datetime  # noqa: PLC0415 - slow, and seldom needed

        with suppress(ValueError, TypeError, IndexError, OverflowError):
            return parsedate_to_datetime(text).isoformat()
    return days.pop() if len(days) == 1 else None


def _read(text: str, pattern: str) -> str | None:
    try:
        found = datetime.strptime(text, pattern)  # noqa: DTZ007 - sources seldom name a zone
    except ValueError:
        return None
    return found.isoformat() if "%H" in pattern else found.date().isoformat()


def _worded(text: str) -> set[str]:
    """The day of a date with the name of its month, or with the signs of East Asia."""
    text = text.casefold()
    with suppress(ValueError, KeyError):
        if found := _DAY_FIRST.fullmatch(text):
            return {_day(found[3], _MONTHS[found[2]], found[1])}
        if found := _MONTH_FIRST.fullmatch(text):
            return {_day(found[3], _MONTHS[found[1]], found[2])}
        if found := _EAST_ASIAN.fullmatch(text):
            return {_day(found[1], found[2], found[3])}
    return set()


def _day(year: str, month: str | int, day: str) -> str:
    return date(int(year), int(month), int(day)).isoformat()


def _from_epoch(text: str) -> str | None:
    seconds = float(text) / (1000 if len(text) > _MILLISECONDS and "." not in text else 1)
    with suppress(OverflowError, OSError, ValueError):
        return datetime.fromtimestamp(seconds, UTC).isoformat()
    return None
