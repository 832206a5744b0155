"""Many texts at once give what one text gives, datasketch gives, and a count by hand gives; and the work stays linear."""

import random
import subprocess
import sys
from collections import Counter, defaultdict
from functools import cache
from itertools import combinations

import numpy as np
import pytest
from datasketch import MinHash
from hypothesis import example, given
from hypothesis import strategies as st

from askew.duplicates import bulk, few, packing, weighing
from askew.duplicates.shingles import shingles
from askew.duplicates.signature import BUCKET, PERMUTATIONS, Scheme, band_keys, scheme_for, signature
from askew.duplicates.weights import Frequencies, frequencies

SCHEMES = [Scheme(42, 3), Scheme(50, 4), Scheme(48, 6)]
ALPHABETS = {
    "Chinese": "梯度消失爆炸注意力机制缓存索引事务隔离级别",
    "English": "gradient descent cache index ",
    "mixed": "用 bert 做分类 v2 要多久 gpu ",
    "emoji": "🙂🚀👩‍💻é",
    "right-to-left": "ذاكرة التخزين מטמון ",
    "Korean": "그래디언트 소실 ",
}
ODD = ["", "一", "a", "ab", "🙂", " x ", "\u3000中 文\u3000", "中a文", "字" * 2000, "a b" * 667, "\0a\0", "\ud800abc"]
any_text = st.text(alphabet=st.sampled_from("ab c注意力用 é🙂한م"), max_size=30)
sets = st.frozensets(st.sampled_from("abcdefgh"), max_size=8)


def some_texts(count: int) -> list[str]:
    rng = random.Random(7)
    texts = list(ODD)
    while len(texts) < count:
        signs = ALPHABETS[rng.choice(list(ALPHABETS))]
        texts.append("".join(rng.choice(signs) for _ in range(rng.randrange(1, 60))))
        if rng.random() < 0.3:
            texts.append(texts[-1] + rng.choice(signs))
    return texts[:count]


TEXTS = some_texts(500)
CUT = [number for number, text in enumerate(TEXTS) if shingles(text)]  # the texts that have shingles
PACKED = packing.shingled(TEXTS)


def unpacked(packed: packing.Shingled, text: int) -> frozenset[str]:
    ids = packed.ids[packed.starts[text] : packed.starts[text + 1]]
    return frozenset(packed.vocabulary[number] for number in ids)


@cache
def signed(number: int) -> list[int]:
    return signature(shingles(TEXTS[number]))


def pairs_of(rows: packing.Ints) -> list[tuple[int, int]]:
    return [(one, other) for one, other in rows.tolist()]


def test_packed_shingles_are_those_of_each_text() -> None:
    assert [unpacked(PACKED, text) for text in range(len(TEXTS))] == [shingles(text) for text in TEXTS]


def test_packed_numbers_are_sorted_and_come_once() -> None:
    for start, end in zip(PACKED.starts[:-1], PACKED.starts[1:], strict=True):
        assert (np.diff(PACKED.ids[start:end]) > 0).all()


def test_texts_in_several_chunks_are_packed_as_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "_CHUNK", 100)
    packed = packing.shingled(TEXTS)
    assert [unpacked(packed, text) for text in range(len(TEXTS))] == [shingles(text) for text in TEXTS]


def test_signatures_are_those_of_each_text_and_of_datasketch() -> None:
    found = bulk.signatures(PACKED, PERMUTATIONS)
    for number, (text, row) in enumerate(zip(TEXTS, found.tolist(), strict=True)):
        assert row == signed(number)
        sketch = MinHash(num_perm=PERMUTATIONS, seed=1, scheme="affine32")
        sketch.update_batch([shingle.encode("utf-8", "surrogatepass") for shingle in shingles(text)])
        assert row == sketch.hashvalues.tolist()


@pytest.mark.parametrize("scheme", SCHEMES, ids=str)
def test_keys_are_those_of_each_text(scheme: Scheme) -> None:
    found: dict[int, list[int]] = defaultdict(list)
    for numbers, keys in bulk.band_keys(PACKED, scheme):
        for text, key in zip(numbers.tolist(), keys.tolist(), strict=True):
            found[text].append(key)
    assert found == {number: list(band_keys(signed(number), scheme)) for number in CUT}


@pytest.mark.parametrize("scheme", SCHEMES, ids=str)
def test_candidates_are_the_pairs_with_a_key_in_common(scheme: Scheme) -> None:
    buckets: dict[int, list[int]] = defaultdict(list)
    for number in CUT:
        for key in band_keys(signed(number), scheme):
            buckets[key].append(number)
    assert max(map(len, buckets.values())) <= BUCKET
    expected = {pair for members in buckets.values() for pair in combinations(members, 2)}
    assert pairs_of(bulk.candidates(PACKED, scheme)) == sorted(expected)


def test_nobody_meets_in_an_empty_corpus() -> None:
    packed = packing.shingled([])
    assert len(bulk.candidates(packed, SCHEMES[0])) == 0
    assert len(bulk.joined(packed, SCHEMES[0], packed.weights(), 0.5)) == 0


@pytest.mark.parametrize(
    ("copies", "expected"),
    [
        pytest.param(BUCKET, list(combinations(range(1, BUCKET + 1), 2)), id="a full bucket: all with all"),
        pytest.param(BUCKET + 1, [(1, other) for other in range(2, BUCKET + 2)], id="a crowd: all with one"),
    ],
)
def test_only_a_crowd_is_compared_with_its_first_text_alone(copies: int, expected: list[tuple[int, int]]) -> None:
    packed = packing.shingled(["什么都不像", *["梯度为什么会消失"] * copies, "nothing like it"])
    assert pairs_of(bulk.candidates(packed, SCHEMES[0])) == expected


def test_fifty_thousand_identical_texts_meet_the_first_only() -> None:
    packed = packing.shingled(["梯度为什么会消失"] * 50_000)
    pairs = bulk.candidates(packed, scheme_for(50_000))
    assert len(pairs) == 49_999
    assert (pairs[:, 0] == 0).all()


def test_fifty_thousand_nearly_identical_texts_meet_a_few_others_each() -> None:
    packed = packing.shingled(f"在第{number}号机房里如何排查缓存一致性问题" for number in range(50_000))
    assert len(bulk.candidates(packed, scheme_for(50_000))) < 50_000 * BUCKET


def test_similarities_are_those_of_one_pair_in_any_order() -> None:
    rng = np.random.default_rng(5)
    pairs = rng.permutation(
        np.concatenate([bulk.candidates(PACKED, SCHEMES[0]), rng.integers(0, len(TEXTS), (2_000, 2))])
    )
    known = PACKED.frequencies()
    expected = [known.similarity(shingles(TEXTS[one]), shingles(TEXTS[other])) for one, other in pairs_of(pairs)]
    assert weighing.similarities(PACKED, PACKED.weights(), pairs).tolist() == expected


def test_packed_frequencies_and_weights_are_those_of_the_sets() -> None:
    known = frequencies(map(shingles, TEXTS))
    assert PACKED.frequencies() == known
    assert PACKED.weights().tolist() == list(map(known.weight, PACKED.vocabulary))


@pytest.mark.parametrize("threshold", [0.01, 0.3, 0.45, 0.6, 0.999, 1.0])
@pytest.mark.parametrize("batch", [1, 1 << 22], ids=["many batches", "one batch"])
def test_joined_are_the_candidates_from_the_threshold_on(
    threshold: float, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "_BATCH", batch)
    met = bulk.candidates(PACKED, SCHEMES[0])
    expected = met[weighing.similarities(PACKED, PACKED.weights(), met) >= threshold]
    assert pairs_of(bulk.joined(PACKED, SCHEMES[0], PACKED.weights(), threshold)) == pairs_of(expected)
    assert [pairs_of(found) for found in weighing.alike(PACKED, PACKED.weights(), [met], threshold)] == [
        pairs_of(expected)
    ]


def test_small_tables_and_blocks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = bulk.candidates(PACKED, SCHEMES[0])
    expected = weighing.similarities(PACKED, PACKED.weights(), pairs)
    for module, name in ((weighing, "_TABLE"), (weighing, "_BLOCK"), (bulk, "_BLOCK"), (bulk, "_CACHED")):
        monkeypatch.setattr(module, name, 1 << 8)
    assert pairs_of(bulk.candidates(PACKED, SCHEMES[0])) == pairs_of(pairs)
    assert weighing.similarities(PACKED, PACKED.weights(), pairs).tolist() == expected.tolist()
    (found,) = weighing.alike(PACKED, PACKED.weights(), [pairs], 0.5)
    assert pairs_of(found) == pairs_of(pairs[expected >= 0.5])


@given(st.lists(any_text, max_size=12))
def test_any_texts_are_packed_as_cut(texts: list[str]) -> None:
    packed = packing.shingled(texts)
    assert [unpacked(packed, text) for text in range(len(texts))] == [shingles(text) for text in texts]


@given(any_text)
def test_only_a_text_of_blanks_has_no_shingles(text: str) -> None:
    assert bool(shingles(text)) == bool(text.strip())


@given(sets, sets, st.lists(sets))
def test_similarity_is_symmetric_a_share_and_whole_for_equal_sets_only(
    one: frozenset[str], other: frozenset[str], corpus: list[frozenset[str]]
) -> None:
    known = frequencies([one, other, *corpus])
    similarity = known.similarity(one, other)
    assert similarity == known.similarity(other, one)
    assert 0 <= similarity <= 1
    assert (similarity == 1) == (one == other and bool(one))
    assert (similarity == 0) == one.isdisjoint(other)


@given(st.lists(sets), st.lists(sets))
def test_frequencies_of_parts_add_up(one: list[frozenset[str]], other: list[frozenset[str]]) -> None:
    parts = frequencies(one), frequencies(other)
    added = Frequencies(sum(part.texts for part in parts), Counter(parts[0].counts) + Counter(parts[1].counts))
    assert frequencies([*one, *other]) == added


@given(st.lists(st.sampled_from(TEXTS) | any_text, max_size=few.FEW))
@example([TEXTS[100]] * few.FEW)
@example([])
def test_a_few_texts_are_compared_as_many_are(texts: list[str]) -> None:
    packed = packing.shingled(texts)
    expected = pairs_of(bulk.joined(packed, SCHEMES[0], packed.weights(), 0.45))
    assert few.joined(texts, SCHEMES[0], 0.45) == (packed.frequencies(), expected)


def test_a_few_texts_are_compared_without_numpy() -> None:
    code = "from askew.duplicates.few import joined; from askew.duplicates.signature import scheme_for; import sys; "
    code += "joined(['tea', 'teas'], scheme_for(2), 0.1); print('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
