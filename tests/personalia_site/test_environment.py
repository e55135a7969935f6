"""Settings from the environment."""

import pytest

from personalia_site import environment


def test_networks_are_taken_as_they_are_written():
    assert environment.networks(["10.1.0.0/16", "192.168.1.5", "fd00::/8"]) == ["10.1.0.0/16", "192.168.1.5", "fd00::/8"]


@pytest.mark.parametrize("text", ["intranet", "10.0.0.0/33", "10.0.0", ""])
def test_a_wrong_network_stops_the_start_with_a_sentence(text):
    with pytest.raises(SystemExit, match="is not a network"):
        environment.networks([text])
