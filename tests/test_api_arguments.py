"""What is made of a keyword that the judged version does not take, by what other versions took."""

import pytest

from askew.apis.arguments import keywords
from askew.apis.model import Entry, Library, Note, Parameter, Signature
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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("'cold' is not supported", 1, id="about the keyword"),
        pytest.param("this keyword is no longer used", 1, id="about nothing by name"),
        pytest.param("'sweet' is not supported when it is cold", 0, id="about another keyword"),
        pytest.param("it must be below 100 degrees", 0, id="about a value"),
    ],
)
def test_an_error_counts_that_is_about_the_keyword(text: str, found: int) -> None:
    entry = Entry("tea.brew", "function", 3, (Signature(3, (COLD,), None),), {"cold": (Note("error", text, 3),)})
    call = Arguments(0, (Keyword("cold", 1, 0),), open=False)
    assert len(list(keywords("tea.brew", entry, TEA, 2, call))) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("`cold` is deprecated, use `warm`", 1, id="a keyword that goes"),
        pytest.param("the keyword cold was renamed to warm", 1, id="one with another name"),
        pytest.param("cold will be ignored", 1, id="one without effect"),
        pytest.param("cold is not supported for two pots yet. Got cold = 3.", 0, id="one mode of use"),
        pytest.param("brewing twice does not work properly with cold", 0, id="what does not go together"),
        pytest.param("`cold` is ignored when `warm` is provided", 0, id="two keywords at once"),
        pytest.param("switching to another pot", 0, id="what happens"),
        pytest.param("cold='auto' is deprecated", 0, id="a value"),
        pytest.param("Passing a cold_dict is deprecated", 0, id="a kind of value"),
    ],
)
def test_a_warning_counts_that_is_about_the_keyword(text: str, found: int) -> None:
    entry = Entry("tea.brew", "function", 3, (Signature(3, (COLD,), None),), {"cold": (Note("warning", text, 3),)})
    call = Arguments(0, (Keyword("cold", 1, 0),), open=False)
    assert len(list(keywords("tea.brew", entry, TEA, 2, call))) == found
