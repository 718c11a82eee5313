@echo off
rem Sparkstead for Windows: runs lib\render.jar. It makes no archive of classes, as the script for sh does.
rem
rem   JAVA_HOME   the JDK, 17 or later; without it, the java on PATH
rem   JAVA_OPTS   options for it
setlocal DisableDelayedExpansion
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" -XX:TieredStopAtLevel=1 %JAVA_OPTS% -Dsparkstead.command=sparkstead -cp "%~dp0..\lib\render.jar" io.sparkstead.render.Main %*
exit /b %ERRORLEVEL%
