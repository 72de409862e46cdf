"""Datelines: lines that say when, and perhaps where, an article was written, and no more.

A dateline is known by its words: every one of them is a month, a day of the week, a number, or a
small word that stands in dates. So one rule serves several languages, and prose about a date,
which has a verb, is none.
"""

from __future__ import annotations

import re

from annotator.text.phrases import words

LONGEST = 100
"""Code points; a line that is longer says more than a date."""


_MONTHS = words(
    # English, then what the others add
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec "
    "januar jänner februar märz mai juni juli oktober dezember jän mrz okt dez "
    "janvier février fevrier mars avril juin juillet août aout septembre octobre novembre décembre "
    "decembre janv févr avr juil déc "
    "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre "
    "diciembre ene abr ago dic "
    "janeiro fevereiro março maio junho julho setembro outubro novembro dezembro fev set out "
    "gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre gen mag giu lug ott "
    "januari februari maart mei augustus mrt "
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря "
)
_WEEKDAYS = words(
    "monday tuesday wednesday thursday friday saturday sunday "
    "mon tue tues wed weds thu thur thurs fri sat sun "
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so "
    "lundi mardi mercredi jeudi vendredi samedi dimanche "
    "lunes martes miércoles miercoles jueves viernes sábado sabado domingo "
    "segunda terça quarta quinta sexta feira "
    "lunedì martedì mercoledì giovedì venerdì sabato domenica "
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag "
    "понедельник вторник среда четверг пятница суббота воскресенье"
)
_SMALL = words(
    "am pm a p m h hrs uhr at on of the last first st nd rd th er º ª z "
    "gmt utc bst cet cest est edt et pst pdt pt cst cdt mst mdt ist jst msk aest aedt time local "
    "eastern "
    "der den dem um vom le la à les de del a las los el horas hs às as em il alle ore op om uur "
    "в г мск"
)
_ABOUT = words(
    "published updated posted modified date updated: first last "
    "veröffentlicht aktualisiert stand erstellt zuletzt datum "
    "publié publiée mis mise jour modifié modifiée publicado publicada actualizado actualizada "
    "atualizado atualizada fecha data pubblicato aggiornato il gepubliceerd bijgewerkt laatst "
    "опубликовано обновлено дата"
)
_KNOWN = _MONTHS | _WEEKDAYS | _SMALL | _ABOUT
_UPPER_WORDS = 4
"""Words that a place has at most: `SAN JOSE DEL CABO`."""

_TOKEN = re.compile(r"\d+|[^\W\d_]+|[º]")
_NUMERIC_DATE = re.compile(
    r"(?<!\d)(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\s?\d{1,2}[-./]\s?(?:\d{4}|\d\d))(?!\d)"
)
_ASIAN_DATE = re.compile(
    r"(?:(?:発表|公開|公開日|更新|更新日|配信|掲載|最終更新|发布|發布|发布时间|更新时间|发表|发表于|时间|日期)[\s:：]*)?"
    r"(?:\d{4}|20\d\d|[二〇零一三四五六七八九]{4})\s?[年./-]\s?[\d一二三四五六七八九十]{1,3}\s?[月./-]"
    r"\s?[\d一二三四五六七八九十]{1,3}\s?[日号]?"
    r"[\s,，(（]*(?:[月火水木金土日]曜?日?|星期[一二三四五六日天]|周[一二三四五六日])?[)）]?"
    r"[\s,，]*(?:(?:午前|午後|上午|下午)?\s?\d{1,2}\s?[:：時时点]\s?\d{0,2}(?::\d\d)?\s?分?)?"
    r"(?:\s?(?:更新|公開|配信|発表|发布|發布))?"
)
_KOREAN_DATE = re.compile(r"\d{4}년\s?\d{1,2}월\s?\d{1,2}일(?:\s?\(?[월화수목금토일](?:요일)?\)?)?")
_AGO = re.compile(
    r"(?:(?:published|updated|posted)\s+)?(?:\d+|an?)\s?(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|[hmd])\s+ago"
    r"|vor \d+ (?:minuten|stunden|tagen)|il y a \d+ (?:minutes|heures|jours)"
    r"|hace \d+ (?:minutos|horas|días)|há \d+ (?:minutos|horas|dias)"
    r"|\d+ (?:minuti|ore|giorni) fa|\d+ (?:minuten|uur|dagen) geleden"
    r"|\d+\s?(?:分|時間|日|分钟|小时|天)前"
)
_AGENCY = r"\((?:[A-Z]{2,8}|Reuters|Bloomberg|Xinhua|Interfax|Kyodo|Yonhap)(?:\s?/\s?[A-Z]\w+)?\)"
_PLACE_AND_AGENCY = re.compile(
    rf"[^\W\d_][\w.’' ,/-]{{1,60}}?(?P<date>,\s*[\w., ]{{3,30}}?)?\s*{_AGENCY}\s*[-–—]*"
)
_FROM_AN_AGENCY = re.compile(
    r"(?:新华社|新華社|中新社|中新网)[^\s，。]{2,16}\d{1,2}日电(?:\s*[(（]记者[^)）]{2,20}[)）])?"
)
_IN_SIGNS = (_ASIAN_DATE, _KOREAN_DATE, _FROM_AN_AGENCY)
_CUT = re.compile(r"\s*[,—–(]\s*|\s+-\s+")
_DASHES = " \t-–—|·•:："


def is_dateline(line: str, *, at_the_edge: bool = True) -> bool:
    """Whether a line is a date, or a place with a date, and nothing else.

    Args:
        line: without white space at its edges.
        at_the_edge: whether it is among the first or the last lines of the article, where a
            place before the date may stand without a dash after it.
    """
    if len(line) > LONGEST:
        return False
    if any(sign.isdigit() for sign in line):
        if _is_date(line) or _AGO.fullmatch(line.lower()):
            return True
        if not line.isascii() and any(date.fullmatch(line) for date in _IN_SIGNS):
            return True
    elif line[-1] not in _DASHES + ")":
        return False
    return _has_place(line, at_the_edge=at_the_edge)


def _is_date(line: str) -> bool:
    """Whether there is a date, and every word belongs to it."""
    tokens = []
    for found in _TOKEN.finditer(line.lower()):
        token = found.group()
        if token not in _KNOWN and not (token.isdigit() and len(token) <= len("2026")):
            return False
        tokens.append(token)
    return _names_a_day(tokens, line) and line[-1] not in "!?"


def _names_a_day(tokens: list[str], line: str) -> bool:
    """Whether a month stands beside a number, or there is a date in numbers."""
    if _NUMERIC_DATE.search(line):
        return True
    months = {n for n, token in enumerate(tokens) if token in _MONTHS}
    near = {n + step for n in months for step in (-2, -1, 1, 2)}
    return any(n in near and token.isdigit() for n, token in enumerate(tokens))


def _has_place(line: str, *, at_the_edge: bool) -> bool:
    """Whether it is a place, then a date or a news agency, then nothing or a dash."""
    found = _PLACE_AND_AGENCY.fullmatch(line)
    if found:
        place = line[: found.start("date")] if found["date"] else line.partition("(")[0]
        dated = found["date"] is None or _is_date(found["date"].strip(" ,."))
        return dated and _is_place(place)
    ends_in_dash = line[-1] in "-–—"
    if not at_the_edge and not ends_in_dash:
        return False
    bare = line.strip(_DASHES)
    cut = _CUT.search(bare)
    while cut:
        place, date = bare[: cut.start()], bare[cut.end() :].strip(" ).")
        if _is_date(date or "x") and _is_place(place):
            return True
        cut = _CUT.search(bare, cut.end())
    return False


def _is_place(place: str) -> bool:
    """Whether it may be a place: a few words, each with a capital or in a script without."""
    tokens = re.findall(r"[^\s,/]+", place.strip(_DASHES + ","))
    known = all(t[0].isupper() or t in {"de", "del", "am", "an", "der", "la", "of"} for t in tokens)
    return 0 < len(tokens) <= _UPPER_WORDS and known and tokens[0][0].isupper()
