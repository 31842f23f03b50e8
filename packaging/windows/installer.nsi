; The installer for Windows: build_installer.py makes files.nsh from the program and compiles this.
;
;   setup.exe [/S] [/DOWNGRADE] [/D=FOLDER]             FOLDER comes last and without quotation marks
;   uninstall.exe [/S] [/DELETEDATA] [_?=FOLDER]        with _?= it runs where it is, and is waited for
;
; Exit status: 0 done, 1 cancelled, 10 a newer version is installed, 11 Bitsmith is in use, 12 no room on the
; disk, 13 this Windows is too old, 14 the folder cannot be used, 15 files could not be written, 16 another
; setup is running.
;
; A new version is unpacked beside the installed one, and the two change places when it is whole. What goes at
; the end is what was installed, by name: nothing else in the folder is touched.

Unicode True
Target ${TARGET}
ManifestDPIAware True
ManifestSupportedOS all
RequestExecutionLevel user
SetCompressor ${COMPRESSOR}
SetOverwrite try
CRCCheck force

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include Sections.nsh
!include WinVer.nsh
!include WordFunc.nsh
!include x64.nsh
!include "${FILES}"

!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Bitsmith"
!define CLASSES "Software\Classes"
!define PROGID "Bitsmith.gguf"
!define PROGRAM "$INSTDIR\bitsmith.exe"
!define NEW "$INSTDIR\~bitsmith-new"
!define OLD "$INSTDIR\~bitsmith-old"
!define DATA "$LOCALAPPDATA\Bitsmith"

!define IS_NEWER 10
!define IN_USE 11
!define NO_ROOM 12
!define OLD_WINDOWS 13
!define BAD_FOLDER 14
!define NOT_WRITTEN 15
!define OTHER_SETUP 16

Name "Bitsmith"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\Bitsmith"
InstallDirRegKey HKCU "${UNINSTALL_KEY}" "InstallLocation"
BrandingText "Bitsmith ${VERSION}"

VIProductVersion "${VERSION_NUMBERS}"
VIFileVersion "${VERSION_NUMBERS}"
VIAddVersionKey /LANG=0 "ProductName" "Bitsmith"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileDescription" "Bitsmith Setup"
VIAddVersionKey /LANG=0 "CompanyName" "${COMPANY}"
VIAddVersionKey /LANG=0 "LegalCopyright" "${COPYRIGHT}"

!ifdef SIGN
  !uninstfinalize `${SIGN} "%1"` = 0
!endif

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${PICTURE}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "${PROGRAM}"
!define MUI_FINISHPAGE_NOREBOOTSUPPORT
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE CheckChosenFolder
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!define MUI_COMPONENTSPAGE_TEXT_TOP "$(DataQuestion)"
!define MUI_PAGE_CUSTOMFUNCTION_SHOW un.HideSpace
!insertmacro MUI_UNPAGE_COMPONENTS
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"
!include "texts.nsh"

Var Upgrade       ; of the uninstaller: 1 while a newer version takes its place
Var OtherPlace    ; where an earlier version is, when that is another folder
Var Status        ; why a folder cannot be used, 0 when it can
Var Reason

; --- for both -----------------------------------------------------------------------------------------------

; Stop STATUS TEXT: says it, in a silent run to standard error, and ends
!macro Stop STATUS TEXT
  Push "${TEXT}"
  Push ${STATUS}
  Call ${UN}StopHere
!macroend
!define Stop "!insertmacro Stop"

; IsInUse FOLDER VARIABLE: 1 while a program of ours runs there. Windows lets nobody write to it then
!macro IsInUse FOLDER VARIABLE
  StrCpy ${VARIABLE} 0
  !insertmacro IsFileInUse "${FOLDER}\bitsmith.exe" ${VARIABLE}
  !insertmacro IsFileInUse "${FOLDER}\bitsmith-cli.exe" ${VARIABLE}
!macroend
!macro IsFileInUse FILE VARIABLE
  ${If} ${FileExists} "${FILE}"
    ClearErrors
    FileOpen $R9 "${FILE}" a
    ${If} ${Errors}
      StrCpy ${VARIABLE} 1
    ${Else}
      FileClose $R9
    ${EndIf}
  ${EndIf}
!macroend
!define IsInUse "!insertmacro IsInUse"

!macro CommonFunctions UN
Function ${UN}StopHere
  Pop $R8
  Pop $R9
  SetErrorLevel $R8
  ${If} ${Silent}
    System::Call 'kernel32::GetStdHandle(i -12) p.r9'
    ${If} $9 P<> 0
    ${AndIf} $9 P<> -1
      FileWrite $9 "Bitsmith: $R9$\r$\n"
    ${EndIf}
  ${Else}
    MessageBox MB_OK|MB_ICONSTOP "$R9"
  ${EndIf}
  Quit
FunctionEnd

; Delete the folder on the stack with all that is in it. RMDir /r would follow junctions to other places
Function ${UN}RemoveTree
  Exch $0
  Push $1
  Push $2
  Push $3
  System::Call 'kernel32::GetFileAttributesW(w r0) i.r3'
  IntOp $3 $3 & 0x400 ; FILE_ATTRIBUTE_REPARSE_POINT
  ${If} $3 = 0
    FindFirst $1 $2 "$0\*.*"
    ${DoWhile} $2 != ""
      ${If} $2 != "."
      ${AndIf} $2 != ".."
        ${If} ${FileExists} "$0\$2\*.*"
          Push "$0\$2"
          Call ${UN}RemoveTree
        ${Else}
          Delete "$0\$2"
        ${EndIf}
      ${EndIf}
      FindNext $1 $2
    ${Loop}
    FindClose $1
  ${EndIf}
  RMDir "$0"
  Pop $3
  Pop $2
  Pop $1
  Pop $0
FunctionEnd
!macroend
!insertmacro CommonFunctions ""
!insertmacro CommonFunctions "un."

; --- one name of what lies in the program's folder -------------------------------------------------------------

!macro PutBack NAME
  ${If} ${FileExists} "${OLD}\${NAME}"
  ${AndIfNot} ${FileExists} "$INSTDIR\${NAME}"
    Rename "${OLD}\${NAME}" "$INSTDIR\${NAME}"
  ${EndIf}
!macroend

!macro IsForeign NAME
  ${If} ${FileExists} "$INSTDIR\${NAME}"
    StrCpy $Status ${BAD_FOLDER}
    StrCpy $Reason "$(OtherProgram)"
  ${EndIf}
!macroend

!macro MoveAway NAME
  ${If} $Status = 0
  ${AndIf} ${FileExists} "$INSTDIR\${NAME}"
    !insertmacro Move "$INSTDIR\${NAME}" "${OLD}\${NAME}"
  ${EndIf}
!macroend
!macro MoveIn NAME
  ${If} $Status = 0
    !insertmacro Move "${NEW}\${NAME}" "$INSTDIR\${NAME}"
  ${EndIf}
!macroend
!macro Move FROM TO
  ClearErrors
  Rename "${FROM}" "${TO}"
  ${If} ${Errors}
    StrCpy $Status ${IN_USE}
  ${EndIf}
!macroend
!macro MoveBack NAME
  ${IfNot} ${FileExists} "${NEW}\${NAME}"
    Rename "$INSTDIR\${NAME}" "${NEW}\${NAME}"
  ${EndIf}
  ${If} ${FileExists} "${OLD}\${NAME}"
    Rename "${OLD}\${NAME}" "$INSTDIR\${NAME}"
  ${EndIf}
!macroend

; --- before it begins ---------------------------------------------------------------------------------------

!define UN ""
Function .onInit
  System::Call 'kernel32::CreateMutexW(p 0, i 0, w "Local\BitsmithSetup") p.r1 ?e'
  Pop $0
  ${If} $0 = 183 ; ERROR_ALREADY_EXISTS
    ${Stop} ${OTHER_SETUP} "$(OtherSetup)"
  ${EndIf}
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} 17763
    ${Stop} ${OLD_WINDOWS} "$(NeedsWindows)"
  ${EndIf}
  ReadRegStr $R1 HKCU "${UNINSTALL_KEY}" "DisplayVersion"
  ${If} $R1 != ""
    ${VersionCompare} "$R1" "${VERSION}" $R0
    ${GetParameters} $R4
    ClearErrors
    ${GetOptions} $R4 "/DOWNGRADE" $R5
    ${If} $R0 = 1
    ${AndIf} ${Errors}
      ${If} ${Silent}
        ${Stop} ${IS_NEWER} "$(IsOlder)"
      ${EndIf}
      MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "$(AskOlder)" IDYES +3
      SetErrorLevel ${IS_NEWER}
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

Function CheckChosenFolder
  check:
  Call CheckFolder
  ${If} $Status = ${IN_USE}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$Reason" IDRETRY check
    Abort
  ${ElseIf} $Status <> 0
    MessageBox MB_OK|MB_ICONEXCLAMATION "$Reason"
    Abort
  ${EndIf}
FunctionEnd

; --- the program --------------------------------------------------------------------------------------------

Section "Bitsmith" SecProgram
  SectionIn RO
  Call CheckFolder
  ${If} $Status <> 0
    ${Stop} $Status "$Reason"
  ${EndIf}

  ; unpacked beside what is there
  Push "${NEW}"
  Call RemoveTree
  ClearErrors
  CreateDirectory "${NEW}"
  ${If} ${Errors}
    ${Stop} ${BAD_FOLDER} "$(NotWritable)"
  ${EndIf}
  !insertmacro UnpackFiles
  WriteUninstaller "${NEW}\uninstall.exe"
  SetOutPath "$INSTDIR"
  ${If} ${Errors}
    Call GiveUp
  ${EndIf}

  ; the two change places
  Push "${OLD}"
  Call RemoveVersion ; of a setup that was interrupted
  CreateDirectory "${OLD}"
  StrCpy $Status 0
  !insertmacro EachTopName MoveAway
  ${If} $Status <> 0
    !insertmacro EachTopName MoveBack
    RMDir "${OLD}"
    Push "${NEW}"
    Call RemoveTree
    ${Stop} ${IN_USE} "$(InUse)"
  ${EndIf}
  !insertmacro EachTopName MoveIn
  ${If} $Status <> 0
    !insertmacro EachTopName MoveBack
    Call GiveUp
  ${EndIf}
  RMDir "${NEW}"

  ; the old version knows by name what it consisted of
  Push "${OLD}"
  Call RemoveVersion
  ${If} $OtherPlace != ""
    Push "$OtherPlace"
    Call RemoveVersion
  ${EndIf}

  Call Register
SectionEnd

; The new version could not be written: nothing of it stays
Function GiveUp
  SetOutPath "$TEMP"
  Push "${NEW}"
  Call RemoveTree
  RMDir "${OLD}"
  RMDir "$INSTDIR"
  ${Stop} ${NOT_WRITTEN} "$(NotWritten)"
FunctionEnd

Function .onInstFailed
  Call GiveUp
FunctionEnd

; Remove the version in the folder on the stack by its own uninstaller, and the folder if nothing else is in it
Function RemoveVersion
  Exch $R0
  ${If} ${FileExists} "$R0\uninstall.exe"
    ExecWait '"$R0\uninstall.exe" /S /UPGRADE _?=$R0'
    Delete "$R0\uninstall.exe"
  ${EndIf}
  RMDir "$R0"
  Push "$R0"
  Call PutAside
  Pop $R0
FunctionEnd

; A folder of an old version in which something is that was not installed gets a name that says so
Function PutAside
  Exch $R0
  ${If} $R0 == "${OLD}"
  ${AndIf} ${FileExists} "$R0\*.*"
    StrCpy $R1 1
    ${DoWhile} ${FileExists} "$INSTDIR\not-from-bitsmith-$R1"
      IntOp $R1 $R1 + 1
    ${Loop}
    Rename "$R0" "$INSTDIR\not-from-bitsmith-$R1"
  ${EndIf}
  Pop $R0
FunctionEnd

; --- the folder -------------------------------------------------------------------------------------------

; $Status and $Reason: whether the program can go to $INSTDIR
Function CheckFolder
  StrCpy $Status 0
  StrCpy $OtherPlace ""
  ReadRegStr $R0 HKCU "${UNINSTALL_KEY}" "InstallLocation"
  ${If} $R0 != ""
  ${AndIf} $R0 != $INSTDIR
  ${AndIf} ${FileExists} "$R0\uninstall.exe"
    StrCpy $OtherPlace $R0
  ${EndIf}

  ; an interrupted change of places: put back what is missing
  !insertmacro EachTopName PutBack

  ${If} $R0 != $INSTDIR
  ${AndIfNot} ${FileExists} "$INSTDIR\uninstall.exe"
    !insertmacro EachTopName IsForeign
  ${EndIf}
  ${If} $Status <> 0
    Return
  ${EndIf}

  ${IsInUse} "$INSTDIR" $R4
  ${If} $R4 = 0
  ${AndIf} $OtherPlace != ""
    ${IsInUse} "$OtherPlace" $R4
  ${EndIf}
  ${If} $R4 <> 0
    StrCpy $Status ${IN_USE}
    StrCpy $Reason "$(InUse)"
    Return
  ${EndIf}

  ; the room on the disk, at the nearest folder that is there
  StrCpy $R4 $INSTDIR
  ${DoWhile} $R4 != ""
    ${If} ${FileExists} "$R4\*.*"
      ${ExitDo}
    ${EndIf}
    ${GetParent} "$R4" $R4
  ${Loop}
  System::Call 'kernel32::GetDiskFreeSpaceExW(w "$R4\", *l .r1, p 0, p 0) i.r0'
  ${If} $0 <> 0
    System::Int64Op $1 / 1048576
    Pop $R3
    SectionGetSize ${SecProgram} $R2
    IntOp $R2 $R2 / 1024
    IntOp $R2 $R2 + 1
    System::Int64Op $R3 < $R2
    Pop $0
    ${If} $0 = 1
      StrCpy $Status ${NO_ROOM}
      StrCpy $Reason "$(NoRoom)"
    ${EndIf}
  ${EndIf}
FunctionEnd

; --- what Windows knows of it -------------------------------------------------------------------------------

Function Register
  SetOutPath "$PROFILE" ; the folder that the shortcut starts in: another one than the program's, which may go
  CreateShortcut "$SMPROGRAMS\Bitsmith.lnk" "${PROGRAM}" "" "${PROGRAM}" 0 "" "" "$(About)"

  ; models: offered under "Open with", never taken from another program
  WriteRegStr HKCU "${CLASSES}\${PROGID}" "" "$(KindOfFile)"
  WriteRegStr HKCU "${CLASSES}\${PROGID}\DefaultIcon" "" "${PROGRAM},0"
  WriteRegStr HKCU "${CLASSES}\${PROGID}\shell\open\command" "" '"${PROGRAM}" "%1"'
  WriteRegNone HKCU "${CLASSES}\.gguf\OpenWithProgids" "${PROGID}"
  WriteRegStr HKCU "${CLASSES}\Applications\bitsmith.exe" "FriendlyAppName" "Bitsmith"
  WriteRegStr HKCU "${CLASSES}\Applications\bitsmith.exe\DefaultIcon" "" "${PROGRAM},0"
  WriteRegStr HKCU "${CLASSES}\Applications\bitsmith.exe\SupportedTypes" ".gguf" ""
  WriteRegStr HKCU "${CLASSES}\Applications\bitsmith.exe\shell\open\command" "" '"${PROGRAM}" "%1"'

  ; links
  WriteRegStr HKCU "${CLASSES}\bitsmith" "" "URL:Bitsmith"
  WriteRegStr HKCU "${CLASSES}\bitsmith" "URL Protocol" ""
  WriteRegStr HKCU "${CLASSES}\bitsmith\DefaultIcon" "" "${PROGRAM},0"
  WriteRegStr HKCU "${CLASSES}\bitsmith\shell\open\command" "" '"${PROGRAM}" "%1"'

  ; the page "Default apps" of the settings
  WriteRegStr HKCU "Software\Bitsmith\Capabilities" "ApplicationName" "Bitsmith"
  WriteRegStr HKCU "Software\Bitsmith\Capabilities" "ApplicationDescription" "$(About)"
  WriteRegStr HKCU "Software\Bitsmith\Capabilities\FileAssociations" ".gguf" "${PROGID}"
  WriteRegStr HKCU "Software\Bitsmith\Capabilities\UrlAssociations" "bitsmith" "bitsmith"
  WriteRegStr HKCU "Software\RegisteredApplications" "Bitsmith" "Software\Bitsmith\Capabilities"

  ; the page "Installed apps"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "Bitsmith"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "${PROGRAM},0"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "${COMPANY}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
  SectionGetSize ${SecProgram} $0
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" $0
  ${GetTime} "" "L" $0 $1 $2 $3 $4 $5 $6
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallDate" "$2$1$0"
  Call TellExplorer
FunctionEnd

!macro TellExplorerFunction UN
Function ${UN}TellExplorer
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)' ; SHCNE_ASSOCCHANGED
FunctionEnd
!macroend
!insertmacro TellExplorerFunction ""
!insertmacro TellExplorerFunction "un."

; --- away with it -------------------------------------------------------------------------------------------

!undef UN
!define UN "un."

Section "un.$(ProgramName)" SecUnProgram
  SectionIn RO
  ${IfNot} ${FileExists} "${PROGRAM}"
  ${AndIfNot} ${FileExists} "$INSTDIR\bitsmith-cli.exe"
    ${Stop} ${BAD_FOLDER} "$(NotBitsmith)"
  ${EndIf}
  ${If} $Upgrade <> 1
    again:
    ${IsInUse} "$INSTDIR" $R4
    ${If} $R4 <> 0
      ${If} ${Silent}
        ${Stop} ${IN_USE} "$(InUse)"
      ${EndIf}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(InUse)" IDRETRY again
      SetErrorLevel ${IN_USE}
      Quit
    ${EndIf}
  ${EndIf}
  SetOutPath "$TEMP" ; a folder in which a process is cannot be removed
  !insertmacro RemoveFiles
  ${If} $Upgrade <> 1
    ReadRegStr $R0 HKCU "${UNINSTALL_KEY}" "InstallLocation"
    ${If} $R0 == $INSTDIR
      Call un.Forget
    ${EndIf}
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
  ${EndIf}
SectionEnd

Section /o "un.$(DataName)" SecUnData
  ${If} $Upgrade <> 1
    Push "${DATA}"
    Call un.RemoveTree
  ${EndIf}
SectionEnd

Function un.onInit
  StrCpy $Upgrade 0
  ${GetParameters} $R4
  ClearErrors
  ${GetOptions} $R4 "/UPGRADE" $R5
  ${IfNot} ${Errors}
    StrCpy $Upgrade 1
  ${EndIf}
  ClearErrors
  ${GetOptions} $R4 "/DELETEDATA" $R5
  ${IfNot} ${Errors}
    !insertmacro SelectSection ${SecUnData}
  ${EndIf}
FunctionEnd

; "Space required" makes no sense there
Function un.HideSpace
  FindWindow $R0 "#32770" "" $HWNDPARENT
  GetDlgItem $R1 $R0 1023
  ShowWindow $R1 ${SW_HIDE}
FunctionEnd

; Other programs' keys for the same kind of file stay
Function un.Forget
  Delete "$SMPROGRAMS\Bitsmith.lnk"
  DeleteRegKey HKCU "${CLASSES}\${PROGID}"
  DeleteRegValue HKCU "${CLASSES}\.gguf\OpenWithProgids" "${PROGID}"
  DeleteRegKey /ifnosubkeys /ifnovalues HKCU "${CLASSES}\.gguf\OpenWithProgids"
  DeleteRegKey /ifnosubkeys /ifnovalues HKCU "${CLASSES}\.gguf"
  DeleteRegKey HKCU "${CLASSES}\Applications\bitsmith.exe"
  DeleteRegKey HKCU "${CLASSES}\bitsmith"
  DeleteRegKey HKCU "Software\Bitsmith\Capabilities"
  DeleteRegKey /ifnosubkeys /ifnovalues HKCU "Software\Bitsmith"
  DeleteRegValue HKCU "Software\RegisteredApplications" "Bitsmith"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  Call un.TellExplorer
FunctionEnd

!insertmacro MUI_UNFUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${SecUnProgram} "$(ProgramAbout)"
  !insertmacro MUI_DESCRIPTION_TEXT ${SecUnData} "$(DataAbout)"
!insertmacro MUI_UNFUNCTION_DESCRIPTION_END
