"""svcqa.yaml: found, read, and wrong with file and line."""

from pathlib import Path

import pytest

from svcqa import config
from svcqa.errors import ConfigError
from svcqa.intake.layout.declared import tables_of
from svcqa.registers import Field, Register

FULL = """\
rulesets: [desk, rules/own.yaml]
lang: zh
encoding: gb18030
columns:
  work_orders: {单号: order_no}
formats:
  work_orders: {received_at: MM/DD/YYYY}
sheets: {三月: work_orders}
exclude: ["~$*", 备份/*]
"""


def written(folder: Path, text: str = FULL) -> Path:
    path = folder / "svcqa.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_setting_is_read(tmp_path: Path) -> None:
    made = config.read(written(tmp_path))
    assert made.lang == "zh"
    assert made.encoding == "gb18030"
    assert made.columns == {"work_orders": {"单号": "order_no"}}
    assert made.formats == {"work_orders": {"received_at": "MM/DD/YYYY"}}
    assert made.sheets == {"三月": tables_of("work_orders")}
    assert made.exclude == ("~$*", "备份/*")


def test_ruleset_files_lie_beside_the_settings_and_names_stay_names(tmp_path: Path) -> None:
    made = config.read(written(tmp_path))
    assert made.rulesets == ("desk", str(tmp_path / "rules/own.yaml"))


def test_without_a_file_everything_is_left_out() -> None:
    assert config.read(None) == config.Config()


def test_the_nearest_file_upward_is_found(tmp_path: Path) -> None:
    path = written(tmp_path)
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert config.find(None, {}, inner) == path


def test_the_variable_wins_over_the_folder_and_the_option_over_both(tmp_path: Path) -> None:
    near, other = written(tmp_path), tmp_path / "other.yaml"
    other.write_text("lang: en\n", encoding="utf-8")
    environ = {"SVCQA_CONFIG": str(other)}
    assert config.find(None, environ, tmp_path) == other
    assert config.find(near, environ, tmp_path) == near


@pytest.mark.parametrize(
    ("given", "environ", "named"), [("no.yaml", {}, "--config"), (None, {"SVCQA_CONFIG": "no.yaml"}, "SVCQA_CONFIG")]
)
def test_a_named_file_that_does_not_exist_is_an_error(
    tmp_path: Path, given: str | None, environ: dict[str, str], named: str
) -> None:
    with pytest.raises(ConfigError, match=f"{named}: there is no settings file 'no.yaml'"):
        config.find(given, environ, tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lang: zh\nrulset: x\n", "svcqa.yaml:2: unknown key 'rulset'. Did you mean 'rulesets'?"),
        ("lang: fr\n", "svcqa.yaml:1: 'lang'"),
        ("lang: zh\nencoding: klingon\n", "svcqa.yaml:2: 'encoding': there is no encoding 'klingon'; write utf-8"),
        ("lang: zh\nformats:\n  orders: {done_at: 日月年}\n", "svcqa.yaml:3: 'done_at': '日月年' is no date format"),
        ("lang: zh\nlang: en\n", "svcqa.yaml:2: 'lang' is given twice"),
        ("- a\n", "svcqa.yaml:1: the file must hold keys and values"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        config.read(written(tmp_path, text))
    assert said in caught.value.say("en")


def test_settings_that_fit_no_register_are_told(tmp_path: Path) -> None:
    fields = {"order_no": Field.model_validate({"title": "单号"})}
    register = Register.model_validate({"title": "工单", "key": "order_no", "event_date": "as_of", "fields": fields})
    said = [problem.say("en") for problem in config.read(written(tmp_path)).strangers({"work_orders": register})]
    assert said == ["svcqa.yaml, formats: register 'work_orders' has no field 'received_at'. Available: order_no."]
    named = [problem.say("zh") for problem in config.read(written(tmp_path)).strangers({"work_order": register})]
    assert len(named) == 3
    assert all(one.endswith("没有台账“work_orders”。是不是“work_order”？") for one in named)
