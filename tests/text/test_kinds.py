"""What kind each line of an article is: good evidence makes it one, and prose stays prose."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.article import KINDS
from annotator.text.kinds import kinds_of

ARTICLES = Path(__file__).parents[3] / "shared" / "articles"

PROSE = [
    "The mayor said on Monday that she would leave office in May.",
    "Her deputy takes over until the election, the council's clerk said.",
    "Two aides said she had planned it for weeks.",
    "The opposition called the news overdue.",
    "Nobody answered the telephone at her party's office.",
    "The council meets again on Thursday.",
    "It has 40 members, of whom 22 belong to her party.",
]


def kind_inside(line: str) -> str:
    """The kind of a line in the middle of an article."""
    return kinds_of(["Mayor resigns", *PROSE, line, *PROSE])[1 + len(PROSE)]


def kind_at_the_top(line: str) -> str:
    """The kind of the line under the headline."""
    return kinds_of(["Mayor resigns", line, *PROSE, *PROSE])[1]


def kind_at_the_end(line: str) -> str:
    return kinds_of(["Mayor resigns", *PROSE, *PROSE, line])[-1]


DATELINES = """\
Friday, November 3, 2023
November 3, 2023
Nov. 3, 2023, 10:15 a.m. ET
3 November 2023
Fri 3 Nov 2023 10.30 GMT
Published: 3 November 2023
Last updated on November 3rd, 2023 at 10:15 pm
First published on Fri 3 Nov 2023 10.30 GMT
2023-11-03
03/11/2023 18:22
5 hours ago
LONDON, Nov 3 (Reuters) —
LONDON, Nov 3 (Reuters) -
WASHINGTON (AP) —
SAN FRANCISCO, Nov. 3 (Xinhua)
PARIS, November 3, 2023 —
Freitag, 3. November 2023
Stand: 03.11.2023, 10:30 Uhr
Veröffentlicht am 3. November 2023
Vendredi 3 novembre 2023
Publié le 3 novembre 2023 à 10h30
viernes, 3 de noviembre de 2023
Publicado em 3 de novembro de 2023 às 10h30
venerdì 3 novembre 2023
vrijdag 3 november 2023
3 ноября 2023, 10:30
2023年11月3日
2023年11月3日 10:30 更新
2023年11月3日（金）
发布时间：2023-11-03 10:30
新华社北京11月3日电
2023년 11월 3일"""


@pytest.mark.parametrize("line", DATELINES.split("\n"))
def test_a_date_by_itself_is_a_dateline_wherever_it_stands(line: str) -> None:
    assert kind_inside(line) == "dateline"


@pytest.mark.parametrize(
    "line", ["Berlin, 3. November 2023", "Toronto, Canada – November 3, 2023", "MADRID, 3 Nov."]
)
def test_a_place_with_a_date_is_a_dateline_at_the_edges(line: str) -> None:
    assert kind_at_the_top(line) == kind_at_the_end(line) == "dateline"


NO_DATELINES = """\
November was cold.
On Friday, November 3, 2023, she resigned.
Thursday, May 7, 2015 On Tuesday, the government announced a new flag.
The strike began on 3 November 2023
Friday
What happened on November 3, 2023?
1984
2023
Windows 11
LONDON, Nov 3 (Reuters) - The mayor resigned on Friday.
London (and Paris)
On May 5 (Reuters reported it first) she resigned.
10:15
Группа 7"""


@pytest.mark.parametrize("line", NO_DATELINES.split("\n"))
def test_what_only_mentions_a_date_is_no_dateline(line: str) -> None:
    assert kind_inside(line) == "sentence"


CAPTIONS = """\
Photo: Ada Lovelace
Photo by Ada Lovelace
Photo by Ada Lovelace on Unsplash
Photos by Ada Lovelace and Grace Hopper/Getty Images
Photo courtesy of NASA
Photograph: Ada Lovelace/The Guardian
Image: United States Navy.
Image credit: NASA
Image source, Getty Images
Image caption, The mayor at work
(AP Photo/Ada Lovelace)
The mayor leaves the town hall. (AP Photo/Ada Lovelace, File)
The mayor leaves the town hall on Monday, Nov. 3, 2023, in London. (Ada Lovelace/The Times via AP)
The mayor at work (file photo)
The mayor at work. (Photo/Agencies)
The mayor at work. (Xinhua/Li Ming)
The mayor at work (courtesy of Ada Lovelace)
The mayor at work. Ada Lovelace/AFP
The mayor, left, with her deputy. Image: Ada Lovelace.
Playstation VR demo Image: Nick Moreau.
US President Barack Obama tweet to student Ahmed Mohamed Image: Twitter / Barack Obama.
DAB's Starry Lee; from file, 2015.
FILE PHOTO: The mayor leaves the town hall in London, November 3, 2023. REUTERS/Ada Lovelace
FILE - The mayor leaves the town hall in London, Nov. 3, 2023.
File photo: the mayor last year
REUTERS/Ada Lovelace
Getty Images
In this photo provided by the city, the mayor waves from a window.
In this Nov. 3, 2023, file photo taken in London, the mayor waves.
Foto: Ada Lovelace/dpa
Bild: picture alliance / dpa
Symbolbild
Die Bürgermeisterin am Montag. (Foto: Ada Lovelace)
Crédit photo : AFP
Photo d'illustration
Foto: Ada Lovelace / EFE
Imagen: Ada Lovelace
Imagem: Ada Lovelace
Foto di Ada Lovelace
Beeld: ANP
Фото: Ада Лавлейс / ТАСС
写真：共同通信
資料写真
辞任を発表する市長＝3日、東京（写真：共同）
图片来源：新华社
图为市长在会场
市长离开会场。（图：新华社）"""


@pytest.mark.parametrize("line", CAPTIONS.split("\n"))
def test_what_stands_under_a_picture_is_a_caption(line: str) -> None:
    assert kind_inside(line) == "caption"


NO_CAPTIONS = """\
The photo: a mayor in tears.
Photos by a passer-by show smoke over the town hall.
Photo editors were laid off in May.
The archive was sold to Getty Images.
She posted a picture of it (the photo was later deleted).
The video, which was filed with the court, shows the mayor.
He asked for the image to be taken down, Getty Images said.
In this photo, she looks tired, critics wrote.
Imagine: a city without a mayor.
The reporter works for AFP/Reuters, she said.
File charges, the lawyer told her.
The mayor closed the file.
"That is all," he said. (Reuters/NAN)
Die Polizei ermittelt. (dpa/lno)
Die Polizei ermittelt. dpa/lno
The two sides will meet again on Monday. (AFP/Reuters)
They drank wine (courtesy of the mayor).
The police took her phone (photo/video evidence was on it).
"Take a photo: it lasts longer," he said.
Das Bild zeigt die Bürgermeisterin.
La photo a fait le tour du monde.
这张图片引起了争议。
写真は本物だと市は説明した。"""


@pytest.mark.parametrize("line", NO_CAPTIONS.split("\n"))
def test_prose_about_pictures_is_no_caption(line: str) -> None:
    assert kind_inside(line) == "sentence"


LINKS = """\
SEE ALSO:Joint Venture Files for Bankruptcy
SEE ALSO: What happens next? We ask.
READ MORE What happens next
Read more: What happens next
Read more about the mayor here
Read more »
► READ MORE: What happens next
Read the full story here
Continue reading
Related: Five charts
RELATED STORIES: Five charts
Watch: The mayor's last speech
MORE: The mayor's last speech
Click here to read the judgment
https://example.org/a-story
www.example.org
https://t.co/abc https://example.org/b
pic.twitter.com/a1b2c3
Read this in Spanish
Leer en español
Lesen Sie auch: Was jetzt geschieht
Lesen Sie auch „Was jetzt geschieht“
Mehr zum Thema: Rücktritte
Lire aussi : Ce qui va se passer
À lire aussi Ce qui va se passer
Lea también: Qué pasará ahora
Te puede interesar: Qué pasará ahora
Leia também: O que acontece agora
Saiba mais: o que acontece agora
Leggi anche: Che cosa succede ora
LEGGI ANCHE Che cosa succede ora
Lees ook: Wat er nu gebeurt
Читайте также: Что будет дальше
関連記事：市長の辞任
【関連】市長の辞任
続きを読む
相关阅读：市长辞职
延伸阅读 | 市长辞职
اقرأ أيضا: استقالة العمدة"""


@pytest.mark.parametrize("line", LINKS.split("\n"))
def test_what_leads_elsewhere_is_a_link(line: str) -> None:
    assert kind_inside(line) == "link"


NO_LINKS = """\
Read more than one newspaper.
Read more books, the minister said.
See also what he said in May.
Related parties were told.
Watch the mayor carefully, he said.
More from the council is expected on Thursday.
Click here, the message told its victims, and the files were gone.
Click here to verify your account, the message read.
"Read more," she said.
The address is https://example.org/a-story, the police said.
Lesen Sie auch mal ein Buch, rät der Minister.
Leer más libros ayuda a los niños.
Saiba mais quem puder.
Siehe auch das Urteil vom Mai.
Recommended doses were exceeded.
Recommended
More
関連する質問には答えなかった。
相关部门没有回应。"""


@pytest.mark.parametrize("line", NO_LINKS.split("\n"))
def test_prose_that_begins_like_a_prompt_is_no_link(line: str) -> None:
    assert kind_inside(line) == "sentence"


BOILERPLATE = """\
Our Standards: The Thomson Reuters Trust Principles., opens new tab
Do you have an opinion on the issues raised in this article? If you would like to submit a \
response of up to 300 words by email to be considered for publication, please click here.
To continue reading, subscribe to The Ledger.
From $1 a week. Cancel anytime.
Got a story? Email tips@dailyblast.example or call 0800 555 0123.
Have you been affected by the floods? Get in touch with us.
Follow AP's coverage of the strike at https://apnews.example/strike
Article réservé à nos abonnés La police municipale en chiffres
Sign up for our newsletter
Sign up here to get the day's top stories in your inbox.
Subscribe to our newsletter for the latest news.
Get the latest news delivered to your inbox every morning.
Enter your email address
Follow us on Twitter and Facebook.
Follow the BBC on Instagram
*Subscribe to The Times' daily briefing.*
© 2023 The Daily Bugle
Copyright 2023 The Associated Press. All rights reserved.
Copyright © 2023 The Daily Bugle. All rights reserved. This material may not be published.
All rights reserved.
(c) 2023 The Daily Bugle
This material may not be published, broadcast, rewritten or redistributed.
This article was originally published on The Conversation.
This story has been republished under a Creative Commons licence.
This story was produced by KFF Health News.
The Associated Press contributed to this report.
Ada Lovelace and Grace Hopper in London contributed reporting to this story.
Reporting by Ada Lovelace; editing by Grace Hopper
(Reporting by Ada Lovelace in London; Editing by Grace Hopper)
Reporting by Ada Lovelace in London
Additional reporting by Grace Hopper and Alan Turing
We use cookies to improve your experience.
This website uses cookies. By continuing to browse you accept them.
By signing up, you agree to our Terms of Use.
Advertisement
ADVERTISEMENT
Story continues below advertisement
Sponsored content
Share this article
Share
Share on Facebook
Leave a comment
12 comments
Support independent journalism
5 min read
Already a subscriber? Log in
* * *
———
#mayor #resignation
news@example.org
Tags: mayor, resignation
Abonnieren Sie unseren Newsletter!
Alle Rechte vorbehalten.
Anzeige
Diese Website verwendet Cookies.
Inscrivez-vous à notre newsletter
Tous droits réservés
Publicité
Partager cet article
Suscríbete a nuestro boletín
Todos los derechos reservados
Publicidad
Assine a nossa newsletter
Todos os direitos reservados.
Iscriviti alla newsletter
© RIPRODUZIONE RISERVATA
Schrijf je in voor onze nieuwsbrief
Advertentie
Подпишитесь на наш телеграм-канал
Все права защищены
Реклама
無断転載を禁じます
広告
ニュースレターに登録する
版权所有，未经许可不得转载
未经授权不得转载
广告
扫码关注公众号
责任编辑：李明"""


@pytest.mark.parametrize("line", BOILERPLATE.split("\n"))
def test_what_belongs_to_the_page_is_boilerplate(line: str) -> None:
    assert kind_inside(line) == "boilerplate"


@pytest.mark.parametrize(
    "line",
    [
        "By Ada Lovelace",
        "By Ada Lovelace and Grace Hopper",
        "By ADA LOVELACE, Staff Writer",
        "by Ada Lovelace",
        "Von Ada Lovelace",
        "Par Ada Lovelace",
        "Por Ada Lovelace de la Cruz",
        "Di Ada Lovelace",
        "Door Ada Lovelace",
        "Автор: Ада Лавлейс",
        "记者 李明",
        "文/李明",
    ],
)
def test_a_byline_is_boilerplate_at_the_edges(line: str) -> None:
    expected = "sentence" if line == "记者 李明" else "boilerplate"
    assert kind_at_the_top(line) == kind_at_the_end(line) == expected


PROSE_THAT_TRAPS = """\
Follow @leapmotor on X. The file was leaked! Really? Yes, it was.
Sign-ups for the newsletter fell by half, the council said.
"Sign up for our newsletter," the message said.
Sign up for our newsletter, said the message.
The newsletter was founded in 1998.
Copyright law was changed in 2019.
The notice said that all rights reserved.
The book's first page says "All rights reserved."
This article of the constitution was first published in 1949 by parliament, he said.
The article was originally published in Nature in 1998 and has since been retracted.
Reporting by the New York Times found that the mayor had lied.
Editing by committee rarely works.
We use cookies, the company told the court.
"We use cookies," Google said.
The site uses cookies, which regulators object to.
Advertisement revenue fell.
The share fell by 3 percent.
Share prices fell.
By Monday night
By land and sea
By and large, the city is calm.
By contrast
Anzeige wurde erstattet.
Follow-up talks on Facebook are planned.
Donate blood, the hospital asked.
He contributed to this success.
She contributed to this report in 2019, before the scandal broke.
Menus were printed.
Tags were removed from 3,000 sheep.
La publicité a été interdite.
Todos los derechos de los trabajadores.
Sources close to the mayor confirmed it.
Source: insiders close to the mayor said so.
广告费上涨了。
关注此事的人很多。
责任编辑受到处分。
Have you got a story?
Our standards are high, the editor said.
The BBC's coverage of the strike was criticised.
Customers may cancel any time, the firm said.
Have you been affected? he asked the crowd.
Follow the BBC, the minister said.
The Associated Press receives no support from the state, its head said."""


@pytest.mark.parametrize("line", PROSE_THAT_TRAPS.split("\n"))
def test_prose_that_uses_the_same_words_stays_prose(line: str) -> None:
    assert kind_inside(line) == "sentence"


@pytest.mark.parametrize(
    "line",
    ["By Monday night", "By land and sea", "By contrast", "By January", "Von Berlin nach Hamburg"],
)
def test_not_everything_after_by_is_a_byline(line: str) -> None:
    assert kind_at_the_top(line) == "sentence"


def test_a_line_that_is_as_long_as_a_paragraph_is_prose_whatever_it_begins_with() -> None:
    more = " The mayor's party lost in May." * 20
    assert kind_inside("READ MORE:" + more) == "sentence"
    assert kind_inside("Photo: the mayor." + more) == "sentence"
    assert kind_inside("Sign up for our newsletter." + more) == "sentence"
    assert kind_inside(more.strip() + " Image: NASA.") == "sentence"


# ── headlines ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Mayor resigns", "She left."], "headline"),
        (["Is this the end for the mayor?", "She left.", "Nobody knows."], "headline"),
        (["She is gone!", "She left.", "Nobody knows."], "headline"),
        (["Is this the end?", "The mayor said on Monday that she would go."], "headline"),
        (["Is this the end?", "It is."], "sentence"),
        (["市長は辞任するのか？", "市長は辞任した。", "後任は未定だ。"], "headline"),
        (["Photos: Storm hits the coast", "It rained.", "It blew."], "headline"),
        (["Watch: The mayor's last speech", "She spoke.", "She left."], "headline"),
        (["Related: how the strikes began", "They began in May."], "headline"),
        (["Mayor resigns."], "sentence"),
        (["Mayor resigns"], "sentence"),
        (["Mayor resigns.", "She left."], "sentence"),
        (["Who killed him? Nobody knows!", "She left.", "Soon."], "sentence"),
        (['"Who killed him?"', "She left.", "Soon."], "sentence"),
        (["The mayor of the city said on Monday that", "she would leave in May."], "sentence"),
        (["When she left on Monday,", "The mayor was calm."], "sentence"),
        (["word " * 80, "They rose."], "sentence"),
        (["Did you know " + "that " * 40 + "?", "They rose."], "sentence"),
    ],
)
def test_the_first_line_is_the_headline_where_it_looks_like_one(
    lines: Sequence[str], expected: str
) -> None:
    assert kinds_of([line.strip() for line in lines])[0] == expected


def test_what_cannot_be_a_headline_may_stand_above_it() -> None:
    lines = ["Friday, November 3, 2023", "Advertisement", "Mayor resigns", "She left.", "Soon."]
    assert kinds_of(lines) == ["dateline", "boilerplate", "headline", "sentence", "sentence"]


def test_a_heading_inside_the_article_has_no_kind_of_its_own() -> None:
    for heading in ("What happens next", "Election Results", "Disney", "Sources of income", "May"):
        assert kind_inside(heading) == "sentence"


# ── lists ────────────────────────────────────────────────────────────────────────────────────

SOURCES = [
    '"Document found on street" — CBC.ca, August 15, 2008',
    'Peter Zimonjic. "MP calls for probe" — Edmonton Sun, August 16, 2008',
    "https://example.org/document",
]


@pytest.mark.parametrize("heading", ["Sources", "Sources:", "Quellen", "Fuentes", "出典", "来源"])
def test_a_list_of_sources_is_boilerplate_with_its_heading(heading: str) -> None:
    kinds = kinds_of(["Mayor resigns", *PROSE, heading, *SOURCES])
    assert kinds == ["headline", *["sentence"] * len(PROSE), *["boilerplate"] * 3, "link"]


def test_a_list_of_sources_ends_where_prose_begins() -> None:
    kinds = kinds_of(["Mayor resigns", *PROSE, "Sources", *SOURCES, *PROSE])
    assert kinds[-len(PROSE) :] == ["sentence"] * len(PROSE)
    assert kinds[-len(PROSE) - 4 : -len(PROSE)] == [*["boilerplate"] * 3, "link"]


def test_a_heading_called_sources_over_prose_is_no_list() -> None:
    prose = ["The city draws its power from the river.", "Since 2019 it has bought the rest."]
    assert kinds_of(["Power", *PROSE, "Sources", *prose]) == [
        "headline",
        *["sentence"] * (len(PROSE) + 3),
    ]


def test_other_articles_at_the_end_are_links() -> None:
    titles = ["Council to meet on Thursday", "Who is her deputy?", "Five charts"]
    kinds = kinds_of(["Mayor resigns", *PROSE, "Related stories", *titles])
    assert kinds[-4:] == ["link"] * 4


def test_other_articles_with_bullets_are_links_also_before_prose() -> None:
    titles = ["- Council to meet on Thursday", "- Five charts"]
    kinds = kinds_of(["Mayor resigns", *PROSE, "More on this story", *titles, "Results", *PROSE])
    assert kinds[1 + len(PROSE) :] == [*["link"] * 3, *["sentence"] * (1 + len(PROSE))]


def test_headings_after_a_list_of_other_articles_are_not_taken_for_its_entries() -> None:
    kinds = kinds_of(["Mayor resigns", *PROSE, "Related stories", "What happens next", *PROSE])
    assert kinds[1 + len(PROSE) :] == ["link", *["sentence"] * (1 + len(PROSE))]


# ── all together ─────────────────────────────────────────────────────────────────────────────


@given(st.lists(st.text(min_size=1).map(lambda line: line.strip()).filter(bool), max_size=12))
def test_any_lines_have_a_kind_each(lines: list[str]) -> None:
    kinds = kinds_of(lines)
    assert len(kinds) == len(lines)
    assert set(kinds) <= set(KINDS)


@pytest.mark.parametrize(
    "line",
    [
        *PROSE[:2],
        "A" * 99,
        "(" * 290,
        "Ada Lovelace " * 22 + "/ x",
        "May 1, " * 14,
        "a." * 149 + "@a",
        "#a " * 95 + "!",
        "a, " * 99 + "x",
        "in this photo " * 20,
        "1 " * 49,
        "Photo by A" * 20,
    ],
)
def test_any_line_is_read_at_once(line: str) -> None:
    lines = ["Mayor resigns", *[line.strip()] * 2_000]
    began = perf_counter()
    kinds_of(lines)
    assert perf_counter() - began < 2


LISTED = {
    "wikinews-sensitive.txt": ["boilerplate"] * 6,
    "wikinews-election.txt": ["caption"],
    "wikinews-worship.txt": [],
}
"""What follows headline and dateline in some of the articles."""


@pytest.mark.skipif(not ARTICLES.exists(), reason="the articles are not here")
def test_real_articles_have_a_headline_a_dateline_and_few_other_lines() -> None:
    for path in sorted(ARTICLES.glob("*.txt")):
        lines = [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]
        kinds = kinds_of(lines)
        assert kinds[0] == "headline", path.name
        if path.name != "wikinews-flag.txt":  # its date stands before prose on one line
            assert kinds[1] == "dateline", path.name
        others = [kind for kind in kinds[2:] if kind != "sentence"]
        assert others == LISTED.get(path.name, others), path.name
        for line, kind in zip(lines[2:], kinds[2:], strict=True):
            if kind == "caption":
                assert any(sign in line for sign in ("Image:", "Video:", "Audio:", "from file")), (
                    line
                )
            assert kind not in {"headline", "dateline"}, line
