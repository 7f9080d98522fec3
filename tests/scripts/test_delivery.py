"""A delivery with a changed, a missing or an added file is refused before anything of it is installed, and so is one
that somebody else has packed."""

import os
import subprocess
from pathlib import Path

import pytest

from scripts.bundle import checksums, sign

CHECK = Path(__file__).resolve().parents[2] / "scripts/check_delivery.sh"


@pytest.fixture
def delivery(tmp_path):
    folder = tmp_path / "delivery"
    for name, content in {"VERSION": "1\n", "app/start.py": "pass\n"}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    checksums(folder)
    return folder


def check(folder, *key):
    command = ["sh", str(CHECK), str(folder), *map(str, key)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def publishers(tmp_path_factory, monkeypatch):
    """Two of them; the public key of the first in a file."""
    home = tmp_path_factory.mktemp("gpg")
    home.chmod(0o700)
    monkeypatch.setenv("GNUPGHOME", str(home))
    for name in ("publisher", "stranger"):
        made = ("--passphrase", "", "--quick-generate-key", name, "ed25519", "sign", "never")
        subprocess.run(["gpg", "--batch", "--quiet", *made], check=True, capture_output=True)
    exported = subprocess.run(["gpg", "--export", "publisher"], check=True, capture_output=True)
    (home / "publisher.gpg").write_bytes(exported.stdout)
    yield home / "publisher.gpg"
    subprocess.run(["gpgconf", "--kill", "gpg-agent"], check=False, capture_output=True)


def test_what_was_packed_passes(delivery):
    answer = check(delivery)
    assert (answer.returncode, answer.stderr) == (0, "")


def test_an_added_file_is_named(delivery):
    (delivery / "app/x.py").write_text("import os\n")
    answer = check(delivery)
    assert answer.returncode == 1
    assert "./app/x.py" in answer.stderr


def test_an_added_link_is_named(delivery):
    (delivery / "app/y.py").symlink_to("/etc/passwd")
    assert "./app/y.py" in check(delivery).stderr


@pytest.mark.parametrize("replaced", ["app/start.py", "app", "SHA256SUMS", "VERSION"])
def test_a_link_to_the_same_content_is_refused_in_the_place_of_a_listed_file_or_folder(
    delivery, tmp_path, replaced
):
    """It passes every sum today, and is another file when whoever holds the other end wishes."""
    elsewhere = tmp_path / "elsewhere"
    (delivery / replaced).rename(elsewhere)
    (delivery / replaced).symlink_to(elsewhere)
    answer = check(delivery)
    assert answer.returncode == 1
    assert f"./{replaced}" in answer.stderr


def test_a_pipe_is_refused_and_not_read(delivery):
    (delivery / "VERSION").unlink()
    os.mkfifo(delivery / "VERSION")
    assert "./VERSION" in check(delivery).stderr


@pytest.mark.parametrize("spoil", [lambda file: file.write_text("x"), lambda file: file.unlink()])
def test_a_changed_and_a_missing_file_are_refused(delivery, spoil):
    spoil(delivery / "app/start.py")
    assert check(delivery).returncode == 1


def test_a_signed_delivery_passes_and_one_with_a_list_of_another_hand_does_not(delivery, publishers):
    assert "not signed" in check(delivery, publishers).stderr
    sign(delivery, "publisher")
    assert (check(delivery, publishers).returncode, check(delivery).returncode) == (0, 0)
    (delivery / "app/x.py").write_text("import os\n")
    assert "./app/x.py" in check(delivery, publishers).stderr
    signature = (delivery / "SHA256SUMS.asc").read_text()
    for name in ("SHA256SUMS", "SHA256SUMS.asc"):
        (delivery / name).unlink()
    checksums(delivery)  # whoever adds a file also writes the list anew
    (delivery / "SHA256SUMS.asc").write_text(signature)
    assert check(delivery).returncode == 0, "the sums alone do not tell"
    assert "signature" in check(delivery, publishers).stderr
    sign(delivery, "stranger")
    assert "signature" in check(delivery, publishers).stderr


def test_a_key_that_is_not_there_is_no_check(delivery):
    assert "cannot be read" in check(delivery, delivery / "nowhere.gpg").stderr
