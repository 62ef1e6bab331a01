"""Durations: what is read is what is meant, to the microsecond."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from svcqa.durations import Duration, parse, shift, span_text

WHOLE = st.sampled_from(["s", "m", "h", "d", "wd", "w", "mo", "y"])


def _shifted(start: str, written: str, sign: int = 1) -> pd.Timestamp:
    moment: pd.Timestamp = shift(pd.Series([pd.Timestamp(start)]).astype("datetime64[us]"), parse(written), sign).iloc[
        0
    ]
    return moment


@given(st.integers(0, 1000), WHOLE)
def test_a_duration_is_read_back_from_what_it_says_of_itself(amount: int, unit: str) -> None:
    read = parse(f"{amount}{unit}")
    assert parse(str(read)) == read


@pytest.mark.parametrize("written", ["1234567s", "31536000s", "100000h", "0.000001s", "0.1h", "same_day"])
def test_large_and_small_amounts_are_said_in_full(written: str) -> None:
    assert str(parse(written)) == written


@pytest.mark.parametrize("written", ["0d", " same_day ", "same_day"])
def test_zero_days_are_the_same_day(written: str) -> None:
    assert parse(written) == Duration(0, "d")
    assert str(parse(written)) == "same_day"


def test_large_amounts_are_said_in_words_without_exponent() -> None:
    assert parse("1234567s").say("zh") == "1234567秒"
    assert parse("1.5h").say("en") == "1.5 hours"


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("1001y", "longer than 1,000 years"),
        ("99999999y", "longer than 1,000 years"),
        ("999999999999999999999h", "longer than 1,000 years"),
        ("0.0000001s", "finer than a microsecond"),
        ("0.333333333m", "finer than a microsecond"),
        ("1.5wd", "whole number"),
        ("0.5mo", "whole number"),
        ("P1D", "no duration"),
        ("1e3s", "no duration"),
    ],
)
def test_what_cannot_be_reckoned_with_is_refused_with_its_reason(written: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        parse(written)


def test_the_longest_duration_stays_within_the_range_of_dates() -> None:
    assert _shifted("9999-12-31", "1000y").year == 10_999
    assert _shifted("2024-01-01", "8784000h") > pd.Timestamp("3026-01-01")


@given(st.integers(1, 999_999))
def test_fractions_of_a_second_are_neither_cut_nor_rounded(micros: int) -> None:
    written = f"0.{micros:06d}s"
    assert _shifted("2024-01-01", written) == pd.Timestamp("2024-01-01") + pd.Timedelta(microseconds=micros)


@given(st.integers(1, 99_999), st.sampled_from([("m", 60), ("h", 3600)]))
def test_decimal_minutes_and_hours_are_exact(hundredths: int, unit: tuple[str, int]) -> None:
    written = f"{hundredths // 100}.{hundredths % 100:02d}{unit[0]}"
    expected = pd.Timestamp("2024-01-01") + pd.Timedelta(microseconds=hundredths * unit[1] * 10_000)
    assert _shifted("2024-01-01", written) == expected


@pytest.mark.parametrize(
    ("start", "written", "sign", "moved"),
    [
        ("2024-01-31 08:30", "1mo", 1, "2024-02-29 08:30"),
        ("2024-01-31 08:30", "2mo", 1, "2024-03-31 08:30"),
        ("2023-01-31", "1mo", 1, "2023-02-28"),
        ("2024-02-29", "1y", 1, "2025-02-28"),
        ("2024-02-29", "4y", 1, "2028-02-29"),
        ("2024-03-31", "1mo", -1, "2024-02-29"),
        ("2024-12-31", "1w", 1, "2025-01-07"),
        ("2024-03-01", "1d", -1, "2024-02-29"),
        ("2024-03-05 10:00", "15m", -1, "2024-03-05 09:45"),
    ],
)
def test_a_shift_keeps_the_time_of_day_and_the_original_day(start: str, written: str, sign: int, moved: str) -> None:
    assert _shifted(start, written, sign) == pd.Timestamp(moved)


def test_a_shift_keeps_index_type_and_missing_moments() -> None:
    starts = pd.Series(np.array(["2024-01-31", "NaT"], dtype="datetime64[us]"), index=[7, 3])
    for written in ("30s", "1d", "1mo"):
        moved = shift(starts, parse(written))
        assert moved.dtype == "datetime64[us]"
        assert moved.index.tolist() == [7, 3]
        assert moved.isna().tolist() == [False, True]


@pytest.mark.parametrize(
    ("seconds", "zh", "en"),
    [
        (900.000001, "15分0.000001秒", "15 min 0.000001 s"),
        (123456.1, "1天10小时17分36.1秒", "1 d 10 h 17 min 36.1 s"),
        (86_400 * 1_234_567, "1234567天", "1234567 d"),
        (59.999999, "59.999999秒", "59.999999 s"),
        (3600, "1小时", "1 h"),
        (-86_401.5, "-1天1.5秒", "-1 d 1.5 s"),
        (0.5, "0.5秒", "0.5 s"),
    ],
)
def test_a_span_is_said_exactly(seconds: float, zh: str, en: str) -> None:
    assert (span_text(seconds, "zh"), span_text(seconds, "en")) == (zh, en)


@given(st.integers(0, 400 * 86_400 * 1_000_000))
def test_a_span_adds_up_to_what_it_was(micros: int) -> None:
    said = span_text(pd.Timedelta(microseconds=micros).total_seconds(), "en").split()
    sizes = {"d": 86_400_000_000, "h": 3_600_000_000, "min": 60_000_000}
    total = 0
    for number, unit in zip(said[::2], said[1::2], strict=True):
        whole, _, fraction = number.partition(".")
        total += int(whole) * sizes[unit] if unit != "s" else int(whole + fraction.ljust(6, "0"))
    assert total == micros


class _Setting(BaseModel):
    limit: Duration


def test_a_model_takes_a_duration_as_written_and_writes_it_the_same() -> None:
    setting = _Setting.model_validate({"limit": "15m"})
    assert setting.limit == Duration(15, "m")
    assert setting.model_dump_json() == '{"limit":"15m"}'
    assert _Setting(limit=Duration(2, "wd")).limit.unit == "wd"
    assert _Setting.model_json_schema()["properties"]["limit"]["type"] == "string"


@pytest.mark.parametrize("given_value", [15, "", "1.5d", None, "2000y"])
def test_a_model_refuses_what_is_no_duration(given_value: object) -> None:
    with pytest.raises(ValidationError):
        _Setting.model_validate({"limit": given_value})


def test_reading_durations_needs_no_heavy_library() -> None:
    code = (
        "import sys, svcqa.durations; "
        "sys.exit(', '.join({'pandas', 'numpy', 'pydantic', 'pydantic_core', 'pyarrow'} & set(sys.modules)) or 0)"
    )
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False)
    assert made.returncode == 0, made.stderr
