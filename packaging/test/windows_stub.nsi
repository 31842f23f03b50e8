; Stands in for the program in the tests of the installer: a real program of Windows, of a few kilobytes.
;   bitsmith.exe --selftest FILE   writes what _internal\version.txt holds to FILE
;   bitsmith.exe --wait FILE       runs until FILE is there
Unicode True
Target amd64-unicode
SilentInstall silent
RequestExecutionLevel user
!include FileFunc.nsh
!include LogicLib.nsh
Name "stub"
OutFile "${OUTPUT}"

Section
  ${GetParameters} $R0
  StrCpy $R1 $R0 7
  ${If} $R1 == "--wait "
    StrCpy $R1 $R0 "" 7
    FileOpen $0 "$R1.started" w
    FileClose $0
    ${DoUntil} ${FileExists} "$R1"
      Sleep 50
    ${Loop}
    SetErrorLevel 0
    Quit
  ${EndIf}
  ClearErrors
  StrCpy $R1 $R0 "" 11 ; behind --selftest
  FileOpen $0 "$EXEDIR\_internal\version.txt" r
  FileRead $0 $2
  FileClose $0
  FileOpen $0 "$R1" w
  FileWrite $0 "$2"
  FileClose $0
  ${If} ${Errors}
    SetErrorLevel 3
  ${EndIf}
SectionEnd
