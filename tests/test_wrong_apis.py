"""What the rules about wrong APIs make of the Python of a bank, by the shipped indexes and by broken ones."""

import shutil
from pathlib import Path

import pytest

from askew.checks import RULES
from askew.config import ApisSettings, Settings, parse
from askew.configvalues import ConfigError
from askew.data import data_dir
from askew.engine import lint
from askew.run import check
from tests.snippets import bank

APIS = [rule for rule in RULES if rule.code.startswith("A")]


def found(*blocks: str, settings: Settings | None = None) -> list[str]:
    """The codes found in a bank in which each block answers a question of its own; `---` begins the next block."""
    result = lint("bank.md", bank(*blocks).encode(), APIS, settings or Settings())
    assert not result.crashes
    return [item.code for item in result.diagnostics]


@pytest.mark.parametrize(
    ("block", "codes"),
    [
        pytest.param("import differential_privacy", ["A001"], id="a module that nothing provides"),
        pytest.param("from sklearn.modelling import x", ["A001"], id="a module of a known library"),
        pytest.param("import keras.layerz", ["A001"], id="a module imported whole"),
        pytest.param(
            "import pandas as pd\ndf = pd.read_csv('tea.csv')\ndf.sort_value('price')", ["A003"], id="all but a method"
        ),
        pytest.param(
            "import pandas as pd\npd.read_csv('tea.csv').drop('a', axes=1)", ["A004"], id="a keyword of a method"
        ),
        pytest.param(
            "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nax.set_xlable('tea')", ["A003"], id="axes"
        ),
        pytest.param("import numpy as np\nnp.zeros(3).reshap(1, 3)", ["A003"], id="what a function gives"),
        pytest.param("from sklearn.cluster import KMeans\nKMeans(3).fit([1]).label_", ["A003"], id="after a method"),
        pytest.param(
            "import json\njson.dumps({}, ensure_asci=False)", ["A004"], id="a keyword that nobody takes further on"
        ),
        pytest.param("sorted(['tea'], reversed=True)", ["A004"], id="a keyword of Python's own function"),
        pytest.param("print('green tea'.contains('tea'))", ["A003"], id="a literal"),
        pytest.param("teas = {}\nteas.has_key('green')", ["A003"], id="a name for a literal"),
        pytest.param("cups = [n for n in range(3)]\ncups.push(4)", ["A003"], id="a list from a comprehension"),
        pytest.param("name = input('tea?').strip()\nname.toUpper()", ["A003"], id="what Python's own function gives"),
        pytest.param("str.reverse('tea')", ["A003"], id="a class of Python itself"),
        pytest.param("len([1], 2)", ["A006"], id="too many for Python's own function"),
        pytest.param("with open('teas') as f:\n    f.readall()", ["A003"], id="an open file"),
        pytest.param("from datetime import datetime\ndatetime.now().strtime('%d')", ["A003"], id="a date"),
        pytest.param("from pathlib import Path\n(Path('a') / 'b').exists()\nPath('a').exist()", ["A003"], id="a path"),
        pytest.param("import re\nre.compile('t').match('tea').goups()", ["A003"], id="a match"),
        pytest.param("import numpy as np\nnp.zeros(3).unsqueeze(0)", ["A003"], id="a method that arrays do not have"),
        pytest.param(
            "import pandas as pd\ndf = pd.read_csv('tea.csv')\ndf.sun()",
            ["A003"],
            id="a method that tables do not have",
        ),
        pytest.param(
            "import tensorflow as tf\nwith tf.GradientTape() as t:\n    pass\nt.gradients(1, 2)",
            ["A003"],
            id="a context",
        ),
        pytest.param(
            "from torch import nn\nm = nn.Sequential(nn.Linear(3, 2))\nm.predict(1)",
            ["A007"],
            id="a method of another library",
        ),
        pytest.param(
            "from torch import nn\nnn.Linear(3, 2).out_feature", ["A003"], id="all but an attribute of a module"
        ),
        pytest.param("import torch\ntorch.ones(3).append(1)", ["A007"], id="a method that tensors do not have"),
        pytest.param("import keras\nkeras.Sequential().parameters()", ["A003"], id="a method that models do not have"),
        pytest.param(
            "import keras\nm = keras.Sequential()\nm.fit_generator(1)", ["A007"], id="a method that models had"
        ),
        pytest.param("import keras, tqdm\nkeras.Model(1, 2).eval()", ["A003"], id="models that no library adds to"),
        pytest.param(
            "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nax.xlabel('tea')",
            ["A003"],
            id="a function of pyplot",
        ),
        pytest.param("import imp", ["A007"], id="a module that only older Pythons have"),
        pytest.param("import urllib2\nurllib2.urlopen('tea')", ["A007"], id="a module of Python 2"),
        pytest.param("from sklearn.externals import joblib", ["A007"], id="a module below one that is left"),
        pytest.param("import pandas as pd\npd.np.zeros(3)", ["A007"], id="another library as a name"),
        pytest.param(
            "import threading\nlock = threading.Lock()\nlock.unlock()", ["A003"], id="an object without a class"
        ),
        pytest.param("{}.keys().sort()", ["A003"], id="the keys of a dictionary"),
        pytest.param("import hashlib\nhashlib.sha256(b'').hex()", ["A003"], id="a hash"),
        pytest.param(
            "from datetime import timedelta\ntimedelta(months=1)", ["A004"], id="a keyword of what is written in C"
        ),
        pytest.param("max(['tea'], by=len)", ["A004"], id="a keyword of max"),
        pytest.param(
            "from datetime import datetime\ndatetime.now().format('%Y')",
            ["A003"],
            id="an object that nothing can be set on",
        ),
        pytest.param("import torch\ntorch.ones(3).shape()", ["A003"], id="a value that is called"),
        pytest.param(
            "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nax.title('tea')",
            ["A003"],
            id="a title that is called",
        ),
        pytest.param("import seaborn as sns\nsns.lineplot([1]).set_xlable('tea')", ["A003"], id="what is drawn on"),
        pytest.param("import seaborn as sns\nsns.pairplot(teas).set_title('tea')", ["A003"], id="a grid"),
        pytest.param("import keras\nh = keras.Sequential().fit(1, 2)\nh.losses", ["A003"], id="what training gives"),
        pytest.param(
            "import numpy as np\nnp.arange(3, dtyep=float)", ["A004"], id="a keyword of what says little of itself"
        ),
        pytest.param("import numpy.random.rand", ["A001"], id="a function imported as a module"),
        pytest.param("from sklearn.svm.SVC import fit", ["A001"], id="a name out of a class"),
        pytest.param("from keras.layers import Dens", ["A002"], id="a name in an import"),
        pytest.param("import numpy as np\nnp.arrray([1])", ["A002"], id="a name of an aliased module"),
        pytest.param("import tensorflow as tf\ntf.train.AdamOptimizer(1)", ["A002"], id="a name of TensorFlow 1"),
        pytest.param("from keras.optimizers import AdaGrad", ["A002"], id="a name but for its case"),
        pytest.param("from sklearn.svm import SVC\nm = SVC()\nm.fitt(1)", ["A003"], id="an attribute of an object"),
        pytest.param("from keras.layers import Dense\nDense(3, activaton='relu')", ["A004"], id="a keyword"),
        pytest.param(
            "import pandas as pd\npd.date_range('2024', period=3)", ["A004"], id="a keyword that **kwargs refuse"
        ),
        pytest.param("from keras.layers import Dense\nDense()", ["A006"], id="an argument that is missing"),
        pytest.param("import numpy as np\nnp.alltrue([1])", ["A007"], id="a name that is gone"),
        pytest.param("from torch.nn.utils import prune\nprune(1)", ["A009"], id="a module that is called"),
        pytest.param(
            "from sklearn.cluster import KMeans\nKMeans(3).fitt(1)", ["A003"], id="an object made on the spot"
        ),
        pytest.param("from sklearn.cluster import KMeans\nKMeans(3).fit(1, sample=2)", ["A004"], id="a method of such"),
    ],
)
def test_what_is_wrong(block: str, codes: list[str]) -> None:
    assert found(block) == codes


@pytest.mark.parametrize(
    ("block", "column", "hint"),
    [
        pytest.param("from sklearn.modelselection import x", 14, "mean `model_selection`?", id="the module is blamed"),
        pytest.param("import keras.layerz as tea", 14, "mean `layers`?", id="and modules are meant, not classes"),
        pytest.param("import torch\ntorch.nn.AdamW(1)", 10, "has `torch.optim.AdamW`", id="another home"),
        pytest.param("from keras.layers import Adam", 26, "has `keras.optimizers.Adam`", id="another module"),
        pytest.param("import pandas as pd\npd.Dataframe()", 4, "mean `DataFrame`?", id="a slip of case"),
        pytest.param("import numpy as np\nnp.npv(1)", 4, "1.19 was the last to have it", id="a stub that raises"),
        pytest.param("import torch\ntorch.symeig(1)", 7, "`torch.linalg.eigh`", id="a stub of the newest version"),
        pytest.param("from sklearn.grid_search import x", 14, "`sklearn.model_selection`", id="a module long gone"),
        pytest.param("import torch\ntorch.svd(1)", 7, "deprecated (torch 2.13", id="deprecated by its documentation"),
        pytest.param(
            "from keras.layers import Dense\nDense(3, contrast=1)", 10, "it has units", id="nothing is like it"
        ),
        pytest.param("import torch\ntorch.ones(3).copy()", 15, "use `clone`", id="no slip of a method like it"),
        pytest.param("import asyncio\n@asyncio.coroutine\ndef f(): ...", 10, "use `async def`", id="no module"),
        pytest.param("import torch\ntorch.nn.Dropout(rate=1)", 18, "use `p`", id="another keyword"),
        pytest.param(
            "from sklearn.manifold import TSNE\nTSNE(n_iter=9)", 6, "took it; use `max_iter`", id="a keyword's new name"
        ),
        pytest.param("import numpy as np\nnp.float(3)", 4, "use `float`", id="Python's own"),
    ],
)
def test_where_and_what_is_meant(block: str, column: int, hint: str) -> None:
    text = f"## 1. How?\n\n```python\n{block}\n```\n"
    (item,) = lint("bank.md", text.encode(), APIS, Settings()).diagnostics
    assert item.place.column == column
    assert hint in item.message


@pytest.mark.parametrize(
    ("block", "silence"),
    [
        pytest.param("{}.get('tea', default=3)", "it has none", id="parameters without keywords"),
        pytest.param("import logging\nlogging.basicConfig(file='tea.log')", "it has none", id="keywords that are not listed"),
        pytest.param("from sklearn.utils import testing", "the library has", id="a home in what another project wrote"),
        pytest.param("import torch\ntorch.optim.adams()", "mean `adam`", id="a module for what is called"),
    ],
)  # fmt: skip
def test_what_is_not_said(block: str, silence: str) -> None:
    text = f"## 1. How?\n\n```python\n{block}\n```\n"
    (item,) = lint("bank.md", text.encode(), APIS, Settings()).diagnostics
    assert silence not in item.message


@pytest.mark.parametrize(
    ("target", "codes"),
    [
        pytest.param("1.23", ["A007"], id="a version that has the stub"),
        pytest.param(">=2", ["A007"], id="a version that has nothing"),
    ],
)
def test_a_stub_is_gone_in_every_version_indexed(target: str, codes: list[str]) -> None:
    settings = Settings(apis=ApisSettings(targets=(("numpy", target),)))
    assert found("import numpy as np\nnp.npv(1, [2])", settings=settings) == codes


@pytest.mark.parametrize(
    "block",
    [
        pytest.param("import teapot\nteapot.boil(cups=3)", id="a library that nobody knows"),
        pytest.param("import utils, config\nutils.helper(1)", id="local modules"),
        pytest.param("try:\n    from keras.layers import Dens\nexcept ImportError:\n    Dens = None\nDens(1)", id="a guarded import"),
        pytest.param("import sys\nif sys.version_info[0] < 3:\n    import urllib2\n    from urllib import quote\nelse:\n    from urllib.parse import quote", id="an import of an old Python"),
        pytest.param("import sys, string\nif sys.version_info.major == 2:\n    string.maketrans('a', 'b')", id="a use of an old Python"),
        pytest.param("import sys\nif sys.version_info >= (3, 10):\n    from collections.abc import Mapping\nelse:\n    from collections import Mapping", id="the else for an old Python"),
        pytest.param("import tensorflow as tf\nif int(tf.__version__[0]) < 2:\n    from tensorflow import placeholder", id="an import of an old library"),
        pytest.param("import sys, string\nswap = string.maketrans if sys.version_info[0] == 2 else str.maketrans", id="an expression for an old Python"),
        pytest.param("import numpy as np\ntry:\n    np.arrray\nexcept AttributeError:\n    pass", id="a guarded attribute"),
        pytest.param("from keras.layers import Dense\noptions = {}\nDense(3, **options)", id="keywords from a dictionary"),
        pytest.param("from keras.layers import Dense\nsizes = [3]\nDense(*sizes)", id="arguments from a list"),
        pytest.param("from keras.layers import *\nDens(1)", id="a star import"),
        pytest.param("def array(x): return x\narray(1, tea=2)", id="a function of the same name"),
        pytest.param("import numpy as np\nnp = pots()\nnp.arrray", id="an alias that is bound again"),
        pytest.param("import keras\nm = keras.Sequential()\nm.tea = 1\nprint(m.tea)", id="an attribute that the code sets"),
        pytest.param("import keras\nclass Tea(keras.Model):\n    pass\nTea().steep(1)", id="a class of one's own"),
        pytest.param("import tensorflow as tf\ntf.compat.v1.train.AdamOptimizer(1)", id="the old optimizer in its place"),
        pytest.param("from tensorflow.keras.preprocessing.image import ImageDataGenerator\nImageDataGenerator(rescale=1)", id="the old generator"),
        pytest.param("import horovod.tensorflow as hvd\nhvd.init()", id="a library without index"),
        pytest.param("import pandas as pd\ndf = pd.DataFrame()\ndf.price.mean()", id="a column"),
        pytest.param("import os\nos.path.join('a', 'b')\nimport json\njson.dumps({}, indent=2)", id="the standard library"),
        pytest.param("from torch.nn import Linear\nlayer = Linear(3, 2)\nlayer(cups, spoons=1)", id="an object that is called"),
        pytest.param("import pandas as pd\npd.Grouper(key='tea', origin='start')", id="a class that makes objects of another"),
        pytest.param("from keras.layers import LeakyReLU\nLeakyReLU(0.2)", id="an argument by its place"),
        pytest.param("a = b\nb = a\na.tea(1)", id="aliases in a circle"),
        pytest.param("import pandas as pd\ndf = pd.read_csv('tea.csv')\ndf.sort_value.mean()", id="a column like a method"),
        pytest.param("from torch import nn\nfrom collections import OrderedDict\nm = nn.Sequential(OrderedDict(pot=nn.Linear(3, 2)))\nm.pot(1)", id="parts with names"),
        pytest.param("from torch import nn\nm = nn.Sequential()\nm.add_module('pot', nn.Linear(3, 2))\nm.pot(1)", id="a part that is added"),
        pytest.param("from torch import nn\nm = nn.ModuleDict({'pot': nn.Linear(3, 2)})\nm.pot(1)", id="a dictionary of parts"),
        pytest.param("from torch import nn\nt = nn.Transformer()\nt.encoder(1)\nnn.LSTM(3, 2).weight_hh_l0", id="parts that a class names"),
        pytest.param("from torch import nn\nclass Tea(nn.Module):\n    pass\nTea().steep(1)", id="a module of one's own"),
        pytest.param("import torch, syft\ntorch.ones(3).send(1)", id="a method that another library adds to tensors"),
        pytest.param("import keras\nm = keras.Sequential()\nm.steep = print\nm.steep(1)", id="a method that the code adds"),
        pytest.param("import keras\nm = keras.Model(1, 2)\nm.output_shape\nm.tea", id="attributes of a model"),
        pytest.param("import parser\nfrom formatter import Teas\nparser.steep(1)", id="files named as modules were"),
        pytest.param("import threading\nlock = threading.Lock()\nlock.acquire()\nlock.locked()", id="what a lock has"),
        pytest.param("import hashlib\nhashlib.new('tea').update(b'')\nhashlib.sha256(b'').hexdigest()", id="what a hash has"),
        pytest.param("from datetime import timedelta\ntimedelta(1, hours=3)\nmax([1], key=len, default=0)\nint('ff', base=16)", id="keywords of what is written in C"),
        pytest.param("import torch, numpy as np\ntorch.ones(3).shape[0]\nnp.ones(3).size", id="values that are not called"),
        pytest.param("import seaborn as sns\nsns.scatterplot(teas, ax=globe).set_theta_offset(1)", id="axes that one brings"),
        pytest.param("import keras\nh = keras.Sequential().fit(1, 2)\nh.history['loss']", id="what training gives"),
        pytest.param("try:\n    import urllib2\nexcept ImportError:\n    from urllib import request as urllib2", id="a guarded module of Python 2"),
        pytest.param("import pandas as pd\nimport tqdm\npd.read_csv('tea.csv').profile_report()", id="a method that another library adds"),
        pytest.param("import pandas as pd\nimport tqdm\ndf = pd.read_csv('tea.csv')\ndf.sun()", id="a short name like many others"),
        pytest.param("import torch\ntorch.accelerator.set_device_index(0)", id="what another name stood for"),
        pytest.param("import numpy as np\nnp.arange(1, 9, 2, 'int8')\nnp.arange(start=1, stop=3)", id="an argument that the signature hides"),
        pytest.param("t = (1, 2)\nt.append(3)  # AttributeError: a tuple does not change", id="an error that the comment names"),
        pytest.param("t = (1, 2)\n# 元组不可变，会报错\nt.append(3)", id="an error that the comment above names"),
        pytest.param(">>> t = (1, 2)\n>>> t.append(3)\nTraceback (most recent call last):\nAttributeError: no", id="an error in a session"),
        pytest.param("class Tea(Leaf):\n    def f(self):\n        super().steep(3)\n        type(self).pots()", id="what stands for another class"),
        pytest.param("def f():\n    n = ''\n    def g():\n        nonlocal n\n        n = pots()\n    g()\n    n.pour()", id="a name that a function inside binds"),
        pytest.param("with open('tea', 'rb') as f:\n    f.peek()", id="a file of bytes"),
        pytest.param("with suppress_tea() as f:\n    f.peek()", id="who knows what"),
        pytest.param("def str(x):\n    return x\nstr(3).pour()", id="a name of Python's that is one's own"),
        pytest.param("'tea'.join(['a']).upper().split()[0].pour()", id="an item of a list"),
        pytest.param("from inspect import Parameter\nParameter('tea', Parameter.POSITIONAL_ONLY)", id="defaults that do not show"),
        pytest.param("import pandas as pd\nfor df in pd.read_csv('tea.csv', chunksize=9):\n    df.sort_value()", id="chunks"),
        pytest.param("import matplotlib.pyplot as plt\nfig, axes = plt.subplots(2, 2)\naxes.flatten()", id="an array of axes"),
        pytest.param("import matplotlib.pyplot as plt\nfig, ax = plt.subplots(ncols=2)\nax.ravel()", id="axes side by side"),
        pytest.param("import matplotlib.pyplot as plt\nax = plt.figure().add_subplot(projection='3d')\nax.set_zlabel('z')", id="in space"),
        pytest.param("import pandas as pd\npd.bdate_range('2024', periods=3, unit='ns')", id="a keyword that is passed on"),
        pytest.param("from pandas.io.parsers import TextParser\nTextParser([], chunksize=2)", id="an error about another keyword"),
        pytest.param("import tensorflow as tf\ntf.meshgrid([1], [2], indexing='ij')", id="a keyword that wants certain values"),
        pytest.param("import keras\nkeras.Sequential().load_weights('tea.h5', by_name=True)", id="a keyword that is refused at times"),
        pytest.param("from sklearn.tree import DecisionTreeRegressor\nDecisionTreeRegressor(criterion='squared_error')", id="another value than the old one"),
        pytest.param("import pandas as pd\npd.Categorical(['tea'])._set_categories(['tea'])", id="a private method"),
        pytest.param("import numpy as np\ntry:\n    np.sum([1], axs=3)\nexcept TypeError as error:\n    print(error)", id="an error that is shown"),
        pytest.param("import matplotlib.pyplot as plt\nplt.Rectangle((0, 0), 1, 1).set(fc='r', lw=3)", id="short names of properties"),
        pytest.param("import math\nclass Teas(Case):\n    def test(self):\n        with self.assertRaises(TypeError):\n            math.sqrt(1, 2)", id="an error that unittest asks for"),
        pytest.param("import math, pytest\nwith pytest.raises(TypeError):\n    math.sqrt(1, 2)", id="an error that is asked for"),
        pytest.param("import subprocess\nsubprocess.run(['ls'], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)", id="what run passes on"),
        pytest.param("import logging\nlogging.basicConfig(filename='tea.log', style='{')", id="what goes together with others only"),
        pytest.param("import numpy as np\nnp.arange(0, 1, .5, np.float64)", id="more by place than the signature says"),
        pytest.param("from types import SimpleNamespace\ntea = SimpleNamespace(cups=3)\ntea.cups", id="attributes by keyword"),
        pytest.param("from enum import Enum\nTea = Enum('Tea', 'GREEN BLACK')\nTea.GREEN", id="a class made by a call"),
        pytest.param("import json\njson.dumps({}, cls=Teas, sugar=2)", id="a keyword for a class of one's own"),
        pytest.param("from keras.layers import Dense\ny = Dense(1)(x)\ny.numpy()", id="what a layer gives"),
        pytest.param("from sklearn.svm import SVC\nSVC().fit(x, y).coef_", id="what fitting sets"),
        pytest.param("from numpy import *\nsum([1], axis=0)", id="a name of Python that a star may hide"),
        pytest.param("def sorted(x, reversed): return x\nsorted([1], reversed=True)", id="a function named as Python's"),
        pytest.param("def f(print):\n    print(1, colour=2)", id="a parameter named as Python's function"),
        pytest.param("print('tea', end='')\nsorted([2, 1], key=len, reverse=True)\nmax([1], default=0)\ndict(tea=1)", id="Python's own"),
        pytest.param("import numpy as np\nnp" + ".a" * 1000, id="a chain of a thousand attributes"),
    ],
)  # fmt: skip
def test_what_stays_silent(block: str) -> None:
    assert found(block) == []


def test_an_import_serves_the_whole_document_and_an_object_its_own_answer() -> None:
    assert found("from keras.layers import Dense", "Dense(3, activaton='relu')") == ["A004"]
    assert found("from sklearn.svm import SVC\nm = SVC()", "m.fitt(1)") == []
    assert found("from sklearn.svm import SVC\nm = SVC()\n---\nm.fitt(1)") == ["A003"]


def test_what_is_gone_in_the_target_was_there_before() -> None:
    block = "from keras.preprocessing.image import ImageDataGenerator\nImageDataGenerator(rescale=1)"
    assert found(block) == ["A007"]
    assert found(block, settings=Settings(apis=ApisSettings(targets=(("keras", "<3"),)))) == []


def test_ten_thousand_names_are_imported_at_once() -> None:
    names = ", ".join(f"tea_{number}" for number in range(10_000))
    assert set(found(f"from keras.layers import {names}")) == {"A002"}


def test_a_target_that_is_no_version_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"apis.targets.*keras"):
        parse({"apis": {"targets": {"keras": "the newest"}}}, "askew.toml")


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda data: data[: len(data) // 2], id="cut short"),
        pytest.param(lambda _: b"no index at all", id="no index"),
        pytest.param(lambda _: b"", id="empty"),
    ],
)
def test_a_broken_index_is_named_and_the_rest_runs(spoil, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    source = data_dir("rules") / "apis" / "keras.json.gz"
    folder = tmp_path / "apis"
    folder.mkdir()
    (folder / "keras.json.gz").write_bytes(spoil(source.read_bytes()))
    shutil.copy(data_dir("rules") / "apis" / "numpy.json.gz", folder)
    bank = tmp_path / "bank.md"
    bank.write_text(
        "## 1. How?\n\n```python\nimport keras\nimport numpy as np\nkeras.Sequentiall()\nnp.arrray(1)\n```\n",
        encoding="utf-8",
    )
    report = check([str(bank)], APIS, Settings(apis=ApisSettings(paths=(folder,))))
    assert [item.code for item in report.diagnostics] == ["A002"]
    assert len(report.warnings) == 1
    assert "keras.json.gz" in report.warnings[0]


def test_an_object_is_made_of_a_class_that_another_block_imports() -> None:
    assert found("from sklearn.cluster import KMeans\n---\nKMeans(3).fitt(1)") == ["A003"]
    assert found("from sklearn.cluster import k_means\n---\nk_means(1, 2).fitt(1)") == []


def test_a_call_that_is_right_does_not_hide_one_that_is_wrong() -> None:
    assert found("import numpy as np\nnp.zeros(3)\nnp.zeros(3, shap=1)\nnp.zeros(3)") == ["A004"]
    assert found("import numpy as np\nnp.zeros(3)") == []
    assert found("import numpy as np\nnp.zeros(3, shap=1)") == ["A004"]


KEPT = """
import numpy as np
from torch import nn

class Tea(nn.Module):
    def __init__(self, seed, rows=()):
        self.rng = np.random.default_rng(seed)
        self.cups = []

    def pour(self):
        {}
"""


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        pytest.param("self.cups.push(3)", ["A003"], id="a literal"),
        pytest.param("return self.rng.randint(3)", ["A003"], id="what a call gives"),
        pytest.param("self.cups.sort(cmp=3)", ["A004"], id="a keyword"),
        pytest.param("self.cups.append(self.rng.normal())", [], id="what there is"),
        pytest.param("self.cups = pots()\n        self.cups.push(3)", [], id="set twice"),
        pytest.param("self.cups += [1]\n        self.cups.push(3)", [], id="set and extended"),
        pytest.param("self.__dict__.update(cups=pots())\n        self.cups.push(3)", [], id="set by its name"),
        pytest.param("def cups(self): ...\n    def serve(self):\n        self.cups.push(3)", [], id="a function of that name"),
        pytest.param("other.cups.push(3)", [], id="of another object"),
        pytest.param("self.pots.push(3)", [], id="another attribute"),
        pytest.param("self.cups[0].push(3)", [], id="an item"),
        pytest.param("self.cups.push(3)\ntea = Tea(1)\ntea.cups = pots()", [], id="set from outside"),
        pytest.param("self.cups.push(3)\n---\ntea.cups = pots()", [], id="set in another block"),
        pytest.param("self.cups.push(3)\n    @property\n    def cups(self): ...", [], id="a property"),
        pytest.param("self.cups.push(3)\n    cups: list = pots()", [], id="a value of the class"),
    ],
)  # fmt: skip
def test_attributes_of_self(line: str, codes: list[str]) -> None:
    assert found(KEPT.format(line)) == codes


@pytest.mark.parametrize(
    "head",
    [
        pytest.param("class Tea(Pot):\n    def __init__(self):\n        self.cups = []", id="a base that may set it"),
        pytest.param("class Tea:\n    def __init__(self, list):\n        self.cups = list()", id="a parameter named as Python's"),
        pytest.param("class Tea:\n    def __init__(self, hot):\n        if hot:\n            self.cups = []", id="set at times"),
        pytest.param("@pots\nclass Tea:\n    def __init__(self):\n        self.cups = []", id="a class that is decorated"),
        pytest.param("class Tea:\n    def __init__(self):\n        self.cups = pots()", id="who knows what"),
        pytest.param("class Tea:\n    def boil(self):\n        self.cups = []", id="set later"),
    ],
)  # fmt: skip
def test_attributes_of_self_that_may_be_anything(head: str) -> None:
    assert found(f"{head}\n\n    def pour(self):\n        self.cups.push(3)") == []
