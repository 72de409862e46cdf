"""What the save queue's thread tells the annotate screen."""

from __future__ import annotations

from textual.message import Message
from textual.message_pump import MessagePump

from annotator.domain.annotations import Annotations
from annotator.errors import AnnotatorError
from annotator.stores.base import Opened


class Saved(Message):
    """This revision is on the disk."""

    def __init__(self, revision: int) -> None:
        super().__init__()
        self.revision = revision


class Merged(Message):
    """A save was merged with what others had saved."""

    def __init__(self, opened: Opened[Annotations]) -> None:
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

    def __init__(self, opened: Opened[Annotations]) -> None:
        super().__init__()
        self.opened = opened


class Messenger:
    """Hears of saves on their thread and passes them to a screen as messages."""

    def __init__(self, screen: MessagePump) -> None:
        self._screen = screen

    def saved(self, revision: int) -> None:
        """Passes it on."""
        self._screen.post_message(Saved(revision))

    def merged(self, opened: Opened[Annotations]) -> None:
        """Passes it on."""
        self._screen.post_message(Merged(opened))

    def failed(self, error: AnnotatorError) -> None:
        """Passes it on."""
        self._screen.post_message(NotSaved(error))

    def unreadable(self, error: AnnotatorError) -> None:
        """Passes it on."""
        self._screen.post_message(Unreadable(error))

    def changed(self, opened: Opened[Annotations]) -> None:
        """Passes it on."""
        self._screen.post_message(ChangedElsewhere(opened))
