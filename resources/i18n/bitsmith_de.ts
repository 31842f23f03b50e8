<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>AccountCard</name>
        <message>
            <source>Access token</source>
            <translation>Zugriffstoken</translation>
        </message>
        <message>
            <source>Account</source>
            <translation>Konto</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Check again</source>
            <translation>Erneut prüfen</translation>
        </message>
        <message>
            <source>Code to type in on the page</source>
            <translation>Code, der auf der Seite einzugeben ist</translation>
        </message>
        <message>
            <source>Confirm this code at {page}. Bitsmith waits for it.</source>
            <translation>Bestätigen Sie diesen Code auf {page}. Bitsmith wartet darauf.</translation>
        </message>
        <message>
            <source>Copy the code</source>
            <translation>Code kopieren</translation>
        </message>
        <message>
            <source>For gated and private models. Chats and models are never sent there.</source>
            <translation>Für zugangsbeschränkte und private Modelle. Chats und Modelle werden niemals dorthin gesendet.</translation>
        </message>
        <message>
            <source>It is shown as dots, and kept in the keyring.</source>
            <translation>Er wird als Punkte angezeigt und im Schlüsselbund aufbewahrt.</translation>
        </message>
        <message>
            <source>Log in</source>
            <translation>Anmelden</translation>
        </message>
        <message>
            <source>Log in with the browser</source>
            <translation>Im Browser anmelden</translation>
        </message>
        <message>
            <source>Log out</source>
            <translation>Abmelden</translation>
        </message>
        <message>
            <source>Logged in to {host} as {name}.</source>
            <translation>Bei {host} als {name} angemeldet.</translation>
        </message>
        <message>
            <source>Looking who is logged in…</source>
            <translation>Es wird nachgesehen, wer angemeldet ist …</translation>
        </message>
        <message>
            <source>Nobody is logged in. Public models need no account.</source>
            <translation>Niemand ist angemeldet. Öffentliche Modelle brauchen kein Konto.</translation>
        </message>
        <message>
            <source>Open the page</source>
            <translation>Seite öffnen</translation>
        </message>
        <message>
            <source>Open the page with your tokens</source>
            <translation>Seite mit Ihren Token öffnen</translation>
        </message>
        <message>
            <source>The token comes from HF_TOKEN or from a login with the hf command.</source>
            <translation>Der Token stammt aus HF_TOKEN oder aus einer Anmeldung mit dem Befehl hf.</translation>
        </message>
        <message>
            <source>The token is in the keyring of this computer.</source>
            <translation>Der Token liegt im Schlüsselbund dieses Computers.</translation>
        </message>
        <message>
            <source>There is an access token, but {host} does not accept it any more.</source>
            <translation>Es gibt einen Zugriffstoken, aber {host} nimmt ihn nicht mehr an.</translation>
        </message>
        <message>
            <source>There is an access token; {host} could not be asked whose it is.</source>
            <translation>Es gibt einen Zugriffstoken; {host} konnte nicht gefragt werden, wem er gehört.</translation>
        </message>
        <message>
            <source>There is no keyring here, so the token is in a file that only you can read.</source>
            <translation>Hier gibt es keinen Schlüsselbund, deshalb liegt der Token in einer Datei, die nur Sie lesen können.</translation>
        </message>
        <message>
            <source>Waiting for you to confirm the login in the browser…</source>
            <translation>Wartet darauf, dass Sie die Anmeldung im Browser bestätigen …</translation>
        </message>
        <message>
            <source>or paste an access token: hf_…</source>
            <translation>oder einen Zugriffstoken einfügen: hf_…</translation>
        </message>
    </context>
    <context>
        <name>ActivityLine</name>
        <message>
            <source>Stop</source>
            <translation>Stoppen</translation>
        </message>
    </context>
    <context>
        <name>AdaptersField</name>
        <message>
            <source>Adapters (*.gguf)</source>
            <translation>Adapter (*.gguf)</translation>
        </message>
        <message>
            <source>Add an adapter…</source>
            <translation>Adapter hinzufügen …</translation>
        </message>
        <message>
            <source>Choose LoRA adapters</source>
            <translation>LoRA-Adapter auswählen</translation>
        </message>
        <message>
            <source>Scale of {name}</source>
            <translation>Stärke von {name}</translation>
        </message>
        <message>
            <source>Take {name} away</source>
            <translation>{name} entfernen</translation>
        </message>
    </context>
    <context>
        <name>AnswerAnnouncer</name>
        <message>
            <source>The answer is complete.</source>
            <translation>Die Antwort ist vollständig.</translation>
        </message>
    </context>
    <context>
        <name>AnswerMessage</name>
        <message>
            <source>Answer</source>
            <translation>Antwort</translation>
        </message>
        <message>
            <source>Answer of {model}</source>
            <translation>Antwort von {model}</translation>
        </message>
        <message>
            <source>Continue</source>
            <translation>Fortsetzen</translation>
        </message>
        <message>
            <source>The model is working</source>
            <translation>Das Modell arbeitet</translation>
        </message>
    </context>
    <context>
        <name>AnswersCard</name>
        <message>
            <source>0 always takes the likeliest word; higher is more varied.</source>
            <translation>0 nimmt immer das wahrscheinlichste Wort; höhere Werte sind abwechslungsreicher.</translation>
        </message>
        <message>
            <source>Above 1 makes repeated words less likely.</source>
            <translation>Über 1 werden wiederholte Wörter unwahrscheinlicher.</translation>
        </message>
        <message>
            <source>Answers</source>
            <translation>Antworten</translation>
        </message>
        <message>
            <source>Chooses among the likeliest words that make up this share.</source>
            <translation>Wählt unter den wahrscheinlichsten Wörtern, die zusammen diesen Anteil ausmachen.</translation>
        </message>
        <message>
            <source>Chooses among this many of the likeliest words; 0 is no limit.</source>
            <translation>Wählt unter so vielen der wahrscheinlichsten Wörter; 0 heißt unbegrenzt.</translation>
        </message>
        <message>
            <source>For all chats, from the next answer on.</source>
            <translation>Für alle Chats, ab der nächsten Antwort.</translation>
        </message>
        <message>
            <source>In tokens; 0 stops at the model's own end.</source>
            <translation>In Token; bei 0 hört das Modell von selbst auf.</translation>
        </message>
        <message>
            <source>Leaves out words that are less likely than this share of the likeliest.</source>
            <translation>Lässt Wörter weg, die unwahrscheinlicher sind als dieser Anteil des wahrscheinlichsten.</translation>
        </message>
        <message>
            <source>Longest answer</source>
            <translation>Längste Antwort</translation>
        </message>
        <message>
            <source>Min-p</source>
            <translation>Min-p</translation>
        </message>
        <message>
            <source>Repeat penalty</source>
            <translation>Strafe für Wiederholung</translation>
        </message>
        <message>
            <source>Said to the model before each chat: who it is and how it should answer.</source>
            <translation>Wird dem Modell vor jedem Chat gesagt: wer es ist und wie es antworten soll.</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>Seed</translation>
        </message>
        <message>
            <source>System prompt</source>
            <translation>Systemprompt</translation>
        </message>
        <message>
            <source>Temperature</source>
            <translation>Temperatur</translation>
        </message>
        <message>
            <source>The same seed gives the same answer; -1 is a new one each time.</source>
            <translation>Derselbe Seed ergibt dieselbe Antwort; -1 ist jedes Mal ein neuer.</translation>
        </message>
        <message>
            <source>Top-k</source>
            <translation>Top-k</translation>
        </message>
        <message>
            <source>Top-p</source>
            <translation>Top-p</translation>
        </message>
    </context>
    <context>
        <name>ApiCard</name>
        <message>
            <source>Another one when a program uses this one already.</source>
            <translation>Ein anderer, wenn ein Programm diesen schon benutzt.</translation>
        </message>
        <message>
            <source>Answering with {model}. {n} requests so far.</source>
            <translation>Antwortet mit {model}. Bisher {n} Anfragen.</translation>
        </message>
        <message>
            <source>Base address</source>
            <translation>Basisadresse</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>Local API</source>
            <translation>Lokale API</translation>
        </message>
        <message>
            <source>Make a new key</source>
            <translation>Neuen Schlüssel erzeugen</translation>
        </message>
        <message>
            <source>New key</source>
            <translation>Neuer Schlüssel</translation>
        </message>
        <message>
            <source>Off: nothing listens.</source>
            <translation>Aus: Nichts lauscht.</translation>
        </message>
        <message>
            <source>On</source>
            <translation>An</translation>
        </message>
        <message>
            <source>Port</source>
            <translation>Port</translation>
        </message>
        <message>
            <source>Programs on this computer can use the model that is loaded, as they use OpenAI's API. Only programs that know the key are answered, and no web page is.</source>
            <translation>Programme auf diesem Computer können das geladene Modell so verwenden wie die API von OpenAI. Nur Programme, die den Schlüssel kennen, bekommen Antwort, Webseiten nie.</translation>
        </message>
        <message>
            <source>Programs that know the old one are refused from then on.</source>
            <translation>Programme, die den alten kennen, werden von da an abgewiesen.</translation>
        </message>
        <message>
            <source>Ready with {model}. {n} requests so far.</source>
            <translation>Bereit mit {model}. Bisher {n} Anfragen.</translation>
        </message>
        <message>
            <source>Running, but no model is loaded: load one in the chat.</source>
            <translation>Läuft, aber es ist kein Modell geladen: Laden Sie eines im Chat.</translation>
        </message>
        <message>
            <source>Serve the loaded model</source>
            <translation>Geladenes Modell bereitstellen</translation>
        </message>
        <message>
            <source>Show the key</source>
            <translation>Schlüssel anzeigen</translation>
        </message>
        <message>
            <source>Starting…</source>
            <translation>Startet …</translation>
        </message>
        <message>
            <source>State of the local API</source>
            <translation>Zustand der lokalen API</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Erneut versuchen</translation>
        </message>
        <message>
            <source>What a client is given as its API key.</source>
            <translation>Was ein Programm als API-Schlüssel bekommt.</translation>
        </message>
        <message>
            <source>What a client is given as its base URL.</source>
            <translation>Was ein Programm als Basisadresse bekommt.</translation>
        </message>
        <message>
            <source>While Bitsmith runs; it takes requests from this computer only.</source>
            <translation>Solange Bitsmith läuft; Anfragen werden nur von diesem Computer angenommen.</translation>
        </message>
    </context>
    <context>
        <name>AppearanceCard</name>
        <message>
            <source>Appearance</source>
            <translation>Aussehen</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Wie das System</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Dunkel</translation>
        </message>
        <message>
            <source>High contrast, dark</source>
            <translation>Hoher Kontrast, dunkel</translation>
        </message>
        <message>
            <source>High contrast, light</source>
            <translation>Hoher Kontrast, hell</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Sprache</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Hell</translation>
        </message>
        <message>
            <source>Light, dark, high contrast, or what the system says.</source>
            <translation>Hell, dunkel, hoher Kontrast oder wie das System es sagt.</translation>
        </message>
        <message>
            <source>Of the window. Used at the next start.</source>
            <translation>Des Fensters. Gilt ab dem nächsten Start.</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>Design</translation>
        </message>
    </context>
    <context>
        <name>AppsButton</name>
        <message>
            <source>Cannot be read: {folder}</source>
            <translation>Nicht lesbar: {folder}</translation>
        </message>
        <message>
            <source>Look again</source>
            <translation>Erneut nachsehen</translation>
        </message>
        <message>
            <source>Models that other apps have on this computer, used where they are</source>
            <translation>Modelle, die andere Apps auf diesem Computer haben, werden an ihrem Ort verwendet</translation>
        </message>
        <message>
            <source>Other apps</source>
            <translation>Andere Apps</translation>
        </message>
        <message>
            <source>and {n} more</source>
            <translation>und {n} weitere</translation>
        </message>
    </context>
    <context>
        <name>AttachmentDialog</name>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Text of {name}</source>
            <translation>Text von {name}</translation>
        </message>
        <message>
            <source>{n} characters</source>
            <translation>{n} Zeichen</translation>
        </message>
        <message>
            <source>{n} tokens</source>
            <translation>{n} Tokens</translation>
        </message>
        <message>
            <source>{width} x {height} pixels</source>
            <translation>{width} x {height} Pixel</translation>
        </message>
    </context>
    <context>
        <name>BitsStep</name>
        <message>
            <source>Asking the engine what each precision needs on this computer…</source>
            <translation>Die Engine wird gefragt, was jede Genauigkeit auf diesem Computer braucht …</translation>
        </message>
        <message>
            <source>Estimating</source>
            <translation>Wird geschätzt</translation>
        </message>
        <message>
            <source>Or download the ready-made {name}</source>
            <translation>Oder {name} fertig herunterladen</translation>
        </message>
        <message>
            <source>Show all types</source>
            <translation>Alle Typen zeigen</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Erneut versuchen</translation>
        </message>
    </context>
    <context>
        <name>BusyIndicator</name>
        <message>
            <source>Working</source>
            <translation>Arbeitet</translation>
        </message>
    </context>
    <context>
        <name>ChatComposer</name>
        <message>
            <source>Attach documents or pictures</source>
            <translation>Dokumente oder Bilder anhängen</translation>
        </message>
        <message>
            <source>Attach documents or pictures (text, code, PDF, PNG, JPEG, WebP)</source>
            <translation>Dokumente oder Bilder anhängen (Text, Code, PDF, PNG, JPEG, WebP)</translation>
        </message>
        <message>
            <source>Being read</source>
            <translation>Wird gelesen</translation>
        </message>
        <message>
            <source>Do not send {name}</source>
            <translation>{name} nicht senden</translation>
        </message>
        <message>
            <source>Send</source>
            <translation>Senden</translation>
        </message>
        <message>
            <source>Send (Enter)</source>
            <translation>Senden (Eingabe)</translation>
        </message>
        <message>
            <source>Stop the answer (Esc)</source>
            <translation>Antwort stoppen (Esc)</translation>
        </message>
    </context>
    <context>
        <name>ChatHistory</name>
        <message>
            <source>Bitsmith chats, with all branches</source>
            <translation>Bitsmith-Chats mit allen Zweigen</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Chats</source>
            <translation>Chats</translation>
        </message>
        <message>
            <source>Delete	Del</source>
            <translation>Löschen	Entf</translation>
        </message>
        <message>
            <source>Delete the folder, keep its chats	Del</source>
            <translation>Ordner löschen, seine Chats behalten	Entf</translation>
        </message>
        <message>
            <source>Dismiss</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>Exportieren</translation>
        </message>
        <message>
            <source>Export all chats…</source>
            <translation>Alle Chats exportieren …</translation>
        </message>
        <message>
            <source>Exported chats (*.json);;All files (*)</source>
            <translation>Exportierte Chats (*.json);;Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Export…</source>
            <translation>Exportieren …</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <source>Import chats of Bitsmith, Open WebUI or ChatGPT</source>
            <translation>Chats von Bitsmith, Open WebUI oder ChatGPT importieren</translation>
        </message>
        <message>
            <source>Import chats…</source>
            <translation>Chats importieren …</translation>
        </message>
        <message>
            <source>Markdown, to be read</source>
            <translation>Markdown, zum Lesen</translation>
        </message>
        <message>
            <source>More for the list of chats</source>
            <translation>Mehr zur Liste der Chats</translation>
        </message>
        <message>
            <source>Move to</source>
            <translation>Verschieben nach</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>New chat</source>
            <translation>Neuer Chat</translation>
        </message>
        <message>
            <source>New chat (Ctrl+N)</source>
            <translation>Neuer Chat (Strg+N)</translation>
        </message>
        <message>
            <source>New folder…</source>
            <translation>Neuer Ordner …</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Öffnen</translation>
        </message>
        <message>
            <source>Pin to the top</source>
            <translation>Oben anheften</translation>
        </message>
        <message>
            <source>Rename	F2</source>
            <translation>Umbenennen	F2</translation>
        </message>
        <message>
            <source>Search in all chats</source>
            <translation>In allen Chats suchen</translation>
        </message>
        <message>
            <source>Take out of the folder</source>
            <translation>Aus dem Ordner nehmen</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <source>Unpin</source>
            <translation>Lösen</translation>
        </message>
    </context>
    <context>
        <name>ChatPage</name>
        <message>
            <source>Models make mistakes. Check what matters.</source>
            <translation>Modelle machen Fehler. Prüfen Sie, worauf es ankommt.</translation>
        </message>
        <message>
            <source>OK</source>
            <translation>OK</translation>
        </message>
        <message>
            <source>Pasted picture</source>
            <translation>Eingefügtes Bild</translation>
        </message>
        <message>
            <source>Pasted text</source>
            <translation>Eingefügter Text</translation>
        </message>
        <message>
            <source>The message was deleted.</source>
            <translation>Die Nachricht wurde gelöscht.</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
    </context>
    <context>
        <name>ChatScene</name>
        <message>
            <source>A model of your own</source>
            <translation>Ein eigenes Modell</translation>
        </message>
        <message>
            <source>Chat with {name}</source>
            <translation>Mit {name} chatten</translation>
        </message>
        <message>
            <source>Explain in three sentences why the sky is blue.</source>
            <translation>Erkläre in drei Sätzen, warum der Himmel blau ist.</translation>
        </message>
        <message>
            <source>Find a model</source>
            <translation>Modell suchen</translation>
        </message>
        <message>
            <source>Find another model</source>
            <translation>Anderes Modell suchen</translation>
        </message>
        <message>
            <source>Find one that fits this computer, choose the bits, and chat with it. It stays here.</source>
            <translation>Suchen Sie eines, das auf diesen Computer passt, wählen Sie die Bits und chatten Sie damit. Es bleibt hier.</translation>
        </message>
        <message>
            <source>It runs on this computer. Nothing that you write leaves it.</source>
            <translation>Es läuft auf diesem Computer. Nichts, was Sie schreiben, verlässt ihn.</translation>
        </message>
        <message>
            <source>Loading</source>
            <translation>Lädt</translation>
        </message>
        <message>
            <source>Loading {name}</source>
            <translation>{name} wird geladen</translation>
        </message>
        <message>
            <source>Make a better one for this computer</source>
            <translation>Ein besseres für diesen Computer erstellen</translation>
        </message>
        <message>
            <source>Say hello and tell me what you can do.</source>
            <translation>Sag Hallo und erzähle mir, was du kannst.</translation>
        </message>
        <message>
            <source>These are on this computer. Loading one takes a few seconds.</source>
            <translation>Diese sind auf diesem Computer. Das Laden dauert einige Sekunden.</translation>
        </message>
        <message>
            <source>This is a small model that came with Bitsmith. It answers at once, on this computer, and it makes mistakes. A larger one answers better.</source>
            <translation>Dies ist ein kleines Modell, das mit Bitsmith kam. Es antwortet sofort, auf diesem Computer, und es macht Fehler. Ein größeres antwortet besser.</translation>
        </message>
        <message>
            <source>Which model should answer?</source>
            <translation>Welches Modell soll antworten?</translation>
        </message>
        <message>
            <source>Write a short Python function that reverses a list.</source>
            <translation>Schreibe eine kurze Python-Funktion, die eine Liste umkehrt.</translation>
        </message>
        <message>
            <source>You can write your first message already.</source>
            <translation>Ihre erste Nachricht können Sie schon schreiben.</translation>
        </message>
    </context>
    <context>
        <name>ChatSettingsPanel</name>
        <message>
            <source>0 always takes the likeliest word; higher is more varied.</source>
            <translation>0 nimmt immer das wahrscheinlichste Wort; höhere Werte sind abwechslungsreicher.</translation>
        </message>
        <message>
            <source>16 bits</source>
            <translation>16 Bit</translation>
        </message>
        <message>
            <source>4 bits</source>
            <translation>4 Bit</translation>
        </message>
        <message>
            <source>8 bits</source>
            <translation>8 Bit</translation>
        </message>
        <message>
            <source>8 bits take half, 4 bits a quarter, and remember less exactly.</source>
            <translation>8 Bit brauchen die Hälfte, 4 Bit ein Viertel, und merken sich weniger genau.</translation>
        </message>
        <message>
            <source>Above 0 makes words less likely that occurred at all.</source>
            <translation>Über 0 werden Wörter unwahrscheinlicher, die überhaupt schon vorkamen.</translation>
        </message>
        <message>
            <source>Above 0 makes words less likely the more often they occurred.</source>
            <translation>Über 0 werden Wörter umso unwahrscheinlicher, je öfter sie vorkamen.</translation>
        </message>
        <message>
            <source>Above 1 makes words of the last 64 less likely.</source>
            <translation>Über 1 werden Wörter unter den letzten 64 unwahrscheinlicher.</translation>
        </message>
        <message>
            <source>Adapters (LoRA)</source>
            <translation>Adapter (LoRA)</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Alle</translation>
        </message>
        <message>
            <source>All back to the defaults</source>
            <translation>Alles auf die Standardwerte</translation>
        </message>
        <message>
            <source>All it can</source>
            <translation>So viel es kann</translation>
        </message>
        <message>
            <source>An answer ends before any of these; one a line, \n is a line break.</source>
            <translation>Eine Antwort endet vor jedem dieser Texte; einer pro Zeile, \n ist ein Zeilenumbruch.</translation>
        </message>
        <message>
            <source>As above</source>
            <translation>Wie oben</translation>
        </message>
        <message>
            <source>Asking the engine</source>
            <translation>Die Engine wird gefragt</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>Auto</translation>
        </message>
        <message>
            <source>Change the model's behaviour; 1 is as trained, 0 is off.</source>
            <translation>Ändern das Verhalten des Modells; 1 ist wie trainiert, 0 ist aus.</translation>
        </message>
        <message>
            <source>Chat settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>Chooses among the likeliest words that make up this share.</source>
            <translation>Wählt unter den wahrscheinlichsten Wörtern, die zusammen diesen Anteil ausmachen.</translation>
        </message>
        <message>
            <source>Chooses among this many of the likeliest words.</source>
            <translation>Wählt unter so vielen der wahrscheinlichsten Wörter.</translation>
        </message>
        <message>
            <source>Close the settings (Ctrl+.)</source>
            <translation>Einstellungen schließen (Strg+.)</translation>
        </message>
        <message>
            <source>Context</source>
            <translation>Kontext</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Löschen</translation>
        </message>
        <message>
            <source>Expert settings</source>
            <translation>Einstellungen für Fachleute</translation>
        </message>
        <message>
            <source>Faster and smaller where the processor or GPU can do it.</source>
            <translation>Schneller und kleiner, wo Prozessor oder GPU es können.</translation>
        </message>
        <message>
            <source>Fit to free memory</source>
            <translation>An freien Speicher anpassen</translation>
        </message>
        <message>
            <source>Flash attention</source>
            <translation>Flash Attention</translation>
        </message>
        <message>
            <source>Form of the answer</source>
            <translation>Form der Antwort</translation>
        </message>
        <message>
            <source>Frequency penalty</source>
            <translation>Strafe für Häufigkeit</translation>
        </message>
        <message>
            <source>Grammar (GBNF)</source>
            <translation>Grammatik (GBNF)</translation>
        </message>
        <message>
            <source>Guess ahead</source>
            <translation>Vorausraten</translation>
        </message>
        <message>
            <source>In tokens; without a limit the model ends by itself.</source>
            <translation>In Token; ohne Grenze endet das Modell von selbst.</translation>
        </message>
        <message>
            <source>JSON schema</source>
            <translation>JSON-Schema</translation>
        </message>
        <message>
            <source>Larger reads long prompts faster and takes more memory.</source>
            <translation>Mehr liest lange Prompts schneller und braucht mehr Speicher.</translation>
        </message>
        <message>
            <source>Layers on the GPU</source>
            <translation>Schichten auf der GPU</translation>
        </message>
        <message>
            <source>Leaves out words less likely than this share of the likeliest.</source>
            <translation>Lässt Wörter weg, die unwahrscheinlicher sind als dieser Anteil des wahrscheinlichsten.</translation>
        </message>
        <message>
            <source>Load again with these settings</source>
            <translation>Mit diesen Einstellungen neu laden</translation>
        </message>
        <message>
            <source>Longest answer</source>
            <translation>Längste Antwort</translation>
        </message>
        <message>
            <source>Lowers GPU layers, bits and context until everything fits.</source>
            <translation>Verringert GPU-Schichten, Bits und Kontext, bis alles passt.</translation>
        </message>
        <message>
            <source>Map the file</source>
            <translation>Datei einblenden (mmap)</translation>
        </message>
        <message>
            <source>Memory of the context</source>
            <translation>Speicher des Kontexts</translation>
        </message>
        <message>
            <source>Memory of the values</source>
            <translation>Speicher der Werte</translation>
        </message>
        <message>
            <source>Min-p</source>
            <translation>Min-p</translation>
        </message>
        <message>
            <source>Model in memory</source>
            <translation>Modell im Speicher</translation>
        </message>
        <message>
            <source>More about answers</source>
            <translation>Mehr zu den Antworten</translation>
        </message>
        <message>
            <source>More are faster and take its memory.</source>
            <translation>Mehr sind schneller und belegen ihren Speicher.</translation>
        </message>
        <message>
            <source>Name of the preset</source>
            <translation>Name der Vorlage</translation>
        </message>
        <message>
            <source>New each time</source>
            <translation>Jedes Mal neu</translation>
        </message>
        <message>
            <source>No limit</source>
            <translation>Unbegrenzt</translation>
        </message>
        <message>
            <source>Off</source>
            <translation>Aus</translation>
        </message>
        <message>
            <source>On</source>
            <translation>An</translation>
        </message>
        <message>
            <source>Only what the grammar allows can be written; its first rule is root.</source>
            <translation>Nur was die Grammatik erlaubt, kann geschrieben werden; ihre erste Regel ist root.</translation>
        </message>
        <message>
            <source>Presence penalty</source>
            <translation>Strafe für Vorkommen</translation>
        </message>
        <message>
            <source>Preset</source>
            <translation>Vorlage</translation>
        </message>
        <message>
            <source>Presets</source>
            <translation>Vorlagen</translation>
        </message>
        <message>
            <source>Processor cores that answer; more than there are is slower.</source>
            <translation>Prozessorkerne, die antworten; mehr als vorhanden ist langsamer.</translation>
        </message>
        <message>
            <source>Prompt tokens at once</source>
            <translation>Prompt-Token auf einmal</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>Umbenennen</translation>
        </message>
        <message>
            <source>Repeat penalty</source>
            <translation>Strafe für Wiederholung</translation>
        </message>
        <message>
            <source>Repeated passages are written faster where that pays; answers stay the same.</source>
            <translation>Wiederkehrende Stellen werden schneller geschrieben, wo es sich lohnt; die Antworten bleiben gleich.</translation>
        </message>
        <message>
            <source>Said to the model before the chat: who it is and how it should answer.</source>
            <translation>Wird dem Modell vor dem Chat gesagt: wer es ist und wie es antworten soll.</translation>
        </message>
        <message>
            <source>Save as a preset…</source>
            <translation>Als Vorlage speichern …</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>Seed</translation>
        </message>
        <message>
            <source>Settings of this chat</source>
            <translation>Einstellungen dieses Chats</translation>
        </message>
        <message>
            <source>Starts at once and shares memory; off reads all of it first.</source>
            <translation>Startet sofort und teilt sich den Speicher; aus liest zuerst alles.</translation>
        </message>
        <message>
            <source>Stop texts</source>
            <translation>Stopptexte</translation>
        </message>
        <message>
            <source>System prompt</source>
            <translation>Systemprompt</translation>
        </message>
        <message>
            <source>Temperature</source>
            <translation>Temperatur</translation>
        </message>
        <message>
            <source>The answer is JSON of this schema, whatever the model would like.</source>
            <translation>Die Antwort ist JSON nach diesem Schema, was auch immer das Modell lieber täte.</translation>
        </message>
        <message>
            <source>The half of the context's memory that bears fewer bits better.</source>
            <translation>Die Hälfte des Kontextspeichers, die weniger Bits besser verträgt.</translation>
        </message>
        <message>
            <source>The same seed gives the same answer.</source>
            <translation>Derselbe Seed ergibt dieselbe Antwort.</translation>
        </message>
        <message>
            <source>These take effect when the model is loaded again.</source>
            <translation>Diese gelten, sobald das Modell neu geladen wird.</translation>
        </message>
        <message>
            <source>Threads</source>
            <translation>Threads</translation>
        </message>
        <message>
            <source>Tokens that the model holds at once; more takes more memory.</source>
            <translation>Token, die das Modell zugleich überblickt; mehr brauchen mehr Speicher.</translation>
        </message>
        <message>
            <source>Top-k</source>
            <translation>Top-k</translation>
        </message>
        <message>
            <source>Top-p</source>
            <translation>Top-p</translation>
        </message>
        <message>
            <source>You are a helpful assistant.</source>
            <translation>Du bist ein hilfreicher Assistent.</translation>
        </message>
    </context>
    <context>
        <name>CodeBlock</name>
        <message>
            <source>Code</source>
            <translation>Code</translation>
        </message>
        <message>
            <source>Code: {language}</source>
            <translation>Code: {language}</translation>
        </message>
        <message>
            <source>Copied</source>
            <translation>Kopiert</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
    </context>
    <context>
        <name>ComputerCard</name>
        <message>
            <source>Measure again</source>
            <translation>Neu messen</translation>
        </message>
        <message>
            <source>This computer</source>
            <translation>Dieser Computer</translation>
        </message>
    </context>
    <context>
        <name>ContextSlider</name>
        <message>
            <source>Context</source>
            <translation>Kontext</translation>
        </message>
        <message>
            <source>Context in tokens</source>
            <translation>Kontext in Token</translation>
        </message>
        <message>
            <source>{n} tokens</source>
            <translation>{n} Token</translation>
        </message>
    </context>
    <context>
        <name>ConversationView</name>
        <message>
            <source>Conversation</source>
            <translation>Unterhaltung</translation>
        </message>
        <message>
            <source>Jump to the newest message</source>
            <translation>Zur neuesten Nachricht springen</translation>
        </message>
        <message>
            <source>Newest</source>
            <translation>Neueste</translation>
        </message>
        <message>
            <source>Show earlier messages</source>
            <translation>Frühere Nachrichten zeigen</translation>
        </message>
    </context>
    <context>
        <name>DiscoverPage</name>
        <message>
            <source>Choose a folder with a model</source>
            <translation>Ordner mit einem Modell auswählen</translation>
        </message>
        <message>
            <source>Favourites</source>
            <translation>Favoriten</translation>
        </message>
        <message>
            <source>Filters</source>
            <translation>Filter</translation>
        </message>
        <message>
            <source>Filters ({n})</source>
            <translation>Filter ({n})</translation>
        </message>
        <message>
            <source>Forget these</source>
            <translation>Diese vergessen</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>Modelle</translation>
        </message>
        <message>
            <source>No favourite has these words</source>
            <translation>Kein Favorit hat diese Wörter</translation>
        </message>
        <message>
            <source>No favourites</source>
            <translation>Keine Favoriten</translation>
        </message>
        <message>
            <source>No model found</source>
            <translation>Kein Modell gefunden</translation>
        </message>
        <message>
            <source>Open a folder…</source>
            <translation>Ordner öffnen …</translation>
        </message>
        <message>
            <source>Order</source>
            <translation>Reihenfolge</translation>
        </message>
        <message>
            <source>Press the star of a model, or Ctrl+D in the list, to find it here again.</source>
            <translation>Drücken Sie den Stern eines Modells oder Strg+D in der Liste, um es hier wiederzufinden.</translation>
        </message>
        <message>
            <source>Search again for {words}</source>
            <translation>Erneut nach {words} suchen</translation>
        </message>
        <message>
            <source>Search models</source>
            <translation>Modelle suchen</translation>
        </message>
        <message>
            <source>Search models, or paste an address</source>
            <translation>Modelle suchen oder eine Adresse einfügen</translation>
        </message>
        <message>
            <source>Searching</source>
            <translation>Sucht</translation>
        </message>
        <message>
            <source>Trending</source>
            <translation>Im Trend</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Erneut versuchen</translation>
        </message>
        <message>
            <source>What is asked for most now, whether it fits or not</source>
            <translation>Was gerade am meisten gefragt ist, ob es passt oder nicht</translation>
        </message>
        <message>
            <source>Words of the name; author:NAME for all models of one owner</source>
            <translation>Wörter des Namens; author:NAME für alle Modelle eines Eigentümers</translation>
        </message>
        <message>
            <source>{n} favourites</source>
            <translation>{n} Favoriten</translation>
        </message>
    </context>
    <context>
        <name>DuplicatesDialog</name>
        <message>
            <source>Compare whole files</source>
            <translation>Ganze Dateien vergleichen</translation>
        </message>
        <message>
            <source>Comparing {name}</source>
            <translation>{name} wird verglichen</translation>
        </message>
        <message>
            <source>Duplicates</source>
            <translation>Duplikate</translation>
        </message>
        <message>
            <source>Every model is on this computer once.</source>
            <translation>Jedes Modell ist nur einmal auf diesem Computer.</translation>
        </message>
        <message>
            <source>Found by size and samples of the content. Compare whole files before you delete one.</source>
            <translation>Anhand von Größe und Stichproben des Inhalts gefunden. Vergleichen Sie die ganzen Dateien, bevor Sie eine löschen.</translation>
        </message>
        <message>
            <source>Looking for duplicates</source>
            <translation>Duplikate werden gesucht</translation>
        </message>
        <message>
            <source>No duplicates</source>
            <translation>Keine Duplikate</translation>
        </message>
        <message>
            <source>One copy instead of {n} saves {size}.</source>
            <translation>Eine Kopie statt {n} spart {size}.</translation>
        </message>
        <message>
            <source>Remove {name}…</source>
            <translation>{name} entfernen …</translation>
        </message>
        <message>
            <source>Several names of one file: nothing would be saved.</source>
            <translation>Mehrere Namen einer einzigen Datei: Gespart würde nichts.</translation>
        </message>
        <message>
            <source>Show {name} in the library</source>
            <translation>{name} in der Bibliothek zeigen</translation>
        </message>
        <message>
            <source>Stop comparing</source>
            <translation>Vergleich stoppen</translation>
        </message>
    </context>
    <context>
        <name>ErrorBanner</name>
        <message>
            <source>Dismiss</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Hide details</source>
            <translation>Details verbergen</translation>
        </message>
        <message>
            <source>Show details</source>
            <translation>Details zeigen</translation>
        </message>
    </context>
    <context>
        <name>ExpertChoices</name>
        <message>
            <source>A folder with adapter_config.json</source>
            <translation>Ein Ordner mit adapter_config.json</translation>
        </message>
        <message>
            <source>Adapters (LoRA) to merge</source>
            <translation>Adapter (LoRA) zum Einrechnen</translation>
        </message>
        <message>
            <source>Add an adapter</source>
            <translation>Adapter hinzufügen</translation>
        </message>
        <message>
            <source>Add…</source>
            <translation>Hinzufügen …</translation>
        </message>
        <message>
            <source>Allow quantizing what is quantized already</source>
            <translation>Erlauben, bereits Quantisiertes zu quantisieren</translation>
        </message>
        <message>
            <source>As the type says</source>
            <translation>Wie der Typ es sagt</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>Auswählen …</translation>
        </message>
        <message>
            <source>Expert settings</source>
            <translation>Einstellungen für Fachleute</translation>
        </message>
        <message>
            <source>Importance matrix</source>
            <translation>Importance-Matrix</translation>
        </message>
        <message>
            <source>Importance matrix (*.gguf *.dat)</source>
            <translation>Importance-Matrix (*.gguf *.dat)</translation>
        </message>
        <message>
            <source>Leave the output as it is</source>
            <translation>Ausgabe lassen, wie sie ist</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Keine</translation>
        </message>
        <message>
            <source>One REGEX=TYPE a line; the first that matches wins.</source>
            <translation>Ein REGEX=TYP pro Zeile; der erste passende gilt.</translation>
        </message>
        <message>
            <source>One folder a line</source>
            <translation>Ein Ordner pro Zeile</translation>
        </message>
        <message>
            <source>One type for all tensors, no mixture</source>
            <translation>Ein Typ für alle Tensoren, keine Mischung</translation>
        </message>
        <message>
            <source>Recipe (*.txt);;All files (*)</source>
            <translation>Rezept (*.txt);;Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Recipe file</source>
            <translation>Rezeptdatei</translation>
        </message>
        <message>
            <source>The sizes of the table are those of the plain type; these choices change them.</source>
            <translation>Die Größen der Tabelle gelten für den einfachen Typ; diese Auswahl ändert sie.</translation>
        </message>
        <message>
            <source>Type of the output</source>
            <translation>Typ der Ausgabe</translation>
        </message>
        <message>
            <source>Type of the token embeddings</source>
            <translation>Typ der Token-Embeddings</translation>
        </message>
        <message>
            <source>Types of single tensors</source>
            <translation>Typen einzelner Tensoren</translation>
        </message>
    </context>
    <context>
        <name>FilterChips</name>
        <message>
            <source>Clear all</source>
            <translation>Alle entfernen</translation>
        </message>
        <message>
            <source>Take away the filter {name}</source>
            <translation>Filter {name} entfernen</translation>
        </message>
    </context>
    <context>
        <name>FilterPanel</name>
        <message>
            <source>By its size at 4 bits; a model's page asks the engine itself</source>
            <translation>Nach der Größe bei 4 Bit; die Seite eines Modells fragt die Engine selbst</translation>
        </message>
        <message>
            <source>Can be made here from its original weights</source>
            <translation>Kann hier aus den Originalgewichten erstellt werden</translation>
        </message>
        <message>
            <source>Fits this computer</source>
            <translation>Passt auf diesen Computer</translation>
        </message>
        <message>
            <source>Format</source>
            <translation>Format</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Sprache</translation>
        </message>
        <message>
            <source>License</source>
            <translation>Lizenz</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>Task</source>
            <translation>Aufgabe</translation>
        </message>
    </context>
    <context>
        <name>FindBar</name>
        <message>
            <source>Close (Esc)</source>
            <translation>Schließen (Esc)</translation>
        </message>
        <message>
            <source>Find in this chat</source>
            <translation>In diesem Chat suchen</translation>
        </message>
        <message>
            <source>Message before (Shift+Enter)</source>
            <translation>Vorherige Nachricht (Umschalt+Eingabe)</translation>
        </message>
        <message>
            <source>Next message (Enter)</source>
            <translation>Nächste Nachricht (Eingabe)</translation>
        </message>
        <message>
            <source>Nothing found</source>
            <translation>Nichts gefunden</translation>
        </message>
        <message>
            <source>{n} of {count}</source>
            <translation>{n} von {count}</translation>
        </message>
    </context>
    <context>
        <name>FitModel</name>
        <message>
            <source>, recommended</source>
            <translation>, empfohlen</translation>
        </message>
        <message>
            <source>Expected from the measured speed of this computer's memory, context half full.</source>
            <translation>Erwartet aus der gemessenen Geschwindigkeit des Speichers dieses Computers, bei halb vollem Kontext.</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <source>Memory needed</source>
            <translation>Speicherbedarf</translation>
        </message>
        <message>
            <source>Precision</source>
            <translation>Genauigkeit</translation>
        </message>
        <message>
            <source>Speed</source>
            <translation>Tempo</translation>
        </message>
        <message>
            <source>Verdict</source>
            <translation>Ergebnis</translation>
        </message>
        <message>
            <source>{n} bits per weight</source>
            <translation>{n} Bit pro Gewicht</translation>
        </message>
        <message>
            <source>{size} RAM</source>
            <translation>{size} RAM</translation>
        </message>
    </context>
    <context>
        <name>FitTable</name>
        <message>
            <source>How each precision fits this computer</source>
            <translation>Wie jede Genauigkeit auf diesen Computer passt</translation>
        </message>
    </context>
    <context>
        <name>GraphsPanel</name>
        <message>
            <source>Choose graphs, save them</source>
            <translation>Graphen auswählen und speichern</translation>
        </message>
        <message>
            <source>Go on with the graphs</source>
            <translation>Graphen weiterlaufen lassen</translation>
        </message>
        <message>
            <source>Graphs</source>
            <translation>Graphen</translation>
        </message>
        <message>
            <source>Hide the graphs (Ctrl+G)</source>
            <translation>Graphen verbergen (Strg+G)</translation>
        </message>
        <message>
            <source>Live</source>
            <translation>Live</translation>
        </message>
        <message>
            <source>Live graphs</source>
            <translation>Live-Graphen</translation>
        </message>
        <message>
            <source>Numbers</source>
            <translation>Zahlen</translation>
        </message>
        <message>
            <source>Pause the graphs</source>
            <translation>Graphen anhalten</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Speichern</translation>
        </message>
        <message>
            <source>Save a picture (PNG)…</source>
            <translation>Bild speichern (PNG) …</translation>
        </message>
        <message>
            <source>Save the numbers (CSV)…</source>
            <translation>Zahlen speichern (CSV) …</translation>
        </message>
        <message>
            <source>Time range</source>
            <translation>Zeitraum</translation>
        </message>
    </context>
    <context>
        <name>HistoryList</name>
        <message>
            <source>Chats</source>
            <translation>Chats</translation>
        </message>
    </context>
    <context>
        <name>HistoryModel</name>
        <message>
            <source>Folder {name}, {state}</source>
            <translation>Ordner {name}, {state}</translation>
        </message>
        <message>
            <source>closed</source>
            <translation>zugeklappt</translation>
        </message>
        <message>
            <source>open</source>
            <translation>aufgeklappt</translation>
        </message>
    </context>
    <context>
        <name>HubCard</name>
        <message>
            <source> Mbit/s</source>
            <translation> Mbit/s</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Adresse</translation>
        </message>
        <message>
            <source>Asking…</source>
            <translation>Fragt nach …</translation>
        </message>
        <message>
            <source>At most, for all downloads together; holds at once.</source>
            <translation>Höchstens, für alle Downloads zusammen; gilt sofort.</translation>
        </message>
        <message>
            <source>Check the connection</source>
            <translation>Verbindung prüfen</translation>
        </message>
        <message>
            <source>Downloads at once</source>
            <translation>Downloads zugleich</translation>
        </message>
        <message>
            <source>Hugging Face</source>
            <translation>Hugging Face</translation>
        </message>
        <message>
            <source>It can be searched.</source>
            <translation>Er kann durchsucht werden.</translation>
        </message>
        <message>
            <source>It cannot be searched: type the names of models instead.</source>
            <translation>Er kann nicht durchsucht werden: Geben Sie stattdessen die Namen von Modellen ein.</translation>
        </message>
        <message>
            <source>It knows you as {name}.</source>
            <translation>Er kennt Sie als {name}.</translation>
        </message>
        <message>
            <source>Like http://name:port or socks5://name:port; “none” for no proxy.</source>
            <translation>Etwa http://name:port oder socks5://name:port; „none“ für keinen Proxy.</translation>
        </message>
        <message>
            <source>Models that come beside each other; the others wait in their order.</source>
            <translation>Modelle, die nebeneinander kommen; die anderen warten der Reihe nach.</translation>
        </message>
        <message>
            <source>No limit</source>
            <translation>Unbegrenzt</translation>
        </message>
        <message>
            <source>Nothing is sent anywhere. Models and chats on this computer work; downloads wait.</source>
            <translation>Nichts wird irgendwohin gesendet. Modelle und Chats auf diesem Computer funktionieren; Downloads warten.</translation>
        </message>
        <message>
            <source>Of the Hub or of a mirror; empty for the usual one.</source>
            <translation>Des Hubs oder eines Spiegels; leer für die übliche.</translation>
        </message>
        <message>
            <source>Offline mode</source>
            <translation>Offline-Modus</translation>
        </message>
        <message>
            <source>On</source>
            <translation>An</translation>
        </message>
        <message>
            <source>Proxy</source>
            <translation>Proxy</translation>
        </message>
        <message>
            <source>Speed of downloads</source>
            <translation>Download-Tempo</translation>
        </message>
        <message>
            <source>Where models are searched and downloaded.</source>
            <translation>Wo Modelle gesucht und heruntergeladen werden.</translation>
        </message>
        <message>
            <source>You are not logged in there.</source>
            <translation>Sie sind dort nicht angemeldet.</translation>
        </message>
        <message>
            <source>as the system says</source>
            <translation>wie das System es sagt</translation>
        </message>
        <message>
            <source>{host} answers in {n} ms.</source>
            <translation>{host} antwortet in {n} ms.</translation>
        </message>
    </context>
    <context>
        <name>JobsCard</name>
        <message>
            <source>Downloads go on at the start</source>
            <translation>Downloads gehen beim Start weiter</translation>
        </message>
        <message>
            <source>Downloads that were interrupted go on by themselves when the app starts.</source>
            <translation>Unterbrochene Downloads gehen von selbst weiter, wenn die App startet.</translation>
        </message>
        <message>
            <source>Downloads them first, for making other types later; else they only pass through.</source>
            <translation>Lädt sie zuerst herunter, um später weitere Typen zu erstellen; sonst laufen sie nur durch.</translation>
        </message>
        <message>
            <source>Jobs</source>
            <translation>Aufträge</translation>
        </message>
        <message>
            <source>Keep the original weights</source>
            <translation>Originalgewichte behalten</translation>
        </message>
        <message>
            <source>Making goes on at the start</source>
            <translation>Das Erstellen geht beim Start weiter</translation>
        </message>
        <message>
            <source>Models whose making was interrupted go on by themselves when the app starts.</source>
            <translation>Modelle, deren Erstellung unterbrochen wurde, gehen von selbst weiter, wenn die App startet.</translation>
        </message>
        <message>
            <source>On</source>
            <translation>An</translation>
        </message>
        <message>
            <source>Tell when a job ends</source>
            <translation>Melden, wenn ein Auftrag endet</translation>
        </message>
        <message>
            <source>Through the desktop, while another window is in front.</source>
            <translation>Über den Desktop, solange ein anderes Fenster vorn ist.</translation>
        </message>
    </context>
    <context>
        <name>JobsPage</name>
        <message>
            <source>Done</source>
            <translation>Fertig</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Gescheitert</translation>
        </message>
        <message>
            <source>Jobs</source>
            <translation>Aufträge</translation>
        </message>
        <message>
            <source>Make a model</source>
            <translation>Modell erstellen</translation>
        </message>
        <message>
            <source>Models that you make or download appear here with their progress.</source>
            <translation>Modelle, die Sie erstellen oder herunterladen, erscheinen hier mit ihrem Fortschritt.</translation>
        </message>
        <message>
            <source>No network</source>
            <translation>Kein Netz</translation>
        </message>
        <message>
            <source>No room</source>
            <translation>Kein Platz</translation>
        </message>
        <message>
            <source>Nothing is being made</source>
            <translation>Es wird nichts erstellt</translation>
        </message>
        <message>
            <source>Offline</source>
            <translation>Offline</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>Pausiert</translation>
        </message>
        <message>
            <source>Pausing</source>
            <translation>Pausiert gleich</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>Läuft</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>Gestoppt</translation>
        </message>
        <message>
            <source>Stopping</source>
            <translation>Stoppt</translation>
        </message>
        <message>
            <source>The hub asks for a pause.</source>
            <translation>Der Hub bittet um eine Pause.</translation>
        </message>
        <message>
            <source>The hub has trouble of its own.</source>
            <translation>Der Hub hat selbst Probleme.</translation>
        </message>
        <message>
            <source>Trying again</source>
            <translation>Neuer Versuch</translation>
        </message>
        <message>
            <source>Trying again in {n} s.</source>
            <translation>Neuer Versuch in {n} s.</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>Wartet</translation>
        </message>
        <message>
            <source>Waiting for room on the disk: free some space, and it goes on by itself.</source>
            <translation>Wartet auf Platz auf dem Datenträger: Schaffen Sie Platz, dann geht es von selbst weiter.</translation>
        </message>
        <message>
            <source>Waiting for the network.</source>
            <translation>Wartet auf das Netz.</translation>
        </message>
        <message>
            <source>Waiting: Bitsmith is in offline mode.</source>
            <translation>Wartet: Bitsmith ist im Offline-Modus.</translation>
        </message>
        <message>
            <source>What is being made and downloaded</source>
            <translation>Was erstellt und heruntergeladen wird</translation>
        </message>
        <message>
            <source>checking {size}</source>
            <translation>{size} wird geprüft</translation>
        </message>
        <message>
            <source>{n} of {total} files</source>
            <translation>{n} von {total} Dateien</translation>
        </message>
        <message>
            <source>{n} paused</source>
            <translation>{n} pausiert</translation>
        </message>
        <message>
            <source>{n} running</source>
            <translation>{n} laufend</translation>
        </message>
        <message>
            <source>{n} waiting</source>
            <translation>{n} wartend</translation>
        </message>
        <message>
            <source>{size}, checked</source>
            <translation>{size}, geprüft</translation>
        </message>
    </context>
    <context>
        <name>LibraryFilters</name>
        <message>
            <source>All</source>
            <translation>Alle</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>Filter</translation>
        </message>
        <message>
            <source>Fit</source>
            <translation>Passt</translation>
        </message>
        <message>
            <source>Order</source>
            <translation>Reihenfolge</translation>
        </message>
        <message>
            <source>Search your models</source>
            <translation>Eigene Modelle durchsuchen</translation>
        </message>
        <message>
            <source>Shelves</source>
            <translation>Regale</translation>
        </message>
        <message>
            <source>Show all</source>
            <translation>Alle zeigen</translation>
        </message>
        <message>
            <source>Show as cards</source>
            <translation>Als Karten zeigen</translation>
        </message>
        <message>
            <source>Tag</source>
            <translation>Schlagwort</translation>
        </message>
        <message>
            <source>Take off the filter {name}</source>
            <translation>Filter {name} entfernen</translation>
        </message>
        <message>
            <source>Turn the order around</source>
            <translation>Reihenfolge umkehren</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>Typ</translation>
        </message>
        <message>
            <source>Where it is from</source>
            <translation>Woher es ist</translation>
        </message>
    </context>
    <context>
        <name>LibraryFoot</name>
        <message>
            <source>Show duplicates</source>
            <translation>Duplikate zeigen</translation>
        </message>
        <message>
            <source>Stop finding out what fits</source>
            <translation>Nicht weiter ermitteln, was passt</translation>
        </message>
        <message>
            <source>Stop looking in other apps</source>
            <translation>Nicht weiter in anderen Apps suchen</translation>
        </message>
    </context>
    <context>
        <name>LibraryList</name>
        <message>
            <source>Models</source>
            <translation>Modelle</translation>
        </message>
    </context>
    <context>
        <name>LibraryPage</name>
        <message>
            <source>1 model was added.</source>
            <translation>1 Modell wurde hinzugefügt.</translation>
        </message>
        <message>
            <source>1 model was taken off the list; its file is untouched.</source>
            <translation>1 Modell wurde von der Liste genommen; seine Datei ist unberührt.</translation>
        </message>
        <message>
            <source>Add files…</source>
            <translation>Hinzufügen …</translation>
        </message>
        <message>
            <source>Add models</source>
            <translation>Modelle hinzufügen</translation>
        </message>
        <message>
            <source>Find models</source>
            <translation>Modelle suchen</translation>
        </message>
        <message>
            <source>Library</source>
            <translation>Bibliothek</translation>
        </message>
        <message>
            <source>Make a model</source>
            <translation>Modell erstellen</translation>
        </message>
        <message>
            <source>Make one that fits this computer, find one on the Hub, or drop GGUF files onto this window.</source>
            <translation>Erstellen Sie eines, das auf diesen Computer passt, suchen Sie eines auf dem Hub oder ziehen Sie GGUF-Dateien auf dieses Fenster.</translation>
        </message>
        <message>
            <source>Models on this computer</source>
            <translation>Modelle auf diesem Computer</translation>
        </message>
        <message>
            <source>No model matches</source>
            <translation>Kein Modell entspricht dem</translation>
        </message>
        <message>
            <source>No models yet</source>
            <translation>Noch keine Modelle</translation>
        </message>
        <message>
            <source>Nothing in your library has all of this.</source>
            <translation>Nichts in Ihrer Bibliothek erfüllt all das.</translation>
        </message>
        <message>
            <source>Reading the library…</source>
            <translation>Die Bibliothek wird gelesen …</translation>
        </message>
        <message>
            <source>Show all</source>
            <translation>Alle zeigen</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <source>Where is {name}?</source>
            <translation>Wo ist {name}?</translation>
        </message>
        <message>
            <source>{kind}: it goes with another model and does not chat by itself.</source>
            <translation>{kind}: gehört zu einem anderen Modell und chattet nicht selbst.</translation>
        </message>
        <message>
            <source>{n} models were added.</source>
            <translation>{n} Modelle wurden hinzugefügt.</translation>
        </message>
        <message>
            <source>{n} models were taken off the list; their files are untouched.</source>
            <translation>{n} Modelle wurden von der Liste genommen; ihre Dateien sind unberührt.</translation>
        </message>
    </context>
    <context>
        <name>LibraryPanel</name>
        <message>
            <source>Chat</source>
            <translation>Chat</translation>
        </message>
        <message>
            <source>Check of the files</source>
            <translation>Prüfung der Dateien</translation>
        </message>
        <message>
            <source>Check the files</source>
            <translation>Dateien prüfen</translation>
        </message>
        <message>
            <source>Damaged</source>
            <translation>Beschädigt</translation>
        </message>
        <message>
            <source>Find the file…</source>
            <translation>Datei suchen …</translation>
        </message>
        <message>
            <source>Loaded</source>
            <translation>Geladen</translation>
        </message>
        <message>
            <source>Make a model of it</source>
            <translation>Ein Modell daraus erstellen</translation>
        </message>
        <message>
            <source>Memory: weights {weights}, context {kv}, rest {rest}; {more}.</source>
            <translation>Speicher: Gewichte {weights}, Kontext {kv}, Rest {rest}; {more}.</translation>
        </message>
        <message>
            <source>Not checked</source>
            <translation>Nicht geprüft</translation>
        </message>
        <message>
            <source>Not known</source>
            <translation>Nicht bekannt</translation>
        </message>
        <message>
            <source>On this computer</source>
            <translation>Auf diesem Computer</translation>
        </message>
        <message>
            <source>Open its folder</source>
            <translation>Ordner öffnen</translation>
        </message>
        <message>
            <source>Reading the files</source>
            <translation>Die Dateien werden gelesen</translation>
        </message>
        <message>
            <source>Remove… (Del)</source>
            <translation>Entfernen … (Entf)</translation>
        </message>
        <message>
            <source>Rename (F2)</source>
            <translation>Umbenennen (F2)</translation>
        </message>
        <message>
            <source>Show models with the tag {tag}</source>
            <translation>Modelle mit dem Schlagwort {tag} zeigen</translation>
        </message>
        <message>
            <source>Show the copies</source>
            <translation>Kopien zeigen</translation>
        </message>
        <message>
            <source>Sound</source>
            <translation>In Ordnung</translation>
        </message>
        <message>
            <source>Stop checking</source>
            <translation>Prüfung stoppen</translation>
        </message>
        <message>
            <source>Tags… (Ctrl+T)</source>
            <translation>Schlagwörter … (Strg+T)</translation>
        </message>
        <message>
            <source>The same content is here {n} times.</source>
            <translation>Derselbe Inhalt ist hier {n}-mal vorhanden.</translation>
        </message>
        <message>
            <source>Waits for other checks</source>
            <translation>Wartet auf andere Prüfungen</translation>
        </message>
        <message>
            <source>with {n} tokens of context</source>
            <translation>mit {n} Token Kontext</translation>
        </message>
        <message>
            <source>{n} models</source>
            <translation>{n} Modelle</translation>
        </message>
    </context>
    <context>
        <name>LivePlot</name>
        <message>
            <source>now</source>
            <translation>jetzt</translation>
        </message>
        <message>
            <source>{time} ago</source>
            <translation>vor {time}</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>Chat</source>
            <translation>Chat</translation>
        </message>
        <message>
            <source>Discover</source>
            <translation>Entdecken</translation>
        </message>
        <message>
            <source>Jobs</source>
            <translation>Aufträge</translation>
        </message>
        <message>
            <source>Keep working</source>
            <translation>Weiterarbeiten</translation>
        </message>
        <message>
            <source>Library</source>
            <translation>Bibliothek</translation>
        </message>
        <message>
            <source>OK</source>
            <translation>OK</translation>
        </message>
        <message>
            <source>Pause and close</source>
            <translation>Pausieren und schließen</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>There is a newer version: {version}</source>
            <translation>Es gibt eine neuere Version: {version}</translation>
        </message>
        <message>
            <source>{n} running</source>
            <translation>{n} laufend</translation>
        </message>
    </context>
    <context>
        <name>MakeStep</name>
        <message>
            <source>Paused. It goes on where it was.</source>
            <translation>Pausiert. Es geht da weiter, wo es war.</translation>
        </message>
        <message>
            <source>Pausing…</source>
            <translation>Pausiert gleich …</translation>
        </message>
        <message>
            <source>Stopped. What was downloaded is kept, so that it can go on.</source>
            <translation>Gestoppt. Was heruntergeladen wurde, bleibt erhalten, sodass es weitergehen kann.</translation>
        </message>
        <message>
            <source>Stopping…</source>
            <translation>Stoppt …</translation>
        </message>
        <message>
            <source>The model could not be made.</source>
            <translation>Das Modell konnte nicht erstellt werden.</translation>
        </message>
        <message>
            <source>Waiting for the job before it.</source>
            <translation>Wartet auf den Auftrag davor.</translation>
        </message>
        <message>
            <source>Your model is ready.</source>
            <translation>Ihr Modell ist fertig.</translation>
        </message>
    </context>
    <context>
        <name>MakeWizard</name>
        <message>
            <source>Back</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <source>Chat now</source>
            <translation>Jetzt chatten</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>Fortfahren</translation>
        </message>
        <message>
            <source>Leave it running</source>
            <translation>Laufen lassen</translation>
        </message>
        <message>
            <source>Make</source>
            <translation>Erstellen</translation>
        </message>
        <message>
            <source>Make a model for this computer</source>
            <translation>Ein Modell für diesen Computer erstellen</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>Weiter</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Pause</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Stoppen</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Erneut versuchen</translation>
        </message>
    </context>
    <context>
        <name>MessageActions</name>
        <message>
            <source>Copied</source>
            <translation>Kopiert</translation>
        </message>
        <message>
            <source>Copy as Markdown</source>
            <translation>Als Markdown kopieren</translation>
        </message>
        <message>
            <source>Copy as plain text</source>
            <translation>Als reinen Text kopieren</translation>
        </message>
        <message>
            <source>Copy message</source>
            <translation>Nachricht kopieren</translation>
        </message>
        <message>
            <source>Delete this message and what follows it</source>
            <translation>Diese Nachricht und alles danach löschen</translation>
        </message>
        <message>
            <source>Edit message</source>
            <translation>Nachricht bearbeiten</translation>
        </message>
        <message>
            <source>Next version</source>
            <translation>Nächste Version</translation>
        </message>
        <message>
            <source>Version before</source>
            <translation>Vorherige Version</translation>
        </message>
        <message>
            <source>Version {n} of {count}</source>
            <translation>Version {n} von {count}</translation>
        </message>
        <message>
            <source>Ways to copy</source>
            <translation>Arten des Kopierens</translation>
        </message>
        <message>
            <source>Write this answer again; the old one is kept</source>
            <translation>Diese Antwort neu schreiben; die alte bleibt erhalten</translation>
        </message>
    </context>
    <context>
        <name>MessageEditor</name>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Text of the message</source>
            <translation>Text der Nachricht</translation>
        </message>
    </context>
    <context>
        <name>MessageField</name>
        <message>
            <source>Enter sends, Shift+Enter makes a new line</source>
            <translation>Eingabe sendet, Umschalt+Eingabe beginnt eine neue Zeile</translation>
        </message>
        <message>
            <source>Message</source>
            <translation>Nachricht</translation>
        </message>
    </context>
    <context>
        <name>MessageFiles</name>
        <message>
            <source>Document {name}, {tokens}</source>
            <translation>Dokument {name}, {tokens}</translation>
        </message>
        <message>
            <source>{n} tokens</source>
            <translation>{n} Tokens</translation>
        </message>
    </context>
    <context>
        <name>MessageWidget</name>
        <message>
            <source>Ask again</source>
            <translation>Erneut fragen</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>Behalten</translation>
        </message>
        <message>
            <source>What was here before is kept as another version.</source>
            <translation>Was vorher hier stand, bleibt als weitere Version erhalten.</translation>
        </message>
    </context>
    <context>
        <name>ModelBar</name>
        <message>
            <source>Find another model…</source>
            <translation>Anderes Modell suchen …</translation>
        </message>
        <message>
            <source>Loading the model</source>
            <translation>Modell wird geladen</translation>
        </message>
        <message>
            <source>Model: {name}</source>
            <translation>Modell: {name}</translation>
        </message>
        <message>
            <source>Show live graphs (Ctrl+G)</source>
            <translation>Live-Graphen zeigen (Strg+G)</translation>
        </message>
        <message>
            <source>Show the list of chats</source>
            <translation>Liste der Chats zeigen</translation>
        </message>
        <message>
            <source>Show the settings of this chat (Ctrl+.)</source>
            <translation>Einstellungen dieses Chats zeigen (Strg+.)</translation>
        </message>
        <message>
            <source>Stop loading the model</source>
            <translation>Laden des Modells stoppen</translation>
        </message>
        <message>
            <source>Unload the model and free its memory</source>
            <translation>Modell entladen und seinen Speicher freigeben</translation>
        </message>
    </context>
    <context>
        <name>ModelStep</name>
        <message>
            <source>Choose a folder with a model</source>
            <translation>Ordner mit einem Modell auswählen</translation>
        </message>
        <message>
            <source>Chosen: {name}</source>
            <translation>Ausgewählt: {name}</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>Modelle</translation>
        </message>
        <message>
            <source>Open a folder…</source>
            <translation>Ordner öffnen …</translation>
        </message>
        <message>
            <source>Search models</source>
            <translation>Modelle suchen</translation>
        </message>
        <message>
            <source>Search models with original weights, or paste an address</source>
            <translation>Modelle mit Originalgewichten suchen oder eine Adresse einfügen</translation>
        </message>
        <message>
            <source>Searching</source>
            <translation>Sucht</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Erneut versuchen</translation>
        </message>
    </context>
    <context>
        <name>ModelsCard</name>
        <message>
            <source>16-bit, exact</source>
            <translation>16 Bit, genau</translation>
        </message>
        <message>
            <source>4-bit, a quarter, less exact</source>
            <translation>4 Bit, ein Viertel, weniger genau</translation>
        </message>
        <message>
            <source>8-bit, half the memory</source>
            <translation>8 Bit, halber Speicher</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>Auto</translation>
        </message>
        <message>
            <source>Choose a folder for models</source>
            <translation>Ordner für Modelle auswählen</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>Auswählen …</translation>
        </message>
        <message>
            <source>Context</source>
            <translation>Kontext</translation>
        </message>
        <message>
            <source>How exactly the model keeps what was said. Used at the next load.</source>
            <translation>Wie genau sich das Modell merkt, was gesagt wurde. Gilt ab dem nächsten Laden.</translation>
        </message>
        <message>
            <source>Memory of the context</source>
            <translation>Speicher des Kontexts</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>Modelle</translation>
        </message>
        <message>
            <source>Models folder</source>
            <translation>Modellordner</translation>
        </message>
        <message>
            <source>Processor cores for answering and for making models. Used at the next load.</source>
            <translation>Prozessorkerne zum Antworten und zum Erstellen von Modellen. Gilt ab dem nächsten Laden.</translation>
        </message>
        <message>
            <source>Threads</source>
            <translation>Threads</translation>
        </message>
        <message>
            <source>Tokens that a model holds at once; more takes more memory. Used at the next load.</source>
            <translation>Token, die ein Modell zugleich überblickt; mehr brauchen mehr Speicher. Gilt ab dem nächsten Laden.</translation>
        </message>
        <message>
            <source>Where new models go.</source>
            <translation>Wohin neue Modelle kommen.</translation>
        </message>
    </context>
    <context>
        <name>NetworkBanner</name>
        <message>
            <source>Close this line</source>
            <translation>Diese Zeile schließen</translation>
        </message>
        <message>
            <source>Leave offline mode</source>
            <translation>Offline-Modus verlassen</translation>
        </message>
        <message>
            <source>Offline mode: nothing is sent anywhere. Downloads wait.</source>
            <translation>Offline-Modus: Nichts wird irgendwohin gesendet. Downloads warten.</translation>
        </message>
        <message>
            <source>Try now</source>
            <translation>Jetzt versuchen</translation>
        </message>
        <message>
            <source>{host} cannot be reached. Your models and chats work; downloads go on by themselves.</source>
            <translation>{host} ist nicht erreichbar. Ihre Modelle und Chats funktionieren; Downloads gehen von selbst weiter.</translation>
        </message>
    </context>
    <context>
        <name>NoticeLine</name>
        <message>
            <source>Close this line</source>
            <translation>Diese Zeile schließen</translation>
        </message>
    </context>
    <context>
        <name>PictureButton</name>
        <message>
            <source>Picture {name}</source>
            <translation>Bild {name}</translation>
        </message>
    </context>
    <context>
        <name>PictureLabel</name>
        <message>
            <source>This picture cannot be shown</source>
            <translation>Dieses Bild kann nicht gezeigt werden</translation>
        </message>
    </context>
    <context>
        <name>PlaceStep</name>
        <message>
            <source>Asking the engine…</source>
            <translation>Die Engine wird gefragt …</translation>
        </message>
        <message>
            <source>Disk</source>
            <translation>Datenträger</translation>
        </message>
        <message>
            <source>Keep the original weights</source>
            <translation>Originalgewichte behalten</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>Speicher</translation>
        </message>
    </context>
    <context>
        <name>PrivacyCard</name>
        <message>
            <source>Its name; then its description and the headers of its files are read.</source>
            <translation>Seinen Namen; dann werden seine Beschreibung und die Header seiner Dateien gelesen.</translation>
        </message>
        <message>
            <source>Once a minute at most, an empty request to notice that it is back.</source>
            <translation>Höchstens einmal pro Minute eine leere Anfrage, um zu merken, dass er wieder da ist.</translation>
        </message>
        <message>
            <source>Only this, and to the Hub’s address above unless another one is named. Nothing is counted or reported; chats, documents and models never leave this computer.</source>
            <translation>Nur dies, und an die Adresse des Hubs oben, wo keine andere genannt ist. Nichts wird gezählt oder gemeldet; Chats, Dokumente und Modelle verlassen diesen Computer nie.</translation>
        </message>
        <message>
            <source>The hub cannot be reached</source>
            <translation>Der Hub ist nicht erreichbar</translation>
        </message>
        <message>
            <source>The name of the repository that it came from, where its hashes are not known yet.</source>
            <translation>Den Namen des Repositorys, aus dem es kam, wenn seine Hashes noch nicht bekannt sind.</translation>
        </message>
        <message>
            <source>The names of its files and which parts of them come next. The Hub sends large files from its content network, which sees neither your token nor your account.</source>
            <translation>Die Namen seiner Dateien und welche Teile davon als Nächstes kommen. Der Hub sendet große Dateien aus seinem Verteilnetz, das weder Ihren Token noch Ihr Konto sieht.</translation>
        </message>
        <message>
            <source>The words and filters of the search.</source>
            <translation>Die Wörter und Filter der Suche.</translation>
        </message>
        <message>
            <source>To {address} and not to the Hub: a request for one small file.</source>
            <translation>An {address} und nicht an den Hub: die Anfrage nach einer kleinen Datei.</translation>
        </message>
        <message>
            <source>What is sent</source>
            <translation>Was gesendet wird</translation>
        </message>
        <message>
            <source>With each of these</source>
            <translation>Mit jedem davon</translation>
        </message>
        <message>
            <source>You check for updates, or once a day at the start where you switched that on</source>
            <translation>Sie suchen nach Updates, oder einmal am Tag beim Start, wenn Sie das eingeschaltet haben</translation>
        </message>
        <message>
            <source>You check the files of a model in the library</source>
            <translation>Sie prüfen die Dateien eines Modells in der Bibliothek</translation>
        </message>
        <message>
            <source>You download or make a model</source>
            <translation>Sie laden ein Modell herunter oder erstellen eines</translation>
        </message>
        <message>
            <source>You log in or out, at each start, and when you check the connection</source>
            <translation>Sie melden sich an oder ab, bei jedem Start und wenn Sie die Verbindung prüfen</translation>
        </message>
        <message>
            <source>You open a model</source>
            <translation>Sie öffnen ein Modell</translation>
        </message>
        <message>
            <source>You search or open Discover</source>
            <translation>Sie suchen oder öffnen „Entdecken“</translation>
        </message>
        <message>
            <source>Your access token, to ask whose it is.</source>
            <translation>Ihr Zugriffstoken, um zu fragen, wem er gehört.</translation>
        </message>
        <message>
            <source>“Bitsmith” and its version; while you are logged in, your access token, to the hub alone.</source>
            <translation>„Bitsmith“ und seine Version; solange Sie angemeldet sind, Ihr Zugriffstoken, nur an den Hub.</translation>
        </message>
    </context>
    <context>
        <name>ReasoningView</name>
        <message>
            <source>Reasoning</source>
            <translation>Gedankengang</translation>
        </message>
        <message>
            <source>Reasoning of the model</source>
            <translation>Gedankengang des Modells</translation>
        </message>
        <message>
            <source>Thinking…</source>
            <translation>Denkt nach …</translation>
        </message>
        <message>
            <source>Thought for {time}</source>
            <translation>Hat {time} nachgedacht</translation>
        </message>
        <message>
            <source>folded</source>
            <translation>zugeklappt</translation>
        </message>
        <message>
            <source>open</source>
            <translation>aufgeklappt</translation>
        </message>
    </context>
    <context>
        <name>RelatedList</name>
        <message>
            <source>{downloads} downloads, {likes} likes</source>
            <translation>{downloads} Downloads, {likes} Likes</translation>
        </message>
        <message>
            <source>{n} more</source>
            <translation>{n} weitere</translation>
        </message>
    </context>
    <context>
        <name>ResultList</name>
        <message>
            <source>Add to favourites</source>
            <translation>Zu den Favoriten</translation>
        </message>
        <message>
            <source>Copy the name</source>
            <translation>Name kopieren</translation>
        </message>
        <message>
            <source>More by {author}</source>
            <translation>Mehr von {author}</translation>
        </message>
        <message>
            <source>Remove from favourites</source>
            <translation>Aus den Favoriten entfernen</translation>
        </message>
    </context>
    <context>
        <name>ResultModel</name>
        <message>
            <source>asks for access</source>
            <translation>Zugang auf Anfrage</translation>
        </message>
        <message>
            <source>favourite</source>
            <translation>Favorit</translation>
        </message>
    </context>
    <context>
        <name>SettingRow</name>
        <message>
            <source>{name}: back to the default</source>
            <translation>{name}: zurück auf den Standardwert</translation>
        </message>
    </context>
    <context>
        <name>SettingsPage</name>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
    </context>
    <context>
        <name>Shortcuts</name>
        <message>
            <source>Chat</source>
            <translation>Chat</translation>
        </message>
        <message>
            <source>Chat with the model</source>
            <translation>Mit dem Modell chatten</translation>
        </message>
        <message>
            <source>Check, copy the path, open the folder</source>
            <translation>Prüfen, Pfad kopieren, Ordner öffnen</translation>
        </message>
        <message>
            <source>Copy the last answer</source>
            <translation>Letzte Antwort kopieren</translation>
        </message>
        <message>
            <source>Delete, with undo</source>
            <translation>Löschen, mit Rückgängig</translation>
        </message>
        <message>
            <source>Discover</source>
            <translation>Entdecken</translation>
        </message>
        <message>
            <source>Everywhere</source>
            <translation>Überall</translation>
        </message>
        <message>
            <source>Find in this chat</source>
            <translation>In diesem Chat suchen</translation>
        </message>
        <message>
            <source>Found message before, next one</source>
            <translation>Vorherige gefundene Nachricht, nächste</translation>
        </message>
        <message>
            <source>From the search to the list</source>
            <translation>Von der Suche in die Liste</translation>
        </message>
        <message>
            <source>Full screen</source>
            <translation>Vollbild</translation>
        </message>
        <message>
            <source>Go to a page</source>
            <translation>Zu einer Seite gehen</translation>
        </message>
        <message>
            <source>In an empty field: change the last question</source>
            <translation>Im leeren Feld: die letzte Frage ändern</translation>
        </message>
        <message>
            <source>Keep a changed message</source>
            <translation>Geänderte Nachricht übernehmen</translation>
        </message>
        <message>
            <source>Keep a model as a favourite</source>
            <translation>Modell als Favorit behalten</translation>
        </message>
        <message>
            <source>Library</source>
            <translation>Bibliothek</translation>
        </message>
        <message>
            <source>List of chats</source>
            <translation>Liste der Chats</translation>
        </message>
        <message>
            <source>Look at the disk again</source>
            <translation>Erneut auf dem Datenträger nachsehen</translation>
        </message>
        <message>
            <source>New chat</source>
            <translation>Neuer Chat</translation>
        </message>
        <message>
            <source>New line</source>
            <translation>Neue Zeile</translation>
        </message>
        <message>
            <source>Pin, move, export</source>
            <translation>Anheften, verschieben, exportieren</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Beenden</translation>
        </message>
        <message>
            <source>Remove, after a question</source>
            <translation>Entfernen, nach einer Rückfrage</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>Umbenennen</translation>
        </message>
        <message>
            <source>Search models</source>
            <translation>Modelle suchen</translation>
        </message>
        <message>
            <source>Search your models</source>
            <translation>Eigene Modelle durchsuchen</translation>
        </message>
        <message>
            <source>Send</source>
            <translation>Senden</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>Settings of this chat</source>
            <translation>Einstellungen dieses Chats</translation>
        </message>
        <message>
            <source>Show or hide the graphs</source>
            <translation>Graphen zeigen oder verbergen</translation>
        </message>
        <message>
            <source>Stop the answer</source>
            <translation>Antwort stoppen</translation>
        </message>
        <message>
            <source>Tags</source>
            <translation>Schlagwörter</translation>
        </message>
        <message>
            <source>These keys</source>
            <translation>Diese Tasten</translation>
        </message>
        <message>
            <source>Version before, next version</source>
            <translation>Vorherige Version, nächste Version</translation>
        </message>
        <message>
            <source>While writing</source>
            <translation>Beim Schreiben</translation>
        </message>
        <message>
            <source>Write the last answer again</source>
            <translation>Letzte Antwort neu schreiben</translation>
        </message>
    </context>
    <context>
        <name>ShortcutsDialog</name>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Keyboard shortcuts</source>
            <translation>Tastenkürzel</translation>
        </message>
    </context>
    <context>
        <name>Sidebar</name>
        <message>
            <source>Pages</source>
            <translation>Seiten</translation>
        </message>
        <message>
            <source>{page} (Ctrl+{number})</source>
            <translation>{page} (Strg+{number})</translation>
        </message>
    </context>
    <context>
        <name>SourcePanel</name>
        <message>
            <source>16-bit context</source>
            <translation>16-Bit-Kontext</translation>
        </message>
        <message>
            <source>4-bit context</source>
            <translation>4-Bit-Kontext</translation>
        </message>
        <message>
            <source>8-bit context</source>
            <translation>8-Bit-Kontext</translation>
        </message>
        <message>
            <source>Choose a model</source>
            <translation>Modell auswählen</translation>
        </message>
        <message>
            <source>Download</source>
            <translation>Herunterladen</translation>
        </message>
        <message>
            <source>Estimating</source>
            <translation>Wird geschätzt</translation>
        </message>
        <message>
            <source>GGUF files that others made of it</source>
            <translation>GGUF-Dateien, die andere daraus erstellt haben</translation>
        </message>
        <message>
            <source>How exactly the model keeps what was said</source>
            <translation>Wie genau sich das Modell merkt, was gesagt wurde</translation>
        </message>
        <message>
            <source>Its owner asks for your agreement: open its page, accept, and use your access token.</source>
            <translation>Der Eigentümer verlangt Ihre Zustimmung: Öffnen Sie die Seite, stimmen Sie zu und verwenden Sie Ihren Zugriffstoken.</translation>
        </message>
        <message>
            <source>Loading</source>
            <translation>Lädt</translation>
        </message>
        <message>
            <source>Look for a GGUF of it</source>
            <translation>Nach einer GGUF-Datei davon suchen</translation>
        </message>
        <message>
            <source>Make for this computer</source>
            <translation>Für diesen Computer erstellen</translation>
        </message>
        <message>
            <source>Make it from the original, {name}</source>
            <translation>Aus dem Original {name} erstellen</translation>
        </message>
        <message>
            <source>Memory of the context</source>
            <translation>Speicher des Kontexts</translation>
        </message>
        <message>
            <source>Model card</source>
            <translation>Modellbeschreibung</translation>
        </message>
        <message>
            <source>Open its page</source>
            <translation>Seite öffnen</translation>
        </message>
        <message>
            <source>Ready-made GGUF files</source>
            <translation>Fertige GGUF-Dateien</translation>
        </message>
        <message>
            <source>Ready-made GGUF files of it</source>
            <translation>Fertige GGUF-Dateien davon</translation>
        </message>
        <message>
            <source>Show all types</source>
            <translation>Alle Typen zeigen</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Erneut versuchen</translation>
        </message>
        <message>
            <source>What its makers say</source>
            <translation>Was die Hersteller sagen</translation>
        </message>
        <message>
            <source>You will see here what it is and how it fits this computer, before anything is downloaded.</source>
            <translation>Hier sehen Sie, was es ist und wie es auf diesen Computer passt, bevor etwas heruntergeladen wird.</translation>
        </message>
        <message>
            <source>{n} files, {size}</source>
            <translation>{n} Dateien, {size}</translation>
        </message>
    </context>
    <context>
        <name>SpaceCard</name>
        <message>
            <source>Cache of huggingface_hub</source>
            <translation>Cache von huggingface_hub</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Löschen</translation>
        </message>
        <message>
            <source>Delete {what}?</source>
            <translation>{what} löschen?</translation>
        </message>
        <message>
            <source>Disk space</source>
            <translation>Speicherplatz</translation>
        </message>
        <message>
            <source>Downloads and models that were not finished. A job that is deleted here begins anew.</source>
            <translation>Downloads und Modelle, die nicht fertig wurden. Ein hier gelöschter Auftrag beginnt von vorn.</translation>
        </message>
        <message>
            <source>Filled by other programs on this computer, which use it too.</source>
            <translation>Von anderen Programmen auf diesem Computer gefüllt, die ihn auch verwenden.</translation>
        </message>
        <message>
            <source>Headers</source>
            <translation>Header</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>Behalten</translation>
        </message>
        <message>
            <source>Kept for making other types; they are downloaded again when they are needed.</source>
            <translation>Für weitere Typen aufbewahrt; sie werden erneut heruntergeladen, wenn sie gebraucht werden.</translation>
        </message>
        <message>
            <source>Measure again</source>
            <translation>Neu messen</translation>
        </message>
        <message>
            <source>Not measured yet</source>
            <translation>Noch nicht gemessen</translation>
        </message>
        <message>
            <source>Of models that are being made now, or whose making was cut off.</source>
            <translation>Von Modellen, die gerade erstellt werden oder deren Erstellung abbrach.</translation>
        </message>
        <message>
            <source>Of models whose fit was looked at; they are read again when they are needed.</source>
            <translation>Von Modellen, deren Bedarf angesehen wurde; sie werden neu gelesen, wenn sie gebraucht werden.</translation>
        </message>
        <message>
            <source>Original weights</source>
            <translation>Originalgewichte</translation>
        </message>
        <message>
            <source>This frees {size}, and cannot be undone.</source>
            <translation>Das schafft {size} Platz und lässt sich nicht rückgängig machen.</translation>
        </message>
        <message>
            <source>Unfinished files</source>
            <translation>Unfertige Dateien</translation>
        </message>
        <message>
            <source>Weights that pass through</source>
            <translation>Gewichte auf der Durchreise</translation>
        </message>
        <message>
            <source>What takes space beside your models and chats.</source>
            <translation>Was außer Ihren Modellen und Chats Platz belegt.</translation>
        </message>
        <message>
            <source>{n} things</source>
            <translation>{n} Einträge</translation>
        </message>
        <message>
            <source>{size} in all</source>
            <translation>{size} insgesamt</translation>
        </message>
    </context>
    <context>
        <name>StatusLine</name>
        <message>
            <source>Opens the live graphs</source>
            <translation>Öffnet die Live-Graphen</translation>
        </message>
        <message>
            <source>Show the live graphs</source>
            <translation>Live-Graphen zeigen</translation>
        </message>
    </context>
    <context>
        <name>TagDialog</name>
        <message>
            <source>Add</source>
            <translation>Hinzufügen</translation>
        </message>
        <message>
            <source>New tag</source>
            <translation>Neues Schlagwort</translation>
        </message>
        <message>
            <source>Tags</source>
            <translation>Schlagwörter</translation>
        </message>
        <message>
            <source>{n} models</source>
            <translation>{n} Modelle</translation>
        </message>
    </context>
    <context>
        <name>UpdateCard</name>
        <message>
            <source>Asking…</source>
            <translation>Frage nach …</translation>
        </message>
        <message>
            <source>Bitsmith can tell you that there is a newer version. It never downloads or installs one.</source>
            <translation>Bitsmith kann Ihnen sagen, dass es eine neuere Version gibt. Heruntergeladen oder installiert wird sie nie von selbst.</translation>
        </message>
        <message>
            <source>Bitsmith {version}, {day}</source>
            <translation>Bitsmith {version}, {day}</translation>
        </message>
        <message>
            <source>Check now</source>
            <translation>Jetzt prüfen</translation>
        </message>
        <message>
            <source>Look for updates</source>
            <translation>Nach Updates suchen</translation>
        </message>
        <message>
            <source>On</source>
            <translation>An</translation>
        </message>
        <message>
            <source>Once a day, at the start: one request to {address}, with the app’s name and version.</source>
            <translation>Einmal am Tag, beim Start: eine Anfrage an {address}, mit Name und Version der App.</translation>
        </message>
        <message>
            <source>Open the release page…</source>
            <translation>Seite der Version öffnen …</translation>
        </message>
        <message>
            <source>Packages for this computer</source>
            <translation>Pakete für diesen Computer</translation>
        </message>
        <message>
            <source>The newest published version is {theirs}, older than yours ({ours}). Either yours was never published, or the list is out of date. There is nothing to do.</source>
            <translation>Die neueste veröffentlichte Version ist {theirs}, älter als Ihre ({ours}). Entweder wurde Ihre nie veröffentlicht, oder die Liste ist veraltet. Es ist nichts zu tun.</translation>
        </message>
        <message>
            <source>There is a newer version. You have {version}.</source>
            <translation>Es gibt eine neuere Version. Sie haben {version}.</translation>
        </message>
        <message>
            <source>This build carries no release key, so it could not tell a real release from a forged one: it never looks for updates. Look for new versions where you got this one from.</source>
            <translation>Diese Ausgabe enthält keinen Schlüssel für Veröffentlichungen und könnte eine echte nicht von einer gefälschten unterscheiden: Sie sucht nie nach Updates. Neue Versionen finden Sie dort, woher Sie diese haben.</translation>
        </message>
        <message>
            <source>Updates</source>
            <translation>Updates</translation>
        </message>
        <message>
            <source>What is new</source>
            <translation>Was neu ist</translation>
        </message>
        <message>
            <source>You have the newest version, {version}.</source>
            <translation>Sie haben die neueste Version, {version}.</translation>
        </message>
        <message>
            <source>d MMMM yyyy</source>
            <translation>d. MMMM yyyy</translation>
        </message>
        <message>
            <source>{name}, {size}, SHA-256 {digest}</source>
            <translation>{name}, {size}, SHA-256 {digest}</translation>
        </message>
    </context>
    <context>
        <name>UserMessage</name>
        <message>
            <source>Show all of it</source>
            <translation>Alles zeigen</translation>
        </message>
        <message>
            <source>You</source>
            <translation>Sie</translation>
        </message>
    </context>
    <context>
        <name>_Delegate</name>
        <message>
            <source>Name of the model</source>
            <translation>Name des Modells</translation>
        </message>
    </context>
    <context>
        <name>_FitDelegate</name>
        <message>
            <source>recommended</source>
            <translation>empfohlen</translation>
        </message>
    </context>
    <context>
        <name>_GroupRow</name>
        <message>
            <source>Delete {what}</source>
            <translation>{what} löschen</translation>
        </message>
        <message>
            <source>Delete…</source>
            <translation>Löschen …</translation>
        </message>
        <message>
            <source>Show what it is</source>
            <translation>Zeigen, was es ist</translation>
        </message>
        <message>
            <source>and {n} more</source>
            <translation>und {n} weitere</translation>
        </message>
        <message>
            <source>in use</source>
            <translation>in Gebrauch</translation>
        </message>
    </context>
    <context>
        <name>_JobCard</name>
        <message>
            <source>Chat</source>
            <translation>Chat</translation>
        </message>
        <message>
            <source>Earlier (Ctrl+Up)</source>
            <translation>Früher (Strg+Hoch)</translation>
        </message>
        <message>
            <source>Finishing the current step, then it pauses.</source>
            <translation>Der laufende Schritt wird beendet, dann pausiert der Auftrag.</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>Fortfahren</translation>
        </message>
        <message>
            <source>In your library. Started {when}.</source>
            <translation>In Ihrer Bibliothek. Begonnen {when}.</translation>
        </message>
        <message>
            <source>Interrupted when the app ended. It goes on where it was.</source>
            <translation>Unterbrochen, als die App endete. Es geht da weiter, wo es war.</translation>
        </message>
        <message>
            <source>Later (Ctrl+Down)</source>
            <translation>Später (Strg+Runter)</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Pause</translation>
        </message>
        <message>
            <source>Paused. It goes on where it was, also after a restart.</source>
            <translation>Pausiert. Es geht da weiter, wo es war, auch nach einem Neustart.</translation>
        </message>
        <message>
            <source>Show file</source>
            <translation>Datei zeigen</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Stoppen</translation>
        </message>
        <message>
            <source>Stopped. What was downloaded is kept until you take it off the list.</source>
            <translation>Gestoppt. Was heruntergeladen wurde, bleibt erhalten, bis Sie es von der Liste nehmen.</translation>
        </message>
        <message>
            <source>Take off the list (Delete)</source>
            <translation>Von der Liste nehmen (Entf)</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Erneut versuchen</translation>
        </message>
        <message>
            <source>Waits for the job before it.</source>
            <translation>Wartet auf den Auftrag davor.</translation>
        </message>
    </context>
    <context>
        <name>access</name>
        <message>
            <source>Log in…</source>
            <translation>Anmelden …</translation>
        </message>
        <message>
            <source>Open its page</source>
            <translation>Seite öffnen</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Erneut versuchen</translation>
        </message>
    </context>
    <context>
        <name>chat</name>
        <message>
            <source> (nearly full)</source>
            <translation> (fast voll)</translation>
        </message>
        <message>
            <source>1 token</source>
            <translation>1 Token</translation>
        </message>
        <message>
            <source>Choose a model</source>
            <translation>Modell auswählen</translation>
        </message>
        <message>
            <source>Choose a model above to start</source>
            <translation>Wählen Sie oben ein Modell, um zu beginnen</translation>
        </message>
        <message>
            <source>Context full: the oldest messages are left out</source>
            <translation>Kontext voll: Die ältesten Nachrichten werden weggelassen</translation>
        </message>
        <message>
            <source>Could not be loaded</source>
            <translation>Konnte nicht geladen werden</translation>
        </message>
        <message>
            <source>Interrupted</source>
            <translation>Unterbrochen</translation>
        </message>
        <message>
            <source>Load again and continue</source>
            <translation>Neu laden und fortsetzen</translation>
        </message>
        <message>
            <source>Loading into memory…</source>
            <translation>Wird in den Speicher geladen …</translation>
        </message>
        <message>
            <source>Loading into memory… {percent} %</source>
            <translation>Wird in den Speicher geladen … {percent} %</translation>
        </message>
        <message>
            <source>Message {name}</source>
            <translation>Nachricht an {name}</translation>
        </message>
        <message>
            <source>No model yet</source>
            <translation>Noch kein Modell</translation>
        </message>
        <message>
            <source>Reading the prompt: {done} of {all} tokens</source>
            <translation>Prompt wird gelesen: {done} von {all} Token</translation>
        </message>
        <message>
            <source>Ready · {n} tokens of context</source>
            <translation>Bereit · {n} Token Kontext</translation>
        </message>
        <message>
            <source>Stopped unexpectedly</source>
            <translation>Unerwartet gestoppt</translation>
        </message>
        <message>
            <source>Thinking…</source>
            <translation>Denkt nach …</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Erneut versuchen</translation>
        </message>
        <message>
            <source>You stopped it</source>
            <translation>Von Ihnen gestoppt</translation>
        </message>
        <message>
            <source>context full</source>
            <translation>Kontext voll</translation>
        </message>
        <message>
            <source>first after {time}</source>
            <translation>erstes nach {time}</translation>
        </message>
        <message>
            <source>length limit reached</source>
            <translation>Längengrenze erreicht</translation>
        </message>
        <message>
            <source>oldest message left out</source>
            <translation>älteste Nachricht weggelassen</translation>
        </message>
        <message>
            <source>stop text reached</source>
            <translation>Stopptext erreicht</translation>
        </message>
        <message>
            <source>{name} is being loaded. You can write already.</source>
            <translation>{name} wird geladen. Sie können schon schreiben.</translation>
        </message>
        <message>
            <source>{n} oldest messages left out</source>
            <translation>{n} älteste Nachrichten weggelassen</translation>
        </message>
        <message>
            <source>{n} tokens</source>
            <translation>{n} Token</translation>
        </message>
        <message>
            <source>{used} of {all} tokens of context used</source>
            <translation>{used} von {all} Token Kontext belegt</translation>
        </message>
    </context>
    <context>
        <name>chat_settings</name>
        <message>
            <source>1 page</source>
            <translation>1 Seite</translation>
        </message>
        <message>
            <source>Asking the engine what this takes…</source>
            <translation>Die Engine wird gefragt, was das braucht …</translation>
        </message>
        <message>
            <source>Context lowered to {n} tokens so that it fits.</source>
            <translation>Kontext auf {n} Token verringert, damit es passt.</translation>
        </message>
        <message>
            <source>Median error of {n} loads: {percent} %.</source>
            <translation>Mittlerer Fehler (Median) von {n} Ladevorgängen: {percent} %.</translation>
        </message>
        <message>
            <source>Memory of the context in 8 bits so that it fits.</source>
            <translation>Speicher des Kontexts in 8 Bit, damit es passt.</translation>
        </message>
        <message>
            <source>On the GPU {need} of {free} that will be free.</source>
            <translation>Auf der GPU {need} von {free}, die frei sein werden.</translation>
        </message>
        <message>
            <source>Predicted {forecast}, took {peak} at its peak ({percent} %).</source>
            <translation>Vorhergesagt {forecast}, gebraucht höchstens {peak} ({percent} %).</translation>
        </message>
        <message>
            <source>Takes {need} of the {free} of memory that will be free.</source>
            <translation>Braucht {need} von {free} Speicher, die frei sein werden.</translation>
        </message>
        <message>
            <source>That is nearly all; other programs may become slow.</source>
            <translation>Das ist fast alles; andere Programme können langsam werden.</translation>
        </message>
        <message>
            <source>The documents have {n} tokens, the context holds {all}. Attach less, or load the model with a longer context (chat settings).</source>
            <translation>Die Dokumente haben {n} Token, der Kontext fasst {all}. Hängen Sie weniger an oder laden Sie das Modell mit einem längeren Kontext (Chat-Einstellungen).</translation>
        </message>
        <message>
            <source>The longest context of this model is {n} tokens.</source>
            <translation>Der längste Kontext dieses Modells sind {n} Token.</translation>
        </message>
        <message>
            <source>This does not fit. Choose a shorter context, or close other programs.</source>
            <translation>Das passt nicht. Wählen Sie einen kürzeren Kontext oder schließen Sie andere Programme.</translation>
        </message>
        <message>
            <source>This model cannot see pictures. Take them away, or choose a model that comes with a projector (a file with mmproj in its name).</source>
            <translation>Dieses Modell kann keine Bilder sehen. Nehmen Sie sie weg, oder wählen Sie ein Modell mit Projektor (einer Datei mit mmproj im Namen).</translation>
        </message>
        <message>
            <source>With the documents ({n} tokens) the context of {all} overflows: the oldest messages will be left out.</source>
            <translation>Mit den Dokumenten ({n} Token) läuft der Kontext von {all} über: Die ältesten Nachrichten werden weggelassen.</translation>
        </message>
        <message>
            <source>about {n} tokens</source>
            <translation>etwa {n} Token</translation>
        </message>
        <message>
            <source>only its beginning</source>
            <translation>nur der Anfang</translation>
        </message>
        <message>
            <source>{name} · being read…</source>
            <translation>{name} · wird gelesen …</translation>
        </message>
        <message>
            <source>{n} of {all} layers on the GPU so that it fits.</source>
            <translation>{n} von {all} Schichten auf der GPU, damit es passt.</translation>
        </message>
        <message>
            <source>{n} pages</source>
            <translation>{n} Seiten</translation>
        </message>
        <message>
            <source>{n} tokens</source>
            <translation>{n} Token</translation>
        </message>
    </context>
    <context>
        <name>computer</name>
        <message>
            <source>Computer</source>
            <translation>Computer</translation>
        </message>
        <message>
            <source>Disk</source>
            <translation>Datenträger</translation>
        </message>
        <message>
            <source>Engine</source>
            <translation>Engine</translation>
        </message>
        <message>
            <source>GPU</source>
            <translation>GPU</translation>
        </message>
        <message>
            <source>Instruction sets</source>
            <translation>Befehlssätze</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>Speicher</translation>
        </message>
        <message>
            <source>Memory speed</source>
            <translation>Speichertempo</translation>
        </message>
        <message>
            <source>None that the engine can use: models run on the processor, and memory decides their size.</source>
            <translation>Keine, die die Engine verwenden kann: Modelle laufen auf dem Prozessor, und der Speicher bestimmt ihre Größe.</translation>
        </message>
        <message>
            <source>Processor</source>
            <translation>Prozessor</translation>
        </message>
        <message>
            <source>System</source>
            <translation>System</translation>
        </message>
        <message>
            <source>being measured…</source>
            <translation>wird gemessen …</translation>
        </message>
        <message>
            <source>not told by the system</source>
            <translation>vom System nicht mitgeteilt</translation>
        </message>
        <message>
            <source>{device}, driver {version}</source>
            <translation>{device}, Treiber {version}</translation>
        </message>
        <message>
            <source>{engine}, built for one kind of processor</source>
            <translation>{engine}, für eine Art von Prozessor gebaut</translation>
        </message>
        <message>
            <source>{engine}, with its code for {name} processors</source>
            <translation>{engine}, mit ihrem Code für {name}-Prozessoren</translation>
        </message>
        <message>
            <source>{free} free of {all}</source>
            <translation>{free} von {all} frei</translation>
        </message>
        <message>
            <source>{name}, {free} free of {all}, through {backend}</source>
            <translation>{name}, {free} von {all} frei, über {backend}</translation>
        </message>
        <message>
            <source>{name}, {n} cores</source>
            <translation>{name}, {n} Kerne</translation>
        </message>
        <message>
            <source>{speed}, measured; it limits tokens/s</source>
            <translation>{speed}, gemessen; begrenzt Token/s</translation>
        </message>
    </context>
    <context>
        <name>discover</name>
        <message>
            <source>1B to 4B</source>
            <translation>1B bis 4B</translation>
        </message>
        <message>
            <source>20B to 70B</source>
            <translation>20B bis 70B</translation>
        </message>
        <message>
            <source>4B to 9B</source>
            <translation>4B bis 9B</translation>
        </message>
        <message>
            <source>9B to 20B</source>
            <translation>9B bis 20B</translation>
        </message>
        <message>
            <source>Another license</source>
            <translation>Andere Lizenz</translation>
        </message>
        <message>
            <source>Any format</source>
            <translation>Jedes Format</translation>
        </message>
        <message>
            <source>Any language</source>
            <translation>Jede Sprache</translation>
        </message>
        <message>
            <source>Any license</source>
            <translation>Jede Lizenz</translation>
        </message>
        <message>
            <source>Any size</source>
            <translation>Jede Größe</translation>
        </message>
        <message>
            <source>Any task</source>
            <translation>Jede Aufgabe</translation>
        </message>
        <message>
            <source>Arabic</source>
            <translation>Arabisch</translation>
        </message>
        <message>
            <source>Changed last</source>
            <translation>Zuletzt geändert</translation>
        </message>
        <message>
            <source>Chat</source>
            <translation>Chat</translation>
        </message>
        <message>
            <source>Chinese</source>
            <translation>Chinesisch</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>Code</translation>
        </message>
        <message>
            <source>Czech</source>
            <translation>Tschechisch</translation>
        </message>
        <message>
            <source>Dutch</source>
            <translation>Niederländisch</translation>
        </message>
        <message>
            <source>English</source>
            <translation>Englisch</translation>
        </message>
        <message>
            <source>French</source>
            <translation>Französisch</translation>
        </message>
        <message>
            <source>German</source>
            <translation>Deutsch</translation>
        </message>
        <message>
            <source>Hebrew</source>
            <translation>Hebräisch</translation>
        </message>
        <message>
            <source>Hindi</source>
            <translation>Hindi</translation>
        </message>
        <message>
            <source>Images and text</source>
            <translation>Bilder und Text</translation>
        </message>
        <message>
            <source>Indonesian</source>
            <translation>Indonesisch</translation>
        </message>
        <message>
            <source>Italian</source>
            <translation>Italienisch</translation>
        </message>
        <message>
            <source>Japanese</source>
            <translation>Japanisch</translation>
        </message>
        <message>
            <source>Korean</source>
            <translation>Koreanisch</translation>
        </message>
        <message>
            <source>More than 70B</source>
            <translation>Mehr als 70B</translation>
        </message>
        <message>
            <source>Most downloads</source>
            <translation>Meiste Downloads</translation>
        </message>
        <message>
            <source>Most likes</source>
            <translation>Meiste Likes</translation>
        </message>
        <message>
            <source>Newest</source>
            <translation>Neueste</translation>
        </message>
        <message>
            <source>Original weights</source>
            <translation>Originalgewichte</translation>
        </message>
        <message>
            <source>Persian</source>
            <translation>Persisch</translation>
        </message>
        <message>
            <source>Polish</source>
            <translation>Polnisch</translation>
        </message>
        <message>
            <source>Portuguese</source>
            <translation>Portugiesisch</translation>
        </message>
        <message>
            <source>Ready GGUF</source>
            <translation>Fertige GGUF</translation>
        </message>
        <message>
            <source>Russian</source>
            <translation>Russisch</translation>
        </message>
        <message>
            <source>Small and quick</source>
            <translation>Klein und flink</translation>
        </message>
        <message>
            <source>Small enough for this computer</source>
            <translation>Klein genug für diesen Computer</translation>
        </message>
        <message>
            <source>Spanish</source>
            <translation>Spanisch</translation>
        </message>
        <message>
            <source>Swedish</source>
            <translation>Schwedisch</translation>
        </message>
        <message>
            <source>Take away the filter “{name}”, or try other words.</source>
            <translation>Entfernen Sie den Filter „{name}“ oder versuchen Sie andere Wörter.</translation>
        </message>
        <message>
            <source>Text generation</source>
            <translation>Texterzeugung</translation>
        </message>
        <message>
            <source>Thai</source>
            <translation>Thailändisch</translation>
        </message>
        <message>
            <source>The best that this computer can run</source>
            <translation>Das Beste, was auf diesem Computer läuft</translation>
        </message>
        <message>
            <source>Three times as fast</source>
            <translation>Dreimal so schnell</translation>
        </message>
        <message>
            <source>Trending</source>
            <translation>Im Trend</translation>
        </message>
        <message>
            <source>Try fewer or other words.</source>
            <translation>Versuchen Sie weniger oder andere Wörter.</translation>
        </message>
        <message>
            <source>Turkish</source>
            <translation>Türkisch</translation>
        </message>
        <message>
            <source>Ukrainian</source>
            <translation>Ukrainisch</translation>
        </message>
        <message>
            <source>Up to 1B parameters</source>
            <translation>Bis 1B Parameter</translation>
        </message>
        <message>
            <source>Up to {size} parameters, most downloaded first</source>
            <translation>Bis {size} Parameter, die meisten Downloads zuerst</translation>
        </message>
        <message>
            <source>Vietnamese</source>
            <translation>Vietnamesisch</translation>
        </message>
        <message>
            <source>by {author}</source>
            <translation>von {author}</translation>
        </message>
        <message>
            <source>can be made here</source>
            <translation>kann hier erstellt werden</translation>
        </message>
        <message>
            <source>fits at 4 bits</source>
            <translation>passt mit 4 Bit</translation>
        </message>
        <message>
            <source>fits at 8 bits</source>
            <translation>passt mit 8 Bit</translation>
        </message>
        <message>
            <source>fits this computer</source>
            <translation>passt auf diesen Computer</translation>
        </message>
        <message>
            <source>original weights</source>
            <translation>Originalgewichte</translation>
        </message>
        <message>
            <source>too large</source>
            <translation>zu groß</translation>
        </message>
        <message>
            <source>updated {when}</source>
            <translation>{when}</translation>
        </message>
        <message>
            <source>{n} downloads</source>
            <translation>{n} Downloads</translation>
        </message>
        <message>
            <source>{n} filters are on: {names}. Take some away, or try other words.</source>
            <translation>{n} Filter sind an: {names}. Entfernen Sie einige oder versuchen Sie andere Wörter.</translation>
        </message>
        <message>
            <source>{n} likes</source>
            <translation>{n} Likes</translation>
        </message>
        <message>
            <source>{n} of {all}{more} looked at</source>
            <translation>{n} von {all}{more} angesehenen</translation>
        </message>
        <message>
            <source>{n} parameters</source>
            <translation>{n} Parameter</translation>
        </message>
        <message>
            <source>{n}{more} models</source>
            <translation>{n}{more} Modelle</translation>
        </message>
    </context>
    <context>
        <name>files</name>
        <message>
            <source>Copy name and hash</source>
            <translation>Name und Hash kopieren</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>Dateien</translation>
        </message>
        <message>
            <source>Hash</source>
            <translation>Hash</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>no hash</source>
            <translation>kein Hash</translation>
        </message>
        <message>
            <source>{n} bytes</source>
            <translation>{n} Bytes</translation>
        </message>
    </context>
    <context>
        <name>fit</name>
        <message>
            <source>weights {weights}, context {context}, computing {computing}, other {other}</source>
            <translation>Gewichte {weights}, Kontext {context}, Rechnen {computing}, Sonstiges {other}</translation>
        </message>
        <message>
            <source>{low} to {high} tokens/s</source>
            <translation>{low} bis {high} Token/s</translation>
        </message>
        <message>
            <source>{quality} (KL divergence {kl}, measured on Llama 3 8B)</source>
            <translation>{quality} (KL-Divergenz {kl}, gemessen an Llama 3 8B)</translation>
        </message>
    </context>
    <context>
        <name>format</name>
        <message>
            <source>1 hour ago</source>
            <translation>vor 1 Stunde</translation>
        </message>
        <message>
            <source>1 minute ago</source>
            <translation>vor 1 Minute</translation>
        </message>
        <message>
            <source>1 month ago</source>
            <translation>vor 1 Monat</translation>
        </message>
        <message>
            <source>1 year ago</source>
            <translation>vor 1 Jahr</translation>
        </message>
        <message>
            <source>about {time} left</source>
            <translation>noch etwa {time}</translation>
        </message>
        <message>
            <source>almost done</source>
            <translation>fast fertig</translation>
        </message>
        <message>
            <source>files</source>
            <translation>Dateien</translation>
        </message>
        <message>
            <source>just now</source>
            <translation>gerade eben</translation>
        </message>
        <message>
            <source>models</source>
            <translation>Modelle</translation>
        </message>
        <message>
            <source>tensors</source>
            <translation>Tensoren</translation>
        </message>
        <message>
            <source>tokens</source>
            <translation>Token</translation>
        </message>
        <message>
            <source>yesterday</source>
            <translation>gestern</translation>
        </message>
        <message>
            <source>{done} of {total} {unit}</source>
            <translation>{done} von {total} {unit}</translation>
        </message>
        <message>
            <source>{n} bytes</source>
            <translation>{n} Bytes</translation>
        </message>
        <message>
            <source>{n} days ago</source>
            <translation>vor {n} Tagen</translation>
        </message>
        <message>
            <source>{n} hours ago</source>
            <translation>vor {n} Stunden</translation>
        </message>
        <message>
            <source>{n} minutes ago</source>
            <translation>vor {n} Minuten</translation>
        </message>
        <message>
            <source>{n} months ago</source>
            <translation>vor {n} Monaten</translation>
        </message>
        <message>
            <source>{n} years ago</source>
            <translation>vor {n} Jahren</translation>
        </message>
        <message>
            <source>{n} {unit}/s</source>
            <translation>{n} {unit}/s</translation>
        </message>
        <message>
            <source>{used} of {total}</source>
            <translation>{used} von {total}</translation>
        </message>
    </context>
    <context>
        <name>graphs</name>
        <message>
            <source>1 minute</source>
            <translation>1 Minute</translation>
        </message>
        <message>
            <source>Context</source>
            <translation>Kontext</translation>
        </message>
        <message>
            <source>GPU load {name}</source>
            <translation>GPU-Auslastung {name}</translation>
        </message>
        <message>
            <source>Model memory</source>
            <translation>Modellspeicher</translation>
        </message>
        <message>
            <source>Processor</source>
            <translation>Prozessor</translation>
        </message>
        <message>
            <source>Prompt speed</source>
            <translation>Prompt-Tempo</translation>
        </message>
        <message>
            <source>Speed</source>
            <translation>Tempo</translation>
        </message>
        <message>
            <source>System RAM</source>
            <translation>System-RAM</translation>
        </message>
        <message>
            <source>To first token</source>
            <translation>Erstes Token</translation>
        </message>
        <message>
            <source>VRAM</source>
            <translation>VRAM</translation>
        </message>
        <message>
            <source>VRAM {name}</source>
            <translation>VRAM {name}</translation>
        </message>
        <message>
            <source>computing</source>
            <translation>Rechnen</translation>
        </message>
        <message>
            <source>context</source>
            <translation>Kontext</translation>
        </message>
        <message>
            <source>of {total}</source>
            <translation>von {total}</translation>
        </message>
        <message>
            <source>other</source>
            <translation>Sonstiges</translation>
        </message>
        <message>
            <source>peak {value}</source>
            <translation>max. {value}</translation>
        </message>
        <message>
            <source>weights</source>
            <translation>Gewichte</translation>
        </message>
        <message>
            <source>{n} minutes</source>
            <translation>{n} Minuten</translation>
        </message>
        <message>
            <source>{n} tokens</source>
            <translation>{n} Token</translation>
        </message>
    </context>
    <context>
        <name>history</name>
        <message>
            <source>1 chat imported.</source>
            <translation>1 Chat importiert.</translation>
        </message>
        <message>
            <source>April</source>
            <translation>April</translation>
        </message>
        <message>
            <source>August</source>
            <translation>August</translation>
        </message>
        <message>
            <source>Chats</source>
            <translation>Chats</translation>
        </message>
        <message>
            <source>December</source>
            <translation>Dezember</translation>
        </message>
        <message>
            <source>February</source>
            <translation>Februar</translation>
        </message>
        <message>
            <source>Found</source>
            <translation>Gefunden</translation>
        </message>
        <message>
            <source>In the title</source>
            <translation>Im Titel</translation>
        </message>
        <message>
            <source>January</source>
            <translation>Januar</translation>
        </message>
        <message>
            <source>July</source>
            <translation>Juli</translation>
        </message>
        <message>
            <source>June</source>
            <translation>Juni</translation>
        </message>
        <message>
            <source>Last 30 days</source>
            <translation>Letzte 30 Tage</translation>
        </message>
        <message>
            <source>Last 7 days</source>
            <translation>Letzte 7 Tage</translation>
        </message>
        <message>
            <source>March</source>
            <translation>März</translation>
        </message>
        <message>
            <source>May</source>
            <translation>Mai</translation>
        </message>
        <message>
            <source>Nothing was found. Try fewer or other words.</source>
            <translation>Nichts gefunden. Versuchen Sie weniger oder andere Wörter.</translation>
        </message>
        <message>
            <source>November</source>
            <translation>November</translation>
        </message>
        <message>
            <source>October</source>
            <translation>Oktober</translation>
        </message>
        <message>
            <source>Pinned</source>
            <translation>Angeheftet</translation>
        </message>
        <message>
            <source>Saved as {name}.</source>
            <translation>Als {name} gespeichert.</translation>
        </message>
        <message>
            <source>September</source>
            <translation>September</translation>
        </message>
        <message>
            <source>Today</source>
            <translation>Heute</translation>
        </message>
        <message>
            <source>Untitled</source>
            <translation>Ohne Titel</translation>
        </message>
        <message>
            <source>Working on the file…</source>
            <translation>Die Datei wird bearbeitet …</translation>
        </message>
        <message>
            <source>Yesterday</source>
            <translation>Gestern</translation>
        </message>
        <message>
            <source>Your chats are kept here, on this computer.</source>
            <translation>Ihre Chats werden hier aufbewahrt, auf diesem Computer.</translation>
        </message>
        <message>
            <source>{n} chats imported.</source>
            <translation>{n} Chats importiert.</translation>
        </message>
        <message>
            <source>{n} chats saved as {name}.</source>
            <translation>{n} Chats als {name} gespeichert.</translation>
        </message>
        <message>
            <source>{n} could not be read.</source>
            <translation>{n} konnten nicht gelesen werden.</translation>
        </message>
        <message>
            <source>{n} were here already.</source>
            <translation>{n} waren schon hier.</translation>
        </message>
        <message>
            <source>“{title}” was deleted.</source>
            <translation>„{title}“ wurde gelöscht.</translation>
        </message>
    </context>
    <context>
        <name>library</name>
        <message>
            <source>0 of {all} models</source>
            <translation>0 von {all} Modellen</translation>
        </message>
        <message>
            <source>1 model is there twice or more; one copy of it would save {size}.</source>
            <translation>1 Modell ist mehrfach vorhanden; eine einzige Kopie davon würde {size} sparen.</translation>
        </message>
        <message>
            <source>1 model, {size}</source>
            <translation>1 Modell, {size}</translation>
        </message>
        <message>
            <source>Adapter (LoRA)</source>
            <translation>Adapter (LoRA)</translation>
        </message>
        <message>
            <source>Added</source>
            <translation>Hinzugefügt</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Alle</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Architecture</source>
            <translation>Architektur</translation>
        </message>
        <message>
            <source>Bitsmith version</source>
            <translation>Bitsmith-Version</translation>
        </message>
        <message>
            <source>Chat</source>
            <translation>Chat</translation>
        </message>
        <message>
            <source>Check the files</source>
            <translation>Dateien prüfen</translation>
        </message>
        <message>
            <source>Context</source>
            <translation>Kontext</translation>
        </message>
        <message>
            <source>Copy the path</source>
            <translation>Pfad kopieren</translation>
        </message>
        <message>
            <source>Damaged</source>
            <translation>Beschädigt</translation>
        </message>
        <message>
            <source>Del</source>
            <translation>Entf</translation>
        </message>
        <message>
            <source>Delete the file</source>
            <translation>Datei löschen</translation>
        </message>
        <message>
            <source>Delete the files</source>
            <translation>Dateien löschen</translation>
        </message>
        <message>
            <source>Deleting frees {size} and cannot be undone:</source>
            <translation>Löschen schafft {size} Platz und lässt sich nicht rückgängig machen:</translation>
        </message>
        <message>
            <source>Duplicate</source>
            <translation>Duplikat</translation>
        </message>
        <message>
            <source>Embedding model</source>
            <translation>Embedding-Modell</translation>
        </message>
        <message>
            <source>Engine</source>
            <translation>Engine</translation>
        </message>
        <message>
            <source>Enter</source>
            <translation>Eingabe</translation>
        </message>
        <message>
            <source>Every tensor is there and holds numbers.</source>
            <translation>Jeder Tensor ist da und enthält Zahlen.</translation>
        </message>
        <message>
            <source>Extras</source>
            <translation>Beiwerk</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <source>File is missing</source>
            <translation>Datei fehlt</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>Dateien</translation>
        </message>
        <message>
            <source>Find the file…</source>
            <translation>Datei suchen …</translation>
        </message>
        <message>
            <source>Finding out what fits: {n} of {all}</source>
            <translation>Es wird ermittelt, was passt: {n} von {all}</translation>
        </message>
        <message>
            <source>Fit</source>
            <translation>Passt</translation>
        </message>
        <message>
            <source>Fits this computer</source>
            <translation>Passt auf diesen Computer</translation>
        </message>
        <message>
            <source>GGUF models (*.gguf)</source>
            <translation>GGUF-Modelle (*.gguf)</translation>
        </message>
        <message>
            <source>Importance matrix (SHA-256)</source>
            <translation>Importance-Matrix (SHA-256)</translation>
        </message>
        <message>
            <source>Inside: {faults}.</source>
            <translation>Im Inneren: {faults}.</translation>
        </message>
        <message>
            <source>It is not the file that the hub has today; it may be of an earlier revision.</source>
            <translation>Es ist nicht die Datei, die der Hub heute hat; sie kann von einer früheren Revision sein.</translation>
        </message>
        <message>
            <source>Its file was moved, renamed or deleted. Say where it is now, or take it off the list.</source>
            <translation>Die Datei wurde verschoben, umbenannt oder gelöscht. Sagen Sie, wo sie jetzt ist, oder nehmen Sie das Modell von der Liste.</translation>
        </message>
        <message>
            <source>Its revision</source>
            <translation>Dessen Revision</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>Behalten</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>Art</translation>
        </message>
        <message>
            <source>Language model</source>
            <translation>Sprachmodell</translation>
        </message>
        <message>
            <source>Last used</source>
            <translation>Zuletzt verwendet</translation>
        </message>
        <message>
            <source>License</source>
            <translation>Lizenz</translation>
        </message>
        <message>
            <source>Likely: size and samples of the content are the same.</source>
            <translation>Wahrscheinlich: Größe und Stichproben des Inhalts sind gleich.</translation>
        </message>
        <message>
            <source>Loaded</source>
            <translation>Geladen</translation>
        </message>
        <message>
            <source>Looking for models of other apps… {n} found</source>
            <translation>Modelle anderer Apps werden gesucht … {n} gefunden</translation>
        </message>
        <message>
            <source>Made from</source>
            <translation>Erstellt aus</translation>
        </message>
        <message>
            <source>Made with</source>
            <translation>Erstellt mit</translation>
        </message>
        <message>
            <source>Make a model of it</source>
            <translation>Ein Modell daraus erstellen</translation>
        </message>
        <message>
            <source>Missing: {names}.</source>
            <translation>Es fehlt: {names}.</translation>
        </message>
        <message>
            <source>Missing: {names}. Put them beside the others, or download the model again.</source>
            <translation>Es fehlt: {names}. Legen Sie die Dateien neben die anderen oder laden Sie das Modell neu herunter.</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>Modelle</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Name in the file</source>
            <translation>Name in der Datei</translation>
        </message>
        <message>
            <source>Nobody says what its SHA-256 should be; it is kept for the next check.</source>
            <translation>Niemand sagt, wie die SHA-256 sein soll; sie wird für die nächste Prüfung aufbewahrt.</translation>
        </message>
        <message>
            <source>Open its folder</source>
            <translation>Ordner öffnen</translation>
        </message>
        <message>
            <source>Original weights</source>
            <translation>Originalgewichte</translation>
        </message>
        <message>
            <source>Parameters</source>
            <translation>Parameter</translation>
        </message>
        <message>
            <source>Pictures</source>
            <translation>Bilder</translation>
        </message>
        <message>
            <source>Precision</source>
            <translation>Genauigkeit</translation>
        </message>
        <message>
            <source>Projector for images or sound</source>
            <translation>Projektor für Bilder oder Ton</translation>
        </message>
        <message>
            <source>Proven: the whole files are the same.</source>
            <translation>Bewiesen: Die ganzen Dateien sind gleich.</translation>
        </message>
        <message>
            <source>Recipe</source>
            <translation>Rezept</translation>
        </message>
        <message>
            <source>Remove models</source>
            <translation>Modelle entfernen</translation>
        </message>
        <message>
            <source>Remove {name}?</source>
            <translation>{name} entfernen?</translation>
        </message>
        <message>
            <source>Remove {n} models?</source>
            <translation>{n} Modelle entfernen?</translation>
        </message>
        <message>
            <source>Remove…</source>
            <translation>Entfernen …</translation>
        </message>
        <message>
            <source>Rename</source>
            <translation>Umbenennen</translation>
        </message>
        <message>
            <source>Repository</source>
            <translation>Repository</translation>
        </message>
        <message>
            <source>Revision</source>
            <translation>Revision</translation>
        </message>
        <message>
            <source>SHA-256 is right where it is known.</source>
            <translation>SHA-256 stimmt, soweit bekannt.</translation>
        </message>
        <message>
            <source>SHA-256 is the one that its app keeps.</source>
            <translation>SHA-256 ist die, die ihre App aufbewahrt.</translation>
        </message>
        <message>
            <source>SHA-256 is the one that the hub gives.</source>
            <translation>SHA-256 ist die, die der Hub angibt.</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>Tags…</source>
            <translation>Schlagwörter …</translation>
        </message>
        <message>
            <source>Take off the list</source>
            <translation>Von der Liste nehmen</translation>
        </message>
        <message>
            <source>Taking it off the list leaves its file where it is, and can be undone.</source>
            <translation>Das Modell von der Liste zu nehmen, lässt seine Datei, wo sie ist, und lässt sich rückgängig machen.</translation>
        </message>
        <message>
            <source>The file belongs to {app}; only that app deletes it.</source>
            <translation>Die Datei gehört {app}; nur diese App löscht sie.</translation>
        </message>
        <message>
            <source>Tight or does not fit</source>
            <translation>Knapp oder passt nicht</translation>
        </message>
        <message>
            <source>Too many files to look through all of {apps}.</source>
            <translation>Zu viele Dateien, um alles von {apps} durchzusehen.</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>Typ</translation>
        </message>
        <message>
            <source>Unchanged since its last check (SHA-256).</source>
            <translation>Unverändert seit der letzten Prüfung (SHA-256).</translation>
        </message>
        <message>
            <source>Where it is from</source>
            <translation>Woher es ist</translation>
        </message>
        <message>
            <source>added by you</source>
            <translation>von Ihnen hinzugefügt</translation>
        </message>
        <message>
            <source>added {ago}</source>
            <translation>hinzugefügt {ago}</translation>
        </message>
        <message>
            <source>and {n} more</source>
            <translation>und {n} weitere</translation>
        </message>
        <message>
            <source>comes with Bitsmith</source>
            <translation>kommt mit Bitsmith</translation>
        </message>
        <message>
            <source>downloaded</source>
            <translation>heruntergeladen</translation>
        </message>
        <message>
            <source>forecast {percent} %</source>
            <translation>Vorhersage {percent} %</translation>
        </message>
        <message>
            <source>from {source}</source>
            <translation>aus {source}</translation>
        </message>
        <message>
            <source>made here</source>
            <translation>hier erstellt</translation>
        </message>
        <message>
            <source>seen with {file}</source>
            <translation>gesehen mit {file}</translation>
        </message>
        <message>
            <source>sees pictures</source>
            <translation>sieht Bilder</translation>
        </message>
        <message>
            <source>used {ago}</source>
            <translation>verwendet {ago}</translation>
        </message>
        <message>
            <source>{names} and {n} more</source>
            <translation>{names} und {n} weitere</translation>
        </message>
        <message>
            <source>{names}: the content is not what it should be. Download it again.</source>
            <translation>{names}: Der Inhalt ist nicht der, der er sein soll. Laden Sie neu herunter.</translation>
        </message>
        <message>
            <source>{n} bits per weight</source>
            <translation>{n} Bit pro Gewicht</translation>
        </message>
        <message>
            <source>{n} files</source>
            <translation>{n} Dateien</translation>
        </message>
        <message>
            <source>{n} files missing</source>
            <translation>{n} Dateien fehlen</translation>
        </message>
        <message>
            <source>{n} models are there twice or more; one copy of each would save {size}.</source>
            <translation>{n} Modelle sind mehrfach vorhanden; je eine einzige Kopie würde {size} sparen.</translation>
        </message>
        <message>
            <source>{n} models, {size}</source>
            <translation>{n} Modelle, {size}</translation>
        </message>
        <message>
            <source>{n} of {all} files missing</source>
            <translation>{n} von {all} Dateien fehlen</translation>
        </message>
        <message>
            <source>{n} of {all} files were not added.</source>
            <translation>{n} von {all} Dateien wurden nicht hinzugefügt.</translation>
        </message>
        <message>
            <source>{n} of {all} models, {size}</source>
            <translation>{n} von {all} Modellen, {size}</translation>
        </message>
        <message>
            <source>{n} parameters</source>
            <translation>{n} Parameter</translation>
        </message>
        <message>
            <source>{n} tokens</source>
            <translation>{n} Token</translation>
        </message>
    </context>
    <context>
        <name>notice</name>
        <message>
            <source>A model could not be made</source>
            <translation>Ein Modell konnte nicht erstellt werden</translation>
        </message>
        <message>
            <source>Your model is ready</source>
            <translation>Ihr Modell ist fertig</translation>
        </message>
    </context>
    <context>
        <name>opening</name>
        <message>
            <source>A link in another program asks for this model. Bitsmith reads its page on the Hub; nothing is downloaded until you choose what.</source>
            <translation>Ein Link in einem anderen Programm fragt nach diesem Modell. Bitsmith liest seine Seite auf dem Hub; nichts wird heruntergeladen, bevor Sie auswählen, was.</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Öffnen</translation>
        </message>
        <message>
            <source>Open {model} in Discover?</source>
            <translation>{model} in „Entdecken“ öffnen?</translation>
        </message>
    </context>
    <context>
        <name>questions</name>
        <message>
            <source>Open</source>
            <translation>Öffnen</translation>
        </message>
        <message>
            <source>Open this address in the browser?</source>
            <translation>Diese Adresse im Browser öffnen?</translation>
        </message>
        <message>
            <source>Replace</source>
            <translation>Ersetzen</translation>
        </message>
        <message>
            <source>What it holds now will be gone.</source>
            <translation>Was jetzt darin steht, geht verloren.</translation>
        </message>
        <message>
            <source>{name} is there already. Replace it?</source>
            <translation>{name} gibt es schon. Ersetzen?</translation>
        </message>
    </context>
    <context>
        <name>source</name>
        <message>
            <source>Asking the engine what each precision needs on this computer…</source>
            <translation>Die Engine wird gefragt, was jede Genauigkeit auf diesem Computer braucht …</translation>
        </message>
        <message>
            <source>architecture</source>
            <translation>Architektur</translation>
        </message>
        <message>
            <source>license</source>
            <translation>Lizenz</translation>
        </message>
        <message>
            <source>not stated</source>
            <translation>nicht angegeben</translation>
        </message>
        <message>
            <source>parameters</source>
            <translation>Parameter</translation>
        </message>
        <message>
            <source>tokens of context</source>
            <translation>Token Kontext</translation>
        </message>
        <message>
            <source>{stage}: {done}</source>
            <translation>{stage}: {done}</translation>
        </message>
    </context>
    <context>
        <name>verdict</name>
        <message>
            <source>Does not fit</source>
            <translation>Passt nicht</translation>
        </message>
        <message>
            <source>Fits GPU and RAM</source>
            <translation>GPU und RAM</translation>
        </message>
        <message>
            <source>Fits in RAM</source>
            <translation>Passt in RAM</translation>
        </message>
        <message>
            <source>Fits the GPU</source>
            <translation>Passt in GPU</translation>
        </message>
        <message>
            <source>Tight</source>
            <translation>Knapp</translation>
        </message>
    </context>
    <context>
        <name>window</name>
        <message>
            <source>A job is still running.</source>
            <translation>Ein Auftrag läuft noch.</translation>
        </message>
        <message>
            <source>Closing pauses the work. It is there at the next start and goes on where it was.</source>
            <translation>Schließen unterbricht die Arbeit. Sie ist beim nächsten Start noch da und geht da weiter, wo sie war.</translation>
        </message>
        <message>
            <source>Loading {name}…</source>
            <translation>{name} wird geladen …</translation>
        </message>
        <message>
            <source>Model memory</source>
            <translation>Modellspeicher</translation>
        </message>
        <message>
            <source>No model loaded</source>
            <translation>Kein Modell geladen</translation>
        </message>
        <message>
            <source>RAM</source>
            <translation>RAM</translation>
        </message>
        <message>
            <source>Speed</source>
            <translation>Tempo</translation>
        </message>
        <message>
            <source>VRAM</source>
            <translation>VRAM</translation>
        </message>
        <message>
            <source>{name} (not loaded)</source>
            <translation>{name} (nicht geladen)</translation>
        </message>
        <message>
            <source>{name} (stopped)</source>
            <translation>{name} (gestoppt)</translation>
        </message>
        <message>
            <source>{n} jobs are not finished.</source>
            <translation>{n} Aufträge sind nicht fertig.</translation>
        </message>
    </context>
    <context>
        <name>wizard</name>
        <message>
            <source>Checking</source>
            <translation>Prüft</translation>
        </message>
        <message>
            <source>Comparing</source>
            <translation>Vergleicht</translation>
        </message>
        <message>
            <source>Copying</source>
            <translation>Kopiert</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Fertig</translation>
        </message>
        <message>
            <source>Downloading</source>
            <translation>Lädt herunter</translation>
        </message>
        <message>
            <source>Loading</source>
            <translation>Lädt</translation>
        </message>
        <message>
            <source>Make</source>
            <translation>Erstellen</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>Modell</translation>
        </message>
        <message>
            <source>Precision</source>
            <translation>Genauigkeit</translation>
        </message>
        <message>
            <source>Preparing</source>
            <translation>Bereitet vor</translation>
        </message>
        <message>
            <source>Quantizing</source>
            <translation>Quantisiert</translation>
        </message>
        <message>
            <source>Reading headers</source>
            <translation>Liest Header</translation>
        </message>
        <message>
            <source>Starting</source>
            <translation>Startet</translation>
        </message>
        <message>
            <source>That is not enough: free some space or choose another models folder in the settings.</source>
            <translation>Das reicht nicht: Schaffen Sie Platz oder wählen Sie in den Einstellungen einen anderen Modellordner.</translation>
        </message>
        <message>
            <source>The file takes {size}.</source>
            <translation>Die Datei braucht {size}.</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>Wartet</translation>
        </message>
        <message>
            <source>Where it runs</source>
            <translation>Wo es läuft</translation>
        </message>
        <message>
            <source>computing</source>
            <translation>Rechnen</translation>
        </message>
        <message>
            <source>context</source>
            <translation>Kontext</translation>
        </message>
        <message>
            <source>in all</source>
            <translation>insgesamt</translation>
        </message>
        <message>
            <source>other</source>
            <translation>Sonstiges</translation>
        </message>
        <message>
            <source>weights</source>
            <translation>Gewichte</translation>
        </message>
        <message>
            <source>{size} are free.</source>
            <translation>{size} sind frei.</translation>
        </message>
        <message>
            <source>{size} of original weights are downloaded and stay on the disk.</source>
            <translation>{size} Originalgewichte werden heruntergeladen und bleiben auf dem Datenträger.</translation>
        </message>
        <message>
            <source>{size} of original weights pass through, of which at most about {window} are on the disk at a time.</source>
            <translation>{size} Originalgewichte laufen durch, von denen höchstens etwa {window} zugleich auf dem Datenträger sind.</translation>
        </message>
    </context>
    <context>
        <name>words</name>
        <message>
            <source>1 uses the adapter as it was trained, 0 not at all.</source>
            <translation>1 verwendet den Adapter, wie er trainiert wurde, 0 gar nicht.</translation>
        </message>
        <message>
            <source>1-bit</source>
            <translation>1 Bit</translation>
        </message>
        <message>
            <source>1-bit, experimental</source>
            <translation>1 Bit, experimentell</translation>
        </message>
        <message>
            <source>1.7-bit</source>
            <translation>1,7 Bit</translation>
        </message>
        <message>
            <source>1.7-bit, ternary models only</source>
            <translation>1,7 Bit, nur ternäre Modelle</translation>
        </message>
        <message>
            <source>16-bit</source>
            <translation>16 Bit</translation>
        </message>
        <message>
            <source>16-bit, half precision</source>
            <translation>16 Bit, halbe Genauigkeit</translation>
        </message>
        <message>
            <source>16-bit, the original</source>
            <translation>16 Bit, das Original</translation>
        </message>
        <message>
            <source>2-bit</source>
            <translation>2 Bit</translation>
        </message>
        <message>
            <source>2-bit, experimental</source>
            <translation>2 Bit, experimentell</translation>
        </message>
        <message>
            <source>2-bit, last resort</source>
            <translation>2 Bit, letzter Ausweg</translation>
        </message>
        <message>
            <source>2-bit, ternary models only</source>
            <translation>2 Bit, nur ternäre Modelle</translation>
        </message>
        <message>
            <source>3-bit</source>
            <translation>3 Bit</translation>
        </message>
        <message>
            <source>3-bit, balanced</source>
            <translation>3 Bit, ausgewogen</translation>
        </message>
        <message>
            <source>3-bit, large</source>
            <translation>3 Bit, groß</translation>
        </message>
        <message>
            <source>3-bit, newer form</source>
            <translation>3 Bit, neuere Form</translation>
        </message>
        <message>
            <source>3-bit, newer form, small</source>
            <translation>3 Bit, neuere Form, klein</translation>
        </message>
        <message>
            <source>3-bit, small</source>
            <translation>3 Bit, klein</translation>
        </message>
        <message>
            <source>32-bit</source>
            <translation>32 Bit</translation>
        </message>
        <message>
            <source>32-bit, twice the room for nothing more</source>
            <translation>32 Bit, doppelter Platz ohne Gewinn</translation>
        </message>
        <message>
            <source>4-bit</source>
            <translation>4 Bit</translation>
        </message>
        <message>
            <source>4-bit for mixture models</source>
            <translation>4 Bit für Mixture-Modelle</translation>
        </message>
        <message>
            <source>4-bit, balanced</source>
            <translation>4 Bit, ausgewogen</translation>
        </message>
        <message>
            <source>4-bit, older and fast</source>
            <translation>4 Bit, älter und schnell</translation>
        </message>
        <message>
            <source>4-bit, older form</source>
            <translation>4 Bit, ältere Form</translation>
        </message>
        <message>
            <source>4-bit, quick on many processors</source>
            <translation>4 Bit, schnell auf vielen Prozessoren</translation>
        </message>
        <message>
            <source>4-bit, small</source>
            <translation>4 Bit, klein</translation>
        </message>
        <message>
            <source>4-bit, smallest of its kind</source>
            <translation>4 Bit, kleinstes seiner Art</translation>
        </message>
        <message>
            <source>5-bit</source>
            <translation>5 Bit</translation>
        </message>
        <message>
            <source>5-bit, a little smaller</source>
            <translation>5 Bit, etwas kleiner</translation>
        </message>
        <message>
            <source>5-bit, close</source>
            <translation>5 Bit, nah</translation>
        </message>
        <message>
            <source>5-bit, older form</source>
            <translation>5 Bit, ältere Form</translation>
        </message>
        <message>
            <source>5-bit, older form, smaller</source>
            <translation>5 Bit, ältere Form, kleiner</translation>
        </message>
        <message>
            <source>6-bit</source>
            <translation>6 Bit</translation>
        </message>
        <message>
            <source>6-bit, very close</source>
            <translation>6 Bit, sehr nah</translation>
        </message>
        <message>
            <source>8-bit</source>
            <translation>8 Bit</translation>
        </message>
        <message>
            <source>8-bit, nearly the original</source>
            <translation>8 Bit, fast das Original</translation>
        </message>
        <message>
            <source>A GGUF file begins with the letters GGUF; this one does not.</source>
            <translation>Eine GGUF-Datei beginnt mit den Buchstaben GGUF; diese nicht.</translation>
        </message>
        <message>
            <source>A clear loss, slower.</source>
            <translation>Ein deutlicher Verlust, langsamer.</translation>
        </message>
        <message>
            <source>A clear loss.</source>
            <translation>Ein deutlicher Verlust.</translation>
        </message>
        <message>
            <source>A clear loss; for large models only.</source>
            <translation>Ein deutlicher Verlust; nur für große Modelle.</translation>
        </message>
        <message>
            <source>A context has 1 to {0} tokens.</source>
            <translation>Ein Kontext hat 1 bis {0} Token.</translation>
        </message>
        <message>
            <source>A context of {0} tokens is not possible.</source>
            <translation>Ein Kontext von {0} Token ist nicht möglich.</translation>
        </message>
        <message>
            <source>A file could not be saved.</source>
            <translation>Eine Datei konnte nicht gespeichert werden.</translation>
        </message>
        <message>
            <source>A file could not be written.</source>
            <translation>Eine Datei konnte nicht geschrieben werden.</translation>
        </message>
        <message>
            <source>A file or folder could not be used.</source>
            <translation>Eine Datei oder ein Ordner konnte nicht verwendet werden.</translation>
        </message>
        <message>
            <source>A grammar and a JSON schema are set.</source>
            <translation>Eine Grammatik und ein JSON-Schema sind gesetzt.</translation>
        </message>
        <message>
            <source>A job or the library needs it.</source>
            <translation>Ein Auftrag oder die Bibliothek braucht es.</translation>
        </message>
        <message>
            <source>A job process does not do {0}.</source>
            <translation>Ein Auftragsprozess macht {0} nicht.</translation>
        </message>
        <message>
            <source>A key has no name, or a zero in it.</source>
            <translation>Ein Schlüssel hat keinen Namen oder eine Null darin.</translation>
        </message>
        <message>
            <source>A large loss.</source>
            <translation>Ein großer Verlust.</translation>
        </message>
        <message>
            <source>A layer has the ffn_mult {0}.</source>
            <translation>Eine Schicht hat den Wert ffn_mult {0}.</translation>
        </message>
        <message>
            <source>A layer has {0} heads in a group.</source>
            <translation>Eine Schicht hat {0} Köpfe in einer Gruppe.</translation>
        </message>
        <message>
            <source>A link in another program asks for this model. Bitsmith reads its page on the Hub; nothing is downloaded until you choose what.</source>
            <translation>Ein Link in einem anderen Programm fragt nach diesem Modell. Bitsmith liest seine Seite auf dem Hub; nichts wird heruntergeladen, bevor Sie auswählen, was.</translation>
        </message>
        <message>
            <source>A link to a model has the form bitsmith:OWNER/NAME.</source>
            <translation>Ein Link zu einem Modell hat die Form bitsmith:EIGENTÜMER/NAME.</translation>
        </message>
        <message>
            <source>A list in its header claims {0} entries.</source>
            <translation>Eine Liste in ihrem Header behauptet {0} Einträge.</translation>
        </message>
        <message>
            <source>A message takes at most {0} of them.</source>
            <translation>Eine Nachricht nimmt höchstens {0} davon auf.</translation>
        </message>
        <message>
            <source>A moderate loss, somewhat slower.</source>
            <translation>Ein mäßiger Verlust, etwas langsamer.</translation>
        </message>
        <message>
            <source>A moderate loss.</source>
            <translation>Ein mäßiger Verlust.</translation>
        </message>
        <message>
            <source>A moderate loss; the usual choice.</source>
            <translation>Ein mäßiger Verlust; die übliche Wahl.</translation>
        </message>
        <message>
            <source>A name has the form owner/model.</source>
            <translation>Ein Name hat die Form Eigentümer/Modell.</translation>
        </message>
        <message>
            <source>A name in its header has {0} bytes.</source>
            <translation>Ein Name in ihrem Header hat {0} Bytes.</translation>
        </message>
        <message>
            <source>A pattern in it is too long.</source>
            <translation>Ein Muster darin ist zu lang.</translation>
        </message>
        <message>
            <source>A repository should be a table.</source>
            <translation>Ein Repository sollte eine Tabelle sein.</translation>
        </message>
        <message>
            <source>A search should give a list.</source>
            <translation>Eine Suche sollte eine Liste ergeben.</translation>
        </message>
        <message>
            <source>A small loss that is hard to notice.</source>
            <translation>Ein kleiner Verlust, der schwer zu bemerken ist.</translation>
        </message>
        <message>
            <source>A small loss, larger than the newer 5-bit types.</source>
            <translation>Ein kleiner Verlust, größer als bei den neueren 5-Bit-Typen.</translation>
        </message>
        <message>
            <source>A small loss.</source>
            <translation>Ein kleiner Verlust.</translation>
        </message>
        <message>
            <source>A tensor claims an impossible place in the file.</source>
            <translation>Ein Tensor behauptet einen unmöglichen Platz in der Datei.</translation>
        </message>
        <message>
            <source>A tensor claims an impossible size.</source>
            <translation>Ein Tensor behauptet eine unmögliche Größe.</translation>
        </message>
        <message>
            <source>A tensor has too many dimensions.</source>
            <translation>Ein Tensor hat zu viele Dimensionen.</translation>
        </message>
        <message>
            <source>A text in its header claims {0} bytes.</source>
            <translation>Ein Text in ihrem Header behauptet {0} Bytes.</translation>
        </message>
        <message>
            <source>A text is too long to embed.</source>
            <translation>Ein Text ist zu lang zum Einbetten.</translation>
        </message>
        <message>
            <source>A token is one word without spaces; those of Hugging Face begin with hf_.</source>
            <translation>Ein Token ist ein Wort ohne Leerzeichen; die von Hugging Face beginnen mit hf_.</translation>
        </message>
        <message>
            <source>A very large loss; rather a smaller model.</source>
            <translation>Ein sehr großer Verlust; lieber ein kleineres Modell.</translation>
        </message>
        <message>
            <source>Add the file again.</source>
            <translation>Fügen Sie die Datei erneut hinzu.</translation>
        </message>
        <message>
            <source>All of it fits the GPU: {0} of {1}.</source>
            <translation>Alles passt in die GPU: {0} von {1}.</translation>
        </message>
        <message>
            <source>Allow it “public gated repositories” on the Hub, or log in with another one; then try again.</source>
            <translation>Erlauben Sie ihm auf dem Hub „public gated repositories“ oder melden Sie sich mit einem anderen an; versuchen Sie es dann erneut.</translation>
        </message>
        <message>
            <source>An adapter cannot be merged into a GGUF file.</source>
            <translation>Ein Adapter kann nicht in eine GGUF-Datei eingerechnet werden.</translation>
        </message>
        <message>
            <source>An adapter cannot be merged into weights of the type {0}.</source>
            <translation>Ein Adapter kann nicht in Gewichte vom Typ {0} eingerechnet werden.</translation>
        </message>
        <message>
            <source>An address begins with https:// or http://.</source>
            <translation>Eine Adresse beginnt mit https:// oder http://.</translation>
        </message>
        <message>
            <source>An address has the form http://name:port or socks5://name:port.</source>
            <translation>Eine Adresse hat die Form http://name:port oder socks5://name:port.</translation>
        </message>
        <message>
            <source>An answer was asked for before a model was ready.</source>
            <translation>Eine Antwort wurde verlangt, bevor ein Modell bereit war.</translation>
        </message>
        <message>
            <source>Another program uses it.</source>
            <translation>Ein anderes Programm verwendet ihn.</translation>
        </message>
        <message>
            <source>Another run is writing it.</source>
            <translation>Ein anderer Lauf schreibt sie gerade.</translation>
        </message>
        <message>
            <source>Another window or command of Bitsmith is at work on it.</source>
            <translation>Ein anderes Fenster oder ein Befehl von Bitsmith arbeitet daran.</translation>
        </message>
        <message>
            <source>Apertus stores settings of the model among its weights.</source>
            <translation>Apertus bewahrt Einstellungen des Modells zwischen seinen Gewichten auf.</translation>
        </message>
        <message>
            <source>Ask a job process.</source>
            <translation>Fragen Sie einen Auftragsprozess.</translation>
        </message>
        <message>
            <source>Ask the inference process.</source>
            <translation>Fragen Sie den Inferenzprozess.</translation>
        </message>
        <message>
            <source>At most {0} brackets may be inside each other.</source>
            <translation>Höchstens {0} Klammern dürfen ineinander liegen.</translation>
        </message>
        <message>
            <source>At so few bits the engine refuses to work without one, because the result would be useless.</source>
            <translation>Bei so wenigen Bits arbeitet die Engine nicht ohne, weil das Ergebnis unbrauchbar wäre.</translation>
        </message>
        <message>
            <source>Bitsmith cannot start.</source>
            <translation>Bitsmith kann nicht starten.</translation>
        </message>
        <message>
            <source>Bitsmith is in offline mode.</source>
            <translation>Bitsmith ist im Offline-Modus.</translation>
        </message>
        <message>
            <source>Bitsmith reads FP8, GPTQ, AWQ, AutoRound, BitNet, bitsandbytes, compressed-tensors, MXFP4, NVFP4.</source>
            <translation>Bitsmith liest FP8, GPTQ, AWQ, AutoRound, BitNet, bitsandbytes, compressed-tensors, MXFP4, NVFP4.</translation>
        </message>
        <message>
            <source>Bitsmith starts with the default settings; the old file is kept as {0}.</source>
            <translation>Bitsmith startet mit den Standardeinstellungen; die alte Datei wird als {0} aufbewahrt.</translation>
        </message>
        <message>
            <source>Check its permissions.</source>
            <translation>Prüfen Sie die Zugriffsrechte.</translation>
        </message>
        <message>
            <source>Check that it is still there and may be read, and try again.</source>
            <translation>Prüfen Sie, ob sie noch da ist und gelesen werden darf, und versuchen Sie es erneut.</translation>
        </message>
        <message>
            <source>Check that it is still there and may be read.</source>
            <translation>Prüfen Sie, ob sie noch da ist und gelesen werden darf.</translation>
        </message>
        <message>
            <source>Check that the model's folder is still there, and try again.</source>
            <translation>Prüfen Sie, ob der Ordner des Modells noch da ist, und versuchen Sie es erneut.</translation>
        </message>
        <message>
            <source>Check that you may read it and that its drive is connected.</source>
            <translation>Prüfen Sie, ob Sie sie lesen dürfen und ob ihr Laufwerk verbunden ist.</translation>
        </message>
        <message>
            <source>Check that your home folder can be written and has free space.</source>
            <translation>Prüfen Sie, ob Ihr persönlicher Ordner beschreibbar ist und freien Platz hat.</translation>
        </message>
        <message>
            <source>Check the Hub's address in the settings; some mirrors cannot search.</source>
            <translation>Prüfen Sie die Adresse des Hubs in den Einstellungen; manche Spiegel können nicht suchen.</translation>
        </message>
        <message>
            <source>Check the connection and try again; models on this computer work without it.</source>
            <translation>Prüfen Sie die Verbindung und versuchen Sie es erneut; Modelle auf diesem Computer funktionieren ohne sie.</translation>
        </message>
        <message>
            <source>Check the file and its permissions.</source>
            <translation>Prüfen Sie die Datei und ihre Zugriffsrechte.</translation>
        </message>
        <message>
            <source>Check the file's name.</source>
            <translation>Prüfen Sie den Namen der Datei.</translation>
        </message>
        <message>
            <source>Check the folder and its permissions, or choose another one.</source>
            <translation>Prüfen Sie den Ordner und seine Zugriffsrechte oder wählen Sie einen anderen.</translation>
        </message>
        <message>
            <source>Check the folder and its permissions.</source>
            <translation>Prüfen Sie den Ordner und seine Zugriffsrechte.</translation>
        </message>
        <message>
            <source>Check the name, or search for the model.</source>
            <translation>Prüfen Sie den Namen oder suchen Sie nach dem Modell.</translation>
        </message>
        <message>
            <source>Check the name; for a private model log in first.</source>
            <translation>Prüfen Sie den Namen; melden Sie sich für ein privates Modell zuerst an.</translation>
        </message>
        <message>
            <source>Check the name; for a private model log in, then try again.</source>
            <translation>Prüfen Sie den Namen; melden Sie sich für ein privates Modell an und versuchen Sie es dann erneut.</translation>
        </message>
        <message>
            <source>Check the path, or choose another folder or file.</source>
            <translation>Prüfen Sie den Pfad oder wählen Sie einen anderen Ordner oder eine andere Datei.</translation>
        </message>
        <message>
            <source>Check the permissions of the folder, and try again.</source>
            <translation>Prüfen Sie die Zugriffsrechte des Ordners und versuchen Sie es erneut.</translation>
        </message>
        <message>
            <source>Check the permissions of the settings folder and its free space.</source>
            <translation>Prüfen Sie die Zugriffsrechte des Einstellungsordners und seinen freien Platz.</translation>
        </message>
        <message>
            <source>Check the permissions of the settings folder; until then the defaults are used.</source>
            <translation>Prüfen Sie die Zugriffsrechte des Einstellungsordners; bis dahin gelten die Standardwerte.</translation>
        </message>
        <message>
            <source>Check the proxy in the settings.</source>
            <translation>Prüfen Sie den Proxy in den Einstellungen.</translation>
        </message>
        <message>
            <source>Check the proxy in the settings; models on this computer work without it.</source>
            <translation>Prüfen Sie den Proxy in den Einstellungen; Modelle auf diesem Computer funktionieren ohne ihn.</translation>
        </message>
        <message>
            <source>Check what the token may do, or log in with another one; then try again.</source>
            <translation>Prüfen Sie, was der Token darf, oder melden Sie sich mit einem anderen an; versuchen Sie es dann erneut.</translation>
        </message>
        <message>
            <source>Check whether another program uses it, and try again.</source>
            <translation>Prüfen Sie, ob ein anderes Programm sie verwendet, und versuchen Sie es erneut.</translation>
        </message>
        <message>
            <source>Check {0} and its permissions.</source>
            <translation>Prüfen Sie {0} und die Zugriffsrechte.</translation>
        </message>
        <message>
            <source>Choose BF16 or F32, or a quantized type.</source>
            <translation>Wählen Sie BF16 oder F32 oder einen quantisierten Typ.</translation>
        </message>
        <message>
            <source>Choose BF16 or another type, or download the model again.</source>
            <translation>Wählen Sie BF16 oder einen anderen Typ oder laden Sie das Modell neu herunter.</translation>
        </message>
        <message>
            <source>Choose a .gguf file, or the folder that holds one.</source>
            <translation>Wählen Sie eine .gguf-Datei oder den Ordner, der eine enthält.</translation>
        </message>
        <message>
            <source>Choose a GGUF that was made from a LoRA, or make one with `bitsmith lora`.</source>
            <translation>Wählen Sie eine GGUF-Datei, die aus einem LoRA erstellt wurde, oder erstellen Sie eine mit `bitsmith lora`.</translation>
        </message>
        <message>
            <source>Choose a chat or instruct model.</source>
            <translation>Wählen Sie ein Chat- oder Instruct-Modell.</translation>
        </message>
        <message>
            <source>Choose a context within the model's limit, for example 4096.</source>
            <translation>Wählen Sie einen Kontext innerhalb der Grenze des Modells, zum Beispiel 4096.</translation>
        </message>
        <message>
            <source>Choose a file that ends in .gguf, or make one from the model's original weights.</source>
            <translation>Wählen Sie eine Datei, die auf .gguf endet, oder erstellen Sie eine aus den Originalgewichten des Modells.</translation>
        </message>
        <message>
            <source>Choose a folder with config.json, or a GGUF file.</source>
            <translation>Wählen Sie einen Ordner mit config.json oder eine GGUF-Datei.</translation>
        </message>
        <message>
            <source>Choose a folder with config.json, tokenizer files and .safetensors files.</source>
            <translation>Wählen Sie einen Ordner mit config.json, Tokenizer-Dateien und .safetensors-Dateien.</translation>
        </message>
        <message>
            <source>Choose a model that sees, or take the picture away.</source>
            <translation>Wählen Sie ein Modell, das sieht, oder nehmen Sie das Bild weg.</translation>
        </message>
        <message>
            <source>Choose a model with a complete config.json, or a ready-made GGUF.</source>
            <translation>Wählen Sie ein Modell mit vollständiger config.json oder eine fertige GGUF-Datei.</translation>
        </message>
        <message>
            <source>Choose a plain LoRA adapter, or merge this one with the tool that made it.</source>
            <translation>Wählen Sie einen einfachen LoRA-Adapter oder rechnen Sie diesen mit dem Werkzeug ein, das ihn erstellt hat.</translation>
        </message>
        <message>
            <source>Choose a quantized type, or leave them out.</source>
            <translation>Wählen Sie einen quantisierten Typ oder lassen Sie sie weg.</translation>
        </message>
        <message>
            <source>Choose a repository with .safetensors files, or a ready-made GGUF.</source>
            <translation>Wählen Sie ein Repository mit .safetensors-Dateien oder eine fertige GGUF-Datei.</translation>
        </message>
        <message>
            <source>Choose a shorter context or a KV cache of fewer bits, or close other programs.</source>
            <translation>Wählen Sie einen kürzeren Kontext oder einen KV-Cache mit weniger Bits oder schließen Sie andere Programme.</translation>
        </message>
        <message>
            <source>Choose a shorter context, or a KV cache of fewer bits.</source>
            <translation>Wählen Sie einen kürzeren Kontext oder einen KV-Cache mit weniger Bits.</translation>
        </message>
        <message>
            <source>Choose a shorter context.</source>
            <translation>Wählen Sie einen kürzeren Kontext.</translation>
        </message>
        <message>
            <source>Choose a text, Markdown, code or PDF file, or paste the text that matters.</source>
            <translation>Wählen Sie eine Text-, Markdown-, Code- oder PDF-Datei oder fügen Sie den Text ein, auf den es ankommt.</translation>
        </message>
        <message>
            <source>Choose an adapter of linear layers.</source>
            <translation>Wählen Sie einen Adapter linearer Schichten.</translation>
        </message>
        <message>
            <source>Choose an adapter of the kind LORA.</source>
            <translation>Wählen Sie einen Adapter der Art LORA.</translation>
        </message>
        <message>
            <source>Choose an export of Bitsmith (JSON), of Open WebUI, or the conversations.json of ChatGPT.</source>
            <translation>Wählen Sie einen Export von Bitsmith (JSON), von Open WebUI oder die conversations.json von ChatGPT.</translation>
        </message>
        <message>
            <source>Choose another file, or paste the text that matters.</source>
            <translation>Wählen Sie eine andere Datei oder fügen Sie den Text ein, auf den es ankommt.</translation>
        </message>
        <message>
            <source>Choose another file, or take the missing model off the list.</source>
            <translation>Wählen Sie eine andere Datei oder nehmen Sie das fehlende Modell von der Liste.</translation>
        </message>
        <message>
            <source>Choose another model, or a ready-made GGUF of this one.</source>
            <translation>Wählen Sie ein anderes Modell oder eine fertige GGUF-Datei von diesem.</translation>
        </message>
        <message>
            <source>Choose another model, or write to the owner on the model’s page.</source>
            <translation>Wählen Sie ein anderes Modell oder schreiben Sie dem Eigentümer auf der Seite des Modells.</translation>
        </message>
        <message>
            <source>Choose another model.</source>
            <translation>Wählen Sie ein anderes Modell.</translation>
        </message>
        <message>
            <source>Choose another name, or delete the other preset first.</source>
            <translation>Wählen Sie einen anderen Namen oder löschen Sie zuerst die andere Vorlage.</translation>
        </message>
        <message>
            <source>Choose another name.</source>
            <translation>Wählen Sie einen anderen Namen.</translation>
        </message>
        <message>
            <source>Choose another port.</source>
            <translation>Wählen Sie einen anderen Port.</translation>
        </message>
        <message>
            <source>Choose another quant type, or look for a ready-made GGUF.</source>
            <translation>Wählen Sie einen anderen Quantisierungstyp oder suchen Sie eine fertige GGUF-Datei.</translation>
        </message>
        <message>
            <source>Choose f16.</source>
            <translation>Wählen Sie f16.</translation>
        </message>
        <message>
            <source>Choose fewer bits, or a smaller model.</source>
            <translation>Wählen Sie weniger Bits oder ein kleineres Modell.</translation>
        </message>
        <message>
            <source>Choose one of {0}.</source>
            <translation>Wählen Sie eines von {0}.</translation>
        </message>
        <message>
            <source>Choose the file again.</source>
            <translation>Wählen Sie die Datei erneut.</translation>
        </message>
        <message>
            <source>Choose the folder that holds config.json and .safetensors files, or a GGUF file.</source>
            <translation>Wählen Sie den Ordner mit config.json und .safetensors-Dateien oder eine GGUF-Datei.</translation>
        </message>
        <message>
            <source>Choose the folder that holds config.json, or a .gguf file.</source>
            <translation>Wählen Sie den Ordner, der config.json enthält, oder eine .gguf-Datei.</translation>
        </message>
        <message>
            <source>Choose the folder that holds config.json.</source>
            <translation>Wählen Sie den Ordner, der config.json enthält.</translation>
        </message>
        <message>
            <source>Choose the folder that holds {0}.</source>
            <translation>Wählen Sie den Ordner, der {0} enthält.</translation>
        </message>
        <message>
            <source>Choose the model's main file.</source>
            <translation>Wählen Sie die Hauptdatei des Modells.</translation>
        </message>
        <message>
            <source>Choose the original weights of this model (BF16, F16 or F32), or a ready-made GGUF.</source>
            <translation>Wählen Sie die Originalgewichte dieses Modells (BF16, F16 oder F32) oder eine fertige GGUF-Datei.</translation>
        </message>
        <message>
            <source>Choose the original weights of this model, or a ready-made GGUF.</source>
            <translation>Wählen Sie die Originalgewichte dieses Modells oder eine fertige GGUF-Datei.</translation>
        </message>
        <message>
            <source>Choose the original weights of this model, or download it and convert its folder.</source>
            <translation>Wählen Sie die Originalgewichte dieses Modells oder laden Sie es herunter und konvertieren Sie seinen Ordner.</translation>
        </message>
        <message>
            <source>Choose to keep the source: then it is downloaded first.</source>
            <translation>Wählen Sie, die Quelle zu behalten: Dann wird sie zuerst heruntergeladen.</translation>
        </message>
        <message>
            <source>Close other copies of Bitsmith, check the permissions of the data folder, and try again.</source>
            <translation>Schließen Sie andere Fenster von Bitsmith, prüfen Sie die Zugriffsrechte des Datenordners und versuchen Sie es erneut.</translation>
        </message>
        <message>
            <source>Close other programs and try again; if it stays, install Bitsmith again.</source>
            <translation>Schließen Sie andere Programme und versuchen Sie es erneut; wenn es bleibt, installieren Sie Bitsmith neu.</translation>
        </message>
        <message>
            <source>Close other programs, or choose a smaller model or a shorter context, and try again.</source>
            <translation>Schließen Sie andere Programme oder wählen Sie ein kleineres Modell oder einen kürzeren Kontext und versuchen Sie es erneut.</translation>
        </message>
        <message>
            <source>Close other programs, or choose a smaller model or a shorter context.</source>
            <translation>Schließen Sie andere Programme oder wählen Sie ein kleineres Modell oder einen kürzeren Kontext.</translation>
        </message>
        <message>
            <source>Close other programs, put fewer layers on the GPU, or choose fewer bits or a smaller model.</source>
            <translation>Schließen Sie andere Programme, legen Sie weniger Schichten auf die GPU oder wählen Sie weniger Bits oder ein kleineres Modell.</translation>
        </message>
        <message>
            <source>Copy it again from the page with your tokens.</source>
            <translation>Kopieren Sie ihn erneut von der Seite mit Ihren Token.</translation>
        </message>
        <message>
            <source>Correct it, or begin with the model's own.</source>
            <translation>Berichtigen Sie es oder beginnen Sie mit dem eigenen des Modells.</translation>
        </message>
        <message>
            <source>Correct it, then try again.</source>
            <translation>Berichtigen Sie sie und versuchen Sie es noch einmal.</translation>
        </message>
        <message>
            <source>Correct it.</source>
            <translation>Berichtigen Sie ihn.</translation>
        </message>
        <message>
            <source>Correct it; names are, for example, {0} and {1}.</source>
            <translation>Berichtigen Sie es; Namen sind zum Beispiel {0} und {1}.</translation>
        </message>
        <message>
            <source>Correct the Hub's address in the settings.</source>
            <translation>Berichtigen Sie die Adresse des Hubs in den Einstellungen.</translation>
        </message>
        <message>
            <source>Correct the proxy in the settings.</source>
            <translation>Berichtigen Sie den Proxy in den Einstellungen.</translation>
        </message>
        <message>
            <source>Cut it into pieces.</source>
            <translation>Zerlegen Sie ihn in Stücke.</translation>
        </message>
        <message>
            <source>DeciLM 7B cannot be converted.</source>
            <translation>DeciLM 7B kann nicht konvertiert werden.</translation>
        </message>
        <message>
            <source>Delete it in the app that it belongs to, or take it off the list.</source>
            <translation>Löschen Sie es in der App, der es gehört, oder nehmen Sie es von der Liste.</translation>
        </message>
        <message>
            <source>Do not install anything because of it; get Bitsmith where you got this one from.</source>
            <translation>Installieren Sie deswegen nichts; holen Sie Bitsmith dort, woher Sie diese Ausgabe haben.</translation>
        </message>
        <message>
            <source>Download it again, or choose another file.</source>
            <translation>Laden Sie die Datei neu herunter oder wählen Sie eine andere.</translation>
        </message>
        <message>
            <source>Download one of them.</source>
            <translation>Laden Sie eine davon herunter.</translation>
        </message>
        <message>
            <source>Download or make it again.</source>
            <translation>Laden Sie die Datei herunter oder erstellen Sie sie neu.</translation>
        </message>
        <message>
            <source>Download or make it again; if it stays, look for another build of the model.</source>
            <translation>Laden Sie die Datei herunter oder erstellen Sie sie neu; wenn es bleibt, suchen Sie eine andere Ausgabe des Modells.</translation>
        </message>
        <message>
            <source>Download or make it again; with a quantized KV cache, try 16 bits.</source>
            <translation>Laden Sie die Datei herunter oder erstellen Sie sie neu; versuchen Sie bei einem quantisierten KV-Cache 16 Bit.</translation>
        </message>
        <message>
            <source>Download the model again, or choose another one.</source>
            <translation>Laden Sie das Modell neu herunter oder wählen Sie ein anderes.</translation>
        </message>
        <message>
            <source>Download the model, and convert its folder.</source>
            <translation>Laden Sie das Modell herunter und konvertieren Sie seinen Ordner.</translation>
        </message>
        <message>
            <source>F16 cannot hold the weights of this model.</source>
            <translation>F16 kann die Gewichte dieses Modells nicht fassen.</translation>
        </message>
        <message>
            <source>For models published in this form.</source>
            <translation>Für Modelle, die in dieser Form veröffentlicht sind.</translation>
        </message>
        <message>
            <source>For models trained with three values.</source>
            <translation>Für Modelle, die mit drei Werten trainiert sind.</translation>
        </message>
        <message>
            <source>Free some space and start it again: it goes on where it was.</source>
            <translation>Schaffen Sie Platz und starten Sie erneut: Es geht da weiter, wo es war.</translation>
        </message>
        <message>
            <source>Free some space and try again.</source>
            <translation>Schaffen Sie Platz und versuchen Sie es erneut.</translation>
        </message>
        <message>
            <source>Free some space and try again: the download goes on where it stopped.</source>
            <translation>Schaffen Sie Platz und versuchen Sie es erneut: Der Download geht da weiter, wo er aufhörte.</translation>
        </message>
        <message>
            <source>Free some space, choose fewer bits, or set another models folder in the settings.</source>
            <translation>Schaffen Sie Platz, wählen Sie weniger Bits oder stellen Sie in den Einstellungen einen anderen Modellordner ein.</translation>
        </message>
        <message>
            <source>Free some space, or choose another disk.</source>
            <translation>Schaffen Sie Platz oder wählen Sie einen anderen Datenträger.</translation>
        </message>
        <message>
            <source>Free some space, or choose another models folder in the settings.</source>
            <translation>Schaffen Sie Platz oder wählen Sie in den Einstellungen einen anderen Modellordner.</translation>
        </message>
        <message>
            <source>Free some space, or choose fewer bits or another disk, and try again.</source>
            <translation>Schaffen Sie Platz oder wählen Sie weniger Bits oder einen anderen Datenträger und versuchen Sie es erneut.</translation>
        </message>
        <message>
            <source>Free some space, or choose fewer bits or another disk.</source>
            <translation>Schaffen Sie Platz oder wählen Sie weniger Bits oder einen anderen Datenträger.</translation>
        </message>
        <message>
            <source>Free some space; what is on the screen is not lost as long as Bitsmith runs.</source>
            <translation>Schaffen Sie Platz; was auf dem Bildschirm steht, geht nicht verloren, solange Bitsmith läuft.</translation>
        </message>
        <message>
            <source>Gemma 3 has no soft cap in its attention.</source>
            <translation>Gemma 3 hat keine weiche Obergrenze in seiner Attention.</translation>
        </message>
        <message>
            <source>Get a newer file of this model.</source>
            <translation>Besorgen Sie eine neuere Datei dieses Modells.</translation>
        </message>
        <message>
            <source>Get it again, or choose another file.</source>
            <translation>Besorgen Sie sie erneut oder wählen Sie eine andere Datei.</translation>
        </message>
        <message>
            <source>Get the one that belongs to the model, or put this file elsewhere to use the model without.</source>
            <translation>Holen Sie den, der zum Modell gehört, oder legen Sie diese Datei woandershin, um das Modell ohne sie zu verwenden.</translation>
        </message>
        <message>
            <source>Give a size or a number of tensors.</source>
            <translation>Geben Sie eine Größe oder eine Anzahl von Tensoren an.</translation>
        </message>
        <message>
            <source>Give all parts their original names.</source>
            <translation>Geben Sie allen Teilen ihre ursprünglichen Namen.</translation>
        </message>
        <message>
            <source>Give one with --imatrix, or choose more bits.</source>
            <translation>Geben Sie eine mit --imatrix an oder wählen Sie mehr Bits.</translation>
        </message>
        <message>
            <source>Give one, or choose one of {0}.</source>
            <translation>Geben Sie eine an oder wählen Sie eines von {0}.</translation>
        </message>
        <message>
            <source>Give the folder of the base model's original weights as the source.</source>
            <translation>Geben Sie den Ordner mit den Originalgewichten des Basismodells als Quelle an.</translation>
        </message>
        <message>
            <source>Give the model a name without "phi-3" in it.</source>
            <translation>Geben Sie dem Modell einen Namen ohne „phi-3“ darin.</translation>
        </message>
        <message>
            <source>Hardly any difference.</source>
            <translation>Kaum ein Unterschied.</translation>
        </message>
        <message>
            <source>Heads of {0} values cannot share {1}.</source>
            <translation>Köpfe mit {0} Werten können sich {1} nicht teilen.</translation>
        </message>
        <message>
            <source>Importance, overrides and recipes belong to quantized types.</source>
            <translation>Importance-Matrix, eigene Typen und Rezepte gehören zu quantisierten Typen.</translation>
        </message>
        <message>
            <source>Install the newest version.</source>
            <translation>Installieren Sie die neueste Version.</translation>
        </message>
        <message>
            <source>It answered with the status {0}.</source>
            <translation>Er antwortete mit dem Status {0}.</translation>
        </message>
        <message>
            <source>It cannot be read.</source>
            <translation>Es kann nicht gelesen werden.</translation>
        </message>
        <message>
            <source>It cannot be said whether {0} fits.</source>
            <translation>Es lässt sich nicht sagen, ob {0} passt.</translation>
        </message>
        <message>
            <source>It carries no release key, so it could not tell a real release from a forged one.</source>
            <translation>Sie enthält keinen Schlüssel für Veröffentlichungen und könnte eine echte nicht von einer gefälschten unterscheiden.</translation>
        </message>
        <message>
            <source>It changes {0}, which this model does not have.</source>
            <translation>Er ändert {0}, was dieses Modell nicht hat.</translation>
        </message>
        <message>
            <source>It claims to be enormous.</source>
            <translation>Es gibt vor, riesig zu sein.</translation>
        </message>
        <message>
            <source>It claims {0} layers.</source>
            <translation>Es behauptet {0} Schichten.</translation>
        </message>
        <message>
            <source>It claims {0} of {1} layers to predict with.</source>
            <translation>Es behauptet {0} von {1} Schichten zum Vorhersagen.</translation>
        </message>
        <message>
            <source>It claims {0} tensors and {1} keys.</source>
            <translation>Sie behauptet {0} Tensoren und {1} Schlüssel.</translation>
        </message>
        <message>
            <source>It claims {0} tensors and {1} metadata keys.</source>
            <translation>Sie behauptet {0} Tensoren und {1} Metadaten-Schlüssel.</translation>
        </message>
        <message>
            <source>It claims {0} tokens.</source>
            <translation>Er behauptet {0} Token.</translation>
        </message>
        <message>
            <source>It compresses {0}, which it was asked not to do.</source>
            <translation>Er komprimiert {0}, worum er gerade nicht gebeten war.</translation>
        </message>
        <message>
            <source>It does not begin as a GGUF file does.</source>
            <translation>Sie beginnt nicht wie eine GGUF-Datei.</translation>
        </message>
        <message>
            <source>It does not exist, or it is private.</source>
            <translation>Es existiert nicht, oder es ist privat.</translation>
        </message>
        <message>
            <source>It does not hold a table.</source>
            <translation>Sie enthält keine Tabelle.</translation>
        </message>
        <message>
            <source>It does not say what each layer is.</source>
            <translation>Es sagt nicht, was jede Schicht ist.</translation>
        </message>
        <message>
            <source>It does not say which architecture it has.</source>
            <translation>Sie sagt nicht, welche Architektur sie hat.</translation>
        </message>
        <message>
            <source>It does not say which layers have a window.</source>
            <translation>Es sagt nicht, welche Schichten ein Fenster haben.</translation>
        </message>
        <message>
            <source>It does not say which layers have attention.</source>
            <translation>Es sagt nicht, welche Schichten Attention haben.</translation>
        </message>
        <message>
            <source>It does not say which revision it means.</source>
            <translation>Er sagt nicht, welche Revision gemeint ist.</translation>
        </message>
        <message>
            <source>It does not say who you are.</source>
            <translation>Er sagt nicht, wer Sie sind.</translation>
        </message>
        <message>
            <source>It does so for the name {0}, and then wants a token {1}, which it lacks.</source>
            <translation>Das tut sie wegen des Namens {0} und will dann ein Token {1}, das dem Modell fehlt.</translation>
        </message>
        <message>
            <source>It ended the login for a reason of its own.</source>
            <translation>Er beendete die Anmeldung aus einem eigenen Grund.</translation>
        </message>
        <message>
            <source>It gave no vector for this model.</source>
            <translation>Sie lieferte für dieses Modell keinen Vektor.</translation>
        </message>
        <message>
            <source>It gives no code to log in with.</source>
            <translation>Er gibt keinen Code zum Anmelden.</translation>
        </message>
        <message>
            <source>It gives no reason.</source>
            <translation>Sie nennt keinen Grund.</translation>
        </message>
        <message>
            <source>It gives no token.</source>
            <translation>Er gibt keinen Token.</translation>
        </message>
        <message>
            <source>It guesses ahead for another model, and says nothing by itself.</source>
            <translation>Es rät für ein anderes Modell voraus und sagt selbst nichts.</translation>
        </message>
        <message>
            <source>It has an encoder and a decoder; this app runs models with a decoder only.</source>
            <translation>Es hat einen Encoder und einen Decoder; diese App führt nur Modelle mit einem Decoder aus.</translation>
        </message>
        <message>
            <source>It has ended before this could be asked of it.</source>
            <translation>Er endete, bevor dies gefragt werden konnte.</translation>
        </message>
        <message>
            <source>It has layers of an unknown kind.</source>
            <translation>Es hat Schichten einer unbekannten Art.</translation>
        </message>
        <message>
            <source>It has letters that no token has.</source>
            <translation>Er hat Zeichen, die kein Token hat.</translation>
        </message>
        <message>
            <source>It has more than {0} bytes.</source>
            <translation>Es hat mehr als {0} Bytes.</translation>
        </message>
        <message>
            <source>It has no config.json with .safetensors files.</source>
            <translation>Es hat keine config.json mit .safetensors-Dateien.</translation>
        </message>
        <message>
            <source>It has no counts for {0}.</source>
            <translation>Sie hat keine Anzahlen für {0}.</translation>
        </message>
        <message>
            <source>It has no rule “root”, or a rule begins with itself.</source>
            <translation>Sie hat keine Regel „root“, oder eine Regel beginnt mit sich selbst.</translation>
        </message>
        <message>
            <source>It has the key {0} twice.</source>
            <translation>Sie hat den Schlüssel {0} zweimal.</translation>
        </message>
        <message>
            <source>It has the shape {0}.</source>
            <translation>Er hat die Form {0}.</translation>
        </message>
        <message>
            <source>It has the type {0} and the shape {1}.</source>
            <translation>Er hat den Typ {0} und die Form {1}.</translation>
        </message>
        <message>
            <source>It has to be an object in braces.</source>
            <translation>Es muss ein Objekt in geschweiften Klammern sein.</translation>
        </message>
        <message>
            <source>It has tokens up to {0}, and the model has {1}.</source>
            <translation>Er hat Token bis {0}, und das Modell hat {1}.</translation>
        </message>
        <message>
            <source>It has {0} MB; at most {1} MB are read.</source>
            <translation>Sie hat {0} MB; höchstens {1} MB werden gelesen.</translation>
        </message>
        <message>
            <source>It has {0} MB; at most {1} are read.</source>
            <translation>Sie hat {0} MB; höchstens {1} werden gelesen.</translation>
        </message>
        <message>
            <source>It has {0} MB; that is too much.</source>
            <translation>Es hat {0} MB; das ist zu viel.</translation>
        </message>
        <message>
            <source>It has {0} bytes, and its header needs at least {1}.</source>
            <translation>Sie hat {0} Bytes, und ihr Header braucht mindestens {1}.</translation>
        </message>
        <message>
            <source>It has {0} bytes.</source>
            <translation>Sie hat {0} Bytes.</translation>
        </message>
        <message>
            <source>It has {0} values for {1}, which has {2}.</source>
            <translation>Sie hat {0} Werte für {1}, das {2} hat.</translation>
        </message>
        <message>
            <source>It has {0} x {1} pixels; that is too much.</source>
            <translation>Es hat {0} x {1} Pixel; das ist zu viel.</translation>
        </message>
        <message>
            <source>It holds a character with the number zero.</source>
            <translation>Sie enthält ein Zeichen mit der Nummer null.</translation>
        </message>
        <message>
            <source>It holds a value that cannot be stored ({0}).</source>
            <translation>Sie enthält einen Wert, der nicht gespeichert werden kann ({0}).</translation>
        </message>
        <message>
            <source>It holds neither GGUF files nor a checkpoint (config.json and .safetensors files).</source>
            <translation>Es enthält weder GGUF-Dateien noch einen Checkpoint (config.json und .safetensors-Dateien).</translation>
        </message>
        <message>
            <source>It holds no list of chats.</source>
            <translation>Sie enthält keine Liste von Chats.</translation>
        </message>
        <message>
            <source>It holds no tensor.</source>
            <translation>Sie enthält keinen Tensor.</translation>
        </message>
        <message>
            <source>It holds no weight_map.</source>
            <translation>Sie enthält keine weight_map.</translation>
        </message>
        <message>
            <source>It holds no weights.</source>
            <translation>Sie enthält keine Gewichte.</translation>
        </message>
        <message>
            <source>It holds pictures of pages, or drawings, and no text.</source>
            <translation>Sie enthält Bilder von Seiten oder Zeichnungen und keinen Text.</translation>
        </message>
        <message>
            <source>It holds ready-made GGUF files.</source>
            <translation>Es enthält fertige GGUF-Dateien.</translation>
        </message>
        <message>
            <source>It holds too many values.</source>
            <translation>Er enthält zu viele Werte.</translation>
        </message>
        <message>
            <source>It holds {0}.</source>
            <translation>Er enthält {0}.</translation>
        </message>
        <message>
            <source>It is a GGUF of another kind.</source>
            <translation>Sie ist eine GGUF-Datei anderer Art.</translation>
        </message>
        <message>
            <source>It is a fine-grained token without access to gated models.</source>
            <translation>Es ist ein eingeschränkter Token ohne Zugang zu zugangsbeschränkten Modellen.</translation>
        </message>
        <message>
            <source>It is a program inside the repository, and Bitsmith runs no code from a repository.</source>
            <translation>Er ist ein Programm im Repository, und Bitsmith führt keinen Code aus einem Repository aus.</translation>
        </message>
        <message>
            <source>It is a {0}.</source>
            <translation>Es ist: {0}.</translation>
        </message>
        <message>
            <source>It is absurdly long.</source>
            <translation>Sie ist absurd lang.</translation>
        </message>
        <message>
            <source>It is an importance matrix, not a model.</source>
            <translation>Es ist eine Importance-Matrix, kein Modell.</translation>
        </message>
        <message>
            <source>It is cut off inside its header.</source>
            <translation>Sie ist in ihrem Header abgeschnitten.</translation>
        </message>
        <message>
            <source>It is cut off within its header.</source>
            <translation>Sie ist innerhalb ihres Headers abgeschnitten.</translation>
        </message>
        <message>
            <source>It is cut off.</source>
            <translation>Sie ist abgeschnitten.</translation>
        </message>
        <message>
            <source>It is cut off: it should have {0} bytes and has {1}.</source>
            <translation>Sie ist abgeschnitten: Sie sollte {0} Bytes haben und hat {1}.</translation>
        </message>
        <message>
            <source>It is cut off: {0} ends at byte {1}, and the file has {2}.</source>
            <translation>Sie ist abgeschnitten: {0} endet bei Byte {1}, und die Datei hat {2}.</translation>
        </message>
        <message>
            <source>It is damaged.</source>
            <translation>Es ist beschädigt.</translation>
        </message>
        <message>
            <source>It is damaged: {0}.</source>
            <translation>Sie ist beschädigt: {0}.</translation>
        </message>
        <message>
            <source>It is empty.</source>
            <translation>Sie ist leer.</translation>
        </message>
        <message>
            <source>It is for big-endian machines.</source>
            <translation>Sie ist für Big-Endian-Maschinen.</translation>
        </message>
        <message>
            <source>It is listed as {0}.</source>
            <translation>Es ist als {0} aufgeführt.</translation>
        </message>
        <message>
            <source>It is locked with a password.</source>
            <translation>Sie ist mit einem Passwort gesperrt.</translation>
        </message>
        <message>
            <source>It is locked, or something is wrong with it ({0}).</source>
            <translation>Er ist gesperrt, oder etwas stimmt nicht mit ihm ({0}).</translation>
        </message>
        <message>
            <source>It is longer than {0} kB, which no list of releases is.</source>
            <translation>Es ist länger als {0} kB, was keine Liste von Versionen ist.</translation>
        </message>
        <message>
            <source>It is neither a checkpoint folder (config.json and .safetensors files) nor a .gguf file.</source>
            <translation>Es ist weder ein Checkpoint-Ordner (config.json und .safetensors-Dateien) noch eine .gguf-Datei.</translation>
        </message>
        <message>
            <source>It is neither longrope nor yarn.</source>
            <translation>Sie ist weder longrope noch yarn.</translation>
        </message>
        <message>
            <source>It is neither text nor a PDF.</source>
            <translation>Sie ist weder Text noch PDF.</translation>
        </message>
        <message>
            <source>It is no SentencePiece model.</source>
            <translation>Es ist kein SentencePiece-Modell.</translation>
        </message>
        <message>
            <source>It is no table.</source>
            <translation>Es ist keine Tabelle.</translation>
        </message>
        <message>
            <source>It is no text.</source>
            <translation>Es ist kein Text.</translation>
        </message>
        <message>
            <source>It is no valid JSON.</source>
            <translation>Es ist kein gültiges JSON.</translation>
        </message>
        <message>
            <source>It is none of PNG, JPEG, WebP, GIF, BMP and TIFF.</source>
            <translation>Es ist weder PNG noch JPEG, WebP, GIF, BMP oder TIFF.</translation>
        </message>
        <message>
            <source>It is none of the {0} that Bitsmith knows.</source>
            <translation>Sie ist keine der {0}, die Bitsmith kennt.</translation>
        </message>
        <message>
            <source>It is not JSON.</source>
            <translation>Es ist kein JSON.</translation>
        </message>
        <message>
            <source>It is not a JSON file.</source>
            <translation>Es ist keine JSON-Datei.</translation>
        </message>
        <message>
            <source>It is not a list of releases: {0}.</source>
            <translation>Das ist keine Liste von Versionen: {0}.</translation>
        </message>
        <message>
            <source>It is not a table of tensors.</source>
            <translation>Es ist keine Tabelle von Tensoren.</translation>
        </message>
        <message>
            <source>It is not valid JSON.</source>
            <translation>Es ist kein gültiges JSON.</translation>
        </message>
        <message>
            <source>It is one of {0} shards, and {1} is not there.</source>
            <translation>Sie ist eine von {0} Teildateien, und {1} ist nicht da.</translation>
        </message>
        <message>
            <source>It is too long.</source>
            <translation>Es ist zu lang.</translation>
        </message>
        <message>
            <source>It is wrong, expired, or was revoked.</source>
            <translation>Er ist falsch, abgelaufen oder wurde widerrufen.</translation>
        </message>
        <message>
            <source>It is {0}; the engine knows twice the width of {1}.</source>
            <translation>Sie ist {0}; die Engine kennt die doppelte Breite von {1}.</translation>
        </message>
        <message>
            <source>It knows access tokens only.</source>
            <translation>Er kennt nur Zugriffstoken.</translation>
        </message>
        <message>
            <source>It lacks rope_theta.</source>
            <translation>rope_theta fehlt darin.</translation>
        </message>
        <message>
            <source>It lacks the sliding_attention of rope_parameters.</source>
            <translation>In rope_parameters fehlt sliding_attention.</translation>
        </message>
        <message>
            <source>It lacks the token {0}.</source>
            <translation>Ihm fehlt das Token {0}.</translation>
        </message>
        <message>
            <source>It lacks {0}.</source>
            <translation>{0} fehlt darin.</translation>
        </message>
        <message>
            <source>It listens for another model, which alone has the text part.</source>
            <translation>Es hört für ein anderes Modell zu, das allein den Textteil hat.</translation>
        </message>
        <message>
            <source>It loads models and answers.</source>
            <translation>Er lädt Modelle und antwortet.</translation>
        </message>
        <message>
            <source>It makes and measures models.</source>
            <translation>Er erstellt und misst Modelle.</translation>
        </message>
        <message>
            <source>It makes or takes apart sound, not text.</source>
            <translation>Es erzeugt oder zerlegt Ton, keinen Text.</translation>
        </message>
        <message>
            <source>It may have been moved, renamed or deleted.</source>
            <translation>Es wurde vielleicht verschoben, umbenannt oder gelöscht.</translation>
        </message>
        <message>
            <source>It may have been renamed or deleted, or it is private.</source>
            <translation>Es wurde vielleicht umbenannt oder gelöscht, oder es ist privat.</translation>
        </message>
        <message>
            <source>It may have {0} characters.</source>
            <translation>Sie darf {0} Zeichen haben.</translation>
        </message>
        <message>
            <source>It names a tensor twice.</source>
            <translation>Sie nennt einen Tensor zweimal.</translation>
        </message>
        <message>
            <source>It names groups that are not among {0}.</source>
            <translation>Es nennt Gruppen, die nicht unter {0} sind.</translation>
        </message>
        <message>
            <source>It names no tensor.</source>
            <translation>Es nennt keinen Tensor.</translation>
        </message>
        <message>
            <source>It names {0}, which this model does not have.</source>
            <translation>Es nennt {0}, was dieses Modell nicht hat.</translation>
        </message>
        <message>
            <source>It points to another server for the rest of the list.</source>
            <translation>Er verweist für den Rest der Liste auf einen anderen Server.</translation>
        </message>
        <message>
            <source>It reads words only, or its projector (a file with mmproj in its name) is not in its folder.</source>
            <translation>Es liest nur Wörter, oder sein Projektor (eine Datei mit mmproj im Namen) ist nicht in seinem Ordner.</translation>
        </message>
        <message>
            <source>It redirects again and again.</source>
            <translation>Es leitet immer wieder weiter.</translation>
        </message>
        <message>
            <source>It redirects to another server ({0}), which is not asked.</source>
            <translation>Es leitet zu einem anderen Server weiter ({0}), der nicht gefragt wird.</translation>
        </message>
        <message>
            <source>It redirects {0} to an address that is none.</source>
            <translation>Er leitet {0} an eine Adresse um, die keine ist.</translation>
        </message>
        <message>
            <source>It redirects {0} to an address that is not safe.</source>
            <translation>Er leitet {0} an eine Adresse um, die nicht sicher ist.</translation>
        </message>
        <message>
            <source>It redirects {0} without end.</source>
            <translation>Er leitet {0} endlos um.</translation>
        </message>
        <message>
            <source>It says nothing of {0} tensors, such as {1}.</source>
            <translation>Es sagt nichts über {0} Tensoren, etwa {1}.</translation>
        </message>
        <message>
            <source>It says nothing of {0}, and {1} cannot do without.</source>
            <translation>Sie sagt nichts über {0}, und {1} kommt nicht ohne aus.</translation>
        </message>
        <message>
            <source>It says nothing of {0}.</source>
            <translation>Es sagt nichts über {0}.</translation>
        </message>
        <message>
            <source>It says: {0}.</source>
            <translation>Sie sagt: {0}.</translation>
        </message>
        <message>
            <source>It sends another part of {0} than it was asked for.</source>
            <translation>Er sendet einen anderen Teil von {0}, als verlangt war.</translation>
        </message>
        <message>
            <source>It should have {0} bytes and has {1}.</source>
            <translation>Sie sollte {0} Bytes haben und hat {1}.</translation>
        </message>
        <message>
            <source>It splits text in a way that none of the engine's pre-tokenizers does, so the model would read its prompts wrongly.</source>
            <translation>Er teilt Text auf eine Art, die keiner der Pre-Tokenizer der Engine beherrscht, sodass das Modell seine Prompts falsch lesen würde.</translation>
        </message>
        <message>
            <source>It stretches the context in a way that needs its own conversion.</source>
            <translation>Sie dehnt den Kontext auf eine Art, die eine eigene Konvertierung braucht.</translation>
        </message>
        <message>
            <source>It takes {0} beside the weights; {1} are free.</source>
            <translation>Er braucht {0} neben den Gewichten; {1} sind frei.</translation>
        </message>
        <message>
            <source>It takes {0} with the weights; {1} are free.</source>
            <translation>Er braucht {0} mit den Gewichten; {1} sind frei.</translation>
        </message>
        <message>
            <source>It turns text into vectors or labels, and cannot answer.</source>
            <translation>Es macht aus Text Vektoren oder Etiketten und kann nicht antworten.</translation>
        </message>
        <message>
            <source>It uses {0} of {1} experts.</source>
            <translation>Es verwendet {0} von {1} Experten.</translation>
        </message>
        <message>
            <source>It uses {0} of {1} groups of {2} experts.</source>
            <translation>Es verwendet {0} von {1} Gruppen von {2} Experten.</translation>
        </message>
        <message>
            <source>It wants a name and a password, or other ones.</source>
            <translation>Er will einen Namen und ein Passwort, oder andere.</translation>
        </message>
        <message>
            <source>It was at {0}.</source>
            <translation>Sie war bei {0}.</translation>
        </message>
        <message>
            <source>It was damaged on its way, or it was changed: its hash differs.</source>
            <translation>Sie wurde unterwegs beschädigt oder geändert: Ihr Hash stimmt nicht.</translation>
        </message>
        <message>
            <source>It was made for {0}, the model is {1}.</source>
            <translation>Er wurde für {0} gemacht, das Modell ist {1}.</translation>
        </message>
        <message>
            <source>It was moved, renamed or deleted.</source>
            <translation>Sie wurde verschoben, umbenannt oder gelöscht.</translation>
        </message>
        <message>
            <source>It was not confirmed in the browser in time.</source>
            <translation>Er wurde im Browser nicht rechtzeitig bestätigt.</translation>
        </message>
        <message>
            <source>It was taken off the list meanwhile.</source>
            <translation>Es wurde inzwischen von der Liste genommen.</translation>
        </message>
        <message>
            <source>It was written by a newer version of Bitsmith.</source>
            <translation>Sie wurde von einer neueren Version von Bitsmith geschrieben.</translation>
        </message>
        <message>
            <source>It weighs experts in a way that the engine does not know.</source>
            <translation>Es gewichtet Experten auf eine Art, die die Engine nicht kennt.</translation>
        </message>
        <message>
            <source>It writes a text in any order, all words at once, which this app's engine does not run as a chat.</source>
            <translation>Es schreibt einen Text in beliebiger Reihenfolge, alle Wörter zugleich, was die Engine dieser App nicht als Chat ausführt.</translation>
        </message>
        <message>
            <source>Its activation_sparsity_pattern makes no sense.</source>
            <translation>activation_sparsity_pattern ergibt keinen Sinn.</translation>
        </message>
        <message>
            <source>Its alignment makes no sense.</source>
            <translation>Ihre Ausrichtung ergibt keinen Sinn.</translation>
        </message>
        <message>
            <source>Its altup_num_inputs is not {0}.</source>
            <translation>altup_num_inputs ist nicht {0}.</translation>
        </message>
        <message>
            <source>Its block_configs do not name every layer.</source>
            <translation>block_configs nennt nicht jede Schicht.</translation>
        </message>
        <message>
            <source>Its block_configs do not say what each layer is.</source>
            <translation>block_configs sagt nicht, was jede Schicht ist.</translation>
        </message>
        <message>
            <source>Its columns are in groups of their own order.</source>
            <translation>Seine Spalten sind in Gruppen mit eigener Reihenfolge.</translation>
        </message>
        <message>
            <source>Its config says {0}.</source>
            <translation>Seine Konfiguration sagt {0}.</translation>
        </message>
        <message>
            <source>Its config.json names no architecture.</source>
            <translation>Die config.json nennt keine Architektur.</translation>
        </message>
        <message>
            <source>Its content network answers with the status {0}.</source>
            <translation>Sein Verteilnetz antwortet mit dem Status {0}.</translation>
        </message>
        <message>
            <source>Its file does not belong to Bitsmith alone.</source>
            <translation>Die Datei gehört nicht Bitsmith allein.</translation>
        </message>
        <message>
            <source>Its file was moved or deleted outside Bitsmith.</source>
            <translation>Die Datei wurde außerhalb von Bitsmith verschoben oder gelöscht.</translation>
        </message>
        <message>
            <source>Its file would hold numbers that are among the weights, and Bitsmith plans a file before it reads any.</source>
            <translation>Seine Datei würde Zahlen enthalten, die zwischen den Gewichten stehen, und Bitsmith plant eine Datei, bevor es welche liest.</translation>
        </message>
        <message>
            <source>Its format version is {0}; versions 2 and 3 are known.</source>
            <translation>Ihre Formatversion ist {0}; bekannt sind die Versionen 2 und 3.</translation>
        </message>
        <message>
            <source>Its header claims a length of {0} bytes.</source>
            <translation>Ihr Header behauptet eine Länge von {0} Bytes.</translation>
        </message>
        <message>
            <source>Its header has {0} of {1} bytes.</source>
            <translation>Ihr Header hat {0} von {1} Bytes.</translation>
        </message>
        <message>
            <source>Its header says that it is something else.</source>
            <translation>Ihr Header sagt, dass sie etwas anderes ist.</translation>
        </message>
        <message>
            <source>Its hybrid_override_pattern does not name every layer.</source>
            <translation>hybrid_override_pattern nennt nicht jede Schicht.</translation>
        </message>
        <message>
            <source>Its layer_types do not name every layer.</source>
            <translation>layer_types nennt nicht jede Schicht.</translation>
        </message>
        <message>
            <source>Its layers rotate other parts of their heads.</source>
            <translation>Die Schichten drehen verschiedene Teile ihrer Köpfe.</translation>
        </message>
        <message>
            <source>Its linear_attn_config does not name layers.</source>
            <translation>linear_attn_config nennt keine Schichten.</translation>
        </message>
        <message>
            <source>Its magnitudes do not match.</source>
            <translation>Seine Beträge passen nicht.</translation>
        </message>
        <message>
            <source>Its matrices have the shapes {0} and {1}.</source>
            <translation>Seine Matrizen haben die Formen {0} und {1}.</translation>
        </message>
        <message>
            <source>Its metadata has a value of the unknown type {0}.</source>
            <translation>Ihre Metadaten haben einen Wert vom unbekannten Typ {0}.</translation>
        </message>
        <message>
            <source>Its metadata holds too many values.</source>
            <translation>Ihre Metadaten enthalten zu viele Werte.</translation>
        </message>
        <message>
            <source>Its number is not the one in its name.</source>
            <translation>Ihre Nummer ist nicht die in ihrem Namen.</translation>
        </message>
        <message>
            <source>Its numbers make no sense.</source>
            <translation>Ihre Zahlen ergeben keinen Sinn.</translation>
        </message>
        <message>
            <source>Its output matrix is normalized each time it is used (norm_head).</source>
            <translation>Seine Ausgabematrix wird bei jeder Verwendung normiert (norm_head).</translation>
        </message>
        <message>
            <source>Its owner decides by hand whom to give access to.</source>
            <translation>Der Eigentümer entscheidet von Hand, wem er Zugang gibt.</translation>
        </message>
        <message>
            <source>Its owner gives access to people who have agreed to them.</source>
            <translation>Der Eigentümer gibt allen Zugang, die ihnen zugestimmt haben.</translation>
        </message>
        <message>
            <source>Its owner wants to know who reads it, and has terms that you accept on its page.</source>
            <translation>Der Eigentümer will wissen, wer es liest, und hat Bedingungen, denen Sie auf der Seite zustimmen.</translation>
        </message>
        <message>
            <source>Its part {0} is missing.</source>
            <translation>Sein Teil {0} fehlt.</translation>
        </message>
        <message>
            <source>Its quantization_config does not say how many bits.</source>
            <translation>quantization_config sagt nicht, wie viele Bits.</translation>
        </message>
        <message>
            <source>Its quantization_config is no table.</source>
            <translation>quantization_config ist keine Tabelle.</translation>
        </message>
        <message>
            <source>Its rotary factors are not {0} numbers each.</source>
            <translation>Die Rotationsfaktoren sind nicht je {0} Zahlen.</translation>
        </message>
        <message>
            <source>Its rotary scaling has no name.</source>
            <translation>Seine Rotationsskalierung hat keinen Namen.</translation>
        </message>
        <message>
            <source>Its rotary scaling is not that of Ministral 3.</source>
            <translation>Seine Rotationsskalierung ist nicht die von Ministral 3.</translation>
        </message>
        <message>
            <source>Its rotary settings are out of range.</source>
            <translation>Die Rotationseinstellungen liegen außerhalb des Erlaubten.</translation>
        </message>
        <message>
            <source>Its safetensors files are empty.</source>
            <translation>Die safetensors-Dateien sind leer.</translation>
        </message>
        <message>
            <source>Its scales are not described.</source>
            <translation>Seine Skalen sind nicht beschrieben.</translation>
        </message>
        <message>
            <source>Its server gave no sign of life.</source>
            <translation>Ihr Server gab kein Lebenszeichen.</translation>
        </message>
        <message>
            <source>Its shape or block size makes no sense.</source>
            <translation>Seine Form oder Blockgröße ergibt keinen Sinn.</translation>
        </message>
        <message>
            <source>Its signature does not belong to this build's release key: it was changed on its way, or that key is not used any more.</source>
            <translation>Die Unterschrift passt nicht zum Schlüssel dieser Ausgabe: Es wurde unterwegs verändert, oder der Schlüssel wird nicht mehr verwendet.</translation>
        </message>
        <message>
            <source>Its special tokens cannot be read ({0}).</source>
            <translation>Seine besonderen Token können nicht gelesen werden ({0}).</translation>
        </message>
        <message>
            <source>Its tensor {0} has no place in the architecture.</source>
            <translation>Sein Tensor {0} hat in der Architektur keinen Platz.</translation>
        </message>
        <message>
            <source>Its tensor {0} is {1}; quantizing it again to {2} would lose more than quantizing the original weights.</source>
            <translation>Sein Tensor {0} ist {1}; ihn erneut zu {2} zu quantisieren, würde mehr kosten, als die Originalgewichte zu quantisieren.</translation>
        </message>
        <message>
            <source>Its text part alone reads nothing: it is made for the pictures that the file would leave out.</source>
            <translation>Sein Textteil allein liest nichts: Er ist für die Bilder gemacht, die die Datei weglassen würde.</translation>
        </message>
        <message>
            <source>Its tokenizer is a program inside the repository, and Bitsmith runs no code from a repository.</source>
            <translation>Sein Tokenizer ist ein Programm im Repository, und Bitsmith führt keinen Code aus einem Repository aus.</translation>
        </message>
        <message>
            <source>Its values for {0} are no numbers.</source>
            <translation>Ihre Werte für {0} sind keine Zahlen.</translation>
        </message>
        <message>
            <source>Its version is {0}.</source>
            <translation>Ihre Version ist {0}.</translation>
        </message>
        <message>
            <source>Its version is {0}; versions 2 and 3 are known.</source>
            <translation>Ihre Version ist {0}; bekannt sind die Versionen 2 und 3.</translation>
        </message>
        <message>
            <source>Its way of storing weights is one that Bitsmith has not learnt yet.</source>
            <translation>Seine Art, Gewichte zu speichern, kennt Bitsmith noch nicht.</translation>
        </message>
        <message>
            <source>Its weights are in PyTorch's pickle format only; such files can run any code when they are opened, so Bitsmith does not read them.</source>
            <translation>Seine Gewichte sind nur im Pickle-Format von PyTorch; solche Dateien können beim Öffnen beliebigen Code ausführen, deshalb liest Bitsmith sie nicht.</translation>
        </message>
        <message>
            <source>Its weights are in PyTorch's pickle format, which can run any code when it is opened.</source>
            <translation>Seine Gewichte sind im Pickle-Format von PyTorch, das beim Öffnen beliebigen Code ausführen kann.</translation>
        </message>
        <message>
            <source>Its weights take {0}; the computer has {1}.</source>
            <translation>Seine Gewichte brauchen {0}; der Computer hat {1}.</translation>
        </message>
        <message>
            <source>Its weights were published in a form that runs code when it is read (PyTorch), or without a tokenizer.</source>
            <translation>Seine Gewichte wurden in einer Form veröffentlicht, die beim Lesen Code ausführt (PyTorch), oder ohne Tokenizer.</translation>
        </message>
        <message>
            <source>Its weights, or its numbers on this text, are not finite.</source>
            <translation>Seine Gewichte oder seine Zahlen zu diesem Text sind nicht endlich.</translation>
        </message>
        <message>
            <source>Its yarn scaling names no original context.</source>
            <translation>Die yarn-Skalierung nennt keinen ursprünglichen Kontext.</translation>
        </message>
        <message>
            <source>Its {0} are no table.</source>
            <translation>{0} darin ist keine Tabelle.</translation>
        </message>
        <message>
            <source>Its {0} does not say what it is.</source>
            <translation>Seine {0} sagt nicht, was er ist.</translation>
        </message>
        <message>
            <source>Its {0} is no sensible number.</source>
            <translation>{0} darin ist keine sinnvolle Zahl.</translation>
        </message>
        <message>
            <source>Its {0} is {1}, and the engine knows {2} only.</source>
            <translation>{0} ist {1}, und die Engine kennt nur {2}.</translation>
        </message>
        <message>
            <source>Its {0} rotary factors are {1} numbers instead of {2}.</source>
            <translation>Die Rotationsfaktoren {0} sind {1} Zahlen statt {2}.</translation>
        </message>
        <message>
            <source>Its {0} rows cannot be shared by {1} heads.</source>
            <translation>{0} Zeilen lassen sich nicht auf {1} Köpfe verteilen.</translation>
        </message>
        <message>
            <source>Known types: {0}.</source>
            <translation>Bekannte Typen: {0}.</translation>
        </message>
        <message>
            <source>Leave offline mode in the settings; models and chats on this computer work without it.</source>
            <translation>Verlassen Sie den Offline-Modus in den Einstellungen; Modelle und Chats auf diesem Computer funktionieren auch so.</translation>
        </message>
        <message>
            <source>Leave out its oldest messages, or load the model with a longer context.</source>
            <translation>Lassen Sie die ältesten Nachrichten weg, oder laden Sie das Modell mit einem längeren Kontext.</translation>
        </message>
        <message>
            <source>Load a model first.</source>
            <translation>Laden Sie zuerst ein Modell.</translation>
        </message>
        <message>
            <source>Load it to find out.</source>
            <translation>Laden Sie es, um es herauszufinden.</translation>
        </message>
        <message>
            <source>Load the model again.</source>
            <translation>Laden Sie das Modell neu.</translation>
        </message>
        <message>
            <source>Log in again in the settings, then try again.</source>
            <translation>Melden Sie sich in den Einstellungen neu an und versuchen Sie es dann erneut.</translation>
        </message>
        <message>
            <source>Log in again when you want to.</source>
            <translation>Melden Sie sich wieder an, wenn Sie möchten.</translation>
        </message>
        <message>
            <source>Log in again.</source>
            <translation>Melden Sie sich neu an.</translation>
        </message>
        <message>
            <source>Log in, then try again.</source>
            <translation>Melden Sie sich an und versuchen Sie es dann erneut.</translation>
        </message>
        <message>
            <source>Look for a newer build of the model.</source>
            <translation>Suchen Sie eine neuere Ausgabe des Modells.</translation>
        </message>
        <message>
            <source>Look for a ready-made GGUF of this model, or choose another model.</source>
            <translation>Suchen Sie eine fertige GGUF-Datei dieses Modells oder wählen Sie ein anderes Modell.</translation>
        </message>
        <message>
            <source>Look for a ready-made GGUF of this model, or for a copy with a tokenizer.json.</source>
            <translation>Suchen Sie eine fertige GGUF-Datei dieses Modells oder eine Kopie mit einer tokenizer.json.</translation>
        </message>
        <message>
            <source>Look for a ready-made GGUF of this model, or take a newer Ling.</source>
            <translation>Suchen Sie eine fertige GGUF-Datei dieses Modells oder nehmen Sie ein neueres Ling.</translation>
        </message>
        <message>
            <source>Look for a ready-made GGUF of this model, or wait for a newer engine.</source>
            <translation>Suchen Sie eine fertige GGUF-Datei dieses Modells oder warten Sie auf eine neuere Engine.</translation>
        </message>
        <message>
            <source>Look for a ready-made GGUF of this model.</source>
            <translation>Suchen Sie eine fertige GGUF-Datei dieses Modells.</translation>
        </message>
        <message>
            <source>Look for another build of the model, and tell its makers.</source>
            <translation>Suchen Sie eine andere Ausgabe des Modells und sagen Sie es seinen Herstellern.</translation>
        </message>
        <message>
            <source>Look for another build of the model, or make one here.</source>
            <translation>Suchen Sie eine andere Ausgabe des Modells oder erstellen Sie hier eine.</translation>
        </message>
        <message>
            <source>Look for new versions where you got this one from.</source>
            <translation>Neue Versionen finden Sie dort, woher Sie diese haben.</translation>
        </message>
        <message>
            <source>Make it first.</source>
            <translation>Legen Sie ihn zuerst an.</translation>
        </message>
        <message>
            <source>Make it simpler.</source>
            <translation>Vereinfachen Sie sie.</translation>
        </message>
        <message>
            <source>Make it with llama-imatrix, or get the one that belongs to this model.</source>
            <translation>Erstellen Sie sie mit llama-imatrix oder besorgen Sie die, die zu diesem Modell gehört.</translation>
        </message>
        <message>
            <source>Make it, or choose another one.</source>
            <translation>Legen Sie ihn an oder wählen Sie einen anderen.</translation>
        </message>
        <message>
            <source>Making a grammar of it does not come to an end.</source>
            <translation>Daraus eine Grammatik zu machen, nimmt kein Ende.</translation>
        </message>
        <message>
            <source>Merge it into the base model while that is quantized (--merge-lora).</source>
            <translation>Rechnen Sie ihn in das Basismodell ein, während dieses quantisiert wird (--merge-lora).</translation>
        </message>
        <message>
            <source>Merge it with the tool that made it, and convert the result.</source>
            <translation>Rechnen Sie ihn mit dem Werkzeug ein, das ihn erstellt hat, und konvertieren Sie das Ergebnis.</translation>
        </message>
        <message>
            <source>Models of the architecture {0} cannot be converted.</source>
            <translation>Modelle der Architektur {0} können nicht konvertiert werden.</translation>
        </message>
        <message>
            <source>More loss than the newer 4-bit types.</source>
            <translation>Mehr Verlust als bei den neueren 4-Bit-Typen.</translation>
        </message>
        <message>
            <source>Most often there is too little memory, in the GPU or in the computer.</source>
            <translation>Meist ist zu wenig Speicher da, in der GPU oder im Computer.</translation>
        </message>
        <message>
            <source>Name a file that ends in .gguf.</source>
            <translation>Nennen Sie eine Datei, die auf .gguf endet.</translation>
        </message>
        <message>
            <source>Name one of the shards of a split model.</source>
            <translation>Nennen Sie eine der Teildateien eines geteilten Modells.</translation>
        </message>
        <message>
            <source>Needs {0}; this computer has {1}.</source>
            <translation>Braucht {0}; dieser Computer hat {1}.</translation>
        </message>
        <message>
            <source>Needs {0}; {1}.</source>
            <translation>Braucht {0}; {1}.</translation>
        </message>
        <message>
            <source>Needs {0}; {1}. Close other programs first.</source>
            <translation>Braucht {0}; {1}. Schließen Sie zuerst andere Programme.</translation>
        </message>
        <message>
            <source>Neither tokenizer.json nor tokenizer.model is there.</source>
            <translation>Weder tokenizer.json noch tokenizer.model ist da.</translation>
        </message>
        <message>
            <source>No chat was found in it.</source>
            <translation>Darin wurde kein Chat gefunden.</translation>
        </message>
        <message>
            <source>No context is given.</source>
            <translation>Es ist kein Kontext angegeben.</translation>
        </message>
        <message>
            <source>No difference that people notice.</source>
            <translation>Kein Unterschied, den man bemerkt.</translation>
        </message>
        <message>
            <source>No model is loaded.</source>
            <translation>Es ist kein Modell geladen.</translation>
        </message>
        <message>
            <source>No more documents can be attached.</source>
            <translation>Es können keine weiteren Dokumente angehängt werden.</translation>
        </message>
        <message>
            <source>No tensor of this model is called anything like {0}.</source>
            <translation>Kein Tensor dieses Modells heißt so ähnlich wie {0}.</translation>
        </message>
        <message>
            <source>No type fits this computer well at a context of {0} tokens; the smallest, {1}, needs {2}. Choose a smaller model or a shorter context.</source>
            <translation>Kein Typ passt bei einem Kontext von {0} Token gut auf diesen Computer; der kleinste, {1}, braucht {2}. Wählen Sie ein kleineres Modell oder einen kürzeren Kontext.</translation>
        </message>
        <message>
            <source>Norms of heads are missing.</source>
            <translation>Normen von Köpfen fehlen.</translation>
        </message>
        <message>
            <source>Numbers of 2, 4 and 8 bits are read.</source>
            <translation>Zahlen mit 2, 4 und 8 Bit werden gelesen.</translation>
        </message>
        <message>
            <source>Of this family, Bitsmith knows NVIDIA's Llama-Nemotron models.</source>
            <translation>Von dieser Familie kennt Bitsmith die Modelle Llama-Nemotron von NVIDIA.</translation>
        </message>
        <message>
            <source>One of its two matrices is missing.</source>
            <translation>Eine seiner beiden Matrizen fehlt.</translation>
        </message>
        <message>
            <source>One of them has a shape that the model does not take, or the chat template hides them.</source>
            <translation>Eines davon hat eine Form, die das Modell nicht nimmt, oder die Chat-Vorlage verbirgt sie.</translation>
        </message>
        <message>
            <source>Only one of them can bound an answer.</source>
            <translation>Nur eines davon kann eine Antwort begrenzen.</translation>
        </message>
        <message>
            <source>Only the owner can change that.</source>
            <translation>Nur der Eigentümer kann das ändern.</translation>
        </message>
        <message>
            <source>Open its page, read and accept the terms there, then try again.</source>
            <translation>Öffnen Sie die Seite, lesen und akzeptieren Sie dort die Bedingungen und versuchen Sie es dann erneut.</translation>
        </message>
        <message>
            <source>Open the repository again and choose from what is there now.</source>
            <translation>Öffnen Sie das Repository erneut und wählen Sie aus dem, was jetzt da ist.</translation>
        </message>
        <message>
            <source>Open {0}-00001-of-{1}.gguf; the others are found beside it.</source>
            <translation>Öffnen Sie {0}-00001-of-{1}.gguf; die anderen werden daneben gefunden.</translation>
        </message>
        <message>
            <source>Out of range: {0}.</source>
            <translation>Außerhalb des Erlaubten: {0}.</translation>
        </message>
        <message>
            <source>Paste an access token instead.</source>
            <translation>Fügen Sie stattdessen einen Zugriffstoken ein.</translation>
        </message>
        <message>
            <source>Please report this with the name of the model.</source>
            <translation>Bitte melden Sie dies mit dem Namen des Modells.</translation>
        </message>
        <message>
            <source>Practically the original.</source>
            <translation>Praktisch das Original.</translation>
        </message>
        <message>
            <source>Put it back, or remove the model from the library and get it again.</source>
            <translation>Legen Sie sie zurück oder entfernen Sie das Modell aus der Bibliothek und besorgen Sie es erneut.</translation>
        </message>
        <message>
            <source>Put the file back, or choose another model.</source>
            <translation>Legen Sie die Datei zurück oder wählen Sie ein anderes Modell.</translation>
        </message>
        <message>
            <source>Reading it does not come to an end.</source>
            <translation>Sie zu lesen, nimmt kein Ende.</translation>
        </message>
        <message>
            <source>Reading it takes far too much memory.</source>
            <translation>Sie zu lesen, braucht viel zu viel Speicher.</translation>
        </message>
        <message>
            <source>Reading it took too much memory, or crashed.</source>
            <translation>Sie zu lesen, brauchte zu viel Speicher oder stürzte ab.</translation>
        </message>
        <message>
            <source>Remove it and start again; models on this computer work without it.</source>
            <translation>Entfernen Sie sie und starten Sie neu; Modelle auf diesem Computer funktionieren ohne.</translation>
        </message>
        <message>
            <source>Remove it, or choose another name.</source>
            <translation>Entfernen Sie die Datei oder wählen Sie einen anderen Namen.</translation>
        </message>
        <message>
            <source>Remove the link, or choose another folder.</source>
            <translation>Entfernen Sie den Link oder wählen Sie einen anderen Ordner.</translation>
        </message>
        <message>
            <source>Save it as PNG or JPEG with another program, and attach that.</source>
            <translation>Speichern Sie es mit einem anderen Programm als PNG oder JPEG, und hängen Sie das an.</translation>
        </message>
        <message>
            <source>Save the adapter again with safe_serialization=True, or choose another one.</source>
            <translation>Speichern Sie den Adapter erneut mit safe_serialization=True oder wählen Sie einen anderen.</translation>
        </message>
        <message>
            <source>Search for the model in Discover.</source>
            <translation>Suchen Sie das Modell in „Entdecken“.</translation>
        </message>
        <message>
            <source>Send shorter texts, or load the model with a shorter context.</source>
            <translation>Senden Sie kürzere Texte oder laden Sie das Modell mit einem kürzeren Kontext.</translation>
        </message>
        <message>
            <source>Send these first, or take some away.</source>
            <translation>Senden Sie zuerst diese oder entfernen Sie einige.</translation>
        </message>
        <message>
            <source>Set it to 1.</source>
            <translation>Setzen Sie sie auf 1.</translation>
        </message>
        <message>
            <source>Set them to their defaults.</source>
            <translation>Setzen Sie sie auf die Standardwerte.</translation>
        </message>
        <message>
            <source>Shards need a limit.</source>
            <translation>Teildateien brauchen eine Grenze.</translation>
        </message>
        <message>
            <source>Shorten it, or load the model with a longer context.</source>
            <translation>Kürzen Sie sie oder laden Sie das Modell mit einem längeren Kontext.</translation>
        </message>
        <message>
            <source>So Bitsmith has no access to your account.</source>
            <translation>Bitsmith hat also keinen Zugang zu Ihrem Konto.</translation>
        </message>
        <message>
            <source>So a model cannot be made while it is downloaded.</source>
            <translation>Deshalb kann ein Modell nicht während des Herunterladens erstellt werden.</translation>
        </message>
        <message>
            <source>Something went wrong inside Bitsmith.</source>
            <translation>In Bitsmith ist etwas schiefgegangen.</translation>
        </message>
        <message>
            <source>Something went wrong inside the engine process.</source>
            <translation>Im Engine-Prozess ist etwas schiefgegangen.</translation>
        </message>
        <message>
            <source>Start again, from what is there now; nothing wrong was kept.</source>
            <translation>Beginnen Sie neu, mit dem, was jetzt da ist; nichts Falsches wurde behalten.</translation>
        </message>
        <message>
            <source>Start again: it goes on where it stopped.</source>
            <translation>Starten Sie erneut: Es geht da weiter, wo es aufhörte.</translation>
        </message>
        <message>
            <source>Start from the original weights, from F16, BF16 or Q8_0, or allow requantizing.</source>
            <translation>Gehen Sie von den Originalgewichten, von F16, BF16 oder Q8_0 aus, oder erlauben Sie das erneute Quantisieren.</translation>
        </message>
        <message>
            <source>Such files can run any code when they are opened, so Bitsmith does not read them.</source>
            <translation>Solche Dateien können beim Öffnen beliebigen Code ausführen, deshalb liest Bitsmith sie nicht.</translation>
        </message>
        <message>
            <source>Switch it off and on again.</source>
            <translation>Schalten Sie sie aus und wieder ein.</translation>
        </message>
        <message>
            <source>Take some of them away.</source>
            <translation>Entfernen Sie einige davon.</translation>
        </message>
        <message>
            <source>Take the adapter away in the settings of the chat, or choose the model that it was made for.</source>
            <translation>Entfernen Sie den Adapter in den Einstellungen des Chats oder wählen Sie das Modell, für das er gemacht wurde.</translation>
        </message>
        <message>
            <source>Take the job off the list or the model out of the library first.</source>
            <translation>Nehmen Sie zuerst den Auftrag von der Liste oder das Modell aus der Bibliothek.</translation>
        </message>
        <message>
            <source>Take the newest picture away, or save it in another size.</source>
            <translation>Nehmen Sie das neueste Bild weg, oder speichern Sie es in einer anderen Größe.</translation>
        </message>
        <message>
            <source>Tensor {0} arrived with another size than announced.</source>
            <translation>Der Tensor {0} kam mit einer anderen Größe an als angekündigt.</translation>
        </message>
        <message>
            <source>Tensor {0} cannot be read.</source>
            <translation>Der Tensor {0} kann nicht gelesen werden.</translation>
        </message>
        <message>
            <source>Tensor {0} does not match config.json.</source>
            <translation>Der Tensor {0} passt nicht zu config.json.</translation>
        </message>
        <message>
            <source>Tensor {0} does not match its format.</source>
            <translation>Der Tensor {0} passt nicht zu seinem Format.</translation>
        </message>
        <message>
            <source>Tensor {0} has ggml type {1}.</source>
            <translation>Der Tensor {0} hat den ggml-Typ {1}.</translation>
        </message>
        <message>
            <source>Tensor {0} has them.</source>
            <translation>Der Tensor {0} hat sie.</translation>
        </message>
        <message>
            <source>Tensor {0} has values above {1}.</source>
            <translation>Der Tensor {0} hat Werte über {1}.</translation>
        </message>
        <message>
            <source>Tensor {0} has values that are too large for it, or damaged ones.</source>
            <translation>Der Tensor {0} hat Werte, die dafür zu groß sind, oder beschädigte.</translation>
        </message>
        <message>
            <source>Tensor {0} has {1} dimensions.</source>
            <translation>Der Tensor {0} hat {1} Dimensionen.</translation>
        </message>
        <message>
            <source>Tensor {0} holds values that are no numbers.</source>
            <translation>Der Tensor {0} enthält Werte, die keine Zahlen sind.</translation>
        </message>
        <message>
            <source>Tensor {0} holds values that are not numbers.</source>
            <translation>Der Tensor {0} enthält Werte, die keine Zahlen sind.</translation>
        </message>
        <message>
            <source>Tensor {0} is damaged.</source>
            <translation>Der Tensor {0} ist beschädigt.</translation>
        </message>
        <message>
            <source>Tensor {0} is empty.</source>
            <translation>Der Tensor {0} ist leer.</translation>
        </message>
        <message>
            <source>Tensor {0} is in two files.</source>
            <translation>Der Tensor {0} ist in zwei Dateien.</translation>
        </message>
        <message>
            <source>Tensor {0} is in two shards.</source>
            <translation>Der Tensor {0} ist in zwei Teildateien.</translation>
        </message>
        <message>
            <source>Tensor {0} is missing or is no single number.</source>
            <translation>Der Tensor {0} fehlt oder ist keine einzelne Zahl.</translation>
        </message>
        <message>
            <source>Tensor {0} is of the unknown type {1}.</source>
            <translation>Der Tensor {0} hat den unbekannten Typ {1}.</translation>
        </message>
        <message>
            <source>Tensor {0} is said to be in {1}.</source>
            <translation>Der Tensor {0} soll in {1} sein.</translation>
        </message>
        <message>
            <source>Tensor {0} of the adapter holds no usable numbers.</source>
            <translation>Der Tensor {0} des Adapters enthält keine brauchbaren Zahlen.</translation>
        </message>
        <message>
            <source>Tensor {0} overlaps another one.</source>
            <translation>Der Tensor {0} überlappt einen anderen.</translation>
        </message>
        <message>
            <source>Tensors of experts are missing.</source>
            <translation>Tensoren von Experten fehlen.</translation>
        </message>
        <message>
            <source>Tensors of the type {0} cannot be read back.</source>
            <translation>Tensoren vom Typ {0} können nicht zurückgelesen werden.</translation>
        </message>
        <message>
            <source>Text {0} has {1} tokens; at most {2} are embedded at once.</source>
            <translation>Der Text {0} hat {1} Token; höchstens {2} werden zugleich eingebettet.</translation>
        </message>
        <message>
            <source>The DoRA adapter of {0} has a form that Bitsmith does not know.</source>
            <translation>Der DoRA-Adapter von {0} hat eine Form, die Bitsmith nicht kennt.</translation>
        </message>
        <message>
            <source>The JSON schema cannot be used.</source>
            <translation>Das JSON-Schema kann nicht verwendet werden.</translation>
        </message>
        <message>
            <source>The JSON schema is not JSON.</source>
            <translation>Das JSON-Schema ist kein JSON.</translation>
        </message>
        <message>
            <source>The JSON schema is not a schema.</source>
            <translation>Das JSON-Schema ist kein Schema.</translation>
        </message>
        <message>
            <source>The JSON schema is too complicated.</source>
            <translation>Das JSON-Schema ist zu kompliziert.</translation>
        </message>
        <message>
            <source>The KV cache cannot have the type {0}.</source>
            <translation>Der KV-Cache kann nicht den Typ {0} haben.</translation>
        </message>
        <message>
            <source>The access token cannot be sent.</source>
            <translation>Der Zugriffstoken kann nicht gesendet werden.</translation>
        </message>
        <message>
            <source>The adapter has a part that Bitsmith does not know: {0}.</source>
            <translation>Der Adapter hat einen Teil, den Bitsmith nicht kennt: {0}.</translation>
        </message>
        <message>
            <source>The adapter of {0} claims an impossible rank.</source>
            <translation>Der Adapter von {0} behauptet einen unmöglichen Rang.</translation>
        </message>
        <message>
            <source>The adapter of {0} has a form that Bitsmith does not know.</source>
            <translation>Der Adapter von {0} hat eine Form, die Bitsmith nicht kennt.</translation>
        </message>
        <message>
            <source>The adapter of {0} is damaged.</source>
            <translation>Der Adapter von {0} ist beschädigt.</translation>
        </message>
        <message>
            <source>The adapter of {0} is not complete.</source>
            <translation>Der Adapter von {0} ist nicht vollständig.</translation>
        </message>
        <message>
            <source>The adapter {0} changes nothing.</source>
            <translation>Der Adapter {0} ändert nichts.</translation>
        </message>
        <message>
            <source>The adapter {0} was made for another model.</source>
            <translation>Der Adapter {0} wurde für ein anderes Modell gemacht.</translation>
        </message>
        <message>
            <source>The answer cannot be generated with these settings.</source>
            <translation>Die Antwort kann mit diesen Einstellungen nicht erzeugt werden.</translation>
        </message>
        <message>
            <source>The architecture {0} reads text only, or translates one text into another.</source>
            <translation>Die Architektur {0} liest nur Text oder übersetzt einen Text in einen anderen.</translation>
        </message>
        <message>
            <source>The chat template of this model does not work.</source>
            <translation>Die Chat-Vorlage dieses Modells funktioniert nicht.</translation>
        </message>
        <message>
            <source>The choice of one token took longer than {0} seconds.</source>
            <translation>Die Wahl eines Tokens dauerte länger als {0} Sekunden.</translation>
        </message>
        <message>
            <source>The code for logging in has expired.</source>
            <translation>Der Code zum Anmelden ist abgelaufen.</translation>
        </message>
        <message>
            <source>The configuration of this model is damaged.</source>
            <translation>Die Konfiguration dieses Modells ist beschädigt.</translation>
        </message>
        <message>
            <source>The configuration or the tokenizer of this model is damaged.</source>
            <translation>Die Konfiguration oder der Tokenizer dieses Modells ist beschädigt.</translation>
        </message>
        <message>
            <source>The connection is too slow or was cut.</source>
            <translation>Die Verbindung ist zu langsam oder wurde getrennt.</translation>
        </message>
        <message>
            <source>The context holds {0} tokens; the conversation takes far more.</source>
            <translation>Der Kontext fasst {0} Token; die Unterhaltung braucht viel mehr.</translation>
        </message>
        <message>
            <source>The context holds {0} tokens; the conversation takes {1}, and an answer needs room as well.</source>
            <translation>Der Kontext fasst {0} Token; die Unterhaltung braucht {1}, und auch eine Antwort braucht Platz.</translation>
        </message>
        <message>
            <source>The context holds {0} tokens; the message with the instructions takes far more.</source>
            <translation>Der Kontext fasst {0} Token; die Nachricht mit den Anweisungen braucht viel mehr.</translation>
        </message>
        <message>
            <source>The context holds {0} tokens; the message with the instructions takes {1}, and an answer needs room as well.</source>
            <translation>Der Kontext fasst {0} Token; die Nachricht mit den Anweisungen braucht {1}, und auch eine Antwort braucht Platz.</translation>
        </message>
        <message>
            <source>The conversation is empty.</source>
            <translation>Die Unterhaltung ist leer.</translation>
        </message>
        <message>
            <source>The conversation is too long for the context.</source>
            <translation>Die Unterhaltung ist zu lang für den Kontext.</translation>
        </message>
        <message>
            <source>The counts of {0} do not match its sums.</source>
            <translation>Die Anzahlen von {0} passen nicht zu ihren Summen.</translation>
        </message>
        <message>
            <source>The damaged file is kept as {0}.</source>
            <translation>Die beschädigte Datei wird als {0} aufbewahrt.</translation>
        </message>
        <message>
            <source>The database says: {0}.</source>
            <translation>Die Datenbank sagt: {0}.</translation>
        </message>
        <message>
            <source>The disk became full while downloading.</source>
            <translation>Der Datenträger wurde beim Herunterladen voll.</translation>
        </message>
        <message>
            <source>The disk became full while the model was written.</source>
            <translation>Der Datenträger wurde voll, während das Modell geschrieben wurde.</translation>
        </message>
        <message>
            <source>The disk is full.</source>
            <translation>Der Datenträger ist voll.</translation>
        </message>
        <message>
            <source>The download ended before the model was finished.</source>
            <translation>Der Download endete, bevor das Modell fertig war.</translation>
        </message>
        <message>
            <source>The download failed for a reason that was not foreseen.</source>
            <translation>Der Download ist aus einem unvorhergesehenen Grund gescheitert.</translation>
        </message>
        <message>
            <source>The download was damaged on its way, or the file was changed: its hash differs.</source>
            <translation>Der Download wurde unterwegs beschädigt, oder die Datei wurde geändert: Ihr Hash stimmt nicht.</translation>
        </message>
        <message>
            <source>The download was damaged on its way, or the file was changed: {0}.</source>
            <translation>Der Download wurde unterwegs beschädigt, oder die Datei wurde geändert: {0}.</translation>
        </message>
        <message>
            <source>The engine cannot load this model.</source>
            <translation>Die Engine kann dieses Modell nicht laden.</translation>
        </message>
        <message>
            <source>The engine cannot load {0}.</source>
            <translation>Die Engine kann {0} nicht laden.</translation>
        </message>
        <message>
            <source>The engine cannot make a context for {0}.</source>
            <translation>Die Engine kann für {0} keinen Kontext anlegen.</translation>
        </message>
        <message>
            <source>The engine cannot read the pictures of this conversation.</source>
            <translation>Die Engine kann die Bilder dieses Gesprächs nicht lesen.</translation>
        </message>
        <message>
            <source>The engine cannot use it to read pictures.</source>
            <translation>Die Engine kann damit keine Bilder lesen.</translation>
        </message>
        <message>
            <source>The engine could not embed a text.</source>
            <translation>Die Engine konnte einen Text nicht einbetten.</translation>
        </message>
        <message>
            <source>The engine could not make a context of {0} tokens beside the model's own.</source>
            <translation>Die Engine konnte neben dem Kontext des Modells keinen von {0} Token anlegen.</translation>
        </message>
        <message>
            <source>The engine could not open what this model would become.</source>
            <translation>Die Engine konnte nicht öffnen, was aus diesem Modell würde.</translation>
        </message>
        <message>
            <source>The engine does not know the architecture {0}.</source>
            <translation>Die Engine kennt die Architektur {0} nicht.</translation>
        </message>
        <message>
            <source>The engine does not take this model as {0}.</source>
            <translation>Die Engine nimmt dieses Modell nicht als {0}.</translation>
        </message>
        <message>
            <source>The engine failed while it computed {0}.</source>
            <translation>Die Engine scheiterte beim Berechnen: {0}.</translation>
        </message>
        <message>
            <source>The engine gave no answer for it.</source>
            <translation>Die Engine gab dafür keine Antwort.</translation>
        </message>
        <message>
            <source>The engine gives no reason.</source>
            <translation>Die Engine nennt keinen Grund.</translation>
        </message>
        <message>
            <source>The engine process could not be started.</source>
            <translation>Der Engine-Prozess konnte nicht gestartet werden.</translation>
        </message>
        <message>
            <source>The engine process ended unexpectedly.</source>
            <translation>Der Engine-Prozess endete unerwartet.</translation>
        </message>
        <message>
            <source>The engine process is not running.</source>
            <translation>Der Engine-Prozess läuft nicht.</translation>
        </message>
        <message>
            <source>The engine refused it.</source>
            <translation>Die Engine hat ihn abgelehnt.</translation>
        </message>
        <message>
            <source>The engine runs another activation than the published weights are made for.</source>
            <translation>Die Engine führt eine andere Aktivierung aus als die, für die die veröffentlichten Gewichte gemacht sind.</translation>
        </message>
        <message>
            <source>The engine runs only one kind of them in a model.</source>
            <translation>Die Engine führt nur eine Art davon in einem Modell aus.</translation>
        </message>
        <message>
            <source>The engine says: {0}.</source>
            <translation>Die Engine sagt: {0}.</translation>
        </message>
        <message>
            <source>The engine takes this model for a Phi 3.</source>
            <translation>Die Engine hält dieses Modell für ein Phi 3.</translation>
        </message>
        <message>
            <source>The engine's plan does not cover the whole model.</source>
            <translation>Der Plan der Engine deckt nicht das ganze Modell ab.</translation>
        </message>
        <message>
            <source>The environment variable HF_HUB_OFFLINE says that this computer is offline.</source>
            <translation>Die Umgebungsvariable HF_HUB_OFFLINE sagt, dass dieser Computer offline ist.</translation>
        </message>
        <message>
            <source>The experts of {0} differ in shape.</source>
            <translation>Die Experten von {0} haben verschiedene Formen.</translation>
        </message>
        <message>
            <source>The experts' gate {0} cannot be converted yet.</source>
            <translation>Die Auswahl der Experten mit {0} kann noch nicht konvertiert werden.</translation>
        </message>
        <message>
            <source>The file is damaged, or it is something else than its name says.</source>
            <translation>Die Datei ist beschädigt, oder sie ist etwas anderes, als ihr Name sagt.</translation>
        </message>
        <message>
            <source>The file is damaged.</source>
            <translation>Die Datei ist beschädigt.</translation>
        </message>
        <message>
            <source>The file with your chats and models could not be used.</source>
            <translation>Die Datei mit Ihren Chats und Modellen konnte nicht verwendet werden.</translation>
        </message>
        <message>
            <source>The file with your chats was damaged.</source>
            <translation>Die Datei mit Ihren Chats war beschädigt.</translation>
        </message>
        <message>
            <source>The finished file has not the size that was planned.</source>
            <translation>Die fertige Datei hat nicht die geplante Größe.</translation>
        </message>
        <message>
            <source>The folder that its weights come through is gone.</source>
            <translation>Der Ordner, durch den die Gewichte kommen, ist verschwunden.</translation>
        </message>
        <message>
            <source>The folder {0} does not exist.</source>
            <translation>Den Ordner {0} gibt es nicht.</translation>
        </message>
        <message>
            <source>The gate of a layer is {0}.</source>
            <translation>Das Gate einer Schicht ist {0}.</translation>
        </message>
        <message>
            <source>The grammar is not valid.</source>
            <translation>Die Grammatik ist nicht gültig.</translation>
        </message>
        <message>
            <source>The grammar is too ambiguous.</source>
            <translation>Die Grammatik ist zu mehrdeutig.</translation>
        </message>
        <message>
            <source>The grammar is too complicated.</source>
            <translation>Die Grammatik ist zu kompliziert.</translation>
        </message>
        <message>
            <source>The grammar is too long.</source>
            <translation>Die Grammatik ist zu lang.</translation>
        </message>
        <message>
            <source>The grammar made of it is too long.</source>
            <translation>Die daraus gemachte Grammatik ist zu lang.</translation>
        </message>
        <message>
            <source>The header of {0} is damaged.</source>
            <translation>Der Header von {0} ist beschädigt.</translation>
        </message>
        <message>
            <source>The header of {0} names a tensor twice.</source>
            <translation>Der Header von {0} nennt einen Tensor zweimal.</translation>
        </message>
        <message>
            <source>The importance matrix {0} does not fit.</source>
            <translation>Die Importance-Matrix {0} passt nicht.</translation>
        </message>
        <message>
            <source>The index names {0}.</source>
            <translation>Das Verzeichnis nennt {0}.</translation>
        </message>
        <message>
            <source>The index says that they are in {0}.</source>
            <translation>Das Verzeichnis sagt, dass sie in {0} sind.</translation>
        </message>
        <message>
            <source>The inference process does not do {0}.</source>
            <translation>Der Inferenzprozess macht {0} nicht.</translation>
        </message>
        <message>
            <source>The key of the local API cannot be read.</source>
            <translation>Der Schlüssel der lokalen API kann nicht gelesen werden.</translation>
        </message>
        <message>
            <source>The keyring of this computer cannot be read.</source>
            <translation>Der Schlüsselbund dieses Computers kann nicht gelesen werden.</translation>
        </message>
        <message>
            <source>The layers with full attention should have a proportional one.</source>
            <translation>Die Schichten mit voller Attention sollten eine proportionale haben.</translation>
        </message>
        <message>
            <source>The link {0} cannot be opened.</source>
            <translation>Der Link {0} kann nicht geöffnet werden.</translation>
        </message>
        <message>
            <source>The list of its tokens alone would fill the computer.</source>
            <translation>Allein die Liste seiner Tokens würde den Computer füllen.</translation>
        </message>
        <message>
            <source>The local API cannot use port {0}.</source>
            <translation>Die lokale API kann den Port {0} nicht verwenden.</translation>
        </message>
        <message>
            <source>The local API did not start.</source>
            <translation>Die lokale API ist nicht gestartet.</translation>
        </message>
        <message>
            <source>The login was refused in the browser.</source>
            <translation>Die Anmeldung wurde im Browser abgelehnt.</translation>
        </message>
        <message>
            <source>The message is too long for the context.</source>
            <translation>Die Nachricht ist zu lang für den Kontext.</translation>
        </message>
        <message>
            <source>The model comes in {0} parts.</source>
            <translation>Das Modell besteht aus {0} Teilen.</translation>
        </message>
        <message>
            <source>The model computes nonsense.</source>
            <translation>Das Modell berechnet Unsinn.</translation>
        </message>
        <message>
            <source>The model file {0} cannot be read.</source>
            <translation>Die Modelldatei {0} kann nicht gelesen werden.</translation>
        </message>
        <message>
            <source>The model file {0} is damaged.</source>
            <translation>Die Modelldatei {0} ist beschädigt.</translation>
        </message>
        <message>
            <source>The model file {0} is not complete.</source>
            <translation>Die Modelldatei {0} ist nicht vollständig.</translation>
        </message>
        <message>
            <source>The model file {0} is not there any more.</source>
            <translation>Die Modelldatei {0} ist nicht mehr da.</translation>
        </message>
        <message>
            <source>The model gave a vector that is no number.</source>
            <translation>Das Modell lieferte einen Vektor, der keine Zahl ist.</translation>
        </message>
        <message>
            <source>The model is newer than the engine, or made for other software.</source>
            <translation>Das Modell ist neuer als die Engine oder für andere Software gemacht.</translation>
        </message>
        <message>
            <source>The model needs {0} GB in {1}, and {2} GB are free.</source>
            <translation>Das Modell braucht {0} GB in {1}, und {2} GB sind frei.</translation>
        </message>
        <message>
            <source>The model {0}</source>
            <translation>Das Modell {0}</translation>
        </message>
        <message>
            <source>The model's headers could not be kept.</source>
            <translation>Die Header des Modells konnten nicht aufbewahrt werden.</translation>
        </message>
        <message>
            <source>The norms of the heads do not match config.json.</source>
            <translation>Die Normen der Köpfe passen nicht zu config.json.</translation>
        </message>
        <message>
            <source>The original weights, as precise as they are published.</source>
            <translation>Die Originalgewichte, so genau, wie sie veröffentlicht sind.</translation>
        </message>
        <message>
            <source>The owner has refused your request for {0}.</source>
            <translation>Der Eigentümer hat Ihre Anfrage für {0} abgelehnt.</translation>
        </message>
        <message>
            <source>The parts are found by their names, which end in -00001-of-00003.gguf and so on.</source>
            <translation>Die Teile werden an ihren Namen gefunden, die auf -00001-of-00003.gguf und so weiter enden.</translation>
        </message>
        <message>
            <source>The projections of the activation streams differ in shape.</source>
            <translation>Die Projektionen der Aktivierungsströme haben verschiedene Formen.</translation>
        </message>
        <message>
            <source>The prompt is empty.</source>
            <translation>Der Prompt ist leer.</translation>
        </message>
        <message>
            <source>The proxy does not answer, or it refuses.</source>
            <translation>Der Proxy antwortet nicht, oder er lehnt ab.</translation>
        </message>
        <message>
            <source>The proxy does not let Bitsmith through.</source>
            <translation>Der Proxy lässt Bitsmith nicht durch.</translation>
        </message>
        <message>
            <source>The reason given is: {0}: {1}.</source>
            <translation>Der angegebene Grund ist: {0}: {1}.</translation>
        </message>
        <message>
            <source>The reason is: {0}.</source>
            <translation>Der Grund ist: {0}.</translation>
        </message>
        <message>
            <source>The reason: {0}.</source>
            <translation>Der Grund: {0}.</translation>
        </message>
        <message>
            <source>The recipe does not fit this model.</source>
            <translation>Das Rezept passt nicht zu diesem Modell.</translation>
        </message>
        <message>
            <source>The repository was changed since it was shown.</source>
            <translation>Das Repository wurde geändert, seit es gezeigt wurde.</translation>
        </message>
        <message>
            <source>The rotary scaling {0} cannot be converted yet.</source>
            <translation>Die Rotationsskalierung {0} kann noch nicht konvertiert werden.</translation>
        </message>
        <message>
            <source>The rotary scaling {0} is not known.</source>
            <translation>Die Rotationsskalierung {0} ist nicht bekannt.</translation>
        </message>
        <message>
            <source>The rotary scaling {0} of this Gemma 4 cannot be converted yet.</source>
            <translation>Die Rotationsskalierung {0} dieses Gemma 4 kann noch nicht konvertiert werden.</translation>
        </message>
        <message>
            <source>The rotary scaling {0} of this Phi cannot be converted yet.</source>
            <translation>Die Rotationsskalierung {0} dieses Phi kann noch nicht konvertiert werden.</translation>
        </message>
        <message>
            <source>The rotary setting {0} is no number.</source>
            <translation>Die Rotationseinstellung {0} ist keine Zahl.</translation>
        </message>
        <message>
            <source>The scale of tensor {0} is 0.</source>
            <translation>Die Skala des Tensors {0} ist 0.</translation>
        </message>
        <message>
            <source>The scale of {0} is no number.</source>
            <translation>Die Stärke von {0} ist keine Zahl.</translation>
        </message>
        <message>
            <source>The search</source>
            <translation>Die Suche</translation>
        </message>
        <message>
            <source>The settings could not be read.</source>
            <translation>Die Einstellungen konnten nicht gelesen werden.</translation>
        </message>
        <message>
            <source>The settings say that nothing is sent anywhere.</source>
            <translation>Die Einstellungen sagen, dass nichts irgendwohin gesendet wird.</translation>
        </message>
        <message>
            <source>The shared experts of this model cannot be converted yet.</source>
            <translation>Die gemeinsamen Experten dieses Modells können noch nicht konvertiert werden.</translation>
        </message>
        <message>
            <source>The system refused to give more.</source>
            <translation>Das System wollte nicht mehr hergeben.</translation>
        </message>
        <message>
            <source>The system refused to write: the disk may be full, or a limit be reached.</source>
            <translation>Das System hat das Schreiben verweigert: vielleicht ist der Datenträger voll oder eine Grenze erreicht.</translation>
        </message>
        <message>
            <source>The system says of {0}: {1}.</source>
            <translation>Das System meldet zu {0}: {1}.</translation>
        </message>
        <message>
            <source>The system says: {0}.</source>
            <translation>Das System sagt: {0}.</translation>
        </message>
        <message>
            <source>The tokenizer does not match config.json.</source>
            <translation>Der Tokenizer passt nicht zu config.json.</translation>
        </message>
        <message>
            <source>The tokenizer of this MPT cannot be converted yet.</source>
            <translation>Der Tokenizer dieses MPT kann noch nicht konvertiert werden.</translation>
        </message>
        <message>
            <source>The tokenizer of this model is damaged.</source>
            <translation>Der Tokenizer dieses Modells ist beschädigt.</translation>
        </message>
        <message>
            <source>The tokenizer of this model is not one that llama.cpp knows.</source>
            <translation>Der Tokenizer dieses Modells ist keiner, den llama.cpp kennt.</translation>
        </message>
        <message>
            <source>The tokenizer of {0} cannot be converted.</source>
            <translation>Der Tokenizer von {0} kann nicht konvertiert werden.</translation>
        </message>
        <message>
            <source>The type is {0}.</source>
            <translation>Der Typ ist {0}.</translation>
        </message>
        <message>
            <source>The weights of a model are called model….safetensors; there is only {0}.</source>
            <translation>Die Gewichte eines Modells heißen model….safetensors; hier gibt es nur {0}.</translation>
        </message>
        <message>
            <source>The weights of this model are damaged.</source>
            <translation>Die Gewichte dieses Modells sind beschädigt.</translation>
        </message>
        <message>
            <source>The weights of this model are not here, only their headers.</source>
            <translation>Die Gewichte dieses Modells sind nicht hier, nur ihre Header.</translation>
        </message>
        <message>
            <source>There is a gap before tensor {0}.</source>
            <translation>Vor dem Tensor {0} ist eine Lücke.</translation>
        </message>
        <message>
            <source>There is a preset “{0}” already.</source>
            <translation>Eine Vorlage „{0}“ gibt es schon.</translation>
        </message>
        <message>
            <source>There is almost no room left where the model goes.</source>
            <translation>Dort, wohin das Modell kommt, ist fast kein Platz mehr.</translation>
        </message>
        <message>
            <source>There is no .safetensors file in it.</source>
            <translation>Darin gibt es keine .safetensors-Datei.</translation>
        </message>
        <message>
            <source>There is no model in {0}.</source>
            <translation>In {0} ist kein Modell.</translation>
        </message>
        <message>
            <source>There is no quant type {0}.</source>
            <translation>Den Quantisierungstyp {0} gibt es nicht.</translation>
        </message>
        <message>
            <source>There is no room for the embeddings.</source>
            <translation>Für die Embeddings ist kein Platz.</translation>
        </message>
        <message>
            <source>There is no room left in {0}.</source>
            <translation>In {0} ist kein Platz mehr.</translation>
        </message>
        <message>
            <source>There is no tensor type {0}.</source>
            <translation>Den Tensortyp {0} gibt es nicht.</translation>
        </message>
        <message>
            <source>There is no tokenizer.json.</source>
            <translation>Es gibt keine tokenizer.json.</translation>
        </message>
        <message>
            <source>There is no {0} in it.</source>
            <translation>Darin gibt es keine {0}.</translation>
        </message>
        <message>
            <source>There is no {0}.</source>
            <translation>{0} gibt es nicht.</translation>
        </message>
        <message>
            <source>There is not enough free disk space.</source>
            <translation>Es ist nicht genug Speicherplatz frei.</translation>
        </message>
        <message>
            <source>There is not enough memory for a context of {0} tokens.</source>
            <translation>Der Speicher reicht nicht für einen Kontext von {0} Token.</translation>
        </message>
        <message>
            <source>There is not enough memory for this.</source>
            <translation>Dafür reicht der Speicher nicht.</translation>
        </message>
        <message>
            <source>There is not enough memory to load {0}.</source>
            <translation>Der Speicher reicht nicht, um {0} zu laden.</translation>
        </message>
        <message>
            <source>There is not enough {0} for a context of {1} tokens.</source>
            <translation>Der {0} reicht nicht für einen Kontext von {1} Token.</translation>
        </message>
        <message>
            <source>There is nothing at {0}.</source>
            <translation>Bei {0} ist nichts.</translation>
        </message>
        <message>
            <source>There is nothing to answer.</source>
            <translation>Es gibt nichts zu beantworten.</translation>
        </message>
        <message>
            <source>There is nothing to go on from.</source>
            <translation>Es gibt nichts, wovon es weitergehen könnte.</translation>
        </message>
        <message>
            <source>There may be no network, or a proxy is needed.</source>
            <translation>Vielleicht gibt es kein Netz, oder ein Proxy wird gebraucht.</translation>
        </message>
        <message>
            <source>These are too many adapters.</source>
            <translation>Das sind zu viele Adapter.</translation>
        </message>
        <message>
            <source>These types need an importance matrix, and none is given.</source>
            <translation>Diese Typen brauchen eine Importance-Matrix, und es ist keine angegeben.</translation>
        </message>
        <message>
            <source>These weights are quantized already ({0}), and quantizing them again loses quality: {1} would be better.</source>
            <translation>Diese Gewichte sind schon quantisiert ({0}), und sie erneut zu quantisieren, kostet Qualität: Besser wären {1}.</translation>
        </message>
        <message>
            <source>They are combined by {0}, and the engine averages.</source>
            <translation>Sie werden mit {0} verbunden, und die Engine mittelt.</translation>
        </message>
        <message>
            <source>This Jais cannot be converted yet.</source>
            <translation>Dieses Jais kann noch nicht konvertiert werden.</translation>
        </message>
        <message>
            <source>This Ling model cannot be converted yet.</source>
            <translation>Dieses Ling-Modell kann noch nicht konvertiert werden.</translation>
        </message>
        <message>
            <source>This Ling model cannot be converted.</source>
            <translation>Dieses Ling-Modell kann nicht konvertiert werden.</translation>
        </message>
        <message>
            <source>This Mamba has an inner size that the engine does not run.</source>
            <translation>Dieses Mamba hat eine innere Größe, die die Engine nicht ausführt.</translation>
        </message>
        <message>
            <source>This Maple model cannot be converted.</source>
            <translation>Dieses Maple-Modell kann nicht konvertiert werden.</translation>
        </message>
        <message>
            <source>This Nemotron has layers with experts and layers without.</source>
            <translation>Dieses Nemotron hat Schichten mit Experten und Schichten ohne.</translation>
        </message>
        <message>
            <source>This Spark model cannot be converted yet.</source>
            <translation>Dieses Spark-Modell kann noch nicht konvertiert werden.</translation>
        </message>
        <message>
            <source>This Step model cannot be converted.</source>
            <translation>Dieses Step-Modell kann nicht konvertiert werden.</translation>
        </message>
        <message>
            <source>This adapter cannot become a file of its own.</source>
            <translation>Dieser Adapter kann keine eigene Datei werden.</translation>
        </message>
        <message>
            <source>This build of Bitsmith cannot look for updates.</source>
            <translation>Diese Ausgabe von Bitsmith kann nicht nach Updates suchen.</translation>
        </message>
        <message>
            <source>This file is not a usable GGUF model.</source>
            <translation>Diese Datei ist kein brauchbares GGUF-Modell.</translation>
        </message>
        <message>
            <source>This is no access token.</source>
            <translation>Das ist kein Zugriffstoken.</translation>
        </message>
        <message>
            <source>This model</source>
            <translation>Dieses Modell</translation>
        </message>
        <message>
            <source>This model also takes {0}; the file holds its text part only.</source>
            <translation>Dieses Modell nimmt auch {0} an; die Datei enthält nur seinen Textteil.</translation>
        </message>
        <message>
            <source>This model cannot see pictures.</source>
            <translation>Dieses Modell kann keine Bilder sehen.</translation>
        </message>
        <message>
            <source>This model has no tensor that is a weight.</source>
            <translation>Dieses Modell hat keinen Tensor, der ein Gewicht ist.</translation>
        </message>
        <message>
            <source>This model is not in the library any more.</source>
            <translation>Dieses Modell ist nicht mehr in der Bibliothek.</translation>
        </message>
        <message>
            <source>This model is quantized already.</source>
            <translation>Dieses Modell ist schon quantisiert.</translation>
        </message>
        <message>
            <source>This model's numbers are not known before it is downloaded.</source>
            <translation>Die Zahlen dieses Modells sind nicht bekannt, bevor es heruntergeladen ist.</translation>
        </message>
        <message>
            <source>This model's sizes are not known before it is downloaded.</source>
            <translation>Die Größen dieses Modells sind nicht bekannt, bevor es heruntergeladen ist.</translation>
        </message>
        <message>
            <source>This version does not know their form.</source>
            <translation>Diese Version kennt ihre Form nicht.</translation>
        </message>
        <message>
            <source>This {0} has a part that Bitsmith does not know.</source>
            <translation>Dieses {0} hat einen Teil, den Bitsmith nicht kennt.</translation>
        </message>
        <message>
            <source>Too many requests came from this address in a short time.</source>
            <translation>Von dieser Adresse kamen in kurzer Zeit zu viele Anfragen.</translation>
        </message>
        <message>
            <source>Try again in a few minutes.</source>
            <translation>Versuchen Sie es in einigen Minuten erneut.</translation>
        </message>
        <message>
            <source>Try again in a few minutes: it goes on where it stopped.</source>
            <translation>Versuchen Sie es in einigen Minuten erneut: Es geht da weiter, wo es aufhörte.</translation>
        </message>
        <message>
            <source>Try again in a minute.</source>
            <translation>Versuchen Sie es in einer Minute erneut.</translation>
        </message>
        <message>
            <source>Try again later; Bitsmith works without it.</source>
            <translation>Versuchen Sie es später noch einmal; Bitsmith funktioniert auch ohne.</translation>
        </message>
        <message>
            <source>Try again with a shorter context or fewer layers on the GPU.</source>
            <translation>Versuchen Sie es erneut mit einem kürzeren Kontext oder weniger Schichten auf der GPU.</translation>
        </message>
        <message>
            <source>Try again {0}; with an access token the limits are higher.</source>
            <translation>Versuchen Sie es {0} erneut; mit einem Zugriffstoken sind die Grenzen höher.</translation>
        </message>
        <message>
            <source>Try again; if it happens again with this model, please report it with the log.</source>
            <translation>Versuchen Sie es erneut; wenn es mit diesem Modell wieder geschieht, melden Sie es bitte mit dem Protokoll.</translation>
        </message>
        <message>
            <source>Try again; if it happens again, please report it with the log.</source>
            <translation>Versuchen Sie es erneut; wenn es wieder geschieht, melden Sie es bitte mit dem Protokoll.</translation>
        </message>
        <message>
            <source>Try again; nothing wrong was kept.</source>
            <translation>Versuchen Sie es erneut; nichts Falsches wurde behalten.</translation>
        </message>
        <message>
            <source>Try other settings (context length, KV cache type), or another build of the model.</source>
            <translation>Versuchen Sie andere Einstellungen (Länge des Kontexts, Typ des KV-Caches) oder eine andere Ausgabe des Modells.</translation>
        </message>
        <message>
            <source>Two changes met there.</source>
            <translation>Dort trafen zwei Änderungen aufeinander.</translation>
        </message>
        <message>
            <source>Two presets cannot have one name.</source>
            <translation>Zwei Vorlagen können nicht denselben Namen haben.</translation>
        </message>
        <message>
            <source>Two tensors of this model are the same one: {0}.</source>
            <translation>Zwei Tensoren dieses Modells sind derselbe: {0}.</translation>
        </message>
        <message>
            <source>Two tokens are {0}.</source>
            <translation>Zwei Token sind {0}.</translation>
        </message>
        <message>
            <source>Types of single tensors have no size at their end: Q4_K, not Q4_K_M.</source>
            <translation>Typen einzelner Tensoren haben keine Größe am Ende: Q4_K, nicht Q4_K_M.</translation>
        </message>
        <message>
            <source>Unlock it and try again; or log in again.</source>
            <translation>Entsperren Sie ihn und versuchen Sie es erneut; oder melden Sie sich neu an.</translation>
        </message>
        <message>
            <source>Unusable for ordinary models.</source>
            <translation>Für gewöhnliche Modelle unbrauchbar.</translation>
        </message>
        <message>
            <source>Update Bitsmith, or choose another model.</source>
            <translation>Aktualisieren Sie Bitsmith oder wählen Sie ein anderes Modell.</translation>
        </message>
        <message>
            <source>Use another model for embeddings.</source>
            <translation>Verwenden Sie für Embeddings ein anderes Modell.</translation>
        </message>
        <message>
            <source>Use another model, or another quantization of it.</source>
            <translation>Verwenden Sie ein anderes Modell oder eine andere Quantisierung davon.</translation>
        </message>
        <message>
            <source>Use for example Q8_0, Q6_K, Q5_K, Q4_K, IQ4_XS, Q3_K, Q2_K, F16 or BF16.</source>
            <translation>Verwenden Sie zum Beispiel Q8_0, Q6_K, Q5_K, Q4_K, IQ4_XS, Q3_K, Q2_K, F16 oder BF16.</translation>
        </message>
        <message>
            <source>Use it with the model that it was trained on.</source>
            <translation>Verwenden Sie ihn mit dem Modell, für das er trainiert wurde.</translation>
        </message>
        <message>
            <source>Use it with {0}.</source>
            <translation>Verwenden Sie ihn mit {0}.</translation>
        </message>
        <message>
            <source>Use the one that was made for this model, or choose a type that needs none.</source>
            <translation>Verwenden Sie die, die für dieses Modell gemacht wurde, oder wählen Sie einen Typ, der keine braucht.</translation>
        </message>
        <message>
            <source>Use the original weights of the base model.</source>
            <translation>Verwenden Sie die Originalgewichte des Basismodells.</translation>
        </message>
        <message>
            <source>Wait for it, or choose another name.</source>
            <translation>Warten Sie darauf oder wählen Sie einen anderen Namen.</translation>
        </message>
        <message>
            <source>Wait for it, or stop it there first.</source>
            <translation>Warten Sie darauf oder stoppen Sie es zuerst dort.</translation>
        </message>
        <message>
            <source>Wait for the owner’s answer, which comes by e-mail, then try again.</source>
            <translation>Warten Sie auf die Antwort des Eigentümers, die per E-Mail kommt, und versuchen Sie es dann erneut.</translation>
        </message>
        <message>
            <source>Weight files are missing.</source>
            <translation>Dateien mit Gewichten fehlen.</translation>
        </message>
        <message>
            <source>Weights of the type {0} cannot be converted yet.</source>
            <translation>Gewichte vom Typ {0} können noch nicht konvertiert werden.</translation>
        </message>
        <message>
            <source>Weights that are quantized as {0} cannot be converted yet.</source>
            <translation>Gewichte, die als {0} quantisiert sind, können noch nicht konvertiert werden.</translation>
        </message>
        <message>
            <source>What it says of the next word is no number (NaN): its weights are damaged, or overflow.</source>
            <translation>Was es über das nächste Wort sagt, ist keine Zahl (NaN): Seine Gewichte sind beschädigt oder laufen über.</translation>
        </message>
        <message>
            <source>What {0} says about updates is not from the makers of Bitsmith.</source>
            <translation>Was {0} über Updates sagt, stammt nicht von den Machern von Bitsmith.</translation>
        </message>
        <message>
            <source>What {0} sends now is not what it announced: {1}.</source>
            <translation>Was {0} jetzt sendet, ist nicht, was angekündigt war: {1}.</translation>
        </message>
        <message>
            <source>With hundreds of billions of weights it is made for data centres.</source>
            <translation>Mit Hunderten Milliarden Gewichten ist es für Rechenzentren gemacht.</translation>
        </message>
        <message>
            <source>Write a tensor's name and its type on each line: blk.0.ffn_down.weight Q6_K. The recipe of a GGUF file that is there: bitsmith inspect FILE --recipe.</source>
            <translation>Schreiben Sie in jede Zeile den Namen eines Tensors und seinen Typ: blk.0.ffn_down.weight Q6_K. Das Rezept einer vorhandenen GGUF-Datei: bitsmith inspect DATEI --recipe.</translation>
        </message>
        <message>
            <source>Write first.</source>
            <translation>Schreiben Sie zuerst.</translation>
        </message>
        <message>
            <source>Write it as 4G or 500M.</source>
            <translation>Schreiben Sie es als 4G oder 500M.</translation>
        </message>
        <message>
            <source>Write it as REGEX=TYPE: ffn_down=Q6_K.</source>
            <translation>Schreiben Sie es als REGEX=TYP: ffn_down=Q6_K.</translation>
        </message>
        <message>
            <source>Write it so that each text can be read in few ways, then load the model again.</source>
            <translation>Schreiben Sie sie so, dass jeder Text nur auf wenige Arten gelesen werden kann, und laden Sie dann das Modell neu.</translation>
        </message>
        <message>
            <source>Your access token is not allowed to read this.</source>
            <translation>Ihr Zugriffstoken darf dies nicht lesen.</translation>
        </message>
        <message>
            <source>Your access token is not allowed to read {0}.</source>
            <translation>Ihr Zugriffstoken darf {0} nicht lesen.</translation>
        </message>
        <message>
            <source>Your chats could not be saved.</source>
            <translation>Ihre Chats konnten nicht gespeichert werden.</translation>
        </message>
        <message>
            <source>Your chats were written by a newer version of Bitsmith.</source>
            <translation>Ihre Chats wurden von einer neueren Version von Bitsmith geschrieben.</translation>
        </message>
        <message>
            <source>Your login could not be kept.</source>
            <translation>Ihre Anmeldung konnte nicht aufbewahrt werden.</translation>
        </message>
        <message>
            <source>Your request for {0} has not been answered yet.</source>
            <translation>Ihre Anfrage für {0} ist noch nicht beantwortet.</translation>
        </message>
        <message>
            <source>attention_other_setting is no table.</source>
            <translation>attention_other_setting ist keine Tabelle.</translation>
        </message>
        <message>
            <source>attn_config.{0} is {1}.</source>
            <translation>attn_config.{0} ist {1}.</translation>
        </message>
        <message>
            <source>bitsandbytes stores the shapes of 4-bit tensors among the weights.</source>
            <translation>bitsandbytes bewahrt die Formen von 4-Bit-Tensoren zwischen den Gewichten auf.</translation>
        </message>
        <message>
            <source>config.json is damaged.</source>
            <translation>config.json ist beschädigt.</translation>
        </message>
        <message>
            <source>fits your GPU and memory together</source>
            <translation>in Ihre GPU und den Speicher zusammen passt</translation>
        </message>
        <message>
            <source>fits your GPU completely</source>
            <translation>vollständig in Ihre GPU passt</translation>
        </message>
        <message>
            <source>fits your memory</source>
            <translation>in Ihren Speicher passt</translation>
        </message>
        <message>
            <source>head_dim is {0}.</source>
            <translation>head_dim ist {0}.</translation>
        </message>
        <message>
            <source>in a few minutes</source>
            <translation>in einigen Minuten</translation>
        </message>
        <message>
            <source>in {0} seconds</source>
            <translation>in {0} Sekunden</translation>
        </message>
        <message>
            <source>memory</source>
            <translation>Speicher</translation>
        </message>
        <message>
            <source>memory of the GPU</source>
            <translation>GPU-Speicher</translation>
        </message>
        <message>
            <source>mlp_layer_types is no list.</source>
            <translation>mlp_layer_types ist keine Liste.</translation>
        </message>
        <message>
            <source>moe_layer_freq is no list.</source>
            <translation>moe_layer_freq ist keine Liste.</translation>
        </message>
        <message>
            <source>moe_layers_enum does not list layers.</source>
            <translation>moe_layers_enum führt keine Schichten auf.</translation>
        </message>
        <message>
            <source>mrope_section does not share out the rotated pairs.</source>
            <translation>mrope_section teilt die gedrehten Paare nicht auf.</translation>
        </message>
        <message>
            <source>no_rope_layers is no list.</source>
            <translation>no_rope_layers ist keine Liste.</translation>
        </message>
        <message>
            <source>partial_rotary_factor is {0}.</source>
            <translation>partial_rotary_factor ist {0}.</translation>
        </message>
        <message>
            <source>pictures</source>
            <translation>Bilder</translation>
        </message>
        <message>
            <source>rope_theta does not name both bases.</source>
            <translation>rope_theta nennt nicht beide Basen.</translation>
        </message>
        <message>
            <source>sound</source>
            <translation>Ton</translation>
        </message>
        <message>
            <source>the answer</source>
            <translation>die Antwort</translation>
        </message>
        <message>
            <source>the original weights</source>
            <translation>die Originalgewichte</translation>
        </message>
        <message>
            <source>the original weights of {0}</source>
            <translation>die Originalgewichte von {0}</translation>
        </message>
        <message>
            <source>the prompt</source>
            <translation>der Prompt</translation>
        </message>
        <message>
            <source>tokenizer.model is damaged.</source>
            <translation>tokenizer.model ist beschädigt.</translation>
        </message>
        <message>
            <source>{0} ({1}) is the closest to the original that {2} with room for {3} tokens of context.</source>
            <translation>{0} ({1}) ist von allem, was {2}, dem Original am nächsten, mit Platz für {3} Token Kontext.</translation>
        </message>
        <message>
            <source>{0} GB are needed in {1}, and {2} GB are free.</source>
            <translation>{0} GB werden in {1} gebraucht, und {2} GB sind frei.</translation>
        </message>
        <message>
            <source>{0} GB are still to come to {1}, and {2} GB are free.</source>
            <translation>{0} GB kommen noch nach {1}, und {2} GB sind frei.</translation>
        </message>
        <message>
            <source>{0} MB of weights have arrived</source>
            <translation>{0} MB Gewichte sind angekommen</translation>
        </message>
        <message>
            <source>{0} Trying again.</source>
            <translation>{0} Neuer Versuch.</translation>
        </message>
        <message>
            <source>{0} and another one are the same name on many systems.</source>
            <translation>{0} und ein anderer sind auf vielen Systemen derselbe Name.</translation>
        </message>
        <message>
            <source>{0} are chosen; the engine is given at most {1}.</source>
            <translation>{0} sind ausgewählt; die Engine bekommt höchstens {1}.</translation>
        </message>
        <message>
            <source>{0} are needed at {1}, and {2} are free.</source>
            <translation>{0} werden bei {1} gebraucht, und {2} sind frei.</translation>
        </message>
        <message>
            <source>{0} are not {1} numbers.</source>
            <translation>{0} sind nicht {1} Zahlen.</translation>
        </message>
        <message>
            <source>{0} asks for a pause.</source>
            <translation>{0} bittet um eine Pause.</translation>
        </message>
        <message>
            <source>{0} asks its readers to accept its terms first.</source>
            <translation>{0} verlangt, dass Sie zuerst seinen Bedingungen zustimmen.</translation>
        </message>
        <message>
            <source>{0} became shorter while it was read.</source>
            <translation>{0} wurde kürzer, während die Datei gelesen wurde.</translation>
        </message>
        <message>
            <source>{0} cannot be attached.</source>
            <translation>{0} kann nicht angehängt werden.</translation>
        </message>
        <message>
            <source>{0} cannot be converted.</source>
            <translation>{0} kann nicht konvertiert werden.</translation>
        </message>
        <message>
            <source>{0} cannot be reached through the proxy.</source>
            <translation>{0} ist über den Proxy nicht erreichbar.</translation>
        </message>
        <message>
            <source>{0} cannot be reached.</source>
            <translation>{0} ist nicht erreichbar.</translation>
        </message>
        <message>
            <source>{0} cannot be read.</source>
            <translation>{0} kann nicht gelesen werden.</translation>
        </message>
        <message>
            <source>{0} cannot be saved.</source>
            <translation>{0} kann nicht gespeichert werden.</translation>
        </message>
        <message>
            <source>{0} cannot be used as a picture.</source>
            <translation>{0} kann nicht als Bild verwendet werden.</translation>
        </message>
        <message>
            <source>{0} cannot be used.</source>
            <translation>{0} kann nicht verwendet werden.</translation>
        </message>
        <message>
            <source>{0} cannot be {1}: the engine stores it as {2}.</source>
            <translation>{0} kann nicht {1} sein: Die Engine speichert es als {2}.</translation>
        </message>
        <message>
            <source>{0} cannot hold the weights of this model.</source>
            <translation>{0} kann die Gewichte dieses Modells nicht fassen.</translation>
        </message>
        <message>
            <source>{0} cannot send parts of files.</source>
            <translation>{0} kann keine Teile von Dateien senden.</translation>
        </message>
        <message>
            <source>{0} claims an impossible size.</source>
            <translation>{0} behauptet eine unmögliche Größe.</translation>
        </message>
        <message>
            <source>{0} could end up outside its folder.</source>
            <translation>{0} könnte außerhalb des Ordners landen.</translation>
        </message>
        <message>
            <source>{0} could not be deleted from the cache.</source>
            <translation>{0} konnte nicht aus dem Cache gelöscht werden.</translation>
        </message>
        <message>
            <source>{0} could not be deleted.</source>
            <translation>{0} konnte nicht gelöscht werden.</translation>
        </message>
        <message>
            <source>{0} could not be imported.</source>
            <translation>{0} konnte nicht importiert werden.</translation>
        </message>
        <message>
            <source>{0} could not be read.</source>
            <translation>{0} konnte nicht gelesen werden.</translation>
        </message>
        <message>
            <source>{0} could not be saved.</source>
            <translation>{0} konnte nicht gespeichert werden.</translation>
        </message>
        <message>
            <source>{0} could not be written.</source>
            <translation>{0} konnte nicht geschrieben werden.</translation>
        </message>
        <message>
            <source>{0} did not say what the newest version is.</source>
            <translation>{0} hat nicht gesagt, welches die neueste Version ist.</translation>
        </message>
        <message>
            <source>{0} does not accept your access token.</source>
            <translation>{0} nimmt Ihren Zugriffstoken nicht an.</translation>
        </message>
        <message>
            <source>{0} does not answer.</source>
            <translation>{0} antwortet nicht.</translation>
        </message>
        <message>
            <source>{0} does not belong to this model.</source>
            <translation>{0} gehört nicht zu diesem Modell.</translation>
        </message>
        <message>
            <source>{0} does not exist.</source>
            <translation>{0} gibt es nicht.</translation>
        </message>
        <message>
            <source>{0} does not fit into this computer.</source>
            <translation>{0} passt nicht in diesen Computer.</translation>
        </message>
        <message>
            <source>{0} does not give a number for every layer.</source>
            <translation>{0} gibt nicht für jede Schicht eine Zahl an.</translation>
        </message>
        <message>
            <source>{0} does not give access to {1}.</source>
            <translation>{0} gibt keinen Zugang zu {1}.</translation>
        </message>
        <message>
            <source>{0} does not list numbers.</source>
            <translation>{0} führt keine Zahlen auf.</translation>
        </message>
        <message>
            <source>{0} does not list tokens.</source>
            <translation>{0} führt keine Token auf.</translation>
        </message>
        <message>
            <source>{0} does not match its own size.</source>
            <translation>{0} passt nicht zur eigenen Größe.</translation>
        </message>
        <message>
            <source>{0} does not offer {1} any more.</source>
            <translation>{0} bietet {1} nicht mehr an.</translation>
        </message>
        <message>
            <source>{0} does not say what kind of model it is.</source>
            <translation>{0} sagt nicht, was für ein Modell es ist.</translation>
        </message>
        <message>
            <source>{0} does not show {1} to everybody.</source>
            <translation>{0} zeigt {1} nicht jedem.</translation>
        </message>
        <message>
            <source>{0} does not work with this model.</source>
            <translation>{0} passt nicht zu diesem Modell.</translation>
        </message>
        <message>
            <source>{0} gave an answer that Bitsmith does not understand.</source>
            <translation>{0} gab eine Antwort, die Bitsmith nicht versteht.</translation>
        </message>
        <message>
            <source>{0} gives no address for {1} that works.</source>
            <translation>{0} gibt für {1} keine Adresse, die funktioniert.</translation>
        </message>
        <message>
            <source>{0} groups cannot share {1} values.</source>
            <translation>{0} Gruppen können sich {1} Werte nicht teilen.</translation>
        </message>
        <message>
            <source>{0} has a data type that is not supported.</source>
            <translation>{0} hat einen Datentyp, der nicht unterstützt wird.</translation>
        </message>
        <message>
            <source>{0} has a problem of its own.</source>
            <translation>{0} hat selbst ein Problem.</translation>
        </message>
        <message>
            <source>{0} has an impossible size.</source>
            <translation>{0} hat eine unmögliche Größe.</translation>
        </message>
        <message>
            <source>{0} has its weights in PyTorch's pickle format only.</source>
            <translation>{0} hat seine Gewichte nur im Pickle-Format von PyTorch.</translation>
        </message>
        <message>
            <source>{0} has no description.</source>
            <translation>{0} hat keine Beschreibung.</translation>
        </message>
        <message>
            <source>{0} has no header that makes sense.</source>
            <translation>{0} hat keinen sinnvollen Header.</translation>
        </message>
        <message>
            <source>{0} has no room left; the unfinished file was removed.</source>
            <translation>{0} hat keinen Platz mehr; die unfertige Datei wurde entfernt.</translation>
        </message>
        <message>
            <source>{0} has no room left; what is finished was kept.</source>
            <translation>{0} hat keinen Platz mehr; was fertig ist, wurde behalten.</translation>
        </message>
        <message>
            <source>{0} has no tokenizer.</source>
            <translation>{0} hat keinen Tokenizer.</translation>
        </message>
        <message>
            <source>{0} has no valid place in the file.</source>
            <translation>{0} hat keinen gültigen Platz in der Datei.</translation>
        </message>
        <message>
            <source>{0} has no valid shape.</source>
            <translation>{0} hat keine gültige Form.</translation>
        </message>
        <message>
            <source>{0} has rows that are no multiple of {1} values.</source>
            <translation>{0} hat Zeilen, die kein Vielfaches von {1} Werten sind.</translation>
        </message>
        <message>
            <source>{0} has the shape {1}, and the adapter was made for {2}.</source>
            <translation>{0} hat die Form {1}, und der Adapter wurde für {2} gemacht.</translation>
        </message>
        <message>
            <source>{0} has the type {1}, which the engine does not know.</source>
            <translation>{0} hat den Typ {1}, den die Engine nicht kennt.</translation>
        </message>
        <message>
            <source>{0} has {1} bytes behind its last tensor.</source>
            <translation>{0} hat {1} Bytes hinter dem letzten Tensor.</translation>
        </message>
        <message>
            <source>{0} heads cannot be shared by {1} groups.</source>
            <translation>{0} Köpfe lassen sich nicht auf {1} Gruppen verteilen.</translation>
        </message>
        <message>
            <source>{0} heads cannot share {1} of keys.</source>
            <translation>{0} Köpfe können sich {1} Schlüssel nicht teilen.</translation>
        </message>
        <message>
            <source>{0} heads cannot share {1} values.</source>
            <translation>{0} Köpfe können sich {1} Werte nicht teilen.</translation>
        </message>
        <message>
            <source>{0} holds a file with a dangerous name.</source>
            <translation>{0} enthält eine Datei mit einem gefährlichen Namen.</translation>
        </message>
        <message>
            <source>{0} holds no adapter.</source>
            <translation>{0} enthält keinen Adapter.</translation>
        </message>
        <message>
            <source>{0} holds no weights.</source>
            <translation>{0} enthält keine Gewichte.</translation>
        </message>
        <message>
            <source>{0} holds no {1}.</source>
            <translation>{0} enthält keine {1}.</translation>
        </message>
        <message>
            <source>{0} holds two files that would overwrite each other.</source>
            <translation>{0} enthält zwei Dateien, die einander überschreiben würden.</translation>
        </message>
        <message>
            <source>{0} is a GGUF file of a kind that is not read.</source>
            <translation>{0} ist eine GGUF-Datei einer Art, die nicht gelesen wird.</translation>
        </message>
        <message>
            <source>{0} is a GGUF that this engine cannot read.</source>
            <translation>{0} ist eine GGUF-Datei, die diese Engine nicht lesen kann.</translation>
        </message>
        <message>
            <source>{0} is a file of the source.</source>
            <translation>{0} ist eine Datei der Quelle.</translation>
        </message>
        <message>
            <source>{0} is a folder.</source>
            <translation>{0} ist ein Ordner.</translation>
        </message>
        <message>
            <source>{0} is a link: the file would end up somewhere else.</source>
            <translation>{0} ist ein Link: Die Datei würde woanders landen.</translation>
        </message>
        <message>
            <source>{0} is being changed on {1} right now.</source>
            <translation>{0} wird auf {1} gerade geändert.</translation>
        </message>
        <message>
            <source>{0} is being downloaded already.</source>
            <translation>{0} wird schon heruntergeladen.</translation>
        </message>
        <message>
            <source>{0} is being made already.</source>
            <translation>{0} wird schon erstellt.</translation>
        </message>
        <message>
            <source>{0} is cut off.</source>
            <translation>{0} ist abgeschnitten.</translation>
        </message>
        <message>
            <source>{0} is damaged.</source>
            <translation>{0} ist beschädigt.</translation>
        </message>
        <message>
            <source>{0} is empty.</source>
            <translation>{0} ist leer.</translation>
        </message>
        <message>
            <source>{0} is in use.</source>
            <translation>{0} wird verwendet.</translation>
        </message>
        <message>
            <source>{0} is in your library already.</source>
            <translation>{0} ist schon in Ihrer Bibliothek.</translation>
        </message>
        <message>
            <source>{0} is no LoRA adapter.</source>
            <translation>{0} ist kein LoRA-Adapter.</translation>
        </message>
        <message>
            <source>{0} is no file.</source>
            <translation>{0} ist keine Datei.</translation>
        </message>
        <message>
            <source>{0} is no list.</source>
            <translation>{0} ist keine Liste.</translation>
        </message>
        <message>
            <source>{0} is no model that can be converted.</source>
            <translation>{0} ist kein Modell, das konvertiert werden kann.</translation>
        </message>
        <message>
            <source>{0} is no multiple of the head's {1}.</source>
            <translation>{0} ist kein Vielfaches von {1}, der Größe eines Kopfes.</translation>
        </message>
        <message>
            <source>{0} is no regular expression.</source>
            <translation>{0} ist kein regulärer Ausdruck.</translation>
        </message>
        <message>
            <source>{0} is no size.</source>
            <translation>{0} ist keine Größe.</translation>
        </message>
        <message>
            <source>{0} is no tensor type.</source>
            <translation>{0} ist kein Tensortyp.</translation>
        </message>
        <message>
            <source>{0} is no usable importance matrix.</source>
            <translation>{0} ist keine brauchbare Importance-Matrix.</translation>
        </message>
        <message>
            <source>{0} is no usable recipe.</source>
            <translation>{0} ist kein brauchbares Rezept.</translation>
        </message>
        <message>
            <source>{0} is not a GGUF model.</source>
            <translation>{0} ist kein GGUF-Modell.</translation>
        </message>
        <message>
            <source>{0} is not a LoRA adapter.</source>
            <translation>{0} ist kein LoRA-Adapter.</translation>
        </message>
        <message>
            <source>{0} is not a folder.</source>
            <translation>{0} ist kein Ordner.</translation>
        </message>
        <message>
            <source>{0} is not a language model.</source>
            <translation>{0} ist kein Sprachmodell.</translation>
        </message>
        <message>
            <source>{0} is not a model that Bitsmith can open.</source>
            <translation>{0} ist kein Modell, das Bitsmith öffnen kann.</translation>
        </message>
        <message>
            <source>{0} is not a model that can be converted.</source>
            <translation>{0} ist kein Modell, das konvertiert werden kann.</translation>
        </message>
        <message>
            <source>{0} is not a model that writes text.</source>
            <translation>{0} ist kein Modell, das Text schreibt.</translation>
        </message>
        <message>
            <source>{0} is not a safetensors file.</source>
            <translation>{0} ist keine safetensors-Datei.</translation>
        </message>
        <message>
            <source>{0} is not a usable GGUF file.</source>
            <translation>{0} ist keine brauchbare GGUF-Datei.</translation>
        </message>
        <message>
            <source>{0} is not asked.</source>
            <translation>{0} wird nicht gefragt.</translation>
        </message>
        <message>
            <source>{0} is not complete.</source>
            <translation>{0} ist nicht vollständig.</translation>
        </message>
        <message>
            <source>{0} is not on this computer any more.</source>
            <translation>{0} ist nicht mehr auf diesem Computer.</translation>
        </message>
        <message>
            <source>{0} is not split.</source>
            <translation>{0} ist nicht geteilt.</translation>
        </message>
        <message>
            <source>{0} is not the address of a hub.</source>
            <translation>{0} ist nicht die Adresse eines Hubs.</translation>
        </message>
        <message>
            <source>{0} is not the address of a proxy.</source>
            <translation>{0} ist nicht die Adresse eines Proxys.</translation>
        </message>
        <message>
            <source>{0} is not the first part of this model.</source>
            <translation>{0} ist nicht der erste Teil dieses Modells.</translation>
        </message>
        <message>
            <source>{0} is not the name of a model on a hub.</source>
            <translation>{0} ist nicht der Name eines Modells auf einem Hub.</translation>
        </message>
        <message>
            <source>{0} is not there.</source>
            <translation>{0} ist nicht da.</translation>
        </message>
        <message>
            <source>{0} is not what {1} says it is.</source>
            <translation>{0} ist nicht, was {1} sagt.</translation>
        </message>
        <message>
            <source>{0} is one of {1} parts of a model, under another name.</source>
            <translation>{0} ist einer von {1} Teilen eines Modells, unter anderem Namen.</translation>
        </message>
        <message>
            <source>{0} is only for people who are logged in.</source>
            <translation>{0} ist nur für Personen, die angemeldet sind.</translation>
        </message>
        <message>
            <source>{0} is there already.</source>
            <translation>{0} ist schon vorhanden.</translation>
        </message>
        <message>
            <source>{0} is too large.</source>
            <translation>{0} ist zu groß.</translation>
        </message>
        <message>
            <source>{0} leaves no choice of types.</source>
            <translation>{0} lässt keine Wahl der Typen.</translation>
        </message>
        <message>
            <source>{0} may not be given to you.</source>
            <translation>{0} darf Ihnen nicht gegeben werden.</translation>
        </message>
        <message>
            <source>{0} names a file that is not in the folder.</source>
            <translation>{0} nennt eine Datei, die nicht im Ordner ist.</translation>
        </message>
        <message>
            <source>{0} needs an importance matrix, and none is given.</source>
            <translation>{0} braucht eine Importance-Matrix, und es ist keine angegeben.</translation>
        </message>
        <message>
            <source>{0} of its entries could be saved.</source>
            <translation>{0} ihrer Einträge konnten gerettet werden.</translation>
        </message>
        <message>
            <source>{0} of its {1} files are missing, for example {2}.</source>
            <translation>{0} der {1} Dateien fehlen, zum Beispiel {2}.</translation>
        </message>
        <message>
            <source>{0} of memory are free</source>
            <translation>{0} Speicher sind frei</translation>
        </message>
        <message>
            <source>{0} of the adapter holds values that are not numbers.</source>
            <translation>{0} des Adapters enthält Werte, die keine Zahlen sind.</translation>
        </message>
        <message>
            <source>{0} of {1} is not what the Hub says it is.</source>
            <translation>{0} von {1} ist nicht, was der Hub sagt.</translation>
        </message>
        <message>
            <source>{0} of {1} is too large.</source>
            <translation>{0} von {1} ist zu groß.</translation>
        </message>
        <message>
            <source>{0} offers no login in a browser.</source>
            <translation>{0} bietet keine Anmeldung im Browser an.</translation>
        </message>
        <message>
            <source>{0} on the GPU and {1} in memory.</source>
            <translation>{0} auf der GPU und {1} im Speicher.</translation>
        </message>
        <message>
            <source>{0} says that the law of your country forbids it.</source>
            <translation>{0} sagt, dass das Gesetz Ihres Landes es verbietet.</translation>
        </message>
        <message>
            <source>{0} tensors are missing.</source>
            <translation>{0} Tensoren fehlen.</translation>
        </message>
        <message>
            <source>{0} uses a quantization that this engine does not know.</source>
            <translation>{0} verwendet eine Quantisierung, die diese Engine nicht kennt.</translation>
        </message>
        <message>
            <source>{0} uses something that Bitsmith does not understand: {1}.</source>
            <translation>{0} verwendet etwas, das Bitsmith nicht versteht: {1}.</translation>
        </message>
        <message>
            <source>{0} value heads do not share {1} key heads.</source>
            <translation>{0} Wert-Köpfe teilen sich {1} Schlüssel-Köpfe nicht auf.</translation>
        </message>
        <message>
            <source>{0} values cannot be rotated in pairs.</source>
            <translation>{0} Werte lassen sich nicht paarweise drehen.</translation>
        </message>
        <message>
            <source>{0} values of type {1} need {2} bytes, and it has {3}.</source>
            <translation>{0} Werte vom Typ {1} brauchen {2} Bytes, und es sind {3}.</translation>
        </message>
        <message>
            <source>{0} was changed while it was read.</source>
            <translation>{0} wurde geändert, während die Datei gelesen wurde.</translation>
        </message>
        <message>
            <source>{0} was not deleted.</source>
            <translation>{0} wurde nicht gelöscht.</translation>
        </message>
        <message>
            <source>{0} was not found on {1}.</source>
            <translation>{0} wurde auf {1} nicht gefunden.</translation>
        </message>
        <message>
            <source>{0} weights of {1} bits cannot be converted yet.</source>
            <translation>{0}-Gewichte mit {1} Bit können noch nicht konvertiert werden.</translation>
        </message>
    </context>
</TS>
