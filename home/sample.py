"""The sample ministry and its answers, read from data files; nothing of it stands in code."""

import datetime
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models, transaction

from base.importing.report import Report
from base.importing.running import Import
from base.importing.sources import JsonLines
from base.models import PortalSettings
from base.safety import SAMPLE_DOMAIN
from casework.models import ConsentText, DeadlineRule, TransferBody
from consultation import loading as drafts
from inspection import loading as conclusions
from inspection.importing.checking import COLUMNS, ConclusionChecker
from inspection.models import PublicationRule, ViolationGroup
from ministry.models import CalendarDay, FieldLead, PolicyField, Post, Province, Unit, User
from qa import loading
from qa.models import FieldPage, QAIndexPage

MINISTRY = Path(settings.BASE_DIR) / "ministry" / "sample"
PUBLICATION_RULES = Path(settings.BASE_DIR) / "inspection" / "sample" / "publication_rules.json"
# The judged set `sample_archive` was written for the first file alone (tools/make_judged_corpus.py).
ANSWERS, MORE_ANSWERS = (
    Path(settings.BASE_DIR) / "qa" / "sample" / f"{name}.jsonl" for name in ("answers", "more_answers")
)
INSPECTION = Path(settings.BASE_DIR) / "inspection" / "sample"
PASSWORD = "doi-thoai-mau-2019"  # noqa: S105  (of sample accounts, which production refuses)
PERIOD = ("valid_from", "valid_to")


@transaction.atomic
def load_ministry(*, with_accounts: bool = True) -> None:
    """Load units, fields, calendar, provinces, rules and, if wanted, officers with their posts; safe to run twice."""
    _load_tree(Unit, _read("units"), ("name", "short_name", "code_national", "mandate", *PERIOD), "code")
    for row in _read("units"):
        successors = Unit.objects.filter(code__in=row.get("successors", []))
        Unit.objects.get(code=row["code"]).successors.add(*successors)
    _load_tree(PolicyField, _read("policy_fields"), ("name", "description", *PERIOD), "slug")
    _load_leads(_read("policy_fields"))
    _load_provinces(_read("provinces"))
    for row in _read("calendar"):
        CalendarDay.objects.get_or_create(date=row.pop("date"), defaults=_known(CalendarDay, row))
    for row in _read("deadline_rules"):
        key = {"case_kind": row["case_kind"], "valid_from": row["valid_from"]}
        DeadlineRule.objects.get_or_create(**key, defaults=_known(DeadlineRule, row))
    for row in json.loads(PUBLICATION_RULES.read_text(encoding="utf-8")):
        PublicationRule.objects.get_or_create(valid_from=row["valid_from"], defaults=_known(PublicationRule, row))
    drafts.load_rules()
    for row in _read("transfer_bodies"):
        TransferBody.objects.get_or_create(
            code=row["code"], defaults=_known(TransferBody, row) | {"valid_from": "2019-01-01"}
        )
    for row in _read("consent_texts"):
        ConsentText.objects.get_or_create(version=row["version"], defaults=_known(ConsentText, row))
    if with_accounts:
        load_officers()


def load_officers() -> None:
    """Make the sample officers with one password for all, and their posts."""
    for row in _read("officers"):
        user, made = User.objects.get_or_create(
            username=row["username"], defaults={"email": row["email"], "full_name": row["full_name"]}
        )
        if made:
            user.set_password(PASSWORD)
            user.save()
        for post in row["posts"]:
            Post.objects.get_or_create(
                user=user,
                unit=Unit.objects.get(code=post["unit"]),
                role=post["role"],
                valid_from=post["valid_from"],
                defaults={"valid_to": post["valid_to"]},
            )


def load_portal() -> None:
    """Give the portal the sample ministry's contacts, if nobody has said anything of it yet."""
    portal = PortalSettings.load()
    if not portal.hotline and not portal.first_pages_made_at:
        row = json.loads((MINISTRY / "portal.json").read_text(encoding="utf-8"))
        for name, value in row.items():
            setattr(portal, name, json.dumps(value) if name == "offices" else value)
        portal.save()


def load_field_pages() -> None:
    """Make a page for each field that has none."""
    archive = QAIndexPage.objects.get()
    for field in PolicyField.objects.current().filter(page=None):
        page = FieldPage(title=field.name, slug=field.slug, field=field, introduction=f"<p>{field.description}</p>")
        archive.add_child(instance=page)


def load_answers() -> int:
    """Load the sample answers that are not there yet, and return how many that were."""
    fields = dict(PolicyField.objects.values_list("slug", "pk"))
    units = dict(Unit.objects.values_list("code", "pk"))
    answers = []
    for line in (line for file in (ANSWERS, MORE_ANSWERS) for line in file.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        answers.append(
            loading.NewAnswer(
                key=f"sample:{row['key']}",
                title=row["title"],
                question=row["question"],
                short_answer=row["short_answer"],
                blocks=row["answer"],
                field_id=fields[row["policy_field"]],
                unit_id=units[row["unit"]],
                answered_on=datetime.date.fromisoformat(row["answered_on"]),
                asked_on=_day(row.get("asked_on")),
                reviewed_on=_day(row.get("reviewed_on")),
                sender_display=f"{row['sender_name']}, {row['sender_province']}",
                publication_mode=row["publication_mode"],
                legal_bases=row["legal_bases"],
                outdated=row.get("outdated", False),
            )
        )
    return loading.load(answers)


def load_conclusions() -> int:
    """Load the sample conclusions that are not there yet, as an import would, and return how many that were.

    Raises:
        ValueError: a row of the sample is refused.
    """
    for row in json.loads((INSPECTION / "violation_groups.json").read_text(encoding="utf-8")):
        defaults = {"name": row["name"], "valid_from": "2019-01-01"}
        ViolationGroup.objects.get_or_create(slug=row["slug"], defaults=defaults)
    source, report = JsonLines(INSPECTION / "conclusions.jsonl.gz"), Report()
    checker = ConclusionChecker(COLUMNS.mapping_from([], source.columns()), {}, "sample")
    try:
        Import(checker, conclusions, report).run(source.rows())
    finally:
        source.close()
    if report.refused:
        raise ValueError(f"The sample is faulty: {report.refusals[0]}")
    return report.loaded


def load_drafts() -> int:
    """Load the sample consultations that are not there yet, and return how many that were."""
    return drafts.load_sample()


def remove_accounts() -> int:
    """Close every sample account, as production demands; return how many were open."""
    return User.objects.filter(email__endswith=SAMPLE_DOMAIN, is_active=True).update(is_active=False)


def accounts() -> list[tuple[str, str, str]]:
    """Return who can log in: user name, name, posts."""
    officers = User.objects.filter(email__endswith=SAMPLE_DOMAIN, is_active=True).order_by("pk")
    return [
        (
            officer.username,
            officer.get_full_name(),
            "; ".join(
                f"{post.get_role_display()}, {post.unit.name}"
                for post in officer.posts.current().select_related("unit")
            ),
        )
        for officer in officers
    ]


def _read(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((MINISTRY / f"{name}.json").read_text(encoding="utf-8"))
    return rows


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _known(model: type[models.Model], row: dict[str, Any]) -> dict[str, Any]:
    """Keep what the model has a field for; a data file may say more than the portal uses."""
    names = {field.attname for field in model._meta.concrete_fields}
    return {name: value for name, value in row.items() if name in names}


def _load_tree(model: Any, rows: list[dict[str, Any]], names: tuple[str, ...], key: str) -> None:
    for row in rows:
        model.objects.get_or_create(**{key: row[key]}, defaults={name: row.get(name) for name in names})
    by_key = {getattr(instance, key): instance for instance in model.objects.all()}
    by_key |= {row.get("code", ""): by_key[row[key]] for row in rows}
    for row in rows:
        if row.get("parent"):
            model.objects.filter(pk=by_key[row[key]].pk, parent=None).update(parent=by_key[row["parent"]])


def _load_leads(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        field = PolicyField.objects.get(slug=row["slug"])
        if not field.leads.exists():
            unit = Unit.objects.get(code=row["lead_unit"])
            FieldLead.objects.create(field=field, unit=unit, **{name: row[name] for name in PERIOD})


def _load_provinces(rows: list[dict[str, Any]]) -> None:
    for row in rows:
        Province.objects.get_or_create(
            code=row["code"], defaults={name: row[name] for name in ("name", "kind", *PERIOD)}
        )
    for row in rows:
        if row.get("successor"):
            successor = Province.objects.get(code=row["successor"])
            Province.objects.filter(code=row["code"], successor=None).update(successor=successor)
