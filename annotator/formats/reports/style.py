"""How a report looks: on a light screen, on a dark one, on a telephone and on paper."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.domain.tags import Tag
from annotator.formats.reports.contrast import readable

_LIGHT, _DARK = "#ffffff", "#14161a"
_CSS = """
:root{color-scheme:light dark;--back:#fff;--text:#1b1d22;--soft:#565b66;--line:#c9ced6;
--panel:#f4f5f7;--link:#0b57a4}
@media (prefers-color-scheme:dark){:root{--back:#14161a;--text:#e8eaee;--soft:#a6adba;
--line:#3b414c;--panel:#1d2026;--link:#8ab8f0}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1.5rem;max-width:64rem;background:var(--back);color:var(--text);
font:1rem/1.55 Georgia,"Times New Roman",serif;overflow-wrap:anywhere}
h1,h2,h3,table,dl,nav,.tag,.about,.findings,.fine{font-family:system-ui,sans-serif}
h1{font-size:1.6rem;line-height:1.25}h2{font-size:1.35rem;line-height:1.25;margin-top:2.5rem}
h3{font-size:1.05rem;margin:2rem 0 .5rem}
a{color:var(--link)}.about,.fine,caption{color:var(--soft);font-size:.9rem}
.truth{border-left:.3rem solid var(--line);background:var(--panel);padding:.6rem 1rem}
.skip{position:absolute;left:-99rem}.skip:focus{position:static}
.sentence{display:grid;grid-template-columns:12rem 1fr;gap:0 1.2rem;margin:0}
.end{margin-bottom:.9rem}
.tag{color:var(--soft);font-size:.85rem;line-height:1.8}
.sign{display:inline-block;min-width:1.1em;text-align:center}
.summary{font:600 1rem/1.5 system-ui,sans-serif}
.quiet{color:var(--soft)}.headline{font-weight:bold;font-size:1.15rem}
.id{font:.75rem system-ui,sans-serif;color:var(--soft)}
sup{line-height:0}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem}
caption{text-align:left;padding:.2rem 0}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid var(--line)}
th{font-weight:600}thead th{overflow-wrap:normal}tbody th{min-width:9rem}
.bar{display:block;height:.45rem;background:var(--bar,var(--soft));min-width:2px;
print-color-adjust:exact;-webkit-print-color-adjust:exact}
.findings{padding-left:1.2rem}.findings li{margin:.5rem 0}
.severity{font-weight:600}
.figures{display:grid;grid-template-columns:max-content auto;gap:.1rem 1rem}.figures dd{margin:0}
dt{font-weight:600}dd{margin:0 0 .4rem 1.2rem}
blockquote{margin:.3rem 0 .3rem 1rem}
:target{outline:2px solid var(--link);outline-offset:.2rem}
@media (max-width:44rem){.sentence{grid-template-columns:1fr}.tag{margin-top:.5rem}}
@media print{:root{color-scheme:light;--back:#fff;--text:#000;--soft:#444;--line:#999;
--panel:#fff;--link:#000}body{max-width:none;padding:0;font-size:10.5pt}
.skip,nav{display:none}a{text-decoration:none}
.article+.article{break-before:page}
.sentence,li,tr,blockquote{break-inside:avoid}h2,h3,caption{break-after:avoid}
.wide{overflow:visible}
.notes a[href^=http]::after{content:" (" attr(href) ")"}}
"""
_SIDES = ("", _LIGHT), ("@media (prefers-color-scheme:dark)", _DARK), ("@media print", _LIGHT)


def styles(tags: Sequence[Tag]) -> str:
    """The style sheet, with the colour of each tag readable on light, dark and paper."""
    pieces = []
    for media, background in _SIDES:
        rules = "".join(
            f".t{n}{{--bar:{colour};color:{colour}}}"
            for n, tag in enumerate(tags)
            for colour in [readable(tag.colour, background)]
        )
        pieces.append(f"{media}{{{rules}}}" if media else rules)
    return _CSS + "".join(pieces)
