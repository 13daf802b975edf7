@echo off
chcp 65001 >nul
cd /d "C:\Program Files\дневник"
"C:\Program Files\дневник\.venv\Scripts\python.exe" -m generator panel --site "D:\Школа № 0\100%%PATH%% & more"
if errorlevel 1 pause
