from __future__ import annotations

import pytest

from api.settings import BadSetting, load


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(tmp_path):
    (tmp_path / "concordance.toml").write_text("port = 9000\nquery_rows = 5\n", encoding="utf-8")
    settings = load(tmp_path, {"CONCORDANCE_PORT": "9001"})
    assert (settings.port, settings.query_rows, settings.host) == (9001, 5, "127.0.0.1")


def test_the_home_is_given_by_option_then_environment(tmp_path):
    assert load(tmp_path / "a", {"CONCORDANCE_HOME": str(tmp_path / "b")}).home == tmp_path / "a"
    assert load(None, {"CONCORDANCE_HOME": str(tmp_path / "b")}).home == tmp_path / "b"


@pytest.mark.parametrize("text", ["prot = 9000", "port = ['many']", "port = "])
def test_a_setting_that_cannot_be_understood_is_named(tmp_path, text):
    (tmp_path / "concordance.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadSetting, match=r"concordance\.toml|port"):
        load(tmp_path, {})
