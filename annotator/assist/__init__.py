"""Suggestions that explain themselves: cues, the article's thread, learning from marks, sources.

Pure functions and values; no screen, store or clock. `reading.reading` looks at the words once,
`suggesting.Suggester` turns what was read, the marks made so far and what was learned into
proposals, `sources.SourceFinder` says who a sentence rests on.
"""
