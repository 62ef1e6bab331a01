"""The check ``unique``: keys occur once, one version is valid at a time, and number series have no gaps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pydantic import Field, model_validator

from svcqa import Context, FieldRef, Settings, Text, Verdict, WrongValueError, check, judged, slots

TIMES = ("date", "datetime")
_OPEN = np.iinfo(np.int64).max


class Unique(Settings):
    """Which fields make the key, which versions exclude each other, and whether the numbers form a series."""

    field_types: ClassVar[Mapping[str, tuple[str, ...]]] = {"valid": TIMES}

    key: tuple[FieldRef, ...] = Field(min_length=1)
    """Fields whose values together occur once among the records in scope."""
    valid: tuple[FieldRef, FieldRef] | None = None
    """From and to: the key may occur again, but no two records of it may be valid at once. A blank end is open; a
    record may begin on the day on which the one before it ends."""
    gaps: Literal["report", "only"] | None = None
    """Report numbers that are missing between the lowest and the highest of a series; the last field of the key is the
    number, and each combination of the others has a series of its own. With `only`, numbers that occur twice are left
    to another rule."""
    digits: int | None = Field(None, ge=1, le=18)
    """How many digits at the end are the running number (``W20240305001``: 3); all of them if not given."""

    @model_validator(mode="after")
    def _one_series(self) -> Unique:
        if self.gaps and self.valid:
            raise WrongValueError("gaps和valid不能一起写", "gaps and valid are not given together")
        if self.digits and not self.gaps:
            raise WrongValueError(
                "digits说明流水号从哪一位起，只在查断号时有用",
                "digits say where the running number begins, which only matters for gaps",
            )
        return self

    def needs_whole(self) -> bool:
        """A gap shows only where all numbers are seen."""
        return self.gaps is not None


@check(
    "unique",
    settings=Unique,
    needs=("key",),
    scope="key",
    key="key",
    message=Text(zh="“{value}”出现了{times}次", en="'{value}' occurs {times} times"),
    reasons={
        "overlap": Text(
            zh="“{value}”有不止一条同时有效（本条{since}起）",
            en="more than one of '{value}' is valid at once (from {since} on)",
        ),
        "no_start": Text(zh="没有写明从何时起有效", en="it is not written from when on it is valid"),
        "reversed": Text(zh="有效期的结束早于开始", en="its validity ends before it begins"),
        "twin_open": Text(
            zh="同一编号另一条的有效期没有写明或颠倒，是否同时有效无法判断",
            en="the validity of another one of its key is not written or is reversed, so it may be valid at once",
        ),
        "gap": Text(zh="编号不连续：缺{value}，共{times}个", en="numbers missing: {value}, {times} in all"),
    },
    evidence={
        "times": Text(zh="个数", en="how many"),
        "since": Text(zh="有效期开始", en="valid from"),
    },
    unshown=("value",),
)
def key_is_unique(
    cases: pd.DataFrame, partners: Mapping[str, pd.DataFrame], settings: Unique, context: Context
) -> pd.DataFrame:
    """A key occurs once among the records in scope.

    Every record that shares its key with another fails, the first one too: which of them is the right one is not
    for a program to say. A record with a blank in its key is undetermined.

    With ``valid``, editions, price lists and appointments may follow each other under one key, and fail only where
    two are valid at the same time; the day on which one ends and the next begins does not count as both. A record
    without a beginning is undetermined, and so is one that ends before it begins, with those that share its key.

    With ``gaps: report``, numbers missing from a series are findings too, one for each run of missing numbers, and
    always of low weight: a gap may be the only trace of a lost paper, or a number that was never given out. Numbers
    belong to one series if all before the running number is the same.

    Asked for by the document and register clauses of the manuals 000 to 003 (catalogue section 3.4) and by ISO 9001
    7.5.3 (one valid version of documented information at its place of use).
    """
    places = [f"key.{number}" for number in range(len(settings.key))]
    evidence = {"value": _values(cases, places)}
    if settings.valid is not None:
        return _without_overlaps(cases, places, evidence)
    repeated = cases.duplicated(places, keep=False).to_numpy() & (settings.gaps != "only")
    verdict = np.where(repeated, Verdict.FAILS, Verdict.CONFORMS)
    times = cases.loc[repeated, places].groupby(places, sort=False)[places[0]].transform("size")
    made = judged(cases, verdict, evidence={"times": times.reindex(cases.index).astype("Int64"), **evidence})
    return made if settings.gaps is None else _with_gaps(made, cases[places], settings.digits)


def _values(cases: pd.DataFrame, places: list[str]) -> pd.Series:
    value = cases[places[0]].astype(str)
    for place in places[1:]:
        value = value + "/" + cases[place].astype(str)
    return value


def _without_overlaps(cases: pd.DataFrame, places: list[str], evidence: Mapping[str, pd.Series]) -> pd.DataFrame:
    """No two records of a key are valid at the same time."""
    key = cases.groupby(places, sort=False).ngroup().to_numpy()
    begin, end = (_days(cases[f"valid.{number}"]) for number in range(2))
    blank, backwards = begin == _OPEN, (end < begin) & (begin != _OPEN)
    told = np.flatnonzero(~blank & ~backwards)
    failing = np.zeros(len(cases), dtype=bool)
    failing[told] = _overlapping(key[told], begin[told], end[told])
    spoilt = np.isin(key, key[blank | backwards])
    verdict = np.select([failing, spoilt], [Verdict.FAILS, Verdict.UNDETERMINED], Verdict.CONFORMS)
    codes = ["overlap", "no_start", "reversed", "twin_open"]
    reason = np.select([failing, blank, backwards, spoilt], codes, "").astype(object)
    return judged(cases, verdict, reason=reason, evidence={**evidence, "since": cases["valid.0"]})


def _overlapping(key: np.ndarray, begin: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Records of a key that are valid while another is; one may begin on the day on which another ends."""
    order = np.lexsort((end, begin, key))
    key, begin, end = key[order], begin[order], end[order]
    follows = np.append(False, key[1:] == key[:-1])[: len(key)]
    until = pd.Series(end).groupby(key).cummax().to_numpy()
    early = np.zeros(len(key), dtype=bool)
    early[1:] = (begin[1:] < until[:-1]) | (begin[1:] == begin[:-1])
    late = np.zeros(len(key), dtype=bool)
    late[:-1] = follows[1:] & ((begin[1:] < end[:-1]) | (begin[1:] == begin[:-1]))
    found = np.empty(len(key), dtype=bool)
    found[order] = (early & follows) | late
    return found


def _days(moments: pd.Series) -> np.ndarray:
    """Days as numbers; a blank is later than all."""
    days = moments.to_numpy(dtype="datetime64[us]").astype("datetime64[D]").astype(np.int64)
    return np.where(moments.isna().to_numpy(), _OPEN, days)


def _with_gaps(made: pd.DataFrame, key: pd.DataFrame, digits: int | None) -> pd.DataFrame:
    found = _gaps(key, digits)
    if found.empty:
        return made
    names = [*found["name"]]
    gaps = slots(names, [*found.index], Verdict.FAILS, reason="gap", weight="low", value=names, times=[*found["times"]])
    return pd.concat([made.assign(times=made["times"].astype(object)), gaps])


def _gaps(key: pd.DataFrame, digits: int | None) -> pd.DataFrame:
    """Each run of missing numbers: what is missing and how many; the index is the record after it."""
    parts = _numbers(key.iloc[:, -1], digits)
    names = [*key.columns[:-1], "series"]
    parts = parts.join(key[names[:-1]])
    parts["group"] = parts.groupby(names).ngroup()
    parts = parts.sort_values(["group", "value", "width"])
    last = parts[["group", "value", "width"]].shift(1)
    after_gap = (parts["group"] == last["group"]) & (parts["value"] - last["value"] > 1)
    found, before = parts[after_gap], last[after_gap].astype("int64")
    first, until = before["value"] + 1, found["value"] - 1
    head = found["series"]
    for name in reversed(names[:-1]):
        head = found[name].astype("str") + "/" + head
    low, high = head + _padded(first, before["width"]), found["series"] + _padded(until, before["width"])
    said = low.where(first == until, low + "–" + high)
    return pd.DataFrame({"name": said, "times": until - first + 1})


def _numbers(written: pd.Series, digits: int | None) -> pd.DataFrame:
    """The running number at the end of each number, how many digits it has, and what stands before it."""
    size = rf"\d{{{digits}}}" if digits else r"\d{1,18}"
    texts = pa.array(written, pa.string())
    texts = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
    found = pc.extract_regex(texts, rf"^(?P<series>.*?)(?P<number>{size})$")
    told = found.is_valid().to_numpy(zero_copy_only=False)
    series, number = (found.field(part).filter(pa.array(told)) for part in range(2))
    columns = {
        "series": pd.Series(series.to_pandas(), dtype="str"),
        "value": number.cast(pa.int64()).to_numpy(),
        "width": pc.utf8_length(number).to_numpy(),
    }
    return pd.DataFrame(columns).set_axis(written.index[told])


def _padded(numbers: pd.Series, width: pd.Series) -> pd.Series:
    """Numbers as text of so many digits at least."""
    said = numbers.astype("str")
    for size in width.unique():
        said = said.where(width != size, said.str.zfill(int(size)))
    return said
