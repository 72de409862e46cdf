"""French, Spanish, Italian, Portuguese and Romanian."""

from __future__ import annotations

from typing import Final

from annotator.text.rules.language import Rules, words

FRENCH: Final = Rules(
    never=words(
        "m mm mr mgr me mes dr drs pr prof st ste sts gén gal cdt lt cne adj ing mlle mme mmes",
        "mlles env cf c.-à-d c.a.d càd p.ex vs v ca c ap av apr av.j hab éd dir coll trad resp sr",
        "s.m s.a.r s.e r.p h.c n.d.l.r ndlr ndt n.d.t dép arr cant rép",
    ),
    numbered=words("n no nos art p pp pg vol chap fig t tab tél par al all l r d n° réf éd liv ch"),
    words_too=words("par fig"),
    months=words("janv jan févr fév avr juil juill sept oct nov déc"),
    endings=words(
        "j.-c j.c av.j.-c apr.j.-c s.a s.a.s s.a.r.l cie inc co corp ltd jr sr ltée u.s u.k u.n",
        "bd boul av pl rte sq ph.d d.c m.a b.a r.-v sv suiv p.-s km cm min sec hab u.r.s.s o.n.u",
        "s.n.c.f e.u é.-u col cap ex",
    ),
    last=words("etc"),
    hours=words("a.m p.m"),
    starters=words(
        "le la les l'on un une des du ce cet cette ces il elle ils elles on nous vous je tu son",
        "sa ses leur leurs notre nos votre vos mon ma mes c'est c'était s'agit qui que quoi quand",
        "où comment pourquoi combien quel quelle quels quelles si et mais ou donc or ni car dans",
        "en sur sous par pour avec sans chez vers depuis pendant durant après avant entre contre",
        "selon malgré outre grâce dès lors lorsque puis alors ensuite enfin ainsi aussi cependant",
        "toutefois pourtant néanmoins toujours encore déjà aujourd'hui hier demain ici là voici",
        "voilà tout toute tous toutes plusieurs certains certaines quelques chaque aucun aucune",
        "autre autres deux trois quatre cinq six sept huit neuf dix plus moins beaucoup non oui",
        "né née elle-même parmi afin comme bien même jusqu'à au aux à cela ceci celui celle ceux",
        "est sont était a ont avait d'autres d'après",
    ),
    lettered=words("groupe plan vitamine classe type section annexe hépatite partie ligue point"),
    reporting=words("demande demanda répond répondit dit s'exclame lance ajoute"),
)

SPANISH: Final = Rules(
    never=words(
        "bs sr sra srta sres sras srtas d dª dña dn dr dra dres dras prof profa lic licda ing arq",
        "abg gral gen cnel cap tte tcnel sgto cmdte alm mons pbro fr sto sta hno hna rev excmo",
        "excma excmos ilmo ilma mr mrs ms st p.ej ej ntra ntro vs v cf ca aprox máx mín incl gob",
        "pdte pdta presid dpto depto admón col av avda c ctra urb fdo vda dir dirª secr",
    ),
    numbered=words(
        "núm núms num nº n no nro nros art arts pág págs pag p pp vol vols cap caps fig figs párr",
        "párrf párrs tít t tel tfno teléf ed inc reg tab cód apdo apart lib",
    ),
    words_too=words("no"),
    months=words(
        "ene feb febr mar abr may jun jul ago agos sept sep set oct nov dic lun mié miér jue vie",
    ),
    endings=words(
        "ee.uu eeuu ff.aa ff.cc rr.hh jj.oo cc.oo aa.vv s.a s.l s.a.u s.a.s s.r.l s.a.b s.c c.v",
        "cía cia co inc corp ltd jr sr u.s u.k u.e d.c a.c a.d m.s s.s s.m q.e.p.d n.y d.f km kms",
        "hs hrs min seg cm mm kg pta ptas apdo izq dcha r.i.p ph.d b.o.e mill",
    ),
    plain=words("auto bien con de en para un tras contra entre sobre ante"),
    last=words("etc"),
    hours=words("a.m p.m"),
    starters=words(
        "el la los las lo un una unos unas este esta estos estas ese esa esos esas aquel aquella",
        "esto eso él ella ellos ellas yo nosotros usted ustedes su sus mi mis tu nuestro nuestra",
        "se es son fue fueron era eran está están ha han había hay en a al de del con por para",
        "sin sobre tras según desde hasta entre hacia durante ante bajo contra mediante y e o u",
        "ni pero sino aunque porque como cuando donde mientras si que qué quién cuál cómo cuándo",
        "dónde no sí también tampoco además así entonces luego después antes ahora hoy ayer",
        "mañana aquí allí ya aún todavía todo toda todos todas cada algunos algunas muchos muchas",
        "varios varias otro otra otros otras dos tres cuatro cinco seis siete ocho nueve diez más",
        "menos sólo solo posteriormente actualmente finalmente asimismo embargo primero tal dicho",
        "dicha ambos ambas gracias debido nació murió",
    ),
    lettered=words("grupo plan vitamina clase tipo sección anexo hepatitis parte liga serie punto"),
    reporting=words("dijo dice preguntó pregunta respondió exclamó gritó afirmó añadió"),
)

ITALIAN: Final = Rules(
    never=words(
        "sig sigg sig.ra sig.na dott dott.ssa dr dr.ssa prof proff prof.ssa ing avv arch geom rag",
        "on onn sen min pres gen col cap magg ten mar mons don p fr s ss sta sto mr mrs ms st egr",
        "gent.mo ill.mo cav comm cons es p.es ad.es cfr cf vd v ca circa c.a c.d cd cosidd vs",
        "ecc.mo dir segr vicepres sost proc rel red trad",
    ),
    numbered=words(
        "n nn nr no num art artt pag pagg p pp vol voll cap capp fig figg tab tel lett co comma",
        "d.l d.lgs d.p.r l r.d sez sent reg par all tit lib op ed",
    ),
    words_too=words("no par"),
    months=words("gen gennaio feb febb mar apr mag giu giugn lug ago sett set ott nov dic"),
    endings=words(
        "s.p.a spa s.r.l srl s.n.c s.a.s s.a coop soc f.lli inc co corp ltd jr sr a.c d.c u.s u.k",
        "u.e u.s.a r.s.v.p p.s c.m mq km min sec h a.s ph.d ss seg segg s.s c.p c.c c.p.c c.p.p",
        "v.le p.zza",
    ),
    plain=words("ha la le si su nato nata se con in"),
    last=words("ecc etc"),
    hours=words("a.m p.m"),
    starters=words(
        "il lo la i gli le un uno una l'altro questo questa questi queste quello quella quelli",
        "egli ella esso essa essi lui lei loro io noi voi tu si è sono era erano ha hanno aveva",
        "fu furono in a al alla alle ai agli da dal dalla dai dalle di del della dei delle degli",
        "con per su sul sulla tra fra senza secondo dopo prima durante verso contro presso oltre",
        "e ed o ma però perché poiché se quando mentre dove come chi che cosa quale quali non no",
        "sì anche inoltre così quindi allora poi infine ora oggi ieri domani qui già ancora",
        "sempre ogni tutti tutte tutto alcuni alcune molti molte altri altre due tre quattro",
        "cinque sei sette otto nove dieci più meno solo nel nella nei nelle negli nell'ambito suo",
        "sua suoi sue dunque infatti tuttavia invece sebbene anzi forse ciò nato nata",
        "successivamente attualmente entrambi",
    ),
    lettered=words("gruppo piano vitamina classe tipo sezione allegato epatite parte serie punto"),
    reporting=words("disse dice chiese chiede rispose esclamò ha afferma aggiunge"),
)

PORTUGUESE: Final = Rules(
    never=words(
        "sr sra srs sras srta dr dra drs dras d prof profa profs eng engª arq des min dep sen gov",
        "pres gen cel maj cap ten sgt alm brig mons pe fr st sto sta exmo exma ilmo ilma v.exa",
        "v.ex.ª mr mrs ms p.ex ex cf vs v ca aprox máx mín incl av r al trav rod estr lgo pç pça",
        "dir depto dpto séc sécs vd obs ltdª jd vl",
    ),
    numbered=words(
        "n nº núm num nos art arts pág págs pag p pp vol vols cap caps fig figs tab inc par tel",
        "fl fls ed t liv lib cód reg proc séc",
    ),
    words_too=words("nos par"),
    months=words("jan fev mar abr mai jun jul ago set out nov dez seg ter qua qui sex"),
    endings=words(
        "s.a s/a ltda cia inc co corp ltd jr sr e.u.a eua u.s u.k a.c d.c u.e n.y km cm mm kg min",
        "seg hs ph.d c.v s.a.d f.c e.c ver ir dom",
    ),
    last=words("etc"),
    hours=words("a.m p.m"),
    starters=words(
        "o a os as um uma uns umas este esta estes estas esse essa esses essas isso isto aquele",
        "aquela ele ela eles elas eu nós você vocês seu sua seus suas meu minha nosso nossa se é",
        "são foi foram era eram está estão há tem têm em no na nos nas de do da dos das com por",
        "pelo pela pelos pelas para sem sobre segundo desde até entre durante após antes depois",
        "contra e ou mas porém porque como quando onde enquanto que quem qual quais não sim",
        "também além assim então já ainda hoje ontem amanhã aqui agora todo toda todos todas cada",
        "alguns algumas muitos muitas vários várias outro outra outros outras dois duas três",
        "quatro cinco seis sete oito nove dez mais menos só apenas ao à aos às num numa apesar",
        "embora contudo entretanto todavia portanto finalmente atualmente posteriormente ambos",
        "nasceu",
    ),
    lettered=words("grupo plano vitamina classe tipo seção secção anexo hepatite parte série liga"),
    reporting=words("disse diz perguntou respondeu exclamou gritou afirmou acrescentou"),
)

ROMANIAN: Final = Rules(
    never=words(
        "dl d-l dna d-na d-lui dr prof ing av gen col sf ex cca aprox vs v jud com str bd al",
    ),
    numbered=words("nr art alin lit p pag pp vol cap fig tab tel sec"),
    months=words("ian feb mar apr iun iul aug sep sept oct nov dec"),
    endings=words(
        "s.a s.r.l s.c a.m p.m i.hr d.hr î.hr u.s inc co corp ltd jr sr mil mld ha km kg",
    ),
    last=words("etc ș.a ş.a ș.a.m.d ş.a.m.d"),
    starters=words(
        "un o cel cea cei cele acest această acesta aceasta aceștia acestea el ea ei ele eu noi",
        "voi în la de din cu pe pentru prin după înainte dar și iar însă sau că când dacă cum",
        "unde cine ce care de-a deși astfel apoi acum azi ieri aici acolo mai nu da toți toate",
        "fiecare potrivit conform este sunt era a au s-a s-au se va vor",
    ),
)
