"""Timetables of aSc, good ones and ones with one fault each; see `make_exports`."""

from __future__ import annotations

GOOD = """<?xml version="1.0" encoding="UTF-8"?>
<timetable ascttversion="2026.10.1" importtype="database" options="idprefix:X,daynumbering1">
 <periods columns="period,name,short,starttime,endtime">
  <period name="1" short="1" period="1" starttime="8:30" endtime="9:15"/>
  <period name="2" short="2" period="2" starttime="9:30" endtime="10:15"/>
  <period name="3" short="3" period="3" starttime="10:30" endtime="11:15"/>
 </periods>
 <subjects columns="id,name,short">
  <subject id="S1" name="Алгебра" short="Алг"/>
  <subject id="S2" name="Технология" short="Технология"/>
 </subjects>
 <teachers columns="id,name,short">
  <teacher id="T1" name="Образцова  Вера Павловна" short="Обр"/>
  <teacher id="T2" name="" short="Примерова О.К."/>
 </teachers>
 <classrooms columns="id,name,short"><classroom id="R1" name="301" short="301"/></classrooms>
 <classes columns="id,name,short,teacherid,grade">
  <class id="C1" name="8А" short="8А" teacherid="T1" grade="8"/>
  <class id="C2" name="8 Кадетский" short="8К" teacherid="" grade=""/>
 </classes>
 <groups columns="id,classid,name,entireclass,divisiontag">
  <group id="G0" classid="C1" name="Весь класс" entireclass="1" divisiontag="0"/>
  <group id="G1" classid="C1" name="девочки" entireclass="0" divisiontag="2"/>
 </groups>
 <students columns="id,name,classid"><student id="P1" name="x" classid="C1"/></students>
 <lessons columns="id,subjectid,classids,groupids,teacherids,classroomids,periodspercard,periodsperweek">
  <lesson id="L1" subjectid="S1" classids="C1,C2" groupids="" teacherids="T1,T2" classroomids="R1" periodspercard="1"/>
  <lesson id="L2" subjectid="S2" classids="C1" groupids="G1" teacherids="" classroomids="" periodspercard="2"/>
 </lessons>
 <cards columns="lessonid,period,days,weeks,terms,classroomids">
  <card lessonid="L1" period="1" days="10000" weeks="10" terms="1" classroomids="R1"/>
  <card lessonid="L1" period="3" days="00001" weeks="01" terms="11" classroomids=""/>
  <card lessonid="L2" period="2" days="00100" weeks="11" terms="1" classroomids="R1"/>
  <card lessonid="L2" period="" days="" weeks="1" terms="1" classroomids=""/>
 </cards>
</timetable>
"""


def changed(old: str, new: str) -> bytes:
    """Return the good timetable with one place changed."""
    assert GOOD.count(old) == 1, old
    return GOOD.replace(old, new).encode()


def files() -> dict[str, bytes]:
    """Return the files by path."""
    utf16 = GOOD.replace("UTF-8", "UTF-16").encode("utf-16")
    bomb = '<!DOCTYPE t [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n<timetable ascttversion='
    broken = {
        "entities": changed("<timetable ascttversion=", bomb),
        "entities-in-utf16": GOOD.replace("UTF-8", "UTF-16").replace("<timetable ascttversion=", bomb).encode("utf-16"),
        "cut-off": GOOD.encode()[:1200],
        "of-unknown-encoding": changed('encoding="UTF-8"', 'encoding="x-mac-klingon"'),
        "subject-without-name": changed('name="Алгебра" short="Алг"', 'name=" " short=""'),
        "class-of-a-group-missing": changed('id="G1" classid="C1"', 'id="G1" classid="C9"'),
        "teacher-missing": changed('teacherids="T1,T2"', 'teacherids="T1,T9"'),
        "lesson-without-class": changed('classids="C1,C2"', 'classids=""'),
        "card-of-no-lesson": changed('lessonid="L1" period="1"', 'lessonid="L9" period="1"'),
        "card-of-two-days": changed('days="10000"', 'days="11000"'),
        "mask-that-is-none": changed('weeks="10"', 'weeks="A/B"'),
        "period-missing": changed('period="2" days="00100"', 'period="3" days="00100"'),
        "card-of-a-term": changed('terms="11"', 'terms="01"'),
        "bell-that-ends-before-it-begins": changed('starttime="10:30" endtime="11:15"', 'starttime="10:30" endtime="9:15"'),
    }  # fmt: skip
    return {
        "asc/two-weeks/timetable.xml": GOOD.encode(),
        "asc/utf-16/расписание.txt": utf16,
        **{f"broken/asc-{name}/timetable.xml": content for name, content in broken.items()},
    }
