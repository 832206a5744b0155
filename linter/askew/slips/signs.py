"""Signs by which to tell, without reading a script, that it cannot have a slip."""

import re
from collections.abc import Mapping, Sequence

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

_WORDS: Mapping[str, Sequence[Sequence[str]]] = {  # one of each group
    "S001": (("ogits", "CrossEntropyLoss", "cross_entropy"), ("oftmax", "igmoid")),
    "S002": (("train_test_split",), ("fit_transform(", ".fit("), sorted(TRANSFORMERS)),
    "S003": (("validation_data",), ("train_test_split", "load_data")),
    "S004": (("dropna",), ("fillna",)),
    "S005": (("pandas", "numpy", "torch", "tensorflow"),),
    "S006": (("Sequential",),),
    "S007": ((".compile(",),),
    "S008": ((".pb",), ("save",)),
    "S009": (
        ("sklearn",),
        ("_score", "confusion_matrix", "classification_report", "hamming_loss", "matthews_corrcoef"),
        ("predict_proba", "keras", "epochs"),
        ("predict",),
    ),
    "S010": (("Interpreter(",), ("set_tensor", "invoke", "get_tensor")),
    "S011": ((".compile(",), OPTIMIZERS),
}
_PATTERNS: Mapping[str, Sequence[re.Pattern[str]]] = {
    "S005": (
        re.compile(
            r"\n[ \t]*(?!model\.|net\.)(?:(?:np|pd|numpy|pandas)\.(?:"
            + "|".join(sorted(name.rsplit(".", 1)[1] for name in FUNCTIONS))
            + r")\(|[\w.]+(?:\[[^\]\n]*\])?\.(?:"
            + "|".join(sorted(frozenset().union(*METHODS.values())))
            + r")\((?![^\n]*inplace ?= ?True))"
        ),
    ),
    "S006": (
        re.compile(
            r"(?:=|return)\s*[\w.]*(?:Dense|Conv|LSTM|GRU|RNN|Embedding|Normalization|Bidirectional|TimeDistr|PReLU)\w*\("
        ),
    ),
    "S007": (re.compile(r"\.compile\(.*\.compile\(", re.DOTALL),),
    "S011": (
        re.compile(r"\w[ \t]*=[ \t]*[\w.]*(?:" + "|".join(OPTIMIZERS) + r")\("),
        re.compile(r"\boptimizer\s*=\s*['\"]|\.compile\(\s*['\"]"),
    ),
}


def signs_in(text: str) -> list[str]:
    """Return the codes of the rules that may find something in some Python: it has the signs of them."""
    return [rule for rule in _WORDS if _has_words(text, _WORDS[rule]) and _has_patterns(text, rule)]


def _has_words(text: str, groups: Sequence[Sequence[str]]) -> bool:
    for group in groups:
        for word in group:  # every script is asked for every word: any(…) would take thrice as long
            if word in text:
                break
        else:
            return False
    return True


def _has_patterns(text: str, rule: str) -> bool:
    return all(pattern.search(f"\n{text}") for pattern in _PATTERNS.get(rule, ()))
