"""Who looks: what somebody may see of a blind project depends on it."""

from __future__ import annotations

from annotator.cli.options import given
from annotator.stores.files import FileStore


def reader(store: FileStore) -> str | None:
    """Who looks at a blind project; None for one that is not, where it makes no difference."""
    if not store.project().document.settings.blind:
        return None
    from annotator.cli.identity import annotator_name  # noqa: PLC0415 - few projects are blind
    from annotator.cli.parts import personal_files  # noqa: PLC0415 - as above

    return annotator_name(given(), personal_files(store.root).settings())
