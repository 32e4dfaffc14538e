@echo off
rem Starts the remit command of this checkout with the right Node, as `remit` beside it does elsewhere.
setlocal DisableDelayedExpansion
set "build=%~dp0..\build"
if exist "%build%\cli.mjs" goto built
>&2 echo remit: this checkout isn't built: run `npm run build` in it first
if "%~1"=="hook" goto refuse
exit /b 1

:built
set "node=%REMIT_NODE%"
if not defined node for /d %%d in ("%~dp0..\.tools\node24\node_modules\node-*") do if exist "%%~d\bin\node.exe" set "node=%%~d\bin\node.exe"
if not defined node set "node=node"
set "program=cli.mjs"
if "%~1"=="connect" set "program=shim.mjs"
if "%~1"=="permission-tool" set "program=gate.mjs"
if "%~1"=="acp" set "program=gate.mjs"
if "%~1"=="hook" goto hook
"%node%" "%build%\%program%" %*
exit /b %errorlevel%

:hook
"%node%" "%build%\gate.mjs" %*
set "code=%errorlevel%"
rem What the hook says itself passes as it is: yes, no, and "ask your user". The rest is a crash: killed, out of memory, no Node.
if "%code%"=="0" exit /b 0
if "%code%"=="2" exit /b 2
if "%code%"=="75" exit /b 75
>&2 echo Remit refused this call: its hook ended with code %code%

:refuse
rem In words that every agent takes for a no: with most of them a hook that merely fails lets the tool run.
if "%~2"=="cline" echo {"cancel":true,"errorMessage":"Remit refused this call: its hook can not run"}
exit /b 2
