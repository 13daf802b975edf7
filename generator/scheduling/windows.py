"""A task of the Windows Task Scheduler, as XML of its schema 1.2 ([MS-TSCH] 2.5).

A trigger begins at the computer's own time. The school's times are therefore turned into it for the week in which the
task is installed; where one of the two zones changes its clock, the task has to be installed again.
"""

from __future__ import annotations

import subprocess
import xml.etree.ElementTree as ET
from datetime import date, datetime, time, timedelta, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from generator.scheduling.timers import TIME_LIMIT_MINUTES, Installation, Job, Step, TimerFile, refuse_unusual

NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def task_xml(job: Job, computer: tzinfo | None, today: date) -> bytes:
    """Return the task in UTF-16 with its mark, which `schtasks` wants. `computer` is its zone; None: as it is set.

    Raises UsageError `path-unusable`.
    """
    refuse_unusual((job.python, job.folder, job.site), '"')
    task = ET.Element("Task", {"version": "1.2", "xmlns": NAMESPACE})
    _below(task, "RegistrationInfo", {"Description": f"School diaries: {job.school_name}"})
    triggers = ET.SubElement(task, "Triggers")
    for start, days in local_triggers(job, computer, today):
        _trigger(triggers, job, start, days)
    principal = ET.SubElement(ET.SubElement(task, "Principals"), "Principal", {"id": "Author"})
    # As the person who is signed in: a task that runs without would need the password or the rights of an
    # administrator, and could not read the inbox on a network share.
    user = {"UserId": job.user} if job.user else {}
    _fill(principal, user | {"LogonType": "InteractiveToken", "RunLevel": "LeastPrivilege"})
    _below(task, "Settings", _settings())
    actions = ET.SubElement(task, "Actions", {"Context": "Author"})
    arguments = subprocess.list2cmdline(job.arguments("tick"))
    command = {"Command": str(job.python), "Arguments": arguments, "WorkingDirectory": str(job.folder)}
    _below(actions, "Exec", command)
    ET.indent(task)
    text = '<?xml version="1.0" encoding="UTF-16"?>\n' + ET.tostring(task, encoding="unicode") + "\n"
    return b"\xff\xfe" + text.replace("\n", "\r\n").encode("utf-16-le")


def _settings() -> dict[str, str]:
    return {
        "MultipleInstancesPolicy": "IgnoreNew",
        "DisallowStartIfOnBatteries": "false",
        "StopIfGoingOnBatteries": "false",
        # What the computer was off for is made good.
        "StartWhenAvailable": "true",
        "RunOnlyIfNetworkAvailable": "true",
        "Enabled": "true",
        "WakeToRun": "false",
        "ExecutionTimeLimit": f"PT{TIME_LIMIT_MINUTES}M",
    }


def local_triggers(job: Job, computer: tzinfo | None, today: date) -> list[tuple[datetime, tuple[int, ...]]]:
    """Return the first moment of each trigger on the computer's clock (without a zone) and its weekdays (0: Monday).

    Far away from the school a run may fall on another day of the week than it does there.
    """
    monday = today - timedelta(days=today.weekday())
    days: dict[time, list[int]] = {}
    for at in job.times:
        for day in range(job.week_days):
            there = datetime.combine(monday + timedelta(days=day), at, ZoneInfo(job.timezone))
            here = there.astimezone(computer)
            days.setdefault(here.time(), []).append(here.weekday())
    return [(datetime.combine(today, at), tuple(sorted(days[at]))) for at in sorted(days)]


def _trigger(triggers: ET.Element, job: Job, start: datetime, days: tuple[int, ...]) -> None:
    trigger = ET.SubElement(triggers, "CalendarTrigger")
    # The schema wants these in this order.
    ET.SubElement(trigger, "StartBoundary").text = start.isoformat()
    ET.SubElement(trigger, "RandomDelay").text = f"PT{job.spread_minutes}M"
    week = ET.SubElement(trigger, "ScheduleByWeek")
    ET.SubElement(week, "WeeksInterval").text = "1"
    chosen = ET.SubElement(week, "DaysOfWeek")
    for day in days:
        ET.SubElement(chosen, _DAYS[day])


def _below(parent: ET.Element, name: str, texts: dict[str, str]) -> None:
    _fill(ET.SubElement(parent, name), texts)


def _fill(parent: ET.Element, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        ET.SubElement(parent, name).text = text


def installation(job: Job, file: Path, computer: tzinfo | None, today: date) -> Installation:
    """Return everything that installs the task; `file` is where its XML is kept."""
    command = ("schtasks", "/Create", "/XML", str(file), "/TN", job.name, "/F")
    return Installation((TimerFile(file, task_xml(job, computer, today)),), (Step(command),))


def removal(job: Job) -> Step:
    """Return what removes the task."""
    return Step(("schtasks", "/Delete", "/TN", job.name, "/F"), may_fail=True)


def query(job: Job) -> tuple[str, ...]:
    """Return the command that fails when there is no such task."""
    return ("schtasks", "/Query", "/TN", job.name)
