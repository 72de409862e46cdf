"""The terms of http://www.w3.org/ns/anno.jsonld, so that tests need not fetch them.

Every term of the context that is served today, in a table of our own. The original is copyright
© 2016 W3C® (MIT, ERCIM, Keio, Beihang) under the W3C Software and Document License,
https://www.w3.org/Consortium/Legal/2015/copyright-software-and-document.
"""

from __future__ import annotations

from typing import Any

ADDRESS = "http://www.w3.org/ns/anno.jsonld"

_PREFIXES = {
    "oa": "http://www.w3.org/ns/oa#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "dctypes": "http://purl.org/dc/dcmitype/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "iana": "http://www.iana.org/assignments/relation/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "schema": "http://schema.org/",
}
_OF_ANNOTATIONS = (
    "Annotation TextualBody ResourceSelection SpecificResource FragmentSelector CssSelector "
    "XPathSelector TextQuoteSelector TextPositionSelector DataPositionSelector SvgSelector "
    "RangeSelector TimeState HttpRequestState Choice Motivation bookmarking classifying "
    "commenting describing editing highlighting identifying linking moderating questioning "
    "replying reviewing assessing tagging bodyValue processingLanguage exact prefix suffix "
    "styleClass"
)
"""Terms that are called the same in the vocabulary `oa`."""
_PLAIN = {
    "CssStylesheet": "oa:CssStyle",
    "auto": "oa:autoDirection",
    "ltr": "oa:ltrDirection",
    "rtl": "oa:rtlDirection",
    "Dataset": "dctypes:Dataset",
    "Image": "dctypes:StillImage",
    "Video": "dctypes:MovingImage",
    "Audio": "dctypes:Sound",
    "Text": "dctypes:Text",
    "Person": "foaf:Person",
    "Organization": "foaf:Organization",
    "name": "foaf:name",
    "email": "foaf:mbox",
    "email_sha1": "foaf:mbox_sha1sum",
    "nickname": "foaf:nick",
    "Software": "as:Application",
    "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage",
    "Audience": "schema:Audience",
    "accessibility": "schema:accessibilityFeature",
    "format": "dc:format",
    "language": "dc:language",
    "value": "rdf:value",
    "label": "rdfs:label",
}
_THINGS = {
    "id": "@id",
    "type": "@type",
    "body": "oa:hasBody",
    "target": "oa:hasTarget",
    "source": "oa:hasSource",
    "selector": "oa:hasSelector",
    "state": "oa:hasState",
    "scope": "oa:hasScope",
    "refinedBy": "oa:refinedBy",
    "startSelector": "oa:hasStartSelector",
    "endSelector": "oa:hasEndSelector",
    "renderedVia": "oa:renderedVia",
    "via": "oa:via",
    "canonical": "oa:canonical",
    "stylesheet": "oa:styledBy",
    "cached": "oa:cachedSource",
    "creator": "dcterms:creator",
    "rights": "dcterms:rights",
    "conformsTo": "dcterms:conformsTo",
    "homepage": "foaf:homepage",
    "audience": "schema:audience",
    "generator": "as:generator",
    "partOf": "as:partOf",
    "first": "as:first",
    "last": "as:last",
    "next": "as:next",
    "prev": "as:prev",
}
"""Terms whose values are things with an address, or things within."""
_TERMS = {
    "motivation": "oa:motivatedBy",
    "purpose": "oa:hasPurpose",
    "textDirection": "oa:textDirection",
}
"""Terms whose values are terms."""
_TIMES = {
    "created": "dcterms:created",
    "modified": "dcterms:modified",
    "generated": "dcterms:issued",
    "sourceDate": "oa:sourceDate",
    "sourceDateStart": "oa:sourceDateStart",
    "sourceDateEnd": "oa:sourceDateEnd",
}
_COUNTS = {
    "start": "oa:start",
    "end": "oa:end",
    "total": "as:totalItems",
    "startIndex": "as:startIndex",
}


def _typed(terms: dict[str, str], type_: str) -> dict[str, Any]:
    return {term: {"@id": iri, "@type": type_} for term, iri in terms.items()}


CONTEXT: dict[str, Any] = {
    **_PREFIXES,
    **{term: f"oa:{term}" for term in _OF_ANNOTATIONS.split()},
    **_PLAIN,
    **_typed(_THINGS, "@id"),
    **_typed(_TERMS, "@vocab"),
    **_typed(_TIMES, "xsd:dateTime"),
    **_typed(_COUNTS, "xsd:nonNegativeInteger"),
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
}
