"""What the rules about semantic slips make of the Python of a bank, and of its look-alikes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askew import fixes
from askew.checks import RULES
from askew.code.parsing import parses
from askew.config import CodeSettings, Settings
from askew.diagnostic import Safety
from askew.engine import lint
from tests.snippets import LINES, bank, fuzz

SLIPS = [rule for rule in RULES if rule.code.startswith("S")]


def found(*answers: str, settings: Settings | None = None) -> list[str]:
    """The codes found in a bank in which each answer has a question of its own; `---` begins the next block."""
    result = lint("bank.md", bank(*answers).encode(), SLIPS, settings or Settings())
    assert not result.crashes
    return [item.code for item in result.diagnostics]


KERAS = "from tensorflow import keras\nfrom tensorflow.keras import layers\n"
TORCH = "import torch\nfrom torch import nn\nimport torch.nn.functional as F\n"
ENDS_IN_SOFTMAX = KERAS + "m = keras.Sequential([layers.Dense(8), layers.Dense(3, activation='softmax')])\n"
LOGITS = "keras.losses.SparseCategoricalCrossentropy(from_logits=True)"
COMPILED = f"m.compile(optimizer='adam', loss={LOGITS})"
NET = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 3)
        self.shares = nn.Softmax(dim=1)

    def forward(self, x):
        x = self.fc(x)
        return self.shares(x)
"""


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(ENDS_IN_SOFTMAX + COMPILED, id="the last layer of a list"),
        pytest.param(KERAS + "m = keras.Sequential()\nm.add(layers.Dense(3))\nm.add(layers.Softmax())\n" + COMPILED, id="the last layer that is added"),
        pytest.param(KERAS + "m = keras.Sequential([layers.Dense(3), layers.Activation('softmax')])\n" + COMPILED, id="an activation of its own"),
        pytest.param(KERAS + "m = keras.Sequential([layers.Dense(3, 'softmax')])\n" + COMPILED, id="an activation by place"),
        pytest.param(KERAS + "import tensorflow as tf\nm = keras.Sequential([layers.Dense(3, activation=tf.nn.softmax)])\n" + COMPILED, id="an activation that is a function"),
        pytest.param(KERAS + "i = keras.Input((4,))\no = layers.Dense(3, activation='softmax')(layers.Dense(9)(i))\nm = keras.Model(i, o)\n" + COMPILED, id="a functional model"),
        pytest.param(KERAS + "i = keras.Input((4,))\no = layers.Dense(3)(i)\nm = keras.Model(inputs=i, outputs=[keras.activations.softmax(o)])\n" + COMPILED, id="an output by keyword"),
        pytest.param(KERAS + "d = layers.Dense(1, activation='sigmoid')\nm = keras.Sequential([layers.Flatten(), d])\nloss = keras.losses.BinaryCrossentropy(from_logits=True)\nm.compile('adam', loss)", id="a layer and a loss with names, by place"),
        pytest.param(KERAS + "def build():\n    m = keras.Sequential()\n    m.add(layers.Dense(3, activation='softmax'))\n    return m\nm = build()\n" + COMPILED, id="a model out of a function"),
        pytest.param(KERAS + f"def build():\n    m = keras.Sequential([layers.Dense(3, activation='softmax')])\n    m.compile(loss={LOGITS})\n    return m\n", id="inside a function"),
        pytest.param(KERAS + "class Net(keras.Model):\n    def __init__(self):\n        super().__init__()\n        self.out = layers.Dense(3, activation='softmax')\n    def call(self, x):\n        return self.out(x)\nm = Net()\n" + COMPILED, id="a model class"),
        pytest.param(ENDS_IN_SOFTMAX + f"f = {LOGITS}\nprint(f(y, m(x, training=True)))", id="a loss that is called"),
        pytest.param(KERAS + "def loss(y, p):\n    return keras.losses.sparse_categorical_crossentropy(y, p, from_logits=True)\nm = keras.Sequential([layers.Dense(3, activation='softmax')])\nm.compile(loss=loss)", id="a loss of one's own"),
        pytest.param("import tensorflow as tf\np = tf.nn.softmax(tf.matmul(x, w))\nc = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=p)", id="TensorFlow's function"),
        pytest.param("import tensorflow as tf\np = tf.layers.dense(x, 3, activation=tf.nn.softmax)\nc = tf.losses.softmax_cross_entropy(y, p)", id="TensorFlow 1"),
        pytest.param("from keras import *\nfrom keras.layers import *\nfrom keras.losses import *\nm = Sequential([Dense(3, activation='softmax')])\nm.compile(loss=SparseCategoricalCrossentropy(from_logits=True))", id="stars"),
        pytest.param("m = tf.keras.Sequential([tf.keras.layers.Dense(3, activation='softmax')])\nm.compile(loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True))", id="a forgotten import"),
        pytest.param(TORCH + "n = nn.Sequential(nn.Linear(4, 3), nn.Softmax(dim=1))\nc = nn.CrossEntropyLoss()\nl = c(n(x), y)", id="torch in a row"),
        pytest.param(TORCH + NET + "net = Net().to(device)\nc = nn.CrossEntropyLoss()\nfor x, y in data:\n    out = net(x)\n    l = c(out, y)", id="torch in a class"),
        pytest.param(TORCH + NET + "def train(net, c):\n    for x, y in data:\n        c(net(x), y).backward()\ntrain(Net(), nn.CrossEntropyLoss())", id="torch in a training function"),
        pytest.param(TORCH + "l = F.cross_entropy(F.softmax(out, dim=1), y)", id="torch's functions"),
        pytest.param(TORCH + "import pytorch_lightning as pl\nclass Net(pl.LightningModule):\n    def forward(self, x):\n        return F.softmax(x, dim=1)\n    def training_step(self, batch, i):\n        x, y = batch\n        return F.cross_entropy(self(x), y)", id="a model that calls itself"),
        pytest.param(ENDS_IN_SOFTMAX + f"loss_of = {LOGITS}\nimport tensorflow as tf\n@tf.function\ndef step(x, y):\n    with tf.GradientTape() as tape:\n        p = m(x, training=True)\n        loss = loss_of(y, p)\n    return loss", id="a training step with what stands around it"),
        pytest.param(TORCH + "p = out.softmax(dim=-1)\nl = F.cross_entropy(p, y)", id="a method of a tensor"),
        pytest.param(TORCH + "c = nn.BCEWithLogitsLoss()\nl = c(torch.sigmoid(out), y)", id="sigmoid"),
    ],
)  # fmt: skip
def test_softmax_before_a_loss_that_applies_it(block: str) -> None:
    assert found(block) == ["S001"]


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(ENDS_IN_SOFTMAX + "m.compile(loss='sparse_categorical_crossentropy')", id="a loss that takes probabilities"),
        pytest.param(ENDS_IN_SOFTMAX + "m.compile(loss=keras.losses.CategoricalCrossentropy(from_logits=False))", id="and says so"),
        pytest.param(KERAS + "m = keras.Sequential([layers.Dense(8, activation='softmax'), layers.Dense(3)])\n" + COMPILED, id="softmax further up"),
        pytest.param(ENDS_IN_SOFTMAX + "m.add(layers.Dense(3))\n" + COMPILED, id="a layer that is added behind it"),
        pytest.param(ENDS_IN_SOFTMAX + "m.pop()\n" + COMPILED, id="a layer that is taken off"),
        pytest.param(ENDS_IN_SOFTMAX + "m = keras.Sequential([layers.Dense(3)])\n" + COMPILED, id="another model of that name"),
        pytest.param(ENDS_IN_SOFTMAX + "if raw:\n    m = keras.Sequential([layers.Dense(3)])\n" + COMPILED, id="perhaps another model"),
        pytest.param(KERAS + "m = keras.Sequential()\nif raw:\n    m.add(layers.Dense(3))\nelse:\n    m.add(layers.Dense(3, activation='softmax'))\n" + COMPILED, id="perhaps another layer"),
        pytest.param(KERAS + "last = 'softmax'\nif raw:\n    last = None\nm = keras.Sequential([layers.Dense(3, activation=last)])\n" + COMPILED, id="perhaps another activation"),
        pytest.param(KERAS + "def build(last):\n    m = keras.Sequential([layers.Dense(3, activation=last)])\n" + f"    m.compile(loss={LOGITS})\nbuild('softmax')\nbuild(None)", id="a parameter with two values"),
        pytest.param(KERAS + "m = keras.Sequential([*front, layers.Dense(3)])\n" + COMPILED, id="a star in the list"),
        pytest.param(KERAS + f"m.compile(loss={LOGITS})", id="a model that nobody knows"),
        pytest.param(KERAS + "i = keras.Input((4,))\nraw = layers.Dense(3)(i)\np = layers.Softmax()(raw)\nm = keras.Model(i, raw)\nshow = keras.Model(i, p)\n" + COMPILED, id="a second model for show"),
        pytest.param(ENDS_IN_SOFTMAX.replace("m =", "teacher =") + "m = student\n" + COMPILED, id="a model of another name"),
        pytest.param("class Sequential:\n    def __init__(self, layers): pass\n    def compile(self, loss): pass\nfrom tensorflow.keras.layers import Dense\nfrom tensorflow.keras.losses import CategoricalCrossentropy\nm = Sequential([Dense(3, activation='softmax')])\nm.compile(loss=CategoricalCrossentropy(from_logits=True))", id="a class of one's own"),
        pytest.param("def softmax(x): return x\n" + TORCH + "l = F.cross_entropy(softmax(out), y)", id="a function of one's own"),
        pytest.param(TORCH + "n = nn.Sequential(nn.Linear(4, 3), nn.LogSoftmax(dim=1))\nc = nn.CrossEntropyLoss()\nl = c(n(x), y)", id="log-softmax, which twice is once"),
        pytest.param(TORCH + "l = F.cross_entropy(student(x), F.softmax(teacher(x), dim=1))", id="probabilities as the target"),
        pytest.param(TORCH + NET.replace("self.shares(x)", "x") + "c = nn.CrossEntropyLoss()\nn = Net()\nl = c(n(x), y)\np = n.shares(n(x))", id="softmax kept for later"),
        pytest.param(TORCH + NET.replace("return", "if self.training:\n            return x\n        return") + "c = nn.CrossEntropyLoss()\nl = c(Net()(x), y)", id="softmax outside training only"),
        pytest.param(TORCH + "c = nn.NLLLoss()\nl = c(F.softmax(out, dim=1), y)", id="another loss"),
        pytest.param(ENDS_IN_SOFTMAX + "# wrong: softmax twice\n" + COMPILED, id="a comment that says so"),
        pytest.param("from mylib import *\nfrom keras.layers import *\nm = Sequential([Dense(3, activation='softmax')])\nm.compile(loss=SparseCategoricalCrossentropy(from_logits=True))", id="a star of nobody knows what"),
    ],
)  # fmt: skip
def test_softmax_before_another_loss(block: str) -> None:
    assert found(block) == []


SPLIT = "from sklearn.model_selection import train_test_split\n"
SCALER = SPLIT + "import pandas as pd\nfrom sklearn.preprocessing import StandardScaler\nscaler = StandardScaler()\n"
PARTS = "a, b, c, d = train_test_split(X, y)"


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(SCALER + "X = scaler.fit_transform(X)\n" + PARTS, id="fit_transform"),
        pytest.param(SCALER + "scaler.fit(X)\nX = scaler.transform(X)\n" + PARTS, id="fit, then transform"),
        pytest.param(SCALER + "scaler.fit(X)\n" + PARTS + "\na = scaler.transform(a)\nb = scaler.transform(b)", id="the parts transformed later"),
        pytest.param(SCALER + "Z = pd.DataFrame(scaler.fit_transform(X), columns=names)\na, b = train_test_split(Z)", id="a table made of it"),
        pytest.param(SCALER + "df[['a']] = scaler.fit_transform(df[['a']])\nX = df.drop('y', axis=1)\n" + PARTS, id="put into a column"),
        pytest.param(SCALER + "df['a'] = scaler.fit_transform(df[['a']])\nX = df[['a', 'b']]\n" + PARTS, id="a column that is asked for"),
        pytest.param(SCALER + "data = scaler.fit_transform(data)\nX, y = data[:, :-1], data[:, -1]\n" + PARTS, id="cut into features and target"),
        pytest.param(SPLIT + "from sklearn.feature_extraction.text import TfidfVectorizer as V\nX = V().fit_transform(texts).toarray()\n" + PARTS, id="a vectoriser under another name"),
        pytest.param(SPLIT + "import sklearn.impute\nX = sklearn.impute.SimpleImputer().fit_transform(X)\n" + PARTS, id="an imputer by its whole name"),
        pytest.param(SPLIT + "from sklearn.pipeline import make_pipeline\nfrom sklearn.preprocessing import StandardScaler\nfrom sklearn.decomposition import PCA\nX = make_pipeline(StandardScaler(), PCA(2)).fit_transform(X)\n" + PARTS, id="a pipeline of transformers"),
        pytest.param(SCALER + "def prepare(df):\n    return scaler.fit_transform(df)\nX = prepare(X)\n" + PARTS, id="in a function"),
        pytest.param(SCALER + "def prepare(df):\n    Z = scaler.fit_transform(df)\n    return Z, df['y']\nX, y = prepare(df)\n" + PARTS, id="one of two results of a function"),
        pytest.param(SCALER + "def fit(X, y):\n    a, b, c, d = train_test_split(X, y)\nfit(scaler.fit_transform(X), y)", id="a split in a function"),
        pytest.param(SCALER + "class Tea:\n    def __init__(self):\n        self.scaler = StandardScaler()\n    def brew(self, X, y):\n        X = self.scaler.fit_transform(X)\n        " + PARTS, id="an attribute of a class"),
        pytest.param(SCALER + "X = scaler.fit_transform(X)\n---\n" + PARTS, id="in two blocks"),
        pytest.param("from sklearn.model_selection import *\nfrom sklearn.preprocessing import *\nX = StandardScaler().fit_transform(X)\n" + PARTS, id="stars"),
        pytest.param(SPLIT + "X = StandardScaler().fit_transform(X)\n" + PARTS, id="a forgotten import"),
        pytest.param(SCALER + "async def brew():\n    X = scaler.fit_transform(await read())\n    " + PARTS, id="async"),
        pytest.param(SCALER + "with open('tea') as file:\n    X = scaler.fit_transform(X)\n" + PARTS, id="a with block"),
        pytest.param(SCALER + "if __name__ == '__main__':\n    X = scaler.fit_transform(X)\n    " + PARTS, id="a main part"),
    ],
)  # fmt: skip
def test_a_fit_before_the_split(block: str) -> None:
    assert found(block) == ["S002"]


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(SCALER + PARTS + "\na = scaler.fit_transform(a)\nb = scaler.transform(b)", id="the right order"),
        pytest.param(SCALER + PARTS + "\nX = scaler.fit_transform(X)", id="a fit after the split"),
        pytest.param(SPLIT + "from sklearn.pipeline import Pipeline\nfrom sklearn.preprocessing import StandardScaler\nfrom sklearn.svm import SVC\np = Pipeline([('s', StandardScaler()), ('m', SVC())])\n" + PARTS + "\np.fit(a, c)", id="a pipeline fitted to the training part"),
        pytest.param(SCALER + "from sklearn.decomposition import PCA\nplot(PCA(2).fit_transform(X))\n" + PARTS, id="a picture of all the data"),
        pytest.param(SCALER + "scaler.fit(X)\n" + PARTS + "\nscaler.fit(a)\na = scaler.transform(a)", id="fitted anew after the split"),
        pytest.param(SCALER + "old = scaler.fit_transform(X)\n" + PARTS, id="the split of what was not scaled"),
        pytest.param(SCALER + "X = scaler.fit_transform(X)\nX = load()\n" + PARTS, id="other data under that name"),
        pytest.param(SCALER + "if flat:\n    X = scaler.fit_transform(X)\n" + PARTS, id="perhaps scaled"),
        pytest.param(SCALER + "df['a'] = scaler.fit_transform(df[['a']])\nX = df[['b', 'c']]\n" + PARTS, id="a column that is not asked for"),
        pytest.param(SCALER + "X, Z = train_test_split(everything)\nX = scaler.fit_transform(X)\na, b = train_test_split(X)", id="the rows for testing were set apart before"),
        pytest.param(SPLIT + "from sklearn.preprocessing import LabelEncoder\ny = LabelEncoder().fit_transform(y)\n" + PARTS, id="labels turned to numbers"),
        pytest.param(SPLIT + "from sklearn.preprocessing import Normalizer\nX = Normalizer().fit_transform(X)\n" + PARTS, id="rows normalised one by one"),
        pytest.param(SCALER + "km = KMeans(3)\nlabels = km.fit_predict(scaler.fit_transform(X))\na, b = train_test_split(X, labels)", id="clusters"),
        pytest.param(SPLIT + "X = scaler.fit_transform(X)\n" + PARTS, id="a scaler that nobody knows"),
        pytest.param(SPLIT + "class StandardScaler:\n    def fit_transform(self, X): return X\nX = StandardScaler().fit_transform(X)\n" + PARTS, id="a scaler of one's own"),
        pytest.param("from tea import train_test_split\n" + SCALER.replace(SPLIT, "") + "X = scaler.fit_transform(X)\n" + PARTS, id="another function of that name"),
        pytest.param(SCALER + "def one(X):\n    return scaler.fit_transform(X)\ndef two(X, y):\n    " + PARTS, id="two functions that nobody puts together"),
        pytest.param(SCALER + "def prepare(df, scale=True):\n    if scale:\n        return scaler.fit_transform(df)\n    return df\nX = prepare(X)\n" + PARTS, id="a function that may scale"),
        pytest.param(SCALER + "# data leakage: the scaler has seen the test rows\nX = scaler.fit_transform(X)\n" + PARTS, id="a comment that says so"),
    ],
)  # fmt: skip
def test_a_fit_where_it_belongs(block: str) -> None:
    assert found(block) == []


def test_objects_stay_under_their_question() -> None:
    scaled, split = SCALER + "X = scaler.fit_transform(X)", SPLIT + PARTS
    assert found(scaled, split) == []
    assert found(f"{scaled}\n---\n{split}") == ["S002"]
    assert found(scaled, split, settings=Settings(code=CodeSettings("document"))) == ["S002"]


SET_APART = SPLIT + "X_train, X_test, y_train, y_test = train_test_split(X, y)\n"


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(SET_APART + "m.fit(X_train, y_train, validation_data=(X_test, y_test))", id="a split"),
        pytest.param("import keras\n(a, b), (x_test, y_test) = keras.datasets.mnist.load_data()\nm.fit(a, b, validation_data=(x_test, y_test))", id="a data set"),
        pytest.param("from tensorflow.keras.datasets import cifar10\n(a, b), (x_test, y_test) = cifar10.load_data()\nx_test = x_test / 255.0\nm.fit(a, b, validation_data=(x_test, y_test))", id="divided in between"),
        pytest.param(SET_APART + "from tensorflow.keras.utils import to_categorical\nm.fit(X_train, y_train, validation_data=[X_test, to_categorical(y_test)])", id="a list"),
        pytest.param(SET_APART + "import tensorflow as tf\ntest_ds = tf.data.Dataset.from_tensor_slices((X_test, y_test)).batch(8)\nm.fit(train, validation_data=test_ds)", id="a data set made of it"),
        pytest.param("from sklearn.model_selection import train_test_split as tts\nX_train, X_test = tts(X)\nX_test = scaler.transform(X_test)\nh = m.fit(X_train, validation_data=(X_test, X_test))", id="an alias"),
    ],
)  # fmt: skip
def test_the_test_set_as_validation(block: str) -> None:
    assert found(block) == ["S003"]


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(SET_APART + "m.fit(X_train, y_train, validation_split=0.2)\nm.evaluate(X_test, y_test)", id="a part of the training set"),
        pytest.param(SPLIT + "X_train, X_val, y_train, y_val = train_test_split(X, y)\nm.fit(X_train, y_train, validation_data=(X_val, y_val))", id="a split for validation"),
        pytest.param(SET_APART + "X_val, X_test, y_val, y_test = train_test_split(X_test, y_test)\nm.fit(X_train, y_train, validation_data=(X_val, y_val))", id="a second split"),
        pytest.param(SET_APART + "X_train, X_test, y_train, y_test = load()\nm.fit(X_train, y_train, validation_data=(X_test, y_test))", id="other data under those names"),
        pytest.param("m.fit(x_train, y_train, validation_data=(x_test, y_test))", id="data of which nothing is known"),
        pytest.param("def train_test_split(X, y): return X, X, y, y\nX_train, X_test, y_train, y_test = train_test_split(X, y)\nm.fit(X_train, validation_data=(X_test, y_test))", id="a function of one's own"),
        pytest.param(SPLIT + "test_a, b = train_test_split(X)\nm.fit(b, validation_data=test_a)", id="the first part"),
        pytest.param(SPLIT + "a, rest = train_test_split(X)\nm.fit(a, validation_data=rest)", id="a part without that name"),
        pytest.param(SET_APART + "m.evaluate(X_test, y_test)\nm.fit(X_train, y_train)", id="the test set for testing"),
    ],
)  # fmt: skip
def test_other_validation(block: str) -> None:
    assert found(block) == []


@pytest.mark.parametrize(
    "block",
    [
        pytest.param("df = df.dropna()\ndf = df.fillna(0)", id="both bound again"),
        pytest.param("df.dropna(inplace=True)\ndf.fillna(0, inplace=True)", id="both in place"),
        pytest.param("df = df.dropna().reset_index(drop=True)\ndf['a'] = df['a'].fillna(0)", id="a column"),
        pytest.param(
            "clean = df.dropna()\nprint(clean.head(), len(clean))\nclean['a'].fillna(clean['a'].mean(), inplace=True)",
            id="looked at in between",
        ),
        pytest.param("import pandas as pd\ndf = pd.read_csv('t').dropna(axis=1).fillna(0)", id="in a row"),
        pytest.param("def clean(df):\n    df = df.dropna(how='any')\n    return df.fillna(0)", id="in a function"),
        pytest.param("if messy:\n    df = df.dropna()\n    df = df.fillna(0)", id="in a branch"),
    ],
)
def test_gaps_filled_that_are_gone(block: str) -> None:
    assert found(block) == ["S004"]


@pytest.mark.parametrize(
    "block",
    [
        pytest.param("df = df.fillna(0)\ndf = df.dropna()", id="the other way round"),
        pytest.param("a = df.dropna()\nb = df.fillna(0)", id="two tables made of one"),
        pytest.param("df = df.dropna(subset=['a'])\ndf = df.fillna(0)", id="gaps of one column"),
        pytest.param("df = df.dropna(thresh=2)\ndf = df.fillna(0)", id="rows with many gaps"),
        pytest.param("df.dropna(how='all', inplace=True)\ndf.fillna(0, inplace=True)", id="rows that are all gaps"),
        pytest.param("df = df.dropna(**options)\ndf = df.fillna(0)", id="nobody knows which gaps"),
        pytest.param("df = df.dropna()\ndf = df.merge(other, how='left')\ndf = df.fillna(0)", id="a join that makes gaps"),
        pytest.param("df = df.dropna()\ndf['b'] = df['a'].shift(1)\ndf = df.fillna(0)", id="a column that makes gaps"),
        pytest.param("df = df.dropna()\nother.fillna(0)\nx = df", id="another table"),
        pytest.param("df = df.dropna()\ndf = load()\ndf = df.fillna(0)", id="another table of that name"),
        pytest.param("if drop:\n    df = df.dropna()\nelse:\n    df = df.fillna(0)", id="either of the two"),
        pytest.param("if drop:\n    df = df.dropna()\ndf = df.fillna(0)", id="perhaps dropped"),
        pytest.param("for df in tables:\n    df = df.fillna(0)\n    df = df.dropna()", id="the next round has another table"),
        pytest.param("df = df.dropna()\n# or fill them\ndf = df.fillna(0)", id="a comment that says to choose"),
        pytest.param("df.dropna(inplace=True)\nspoil(df)\ndf.fillna(0, inplace=True)", id="a function that may make gaps"),
        pytest.param("df.dropna()\nx = df.fillna(0)", id="a table that was not changed"),
        pytest.param("df = df.dropna()\n---\ndf = df.fillna(0)", id="two blocks, which may be two ways"),
        pytest.param("class Tea:\n    def dropna(self): return self\n    def fillna(self, x): return self\nt = Tea()\nt = t.dropna()\nt = t.fillna(0)", id="methods of one's own"),
        pytest.param("df = df.dropna()\ndf = df.resample('D').fillna(0)", id="rows that are made anew"),
        pytest.param("df = df.dropna()\ndf.loc[3, 'a'] = None\ndf = df.fillna(0)", id="a gap that is made"),
    ],
)  # fmt: skip
def test_gaps_filled_that_are_there(block: str) -> None:
    assert found(block) == []


TABLE = "import pandas as pd\ndf = pd.read_csv('tea.csv')\n"


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(TABLE + "df.dropna()\nX = df[['a']]", id="a table"),
        pytest.param(TABLE + "df['a'].fillna(0)\nmodel.fit(df)", id="a column"),
        pytest.param(TABLE + "df.drop('a', axis=1, inplace=False)\ny = df.sum()", id="explicitly not in place"),
        pytest.param(TABLE + "d = df.rename(columns=str)\nd.sort_values('a')\nd.to_csv('x')", id="a table made of a table"),
        pytest.param("import pandas as pd\ndef clean(data):\n    data.dropna()\n    return data", id="a parameter, with a method that only tables have"),
        pytest.param("import pandas as pd\ndef clean(data):\n    data.astype(int)\n    return data\nx = clean(pd.DataFrame(rows))", id="a parameter that gets a table"),
        pytest.param("import pandas as pd\nfor path in paths:\n    df = pd.read_csv(path)\n    df.drop_duplicates()\n    tables.append(df)", id="in a loop"),
        pytest.param("import numpy as np\na = np.array([1])\nnp.append(a, 2)\nb = a + 1", id="a function of numpy"),
        pytest.param("import numpy as np\na = np.arange(6)\na.reshape(2, 3)\nb = a @ c", id="an array"),
        pytest.param("import torch\nx = torch.tensor([1])\nx.to('cuda')\ny = model(x)", id="a tensor"),
        pytest.param("import tensorflow as tf\nds = tf.data.Dataset.from_tensor_slices(x)\nds.shuffle(9).batch(2)\nmodel.fit(ds)", id="a data set"),
        pytest.param("class Tea:\n    def brew(self):\n        import pandas as pd\n        self.df = pd.DataFrame()\n        self.df.dropna()\n        return self.df", id="an attribute of a class"),
        pytest.param("import pandas as pd\nasync def brew():\n    df = pd.DataFrame(await rows())\n    df.dropna()\n    return df", id="async"),
    ],
)  # fmt: skip
def test_a_result_thrown_away(block: str) -> None:
    assert found(block) == ["S005"]


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(TABLE + "df = df.dropna()\nX = df['a']", id="kept"),
        pytest.param(TABLE + "df.dropna(inplace=True)\nX = df['a']", id="in place"),
        pytest.param(TABLE + "df.dropna(**options)\nX = df['a']", id="perhaps in place"),
        pytest.param(TABLE + "X = df['a']\ndf.dropna()", id="the last line, which a notebook shows"),
        pytest.param(TABLE + "df.head()\ndf.dropna()\nprint(df)", id="looked at"),
        pytest.param(TABLE + "df.dropna()\ndf.fillna(0)\ndf.sort_values('a')\nx = df.a", id="a list of what there is"),
        pytest.param(TABLE + "df.dropna()\nprint(df)\ndf = df.dropna()\nX = df + 1", id="shown first, then kept"),
        pytest.param(">>> import pandas as pd\n>>> df = pd.DataFrame()\n>>> df.dropna()\n>>> X = df + 1", id="a session"),
        pytest.param(TABLE + "try:\n    df.drop('x')\nexcept KeyError:\n    print('none')\nX = df['a']", id="an error that is wanted"),
        pytest.param(TABLE + "import pytest\nwith pytest.raises(KeyError):\n    df.drop('x')\nX = df['a']", id="an error that is asserted"),
        pytest.param(TABLE + "import time\nstart = time.time()\ndf.dropna()\nprint(time.time() - start)\nX = df['a']", id="timed"),
        pytest.param("%timeit df.dropna()\n" + TABLE + "x = df", id="a magic that times"),
        pytest.param("import torch\nfrom torch import nn\nm = nn.Linear(3, 4)\nm.to('cuda')\ny = m(x)", id="a module, which moves itself"),
        pytest.param("import pandas as pd\ntea.drop('leaf')\ntea.rename('x')\ny = tea + 1", id="an object that nobody knows"),
        pytest.param("import pandas as pd\nclass Cup:\n    def dropna(self): self.n = 0\ncup = Cup()\ncup.dropna()\nx = cup", id="a class of one's own"),
        pytest.param(TABLE + "df = Cup()\ndf.drop('x')\nX = df['a']", id="another object of that name"),
        pytest.param(TABLE + "if other:\n    df = Cup()\ndf.drop('x')\nX = df['a']", id="perhaps another object"),
        pytest.param("import numpy as np\na = []\na.append(3)\na.sort()\nb = a + [1]", id="a list"),
        pytest.param("import numpy as np\na = np.array([3, 1])\na.sort()\na.fill(0)\nb = a + 1", id="methods that change an array"),
        pytest.param("import numpy as np\nnp.clip(a, 0, 1, out=a)\nnp.random.shuffle(a)\nb = a", id="functions that change an array"),
        pytest.param("s = 'tea'\ns.replace('t', 's')\nimport pandas", id="a string"),
        pytest.param(TABLE + "df.to_csv('x')\ndf.plot()\ndf.info()\nX = df['a']", id="methods that do something"),
        pytest.param(TABLE + "def test_dropna():\n    df.dropna()\n    assert df", id="a test"),
        pytest.param(TABLE + "df.apply(print)\nX = df['a']", id="a function that is applied"),
        pytest.param(TABLE + "x = [df.dropna() for _ in y]\nz = df", id="in a comprehension"),
        pytest.param(TABLE + "df.dropna()  # wrong: nothing is kept\nX = df['a']", id="a comment that says so"),
    ],
)  # fmt: skip
def test_a_result_that_is_kept_or_shown(block: str) -> None:
    assert found(block) == []


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(KERAS + "d = layers.Dense(8)\nm = keras.Sequential([layers.Flatten(), d, d])", id="in a list"),
        pytest.param(
            KERAS + "d = layers.Conv2D(8, 3)\nm = keras.Sequential()\nm.add(d)\nm.add(layers.ReLU())\nm.add(d)",
            id="added",
        ),
        pytest.param(
            "from keras.models import Sequential\nfrom keras.layers import LSTM\nl = LSTM(8)\nrow = [l, l]\nm = Sequential(row)",
            id="a list with a name",
        ),
        pytest.param(
            "from keras import Sequential\nfrom keras.layers import *\nd = Dense(8)\nm = Sequential(layers=[d, ReLU(), d])",
            id="a star",
        ),
        pytest.param(
            KERAS + "def layer():\n    return layers.Dense(8)\nd = layer()\nm = keras.Sequential([d, d])",
            id="a layer out of a function",
        ),
    ],
)
def test_a_layer_twice(block: str) -> None:
    assert found(block) == ["S006"]


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(KERAS + "p = layers.MaxPooling2D()\nm = keras.Sequential([p, layers.Conv2D(8, 3), p])", id="pooling"),
        pytest.param(KERAS + "d = layers.Dropout(0.5)\nf = layers.Flatten()\nr = layers.ReLU()\nm = keras.Sequential([d, f, r, d, f, r])", id="layers that learn nothing"),
        pytest.param(KERAS + "d = layers.Dense(8)\ne = layers.Dense(8)\nm = keras.Sequential([d, e])", id="two layers that are alike"),
        pytest.param(KERAS + "d = layers.Dense(8)\na = keras.Sequential([d])\nb = keras.Sequential([d])", id="two models that share a layer"),
        pytest.param(KERAS + "d = layers.Dense(8)\na = d(i)\nb = d(j)", id="a layer that is called twice"),
        pytest.param(KERAS + "m = keras.Sequential()\nfor _ in range(3):\n    d = layers.Dense(8)\n    m.add(d)", id="a new one in each round"),
        pytest.param(KERAS + "d = layers.Dense(8)\nm = keras.Sequential()\nif deep:\n    m.add(d)\nelse:\n    m.add(layers.Flatten())\n    m.add(d)", id="either here or there"),
        pytest.param(KERAS + "d = layers.Dense(8)\nm = keras.Sequential([d])\nd = layers.Dense(8)\nm.add(d)", id="another layer of that name"),
        pytest.param(TORCH + "l = nn.Linear(8, 8)\nm = nn.Sequential(l, l)", id="torch, where weights are shared so"),
        pytest.param("class Dense: pass\nfrom keras import Sequential\nd = Dense()\nm = Sequential([d, d])", id="a layer of one's own"),
    ],
)  # fmt: skip
def test_layers_that_may_stand_twice(block: str) -> None:
    assert found(block) == []


FIT = "\nm.fit(x, y)"
ONE, OTHER = "m.compile(optimizer='adam', loss='mse')\n", "m.compile(optimizer='sgd', loss='mae')"


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(ONE + OTHER + FIT, id="one after the other"),
        pytest.param(
            KERAS + ONE + "opt = keras.optimizers.SGD(0.1)\n" + OTHER.replace("'sgd'", "opt") + FIT,
            id="an optimizer in between",
        ),
        pytest.param("# 编译模型\n" + ONE + "# 编译模型\n" + OTHER + FIT, id="the same comment twice"),
        pytest.param("def build(m):\n    " + ONE + "    " + OTHER + "\n    return m", id="in a function"),
    ],
)
def test_compiled_twice(block: str) -> None:
    assert found(block) == ["S007"]


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(ONE + "m.fit(x, y)\n" + OTHER + FIT, id="fitted in between"),
        pytest.param(ONE + "base.trainable = True\n" + OTHER + FIT, id="layers thawed in between"),
        pytest.param(
            ONE + "for layer in base.layers:\n    layer.trainable = False\n" + OTHER + FIT,
            id="layers frozen in between",
        ),
        pytest.param(ONE + "freeze(base)\n" + OTHER + FIT, id="a function called in between"),
        pytest.param(ONE + "m = build()\n" + OTHER + FIT, id="another model of that name"),
        pytest.param(ONE + OTHER.replace("m.", "n.") + FIT, id="another model"),
        pytest.param(ONE + "# or\n" + OTHER + FIT, id="a comment that says to choose"),
        pytest.param("# two classes\n" + ONE + "# numbers\n" + OTHER + FIT, id="comments that name both"),
        pytest.param(ONE + OTHER, id="ways to compile, of which none is used"),
        pytest.param(ONE + "---\n" + OTHER + FIT, id="two blocks"),
        pytest.param("if two:\n    " + ONE + "else:\n    " + OTHER + FIT, id="either of the two"),
        pytest.param("import re\nre.compile('a')\nre.compile('b')\nx = re", id="expressions"),
        pytest.param("m.compile(code)\nm.compile(code)\nm.run()", id="another kind of compiler"),
    ],
)
def test_compiled_once_at_a_time(block: str) -> None:
    assert found(block) == []


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(ENDS_IN_SOFTMAX + "m.save('tea.pb')", id="a model"),
        pytest.param(
            "import tensorflow as tf\nm = tf.keras.models.load_model('a.h5')\nm.save('out/tea.pb')",
            id="a model that was loaded",
        ),
        pytest.param("import tensorflow as tf\nmodel.save(f'{name}.pb')", id="a model that the reader has"),
        pytest.param("from keras.models import save_model\nsave_model(m, 'tea.pb')", id="the function"),
        pytest.param(
            KERAS + "m = keras.applications.VGG16()\nm.save(folder + '/tea.pb', save_format='tf')", id="a known network"
        ),
    ],
)
def test_saved_as_pb(block: str) -> None:
    assert found(block) == ["S008"]


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(ENDS_IN_SOFTMAX + "m.save('tea.keras')\nm.save('tea.h5')\nm.save('tea')", id="other names"),
        pytest.param("import tensorflow as tf\ntf.io.write_graph(g, '.', 'tea.pb')", id="a graph"),
        pytest.param("import torch\ntorch.save(net, 'tea.pb')", id="torch"),
        pytest.param(
            "import tensorflow as tf\nfrom PIL import Image\nimage = Image.open('x')\nimage.save('tea.pb')",
            id="an object that is known",
        ),
        pytest.param("model.save('tea.pb')", id="no library at all"),
        pytest.param(
            "import tensorflow as tf\nclass Cup:\n    def save(self, path): pass\nCup().save('tea.pb')",
            id="a class of one's own",
        ),
    ],
)
def test_saved_otherwise(block: str) -> None:
    assert found(block) == []


METRICS = "from sklearn.metrics import confusion_matrix, accuracy_score, classification_report\n"


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(ENDS_IN_SOFTMAX + METRICS + "confusion_matrix(y, m.predict(x))", id="at once"),
        pytest.param(ENDS_IN_SOFTMAX + METRICS + "p = m.predict(x)\nprint(classification_report(y, p))", id="with a name"),
        pytest.param(METRICS + "m.fit(x, y, epochs=3, validation_data=(a, b))\np = m.predict(x).flatten()\naccuracy_score(y, p)", id="a model that is trained as Keras does"),
        pytest.param(METRICS + "from sklearn.svm import SVC\nm = SVC().fit(x, y)\naccuracy_score(y, m.predict_proba(x)[:, 1])", id="predict_proba"),
        pytest.param("import sklearn.metrics as sm\n" + METRICS + KERAS + "class Net(keras.Model):\n    def call(self, x): return x\nsm.f1_score(y_true=y, y_pred=Net().predict(x))", id="a model class, by keyword"),
    ],
)  # fmt: skip
def test_probabilities_as_classes(block: str) -> None:
    assert found(block) == ["S009"]


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(ENDS_IN_SOFTMAX + METRICS + "confusion_matrix(y, m.predict(x).argmax(axis=1))", id="the argmax"),
        pytest.param(ENDS_IN_SOFTMAX + METRICS + "import numpy as np\np = m.predict(x)\np = np.argmax(p, axis=1)\nconfusion_matrix(y, p)", id="the argmax under the same name"),
        pytest.param(ENDS_IN_SOFTMAX + METRICS + "confusion_matrix(y, m.predict(x) > 0.5)", id="compared"),
        pytest.param(ENDS_IN_SOFTMAX + METRICS + "confusion_matrix(y, (m.predict(x) > 0.5).astype(int))", id="compared and cast"),
        pytest.param(ENDS_IN_SOFTMAX + METRICS + "confusion_matrix(y, m.predict(x).round())", id="rounded"),
        pytest.param(ENDS_IN_SOFTMAX + METRICS + "p = m.predict(x)\nif hard:\n    p = p.round()\nconfusion_matrix(y, p)", id="perhaps rounded"),
        pytest.param(ENDS_IN_SOFTMAX + METRICS + "confusion_matrix(y, decide(m.predict(x)))", id="a function that decides"),
        pytest.param(METRICS + "from sklearn.svm import SVC\nm = SVC()\nm.fit(x, y)\nconfusion_matrix(y, m.predict(x))", id="a model that predicts classes"),
        pytest.param(METRICS + "p = m.predict(x)\nconfusion_matrix(y, p)", id="a model that nobody knows"),
        pytest.param("from sklearn.metrics import roc_auc_score, mean_squared_error\n" + ENDS_IN_SOFTMAX + "roc_auc_score(y, m.predict(x))\nmean_squared_error(y, m.predict(x))", id="scores of numbers"),
        pytest.param(METRICS + "from scikeras.wrappers import KerasClassifier\nm = KerasClassifier(build)\nm.fit(x, y, epochs=3, validation_data=(a, b))\nconfusion_matrix(y, m.predict(x))", id="a wrapper, which predicts classes"),
        pytest.param("from sklearn.metrics import *\n" + METRICS + KERAS + "class Net(keras.Model):\n    def predict(self, x): return 1\nconfusion_matrix(y, Net().predict(x))", id="a model with a predict of its own"),
        pytest.param(ENDS_IN_SOFTMAX + METRICS + "try:\n    confusion_matrix(y, m.predict(x))\nexcept ValueError as error:\n    print(error)", id="an error that is wanted"),
    ],
)  # fmt: skip
def test_classes_as_classes(block: str) -> None:
    assert found(block) == []


LITE = "import tensorflow as tf\ni = tf.lite.Interpreter('tea.tflite')\n"


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(LITE + "i.set_tensor(0, x)\ni.invoke()\ny = i.get_tensor(1)", id="never allocated"),
        pytest.param(LITE + "i.set_tensor(0, x)\ni.allocate_tensors()\ni.invoke()", id="allocated too late"),
        pytest.param("from tflite_runtime.interpreter import Interpreter\ni = Interpreter('a')\nd = i.get_input_details()\ni.invoke()", id="the small runtime"),
        pytest.param("import tensorflow as tf\ndef run(x):\n    i = tf.lite.Interpreter('a')\n    i.set_tensor(0, x)\n    i.invoke()", id="in a function"),
        pytest.param(LITE + "for x in xs:\n    i.set_tensor(0, x)", id="in a loop"),
    ],
)  # fmt: skip
def test_an_interpreter_without_tensors(block: str) -> None:
    assert found(block) == ["S010"]


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(LITE + "i.allocate_tensors()\ni.set_tensor(0, x)\ni.invoke()", id="allocated"),
        pytest.param(LITE + "prepare(i)\ni.invoke()", id="a function that may allocate"),
        pytest.param(LITE + "if big:\n    i.resize_tensor_input(0, [1])\n    i.allocate_tensors()\ni.invoke()", id="perhaps allocated"),
        pytest.param(LITE + "i.allocate_tensors()\n---\ni.set_tensor(0, x)", id="allocated in the block above"),
        pytest.param("i.set_tensor(0, x)\ni.invoke()\nclass Interpreter: pass\nInterpreter()", id="an object that nobody knows"),
        pytest.param("class Interpreter:\n    def invoke(self): pass\ni = Interpreter()\ni.invoke()", id="a class of one's own"),
        pytest.param("import tensorflow as tf\ndef load():\n    i = tf.lite.Interpreter('a')\n    i.allocate_tensors()\n    return i\ni = load()\ni.invoke()", id="allocated in a function"),
        pytest.param("import tensorflow as tf\nclass Tea:\n    def __init__(self):\n        self.i = tf.lite.Interpreter('a')\n        self.i.allocate_tensors()\n    def brew(self):\n        self.i.invoke()", id="allocated in another method"),
        pytest.param("import tensorflow as tf\nclass Tea:\n    def __init__(self):\n        self.i = tf.lite.Interpreter('a')\n        self.prepare()\n    def brew(self):\n        self.i.invoke()\n    def prepare(self):\n        self.i.allocate_tensors()", id="allocated in a method further down"),
        pytest.param(LITE + "try:\n    i.invoke()\nexcept RuntimeError:\n    i.allocate_tensors()", id="an error that is wanted"),
        pytest.param(LITE + "i.allocate_tensors()\ni.invoke()\ni = tf.lite.Interpreter('b')\ni.allocate_tensors()\ni.invoke()", id="two of one name"),
    ],
)  # fmt: skip
def test_an_interpreter_with_tensors(block: str) -> None:
    assert found(block) == []


ADAM = "from keras.optimizers import Adam\noptimizer = Adam(learning_rate=0.01)\n"


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(ADAM + "m.compile(optimizer='adam', loss='mse')", id="the same one"),
        pytest.param(ADAM + "m.compile('sgd', 'mse')", id="another one, by place"),
        pytest.param("import tensorflow as tf\nopt = tf.keras.optimizers.legacy.RMSprop(0.1)\nm = build()\nm.compile(optimizer='rmsprop')", id="a model in between"),
        pytest.param("import tensorflow as tf\ndef build(m):\n    opt = tf.optimizers.Adam(0.1)\n    m.compile(optimizer='adam')\n    return m", id="in a function"),
    ],
)  # fmt: skip
def test_an_optimizer_that_is_not_used(block: str) -> None:
    assert found(block) == ["S011"]


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(ADAM + "m.compile(optimizer=optimizer, loss='mse')", id="used"),
        pytest.param(
            ADAM + "m.compile(optimizer='adam')\n---\nn.compile(optimizer=optimizer)", id="used in another block"
        ),
        pytest.param(
            ADAM + "m.compile(optimizer='adam')\ndef train():\n    optimizer.apply_gradients(g)",
            id="used in a function",
        ),
        pytest.param(
            "from keras.optimizers import Adam\nm.compile(optimizer=Adam(0.1))\nn.compile(optimizer='adam')",
            id="without a name",
        ),
        pytest.param("optimizer = Adam(0.1)\nm.compile(optimizer='adam')", id="an optimizer that nobody knows"),
        pytest.param("class Adam: pass\noptimizer = Adam()\nm.compile(optimizer='adam')", id="a class of one's own"),
        pytest.param(ADAM, id="nothing compiled"),
        pytest.param(ADAM + "print(f'{optimizer}')\nm.compile(optimizer='adam')", id="printed"),
        pytest.param("m.compile(optimizer='adam')\n" + ADAM, id="made for later"),
    ],
)
def test_an_optimizer_that_is_used(block: str) -> None:
    assert found(block) == []


def fixed(block: str) -> str:
    allowed = frozenset({Safety.SAFE, Safety.UNSAFE})
    after = fixes.fix("bank.md", bank(block).encode(), SLIPS, Settings(), allowed).after.decode()
    return after.split("```python\n")[1].split("```")[0]


@pytest.mark.parametrize(
    ("block", "after"),
    [
        pytest.param(ENDS_IN_SOFTMAX + COMPILED, ENDS_IN_SOFTMAX + COMPILED.replace("True", "False"), id="from_logits"),
        pytest.param(TABLE + "df.dropna()\nX = df.a", TABLE + "df = df.dropna()\nX = df.a", id="a result is kept"),
        pytest.param("import pandas as pd\ndef f(水):\n    水.dropna()\n    return 水", "import pandas as pd\ndef f(水):\n    水 = 水.dropna()\n    return 水", id="a name in Chinese"),
        pytest.param(LITE + "if x:\n    i.set_tensor(0, x)", LITE + "if x:\n    i.allocate_tensors()\n    i.set_tensor(0, x)", id="tensors are allocated"),
        pytest.param(LITE + "y = 1; i.invoke()", LITE + "y = 1; i.invoke()", id="two statements on a line"),
        pytest.param(ADAM + "m.compile(optimizer='adam')", ADAM + "m.compile(optimizer=optimizer)", id="an optimizer is passed"),
        pytest.param(ADAM + "m.compile(optimizer='sgd')", ADAM + "m.compile(optimizer='sgd')", id="nobody knows which optimizer"),
        pytest.param(TABLE + "df['a'].fillna(0)\nX = df.a", TABLE + "df['a'].fillna(0)\nX = df.a", id="nobody knows where to"),
    ],
)  # fmt: skip
def test_a_fix(block: str, after: str) -> None:
    assert fixed(block) == after + "\n"


WORDS = [
    "import pandas as pd",
    "from sklearn.model_selection import train_test_split",
    "from sklearn.preprocessing import StandardScaler",
    "import tensorflow as tf",
    "df = pd.read_csv('x')",
    "df.dropna()",
    "df = df.dropna().fillna(df)",
    "X = StandardScaler().fit_transform(X)",
    "X, X_test = train_test_split(X, df)",
    "m = tf.keras.Sequential([tf.keras.layers.Dense(1, activation='softmax')])",
    "m.add(m)",
    "m.compile(optimizer='adam', loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True))",
    "m.fit(X, validation_data=(X_test, m))",
    "self.m = m",
    "return m.predict(X), df",
    "m, *X = f(m)[0]",
    "m = lambda df, m=m: m.compile(df)",
    "df = {m: X for m in df if (X := m)}",
    "del m, df.a, X[0]",
    "i = tf.lite.Interpreter(X)",
    "i.invoke()",
    "def f(m=X):",
    "class Tea(tf.keras.Model):",
    "    def call(self, x):",
    "        return f(self.m(x))",
    "    df.dropna()",
    "    return f(m)",
    "with df as m:",
]


@fuzz(300)
@given(st.lists(st.sampled_from(WORDS) | st.sampled_from(WORDS) | st.sampled_from(LINES), max_size=25))
def test_no_program_brings_the_rules_down(lines: list[str]) -> None:
    """What does not parse is left out line by line, so that most texts are programs."""
    kept: list[str] = []
    for line in lines:
        if parses("\n".join([*kept, line])):
            kept.append(line)
        elif parses("\n".join([*kept, line, "    pass"])):
            kept += [line, "    pass"]
    found("\n".join(kept) or "pass", "\n---\n".join(kept))


@pytest.mark.parametrize(
    "block",
    [
        pytest.param("import pandas\n" + "x.dropna()\n" * 3000 + "y = x", id="thousands of statements"),
        pytest.param("import pandas\nx.dropna()\ny = x" + ".a" * 3000, id="a chain of thousands"),
        pytest.param("import pandas\nx.dropna()\ny = x" + " + 1" * 3000, id="a sum of thousands"),
        pytest.param("import pandas\nx.dropna()\ny = [" + "x, " * 3000 + "]\n" + "f(y)\n" * 300, id="a list of thousands"),
        pytest.param("import pandas\nx.dropna()\n" + "if x:\n    y = x\n" * 3000, id="thousands of branches"),
        pytest.param("import pandas\n" + "".join(f"{' ' * n}if x:\n" for n in range(90)) + " " * 90 + "x.dropna()", id="branches in branches"),
    ],
)  # fmt: skip
def test_long_and_deep_programs(block: str) -> None:
    assert set(found(block)) <= {"S005"}
