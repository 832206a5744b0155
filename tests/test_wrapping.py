"""Documents that stand in a fence of their own: which they are, and that they are read as if there were none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askew.markdown import parse
from askew.wrapping import wrapping
from tests.test_bank_shapes import shape

BANK = "# Tea\n\n## What is tea?\n\nA leaf.\n\n## What is mate?\n\nAnother leaf.\n\n## What is rooibos?\n\nA bush.\n\n## What is chai?\n\nSpice.\n"
CODE = "```python\npour()\n```\n"


@pytest.mark.parametrize(
    ("before", "inside", "after"),
    [
        pytest.param("```markdown\n", "", "```\n", id="a fence"),
        pytest.param("\n\n  ~~~ MD  \r\n", "", "~~~", id="tildes, in capitals, at the end of the file"),
        pytest.param("````markdown\n", "", "````\n\nAnything else?\n", id="four signs and a farewell"),
        pytest.param("Certainly!\n\n```md\n", CODE, "```\n", id="a greeting, and a program inside"),
        pytest.param("```markdown\n", CODE, "", id="never closed"),
        pytest.param("```markdown\n", f"> {CODE}", "```\n", id="a quoted fence inside"),
    ],
)
def test_a_wrapped_document_is_read_as_what_is_inside(before: str, inside: str, after: str) -> None:
    text = f"{before}{BANK}{inside}{after}"
    above = before.count("\n")
    assert wrapping(text.encode())
    assert [item[:3] for item in shape(text)] == [(line + above, *rest) for line, *rest, _ in shape(BANK + inside)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"```markdown\n{BANK}```\n\n# And more\n", id="a heading behind it"),
        pytest.param(f"# Tea\n\n```markdown\n{BANK}```\n", id="a heading before it"),
        pytest.param(f"---\ntitle: Tea\n---\n\n```markdown\n{BANK}```\n", id="front matter before it"),
        pytest.param(f"```markdown\n{BANK}```\n\n{'So much for tea. ' * 40}\n", id="much text behind it"),
        pytest.param(f"{'So much for tea. ' * 40}\n\n```markdown\n{BANK}```\n", id="much text before it"),
        pytest.param(f"```markdown\n# Tea\n```\n\nLike this:\n\n{CODE}", id="an example, and another"),
        pytest.param(
            "```markdown\n# Tea\n```\n\nLike this:\n\n```\n# Mate\n```\n", id="an example, and one without a label"
        ),
        pytest.param(f"```text\n{BANK}```\n", id="another label"),
        pytest.param("```markdown\nNo heading.\n```\n", id="no heading"),
        pytest.param(f"- one\n\n      ```markdown\n{BANK}", id="indented"),
    ],
)
def test_what_is_no_wrapping(text: str) -> None:
    assert wrapping(text.encode()) == ()


def test_a_text_in_jsonl_may_be_what_was_asked_for() -> None:
    source = f"```markdown\n{BANK}```\n".encode()
    assert [block.kind for block in parse("bank.jsonl", source).blocks] == ["code"]


@given(
    st.lists(
        st.sampled_from(["```", "```md", "````", "~~~", "```python", "# Tea", "", "leaf", "> ```", "---"]), max_size=12
    )
)
def test_spans_are_whole_lines_that_are_fences(lines: list[str]) -> None:
    source = "\n".join(["```markdown", *lines]).encode()
    for start, end in wrapping(source):
        assert start == 0 or source[:start].endswith(b"\n")
        assert source[start:end].startswith((b"```", b"~~~"))
        assert source[end : end + 1] in (b"\n", b"")
