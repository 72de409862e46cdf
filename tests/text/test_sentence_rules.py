"""Where sentences end, by language: `|` stands at each end that is not the last."""

from __future__ import annotations

import pytest

from annotator.text.sentences import segment

ENGLISH = [
    "Mr. Hale met Mrs. Ortega in St. Louis.| Dr. Wu did not come.",
    "J. R. Hale and K.L. Ortega left.| George W. Hale stayed.",
    "She lives in the U.S.| He lives in the U.K.| We met in Washington, D.C.| It rained.",
    "The U.S. Treasury agreed.| Officials of the U.N. in Geneva did not.",
    "Hale Inc. Chief Executive Jo Wu resigned.| Nobody follows at Hale Inc.| Investors fled.",
    "It opens at 9 a.m. Monday.| At 6 a.m. Mr. Hale woke.| He slept at 9 p.m.| The city did not.",
    "He left on Jan. 5.| He came back in Feb.| No. 5 won.| The answer is no.| See p. 5, vol. 2.",
    "It began at 9 p.m. (0100 GMT).| He came in May.| Yahoo! Inc. agreed.| It is 9 p.m.| Go.",
    "Why the U.S. Will Not Leave Hale Inc. The Easy Way",
    "They sold rice, beans, etc. in bags.| They sold rice, etc.| Then they left.",
    "Plan B.| It failed.| Group A.| Group B came second.| You and I.| Did you see Ann I. Hale?",
    "Apples, e.g. Cox, i.e. the old ones, vs. Gala were compared by Hale et al.| They won.",
    "Prices rose 3.5%.| $5 was lost.| 3 people left.| In 2019, it grew.| 2020 was worse.",
    "iPhone sales fell.| eBay did well.| Visit www.example.com.| Write to jo@example.org.| Go.",
    "Jeopardy! host Jo Wu left Yahoo! in May.| Yahoo! Inc. agreed.",
    "A newer IE.| Its goal is clear.| The rule of law ended.|The minister left.| Node.js works.",
    "It was 104 F.| Roads buckled.| It was 40 C.| In the shade!| Ann C. Hale left.",
    "He met Robert Hale Jr.| Has she spoken?| He is at Hale Inc.| Would he say why?",
    "They talked and talked...| Nobody knew why.| Well ... perhaps someone did.",
    "It ended.[1]| It began.[2][3]| Great! :)| You win.",
]
QUOTATIONS = [
    "“We will not sell,” Hale said.| “We never did.”| He left.",
    "“Is it over?” Hale asked.| “Never!” Jo Wu shouted at reporters.| “Why?” she asked.",
    '"Is it over?" Hale asked.| "Not yet!" he shouted.| They laughed.',
    "‘Is it over?’ Hale asked.| ‘Not yet!’ he shouted.| They laughed.",
    "“It is over.”| Hale said he would appeal.| “It’s time!” Sen. Jo Wu, D-Mass., said.",
    "He said, “The market shrinks.| Our costs rise.| We must act.”| Analysts agreed.",
    "He said, ‘The market shrinks.| Our costs rise.| We must act.’| Analysts agreed.",
    'He said, "The market shrinks.| Our costs rise.| We must act."| Analysts agreed.',
    "In the ’90s, pay was low.| Workers’ pay rose.| The ’80s were worse.| It’s so.",
    "In the '90s, pay was low.| Workers' pay rose.| The '80s were worse.| It's so.",
    'The 5\'10" man sat.| The 6" nail was bent.| It broke.',
    "“Who said, ‘Never again’?” asked the judge.| “I did.”",
    "The film “Is This the End?” drew crowds.| The plan was “a mess.”| Hale agreed.",
]
BRACKETS = [
    "The firm (it was founded in 1899. It is old) fell.| It rose (up 3.2% from May).",
    "He left.| (Reporting by Jo Wu; editing by K. Hale.)| It is late.",
    "(The talks failed.| Nobody was surprised.)| The firm closed.",
    "He agreed (!) and left.| She said [sic] so.| 1) This is no pair.| Nor is :) this.",
]
LISTS = [
    "1. The first item |2. The second item |3. The third item",
    "a) The first b), |b) the second",
    "• 9. The first item |• 10. The second item",
    "Signed, Jo Wu |---------- |This message is for you.",
]
OTHERS = {
    "de": [
        "Am 3. Mai kam er.| Im 20. Jahrhundert war das anders.| Platz 3.| Das war gut.",
        "Prof. Dr. K. Hahn, d. h. der Chef, wohnt z. B. in der Hauptstr. 5.| Vgl. Abs. 3 Nr. 4.",
        "„Wir gehen.| Wir kommen wieder“, sagte er.| „Nie!“ rief sie.| Er ging.",
        "»Wir gehen«, sagte er.| »Das ist alles.«| 5 Mio. Euro, Zinsen usw.| Die Aktie fiel.",
        "Papst Benedikt XVI. trat zurück.| Das war 2013.| 40.000 kamen.",
        "Das Paket wog 3,5 kg.| Empfänger ist Hahn, Inh. K. Hahn.| Es lag 3 km. weiter.",
        "Er wohnt in Frankfurt a. M.| Dort ist es schön.| Offenbach a. M. liegt nahe.",
        "Die Fa. Hahn in der Hauptstr. in Bonn schwieg.| Prof. em. Dr. Hahn auch.",
    ],
    "fr": [
        "M. Hahn est parti.| L’art. 5, cf. p. 12, est clair.| J.-C. Roux l’a lu.| D’autres non.",
        "« Nous ne vendons pas », a dit M. Roux.| « Pourquoi ? » a demandé Jean.| Il est parti.",
        "Il a dit : « Nous partons.| Nous reviendrons. »| Puis rien.| Louis XIV.| Il régna.",
    ],
    "es": [
        "El Sr. Ruiz llegó a las 3 p. m. a EE. UU. con la Dra. Gil.| ¿Qué pasó?| ¡Nada!",
        "Los JJ. OO. de 2024 y las CC. AA. de España.| El Gobierno calla.",
        "“No cederemos.| Seguiremos”, dijo.| Vive en EE. UU.| La empresa cerró.| Véase el art. 5.",
    ],
    "ro": ["Dl. Pop locuiește pe str. Lungă nr. 5.| „De ce?” a întrebat ea.| Apoi a plecat."],
    "sv": ["Det kostar 5 kr.| Kunderna klagar.| Kurs 5 kr. per aktie."],
    "da": ["De holdt Skt. Hans på 5. gade.| Jeg bor i E.U.| Hvad med dig?| Nej."],
    "cs": [
        "Stojí to 5 Kč.| Lidé platí 3 mil. Kč.| Konec.",
        "Dne 3. Května přišel prof. Novák.| Karel IV. byl král.| „Proč?“ zeptala se.",
    ],
    "it": [
        "Sarà sentito il 3 gen.| «Chiarirà tutto», dice.| Il gen. Neri tace dal 3 gen. 2020.",
        "Il sig. Rossi e la dott.ssa Bianchi arrivano.| L’art. 5, lett. b, d.lgs. n. 50.| Fine.",
        "«Perché?» ha chiesto Anna.| Nacque nel 100 a.C. a Roma.| Morì nel 44 a.C.| Il figlio no.",
    ],
    "pt": ["O Sr. Gil e a Dra. Reis chegaram.| “Por quê?”, perguntou.| Veja o art. 5.| É o fim."],
    "nl": ["Dhr. Bos is o.a. hier.| ‘Waarom?’ vroeg ze.| ’s Avonds regende het.| Zie blz. 3."],
    "pl": [
        "W 1990 r. wyjechał.| Wrócił w 2000 r.| Jan został, np. z prof. Nowakiem itd.| Koniec.",
        "Stracił 3 mln.| Firma milczy.| Bilet za 5 zł.| Tłumy stały 3 km.",
    ],
    "ru": [
        "В 1990 г. он уехал.| Он умер в 2000 г.| Л. Н. Белов живёт на ул. Мира, д. 5.| Т. е. нет.",
        "«Мы уходим», — сказал А. Белов.| «Почему?» — спросила она.| 5 тыс. руб. не хватило.",
        "Ущерб достиг 1,2 млрд руб.| Следствие идёт.| Дали 5 тыс. руб. на ремонт.",
        "Это стоит 3 млн.| Компания молчит.| Весит 5 кг.| Размеры иные.",
        "— Не знаю, — сказал он.| — Пойдём.| «Да, — сказал он. — Мы идём».",
    ],
    "uk": ["Це 5 млн.| Люди задоволені.| У 1990 р. він поїхав."],
    "ar": [
        "قال د. أحمد إن الوضع جيد.| هل هذا صحيح؟| نعم!| ثم غادر.",
        '"هل هذا صحيح؟" سأل الصحفي.| "نعم!"| ثم غادر.',
    ],
    "hi": [
        "डॉ. शर्मा ने कहा।| क्या यह सच है?| हाँ!| श्री एस. के. सिंह नहीं आए।",
        "वह गया।| फिर आया।| बी.जे.पी. ने कहा।",
        '"क्या यह सच है?" मंत्री ने पूछा।| "नहीं।" उन्होंने कहा।| "हाँ।"| उन्होंने कहा कि वे आए।',
    ],
    "ur": ["وہ گیا۔| کیا یہ سچ ہے؟| ہاں۔"],
    "el": ["Πήγε σπίτι.| Γιατί;| Δεν ξέρω."],
    "ko": ["그는 갔다.| “왜?”라고 물었다.| 매출은 3.5% 늘었다."],
    "zh": [
        "“好的。”|他说完就走了。|“好的。”他说。",
        "他走了。|2003年他回来了。|增长3.5%。|真的吗？！|是的……也许吧。",
        "“我们不卖。|从来没有想过！”他说。|他问：“真的吗？”|她回答：“是的。”|随后走了。",
        "电影《你好！再见》很受欢迎。|他高喊“加油！”冲了出去。|（完。）",
    ],
    "ja": [
        "株価は3.5％上がった。|2003年に戻った。|本当ですか？|はい！|詳細は不明だ。",
        "「売らない。」と彼は言った。|「はい。|そうです。」|彼は「行く！」と叫んだ。",
    ],
}


def marked(text: str, language: str) -> str:
    """A line with `|` where its sentences end."""
    ends = [sentence.end for sentence in segment(text, language)][:-1]
    for end in reversed(ends):
        text = f"{text[:end]}|{text[end:]}"
    return text


@pytest.mark.parametrize("line", [*ENGLISH, *QUOTATIONS, *BRACKETS])
def test_english_ends_sentences_here(line: str) -> None:
    assert marked(line.replace("|", ""), "en") == line


@pytest.mark.parametrize("line", LISTS)
def test_items_and_drawn_rules_stand_by_themselves(line: str) -> None:
    assert marked(line.replace("|", ""), "en").replace("| ", " |") == line


@pytest.mark.parametrize(
    ("language", "line"), [(code, line) for code, lines in OTHERS.items() for line in lines]
)
def test_other_languages_end_sentences_here(language: str, line: str) -> None:
    assert marked(line.replace("|", ""), language) == line


@pytest.mark.parametrize(
    ("language", "line"),
    [("en", line) for line in [*ENGLISH, *QUOTATIONS, *BRACKETS]]
    + [(code, line) for code, lines in OTHERS.items() for line in lines],
)
def test_a_sentence_by_itself_is_one_sentence(language: str, line: str) -> None:
    for sentence in line.split("|"):
        assert marked(sentence.strip(), language) == sentence.strip()


@pytest.mark.parametrize("language", [None, "", "en-GB", "EN_us"])
def test_no_language_and_every_english_are_cut_as_english_is(language: str | None) -> None:
    text = "Mr. Hale left at 9 p.m. Monday. “Why?” Jo Wu asked."

    assert segment(text, language) == segment(text, "en")
