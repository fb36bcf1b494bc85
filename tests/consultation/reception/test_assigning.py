"""Ông Phúc hands comments to chị Hoài."""

import pytest

from base.refusals import Missing, NotAllowed
from consultation.models import Comment, ConsultationPage
from consultation.procedure.assign import assign
from consultation.states import CommentState
from ministry.models import User
from tests.consultation.reception.steps import said, these


def test_comments_get_a_drafter_and_lose_it(consultation: ConsultationPage, hoai: User, phuc: User) -> None:
    one, two = (said(consultation, "dieu-1", text) for text in ("Một.", "Hai."))
    withdrawn = said(consultation, "dieu-1", "Ba.", state=CommentState.WITHDRAWN)
    assert assign(consultation, phuc, these(one, two, withdrawn), hoai) == 2
    assert set(Comment.objects.filter(drafter=hoai)) == {one, two}
    assert assign(consultation, phuc, these(one), None) == 1
    assert list(Comment.objects.filter(drafter=hoai)) == [two]


@pytest.mark.parametrize("who", ["hoai", "minh", "lan", "nam", "quan_tri"])
def test_only_the_head_assigns(consultation: ConsultationPage, request: pytest.FixtureRequest, who: str) -> None:
    comment = said(consultation, "dieu-1", "Một.")
    with pytest.raises(NotAllowed):
        assign(consultation, request.getfixturevalue(who), these(comment), None)


def test_only_to_a_drafter_of_the_unit(consultation: ConsultationPage, phuc: User, minh: User) -> None:
    comment = said(consultation, "dieu-1", "Một.")
    with pytest.raises(Missing, match="không soạn thảo cho đơn vị"):
        assign(consultation, phuc, these(comment), minh)
    with pytest.raises(Missing, match="Chưa chọn góp ý"):
        assign(consultation, phuc, these(), phuc)
