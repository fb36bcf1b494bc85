"""Steps of the stories of a consultation that several of them take."""

from typing import TypeVar

from django.utils import timezone

from base.models import BasePage
from consultation import versions
from consultation.comparing.lineage import propose
from consultation.models import Comment, ConsultationPage, Contribution, Contributor, DraftDocument
from consultation.structure.building import build
from consultation.structure.markdown import paragraphs
from consultation.structure.reading import read
from ministry.models import User

P = TypeVar("P", bound=BasePage)

FIRST_TEXT = """THÔNG TƯ
Hướng dẫn việc đóng, hưởng bảo hiểm thất nghiệp

## Điều 1. Phạm vi điều chỉnh

Thông tư này hướng dẫn việc đóng và hưởng bảo hiểm thất nghiệp.

## Điều 2. Mức đóng

1. Người lao động đóng bằng 1% tiền lương tháng.

2. Người sử dụng lao động đóng bằng 1% quỹ tiền lương tháng, trừ các trường hợp sau:

a) Doanh nghiệp ngừng việc vì thiên tai;

b) Hợp tác xã mới thành lập trong năm đầu.

## Điều 3. Hồ sơ hưởng trợ cấp

Hồ sơ gồm đơn đề nghị và sổ bảo hiểm xã hội, nộp tại trung tâm dịch vụ việc làm nơi cư trú.
"""
# Article 2 was split in two, article 3 became 4, and a new one stands at the end.
SECOND_TEXT = """THÔNG TƯ
Hướng dẫn việc đóng, hưởng bảo hiểm thất nghiệp

## Điều 1. Phạm vi điều chỉnh

Thông tư này hướng dẫn việc đóng và hưởng bảo hiểm thất nghiệp.

## Điều 2. Mức đóng của người lao động

1. Người lao động đóng bằng 1% tiền lương tháng.

## Điều 3. Mức đóng của người sử dụng lao động

1. Người sử dụng lao động đóng bằng 1% quỹ tiền lương tháng, trừ các trường hợp sau:

a) Doanh nghiệp ngừng việc vì thiên tai;

b) Hợp tác xã mới thành lập trong hai năm đầu.

## Điều 4. Hồ sơ hưởng trợ cấp

Hồ sơ gồm đơn đề nghị và sổ bảo hiểm xã hội, nộp tại trung tâm dịch vụ việc làm nơi cư trú.

## Điều 5. Nộp hồ sơ qua mạng

Người lao động được nộp hồ sơ qua Cổng dịch vụ công quốc gia.
"""


def fresh(page: P) -> P:
    """Return the page as it stands in the database."""
    return type(page)._default_manager.get(pk=page.pk)


def approve(page: BasePage, by: User, *approvers: User) -> None:
    """Have a page approved by everybody in turn, as the workflow does."""
    fresh(page).get_workflow().start(fresh(page), by)
    for approver in approvers:
        state = fresh(page).current_workflow_task_state
        assert state is not None
        state.task.specific.on_action(state, approver, "approve")


def bring_in(
    consultation: ConsultationPage, text: str, label: str, previous: DraftDocument | None = None
) -> DraftDocument:
    """Keep a text as a document of the consultation; what became of the previous one is as proposed, and confirmed."""
    document = DraftDocument(consultation=consultation, label=label, previous=previous)
    document.save()
    versions.keep(document, build(read(paragraphs(text))))
    if previous is not None:
        versions.keep_links(document, propose(versions.tree(previous), versions.tree(document)))
        document.lineage_confirmed_at = timezone.now()
        document.save()
    return document


def comment_on(consultation: ConsultationPage, key: str = "", content: str = "Mức đóng này còn cao.") -> Comment:
    """Put a comment of chị Hoa on a provision of the newest text, not looked at yet."""
    count = Contribution.objects.count() + 1
    contribution = Contribution.objects.create(
        consultation=consultation,
        number=f"GY-{timezone.localdate().year}-{count:06d}",
        contributor_type="individual",
        shown_as="Một người dân",
    )
    Contributor.objects.create(contribution=contribution, name="Nguyễn Thị Hoa", email="hoa@thu.test")
    made = Comment.objects.create(
        contribution=contribution,
        consultation=consultation,
        document=consultation.current_document,
        key=key,
        content=content,
    )
    versions.place(made)
    return made
