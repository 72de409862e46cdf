"""What other threads tell the screens: how saving goes, and what others have done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.message import Message
from textual.message_pump import MessagePump

from annotator.domain.article import Article
from annotator.domain.project import Project
from annotator.errors import AnnotatorError
from annotator.flows.colleagues import Colleagues
from annotator.stores.base import Opened

if TYPE_CHECKING:
    from annotator.flows.suggestions.stretch import Stretch, Taught


class Saved(Message):
    """This revision is on the disk."""

    def __init__(self, revision: int) -> None:
        super().__init__()
        self.revision = revision


class Merged(Message):
    """A save was merged with what others had saved."""

    def __init__(self, opened: Opened[Any]) -> None:
        super().__init__()
        self.opened = opened


class NotSaved(Message):
    """A save failed; it is tried again."""

    def __init__(self, error: AnnotatorError) -> None:
        super().__init__()
        self.error = error


class Unreadable(Message):
    """The document that is open was changed elsewhere, and cannot be read now."""

    def __init__(self, error: AnnotatorError) -> None:
        super().__init__()
        self.error = error


class ChangedElsewhere(Message):
    """Somebody else saved the document that is open."""

    def __init__(self, opened: Opened[Any]) -> None:
        super().__init__()
        self.opened = opened


class LookedAround(Message):
    """What everybody says of the open article has been looked at."""

    def __init__(self, article: Article, colleagues: Colleagues) -> None:
        super().__init__()
        self.article = article
        """As it was when that was asked."""
        self.colleagues = colleagues


class StretchRead(Message):
    """The article has been read for suggestions around the sentence that work is at."""

    def __init__(self, stretch: Stretch) -> None:
        super().__init__()
        self.stretch = stretch


class LessonsLearnt(Message):
    """What the project's other articles teach has been learnt."""

    def __init__(self, taught: Taught) -> None:
        super().__init__()
        self.taught = taught


class NotRead(Message):
    """The article could not be read for suggestions."""

    def __init__(self, article: Article, error: AnnotatorError) -> None:
        super().__init__()
        self.article = article
        self.error = error


class NotLearnt(Message):
    """What the project's other articles teach could not be learnt."""

    def __init__(self, error: AnnotatorError) -> None:
        super().__init__()
        self.error = error


class TermsChanged(Message):
    """The project's file is another: settings or assignments may have changed."""

    def __init__(self, project: Project) -> None:
        super().__init__()
        self.project = project


class Messenger:
    """Hears of saves on their thread and passes them to a screen as messages."""

    def __init__(self) -> None:
        self.screen: MessagePump | None = None
        """Who is told; nothing is saved before there is somebody."""

    def saved(self, revision: int) -> None:
        """Passes it on."""
        self._pass_on(Saved(revision))

    def merged(self, opened: Opened[Any]) -> None:
        """Passes it on."""
        self._pass_on(Merged(opened))

    def failed(self, error: AnnotatorError) -> None:
        """Passes it on."""
        self._pass_on(NotSaved(error))

    def unreadable(self, error: AnnotatorError) -> None:
        """Passes it on."""
        self._pass_on(Unreadable(error))

    def changed(self, opened: Opened[Any]) -> None:
        """Passes it on."""
        self._pass_on(ChangedElsewhere(opened))

    def _pass_on(self, message: Message) -> None:
        if self.screen is not None:
            self.screen.post_message(message)
