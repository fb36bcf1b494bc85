"""The process in which a Word file is read: it gives away its rights first, then writes the paragraphs as JSON.

Called by consultation/structure/docx.py with SOURCE TARGET CPU_SECONDS MEMORY_BYTES.
It prints a code of base.uploads.refusals.MESSAGES, or "ok".
"""

import json
import sys
from dataclasses import astuple
from pathlib import Path

from base.uploads.archives import Archive
from base.uploads.child import give_away
from base.uploads.refusals import Refused


def main(arguments: list[str]) -> str:
    source, target, cpu_seconds, memory_bytes = arguments
    give_away(int(cpu_seconds), int(memory_bytes))
    from consultation.structure.docx_body import Body

    try:
        with Path(source).open("rb") as file:
            rows = [astuple(paragraph) for paragraph in Body(Archive(file)).paragraphs()]
    except Refused as refusal:
        return refusal.code
    except MemoryError:
        return "too_heavy"
    Path(target).write_text(json.dumps(rows), encoding="ascii")
    return "ok"


if __name__ == "__main__":
    print(main(sys.argv[1:]))
