"""What an office installs by: units, image, containers and proxy name what exists and take no more than they need."""

import configparser
import json
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "scripts/deploy"
CURRENT = "/opt/mingbai/current/"
SYSTEM_PYTHONS = ("/usr/bin/python3.11", "/usr/bin/python3")
SERVICES = sorted(DEPLOY.glob("*.service"))
HARDENED = {
    "NoNewPrivileges": "yes", "CapabilityBoundingSet": "", "ProtectSystem": "strict", "ProtectHome": "yes",
    "PrivateTmp": "yes", "PrivateDevices": "yes", "PrivateUsers": "yes", "ProtectProc": "invisible",
    "ProtectKernelModules": "yes", "ProtectKernelTunables": "yes", "ProtectKernelLogs": "yes", "ProtectClock": "yes",
    "ProtectControlGroups": "yes", "RestrictNamespaces": "yes", "RestrictSUIDSGID": "yes", "LockPersonality": "yes",
    "SystemCallFilter": "@system-service", "UMask": "0077", "User": "mingbai",
}  # fmt: skip
FOR_TESTS = {"MINGBAI_TESTING", "MINGBAI_TIME_FILE"}
FOR_LIMITS = {
    "limit_req_zone", "limit_req", "limit_conn_zone", "limit_conn", "client_header_timeout", "client_body_timeout",
    "send_timeout", "add_header", "client_max_body_size", "large_client_header_buffers", "proxy_request_buffering",
}  # fmt: skip


HELD = {
    "proxy_request_buffering on;", "client_header_timeout 10s;", "client_body_timeout 15s;",
    "client_max_body_size 64m;", "limit_req_status 429;", "ssl_protocols TLSv1.2 TLSv1.3;",
}  # fmt: skip


def unit(file):
    """The unit as systemd reads it: keys with their case."""
    read = configparser.ConfigParser(strict=False, interpolation=None)
    read.optionxform = str
    read.read(file, encoding="utf-8")
    return read


def exists(name):
    """A path of the installed release; what set-up makes is not in the checkout."""
    return name.startswith(".venv/") or (ROOT / name).exists()


@pytest.mark.parametrize("file", SERVICES, ids=lambda file: file.name)
def test_a_unit_is_hardened_and_starts_what_exists(file):
    service = unit(file)["Service"]
    assert {name: service.get(name) for name in HARDENED} == HARDENED
    words = shlex.split(service["ExecStart"])
    assert words[0].startswith(CURRENT)
    assert all(exists(word.removeprefix(CURRENT)) for word in words if word.startswith(CURRENT))
    assert "MemoryMax" in service
    assert "time-sync.target" in unit(file)["Unit"]["After"].split()
    assert (
        {"/var/lib/mingbai"}
        <= set(service["ReadWritePaths"].split())
        <= {
            "/var/lib/mingbai",
            "/var/backups/mingbai",
        }
    )


@pytest.fixture
def verified(tmp_path):
    """What systemd itself finds in the units, as if the release stood where this checkout stands."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("there is no systemd here; the units are read by the tests beside this one")

    def verify(change=lambda text: text):
        for file in [*SERVICES, *DEPLOY.glob("*.timer")]:
            text = file.read_text(encoding="utf-8").replace(CURRENT, f"{ROOT}/")
            (tmp_path / file.name).write_text(change(text), encoding="utf-8")
        told = subprocess.run(
            ["systemd-analyze", "verify", "--man=no", *map(str, tmp_path.iterdir())],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        return told.stdout + told.stderr

    return verify


def test_systemd_itself_has_nothing_to_say_of_the_units(verified):
    assert verified() == ""
    assert "Unknown key" in verified(lambda text: text.replace("NoNewPrivileges=", "NoNewPrivilege="))
    assert "not executable" in verified(lambda text: text.replace("/python ", "/pithon "))


def test_a_unit_waits_longer_than_the_server_needs_to_stop():
    graceful = re.search(r"^graceful_timeout = (\d+)", (ROOT / "gunicorn.conf.py").read_text(), re.M)
    assert int(unit(DEPLOY / "mingbai-web.service")["Service"]["TimeoutStopSec"]) > int(graceful[1])


def test_every_unit_is_installed():
    script = (ROOT / "scripts/install.sh").read_text()
    names = {file.name for file in [*SERVICES, *DEPLOY.glob("*.timer")]}
    assert names == set(
        re.findall(r"mingbai-[a-z]+\.(?:service|timer)", script.split("for unit in")[1].split(";")[0])
    )


def _makes_environments(python):
    asked = "import sys, venv, ensurepip; sys.exit(sys.version_info[:2] != (3, 11))"
    return (
        Path(python).exists() and subprocess.run([python, "-c", asked], capture_output=True).returncode == 0
    )


@pytest.fixture
def private_python(tmp_path, monkeypatch):
    """A Python 3.11 that stands first on the path of whoever installs, and which nobody else can run."""
    file = tmp_path / "python3.11"
    file.write_text(f"#!/bin/sh\necho {file}\n")
    file.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    return str(file)


def test_the_python_of_the_system_comes_before_any_other(private_python):
    script = ". scripts/system_packages.sh; find_python"
    done = subprocess.run(["bash", "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    able = [file for file in SYSTEM_PYTHONS if _makes_environments(file)]
    assert done.stdout.strip() == (able[0] if able else private_python)
    install = (ROOT / "scripts/install.sh").read_text(encoding="utf-8")
    assert install.index("useradd") < install.index("runuser -u mingbai") < install.index("ln -sfn")


def test_a_library_is_found_in_a_list_that_goes_on(tmp_path, monkeypatch):
    """Whoever stops reading at the first hit ends the list by a signal, and pipefail then calls the library missing."""
    ldconfig = tmp_path / "ldconfig"
    ldconfig.write_text("#!/bin/sh\necho 'libwanted.so.0 => /lib/libwanted.so.0'\nexec seq 200000\n")
    ldconfig.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    script = "set -euo pipefail; . scripts/system_packages.sh; has_library "
    found = [
        subprocess.run(["bash", "-c", script + name], cwd=ROOT).returncode == 0
        for name in ("libwanted.so.0", "libother.so.0")
    ]
    assert found == [True, False]


def instructions():
    """The instructions of the Dockerfile in order, continued lines joined, comments left out."""
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    lines = "\n".join(line for line in text.splitlines() if not line.startswith("#")).replace("\\\n", " ")
    return [tuple(line.split(None, 1)) for line in lines.splitlines() if line.strip()]


def test_the_image_is_made_of_a_checked_delivery_and_runs_as_nobody_special():
    found = instructions()
    names = [name for name, _ in found]
    assert names[0] == "FROM"
    assert set(names) <= {
        "FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "VOLUME", "EXPOSE", "STOPSIGNAL", "HEALTHCHECK", "CMD",
    }  # fmt: skip
    run = dict(found)["RUN"]
    assert run.index("check_delivery.sh") < run.index("setup.sh")
    assert all((ROOT / path).is_file() for path in re.findall(r"scripts/[\w/.]+\.sh", run))
    assert names.index("USER") > names.index("RUN")
    assert dict(found)["USER"] == "mingbai"
    started = shlex.split(unit(DEPLOY / "mingbai-web.service")["Service"]["ExecStart"])
    assert json.loads(dict(found)["CMD"])[1:] == started[1:], "the image starts what the unit starts"
    assert dict(found)["WORKDIR"] + "/" == CURRENT


def test_containers_have_no_more_rights_than_the_units():
    told = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    assert set(told["services"]) == {"prepare", "web", "scheduler", "backup"}
    for service in told["services"].values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert "privileged" not in service
        assert service["mem_limit"]
        assert (DEPLOY / service["env_file"]).is_file()
        build = service["build"]
        context = (DEPLOY / build["context"]).resolve()
        assert context == ROOT
        assert (context / build["dockerfile"]).is_file()
        volumes = dict(mounted.split(":") for mounted in service["volumes"])
        assert set(volumes) == set(told["volumes"])
        assert set(volumes.values()) == {"/var/lib/mingbai", "/var/backups/mingbai"}
    [port] = told["services"]["web"]["ports"]
    assert port.startswith("127.0.0.1:"), "only the proxy of the host reaches it"
    for name in ("web", "scheduler"):
        assert (
            told["services"][name]["depends_on"]["prepare"]["condition"] == "service_completed_successfully"
        )


def test_the_proxy_has_every_limit_and_overwrites_forwarding_headers():
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    plain = re.sub(r"#.*", "", text)
    assert plain.count("{") == plain.count("}")
    told = {line.split()[0] for line in plain.splitlines() if line.strip() and line.strip() not in "{}"}
    assert told >= FOR_LIMITS
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in plain
    assert "$proxy_add_x_forwarded_for" not in plain
    assert {" ".join(line.split()) for line in plain.splitlines()} >= HELD


def test_every_setting_of_the_program_stands_in_the_handbook():
    files = [*ROOT.glob("*.py"), *(ROOT / "app").rglob("*.py")]
    read = "".join(file.read_text(encoding="utf-8") for file in files)
    names = set(re.findall(r"\"((?:MINGBAI|SMTP|SMS|DINGTALK|WECOM|DATABASE)_[A-Z_]*[A-Z])\"", read))
    assert {"MINGBAI_PROXIES", "SMTP_URL", "DINGTALK_SECRET", "DATABASE_URL"} <= names
    handbook = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    assert sorted(name for name in names - FOR_TESTS if f"`{name}`" not in handbook) == []


def test_every_setting_of_the_example_is_read_by_the_program():
    names = re.findall(r"^#?([A-Z][A-Z_]+)=", (DEPLOY / "mingbai.env").read_text(encoding="utf-8"), re.M)
    read = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("config.py", "gunicorn.conf.py"))
    unknown = [name for name in names if name not in read and not name.startswith("MINGBAI_SITE_")]
    assert (len(names) > 8, unknown) == (True, [])
