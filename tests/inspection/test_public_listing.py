"""The register as a list: its menus, its conditions in the address, its pages by key."""

import datetime
import re
from collections.abc import Callable
from html import unescape

import pytest
from django.core.cache import cache
from django.test import Client

from inspection import facets, listing, marks
from inspection.choosing import Choice
from inspection.models import ConclusionKind, ConclusionMark, Facet, InspectionConclusionPage, ViolationGroup
from ministry.models import PolicyField, Province
from tests.inspection.conftest import LONG_AGO, Publish
from tests.inspection.steps import take_down

REGISTER = "/ket-luan-thanh-tra/"


def titles(client: Client, query: str = "") -> list[str]:
    page = client.get(f"{REGISTER}{query}").content.decode()
    return [unescape(title) for title in re.findall(r'card-title"><a href="[^"]+">([^<]+)</a>', page)]


def words(client: Client, query: str = "") -> str:
    return " ".join(unescape(client.get(f"{REGISTER}{query}").content.decode()).split())


@pytest.fixture
def three(publish_conclusion: Publish, childcare: PolicyField, register: object) -> list[InspectionConclusionPage]:
    """Three conclusions that differ in everything the register is narrowed by."""
    ha_noi = Province.objects.create(code="01", name="Hà Nội", valid_from=LONG_AGO)
    safety = ViolationGroup.objects.create(name="An toàn lao động", slug="an-toan", valid_from=LONG_AGO)
    return [
        publish_conclusion(title="May Sông Chu"),
        publish_conclusion(
            title="Trường Hoa Ban",
            issued_on=datetime.date(2025, 6, 1),
            field=childcare,
            issuing_agency="Thanh tra  Sở Hà Nội",
            signer="Lê Văn Hưng",
            kind=ConclusionKind.NOTICE,
            group=safety,
            entities=[("Trường Mầm non Hoa Ban", "", ha_noi)],
        ),
        publish_conclusion(
            title="Vận tải Hoa Sen",
            issued_on=datetime.date(2025, 7, 1),
            signer="Lê Văn Hùng",
            entities=[("Công ty CP Vận tải Hoa Sen", "0101234567-001", ha_noi), ("Chi nhánh Thanh", "", None)],
        ),
    ]


def test_the_newest_signed_stand_first(three: object, stranger: Client) -> None:
    assert titles(stranger) == ["May Sông Chu", "Vận tải Hoa Sen", "Trường Hoa Ban"]
    assert "Có <strong>3</strong> kết luận" in words(stranger)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?nam=2025", ["Vận tải Hoa Sen", "Trường Hoa Ban"]),
        ("?linh-vuc=tre-em", ["Trường Hoa Ban"]),
        ("?tinh=01", ["Vận tải Hoa Sen", "Trường Hoa Ban"]),
        ("?co-quan=Thanh+tra+Sở+Hà+Nội", ["Trường Hoa Ban"]),
        ("?nguoi-ky=Lê+Văn+Hùng", ["Vận tải Hoa Sen"]),
        ("?nhom-vi-pham=an-toan", ["Trường Hoa Ban"]),
        ("?loai=conclusion_notice", ["Trường Hoa Ban"]),
        ("?doi-tuong=hoa+sen", ["Vận tải Hoa Sen"]),
        ("?doi-tuong=Công+ty+Sông+Chu", ["May Sông Chu"]),
        ("?doi-tuong=0101234567", ["Vận tải Hoa Sen"]),
        ("?doi-tuong=0101234567-001", ["Vận tải Hoa Sen"]),
        ("?doi-tuong=0101+234+567", ["Vận tải Hoa Sen"]),
        ("?nam=2025&tinh=01&linh-vuc=bao-hiem-that-nghiep&loai=conclusion", ["Vận tải Hoa Sen"]),
        ("?nam=2025&tinh=38", []),
        ("?nam=2025&doi-tuong=hoa", ["Vận tải Hoa Sen", "Trường Hoa Ban"]),
        ("?doi-tuong=!!!", []),
        ("?linh-vuc=khong-co", []),
    ],
)
def test_conditions_in_the_address_narrow_the_list(
    query: str, found: list[str], three: object, stranger: Client
) -> None:
    assert titles(stranger, query) == found


def test_a_condition_is_seen_and_taken_away_again(three: object, stranger: Client) -> None:
    page = words(stranger, "?nam=2025&tinh=01")
    assert 'href="?tinh=01" rel="nofollow"><span><span class="sr">Bỏ điều kiện </span>Năm ký: 2025' in page
    assert 'href="?nam=2025" rel="nofollow"><span><span class="sr">Bỏ điều kiện </span>Tỉnh, thành phố: Hà Nội' in page
    assert '<option value="01" selected>Hà Nội (2)</option>' in page
    assert "noindex" in page


def test_a_menu_is_narrowed_by_the_others_and_not_by_itself(three: object) -> None:
    found = facets.counts(Choice({Facet.YEAR: "2025", Facet.PROVINCE: "01"}))
    assert found[Facet.YEAR] == [("2025", "2025", 2)]
    assert found[Facet.PROVINCE] == [("01", "Hà Nội", 2)]
    assert found[Facet.SIGNER] == [("lê văn hùng", "Lê Văn Hùng", 1), ("lê văn hưng", "Lê Văn Hưng", 1)]
    every = facets.counts(Choice({Facet.KIND: "conclusion_notice"}))
    assert [(key, count) for key, _, count in every[Facet.KIND]] == [("conclusion", 2), ("conclusion_notice", 1)]
    assert [label for _, label, _ in every[Facet.GROUP]] == ["An toàn lao động"]


def test_counts_are_those_of_a_plain_count(three: object) -> None:
    for chosen in (Choice({}), Choice({Facet.YEAR: "2025"}), Choice({Facet.YEAR: "2025", Facet.PROVINCE: "01"})):
        for facet, options in facets.counts(chosen).items():
            others = chosen.without(facet)
            for key, _, count in options:
                narrowed = InspectionConclusionPage.public().filter(marks__facet=facet, marks__value=key)
                for other, value in others.menus.items():
                    narrowed = narrowed.filter(marks__facet=other, marks__value=value)
                assert narrowed.count() == count, (facet, key)


def test_what_nobody_has_says_so_and_helps(three: object, stranger: Client) -> None:
    page = words(stranger, "?doi-tuong=Bách+Thắng")
    assert "Không có kết luận nào đúng các điều kiện này" in page
    assert "/tim-kiem/?loai=conclusion&q=B%C3%A1ch" in page
    assert 'value="Bách Thắng"' in page


def test_an_empty_register_says_so(register: object, stranger: Client) -> None:
    assert "Chưa có kết luận nào được công khai" in words(stranger)
    assert "Kết luận thanh tra mới" not in stranger.get("/").content.decode()


def test_the_pages_follow_one_another_by_key(
    publish_conclusion: Publish, stranger: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PAGE_SIZE", 3)
    day = datetime.date(2026, 1, 1)
    wanted: list[str] = []
    for number in range(8):
        publish_conclusion(title=f"Kết luận {number}", issued_on=day + datetime.timedelta(days=number // 4))
        wanted.insert(0, f"Kết luận {number}")
    found, query = [], "?linh-vuc=bao-hiem-that-nghiep"
    for _ in range(3):
        page = stranger.get(f"{REGISTER}{query}").content.decode()
        found += titles(stranger, query)
        older = re.search(r'rel="next" href="([^"]+)"', page)
        newer = re.search(r'rel="prev" href="([^"]+)"', page)
        query = unescape(older[1]) if older else ""
    assert found == wanted
    assert query == ""
    assert newer
    assert titles(stranger, unescape(newer[1])) == wanted[3:6]


def test_a_place_that_was_merged_is_found_under_both_names(publish_conclusion: Publish, stranger: Client) -> None:
    today = Province.objects.create(code="37", name="Ninh Bình", valid_from=LONG_AGO)
    past = Province.objects.create(code="36", name="Nam Định", valid_from=LONG_AGO, successor=today)
    publish_conclusion(title="Dệt Thành Nam", entities=[("Dệt Thành Nam", "", past)])
    assert titles(stranger, "?tinh=36") == titles(stranger, "?tinh=37") == ["Dệt Thành Nam"]


@pytest.mark.parametrize(
    "query",
    [
        *("?nam=-1", "?nam=99999999999", "?nam=%00", "?tinh='%20OR%201=1", "?co-quan=" + "x" * 5000),
        *("?doi-tuong=" + "a%20" * 500, "?doi-tuong=%25_%25", "?doi-tuong=%E2%80%AE", "?sau=2026-13-45.x"),
        *("?sau=0001-01-01.99999999999999", "?truoc=9999-12-31.0", "?sau=2026-01-01.1&truoc=2026-01-01.1"),
        *("?nguoi-ky=<script>alert(1)</script>", "?loai=%F0%9F%92%A9", "?nam=2025&nam=2026", "?linh-vuc[]=a"),
        "&".join(["?nam=2025", "linh-vuc=a", "tinh=b", "co-quan=c", "nguoi-ky=d", "nhom-vi-pham=e", "loai=f"]),
    ],
)
def test_hostile_queries_are_answered_kindly(query: str, three: object, stranger: Client) -> None:
    response = stranger.get(f"{REGISTER}{query}")
    assert response.status_code in (200, 400)
    assert "<script>alert" not in response.content.decode()


def test_a_stranger_fills_no_cache_with_what_is_made_up(
    three: object, stranger: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[str] = []
    add: Callable[..., bool] = cache.add

    def noted(name: str, *rest: object) -> bool:
        kept.append(name)
        return add(name, *rest)

    monkeypatch.setattr(cache, "add", noted)
    for number in range(5):
        stranger.get(f"{REGISTER}?tinh=x{number}")
        stranger.get(f"{REGISTER}?tinh=01&nam={number}")
        stranger.get(f"{REGISTER}?doi-tuong=x{number}")
    assert len([name for name in kept if name.startswith("inspection.facets")]) <= 1


def test_marks_come_and_go_with_what_is_public(publish_conclusion: Publish, childcare: PolicyField) -> None:
    page = publish_conclusion()
    assert set(ConclusionMark.objects.filter(facet=Facet.FIELD).values_list("value", flat=True)) == {
        "bao-hiem-that-nghiep"
    }
    page.other_fields.set([childcare])
    page.save_revision()
    assert not ConclusionMark.objects.filter(value="tre-em").exists(), "a draft marks nothing"
    page.get_latest_revision().publish()
    assert ConclusionMark.objects.filter(value="tre-em").exists()
    take_down(page)
    assert not ConclusionMark.objects.exists()


def test_what_was_published_behind_the_back_is_mended(publish_conclusion: Publish, stranger: Client) -> None:
    shown, hidden = publish_conclusion(title="Đã đăng"), publish_conclusion(title="Đã gỡ")
    ConclusionMark.objects.filter(page=shown).delete()
    InspectionConclusionPage.objects.filter(pk=hidden.pk).update(live=False)
    assert titles(stranger) == [], "the page decides what is public, not its marks"
    assert marks.reconcile() == 2
    assert marks.reconcile() == 0
    assert titles(stranger) == ["Đã đăng"]
