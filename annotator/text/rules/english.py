"""English: news usage of both sides of the Atlantic."""

from __future__ import annotations

from typing import Final

from annotator.text.rules.language import Rules, words

ENGLISH: Final = Rules(
    never=words(
        "mr mrs ms mx messrs mmes dr drs prof profs hon rev fr revd rt.hon ste sts mts gen lt col",
        "maj sgt capt cpt cmdr cdr adm brig pvt cpl gov govs sen sens reps amb pres supt det insp",
        "atty att'y dir exec sec'y treas mgr pte wing-cmdr vice-adm rear-adm lieut lieut.col",
        "lt.col lt.gen lt.gov maj.gen brig.gen sgt.maj atty.gen msgr pfc spc cllr ald nat'l int'l",
        "intl e.g i.e eg ie cf viz vs v ca c approx incl esp a.k.a aka f.k.a p.s d.b.a née rep",
    ),
    numbered=words(
        "no nos nr p pp pg pgs vol vols ch chap chaps sec secs sect art arts fig figs figures par",
        "para paras cl ex exh app ann op reg regs rm apt ste tel ext ed eds doc docs dept ver rev",
        "ep eps ser min max § op.cit loc.cit",
    ),
    words_too=words("no fig sec art app max par reg ch ann ed ex ext doc cl min rev"),
    months=words(
        "jan feb febr mar apr jun jul aug sept sep oct nov dec tues wed weds thu thur thurs fri",
        "mon tue",
    ),
    endings=words(
        "inc co corp ltd llc llp plc bros cos mfg jr sr esq ret ph.d phd m.d b.a m.a m.sc b.sc",
        "m.b.a j.d ll.b ll.m d.d.s d.phil r.n m.p q.c k.c s.j o.b.e u.s u.k u.n e.u u.s.a u.s.s.r",
        "u.a.e d.c l.a n.y n.j n.c s.c n.h n.m n.d s.d r.i p.r b.c w.va u.s.c n.v s.a s.p.a a.g",
        "b.v g.m.b.h s.r.l pty pvt gmbh ag nv ave blvd rd st mt sq hwy pkwy ln pl ter ct bldg ala",
        "ariz ark calif colo conn del fla ga ill ind kan kans ky la md mass mich minn miss mo",
        "mont neb nebr nev okla ore pa penn tenn tex vt va wash wis wisc wyo ont que alta sask",
        "man mil bn tn lb lbs oz ft yd yds cu kg km cm mm mph kph hr hrs min mins secs est dist",
        "a.d b.c.e c.e r.i.p i.q p.o t.v bro sis br dep univ dept assn assoc asst gov't govt proc",
        "natl acad sci soc",
    ),
    capitals=words(
        "co bros ala conn del fla ga ill ind kan la mass mich minn miss mo mont ore pa penn tenn",
        "tex va wash man pl ct ave dist est ter br sis bro ag cos",
    ),
    plain=words("may me id ok fed re con ken"),
    last=words("etc et.al al etal ibid"),
    hours=words("a.m p.m am pm"),
    zones=words(
        "eastern central mountain pacific atlantic et est edt ct cst cdt mt mst mdt pt pst pdt",
        "gmt utc bst cet cest ist jst hkt sgt aest aedt greenwich monday tuesday wednesday",
        "thursday friday saturday sunday jan feb march april may june july aug sept oct nov dec",
        "january february august september october november december beijing london tokyo moscow",
    ),
    starters=words(
        "the a an this that these those such he she it they we i you his her hers its their",
        "theirs our my your who whom whose which what when where why how whether there here then",
        "thus so and but or nor yet for if unless until while although though because since as",
        "once after before during despite amid among amongst against about above across along",
        "around at by from in inside into like near of off on onto out outside over per through",
        "throughout to toward towards under unlike upon with within without via not no yes nobody",
        "nothing none some someone many most much more several few both each every either neither",
        "all another any anyone others one two three four five six seven eight nine ten dozens",
        "hundreds thousands millions also however moreover meanwhile nevertheless nonetheless",
        "instead still even only just now today yesterday tomorrow tonight later earlier last",
        "next previously recently currently finally first second third fourth perhaps maybe",
        "indeed additionally furthermore therefore hence otherwise similarly according following",
        "speaking asked based let's it's he's she's they're we're i'm i've i'd we've they've",
        "there's that's here's what's who's don't didn't isn't aren't wasn't can't won't analysts",
        "officials police investors shares critics experts researchers scientists lawmakers",
        "prosecutors authorities residents supporters opponents protesters workers economists",
        "traders sources witnesses people women men children voters lawyers doctors students",
        "teachers democrats republicans mr mrs ms dr separately initially apparently originally",
        "eventually generally typically usually often sometimes nearly roughly approximately",
        "clearly obviously unfortunately fortunately interestingly importantly surprisingly",
        "has have had did does is are was were would could should",
        "likewise thereafter afterward afterwards founded born located known including companies",
        "sales prices profits revenue revenues customers consumers users earnings",
    ),
    lettered=words(
        "group plan vitamin class type grade section appendix exhibit hepatitis part team option",
        "schedule figure table category league series serie block column phase point item answer",
        "question letter model room gate terminal building wing line zone hall unit step scenario",
        "annex division district round lot variant strain influenza version and_i than_i or_i",
        "os_x",
    ),
    reporting=words(
        "said says asked asks replied replies added adds told tells wrote writes shouted cried",
        "yelled exclaimed whispered answered responded wondered noted demanded called recalled",
        "quipped joked tweeted posted declared announced continued concluded insisted explained",
        "laughed sighed screamed muttered murmured inquired enquired remarked argued warned",
    ),
)
