; Runs the command line that run.txt beside it holds (UTF-16), and ends with its status. Wine puts quotation marks
; around arguments with spaces; an installer wants its folder without them, as it stands in such a line.
Unicode True
Target amd64-unicode
SilentInstall silent
RequestExecutionLevel user
Name "run"
OutFile "${OUTPUT}"

Section
  FileOpen $0 "$EXEDIR\run.txt" r
  FileReadUTF16LE $0 $1
  FileClose $0
  ExecWait "$1" $2
  SetErrorLevel $2
SectionEnd
