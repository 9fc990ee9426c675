"""Files and words by which a system starts the service by itself and keeps it running.

They hold no secret: the password of the centre's administrator comes from libpq's password file.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

NAME: Final = "lienhe-agent"
LABEL: Final = "vn.lienhe.agent"
SWITCH: Final = "--agent"  # of the program as a bundle
SYSTEMS: Final = ("systemd", "launchd", "windows")

_SYSTEMD: Final = """\
[Unit]
Description=Lienhe background service: backups and upkeep
After=network-online.target postgresql.service
Wants=network-online.target

[Service]
Type=simple
{user}WorkingDirectory={cwd}
ExecStart={command}
Restart=always
RestartSec=10
TimeoutStopSec=60
UMask=0077
NoNewPrivileges=true
PrivateTmp=true
ProtectSystem=full

[Install]
WantedBy={target}
"""
_LAUNCHD: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key><string>{label}</string>
  <key>ProgramArguments</key>
  <array>
{words}
  </array>
  <key>WorkingDirectory</key><string>{cwd}</string>
  <key>RunAtLoad</key><true/>
  <key>KeepAlive</key><true/>
  <key>ThrottleInterval</key><integer>10</integer>
  <key>Umask</key><integer>63</integer>
</dict>
</plist>
"""
_WINDOWS: Final = """\
<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>Lienhe background service: backups and upkeep</Description>
  </RegistrationInfo>
  <Triggers><BootTrigger><Enabled>true</Enabled></BootTrigger></Triggers>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <RestartOnFailure><Interval>PT1M</Interval><Count>999</Count></RestartOnFailure>
  </Settings>
  <Actions>
    <Exec>
      <Command>{program}</Command>
      <Arguments>{arguments}</Arguments>
      <WorkingDirectory>{cwd}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
"""
_HOW: Final = {
    "systemd": """\
Copy it to /etc/systemd/system/{file}, then:
    sudo systemctl daemon-reload
    sudo systemctl enable --now {name}
    journalctl -u {name} -f
The password of the centre's administrator: ~/.pgpass of that user (host:port:*:user:password),
mode 600.""",
    "systemd --user": """\
Copy it to ~/.config/systemd/user/{file}, then:
    systemctl --user daemon-reload
    systemctl --user enable --now {name}
    loginctl enable-linger
The password of the centre's administrator: ~/.pgpass (host:port:*:user:password), mode 600.""",
    "launchd": """\
Copy it to ~/Library/LaunchAgents/{file} (or /Library/LaunchDaemons for a machine nobody logs in
to), then:
    launchctl bootstrap gui/$(id -u) ~/Library/LaunchAgents/{file}
The password of the centre's administrator: ~/.pgpass (host:port:*:user:password), mode 600.""",
    "windows": """\
In a command line of an administrator:
    schtasks /Create /TN "{name}" /XML "{file}" /RU "DOMAIN\\user" /RP *
    schtasks /Run /TN "{name}"
    schtasks /Query /TN "{name}" /V /FO LIST
`sc create` does not fit: it wants a program that speaks to the service manager. The password of
the centre's administrator: %APPDATA%\\postgresql\\pgpass.conf of that user.""",
}


def file_name(system: str) -> str:
    """Return what the file is called."""
    return {"systemd": f"{NAME}.service", "launchd": f"{LABEL}.plist"}.get(system, f"{NAME}.xml")


def service_file(system: str, words: Sequence[str], cwd: Path, *, user: str = "") -> str:
    """Return the file by which a system starts the service.

    Args:
        system: one of SYSTEMS.
        words: the arguments of `python -m desktop.agent`.
        cwd: the folder from which the program is started.
        user: as whom systemd runs it; "": as the person whose session it is.
    """
    command = agent_command(*words)
    if system == "launchd":
        told = "\n".join(f"    <string>{escape(word)}</string>" for word in command)
        return _LAUNCHD.format(label=LABEL, words=told, cwd=escape(str(cwd)))
    if system == "windows":
        program, *rest = command
        told = escape(subprocess.list2cmdline(rest))
        return _WINDOWS.format(program=escape(program), arguments=told, cwd=escape(str(cwd)))
    return _SYSTEMD.format(
        user=f"User={user}\n" if user else "",
        cwd=_plain(str(cwd)),
        command=" ".join(_quoted(word) for word in command),
        target="multi-user.target" if user else "default.target",
    )


def advice(system: str, *, user: str = "") -> str:
    """Return what to do with the file."""
    kind = "systemd --user" if system == "systemd" and not user else system
    return _HOW[kind].format(file=file_name(system), name=NAME)


def agent_command(*words: str) -> list[str]:
    """Return the command line that starts the service, from its sources or as a bundle."""
    if getattr(sys, "frozen", False):
        return [sys.executable, SWITCH, *words]
    return [sys.executable, "-m", "desktop.agent", *words]


def _quoted(word: str) -> str:
    """Quote a word of systemd's ExecStart: % and $ mean something there."""
    return shlex.quote(_plain(word).replace("$", "$$"))


def _plain(word: str) -> str:
    return word.replace("%", "%%")
