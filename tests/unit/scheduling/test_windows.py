"""The task as the schema of the Task Scheduler wants it ([MS-TSCH] 2.5); it was never run by one."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path, PureWindowsPath
from zoneinfo import ZoneInfo

import pytest

from generator.errors import UsageError
from generator.scheduling.windows import NAMESPACE, installation, local_triggers, task_xml
from tests.unit.scheduling.jobs import WINDOWS, golden

SCHOOL = ZoneInfo(WINDOWS.timezone)
TODAY = date(2026, 11, 19)


@pytest.fixture
def task() -> ET.Element:
    return ET.fromstring(task_xml(WINDOWS, SCHOOL, TODAY))  # noqa: S314 (made on the line itself)


def texts(task: ET.Element, path: str) -> list[str | None]:
    return [found.text for found in task.findall("/".join(f"{{{NAMESPACE}}}{step}" for step in path.split("/")))]


def test_the_task_is_what_it_was():
    assert task_xml(WINDOWS, SCHOOL, TODAY).decode("utf-16").replace("\r\n", "\n") == golden("task.xml")


def test_the_file_is_utf_16_with_its_mark_and_says_so():
    content = task_xml(WINDOWS, SCHOOL, TODAY)
    assert content.startswith(b"\xff\xfe<\0?\0")
    assert 'encoding="UTF-16"' in content.decode("utf-16").splitlines()[0]


def test_what_was_missed_is_made_good_and_no_two_run_at_once(task: ET.Element):
    wanted = {
        "StartWhenAvailable": "true",
        "MultipleInstancesPolicy": "IgnoreNew",
        "ExecutionTimeLimit": "PT30M",
        "DisallowStartIfOnBatteries": "false",
        "RunOnlyIfNetworkAvailable": "true",
    }
    assert {name: texts(task, f"Settings/{name}")[0] for name in wanted} == wanted


def test_paths_are_whole_and_the_folder_is_set(task: ET.Element):
    assert texts(task, "Actions/Exec/Command") == [str(WINDOWS.python)]
    assert texts(task, "Actions/Exec/Arguments") == [f'-m generator tick --site "{WINDOWS.site}"']
    assert texts(task, "Actions/Exec/WorkingDirectory") == [str(WINDOWS.folder)]


def test_the_parts_stand_in_the_order_of_the_schema(task: ET.Element):
    """Task: RegistrationInfo, Triggers, Principals, Settings, Actions by habit; inside a trigger by a sequence."""
    names = [child.tag.partition("}")[2] for child in task]
    assert names == ["RegistrationInfo", "Triggers", "Principals", "Settings", "Actions"]
    for trigger in task[1]:
        assert [child.tag.partition("}")[2] for child in trigger] == ["StartBoundary", "RandomDelay", "ScheduleByWeek"]
    assert task[4].get("Context") == task[2][0].get("id")


def test_there_are_at_least_two_runs_on_every_school_day(task: ET.Element):
    days = [[day.tag.partition("}")[2] for day in trigger[2][1]] for trigger in task[1]]
    assert days == [["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]] * 2
    assert texts(task, "Triggers/CalendarTrigger/StartBoundary") == ["2026-11-19T07:30:00", "2026-11-19T16:30:00"]


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        (ZoneInfo("Europe/Moscow"), [(5, 30, (0, 1, 2, 3, 4)), (14, 30, (0, 1, 2, 3, 4))]),
        (ZoneInfo("America/Los_Angeles"), [(3, 30, (0, 1, 2, 3, 4)), (18, 30, (0, 1, 2, 3, 6))]),
    ],
)
def test_a_computer_in_another_zone_runs_at_the_schools_time(zone: ZoneInfo, expected: list[object]):
    found = local_triggers(WINDOWS, zone, TODAY)
    assert [(start.hour, start.minute, days) for start, days in found] == expected


def test_every_trigger_is_a_moment_of_the_school():
    zone = ZoneInfo("Asia/Kamchatka")
    moments = set()
    for start, days in local_triggers(WINDOWS, zone, TODAY):
        for shift in range(7):
            here = (start + timedelta(days=shift)).replace(tzinfo=zone)
            if here.weekday() in days:
                moments.add(here.astimezone(SCHOOL).strftime("%a %H:%M"))
    assert moments == {f"{day} {at}" for day in ("Mon", "Tue", "Wed", "Thu", "Fri") for at in ("07:30", "16:30")}
    assert datetime(2026, 11, 19, 7, 30, tzinfo=SCHOOL).astimezone(UTC).time() == time(2, 30)


def test_it_is_made_by_schtasks():
    made = installation(WINDOWS, Path("task.xml"), SCHOOL, TODAY)
    assert made.steps[0].command == ("schtasks", "/Create", "/XML", "task.xml", "/TN", "diary-school-0", "/F")


def test_a_quotation_mark_in_a_path_is_refused():
    with pytest.raises(UsageError) as refused:
        task_xml(replace(WINDOWS, site=PureWindowsPath('C:\\a" & del')), SCHOOL, TODAY)
    assert refused.value.slug == "path-unusable"
