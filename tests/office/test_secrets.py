"""The keys of an installation: made once, refused when they are weak or open to others."""

import json
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.office import secrets
from app.office.key_checks import check_values, wrong_keys
from app.office.secrets import FILE, KEYS, SecretsRefused

RANDOM = "00112233445566778899aabbccddeeff0f1e2d3c4b5a69788796a5b4c3d2e1f0"


def load_or_create(folder, is_in_use=lambda: False):
    return secrets.load_or_create(folder, is_in_use)


def write(folder, mode=0o600, **changes):
    file = folder / FILE
    file.write_text(json.dumps({**dict.fromkeys(KEYS, RANDOM), **changes}), encoding="ascii")
    file.chmod(mode)
    return folder


def test_the_first_start_makes_four_different_keys_for_the_owner_alone(tmp_path):
    made = load_or_create(tmp_path / "instance")
    keys = {made.secret_key, made.data_key, made.index_key, made.audit_key}
    assert {len(key) for key in keys} == {32}
    assert len(keys) == 4
    assert stat.S_IMODE((tmp_path / "instance" / FILE).stat().st_mode) == 0o600
    assert [file.name for file in (tmp_path / "instance").iterdir()] == [FILE]


def test_the_next_start_uses_the_same_keys(tmp_path):
    assert load_or_create(tmp_path) == load_or_create(tmp_path)


def test_processes_that_start_at_once_use_the_same_keys(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        loaded = list(pool.map(lambda _number: load_or_create(tmp_path), range(8)))
    assert len({secrets.data_key for secrets in loaded}) == 1
    assert [file.name for file in tmp_path.iterdir()] == [FILE]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_file_that_others_can_read_is_refused(tmp_path, mode):
    with pytest.raises(SecretsRefused, match="chmod 600"):
        load_or_create(write(tmp_path, mode))


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"data_key": "00112233"}, "data_key 太短"),
        ({"index_key": "00" * 32}, "index_key 不是随机"),
        ({"secret_key": "changeme"}, "secret_key 应为十六进制"),
        ({"audit_key": None}, "缺少密钥 audit_key"),
        ({"audit_key": RANDOM * 2}, "audit_key 不是随机"),
        ({"former_data_keys": []}, "从备份恢复"),
        ({"former_data_keys": {"0": "11"}}, "太短"),
    ],
)
def test_a_weak_or_missing_key_is_refused_by_name(tmp_path, changes, because):
    with pytest.raises(SecretsRefused, match=because):
        load_or_create(write(tmp_path, **changes))


@pytest.mark.parametrize("text", ["", "[]", "not json", "{"])
def test_a_damaged_file_is_refused_in_one_line_and_never_replaced(tmp_path, text):
    file = tmp_path / FILE
    file.write_text(text)
    file.chmod(0o600)
    with pytest.raises(SecretsRefused) as refused:
        load_or_create(tmp_path)
    assert "\n" not in str(refused.value)
    assert file.read_text() == text


def test_keys_do_not_show_in_logs(tmp_path):
    made = load_or_create(tmp_path)
    assert made.data_key.hex() not in repr(made)
    assert repr(made) == "<Secrets, data key 1>"


def test_former_keys_are_kept_beside_the_present_one(tmp_path):
    loaded = load_or_create(write(tmp_path, data_key_id="2", former_data_keys={"1": RANDOM[::-1]}))
    assert set(loaded.data_keys) == {"1", "2"}


def test_over_data_no_keys_are_made_and_the_sentence_says_what_to_do(tmp_path):
    with pytest.raises(SecretsRefused, match="从备份恢复原来的") as refused:
        load_or_create(tmp_path, lambda: True)
    assert "不要新建密钥" in str(refused.value)
    assert "\n" not in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_a_process_that_was_slower_than_another_first_one_takes_its_keys(tmp_path):
    def another_makes_keys_and_data():
        load_or_create(tmp_path)
        return True

    assert load_or_create(tmp_path, another_makes_keys_and_data) == load_or_create(tmp_path)


def test_check_values_tell_keys_apart_and_none_of_them(tmp_path):
    one, other = load_or_create(tmp_path / "one"), load_or_create(tmp_path / "other")
    values = check_values(one)
    assert set(values) == {"index_key", "audit_key", "data_key:1"}
    assert wrong_keys(values, one) == []
    assert wrong_keys(values, other) == sorted(values)
    assert not any(part in one.data_key.hex() for part in values.values())
    assert len(set(check_values(load_or_create(write(tmp_path))).values())) == 3  # one key in three uses


def test_a_new_data_key_fits_as_long_as_the_former_one_is_kept(tmp_path):
    before = check_values(load_or_create(write(tmp_path)))
    renewed = {"data_key": RANDOM[::-1], "data_key_id": "2"}
    assert wrong_keys(before, load_or_create(write(tmp_path, **renewed))) == ["data_key:1"]
    kept = load_or_create(write(tmp_path, **renewed, former_data_keys={"1": RANDOM}))
    assert wrong_keys(before, kept) == []
    assert set(check_values(kept)) - set(before) == {"data_key:2"}
