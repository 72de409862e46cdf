"""Russian, Ukrainian, Polish and Czech."""

from __future__ import annotations

from typing import Final

from annotator.text.rules.language import Rules, words

RUSSIAN: Final = Rules(
    never=words(
        "проф доц акад д-р г-н г-жа гр тов св ул пл пр-т просп пер наб бул ш пос дер с д пгт р-н",
        "корп стр кв оф ген подполк кап лейт серж адм т.е т.н т.наз т.к т.о напр ср см ст ок",
        "около прибл включ исп англ нем фр франц лат греч рус итал яп араб укр букв наст урожд",
        "псевд ред сост изд авт зам зав нач гл пред секр чл чл.-корр деп оз р о ф хут мкр влд",
        "д-ра о-в п-ов гос",
    ),
    numbered=words("рис табл илл гл разд п пп с стр т тт ч вып кн ст № абз прим ил"),
    months=words("янв фев февр мар апр июн июл авг сент сен окт нояб ноя дек"),
    endings=words(
        "г гг в вв н.э до.н.э руб коп тыс долл дол у.е др пр проч и.др и.пр мин сек",
        "ч час м га куб кв.м куб.м шт экз чел л.с тел э.с м.б ин сб об н.с обл им",
        "полк",
    ),
    last=words("т.д т.п и.т.д и.т.п млн млрд трлн км см мм кг"),
    units=words("г гг в вв руб коп чел м га мин сек ч р"),
    starters=words(
        "в во на с со по из за к ко от до у о об при под над для без через между перед после",
        "около и а но или да же что как когда где куда откуда почему зачем если хотя чтобы",
        "поэтому потому он она оно они мы вы я ты его её ее их этот эта это эти тот та то те",
        "такой такая такие все всё весь вся каждый многие некоторые несколько другие также так",
        "тогда теперь сейчас сегодня вчера завтра здесь там уже ещё еще только однако кроме",
        "помимо затем потом наконец впрочем не ни нет согласно благодаря среди время один одна",
        "два три четыре пять первый вторая первая второй был была было были есть может позже",
        "ранее именно кто какой какая сам сама",
    ),
    lettered=words("группа группы группе план витамин класс тип гепатит"),
    reporting=words("спросил спросила сказал сказала ответил ответила"),
)

UKRAINIAN: Final = Rules(
    never=words(
        "проф доц акад д-р ім вул пл просп пров бул м с смт обл р-н ген т.зв тобто напр див ст св",
        "англ нім фр лат грец рос укр пол гр тов ред зав заст",
    ),
    numbered=words("рис табл розд п пп с т ч вип кн ст № абз"),
    months=words("січ лют бер квіт трав черв лип серп вер жовт лист груд"),
    endings=words("р рр ст в н.е до.н.е грн коп тис дол ін та.ін хв сек год"),
    last=words("т.д т.п млн млрд км кг"),
    units=words("р рр ст грн коп хв"),
    starters=words(
        "у в на з із зі по за до від при під над для без через між після і й та а але або що як",
        "коли де якщо хоча щоб він вона воно вони ми ви я ти його її їх цей ця це ці той усі",
        "кожен також так тоді тепер зараз сьогодні тут там вже ще лише однак крім потім не ні був",
        "була було були",
    ),
)

POLISH: Final = Rules(
    never=words(
        "dr hab prof mec mgr inż med doc ks o bp abp kard św bł płk ppłk mjr kpt por ppor sierż",
        "plut adm kmdr p pp ul al pl os m.in np tzn tj tzw zob ca wg ob ww ds d.s jw ang niem",
        "franc łac ros wł hiszp gr red tłum oprac wyd r.m dyr zast przew przewodn woj pow gm min",
        "nadkom podinsp insp asp kom st sp pt",
    ),
    numbered=words("nr art ust pkt str s t tom rozdz rys tab poz par § lp dz.u zał tel godz"),
    words_too=words("par ust"),
    months=words("sty stycz lut mar kwi kwiet maj cze czerw lip sie sierp wrz wrześ paź list gru"),
    endings=words(
        "r w n.e p.n.e wiek tys gr szt min sek s.a z.o.o sp.z.o.o inc co corp",
        "ltd jr sr i.in in nast n u.s u.k lek im ok",
    ),
    last=words("itd itp etc mln mld zł kg km cm"),
    units=words("r w gr os"),
    starters=words(
        "w we na z ze do od po za o przy przed pod nad dla bez przez między według i a ale lub",
        "oraz że jak kiedy gdy gdzie jeśli jeżeli choć aby więc on ona ono oni one my wy ja ty",
        "jego jej ich ten ta to ci te tego tej tych tym taki taka takie wszystkie wszyscy każdy",
        "wielu kilka inne także też tak wtedy teraz dziś dzisiaj wczoraj jutro tu tam już jeszcze",
        "tylko jednak ponadto poza potem następnie zaś nie czy co kto który która które jest są",
        "był była było byli może mimo podczas dlatego ponieważ natomiast obecnie dwa trzy cztery",
        "pięć",
    ),
    lettered=words("grupa grupie plan witamina klasa typ część"),
    reporting=words("zapytał zapytała powiedział powiedziała odpowiedział"),
    ordinals=True,
)

CZECH: Final = Rules(
    never=words(
        "dr prof doc ing mgr bc mudr judr phdr rndr sv p pí gen plk mjr kpt por např tj tzv tzn",
        "resp cca ca ul nám tř popř příp zvl ang něm franc lat srov tel",
    ),
    numbered=words("č čl odst str s sv roč kap obr tab § písm"),
    endings=words("aj tis mil mld s.r.o a.s v.o.s inc co corp ltd jr sr r stol n.l"),
    last=words("atd apod kč km kg"),
    starters=words(
        "v ve na z ze do od po za o při před pod nad pro bez přes mezi podle i a ale nebo že jak",
        "když kde pokud aby on ona ono oni my vy já ten ta to ti ty tento tato toto jeho její",
        "jejich všechny každý také tak teď dnes včera zde už ještě jen však potom ne je jsou byl",
        "byla bylo",
    ),
    ordinals=True,
    ordinal_after=words(
        "ledna února března dubna května června července srpna září října listopadu prosince",
        "január januára februára marca apríla mája júna júla augusta septembra októbra novembra",
        "decembra",
    ),
)
