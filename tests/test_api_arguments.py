"""What is made of a keyword that the judged version does not take, by what other versions took."""

import pytest

from askew.apis.arguments import keywords
from askew.apis.model import Entry, Library, Parameter, Signature
from askew.code.scopes import Arguments, Keyword

TEA = Library("tea", "tea", ("1.0", "2.0"), ("tea",))
HOT = Parameter("hot", "keyword", False)
COLD = Parameter("cold", "keyword", False)
REST = Parameter("options", "kwargs", False)


@pytest.mark.parametrize(
    ("old", "keyword", "verdict"),
    [
        pytest.param(
            (HOT,), "sweet", ("keyword", "`brew` has no keyword `sweet` (tea 2.0, 1.0); it has hot"), id="in none"
        ),
        pytest.param(
            (HOT, COLD),
            "cold",
            ("removed", "`brew` has lost its keyword `cold` (tea 2.0): 1.0 still took it"),
            id="in the old one",
        ),
        pytest.param(
            (HOT, REST),
            "cold",
            ("removed", "`brew` has no keyword `cold` (tea 2.0); other versions may have taken it"),
            id="perhaps in the old one",
        ),
        pytest.param(
            (HOT, REST),
            "hott",
            ("keyword", "`brew` has no keyword `hott` (tea 2.0); did you mean `hot`?"),
            id="perhaps in the old one, but a slip of the pen",
        ),
    ],
)
def test_a_message_claims_of_other_versions_what_is_known(
    old: tuple[Parameter, ...], keyword: str, verdict: tuple[str, str]
) -> None:
    signatures = (Signature(1, old, None), Signature(2, (HOT,), None))
    entry = Entry("tea.brew", "function", 3, signatures)
    call = Arguments(0, (Keyword(keyword, 1, 0),), open=False)
    assert [item[:2] for item in keywords("tea.brew", entry, TEA, 2, call)] == [verdict]
