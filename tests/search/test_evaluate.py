"""Measuring the search on judged sets."""

import gzip
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

CORPUS = {
    "a": ("Mức đóng bảo hiểm thất nghiệp", "Người lao động đóng 1% tiền lương tháng."),
    "b": ("", "Chế độ thai sản của lao động nữ."),
    "c": ("", "Hồ sơ hưởng chế độ thai sản gồm những gì?"),
}
QUERIES = [
    ("q1", "mức đóng bảo hiểm thất nghiệp", "muc dong bao hiem that nghiep", "dev"),
    ("q2", "lao động nữ thai sản", "lao dong nu thai san", "dev"),
    ("c", "Hồ sơ hưởng chế độ thai sản gồm những gì?", "Ho so huong che do thai san gom nhung gi?", "test"),
    ("unjudged", "không ai chấm", "khong ai cham", "dev"),
]
RELEVANT = [("q1", "a", 1), ("q2", "b", 1), ("q2", "a", 0), ("c", "b", 1)]


def make_set(folder: Path) -> Path:
    folder.mkdir()
    with gzip.open(folder / "corpus.jsonl.gz", "wt", encoding="utf-8") as file:
        for name, (title, text) in CORPUS.items():
            print(json.dumps({"_id": name, "title": title, "text": text}), file=file)
    rows = [
        {"_id": name, "text": text, "text_noaccent": plain, "text_half": text, "split": split}
        for name, text, plain, split in QUERIES
    ]
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    lines = ["query-id\tcorpus-id\tscore", *("\t".join(map(str, row)) for row in RELEVANT)]
    (folder / "qrels.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def measured(*arguments: Any) -> list[dict[str, Any]]:
    out = StringIO()
    call_command("evaluate_search", *arguments, "--json", stdout=out, stderr=StringIO())
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_set_is_measured_in_all_three_writings(tmp_path: Path) -> None:
    lines = measured(make_set(tmp_path / "tiny"))
    assert [line["field"] for line in lines] == ["text", "text_noaccent", "text_half"]
    assert lines[0] == {
        "set": "tiny",
        "split": "dev+test",
        "engine": "embedded",
        "field": "text",
        "n": 3,
        "r1": 0.6667,
        "r10": 1.0,
        "mrr10": 0.8333,
    }


def test_one_split_and_one_writing(tmp_path: Path) -> None:
    folder = make_set(tmp_path / "tiny")
    (line,) = measured(folder, "--field", "text_noaccent", "--split", "dev")
    assert (line["n"], line["split"], line["field"], line["r1"]) == (2, "dev", "text_noaccent", 1.0)
    assert measured(folder, "--field", "text", "--split", "none")[0]["n"] == 0


def test_a_question_does_not_find_itself_in_the_set_of_similar_questions(tmp_path: Path) -> None:
    (line,) = measured(make_set(tmp_path / "similar_vlsp"), "--field", "text", "--split", "test")
    assert line["r1"] == 1.0


def test_a_folder_of_sets_is_measured_set_by_set(tmp_path: Path) -> None:
    for name in ("one", "two"):
        make_set(tmp_path / name)
    (tmp_path / "notes").mkdir()
    assert [line["set"] for line in measured(tmp_path, "--field", "text", "--engine", "embedded")] == ["one", "two"]


def test_without_json_there_is_a_table(tmp_path: Path) -> None:
    out = StringIO()
    call_command("evaluate_search", make_set(tmp_path / "tiny"), stdout=out, stderr=StringIO())
    head, *rows = out.getvalue().splitlines()
    assert head.split() == ["set", "split", "field", "n", "R@1", "R@10", "MRR@10"]
    assert rows[0].split() == ["tiny", "dev+test", "text", "3", "0.667", "1.000", "0.833"]


@pytest.mark.parametrize("folder", ["missing", "."])
def test_a_folder_without_a_set_is_refused_by_name(tmp_path: Path, folder: str) -> None:
    with pytest.raises(CommandError, match="no judged set"):
        measured(tmp_path / folder)
