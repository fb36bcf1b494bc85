"""The portal's side of the submissions, as a process of its own, started by crowds.py with `prepare` or `check`.

`prepare N SIZE [TEXTS]` fills the archive and writes the last stage of N senders as lines of JSON. `check` reads
[token, number, secret] as lines; it writes how many of them opened a case, how many of those have this number and
secret, and how many cases there are.
"""

import json
import sys
from pathlib import Path


def _prepare(count: int) -> None:
    from django.test import Client

    from tools.bench.people import Asking

    asking = Asking(Client(SERVER_NAME="localhost"))
    for _ in range(count):
        sys.stdout.write(json.dumps(asking.last_stage_data()) + "\n")


def _check() -> None:
    from casework import codes
    from casework.models import Case

    sent = [json.loads(line) for line in sys.stdin]
    cases = {str(case.token): case for case in Case.objects.all()}
    opened = [(cases[token], number, secret) for token, number, secret in sent if token in cases]
    held = [
        case
        for case, number, secret in opened
        if case.number == number and codes.secret_for(case.token, case.secret_version) == secret
    ]
    sys.stdout.write(json.dumps({"opened": len(opened), "held": len(held), "cases": Case.objects.count()}))


if __name__ == "__main__":
    import django

    django.setup()
    if sys.argv[1] == "check":
        _check()
    else:
        from tools.bench.filling import fill

        fill(int(sys.argv[3]), Path(sys.argv[4]) if len(sys.argv) > 4 else None, lambda answers: None)
        _prepare(int(sys.argv[2]))
