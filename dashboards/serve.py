"""Start the dashboard in a process of its own, on this machine only."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import webbrowser
from collections.abc import Sequence
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from dashboards.theme import BASE, FONTS, INK

ADDRESS = "127.0.0.1"
APP = Path(__file__).with_name("app.py")


class PortBusy(RuntimeError):  # noqa: N818
    """The port is taken; the message says what to do."""


class DashboardFailed(RuntimeError):  # noqa: N818
    """The dashboard ended or never answered; the message says what to do."""


def check_port(port: int) -> None:
    """Raise PortBusy when something listens on the port already."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError as error:
            raise PortBusy(
                f"port {port} on {ADDRESS} is in use; choose another with --port {port + 1}, "
                "or end the program that holds it"
            ) from error


def build_command(home: Path, port: int) -> list[str]:
    """Return the command line that runs the dashboard: no telemetry, no watcher, loopback only."""
    options: Sequence[tuple[str, object]] = (
        ("server.address", ADDRESS),
        ("server.port", port),
        ("server.headless", "true"),
        ("server.fileWatcherType", "none"),
        ("browser.gatherUsageStats", "false"),
        ("client.toolbarMode", "viewer"),
        ("client.showErrorDetails", "none"),
        ("theme.base", "light"),
        ("theme.primaryColor", BASE),
        ("theme.textColor", INK),
        ("theme.linkColor", BASE),
        ("theme.font", FONTS),
    )
    flags = [f"--{name}={value}" for name, value in options]
    return [sys.executable, "-m", "streamlit", "run", str(APP), *flags, "--", "--home", str(home)]


def start(home: Path, port: int = 8501) -> subprocess.Popen[bytes]:
    """Return the running dashboard's process; raises PortBusy or DashboardFailed."""
    check_port(port)
    environment = {**os.environ, "ZHIFA_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(build_command(home, port), env=environment, stdout=subprocess.DEVNULL)
    try:
        wait_until_healthy(process, port)
    except BaseException:
        process.terminate()
        process.wait()
        raise
    return process


def wait_until_healthy(process: subprocess.Popen[bytes], port: int, *, timeout: float = 60) -> None:
    """Return when the dashboard answers; raises DashboardFailed when it ends or stays silent."""
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise DashboardFailed(f"the dashboard ended with status {process.returncode}; run zhifa doctor")
        try:
            with urlopen(f"http://{ADDRESS}:{port}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.15)
    raise DashboardFailed(f"the dashboard did not answer on {ADDRESS}:{port} within {timeout:.0f} s; run zhifa doctor")


def serve(home: Path, port: int = 8501, open_browser: bool = False) -> int:
    """Run the dashboard until it is interrupted and return its exit status; raises PortBusy or DashboardFailed."""
    process = start(home, port)
    address = f"http://{ADDRESS}:{port}"
    print(f"Dashboard: {address}  (Ctrl+C ends it)", flush=True)
    if open_browser:
        webbrowser.open(address)
    try:
        return process.wait()
    except KeyboardInterrupt:
        process.terminate()
        process.wait()
        return 0
