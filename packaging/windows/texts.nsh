; What the installer and the uninstaller say. In a silent run the same goes to standard error.

!macro Text NAME ENGLISH GERMAN
  LangString ${NAME} ${LANG_ENGLISH} "${ENGLISH}"
  LangString ${NAME} ${LANG_GERMAN} "${GERMAN}"
!macroend

!insertmacro Text NeedsWindows \
  "Bitsmith needs a 64-bit Windows 10, version 1809 or newer. Nothing was installed." \
  "Bitsmith braucht ein 64-Bit-Windows 10, Version 1809 oder neuer. Es wurde nichts installiert."
!insertmacro Text OtherSetup \
  "Another setup of Bitsmith is running. Let it end first." \
  "Ein anderes Setup von Bitsmith läuft gerade. Warten Sie, bis es fertig ist."
!insertmacro Text AskOlder \
  "Bitsmith $R1 is installed, which is newer than ${VERSION}.$\r$\n$\r$\nThe older version does not open chats of the newer one. Install it all the same?" \
  "Bitsmith $R1 ist installiert und neuer als ${VERSION}.$\r$\n$\r$\nDie ältere Version öffnet keine Chats der neueren. Trotzdem installieren?"
!insertmacro Text IsOlder \
  "Bitsmith $R1 is installed, which is newer than ${VERSION}. Nothing was changed; /DOWNGRADE installs the older one." \
  "Bitsmith $R1 ist installiert und neuer als ${VERSION}. Es wurde nichts geändert; /DOWNGRADE installiert die ältere."
!insertmacro Text OtherProgram \
  "The folder $INSTDIR holds another program. Choose an empty or a new folder." \
  "Im Ordner $INSTDIR ist ein anderes Programm. Wählen Sie einen leeren oder neuen Ordner."
!insertmacro Text NoRoom \
  "$R2 MB are needed on the disk of $INSTDIR, and $R3 MB are free. Free some space, or choose a folder on another disk." \
  "Auf dem Laufwerk von $INSTDIR werden $R2 MB gebraucht, und $R3 MB sind frei. Schaffen Sie Platz, oder wählen Sie einen Ordner auf einem anderen Laufwerk."
!insertmacro Text NotWritable \
  "The folder $INSTDIR cannot be written. Choose another one." \
  "In den Ordner $INSTDIR kann nicht geschrieben werden. Wählen Sie einen anderen."
!insertmacro Text InUse \
  "Bitsmith is running, or its files are in use. Close all of its windows, then try again. Nothing was changed." \
  "Bitsmith läuft gerade, oder seine Dateien werden benutzt. Schließen Sie alle seine Fenster und versuchen Sie es dann erneut. Es wurde nichts geändert."
!insertmacro Text NotWritten \
  "The files of Bitsmith could not be written: the disk may be full, or a virus scanner may hold them. A version that was there before is still there." \
  "Die Dateien von Bitsmith konnten nicht geschrieben werden: Vielleicht ist der Datenträger voll, oder ein Virenscanner hält sie fest. Eine Version, die vorher da war, ist noch da."
!insertmacro Text NotBitsmith \
  "There is no Bitsmith in $INSTDIR. Nothing was removed." \
  "In $INSTDIR ist kein Bitsmith. Es wurde nichts entfernt."
!insertmacro Text KindOfFile "GGUF language model" "GGUF-Sprachmodell"
!insertmacro Text About \
  "Make and run the language models that this computer can run" \
  "Sprachmodelle machen und ausführen, die auf diesen Computer passen"
!insertmacro Text ProgramName "Bitsmith" "Bitsmith"
!insertmacro Text DataName "Models and chats" "Modelle und Chats"
!insertmacro Text ProgramAbout \
  "The program. Other files in its folder stay." \
  "Das Programm. Andere Dateien in seinem Ordner bleiben."
!insertmacro Text DataAbout \
  "Everything in $LOCALAPPDATA\Bitsmith, for good: downloaded and made models, chats, settings. Models in other folders stay." \
  "Alles in $LOCALAPPDATA\Bitsmith, endgültig: heruntergeladene und gemachte Modelle, Chats, Einstellungen. Modelle in anderen Ordnern bleiben."
!insertmacro Text DataQuestion \
  "Your models and chats stay unless you tick them here." \
  "Ihre Modelle und Chats bleiben, solange Sie sie hier nicht ankreuzen."
