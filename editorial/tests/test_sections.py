from editorial.checks import unknown_hooks
from editorial.sections import Section, sections


class HookTests:
    def test_a_misspelt_hook_is_refused_at_start(self):
        class Events(Section):
            home_band = None

        assert [error.id for error in unknown_hooks(Events())] == ["editorial.E001"]

    def test_every_section_is_found_in_the_order_of_the_settings(self):
        assert [section.app_label for section in sections()][:2] == ["news", "documents"]
