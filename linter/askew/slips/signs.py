"""Signs by which to tell, without reading a script, that it cannot have a slip."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import AnyStr

# Methods that only return another object, by the kind of object.
METHODS: Mapping[str, frozenset[str]] = {
    "table": frozenset(
        "dropna fillna drop drop_duplicates rename replace astype reset_index set_index sort_values sort_index merge join"
        " assign ffill bfill interpolate clip round reindex melt tz_localize tz_convert convert_dtypes infer_objects shift"
        " where mask copy".split()
    ),
    "array": frozenset("reshape astype flatten transpose round clip copy squeeze swapaxes".split()),
    "tensor": frozenset(
        "to cuda cpu float long half double view reshape unsqueeze squeeze permute transpose detach".split()
    ),
    "dataset": frozenset("map batch shuffle prefetch repeat cache filter take skip padded_batch unbatch".split()),
}
# Functions that only return what they make of their first argument.
FUNCTIONS = frozenset(
    "numpy.append numpy.concatenate numpy.reshape numpy.delete numpy.insert numpy.sort numpy.transpose"
    " numpy.expand_dims numpy.squeeze numpy.pad numpy.flip numpy.roll pandas.concat pandas.merge pandas.get_dummies"
    " pandas.to_datetime pandas.to_numeric".split()
)
# scikit-learn's classes that learn from all rows they are fitted to.
TRANSFORMERS = frozenset(
    "StandardScaler MinMaxScaler MaxAbsScaler RobustScaler PowerTransformer QuantileTransformer SimpleImputer KNNImputer"
    " IterativeImputer SelectKBest SelectPercentile SelectFpr SelectFdr SelectFwe GenericUnivariateSelect SelectFromModel RFE"
    " RFECV SequentialFeatureSelector VarianceThreshold TfidfVectorizer CountVectorizer TfidfTransformer PCA IncrementalPCA"
    " KernelPCA SparsePCA TruncatedSVD NMF FastICA KBinsDiscretizer TargetEncoder".split()
)
OPTIMIZERS = ("Adadelta", "Adafactor", "Adagrad", "Adam", "Adamax", "AdamW", "Ftrl", "Lion", "Nadam", "RMSprop", "SGD")

_WORDS: Mapping[str, Sequence[Sequence[str]]] = {  # one of each group, the rarest first
    "S001": (("oftmax", "igmoid"), ("ogits", "CrossEntropyLoss", "cross_entropy")),
    "S002": (("train_test_split",), ("fit_transform(", ".fit("), sorted(TRANSFORMERS)),
    "S003": (("validation_data",), ("train_test_split", "load_data")),
    "S004": (("dropna",), ("fillna",)),
    "S005": (("pandas", "numpy", "torch", "tensorflow"),),
    "S006": (("Sequential",),),
    "S007": ((".compile(",),),
    "S008": ((".pb",), ("save",)),
    "S009": (
        ("predict",),
        ("sklearn",),
        ("_score", "confusion_matrix", "classification_report", "hamming_loss", "matthews_corrcoef"),
        ("predict_proba", "keras", "epochs"),
    ),
    "S010": (("Interpreter(",), ("set_tensor", "invoke", "get_tensor")),
    "S011": ((".compile(",), OPTIMIZERS),
}
_PATTERNS: Mapping[str, Sequence[re.Pattern[str]]] = {
    "S006": (
        re.compile(
            r"(?:=|\breturn\b)\s*[\w.]*(?:Dense|Conv|LSTM|GRU|RNN|Embedding|Normalization|Bidirectional|TimeDistr|PReLU)\w*\("
        ),
    ),
    "S007": (re.compile(r"\.compile\((?:[^\n]*\n){1,20}?[^\n]*\.compile\("),),
    "S011": (
        re.compile(r"\w[ \t]*=[ \t]*[\w.]*(?:" + "|".join(OPTIMIZERS) + r")\("),
        re.compile(r"\boptimizer\s*=\s*['\"]|\.compile\(\s*['\"]"),
    ),
}


_STATEMENT = re.compile(
    r"\n[ \t]*+(\w++(?:\.\w++)*+(?:\[[^\]\n]*\](?:\.\w++)++)?)\(([^\n]*)"
)  # one that begins with a call
_IDLE_METHODS = frozenset().union(*METHODS.values())
_IDLE_CALLS = frozenset(name.replace("numpy.", "np.").replace("pandas.", "pd.") for name in FUNCTIONS) | FUNCTIONS
_MODULES = ("model.", "net.")  # these move themselves, and no object of another kind goes by such a name
_RAREST = {rule: [[word.encode() for word in groups[0]]] for rule, groups in _WORDS.items()}


def signs_in(text: str) -> list[str]:
    """Return the codes of the rules that may find something in some Python: it has the signs of them."""
    found = [rule for rule in _WORDS if _has_words(text, _WORDS[rule])]
    if "S005" in found and not _has_idle_statement(text):
        found.remove("S005")
    return [rule for rule in found if all(pattern.search(text) for pattern in _PATTERNS.get(rule, ()))]


def has_a_word(source: bytes, rule: str) -> bool:
    """Tell whether a document has one of the words without which a rule finds nothing in it."""
    return _has_words(source, _RAREST[rule])


def _has_words(text: AnyStr, groups: Iterable[Iterable[AnyStr]]) -> bool:
    for group in groups:
        for word in group:  # every script is asked for every word, and any(…) would take thrice as long
            if word in text:
                break
        else:
            return False
    return True


def _has_idle_statement(text: str) -> bool:
    for name, rest in _STATEMENT.findall(f"\n{text}"):
        is_method = name.rpartition(".")[2] in _IDLE_METHODS and not name.startswith(_MODULES)
        if name in _IDLE_CALLS or (is_method and "inplace=True" not in rest):
            return True
    return False
