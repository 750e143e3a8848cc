import pytest

from common.measuring import Measured, not_measured


class GoalTests:
    @pytest.mark.parametrize("value, reached", [(1.9, False), (2.0, True), (9.0, True)])
    def test_at_least_is_reached_from_its_value_on(self, value, reached):
        assert Measured("page", value, at_least=2).is_reached is reached

    @pytest.mark.parametrize("value, reached", [(0.1, True), (2.0, True), (2.1, False)])
    def test_at_most_is_reached_up_to_its_value(self, value, reached):
        assert Measured("page", value, at_most=2).is_reached is reached

    def test_is_not_reached_by_what_was_not_measured(self):
        assert not not_measured("page", "no data").is_reached

    def test_stands_beside_the_value_with_its_unit(self):
        assert Measured("page", 3.0, at_least=2.5).goal == "≥ 2.5 ×"
