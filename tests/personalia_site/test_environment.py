"""Settings from the environment, and the secrets that DATA_DIR keeps."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from personalia_site import environment


def test_networks_are_taken_as_they_are_written():
    assert environment.networks(["10.1.0.0/16", "192.168.1.5", "fd00::/8"]) == ["10.1.0.0/16", "192.168.1.5", "fd00::/8"]


@pytest.mark.parametrize("text", ["intranet", "10.0.0.0/33", "10.0.0", ""])
def test_a_wrong_network_stops_the_start_with_a_sentence(text):
    with pytest.raises(SystemExit, match="is not a network"):
        environment.networks([text])


def test_secrets_are_made_once_and_readable_by_their_owner_only(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.argv", ["manage.py", "migrate"])
    made = environment.load_secrets(tmp_path / "data")

    assert environment.load_secrets(tmp_path / "data") == made
    assert {len(secret) for secret in made.values()} == {64}
    assert (tmp_path / "data" / "secrets.json").stat().st_mode & 0o777 == 0o600


def test_a_file_of_an_earlier_release_gains_what_it_lacks(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.argv", ["manage.py", "migrate"])
    (tmp_path / "secrets.json").write_text(json.dumps({"link_key": "old"}))
    with ThreadPoolExecutor(4) as starts:
        loaded = list(starts.map(environment.load_secrets, [tmp_path] * 4))

    assert loaded[0]["link_key"] == "old"
    assert set(loaded[0]) == set(environment.SECRETS)
    assert loaded == [loaded[0]] * 4


def test_a_command_that_needs_no_data_writes_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.argv", ["manage.py", "render"])

    assert set(environment.load_secrets(tmp_path / "data")) == set(environment.SECRETS)
    assert not (tmp_path / "data").exists()
