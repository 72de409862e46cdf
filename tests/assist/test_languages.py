from __future__ import annotations

import pytest

from annotator.assist.cues import cues_for
from annotator.assist.sources import SourceFinder
from tests.assist.articles import read, suggester

SENTENCES = [
    ("de", "declined-comment", "Ein Sprecher des Unternehmens wollte sich nicht dazu äußern."),
    ("de", "declined-comment", "Der Konzern lehnte einen Kommentar ab."),
    ("de", "declined-comment", "Das Ministerium reagierte zunächst nicht auf eine Anfrage."),
    ("de", "declined-comment", "Die Firma war für eine Stellungnahme nicht zu erreichen."),
    (
        "de",
        "insider-sourced",
        "Wie aus Regierungskreisen verlautete, soll der Minister zurücktreten.",
    ),
    (
        "de",
        "insider-sourced",
        "Zwei mit der Sache vertraute Personen sagten, der Verkauf stehe bevor.",
    ),
    (
        "de",
        "insider-sourced",
        "Der Beamte, der namentlich nicht genannt werden wollte, sprach von drei Toten.",
    ),
    (
        "de",
        "insider-sourced",
        "Insider sagten der Nachrichtenagentur Reuters, der Konzern verhandle mit Leapmotor.",
    ),
    (
        "de",
        "confirmed",
        "Bei dem Unfall wurden drei Menschen verletzt, teilte die Polizei am Montag mit.",
    ),
    (
        "de",
        "confirmed",
        "„Wir haben 300 Beschwerden erhalten“, sagte Direktorin Ana Huber am Freitag.",
    ),
    ("de", "confirmed", "Nach Angaben der Feuerwehr wurden 20 Menschen gerettet."),
    ("de", "opinion", "Oppositionsführer Merz kritisierte den Haushalt als Skandal."),
    ("de", "opinion", "„Wir müssen jetzt handeln“, sagte Ministerin Baerbock."),
    ("de", "opinion", "Experten warnen vor einer Krise."),
    ("de", "no-tag", "Die Stadt liegt 40 Kilometer nördlich von Berlin."),
    ("de", "no-tag", "Das Gericht lehnte den Antrag ab."),
    ("fr", "declined-comment", "Le ministère a refusé de commenter ces informations."),
    ("fr", "declined-comment", "Contactée, l'entreprise n'a pas donné suite à nos sollicitations."),
    ("fr", "declined-comment", "Le porte-parole n'a pas souhaité faire de commentaire."),
    ("fr", "declined-comment", "La société n'a pas répondu à nos questions."),
    ("fr", "insider-sourced", "Selon une source proche du dossier, la vente sera annoncée lundi."),
    ("fr", "insider-sourced", "« C'est fini », confie un conseiller sous couvert d'anonymat."),
    (
        "fr",
        "insider-sourced",
        "Un responsable ayant requis l'anonymat a indiqué que deux navires étaient partis.",
    ),
    ("fr", "confirmed", "Trois personnes ont été blessées, a indiqué la préfecture lundi."),
    ("fr", "confirmed", "« Nous avons reçu 300 plaintes », a déclaré la directrice Anne Petit."),
    ("fr", "confirmed", "Selon le ministère de la Santé, 27 personnes ont été hospitalisées."),
    ("fr", "opinion", "Le chef de l'opposition Jean Dupont a dénoncé une décision scandaleuse."),
    ("fr", "opinion", "« Il faut agir maintenant », estime le maire Paul Durand."),
    ("fr", "no-tag", "La ville se trouve à 40 kilomètres au nord de Paris."),
    ("es", "declined-comment", "La empresa declinó hacer comentarios."),
    ("es", "declined-comment", "El ministerio no respondió a las preguntas de este diario."),
    ("es", "declined-comment", "El portavoz no quiso hacer declaraciones."),
    (
        "es",
        "insider-sourced",
        "Según fuentes cercanas a la negociación, el acuerdo se firmará el lunes.",
    ),
    (
        "es",
        "insider-sourced",
        "Un funcionario que pidió no ser identificado dijo que dos barcos zarparon.",
    ),
    ("es", "insider-sourced", "“Se acabó”, dijo un asesor bajo condición de anonimato."),
    ("es", "confirmed", "Tres personas resultaron heridas, informó la policía el lunes."),
    ("es", "confirmed", "“Recibimos 300 quejas”, dijo la directora Ana Prieto."),
    ("es", "confirmed", "Según el Ministerio de Salud, 27 personas fueron atendidas."),
    ("es", "opinion", "El líder opositor Juan Pérez calificó la decisión de vergüenza."),
    ("es", "opinion", "“Hay que actuar ya”, afirmó el alcalde Luis Ruiz."),
    ("es", "no-tag", "La ciudad está a 40 kilómetros al norte de Madrid."),
]


@pytest.mark.parametrize(("language", "tag", "text"), SENTENCES)
def test_news_of_other_languages_is_read(language: str, tag: str, text: str) -> None:
    got = suggester(text, language=language).suggest("s1", {})
    assert (got.tag if got else "no-tag") == tag


@pytest.mark.parametrize(
    ("language", "text", "mention", "role"),
    [
        ("de", "Der Konzern lehnte einen Kommentar ab.", "Der Konzern", "declined"),
        ("de", "Insider sagten, der Konzern verhandle.", "Insider", "speaker"),
        ("fr", "La société n'a pas répondu à nos questions.", "La société", "declined"),
        (
            "fr",
            "Selon une source proche du dossier, la vente aura lieu.",
            "une source proche du dossier",
            "speaker",
        ),
        ("es", "La empresa declinó hacer comentarios.", "La empresa", "declined"),
        (
            "es",
            "“Recibimos 300 quejas”, dijo la directora Ana Prieto.",
            "la directora Ana Prieto",
            "speaker",
        ),
    ],
)
def test_sources_of_other_languages_are_found(
    language: str, text: str, mention: str, role: str
) -> None:
    finder = SourceFinder(suggester(text, language=language).reads, cues_for(language))
    (found,) = finder.propose("s1")
    assert (found.mention, found.role) == (mention, role)


@pytest.mark.parametrize(
    ("language", "first", "then", "name"),
    [
        (
            "de",
            "Ministerin Ana Lind sagte, es regne.",
            "Sie sagte auch, es schneie.",
            "Ana Lind",
        ),
        (
            "fr",
            "Ana Lind a dit qu’il pleuvait.",
            "Il a ajouté qu’il neigeait.",
            "Ana Lind",
        ),
    ],
)
def test_a_pronoun_of_other_languages_is_who_spoke_before(
    language: str, first: str, then: str, name: str
) -> None:
    reads = read(first, then, language=language)
    (found,) = SourceFinder(reads, cues_for(language)).propose("s2")
    assert (found.name, found.basis, found.from_) == (name, "pronoun", "s1")
