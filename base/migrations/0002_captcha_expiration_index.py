"""An index for sweeping old pictures; the table is another app's, whose state of migrations stays as it is."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("base", "0001_initial"),
        ("captcha", "0002_alter_captchastore_id"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX IF NOT EXISTS base_captcha_expiration ON captcha_captchastore (expiration)",
            "DROP INDEX IF EXISTS base_captcha_expiration",
        ),
    ]
