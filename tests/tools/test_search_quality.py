"""The tool that measures the search: its page, the rules it switches off for a while, what it leaves alone."""

import gzip
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from search import analysis, finding, text, vocabulary
from search.engines import embedded, embedded_queries, get_engine, ranking, rerank
from search.evaluation import FIELDS, JudgedSet, evaluate, index_set
from tools.quality.measuring import Difference, asking, differences, gains, means, questions_of
from tools.quality.page import table_of, updated
from tools.quality.rules import RULES, changed
from tools.quality.running import UNUSABLE, main

SAMPLE = Path(settings.BASE_DIR) / "search" / "judged" / "sample_archive"
QUERIES = 8
ABBREVIATIONS, TITLES = "abbreviations", "title three times"


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the sample archive with a few of its questions, those with abbreviations first."""
    folder = tmp_path_factory.mktemp("sets") / "few_questions"
    shutil.copytree(SAMPLE, folder)
    rows = [json.loads(line) for line in (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()]
    rows.sort(key=lambda row: row["kind"] != "abbreviation")
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, rows[:QUERIES])), encoding="utf-8")
    return folder


def measured(capsys: pytest.CaptureFixture[str], *arguments: object) -> list[dict[str, Any]]:
    assert main([*map(str, arguments), "--without-elasticsearch", "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_the_page_gets_its_tables(few: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.md"
    given = ("--without-elasticsearch", "--date", "2026-01-31", "--out", page, "--rules", ABBREVIATIONS, TITLES)
    assert main([str(few), *map(str, given)]) == 0
    written = page.read_text(encoding="utf-8")
    assert "Made on 2026-01-31 by" in written
    assert f"python tools/search_quality.py {few} --without-elasticsearch" in written
    for line in ("| set ", "| few_questions | 40 ", "| without ", f"| {ABBREVIATIONS} ", f"| {TITLES} "):
        assert f"\n{line}" in written
    assert f"Questions asked: few {QUERIES}." in written
    streams = capsys.readouterr()
    assert streams.out == ""
    assert "few_questions: without abbreviations" in streams.err


def test_what_is_written_around_the_tables_stays(few: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    given = [str(few), "--without-elasticsearch", "--out", str(page), "--rules"]
    assert main(given) == 0
    first = page.read_text(encoding="utf-8")
    page.write_text(first.replace("\n## Every set", "\nMind the noise.\n\n## Every set"), encoding="utf-8")
    assert main(given) == 0
    again = page.read_text(encoding="utf-8")
    assert "\nMind the noise.\n" in again
    assert again.replace("\nMind the noise.\n", "") == first


def test_a_page_without_its_marks_is_refused_before_anything_is_measured(
    few: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.md"
    page.write_text("my own page", encoding="utf-8")
    assert main([str(few), "--without-elasticsearch", "--out", str(page)]) == UNUSABLE
    assert "<!-- figures: run -->" in capsys.readouterr().err
    assert page.read_text(encoding="utf-8") == "my own page"


def test_a_folder_without_a_set_and_a_server_without_a_name_are_refused(
    few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("ELASTICSEARCH_URL", raising=False)
    assert main([str(tmp_path / "missing")]) == UNUSABLE
    assert main([str(few)]) == UNUSABLE
    errors = capsys.readouterr().err
    assert "no judged set" in errors
    assert "ELASTICSEARCH_URL" in errors


def test_the_figures_are_those_of_evaluate_search(few: Path, tmp_path: Path) -> None:
    judged, engine = JudgedSet(few), get_engine("embedded", folder=tmp_path / "index")
    names = index_set(judged, engine)
    for field in FIELDS:
        theirs = evaluate(judged, engine, names, field)
        ours = means(gains(questions_of(judged), asking(engine), field))
        assert [round(value, 4) for value in ours] == [theirs.r1, theirs.r10, theirs.mrr10]


def test_a_question_does_not_find_itself_among_similar_ones(tmp_path: Path) -> None:
    folder = tmp_path / "similar_vlsp"
    folder.mkdir()
    with gzip.open(folder / "corpus.jsonl.gz", "wt", encoding="utf-8") as file:
        for name, title in (("own", "Hồ sơ thai sản"), ("other", "Hồ sơ thai sản gồm gì")):
            print(json.dumps({"_id": name, "title": title, "text": ""}), file=file)
    row = {"_id": "own", **dict.fromkeys(FIELDS, "Hồ sơ thai sản")}
    (folder / "queries.jsonl").write_text(json.dumps(row), encoding="utf-8")
    (folder / "qrels.tsv").write_text("own\tother\t1\n", encoding="utf-8")
    engine = get_engine("embedded", folder=tmp_path / "index")
    index_set(JudgedSet(folder), engine)
    assert gains(questions_of(JudgedSet(folder)), asking(engine), "text") == [(1.0, 1.0, 1.0)]


def test_a_rule_switched_off_changes_a_figure(few: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = measured(capsys, few, "--rules", ABBREVIATIONS)
    assert [row["measure"] for row in rows] == ["quality"] * len(FIELDS) + ["rule_off", "end"]
    assert rows[-2]["rule"] == ABBREVIATIONS
    assert rows[-2]["mrr10_change"] < 0
    assert rows[0] == measured(capsys, few, "--rules")[0], "the rules are back"


def state() -> list[object]:
    """Return all that a rule may change."""
    modules = (text, analysis, vocabulary, finding, ranking, rerank, embedded, embedded_queries)
    remembered = ("_words_of", "_folded", "_plain", "_marked")
    known = [(name, value) for module in modules for name, value in vars(module).items() if name not in remembered]
    return [*known, text._folded._function]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_changes_something_and_is_back_afterwards(rule: Any) -> None:
    before, word = state(), analysis.analyse_query("Kỹ thuật BHXH hoà giải")
    with rule.off():
        assert state() != before
    assert state() == before
    assert analysis.analyse_query("Kỹ thuật BHXH hoà giải") == word


def off(name: str) -> Any:
    return next(rule for rule in RULES if rule.name == name).off()


def test_without_folding_words_are_read_as_they_are_typed() -> None:
    typed = "kỹ hoà"
    assert analysis.analyse_query(typed).words == ["ki", "hoa"]
    with off("i for y"):
        assert analysis.analyse_query(typed).words == ["ky", "hoa"]
    with off("tones in one place"):
        assert analysis.analyse_document(typed).written == ["kỹ", "hoà"]
    with off("accents folded"):
        assert analysis.analyse_query(typed).words == ["kỹ", "hòa"]
    assert analysis.analyse_query(typed).words == ["ki", "hoa"]
    assert analysis.analyse_document(typed).written == ["kỹ", "hòa"]


def test_a_rule_is_back_after_a_stop() -> None:
    before = ranking.TITLE_WEIGHT
    with pytest.raises(KeyboardInterrupt), changed((ranking, "TITLE_WEIGHT", before + 1)):
        raise KeyboardInterrupt
    assert before == ranking.TITLE_WEIGHT


def test_a_rule_that_the_search_no_longer_has_is_an_error() -> None:
    with pytest.raises(AttributeError), changed((ranking, "NO_LONGER_THERE", 1)):
        pass


def test_a_difference_within_two_standard_errors_is_noise() -> None:
    one, other = [(1.0, 1.0, 1.0)] * 3 + [(0.0, 1.0, 0.5)], [(0.0, 1.0, 0.5)] * 4
    first, same, _ = differences(one, other)
    assert (first.mean, round(first.error, 3), first.is_noise) == (0.75, 0.25, False)
    assert same == Difference(0.0, 0.0)


def test_a_table_stands_in_columns() -> None:
    table = table_of(["a", "long"], [["first", "1"]])
    assert table.splitlines() == ["| a     | long |", "| ----- | ---- |", "| first | 1    |"]


def test_a_new_page_has_every_mark(tmp_path: Path) -> None:
    made = updated(tmp_path / "new.md", {"rules": "a table"})
    assert made.count("<!-- figures: ") == made.count("<!-- end of figures: ") == 4
    assert "a table" in made
