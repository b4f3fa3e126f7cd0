"""Starting the dashboard: the port, the command line, the child process."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from dashboards.serve import ADDRESS, DashboardFailed, PortBusy, build_command, check_port, serve, wait_until_healthy


@pytest.fixture
def busy_port() -> object:
    with socket.socket() as holder:
        holder.bind((ADDRESS, 0))
        holder.listen()
        yield holder.getsockname()[1]


def test_a_busy_port_is_named_with_a_remedy(busy_port: int) -> None:
    with pytest.raises(PortBusy, match=f"port {busy_port} .* --port {busy_port + 1}"):
        check_port(busy_port)


def test_serving_on_a_busy_port_starts_nothing(busy_port: int, tmp_path: Path) -> None:
    with pytest.raises(PortBusy):
        serve(tmp_path, busy_port)


def test_a_free_port_passes() -> None:
    with socket.socket() as probe:
        probe.bind((ADDRESS, 0))
        port = probe.getsockname()[1]
    check_port(port)


def test_the_command_is_local_and_without_telemetry(tmp_path: Path) -> None:
    command = build_command(tmp_path, 8765)
    assert command[:4] == [sys.executable, "-m", "streamlit", "run"]
    assert "--server.address=127.0.0.1" in command
    assert "--server.port=8765" in command
    assert "--browser.gatherUsageStats=false" in command
    assert command[-3:] == ["--", "--home", str(tmp_path)]


def test_a_dashboard_that_ends_at_once_is_said_to_have_ended() -> None:
    process = subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"])
    process.wait()
    with pytest.raises(DashboardFailed, match="status 3"):
        wait_until_healthy(process, 9)


def test_a_dashboard_that_never_answers_is_said_to_be_silent() -> None:
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        with pytest.raises(DashboardFailed, match="did not answer"):
            wait_until_healthy(process, 9, timeout=0.4)
    finally:
        process.kill()
        process.wait()
