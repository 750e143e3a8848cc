"""The way in for what citizens send: how often one connection, its neighbours and one text are let in."""

from itertools import count

import pytest
from django.test import RequestFactory

from citizens import gate, proof_of_work


def enter(address="203.0.113.1", text="", scope="thu", **sent):
    request = RequestFactory().post("/", sent, REMOTE_ADDR=address)
    return gate.enter(request, scope, text=text)


def solved():
    task = proof_of_work.new()
    right = (str(number) for number in count() if proof_of_work.is_solved(task, str(number)))
    return {"task": task, "solution": next(right)}


def let_in(addresses, **sent):
    return sum(not enter(address, **sent).refusal for address in addresses)


class GateTests:
    def test_lets_one_connection_in_ten_times_without_proof(self):
        assert let_in(["203.0.113.1"] * 12) == 10
        assert enter("203.0.113.2").refusal == ""

    def test_lets_in_more_with_a_proof_that_counts_once(self, monkeypatch):
        monkeypatch.setattr(proof_of_work, "BITS", 4)
        assert sum(not enter(**solved()).refusal for _number in range(62)) == 60
        proof = solved()
        assert [enter("198.51.100.7", **proof).is_proved for _number in range(2)] == [True, False]

    @pytest.mark.parametrize(
        "network", ["203.0.113.{}", "2001:db8:1:{:x}::7", "::ffff:203.0.113.{}"]
    )
    def test_stops_a_flood_from_neighbours_who_share_it(self, network):
        flood = [network.format(number) for number in range(1, 101)]
        assert let_in(flood) == 50
        assert enter("198.51.100.7").refusal == ""

    def test_counts_the_addresses_of_one_household_as_one(self):
        assert let_in(f"2001:db8:1:2::{number:x}" for number in range(1, 13)) == 10

    def test_refuses_the_same_text_from_wherever(self):
        texts = [
            enter(f"198.51.{number}.7", text="Đường  LIÊN thôn").refusal for number in range(3)
        ]
        assert texts == ["", "", "text"]
        assert enter("198.51.9.7", text="Đường liên thôn", scope="khac").refusal == ""
