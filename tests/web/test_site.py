import pytest

from app.web.site import Site
from config import ConfigurationError


def test_settings_name_the_organ():
    assert Site.from_config({"organ_name": "某镇人民政府"}).organ_name == "某镇人民政府"


def test_an_unknown_setting_is_refused_at_start():
    with pytest.raises(ConfigurationError, match="organ_nmae"):
        Site.from_config({"organ_nmae": "某镇人民政府"})


def test_no_settings_give_the_defaults():
    assert Site.from_config(None) == Site()
