@echo off
rem Semblance on the command line, run by the Node inside the app's own Electron.
setlocal
set ELECTRON_RUN_AS_NODE=1
"%~dp0..\..\Semblance.exe" "%~dp0..\app.asar\out\program\semblance.mjs" %*
