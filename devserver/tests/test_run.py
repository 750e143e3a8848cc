import json
import os
import socket
import stat
import subprocess
import sys

import psutil
import pytest

from devserver import run, servers


def start(*command, **env):
    return subprocess.run(
        command, cwd=run.ROOT, env={**os.environ, **env}, capture_output=True, text=True, timeout=60
    )


def refused_in_one_sentence(outcome, *words):
    lines = outcome.stderr.strip().splitlines()
    return outcome.returncode != 0 and len(lines) == 1 and all(word in lines[0] for word in words)


@pytest.mark.slow
class StartTests:
    def test_names_a_port_in_use(self, tmp_path):
        with socket.create_server(("127.0.0.1", 0)) as other:
            port = str(other.getsockname()[1])
            outcome = start(
                sys.executable, "-m", "devserver.run", PORT=port, PORTAL_DATA=str(tmp_path)
            )
        assert refused_in_one_sentence(outcome, port, "đang được dùng")

    def test_refuses_a_port_that_is_no_number(self, tmp_path):
        outcome = start(
            sys.executable, "-m", "devserver.run", PORT="tám", PORTAL_DATA=str(tmp_path)
        )
        assert refused_in_one_sentence(outcome, "tám")

    def test_names_an_unreachable_database_without_its_password(self, tmp_path):
        outcome = start(
            sys.executable,
            "-m",
            "devserver.run",
            PORT=str(servers._free_port()),
            PORTAL_DATA=str(tmp_path),
            DATABASE_URL="postgresql://cong:bimat@127.0.0.1:9/cong",
        )
        assert refused_in_one_sentence(outcome, "DATABASE_URL")
        assert "bimat" not in outcome.stderr

    def test_names_an_unreachable_redis(self, monkeypatch):
        monkeypatch.delenv("DATABASE_URL", raising=False)
        monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:9/0")
        with pytest.raises(run.Refusal, match="REDIS_URL"):
            run.check_services()

    def test_asks_for_a_newer_python(self, tmp_path):
        old = tmp_path / "python"
        old.write_text("#!/bin/sh\nexit 1\n")
        old.chmod(old.stat().st_mode | stat.S_IXUSR)
        outcome = start("make", "-s", "python", f"PYTHON={old}", MAKEFLAGS="")
        assert outcome.returncode != 0
        assert "Cần Python 3.11" in outcome.stderr.splitlines()[0]


@pytest.mark.slow
class ReclaimTests:
    def test_ends_what_a_killed_run_left_behind(self, tmp_path):
        left = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)  # portal"])
        path = tmp_path / "run.json"
        path.write_text(json.dumps({"main": 2**22 + 1, "parts": [left.pid]}))
        run.reclaim(path)
        # It goes on sleeping for a minute unless it was ended; the system may take a moment to say so.
        left.wait(timeout=20)
        assert not psutil.pid_exists(left.pid)
        assert not path.exists()

    def test_respects_a_living_run(self, tmp_path, monkeypatch):
        monkeypatch.setattr(run, "_leaves_soon", lambda pid: False)
        path = tmp_path / "run.json"
        path.write_text(json.dumps({"main": os.getpid(), "parts": []}))
        with pytest.raises(run.Refusal):
            run.reclaim(path)


@pytest.mark.slow
class EmbeddedTests:
    def test_forgets_users_that_were_killed(self, tmp_path):
        users = tmp_path / "users.json"
        users.write_text(json.dumps([os.getpid(), 2**22 + 1]))
        assert servers._living_users(users) == [os.getpid()]

    def test_does_not_take_a_younger_process_for_a_dead_user(self, tmp_path):
        users = tmp_path / "users.json"
        users.write_text(json.dumps([os.getpid()]))
        before_us = psutil.Process().create_time() - 60
        os.utime(users, (before_us, before_us))
        assert servers._living_users(users) == []

    def test_does_not_take_a_stranger_for_the_database(self, tmp_path):
        pid_file = tmp_path / "postmaster.pid"
        pid_file.write_text(f"{os.getpid()}\n")
        servers._forget_dead_server(pid_file)
        assert not pid_file.exists()

    def test_keeps_its_keys_from_other_people(self, tmp_path, monkeypatch):
        monkeypatch.setenv("PORTAL_DATA", str(tmp_path))
        keys = servers.with_keys({})
        assert keys == servers.with_keys({})
        assert keys["SECRET_KEY"] != keys["SEALING_KEYS"]
        for name in ("secret_key", "sealing_key"):
            assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600

    def test_keeps_the_keys_that_it_is_given(self, tmp_path, monkeypatch):
        monkeypatch.setenv("PORTAL_DATA", str(tmp_path))
        given = {"SECRET_KEY": "một", "SEALING_KEYS": "hai,ba"}
        assert servers.with_keys(given) == given


@pytest.mark.django_db
class HealthTests:
    def test_is_well_when_all_parts_answer(self, client):
        answer = client.get("/healthz")
        assert (answer.status_code, answer.json()["status"]) == (200, "ok")

    def test_is_ill_without_redis(self, client, settings):
        settings.REDIS_URL = "redis://127.0.0.1:9/0"
        answer = client.get("/healthz")
        assert (answer.status_code, answer.json()["redis"]) == (503, False)
