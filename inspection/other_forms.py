"""Whether another form of publication satisfies the rule, and why not (Decree 43/2023/NĐ-CP, art. 49)."""

import datetime

from inspection.models.publication import OtherPublication, PublicationForm
from inspection.models.registers import PublicationRule
from ministry.calendar import ONE_DAY

BY_TIMES = (PublicationForm.PRINT_PRESS, PublicationForm.BROADCAST)
BY_DAYS = (PublicationForm.ONLINE_PRESS, PublicationForm.POSTING)


def suffices_from(other: OtherPublication, rule: PublicationRule, has_proof: bool) -> datetime.date | None:
    """Return the first day on which it satisfies the rule, which may lie ahead; None when it never will as noted."""
    if not has_proof:
        return None
    if other.form in BY_TIMES:
        return (other.to_on or other.from_on) if other.times >= rule.other_times else None
    if other.form in BY_DAYS:
        enough = other.from_on + ONE_DAY * rule.other_days
        return enough if other.to_on is None or other.to_on >= enough else None
    return other.from_on


def why_not(other: OtherPublication, rule: PublicationRule, has_proof: bool, today: datetime.date) -> str:
    """Return in Vietnamese what is missing today, "" when nothing is."""
    if not has_proof:
        return "Chưa có bằng chứng: xin tải tệp lên hoặc ghi địa chỉ trên mạng."
    if other.form in BY_TIMES and other.times < rule.other_times:
        what = "số báo" if other.form == PublicationForm.PRINT_PRESS else "lần phát"
        return f"Cần ít nhất {rule.other_times} {what}, mới có {other.times}."
    enough = suffices_from(other, rule, has_proof)
    if enough is None and other.to_on is not None:
        return f"Cần ít nhất {rule.other_days} ngày liên tục, mới có {(other.to_on - other.from_on).days}."
    if enough is not None and enough > today:
        return f"Chưa đủ {rule.other_days} ngày: đủ vào ngày {enough:%d/%m/%Y}, xin giữ đến hết ngày ấy."
    return ""


def note(other: OtherPublication, rule: PublicationRule | None) -> None:
    """Write down in the row from which day it suffices; what no rule asks for suffices at once."""
    has_proof = bool(other.url) or any(proof.is_there for proof in other.proofs.all())
    other.suffices_from = other.from_on if rule is None else suffices_from(other, rule, has_proof)
    other.save(update_fields=["suffices_from"])
