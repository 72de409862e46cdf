"""German and Dutch, and what Danish, Norwegian and Swedish need beyond the library."""

from __future__ import annotations

from typing import Final

from annotator.text.rules.language import Rules, words

GERMAN: Final = Rules(
    never=words(
        "dr prof em fa inh hr hrn fr frl st mag ing dipl dipl.-ing dipl.-kfm dr.h.c h.c hl sel pfr",
        "präs gen gebr geb gest verh verst ehem sog sogen insb insbes bes evtl ggf ggfs",
        "gegebenenf z.b d.h d.i u.u i.d.r i.a i.v m.e s.o s.u v.a i.s.v i.h.v bzw vgl sh s.a ca",
        "etwa rd zzgl abzgl inkl einschl exkl mind min durchschn allg entspr bzgl betr lt gem zw",
        "ausschl v jun sen a.d o.ä i.e zit hrsg übers bearb red verf b ev kath röm griech lat",
        "engl frz franz ital span dt österr schweiz jap chin russ amerik brit europ internat",
        "staatl städt gen.-sekr staatssekr stellv stv vors königl kgl kaiserl nördl südl östl",
        "westl",
    ),
    numbered=words(
        "nr nrn abs art abschn kap bd bde s § §§ ziff zi tab abb anm aufl ausg jg jh tel lfd fn",
        "rn rz bl hs az anl pos lit str tit no vol pp p kl",
    ),
    words_too=words("kl art"),
    months=words("jan feb febr mär apr jun jul aug sept sep okt nov dez mo di mi do sa so"),
    endings=words(
        "u.a u.v.a u.v.m u.a.m ff f dgl u.dgl u.ä mio mrd tsd mill milliard std min sek str pl co",
        "inc corp ltd jr sr n.chr v.chr u.s u.k u.n e.v i.r a.g m.b.h gmbh st stck stk",
        "w.o s.o phil jur med rer nat b.a m.a m.sc b.sc ph.d d.c bspw jhd jahrh dir max",
    ),
    plain=words("ok mich may ken"),
    last=words("usw etc usf kg km cm qm"),
    hours=words("a.m p.m"),
    starters=words(
        "der die das den dem des ein eine einen einem einer eines er sie es wir ich ihr du man",
        "sein seine seinen seinem seiner ihre ihren ihrem ihrer unser unsere mein meine kein",
        "keine dieser diese dieses diesen diesem jener jene jeder jede jedes alle allen alles",
        "viele manche mehrere einige beide in im an am auf aus bei beim bis durch für gegen",
        "hinter mit nach nachdem neben ohne seit trotz über um unter von vom vor während wegen zu",
        "zum zur zwischen und aber oder doch denn auch als da dann daher deshalb darum dabei",
        "damit danach davon dazu so wenn weil ob obwohl wie was wer wo wann warum welche welcher",
        "welches nicht nun nur noch schon jetzt heute gestern morgen hier dort dies bereits erst",
        "zunächst später außerdem allerdings jedoch dennoch trotzdem zudem hinzu insgesamt laut",
        "gemäß zwei drei vier fünf sechs sieben acht neun zehn mehr weniger etwa rund leider",
        "vielleicht sowohl weder entweder zwar ebenso ferner schließlich inzwischen seitdem",
        "dadurch somit ist sind war waren hat haben wird werden kann können soll muss",
    ),
    lettered=words("gruppe plan vitamin klasse typ teil punkt hepatitis serie zone liga variante"),
    reporting=words("sagte sagt fragte fragt rief ruft meinte meint erklärte antwortete"),
    ordinals=True,
    ordinal_before=words(
        "am im vom zum beim zur der die das den dem des seit ab bis und oder sein seine seinen",
        "seinem seiner ihr ihre ihren ihrem ihrer ein eine einen einem einer unser unseren jeder",
        "jede jedes dieser diese diesem diesen in ins aus auf gegen nach vor montag dienstag",
        "mittwoch donnerstag freitag samstag sonntag sonnabend",
    ),
    ordinal_after=words(
        "januar jänner februar feber märz april mai juni juli august september oktober november",
        "dezember jan feb mär apr jun jul aug sept sep okt nov dez jahrhundert jahrhunderts",
        "jahrhunderte jahrhunderten jahrtausend jahrtausends jh jhd jhs jahrestag geburtstag",
        "todestag spieltag platz rang bezirk kapitel lebensjahr stock stockwerk etage klasse",
        "auflage ausgabe staffel minute mal bundestag legislaturperiode wahlperiode weltkrieg",
        "armee division korps infanterie-division runde liga etappe hochzeitstag schuljahr",
        "semester band teil akt satz tag woche monat hälfte viertel quartal",
    ),
)

DUTCH: Final = Rules(
    never=words(
        "dhr mevr mw mej dr drs ir ing mr prof ds pater zr br st bijv bv b.v d.w.z dwz m.a.w",
        "m.b.t m.b.v o.a o.m i.v.m t.a.v t.g.v t.o.v t.w v.d vgl ca circa resp incl excl i.p.v",
        "m.i.v m.n m.u.v n.a.v o.l.v t.b.v v.w.b wo w.o z.g.n zgn zog geb ged gep kol maj kapt lt",
        "luit min.pres burg jhr jkvr em v oa ong ongev evt eventueel",
    ),
    numbered=words("nr nrs no art blz pag p pp hfst par vol dl afl fig afb tel lid bijl ed"),
    words_too=words("par lid"),
    months=words("jan feb febr mrt apr jun jul aug sept sep okt nov dec"),
    endings=words(
        "e.d e.a a.d n.v b.v co inc corp ltd jr sr jl v.chr n.chr u.s v.s vs u.k d.c mln mld min",
        "sec st str a.u.b s.v.p cs c.s gen",
    ),
    plain=words("dat u"),
    last=words("enz etc"),
    hours=words("a.m p.m"),
    starters=words(
        "de het een dit dat deze die hij zij ze ik wij we jij je u jullie er hier daar dan toen",
        "nu in op bij van voor met naar uit over onder tussen tegen tijdens na sinds door om aan",
        "als maar en of want dus ook toch niet geen wel wie wat waar wanneer waarom hoe welke",
        "zijn haar hun onze mijn veel sommige enkele alle beide volgens omdat hoewel terwijl",
        "nadat voordat zo zoals daarom daarna daarnaast bovendien echter inmiddels verder vandaag",
        "gisteren morgen later eerst ondanks vanaf tot te zowel twee drie vier vijf zes zeven",
        "acht negen tien is was heeft had wordt werd kan moet",
    ),
    lettered=words("groep plan vitamine klasse type deel punt hepatitis"),
    reporting=words("zei zegt vroeg vraagt riep roept aldus antwoordde"),
)

SWEDISH: Final = Rules(
    never=words("dr prof t.ex bl.a d.v.s dvs s.k fr.o.m t.o.m m.a.o ang resp jfr ca c:a hr fr st"),
    numbered=words("nr s sid kap art § bd vol fig tab tel kl"),
    months=words("jan feb febr mars apr jun jul aug sept sep okt nov dec"),
    endings=words("m.m m.fl o.s.v o.d e.d u.s co inc corp ltd jr sr kr milj mdr e.kr f.kr"),
    plain=words("det hon med"),
    units=words("kr"),
    last=words("osv etc"),
    starters=words(
        "det den de en ett han hon vi jag du ni man i på av för med till från om men och eller",
        "när där här då så att som efter under över vid utan enligt detta denna dessa inte nu",
        "även vad vem var hur varför ja nej många flera två tre alla bland hans hennes deras vår",
    ),
)

DANISH: Final = Rules(
    never=words("dr prof f.eks bl.a d.v.s dvs s.k jf ca hr fr skt sct mht ift pga evt inkl ekskl"),
    numbered=words("nr s kap art § stk bd vol fig tab tlf kl"),
    months=words("jan feb febr mar apr jun jul aug sept sep okt nov dec"),
    endings=words("m.m m.fl m.v mv o.l u.s co inc corp ltd jr sr kr mio mia e.kr f.kr"),
    plain=words("da med"),
    units=words("kr"),
    last=words("osv etc"),
    starters=words(
        "det den de en et han hun vi jeg du i man på af for med til fra om men og eller når der",
        "her da så at som efter under over ved uden ifølge dette denne disse ikke nu også hvad",
        "hvem hvor hvordan hvorfor hvis hvornår ja nej mange flere to tre alle blandt hans hendes",
        "deres vores",
    ),
    ordinals=True,
)
