"""What DATA_DIR/secrets.json holds."""

import json
import stat
from concurrent.futures import ThreadPoolExecutor

from personalia_site import environment


def test_every_secret_is_made_once_and_nobody_else_may_read_it(tmp_path):
    made = environment.load_secrets(tmp_path / "data")

    assert set(made) == set(environment.SECRETS)
    assert environment.load_secrets(tmp_path / "data") == made
    assert stat.S_IMODE((tmp_path / "data" / "secrets.json").stat().st_mode) == 0o600


def test_an_older_file_gains_what_it_lacks_and_keeps_what_it_has(tmp_path):
    (tmp_path / "secrets.json").write_text(json.dumps({"secret_key": "old", "other": "kept"}))

    made = environment.load_secrets(tmp_path)

    assert (made["secret_key"], made["other"]) == ("old", "kept")
    assert len(made["webhook_key"]) == 64
    assert json.loads((tmp_path / "secrets.json").read_text()) == made


def test_those_who_start_together_get_the_same(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: environment.load_secrets(tmp_path), range(8)))

    assert all(each == found[0] for each in found)


def test_a_command_without_data_writes_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.argv", ["manage.py", "render"])

    assert set(environment.load_secrets(tmp_path / "data")) == set(environment.SECRETS)
    assert not (tmp_path / "data").exists()
