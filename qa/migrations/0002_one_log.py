"""How asking ended is kept in one home, the log of searches and its monthly counters (search.usage)."""

from django.db import migrations
from django.db.models import Sum
from django.db.models.functions import TruncMonth


def move_counts(apps, schema_editor):
    months = apps.get_model("search", "MonthOfUse").objects
    counted = (
        apps.get_model("qa", "AskOutcome")
        .objects.annotate(month=TruncMonth("day"))
        .values("month", "policy_field", "outcome")
        .annotate(total=Sum("count"))
        .order_by("month", "policy_field", "outcome")
    )
    for row in counted:
        month, _ = months.get_or_create(month=row["month"], place="ask", policy_field=row["policy_field"])
        setattr(month, row["outcome"], getattr(month, row["outcome"]) + row["total"])
        if row["outcome"] == "shown":
            month.searches += row["total"]
        month.save()


class Migration(migrations.Migration):

    dependencies = [
        ("qa", "0001_initial"),
        ("search", "0003_learning"),
    ]

    operations = [
        migrations.RunPython(move_counts, migrations.RunPython.noop),
        migrations.DeleteModel(name="AskOutcome"),
    ]
