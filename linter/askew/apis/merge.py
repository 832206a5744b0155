"""What the probe found in several versions of a library -> one set of tables."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from askew.apis.store import Tables

Raw = Mapping[str, Any]
_Ids = tuple[int | None, ...]


def merged(header: Mapping[str, Any], raws: Sequence[Raw]) -> Tables:
    """Return the tables of a library from what was found in its versions, oldest first."""
    return _Merge(raws).tables(header)


class _Merge:
    """Objects of several versions are one where the same public path leads to them."""

    def __init__(self, raws: Sequence[Raw]) -> None:
        self.raws = raws
        self.objects: list[dict[str, object]] = []
        self.numbers: dict[_Ids, int] = {}
        self.larger: defaultdict[tuple[int, int | None], list[_Ids]] = defaultdict(list)
        self.equal: dict[str, int] = {}
        self.signatures: dict[str, int] = {}
        self.texts: dict[str, int] = {}
        self.rows: list[object] = []
        self.paths = [_Paths(raw) for raw in raws]

    def tables(self, header: Mapping[str, Any]) -> Tables:
        found = {name for raw in self.raws for name in raw["modules"]}
        modules = sorted(found, key=lambda name: (name.count("."), name))  # what is used most lies together
        missing = {name: sum(name not in raw["modules"] for raw in self.raws) for name in modules}
        done = {name: self._module(name) for name in sorted(modules, key=missing.__getitem__)}
        rows = [done[name] for name in modules]
        loose = sorted({name for raw in self.raws for name in raw["loose"]})
        directory = {name: place for place, name in enumerate(modules)}
        texts = list(self.texts)
        return Tables(header, directory, loose, rows, self.objects, self.rows, texts)

    def _module(self, name: str) -> dict[str, object]:
        found = [raw["modules"].get(name) for raw in self.raws]
        row: dict[str, object] = {"versions": _mask(item is not None for item in found)}
        opened = _mask(bool(item and item["open"]) for item in found)
        return row | self._names([item and item["names"] for item in found], opened) | self._deprecated(found)

    def _names(self, spaces: Sequence[Mapping[str, int | str] | None], opened: int) -> dict[str, object]:
        """The names of a module or class: plain values apart, since most are."""
        here = _mask(space is not None for space in spaces)
        values: list[str] = []
        names: dict[str, object] = {}
        for name in sorted({name for space in spaces if space for name in space}):
            targets = [None if space is None else space.get(name) for space in spaces]
            parts = self._targets(targets)
            if parts == [[here, -1]]:
                values.append(name)
            else:
                names[name] = parts[0][1] if len(parts) == 1 and parts[0][0] == here else parts
        row: dict[str, object] = {"open": opened} if opened else {}
        return row | ({"values": " ".join(values)} if values else {}) | ({"names": names} if names else {})

    def _targets(self, targets: Sequence[int | str | None]) -> list[list[Any]]:
        """What a name stands for, by versions: the objects of all versions are merged into one."""
        parts: dict[int | str, int] = {}
        ids: list[int | None] = [None] * len(targets)
        for place, target in enumerate(targets):
            if isinstance(target, str) or target == -1:
                parts[target] = parts.get(target, 0) | 1 << place
            elif target is not None:
                ids[place] = target
        if any(item is not None for item in ids):
            for group in self._alike(ids):
                parts[self.merged_object(group)] = _mask(item is not None for item in group)
        return [[mask, target] for target, mask in sorted(parts.items(), key=lambda part: part[1])]

    def _alike(self, ids: Sequence[int | None]) -> list[_Ids]:
        """Objects of one kind stay together."""
        kinds = {self.raws[place]["objects"][item]["kind"] for place, item in enumerate(ids) if item is not None}
        return [
            tuple(
                item if item is not None and self.raws[place]["objects"][item]["kind"] == kind else None
                for place, item in enumerate(ids)
            )
            for kind in sorted(kinds)
        ]

    def merged_object(self, ids: _Ids) -> int:
        """Return the row of an object, given its numbers in the versions; one that is in more of them will do."""
        if ids in self.numbers:
            return self.numbers[ids]
        place = next(place for place, item in enumerate(ids) if item is not None)
        for larger in self.larger[place, ids[place]]:
            if all(item is None or item == other for item, other in zip(ids, larger, strict=True)):
                return self.numbers[larger]
        for place, item in enumerate(ids):
            self.larger[place, item].append(ids)
        records = [None if item is None else self.raws[place]["objects"][item] for place, item in enumerate(ids)]
        newest = next(record for record in reversed(records) if record)
        if newest["kind"] == "function":
            row = self._function(records, ids)
            key = repr(row)
            self.numbers[ids] = self.equal.setdefault(key, len(self.objects))
            if self.equal[key] == len(self.objects):
                self.objects.append(row)
            return self.numbers[ids]
        number = self.numbers[ids] = len(self.objects)
        self.objects.append({})
        self.objects[number] = self._class(records, ids)
        return number

    def _function(self, records: Sequence[Raw | None], ids: _Ids) -> dict[str, object]:
        name = self._name(ids, records)
        returns = self._returned(records)
        row = {"kind": "function", **({"name": name} if name else {}), **({"returns": returns} if returns else {})}
        return row | self._called(records)

    def _returned(self, records: Sequence[Raw | None]) -> str:
        names = [(place, record["returns"]) for place, record in enumerate(records) if record and "returns" in record]
        public = ["self" if name == "self" else self.paths[place].by_name.get(name, "") for place, name in names]
        return public[-1] if public and not set(public) - {"", public[-1]} else ""

    def _class(self, records: Sequence[Raw | None], ids: _Ids) -> dict[str, object]:
        opened = _mask(bool(record and record["open"]) for record in records)
        row: dict[str, object] = {"kind": "class", "name": self._name(ids, records)}
        row["versions"] = _mask(record is not None for record in records)
        row |= self._names([record and record["names"] for record in records], opened) | self._called(records)
        bases = self._bases(records)
        return row | ({"bases": bases} if bases else {})

    def _bases(self, records: Sequence[Raw | None]) -> list[list[object]]:
        lists = [record["bases"] if record else None for record in records]
        shapes = [None if items is None else self._base_names(place, items) for place, items in enumerate(lists)]
        found: list[list[object]] = []
        for shape in dict.fromkeys(item for item in shapes if item):
            bases = [self.merged_object(self._named(name, shapes, lists)) for name in shape]
            found.append([_mask(item == shape for item in shapes), bases])
        return found

    @staticmethod
    def _named(name: str, shapes: Sequence[tuple[str, ...] | None], lists: Sequence[Sequence[int] | None]) -> _Ids:
        """The numbers of the base of a name in all versions that have one."""
        return tuple(
            items[shape.index(name)] if items and shape and name in shape else None
            for shape, items in zip(shapes, lists, strict=True)
        )

    def _base_names(self, place: int, numbers: Sequence[int]) -> tuple[str, ...]:
        """The names of bases, told apart where two have the same."""
        names: list[str] = []
        for number in numbers:
            if number == -1:
                raise ValueError("a base class was not described")
            name = str(self.raws[place]["objects"][number]["qual"]).rsplit(".", 1)[-1]
            names.append(name + "+" * names.count(name))
        return tuple(names)

    def _called(self, records: Sequence[Raw | None]) -> dict[str, object]:
        """Signatures and notes by versions, each once."""
        row: dict[str, object] = {}
        signatures = self._grouped(records, lambda record: [record["words"]] if "words" in record else [])
        if signatures:
            row["signatures"] = [[mask, self._interned(words)] for words, mask in signatures]
        notes = self._grouped(records, lambda record: record.get("notes", []))
        if notes:
            row["notes"] = [[name, kind, self._text(text), mask] for (name, kind, text), mask in notes]
        return row | self._deprecated(records)

    def _deprecated(self, records: Sequence[Raw | None]) -> dict[str, object]:
        texts = self._grouped(records, lambda record: [record["deprecated"]] if record.get("deprecated") else [])
        return {"deprecated": [[mask, self._text(text)] for text, mask in texts]} if texts else {}

    @staticmethod
    def _grouped(records: Sequence[Raw | None], items: Callable[[Raw], Sequence[Any]]) -> list[tuple[Any, int]]:
        found: dict[str, tuple[Any, int]] = {}
        for place, record in enumerate(records):
            for item in items(record) if record else ():
                key = repr(item)
                found[key] = (item, found.get(key, (item, 0))[1] | 1 << place)
        return list(found.values())

    def _interned(self, words: list[Any]) -> int:
        number = self.signatures.setdefault(repr(words), len(self.rows))
        if number == len(self.rows):
            self.rows.append(words)
        return number

    def _text(self, text: str) -> int:
        return self.texts.setdefault(text, len(self.texts))

    def _name(self, ids: _Ids, records: Sequence[Raw | None]) -> str:
        """The shortest public path of an object in its newest version, else where it is defined."""
        for place in range(len(ids) - 1, -1, -1):
            number = ids[place]
            if number is not None:
                return self.paths[place].by_number.get(number) or str(cast(Raw, records[place])["qual"])
        return ""


class _Paths:
    """The public path of every object of one version, by its number and by where it is defined."""

    def __init__(self, raw: Raw) -> None:
        self.by_number: dict[int, str] = {}
        self.by_name: dict[str, str] = {}
        names = [
            (module, name, target)
            for module, record in raw["modules"].items()
            for name, target in record["names"].items()
            if isinstance(target, int) and target >= 0
        ]
        home = [str(item["qual"]) for item in raw["objects"]]
        for module, name, target in sorted(names, key=lambda item: self._order(item[0], item[1], home[item[2]])):
            self.by_number.setdefault(target, f"{module}.{name}")
        for number, path in self.by_number.items():
            self.by_name[home[number]] = path

    @staticmethod
    def _order(module: str, name: str, home: str) -> tuple[bool, bool, int, int, str]:
        """Current names before old ones, own names before others', then as near as possible to where it is defined."""
        old = bool(re.search(r"\b(v1|legacy|experimental|deprecated)\b", module))
        other = home.rsplit(".", 1)[-1] != name
        shared = len(set(module.split(".")) & set(home.split(".")[:-2]))
        return old, other, -shared, module.count("."), f"{module}.{name}"


def _mask(flags: Any) -> int:
    return sum(1 << place for place, flag in enumerate(flags) if flag)
