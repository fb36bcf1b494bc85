"""One run: every set on every engine, then every rule without which the embedded engine is asked again."""

import argparse
import datetime
import json
import os
import shlex
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from search.engines import EngineUnavailable, get_engine
from search.evaluation import FIELDS, JudgedSet, index_set, judged_sets
from tools.quality import stock
from tools.quality.measuring import (
    MEASURES,
    Ask,
    Gains,
    Questions,
    asking,
    differences,
    gains,
    means,
    patiently,
    questions_of,
)
from tools.quality.page import Run, blocks, fingerprint, updated
from tools.quality.rules import RULES, Rule

EMBEDDED, ELASTICSEARCH = "embedded", "elasticsearch"
AWAY, UNUSABLE, STOPPED = 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures; returns 0, or 1 when an engine went away, 2 for what cannot be used, 130 when stopped."""
    arguments = sys.argv[1:] if arguments is None else arguments
    options = _parser().parse_args(arguments)
    try:
        sets = [judged for folder in options.folders for judged in judged_sets(folder)]
        if options.out:
            updated(options.out, {})  # a page that cannot be written is known before an hour of measuring
        if options.elasticsearch and not os.environ.get("ELASTICSEARCH_URL"):
            raise ValueError("ELASTICSEARCH_URL names no server; --without-elasticsearch does without")
        run = Run(
            f"python tools/search_quality.py {_same_again(arguments)}", options.date, options.queries, fingerprint()
        )
        Measurement(run, options).of(sets)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{error}\n")
        return UNUSABLE
    except EngineUnavailable as error:
        sys.stderr.write(f"{error}\n")
        return AWAY
    except KeyboardInterrupt:
        sys.stderr.write("stopped; the indices of this run are removed\n")
        return STOPPED
    if options.out:
        options.out.write_text(updated(options.out, blocks(run)), encoding="utf-8")
    elif not options.json:
        sys.stdout.write("\n\n".join(blocks(run).values()) + "\n")
    return 0


def _same_again(arguments: Sequence[str]) -> str:
    return shlex.join(one for one in arguments if one != "--json")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="search_quality.py", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="a judged set, or a folder of them")
    parser.add_argument("--out", type=Path, metavar="PAGE", help="write the tables into this page; else to stdout")
    parser.add_argument(
        "--without-elasticsearch", dest="elasticsearch", action="store_false", help="no server is asked"
    )
    parser.add_argument("--queries", type=int, default=400, metavar="N", help="of a set, when rules are switched off")
    parser.add_argument(
        "--rules",
        nargs="*",
        choices=[rule.name for rule in RULES],
        metavar="RULE",
        help="only these rules, by name; none: no rule",
    )
    parser.add_argument("--seed", type=int, default=1, help="another seed takes other questions of a long set")
    parser.add_argument("--date", default=datetime.date.today().isoformat(), help="the date on the page")  # noqa: DTZ011
    parser.add_argument("--json", action="store_true", help="one JSON object a line on stdout, nothing else")
    return parser


@dataclass(slots=True)
class Measurement:
    """Fills a run with figures; indices live as long as their set is measured."""

    run: Run
    options: argparse.Namespace
    began: float = field(default_factory=time.monotonic)
    console: Console = field(default_factory=lambda: Console(stderr=True, highlight=False))

    def of(self, sets: Sequence[JudgedSet]) -> None:
        """Measures set by set and ends with one line of figures."""
        if self.options.elasticsearch:
            self.run.server = stock.server_version()
        for judged in sets:
            self._set(judged, questions_of(judged))
        self._say("end", sets=len(sets), rules=len(self.run.rules()), seconds=round(time.monotonic() - self.began))

    def _set(self, judged: JudgedSet, questions: Questions) -> None:
        self.run.documents[judged.name] = len(questions.names)
        with self._filled(judged, EMBEDDED) as ask:
            self._writings(EMBEDDED, questions, ask)
            self._rules(judged, questions.some(self.options.queries, self.options.seed), ask)
        if self.options.elasticsearch:
            with self._filled(judged, ELASTICSEARCH) as ask:
                self._writings(ELASTICSEARCH, questions, ask)
            self._step(f"{judged.name}: {stock.NAME}, indexing")
            with stock.stock_index(judged) as ask:
                self._writings(stock.NAME, questions, ask)

    def _writings(self, name: str, questions: Questions, ask: Ask) -> None:
        for writing in FIELDS:
            self._step(f"{questions.name}: {name}, {writing}")
            found = self.run.found[questions.name, name, writing] = gains(questions, ask, writing)
            self._say("quality", set=questions.name, engine=name, field=writing, n=len(found), **_named(means(found)))

    def _rules(self, judged: JudgedSet, questions: Questions, ask: Ask) -> None:
        full: dict[str, Gains] = {}
        for rule in RULES:
            if self.options.rules is not None and rule.name not in self.options.rules:
                continue
            if rule.field not in full:
                self._step(f"{judged.name}: all rules, {len(questions.rows)} questions, {rule.field}")
                full[rule.field] = gains(questions, ask, rule.field)
            self._step(f"{judged.name}: without {rule.name}")
            off = self._without(rule, judged, questions, ask)
            worth = differences(off, full[rule.field])
            self.run.worth[rule.name, judged.name] = worth
            changes = {f"{name}_change": round(one.mean, 4) for name, one in zip(MEASURES, worth, strict=True)}
            errors = {f"{name}_error": round(one.error, 4) for name, one in zip(MEASURES, worth, strict=True)}
            self._say("rule_off", set=judged.name, rule=rule.name, n=len(questions.rows), **changes, **errors)

    def _without(self, rule: Rule, judged: JudgedSet, questions: Questions, ask: Ask) -> Gains:
        with ExitStack() as leaving:
            leaving.enter_context(rule.off())
            if rule.changes_index:
                ask = leaving.enter_context(self._filled(judged, EMBEDDED))
            return gains(questions, ask, rule.field)

    @contextmanager
    def _filled(self, judged: JudgedSet, name: str) -> Iterator[Ask]:
        """Fills an engine with the documents of a set in a place of its own, and removes the index."""
        self._step(f"{judged.name}: {name}, indexing")
        with tempfile.TemporaryDirectory(prefix="search-quality-") as folder:
            engine = get_engine(name, folder=Path(folder))
            try:
                patiently(lambda: index_set(judged, engine))
                yield asking(engine)
            finally:
                engine.drop()

    def _step(self, step: str) -> None:
        self.console.print(f"{time.monotonic() - self.began:6.0f} s  {step}", soft_wrap=True, markup=False)

    def _say(self, measure: str, **figures: object) -> None:
        if self.options.json:
            sys.stdout.write(json.dumps({"measure": measure, **figures}, ensure_ascii=False) + "\n")
            sys.stdout.flush()
        elif measure == "end":
            self._step(", ".join(f"{name} {value}" for name, value in figures.items()))


def _named(values: Sequence[float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in zip(MEASURES, values, strict=True)}
