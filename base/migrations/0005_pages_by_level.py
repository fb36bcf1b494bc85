from django.db import migrations


class Migration(migrations.Migration):
    """The children of a page near the root are found without reading all that lies below it (ground.md, trap 14).

    The table is Wagtail's, so the index cannot stand in a model.
    """

    dependencies = [
        ("base", "0004_heartbeat"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX IF NOT EXISTS base_pages_by_level ON wagtailcore_page (depth, path)",
            "DROP INDEX IF EXISTS base_pages_by_level",
        ),
    ]
