"""A walk past every page that the public can see, in every state that has a template of its own."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

from django.template.loader import render_to_string
from playwright.sync_api import Route

from base.context import portal_context
from casework import codes, procedure
from casework.models import Case, ConsentText, RejectReason, TransferBody
from consultation.models import ConsultationPage, OutcomePage
from consultation.states import Progress
from home.models import NewsPage
from ministry.models import PolicyField, Province, Unit, User
from qa.freezing import approved_text
from qa.models import AnswerPage, FieldPage
from tests.browser import contributing, register
from tests.browser.every_block import address_of_every_block
from tests.browser.people import Codes, Question, Visitor

QUESTION = Question(
    title="Nghỉ thai sản xong nghỉ việc luôn thì có được trợ cấp thất nghiệp không?",
    content="Tôi vừa hết sáu tháng nghỉ thai sản thì xin nghỉ việc. Tôi đã đóng bảo hiểm thất nghiệp bốn năm.",
)


def plain_pages() -> dict[str, str]:
    """Return the pages that are the same for everybody: name and address."""
    answer = AnswerPage.public().order_by("pk").first()
    field = FieldPage.objects.live().order_by("pk").first()
    assert answer is not None
    assert field is not None
    return {
        "home": "/",
        "archive": "/hoi-dap/",
        "archive-filtered": "/hoi-dap/?nam=2025",
        "archive-empty": "/hoi-dap/?nam=1990",
        "field": field.url,
        "answer": answer.address,
        "register": "/ket-luan-thanh-tra/",
        "register-filtered": f"/ket-luan-thanh-tra/?loai=conclusion&doi-tuong={register.TAX_CODE}",
        "register-empty": "/ket-luan-thanh-tra/?nam=1990&doi-tuong=xyzzy",
        "conclusion": register.conclusion().address,
        "register-figures": "/ket-luan-thanh-tra/so-lieu/",
        "register-data": "/ket-luan-thanh-tra/du-lieu/",
        **_drafts(),
        "news": "/tin-moi/",
        "news-one": _news_address(),
        "guide": "/huong-dan-gui-cau-hoi/",
        "privacy": "/quyen-rieng-tu/",
        "accessibility": "/ho-tro-tiep-can/",
        "contact": "/lien-he/",
        "every-block": address_of_every_block(),
        "search": "/tim-kiem/",
        "search-found": "/tim-kiem/?q=tro+cap+that+nghiep",
        "search-not-found": "/tim-kiem/?q=xyzzy",
        "ask": "/hoi/",
        "follow": "/theo-doi/",
        "lost-secret": "/theo-doi/mat-ma/",
        "own-contribution-codes": "/du-thao/gop-y-cua-toi/",
    }


def _drafts() -> dict[str, str]:
    """Return the pages about drafts: one in each state of its life, and what hangs under those that have it."""
    pages = {page.progress(): page.address for page in ConsultationPage.public().order_by("-starts_on")}
    concluded, is_open = pages[Progress.CONCLUDED], pages[Progress.OPEN]
    revised = OutcomePage.public().exclude(document=None).order_by("pk").first()
    assert revised is not None
    above = revised.consultation.address
    return {
        "drafts": "/du-thao/",
        "drafts-filtered": "/du-thao/?tinh-trang=cho-ket-qua",
        "drafts-empty": "/du-thao/?linh-vuc=xyzzy",
        "draft-open": is_open,
        "draft-upcoming": pages[Progress.UPCOMING],
        "draft-awaiting": pages[Progress.AWAITING_OUTCOME],
        "draft-concluded": concluded,
        "draft-comments": f"{is_open}y-kien/",
        "draft-comments-article": f"{is_open}y-kien/?dieu=dieu-3",
        "draft-figures": f"{is_open}so-lieu/",
        "draft-old-version": f"{above}ban-1/",
        "draft-compared": f"{above}so-sanh/",
        "draft-compared-sides": f"{above}so-sanh/?cach=song-song",
        "draft-outcome": revised.address,
        "drafts-letters": "/du-thao/nhan-tin/",
        "drafts-letters-gone": f"/du-thao/nhan-tin/{uuid.uuid4()}/",
        "drafts-letters-leave": f"/du-thao/nhan-tin/{uuid.uuid4()}/thoi/",
    }


def _news_address() -> str:
    news = NewsPage.objects.live().order_by("pk").first()
    assert news is not None
    return str(news.url)


def walk(visitor: Visitor) -> Iterator[str]:
    """Bring the visitor to each page in turn and give its name; the page stays open until the next is asked for."""
    for name, address in plain_pages().items():
        visitor.page.goto(address)
        yield name
    visitor.page.goto("/khong-co-trang-nay/")
    yield "page-not-found"
    yield from _in_trouble(visitor)
    yield from _asking(visitor)
    yield from _following(visitor)
    yield from _with_a_secret_lost_or_leaked(visitor)
    yield from contributing.stages(visitor)


def _in_trouble(visitor: Visitor) -> Iterator[str]:
    """Show the pages that nobody reaches by an address, as the server would send them."""
    portal = portal_context()
    noticed = portal | {
        "notice": "Từ 22 giờ tối nay hệ thống bảo trì, chưa gửi câu hỏi được.",
        "notice_url": "/",
    }
    pages: dict[str, tuple[str, dict[str, Any]]] = {
        "wrong-request": ("400.html", {}),
        "forbidden": ("403.html", {}),
        "form-too-old": ("403_csrf.html", {}),
        "too-many": ("429.html", {}),
        "fault": ("500.html", {}),
        "maintenance": ("503.html", {"until": "22 giờ 30 tối nay"}),
        "notice": ("404.html", {"portal": noticed}),
    }
    for name, (template, context) in pages.items():
        html = render_to_string(template, {"portal": portal, **context})
        visitor.page.route(f"**/{name}/", _showing(html))
        visitor.page.goto(f"/{name}/")
        yield name


def _showing(html: str) -> Callable[[Route], None]:
    return lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8")


def _asking(visitor: Visitor) -> Iterator[str]:
    visitor.page.goto("/hoi/")
    visitor.go_on("Tiếp tục")
    yield "ask-wrong"
    visitor.start_asking(QUESTION)
    if visitor.javascript:
        visitor.page.locator("[data-suggest-list] summary").first.wait_for()
    yield "ask-with-suggestions"
    visitor.go_on("Tiếp tục")
    yield "ask-answers"
    visitor.go_on("Tôi vẫn muốn hỏi")
    yield "ask-details"
    visitor.page.get_by_label("Doanh nghiệp", exact=True).check()
    visitor.go_on("Tiếp tục")
    yield "ask-details-wrong"
    visitor.say_who()
    visitor.go_on("Tiếp tục")
    yield "ask-check"
    visitor.type_what_the_picture_shows()
    visitor.go_on("Gửi câu hỏi")
    visitor.codes()
    yield "ask-receipt"
    visitor.start_asking(QUESTION)
    visitor.go_on("Tiếp tục")
    visitor.go_on("Đã giải đáp được")
    yield "ask-solved"


def _following(visitor: Visitor) -> Iterator[str]:
    visitor.page.goto("/theo-doi/")
    visitor.go_on("Xem câu hỏi")
    yield "follow-wrong"
    for state, bring in STATES.items():
        visitor.follow(case_in(bring))
        yield f"follow-{state}"


def _with_a_secret_lost_or_leaked(visitor: Visitor) -> Iterator[str]:
    codes_of_one = case_in(lambda case: None)
    visitor.page.goto("/theo-doi/mat-ma/")
    visitor.go_on("Tiếp tục")
    yield "lost-secret-wrong"
    visitor.page.get_by_label("Mã số hồ sơ").fill(codes_of_one.number)
    visitor.page.get_by_label("Thư điện tử hoặc số điện thoại").fill("hoa@nguoidan.example")
    visitor.go_on("Tiếp tục")
    yield "lost-secret-check"
    visitor.type_what_the_picture_shows()
    visitor.go_on("Gửi lại mã")
    yield "lost-secret-sent"
    visitor.follow(codes_of_one)
    visitor.change_secret()
    yield "follow-changed-secret"


def case_in(bring: Callable[[Case], object]) -> Codes:
    """Open a case, bring it into a state and return its codes."""
    case = procedure.submit(
        token=uuid.uuid4(),
        title=QUESTION.title,
        content=QUESTION.content,
        policy_field=PolicyField.objects.get(slug=QUESTION.field),
        sender={
            "sender_type": "individual",
            "sender_name": "Nguyễn Thị Hoa",
            "phone": "0912345678",
            "email": "hoa@nguoidan.example",
            "province": Province.objects.current().get(name="Thanh Hóa"),
        },
        consent_text=ConsentText.objects.latest("pk"),
    )
    bring(case)
    return Codes(case.number, codes.secret_for(case.token, case.secret_version))


def _officer(username: str) -> User:
    return User.objects.get(username=username)


def _receive(case: Case) -> None:
    assert case.policy_field is not None
    procedure.receive(case, _officer("hanh.vp"), kind=case.kind, policy_field=case.policy_field)


def _assign(case: Case) -> None:
    _receive(case)
    procedure.dispatch(case, _officer("hanh.vp"), unit=Unit.objects.get(code="VL"))
    procedure.assign(case, _officer("lan.vl"), handler=_officer("nam.vl"))


def _answer(case: Case) -> None:
    _assign(case)
    page = AnswerPage.public().filter(unit=case.unit).order_by("pk").first()
    assert page is not None
    revision = page.latest_revision or page.save_revision()
    procedure.answer(case, approved_text(page, revision), _officer("minh.tttt"))


def _reject(case: Case) -> None:
    note = "Nội dung của ông/bà là tố cáo. Mời ông/bà gửi đơn đến Thanh tra Bộ, số 12 Ngô Quyền, Hà Nội."
    procedure.reject(case, _officer("hanh.vp"), reason=RejectReason.COMPLAINT_OR_DENUNCIATION, note=note)


def _transfer(case: Case) -> None:
    _receive(case)
    body = TransferBody.objects.current().first()
    assert body is not None
    procedure.transfer(case, _officer("hanh.vp"), body=body, note="Việc cấp lại sổ thuộc cơ quan bảo hiểm xã hội.")


def _ask_for_more(case: Case) -> None:
    _assign(case)
    procedure.request_supplement(case, _officer("nam.vl"), note="Xin cho biết ngày chấm dứt hợp đồng lao động.")


STATES: dict[str, Callable[[Case], object]] = {
    "submitted": lambda case: None,
    "assigned": _assign,
    "answered": _answer,
    "rejected": _reject,
    "transferred": _transfer,
    "supplement": _ask_for_more,
}
