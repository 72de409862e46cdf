"""Who joins a project, and who cannot."""

from __future__ import annotations

import pytest

from annotator.domain.project import Person, Project
from annotator.errors import BadNameError, UnknownAnnotatorError
from annotator.flows.team.people import check_newcomer

KNOWS_ANA = Project("desk", people=(Person("ana"),))


@pytest.mark.parametrize("new", [True, False])
def test_a_name_that_is_the_same_to_a_file_is_told_with_the_one_that_is_there(new: bool) -> None:  # noqa: FBT001 - a parameter of the test
    with pytest.raises(BadNameError, match="already has 'ana', which is the same to a file"):
        check_newcomer(KNOWS_ANA, "Ana", new=new)


def test_a_new_name_joins_when_it_is_said_to_be_new() -> None:
    check_newcomer(KNOWS_ANA, "ben", new=True)
    check_newcomer(KNOWS_ANA, "ana", new=False)
    with pytest.raises(UnknownAnnotatorError):
        check_newcomer(KNOWS_ANA, "ben", new=False)
