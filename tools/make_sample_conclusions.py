"""Makes inspection/sample/conclusions.jsonl.gz: 558 made-up conclusions, the same ones every time.

No body, person or document in it exists; the articles of law do. `python tools/make_sample_conclusions.py`.
"""

import datetime
import gzip
import json
import random
from dataclasses import dataclass
from pathlib import Path

from sample_conclusions.bodies import COLLEGES, DEPARTMENTS, EXPORTERS, FACTORIES, HOMES, PLACES
from sample_conclusions.topics import TOPICS, Finding, Topic

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "inspection" / "sample" / "conclusions.jsonl.gz"
COUNT = 558
LAST_DAY = datetime.date(2026, 10, 30)
MILLION = 1_000_000
BODIES = {
    "factory": FACTORIES,
    "exporter": EXPORTERS,
    "college": COLLEGES,
    "department": DEPARTMENTS,
    "home": HOMES,
}
SIGNERS = (("Nguyễn Minh Thu", "Chánh Thanh tra"), ("Tạ Đình Quý", "Phó Chánh Thanh tra"))


@dataclass(frozen=True, slots=True)
class Body:
    name: str
    tax_code: str
    place: str


def main() -> None:
    dice = random.Random(2019)  # noqa: S311  (made-up data, the same every time)
    rows = [_row(dice, number, day) for number, day in enumerate(_days(dice), start=1)]
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    TARGET.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{len(rows)} conclusions, {TARGET.stat().st_size:,} bytes")


def _days(dice: random.Random) -> list[datetime.date]:
    """Return the days of signing: more of them in late years, on working days only."""
    years = dice.choices(range(2020, 2027), weights=(5, 5, 8, 11, 14, 17, 15), k=COUNT)
    days = []
    for year in years:
        day = datetime.date(year, 1, 6) + datetime.timedelta(days=dice.randrange(350))
        if day > LAST_DAY:
            day -= datetime.timedelta(days=120)
        days.append(day - datetime.timedelta(days=max(0, day.weekday() - 4)))
    return sorted(days)


def _row(dice: random.Random, number: int, day: datetime.date) -> dict[str, str]:
    topic = dice.choices(TOPICS, weights=[topic.weight for topic in TOPICS])[0]
    bodies = [_body(dice, topic.body, day) for _ in range(1 if dice.random() < 0.85 else 2)]
    found = dice.sample(topic.findings, k=min(len(topic.findings), dice.choices((1, 2, 3, 4), (15, 40, 30, 15))[0]))
    amounts = {one: _amount(dice, one) for one in found}
    signer, title = SIGNERS[dice.random() < 0.3]
    notice = dice.random() < 0.12
    first_year = day.year - dice.choice((1, 2, 3))
    published_on = day + datetime.timedelta(days=dice.choices((3, 5, 7, 9, 14), (20, 30, 30, 15, 5))[0])
    entities = "\n".join(f"{body.name} | {body.tax_code} | {body.place}" for body in bodies)
    return {
        "key": f"sample-{number}",
        "number": f"{1 + number % 190}/{'TB' if notice else 'KL'}-TTr",
        "title": f"{'Thông báo kết luận' if notice else 'Kết luận'} thanh tra {topic.subject} tại {bodies[0].name}",
        "kind": "conclusion_notice" if notice else "conclusion",
        "issued_on": day.isoformat(),
        "published_on": min(published_on, LAST_DAY).isoformat(),
        "agency": "Thanh tra Bộ",
        "signer": signer,
        "signer_title": title,
        "unit": "TTr",
        "field": topic.field,
        "other_fields": ";".join(topic.other_fields),
        "form": "unannounced" if dice.random() < 0.15 else "planned",
        "decision_number": f"{1 + dice.randrange(300)}/QĐ-TTr",
        "decision_on": (day - datetime.timedelta(days=dice.randrange(45, 120))).isoformat(),
        "period_from": f"{first_year}-01-01",
        "period_to": f"{day.year - 1}-12-31",
        "summary": _summary(topic, bodies[0], found, amounts, first_year, day.year - 1),
        "entities": entities,
        "violations": "\n".join(
            f"{one.group} | {one.behaviour} | {amounts[one] or ''} | {one.provisions}" for one in found
        ),
        "without_file_reason": "Dữ liệu mẫu không kèm tệp.",
        "other_publications": _publication(dice, min(published_on, LAST_DAY)),
        "requirements": "\n".join(_requirement(dice, one, amounts[one], bodies[0], day) for one in found),
    }


def _publication(dice: random.Random, day: datetime.date) -> str:
    """Return another form of publication; a few conclusions have none yet."""
    if dice.random() < 0.03:
        return ""
    if dice.random() < 0.4:
        return f"meeting | Hội trường đối tượng thanh tra | {day.isoformat()} | | 1 | https://bo.example/bien-ban"
    last = day + datetime.timedelta(days=30)
    return f"online_press | Báo điện tử mẫu | {day.isoformat()} | {last.isoformat()} | 1 | https://bao.example/ket-luan"


def _body(dice: random.Random, kind: str, day: datetime.date) -> Body:
    old, new = dice.choice(PLACES)
    place = old if day < datetime.date(2025, 7, 1) else new
    name = dice.choice(BODIES[kind]).format(place=place)
    tax_code = "" if kind in ("department", "home") else f"99{dice.randrange(10**8):08}"
    return Body(name, tax_code, place)


def _amount(dice: random.Random, finding: Finding) -> int | None:
    if finding.millions is None:
        return None
    least, most = finding.millions
    return int(least * (most / least) ** dice.random()) * MILLION + dice.randrange(1000) * 1000


def _summary(
    topic: Topic, body: Body, found: list[Finding], amounts: dict[Finding, int | None], first: int, last: int
) -> str:
    period = f"năm {first}" if first == last else f"từ năm {first} đến năm {last}"
    lines = [f"Thanh tra {topic.subject} tại {body.name}, thời kỳ {period}."]
    lines.append(topic.merit.format(name=body.name))
    lines += [f"Vi phạm: {one.behaviour[:1].lower()}{one.behaviour[1:]}." for one in found]
    money = sum(filter(None, amounts.values()))
    if money:
        written = f"{money:,}".replace(",", ".")
        lines.append(f"Số tiền phải xử lý: {written} đồng.")
    lines.append(f"Thanh tra Bộ yêu cầu {body.name} thực hiện {len(found)} nội dung và báo cáo kết quả bằng văn bản.")
    return "\n".join(lines)


def _requirement(dice: random.Random, finding: Finding, amount: int | None, body: Body, day: datetime.date) -> str:
    due = day + datetime.timedelta(days=dice.choice((30, 45, 60, 90)))
    age = (datetime.date(2026, 11, 22) - due).days
    done = dice.random() < (0.05 if age < 0 else 0.55 if age < 120 else 0.93)
    status = "done" if done else "in_progress" if dice.random() < 0.7 else "not_started"
    if done and age > 700 and dice.random() < 0.03:
        status = "cannot_do"
    paid = 0
    if amount and status == "done":
        paid = amount
    elif amount and status == "in_progress":
        paid = int(amount * dice.random() / 1000) * 1000
    who = finding.target or body.name
    said = [finding.kind, who, finding.requirement, amount or "", paid or "", due.isoformat(), status]
    return " | ".join(map(str, said))


if __name__ == "__main__":
    main()
