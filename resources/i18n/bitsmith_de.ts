<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>AccountCard</name>
        <message>
            <source>Access token</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Account</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Code to type in on the page</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Confirm this code at {page}. Bitsmith waits for it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy the code</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For gated and private models. Chats and models are never sent there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is shown as dots, and kept in the keyring.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Log in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Log in with the browser</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Log out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Logged in to {host} as {name}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Looking who is logged in…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody is logged in. Public models need no account.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the page</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the page with your tokens</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The token comes from HF_TOKEN or from a login with the hf command.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The token is in the keyring of this computer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is an access token, but {host} does not accept it any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is an access token; {host} could not be asked whose it is.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no keyring here, so the token is in a file that only you can read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Waiting for you to confirm the login in the browser…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>or paste an access token: hf_…</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ActivityLine</name>
        <message>
            <source>Stop</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>AdaptersField</name>
        <message>
            <source>Adapters (*.gguf)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add an adapter…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose LoRA adapters</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Scale of {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take {name} away</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>AnswerAnnouncer</name>
        <message>
            <source>The answer is complete.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>AnswerMessage</name>
        <message>
            <source>Answer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Answer of {model}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Continue</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model is working</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>AnswersCard</name>
        <message>
            <source>0 always takes the likeliest word; higher is more varied.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Above 1 makes repeated words less likely.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Answers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Chooses among the likeliest words that make up this share.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Chooses among this many of the likeliest words; 0 is no limit.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For all chats, from the next answer on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In tokens; 0 stops at the model's own end.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leaves out words that are less likely than this share of the likeliest.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Longest answer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Min-p</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Repeat penalty</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Said to the model before each chat: who it is and how it should answer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Seed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>System prompt</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Temperature</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The same seed gives the same answer; -1 is a new one each time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Top-k</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Top-p</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ApiCard</name>
        <message>
            <source>Another one when a program uses this one already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Answering with {model}. {n} requests so far.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Base address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Local API</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make a new key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Off: nothing listens.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Port</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Programs on this computer can use the model that is loaded, as they use OpenAI's API. Only programs that know the key are answered, and no web page is.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Programs that know the old one are refused from then on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ready with {model}. {n} requests so far.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Running, but no model is loaded: load one in the chat.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Serve the loaded model</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the key</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Starting…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>State of the local API</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What a client is given as its API key.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What a client is given as its base URL.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>While Bitsmith runs; it takes requests from this computer only.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>AppearanceCard</name>
        <message>
            <source>Appearance</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As the system</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dark</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>High contrast, dark</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>High contrast, light</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Language</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Light</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Light, dark, high contrast, or what the system says.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Of the window. Used at the next start.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Theme</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>AppsButton</name>
        <message>
            <source>Cannot be read: {folder}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Models that other apps have on this computer, used where they are</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Other apps</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>and {n} more</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>BitsStep</name>
        <message>
            <source>Asking the engine what each precision needs on this computer…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Estimating</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Or download the ready-made {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show all types</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>BusyIndicator</name>
        <message>
            <source>Working</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ChatComposer</name>
        <message>
            <source>Attach documents</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Attach documents (text, code, PDF)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Being read</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Do not send {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Send</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Send (Enter)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop the answer (Esc)</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ChatHistory</name>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete	Del</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete the folder, keep its chats	Del</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Dismiss</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export all chats…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import chats…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>More for the list of chats</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Move to</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New chat</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New chat (Ctrl+N)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New folder…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pin to the top</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rename	F2</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search in all chats</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take out of the folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Undo</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unpin</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ChatPage</name>
        <message>
            <source>Bitsmith chats, with all branches (*.json)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Chats</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Exported chats (*.json);;All files (*)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Import chats of Bitsmith, Open WebUI or ChatGPT</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Markdown, to be read (*.md)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Models make mistakes. Check what matters.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>OK</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pasted text</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The message was deleted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Undo</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ChatScene</name>
        <message>
            <source>A model of your own</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Chat with {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Explain in three sentences why the sky is blue.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find a model</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find another model</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find one that fits this computer, choose the bits, and chat with it. It stays here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It runs on this computer. Nothing that you write leaves it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Loading</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Loading {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make a better one for this computer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Say hello and tell me what you can do.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>These are on this computer. Loading one takes a few seconds.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is a small model that came with Bitsmith. It answers at once, on this computer, and it makes mistakes. A larger one answers better.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Which model should answer?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write a short Python function that reverses a list.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You can write your first message already.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ChatSettingsPanel</name>
        <message>
            <source>0 always takes the likeliest word; higher is more varied.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>16 bits</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>4 bits</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>8 bits</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>8 bits take half, 4 bits a quarter, and remember less exactly.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Above 0 makes words less likely that occurred at all.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Above 0 makes words less likely the more often they occurred.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Above 1 makes words of the last 64 less likely.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Adapters (LoRA)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All back to the defaults</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All it can</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An answer ends before any of these; one a line, \n is a line break.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As above</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Asking the engine</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Automatic</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Change the model's behaviour; 1 is as trained, 0 is off.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Chat settings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Chooses among the likeliest words that make up this share.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Chooses among this many of the likeliest words.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close the settings (Ctrl+.)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Context</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Expert settings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Faster and smaller where the processor or GPU can do it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fit to free memory</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Flash attention</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Form of the answer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Frequency penalty</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Grammar (GBNF)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Guess ahead</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In tokens; without a limit the model ends by itself.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>JSON schema</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Larger reads long prompts faster and takes more memory.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Layers on the GPU</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leaves out words less likely than this share of the likeliest.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Load again with these settings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Longest answer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lowers GPU layers, bits and context until everything fits.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Map the file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Memory of the context</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Memory of the values</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Min-p</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Model in memory</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>More about answers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>More are faster and take its memory.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name of the preset</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New each time</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No limit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Off</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only what the grammar allows can be written; its first rule is root.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Presence penalty</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Preset</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Presets</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Processor cores that answer; more than there are is slower.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Prompt tokens at once</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rename</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Repeat penalty</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Repeated passages are written faster where that pays; answers stay the same.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Said to the model before the chat: who it is and how it should answer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save as a preset…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Seed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Settings of this chat</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Starts at once and shares memory; off reads all of it first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop texts</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>System prompt</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Temperature</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The answer is JSON of this schema, whatever the model would like.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The half of the context's memory that bears fewer bits better.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The same seed gives the same answer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>These take effect when the model is loaded again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Threads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tokens that the model holds at once; more takes more memory.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Top-k</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Top-p</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You are a helpful assistant.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>CodeBlock</name>
        <message>
            <source>Code</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Code: {language}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ComputerCard</name>
        <message>
            <source>Measure again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This computer</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ContextSlider</name>
        <message>
            <source>Context</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Context in tokens</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} tokens</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ConversationView</name>
        <message>
            <source>Conversation</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Jump to the newest message</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Newest</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show earlier messages</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>DiscoverPage</name>
        <message>
            <source>Any format</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a folder with a model</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Format</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Models</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Most downloads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Most likes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Newest</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No model found</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open a folder…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Order</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Original weights</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ready GGUF</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search models</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search models, or paste an address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Searching</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Trending</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try fewer or other words, or another format.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n}{more} models</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>DuplicatesDialog</name>
        <message>
            <source>Compare whole files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Comparing {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Duplicates</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every model is on this computer once.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Found by size and samples of the content. Compare whole files before you delete one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Looking for duplicates</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No duplicates</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One copy instead of {n} saves {size}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove {name}…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Several names of one file: nothing would be saved.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show {name} in the library</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop comparing</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ErrorBanner</name>
        <message>
            <source>Dismiss</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hide details</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show details</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ExpertChoices</name>
        <message>
            <source>A folder with adapter_config.json</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Adapters (LoRA) to merge</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add an adapter</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Allow quantizing what is quantized already</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>As the type says</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Expert settings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Importance matrix</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Importance matrix (*.gguf *.dat)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave the output as it is</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>None</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One REGEX=TYPE a line; the first that matches wins.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One folder a line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One type for all tensors, no mixture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recipe (*.txt);;All files (*)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recipe file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The sizes of the table are those of the plain type; these choices change them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type of the output</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type of the token embeddings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Types of single tensors</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FindBar</name>
        <message>
            <source>Close (Esc)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find in this chat</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Message before (Shift+Enter)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next message (Enter)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing found</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} of {count}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FitModel</name>
        <message>
            <source>, recommended</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Expected from the measured speed of this computer's memory, context half full.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>File</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Memory needed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Precision</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Speed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Verdict</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} bits per weight</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{size} RAM</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FitTable</name>
        <message>
            <source>How each precision fits this computer</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>GraphsPanel</name>
        <message>
            <source>Choose graphs, save them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go on with the graphs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Graphs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hide the graphs (Ctrl+G)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Live</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Live graphs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Numbers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pause the graphs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save a picture (PNG)…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the numbers (CSV)…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Time range</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>HistoryList</name>
        <message>
            <source>Chats</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>HistoryModel</name>
        <message>
            <source>Folder {name}, {state}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>closed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>open</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>HubCard</name>
        <message>
            <source> Mbit/s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Asking…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>At most, for all downloads together; holds at once.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the connection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Downloads at once</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hugging Face</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It can be searched.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It cannot be searched: type the names of models instead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It knows you as {name}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Like http://name:port or socks5://name:port; “none” for no proxy.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Models that come beside each other; the others wait in their order.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No limit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing is sent anywhere. Models and chats on this computer work; downloads wait.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Of the Hub or of a mirror; empty for the usual one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Offline mode</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Proxy</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Speed of downloads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where models are searched and downloaded.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You are not logged in there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>as the system says</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{host} answers in {n} ms.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>JobsCard</name>
        <message>
            <source>Downloads go on at the start</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Downloads that were interrupted go on by themselves when the app starts.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Downloads them first, for making other types later; else they only pass through.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Jobs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep the original weights</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Making goes on at the start</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Models whose making was interrupted go on by themselves when the app starts.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tell when a job ends</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Through the desktop, while another window is in front.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>JobsPage</name>
        <message>
            <source>Done</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Failed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Jobs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make a model</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Models that you make or download appear here with their progress.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No network</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No room</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing is being made</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Offline</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Paused</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pausing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Running</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stopped</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stopping</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hub asks for a pause.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hub has trouble of its own.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Trying again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Trying again in {n} s.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Waiting</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Waiting for room on the disk: free some space, and it goes on by itself.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Waiting for the network.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Waiting: Bitsmith is in offline mode.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is being made and downloaded</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>checking {size}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} of {total} files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} paused</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} running</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} waiting</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{size}, checked</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LibraryFilters</name>
        <message>
            <source>All</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Filter</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Order</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search your models</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Shelves</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show all</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show as cards</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tag</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take off the filter {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Turn the order around</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where it is from</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LibraryList</name>
        <message>
            <source>Models</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LibraryPage</name>
        <message>
            <source>1 model was added.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 model was taken off the list; its file is untouched.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add files…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add models</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find models</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Library</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make a model</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make one that fits this computer, find one on the Hub, or drop GGUF files onto this window.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Models on this computer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No model matches</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No models yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing in your library has all of this.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reading the library…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show all</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show duplicates</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop finding out what fits</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop looking in other apps</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Undo</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where is {name}?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} models were added.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} models were taken off the list; their files are untouched.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LibraryPanel</name>
        <message>
            <source>Chat</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check of the files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Damaged</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find the file…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Loaded</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make a model of it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Memory: weights {weights}, context {kv}, rest {rest}; {more}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not checked</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not known</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On this computer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open its folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reading the files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove… (Del)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rename (F2)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show models with the tag {tag}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the copies</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sound</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop checking</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tags… (Ctrl+T)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The same content is here {n} times.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Waits for other checks</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>with {n} tokens of context</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} models</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LivePlot</name>
        <message>
            <source>now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{time} ago</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>Chat</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Discover</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Jobs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep working</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Library</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pause and close</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Settings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} running</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MakeStep</name>
        <message>
            <source>Paused. It goes on where it was.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pausing…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stopped. What was downloaded is kept, so that it can go on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stopping…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model could not be made.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Waiting for the job before it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your model is ready.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MakeWizard</name>
        <message>
            <source>Back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Chat now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave it running</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make a model for this computer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pause</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MessageActions</name>
        <message>
            <source>Copied</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy message</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete this message and what follows it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Edit message</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next version</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Version before</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Version {n} of {count}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write this answer again; the old one is kept</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MessageEditor</name>
        <message>
            <source>Cancel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Text of the message</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MessageField</name>
        <message>
            <source>Enter sends, Shift+Enter makes a new line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Message</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MessageWidget</name>
        <message>
            <source>Ask again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What was here before is kept as another version.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ModelBar</name>
        <message>
            <source>Find another model…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Loading the model</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Model: {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show live graphs (Ctrl+G)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the list of chats</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the settings of this chat (Ctrl+.)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop loading the model</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unload the model and free its memory</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ModelStep</name>
        <message>
            <source>Choose a folder with a model</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Chosen: {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Models</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open a folder…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search models</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search models with original weights, or paste an address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Searching</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ModelsCard</name>
        <message>
            <source>16-bit, exact</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>4-bit, a quarter, less exact</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>8-bit, half the memory</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Automatic</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a folder for models</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Context</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How exactly the model keeps what was said. Used at the next load.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Memory of the context</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Models</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Models folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Processor cores for answering and for making models. Used at the next load.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Threads</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tokens that a model holds at once; more takes more memory. Used at the next load.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where new models go.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NetworkBanner</name>
        <message>
            <source>Close this line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave offline mode</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Offline mode: nothing is sent anywhere. Downloads wait.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{host} cannot be reached. Your models and chats work; downloads go on by themselves.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NoticeLine</name>
        <message>
            <source>Close this line</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PlaceStep</name>
        <message>
            <source>Asking the engine…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Disk</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep the original weights</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Memory</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PrivacyCard</name>
        <message>
            <source>Its name; then its description and the headers of its files are read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Once a minute at most, an empty request to notice that it is back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only to the address above, and only this. Nothing is counted or reported; chats, documents and models never leave this computer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The hub cannot be reached</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The names of its files and which parts of them come next. The Hub sends large files from its content network, which sees neither your token nor your account.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The words and filters of the search.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What is sent</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>With each of these</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You download or make a model</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You log in or out, at each start, and when you check the connection</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You open a model</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You search or open Discover</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your access token, to ask whose it is.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“Bitsmith” and its version; while you are logged in, your access token, to the hub alone.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ReasoningView</name>
        <message>
            <source>Reasoning</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reasoning of the model</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Thinking…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Thought for {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>folded</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>open</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RelatedList</name>
        <message>
            <source>{downloads} downloads, {likes} likes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} more</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ResultModel</name>
        <message>
            <source>, asks for access</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SettingRow</name>
        <message>
            <source>{name}: back to the default</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SettingsPage</name>
        <message>
            <source>Settings</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Shortcuts</name>
        <message>
            <source>Chat</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Chat with the model</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check, copy the path, open the folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy the last answer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete, with undo</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everywhere</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find in this chat</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Found message before, next one</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Full screen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go to a page</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In an empty field: change the last question</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep a changed message</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Library</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>List of chats</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look at the disk again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New chat</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New line</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pin, move, export</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Quit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove, after a question</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rename</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search models</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search your models</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Send</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Settings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Settings of this chat</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show or hide the graphs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop the answer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tags</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>These keys</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Version before, next version</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>While writing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write the last answer again</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ShortcutsDialog</name>
        <message>
            <source>Close</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keyboard shortcuts</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Sidebar</name>
        <message>
            <source>Pages</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{page} (Ctrl+{number})</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SourcePanel</name>
        <message>
            <source>16-bit context</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>4-bit context</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>8-bit context</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a model</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Download</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Estimating</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>GGUF files that others made of it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How exactly the model keeps what was said</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its owner asks for your agreement: open its page, accept, and use your access token.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Loading</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look for a GGUF of it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make for this computer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make it from the original, {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Memory of the context</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Model card</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open its page</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ready-made GGUF files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ready-made GGUF files of it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show all types</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What its makers say</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You will see here what it is and how it fits this computer, before anything is downloaded.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} files, {size}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SpaceCard</name>
        <message>
            <source>Cache of huggingface_hub</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete {what}?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Disk space</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Downloads and models that were not finished. A job that is deleted here begins anew.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Filled by other programs on this computer, which use it too.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Headers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Kept for making other types; they are downloaded again when they are needed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Measure again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not measured yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Of models that are being made now, or whose making was cut off.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Of models whose fit was looked at; they are read again when they are needed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Original weights</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This frees {size}, and cannot be undone.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unfinished files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Weights that pass through</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What takes space beside your models and chats.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} things</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{size} in all</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>StatusLine</name>
        <message>
            <source>Opens the live graphs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the live graphs</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TagDialog</name>
        <message>
            <source>Add</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>New tag</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tags</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} models</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>UserMessage</name>
        <message>
            <source>Show all of it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>_Delegate</name>
        <message>
            <source>Name of the model</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>_FitDelegate</name>
        <message>
            <source>recommended</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>_GroupRow</name>
        <message>
            <source>Delete…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show what it is</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>_JobCard</name>
        <message>
            <source>Chat</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Earlier (Ctrl+Up)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Finishing the current step, then it pauses.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Go on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In your library. Started {when}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Interrupted when the app ended. It goes on where it was.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Later (Ctrl+Down)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pause</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Paused. It goes on where it was, also after a restart.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stop</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stopped. What was downloaded is kept until you take it off the list.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take off the list (Delete)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Waits for the job before it.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>access</name>
        <message>
            <source>Log in…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open its page</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>chat</name>
        <message>
            <source> (nearly full)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 token</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a model</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a model above to start</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Context full: the oldest messages are left out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Could not be loaded</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Interrupted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Load again and continue</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Loading into memory…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Loading into memory… {percent} %</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Message {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No model yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reading the prompt: {done} of {all} tokens</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ready · {n} tokens of context</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Stopped unexpectedly</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Thinking…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You stopped it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>context full</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>first after {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>length limit reached</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>oldest message left out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>stop text reached</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} is being loaded. You can write already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} oldest messages left out</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} tokens</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{used} of {all} tokens of context used</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>chat_settings</name>
        <message>
            <source>1 page</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Asking the engine what this takes…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Context lowered to {n} tokens so that it fits.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Median error of {n} loads: {percent} %.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Memory of the context in 8 bits so that it fits.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On the GPU {need} of {free} that will be free.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Predicted {forecast}, took {peak} at its peak ({percent} %).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Takes {need} of the {free} of memory that will be free.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That is nearly all; other programs may become slow.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The documents have {n} tokens, the context holds {all}. Attach less, or load the model with a longer context (chat settings).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The longest context of this model is {n} tokens.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This does not fit. Choose a shorter context, or close other programs.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>With the documents ({n} tokens) the context of {all} overflows: the oldest messages will be left out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>about {n} tokens</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>only its beginning</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} · being read…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} of {all} layers on the GPU so that it fits.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} pages</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} tokens</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>computer</name>
        <message>
            <source>Computer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Disk</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Engine</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>GPU</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Instruction sets</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Memory</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Memory speed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>None that the engine can use: models run on the processor, and memory decides their size.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Processor</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>System</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>being measured…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not told by the system</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{device}, driver {version}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{engine}, built for one kind of processor</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{engine}, with its code for {name} processors</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{free} free of {all}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name}, {free} free of {all}, through {backend}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name}, {n} cores</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{speed}, measured; it limits tokens/s</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>files</name>
        <message>
            <source>Copy name and hash</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>File</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hash</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no hash</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} bytes</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>fit</name>
        <message>
            <source>weights {weights}, context {context}, computing {computing}, other {other}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{low} to {high} tokens/s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{quality} (KL divergence {kl}, measured on Llama 3 8B)</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>format</name>
        <message>
            <source>1 hour ago</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 minute ago</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 month ago</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 year ago</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>about {time} left</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>almost done</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>just now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>models</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>tensors</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>tokens</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>yesterday</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{done} of {total} {unit}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} bytes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} days ago</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} hours ago</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} minutes ago</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} months ago</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} years ago</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} {unit}/s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{used} of {total}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>graphs</name>
        <message>
            <source>1 minute</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Context</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>GPU load {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Model memory</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Processor</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Prompt speed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Speed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>System RAM</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To first token</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>VRAM</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>VRAM {name}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>computing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>context</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>of {total}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>other</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>peak {value}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>weights</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} minutes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} tokens</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>history</name>
        <message>
            <source>1 chat imported.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>April</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>August</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Chats</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>December</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>February</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Found</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In the title</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>January</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>July</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>June</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last 30 days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last 7 days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>March</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>May</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing was found. Try fewer or other words.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>November</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>October</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pinned</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved as {name}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>September</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Today</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Untitled</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Working on the file…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Yesterday</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your chats are kept here, on this computer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} chats imported.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} chats saved as {name}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} could not be read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} were here already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>“{title}” was deleted.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>library</name>
        <message>
            <source>0 of {all} models</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 model is there twice or more; one copy of it would save {size}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 model, {size}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Adapter (LoRA)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Added</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All files (*)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Architecture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Chat</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Context</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy the path</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Damaged</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Del</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete the file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete the files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Deleting frees {size} and cannot be undone:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Duplicate</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Embedding model</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Every tensor is there and holds numbers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Extras</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>File</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>File is missing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Find the file…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Finding out what fits: {n} of {all}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fits this computer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>GGUF models (*.gguf)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Inside: {faults}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is not the file that the hub has today; it may be of an earlier revision.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its file was moved, renamed or deleted. Say where it is now, or take it off the list.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keep</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Kind</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Language model</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last used</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>License</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Likely: size and samples of the content are the same.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Loaded</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Looking for models of other apps… {n} found</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make a model of it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Missing: {names}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Missing: {names}. Put them beside the others, or download the model again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Models</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name in the file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nobody says what its SHA-256 should be; it is kept for the next check.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open its folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Original weights</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Parameters</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Precision</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Projector for images or sound</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Proven: the whole files are the same.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove models</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove {name}?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove {n} models?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rename</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Repository</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Revision</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>SHA-256 is right where it is known.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>SHA-256 is the one that its app keeps.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>SHA-256 is the one that the hub gives.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Size</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tags…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take off the list</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Taking it off the list leaves its file where it is, and can be undone.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file belongs to {app}; only that app deletes it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tight or does not fit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Too many files to look through all of {apps}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Type</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unchanged since its last check (SHA-256).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where it is from</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>added by you</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>added {ago}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>and {n} more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>comes with Bitsmith</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>downloaded</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>from {source}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>made here</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>used {ago}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{names} and {n} more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{names}: the content is not what it should be. Download it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} bits per weight</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} files missing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} models are there twice or more; one copy of each would save {size}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} models, {size}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} of {all} files missing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} of {all} files were not added.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} of {all} models, {size}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} parameters</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} tokens</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>notice</name>
        <message>
            <source>A model could not be made</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your model is ready</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>opening</name>
        <message>
            <source>A link in another program asks for this model. Bitsmith reads its page on the Hub; nothing is downloaded until you choose what.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open {model} in Discover?</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>questions</name>
        <message>
            <source>Open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open this address in the browser?</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>source</name>
        <message>
            <source>Asking the engine what each precision needs on this computer…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>architecture</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>license</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not stated</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>parameters</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>tokens of context</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{stage}: {done}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>verdict</name>
        <message>
            <source>Does not fit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fits GPU and RAM</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fits in RAM</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fits the GPU</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tight</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>window</name>
        <message>
            <source>A job is still running.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Closing pauses the work. It is there at the next start and goes on where it was.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Loading {name}…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Model memory</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No model loaded</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>RAM</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Speed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>VRAM</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} (not loaded)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} (stopped)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} jobs are not finished.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>wizard</name>
        <message>
            <source>Checking</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Comparing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copying</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Done</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Downloading</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Loading</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Model</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Precision</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Preparing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Quantizing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reading headers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Starting</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That is not enough: free some space or choose another models folder in the settings.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file takes {size}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Waiting</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Where it runs</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>computing</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>context</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>in all</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>other</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>weights</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{size} are free.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{size} of original weights are downloaded and stay on the disk.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{size} of original weights pass through, of which at most about {window} are on the disk at a time.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>words</name>
        <message>
            <source>1 uses the adapter as it was trained, 0 not at all.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1-bit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1-bit, experimental</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1.7-bit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1.7-bit, ternary models only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>16-bit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>16-bit, half precision</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>16-bit, the original</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>2-bit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>2-bit, experimental</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>2-bit, last resort</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>2-bit, ternary models only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>3-bit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>3-bit, balanced</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>3-bit, large</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>3-bit, newer form</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>3-bit, newer form, small</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>3-bit, small</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>32-bit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>32-bit, twice the room for nothing more</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>4-bit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>4-bit for mixture models</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>4-bit, balanced</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>4-bit, older and fast</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>4-bit, older form</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>4-bit, quick on many processors</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>4-bit, small</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>4-bit, smallest of its kind</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>5-bit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>5-bit, a little smaller</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>5-bit, close</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>5-bit, older form</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>5-bit, older form, smaller</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>6-bit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>6-bit, very close</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>8-bit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>8-bit, nearly the original</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A GGUF file begins with the letters GGUF; this one does not.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A clear loss, slower.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A clear loss.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A clear loss; for large models only.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A context has 1 to {0} tokens.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A context of {0} tokens is not possible.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A file could not be saved.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A job or the library needs it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A job process does not do {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A large loss.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A layer has the ffn_mult {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A layer has {0} heads in a group.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A link to a model has the form bitsmith:OWNER/NAME.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A message takes at most {0} of them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A moderate loss, somewhat slower.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A moderate loss.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A moderate loss; the usual choice.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A name has the form owner/model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A pattern in it is too long.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A small loss that is hard to notice.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A small loss, larger than the newer 5-bit types.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A small loss.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A text is too long to embed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A token is one word without spaces; those of Hugging Face begin with hf_.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A very large loss; rather a smaller model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add the file again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All of it fits the GPU: {0} of {1}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Allow it “public gated repositories” on the Hub, or log in with another one; then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An adapter cannot be merged into a GGUF file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An adapter cannot be merged into weights of the type {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An address begins with https:// or http://.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An address has the form http://name:port or socks5://name:port.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An answer was asked for before a model was ready.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another program uses it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another run is writing it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another window or command of Bitsmith is at work on it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Apertus stores settings of the model among its weights.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask a job process.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ask the inference process.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>At so few bits the engine refuses to work without one, because the result would be useless.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bitsmith cannot start.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bitsmith is in offline mode.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bitsmith reads FP8, GPTQ, AWQ, AutoRound, BitNet, bitsandbytes, compressed-tensors, MXFP4, NVFP4.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Bitsmith starts with the default settings; the old file is kept as {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check its permissions.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check that it is still there and may be read, and try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check that it is still there and may be read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check that the model's folder is still there, and try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check that you may read it and that its drive is connected.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check that your home folder can be written and has free space.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the Hub's address in the settings; some mirrors cannot search.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the connection and try again; models on this computer work without it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the file and its permissions.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the file's name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the folder and its permissions, or choose another one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the folder and its permissions.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the name, or search for the model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the name; for a private model log in first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the name; for a private model log in, then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the path, or choose another folder or file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the permissions of the folder, and try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the permissions of the settings folder and its free space.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the permissions of the settings folder; until then the defaults are used.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the proxy in the settings.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check the proxy in the settings; models on this computer work without it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check what the token may do, or log in with another one; then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check whether another program uses it, and try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check {0} and its permissions.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose BF16 or F32, or a quantized type.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose BF16 or another type, or download the model again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a .gguf file, or the folder that holds one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a GGUF that was made from a LoRA, or make one with `bitsmith adapter`.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a chat or instruct model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a context within the model's limit, for example 4096.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a file that ends in .gguf, or make one from the model's original weights.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a folder with config.json, or a GGUF file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a folder with config.json, tokenizer files and .safetensors files.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a model with a complete config.json, or a ready-made GGUF.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a plain LoRA adapter, or merge this one with the tool that made it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a quantized type, or leave them out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a repository with .safetensors files, or a ready-made GGUF.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a shorter context or a KV cache of fewer bits, or close other programs.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a shorter context, or a KV cache of fewer bits.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a text, Markdown, code or PDF file, or paste the text that matters.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose an adapter of linear layers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose an adapter of the kind LORA.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose an export of Bitsmith (JSON), of Open WebUI, or the conversations.json of ChatGPT.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose another file, or paste the text that matters.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose another file, or take the missing model off the list.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose another model, or a ready-made GGUF of this one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose another model, or write to the owner on the model’s page.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose another model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose another name, or delete the other preset first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose another name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose another port.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose another quant type, or look for a ready-made GGUF.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose f16.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose fewer bits, or a smaller model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose one of {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the file again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the folder that holds config.json and .safetensors files, or a GGUF file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the folder that holds config.json, or a .gguf file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the folder that holds config.json.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the folder that holds {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the model's main file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the original weights of this model (BF16, F16 or F32), or a ready-made GGUF.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the original weights of this model, or a ready-made GGUF.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose the original weights of this model, or download it and convert its folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close other copies of Bitsmith, check the permissions of the data folder, and try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close other programs and try again; if it stays, install Bitsmith again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close other programs, or choose a smaller model or a shorter context, and try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close other programs, or choose a smaller model or a shorter context.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Close other programs, put fewer layers on the GPU, or choose fewer bits or a smaller model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy it again from the page with your tokens.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Correct it in the settings of this chat.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Correct it, or begin with the model's own.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Correct it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Correct it; names are, for example, {0} and {1}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Correct the Hub's address in the settings.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Correct the proxy in the settings.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cut it into pieces.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>DeciLM 7B cannot be converted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delete it in the app that it belongs to, or take it off the list.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Download it again, or choose another file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Download or make it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Download or make it again; if it stays, look for another build of the model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Download or make it again; with a quantized KV cache, try 16 bits.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Download the model again, or choose another one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Download the model, and convert its folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>F16 cannot hold the weights of this model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For models published in this form.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>For models trained with three values.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Free some space and start it again: it goes on where it was.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Free some space and try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Free some space and try again: the download goes on where it stopped.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Free some space, choose fewer bits, or set another models folder in the settings.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Free some space, or check the permissions of the cache folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Free some space, or choose another disk.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Free some space, or choose another models folder in the settings.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Free some space, or choose fewer bits or another disk, and try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Free some space, or choose fewer bits or another disk.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Free some space; what is on the screen is not lost as long as Bitsmith runs.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Gemma 3 has no soft cap in its attention.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Get a newer file of this model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Get it again, or choose another file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give a size or a number of tensors.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give all parts their original names.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give one with --imatrix, or choose more bits.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give one, or choose one of {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give the folder of the base model's original weights as the source.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Give the model a name without "phi-3" in it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Hardly any difference.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Heads of {0} values cannot share {1}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Importance, overrides and recipes belong to quantized types.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Install the newest version.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It answered with the status {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It cannot be read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It cannot be said whether {0} fits.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It changes {0}, which this model does not have.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It claims {0} layers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It claims {0} tokens.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It does not exist, or it is private.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It does not hold a table.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It does not say what each layer is.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It does not say which layers have a window.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It does not say which layers have attention.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It does so for the name {0}, and then wants a token {1}, which it lacks.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It gave no vector for this model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It gives no reason.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It guesses ahead for another model, and says nothing by itself.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It has an encoder and a decoder; this app runs models with a decoder only.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It has ended before this could be asked of it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It has layers of an unknown kind.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It has letters that no token has.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It has more than {0} bytes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It has the shape {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It has the type {0} and the shape {1}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It has tokens up to {0}, and the model has {1}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It has {0} bytes, and its header needs at least {1}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It has {0} bytes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It holds a value that cannot be stored ({0}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It holds neither GGUF files nor a checkpoint (config.json and .safetensors files).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It holds no weight_map.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It holds too many values.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It holds {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is a fine-grained token without access to gated models.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is a program inside the repository, and Bitsmith runs no code from a repository.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is empty.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is for big-endian machines.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is listed as {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is locked, or something is wrong with it ({0}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is neither a checkpoint folder (config.json and .safetensors files) nor a .gguf file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is neither longrope nor yarn.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is no SentencePiece model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is no valid JSON.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is none of the {0} that Bitsmith knows.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is not a table of tensors.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is not valid JSON.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is wrong, expired, or was revoked.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is {0}; the engine knows twice the width of {1}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It knows access tokens only.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It lacks rope_theta.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It lacks the sliding_attention of rope_parameters.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It lacks the token {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It lacks {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It listens for another model, which alone has the text part.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It loads models and answers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It makes and measures models.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It makes or takes apart sound, not text.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It may have been moved, renamed or deleted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It may have been renamed or deleted, or it is private.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It names groups that are not among {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It says nothing of {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It says that the law of your country forbids it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It says: {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It should have {0} bytes and has {1}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It splits text in a way that none of the engine's pre-tokenizers does, so the model would read its prompts wrongly.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It stretches the context in a way that needs its own conversion.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It takes {0} {1}; {2} are free.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It turns text into vectors or labels, and cannot answer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It uses {0} of {1} experts.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It wants a name and a password, or other ones.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It was at {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It was damaged on its way, or it was changed: its hash differs.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It was moved, renamed or deleted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It was not confirmed in the browser in time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It was taken off the list meanwhile.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It weighs experts in a way that the engine does not know.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It writes a text in any order, all words at once, which this app's engine does not run as a chat.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its activation_sparsity_pattern makes no sense.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its altup_num_inputs is not {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its block_configs do not name every layer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its block_configs do not say what each layer is.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its columns are in groups of their own order.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its config says {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its config.json names no architecture.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its file does not belong to Bitsmith alone.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its file was moved or deleted outside Bitsmith.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its file would hold numbers that are among the weights, and Bitsmith plans a file before it reads any.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its format version is {0}; versions 2 and 3 are known.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its header claims a length of {0} bytes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its header has {0} of {1} bytes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its header says that it is something else.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its hybrid_override_pattern does not name every layer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its layer_types do not name every layer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its layers rotate other parts of their heads.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its linear_attn_config does not name layers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its magnitudes do not match.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its matrices have the shapes {0} and {1}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its output matrix is normalized each time it is used (norm_head).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its owner decides by hand whom to give access to.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its owner gives access to people who have agreed to them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its owner wants to know who reads it, and has terms that you accept on its page.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its part {0} is missing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its quantization_config does not say how many bits.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its quantization_config is no table.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its rotary factors are not {0} numbers each.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its rotary scaling has no name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its rotary scaling is not that of Ministral 3.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its rotary settings are out of range.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its safetensors files are empty.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its scales are not described.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its server gave no sign of life.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its shape or block size makes no sense.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its special tokens cannot be read ({0}).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its tensor {0} has no place in the architecture.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its tensor {0} is {1}; quantizing it again to {2} would lose more than quantizing the original weights.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its text part alone reads nothing: it is made for the pictures that the file would leave out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its tokenizer is a program inside the repository, and Bitsmith runs no code from a repository.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its version is {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its way of storing weights is one that Bitsmith has not learnt yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its weights are in PyTorch's pickle format only; such files can run any code when they are opened, so Bitsmith does not read them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its weights are in PyTorch's pickle format, which can run any code when it is opened.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its weights take {0}; the computer has {1}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its weights were published in a form that runs code when it is read (PyTorch), or without a tokenizer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its weights, or its numbers on this text, are not finite.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its yarn scaling names no original context.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its {0} are no table.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its {0} does not say what it is.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its {0} is no sensible number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its {0} is {1}, and the engine knows {2} only.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its {0} rotary factors are {1} numbers instead of {2}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Its {0} rows cannot be shared by {1} heads.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Known types: {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Leave offline mode in the settings; models and chats on this computer work without it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Load a model first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Load it to find out.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Load the model again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Log in again in the settings, then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Log in again when you want to.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Log in again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Log in, then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look for a newer build of the model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look for a ready-made GGUF of this model, or choose another model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look for a ready-made GGUF of this model, or for a copy with a tokenizer.json.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look for a ready-made GGUF of this model, or take a newer Ling.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look for a ready-made GGUF of this model, or wait for a newer engine.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look for a ready-made GGUF of this model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look for another build of the model, and tell its makers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look for another build of the model, or make one here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make it first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make it simpler.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make it with llama-imatrix, or get the one that belongs to this model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Make it, or choose another one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Merge it into the base model while that is quantized (--merge-lora).</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Merge it with the tool that made it, and convert the result.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Models of the architecture {0} cannot be converted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>More loss than the newer 4-bit types.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Most often there is too little memory, in the GPU or in the computer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name a file that ends in .gguf.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Name one of the shards of a split model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Needs {0}; this computer has {1}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Needs {0}; {1}. Close other programs first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Neither tokenizer.json nor tokenizer.model is there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No context is given.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No difference that people notice.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No model is loaded.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No more documents can be attached.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No tensor of this model is called anything like {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No type fits this computer well at a context of {0} tokens; the smallest, {1}, needs {2}. Choose a smaller model or a shorter context.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Norms of heads are missing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Numbers of 2, 4 and 8 bits are read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Of this family, Bitsmith knows NVIDIA's Llama-Nemotron models.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One of its two matrices is missing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Only the owner can change that.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open its page, read and accept the terms there, then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the repository again and choose from what is there now.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open {0}-00001-of-{1}.gguf; the others are found beside it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Out of range: {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Paste an access token instead.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Please report this with the name of the model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Practically the original.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Put it back, or remove the model from the library and get it again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Put the file back, or choose another model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reading it does not come to an end.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove it and start again; models on this computer work without it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove it, or choose another name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Remove the link, or choose another folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Save the adapter again with safe_serialization=True, or choose another one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search for the model in Discover.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Send shorter texts, or load the model with a shorter context.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Send these first, or take some away.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set it to 1.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Set them to their defaults.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Shards need a limit.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Shorten it, or load the model with a longer context.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>So Bitsmith has no access to your account.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Something went wrong inside Bitsmith.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Something went wrong inside the engine process.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Start again, from what is there now; nothing wrong was kept.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Start again: it goes on where it stopped.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Start from the original weights, from F16, BF16 or Q8_0, or allow requantizing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Such files can run any code when they are opened, so Bitsmith does not read them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Switch it off and on again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take some of them away.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take the adapter away in the settings of the chat, or choose the model that it was made for.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Take the job off the list or the model out of the library first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tensor {0} arrived with another size than announced.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tensor {0} cannot be read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tensor {0} does not match config.json.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tensor {0} does not match its format.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tensor {0} has ggml type {1}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tensor {0} has them.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tensor {0} has values above {1}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tensor {0} has values that are too large for it, or damaged ones.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tensor {0} holds values that are not numbers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tensor {0} is damaged.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tensor {0} is empty.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tensor {0} is in two files.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tensor {0} is missing or is no single number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tensor {0} is of the unknown type {1}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tensor {0} is said to be in {1}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tensor {0} of the adapter holds no usable numbers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tensor {0} overlaps another one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tensors of experts are missing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tensors of the type {0} cannot be read back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Text {0} has {1} tokens; at most {2} are embedded at once.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The DoRA adapter of {0} has a form that Bitsmith does not know.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The KV cache cannot have the type {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The access token cannot be sent.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The adapter has a part that Bitsmith does not know: {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The adapter of {0} claims an impossible rank.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The adapter of {0} has a form that Bitsmith does not know.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The adapter of {0} is damaged.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The adapter of {0} is not complete.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The adapter {0} changes nothing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The adapter {0} was made for another model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The answer cannot be generated with these settings.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The architecture {0} reads text only, or translates one text into another.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The chat template of this model does not work.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The choice of one token took longer than {0} seconds.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The code for logging in has expired.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The configuration of this model is damaged.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The configuration or the tokenizer of this model is damaged.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The connection is too slow or was cut.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The context holds {0} tokens; the message with the instructions takes {1}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The conversation is empty.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The damaged file is kept as {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The database says: {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The disk became full while downloading.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The disk became full while the model was written.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The disk is full.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The download ended before the model was finished.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The download failed for a reason that was not foreseen.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The download was damaged on its way, or the file was changed: its hash differs.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The download was damaged on its way, or the file was changed: {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The engine cannot load this model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The engine cannot load {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The engine cannot make a context for {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The engine could not embed a text.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The engine could not make a context of {0} tokens beside the model's own.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The engine could not open what this model would become.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The engine does not know the architecture {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The engine does not take this model as {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The engine failed while it computed {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The engine gave no answer for it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The engine process could not be started.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The engine process ended unexpectedly.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The engine process is not running.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The engine runs another activation than the published weights are made for.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The engine runs only one kind of them in a model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The engine takes this model for a Phi 3.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The engine's plan does not cover the whole model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The environment variable HF_HUB_OFFLINE says that this computer is offline.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The experts of {0} differ in shape.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The experts' gate {0} cannot be converted yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file is damaged, or it is something else than its name says.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file is damaged.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file with your chats and models could not be used.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The file with your chats was damaged.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The finished file has not the size that was planned.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The folder that its weights come through is gone.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The folder {0} does not exist.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The gate of a layer is {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The grammar is too ambiguous.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The grammar is too complicated.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The header of {0} is damaged.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The header of {0} names a tensor twice.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The importance matrix {0} does not fit.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The index names {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The index says that they are in {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The inference process does not do {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The keyring of this computer cannot be read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The layers with full attention should have a proportional one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The link {0} cannot be opened.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The local API cannot use port {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The local API did not start.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The login was refused in the browser.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The message is too long for the context.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model comes in {0} parts.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model computes nonsense.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model file {0} cannot be read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model file {0} is damaged.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model file {0} is not complete.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model file {0} is not there any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model gave a vector that is no number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model is newer than the engine, or made for other software.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model needs {0} GB in {1}, and {2} GB are free.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The model's headers could not be kept.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The norms of the heads do not match config.json.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The original weights, as precise as they are published.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The owner has refused your request for {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The parts are found by their names, which end in -00001-of-00003.gguf and so on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The projections of the activation streams differ in shape.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The prompt is empty.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The proxy does not answer, or it refuses.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The proxy does not let Bitsmith through.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The reason given is: {0}: {1}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The reason is: {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The reason: {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The recipe does not fit this model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The repository was changed since it was shown.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The rotary scaling {0} cannot be converted yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The rotary scaling {0} of this Gemma 4 cannot be converted yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The rotary scaling {0} of this Phi cannot be converted yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The rotary setting {0} is no number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The scale of tensor {0} is 0.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The scale of {0} is no number.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The settings could not be read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The settings say that nothing is sent anywhere.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The shared experts of this model cannot be converted yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The system refused to give more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The system says: {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The tokenizer does not match config.json.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The tokenizer of this MPT cannot be converted yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The tokenizer of this model is damaged.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The tokenizer of this model is not one that llama.cpp knows.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The tokenizer of {0} cannot be converted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The type is {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The weights of this model are damaged.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The weights of this model are not here, only their headers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is a gap before tensor {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is a preset “{0}” already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is almost no room left where the model goes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no .safetensors file in it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no model in {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no quant type {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no room for the embeddings.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no room left in {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no tensor type {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no tokenizer.json.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no {0} in it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is not enough free disk space.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is not enough memory for a context of {0} tokens.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is not enough memory for this.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is not enough memory to load {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is not enough {0} for a context of {1} tokens.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is nothing at {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is nothing to answer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is nothing to go on from.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There may be no network, or a proxy is needed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>These are too many adapters.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>These types need an importance matrix, and none is given.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>These weights are quantized already ({0}), and quantizing them again loses quality: {1} would be better.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They are combined by {0}, and the engine averages.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This Jais cannot be converted yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This Ling model cannot be converted yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This Ling model cannot be converted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This Mamba has an inner size that the engine does not run.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This Maple model cannot be converted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This Nemotron has layers with experts and layers without.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This Spark model cannot be converted yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This Step model cannot be converted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This adapter cannot become a file of its own.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This file is not a usable GGUF model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is no access token.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This model also takes {0}; the file holds its text part only.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This model has no tensor that is a weight.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This model is not in the library any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This model is quantized already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This model's numbers are not known before it is downloaded.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This model's sizes are not known before it is downloaded.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This version does not know their form.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This {0} has a part that Bitsmith does not know.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Too many requests came from this address in a short time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again in a few minutes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again in a minute.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again with a shorter context or fewer layers on the GPU.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again {0}; with an access token the limits are higher.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again; if it happens again with this model, please report it with the log.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again; if it happens again, please report it with the log.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try again; nothing wrong was kept.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Try other settings (context length, KV cache type), or another build of the model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Two changes met there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Two presets cannot have one name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Two tensors of this model are the same one: {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Two tokens are {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Types of single tensors have no size at their end: Q4_K, not Q4_K_M.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unlock it and try again; or log in again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Unusable for ordinary models.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Update Bitsmith, or choose another model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use another model for embeddings.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use another model, or another quantization of it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use for example Q8_0, Q6_K, Q5_K, Q4_K, IQ4_XS, Q3_K, Q2_K, F16 or BF16.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use it with the model that it was trained on.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use it with {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use the one that was made for this model, or choose a type that needs none.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Use the original weights of the base model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wait for it, or choose another name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wait for it, or stop it there first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wait for the owner’s answer, which comes by e-mail, then try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Weight files are missing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Weights of the type {0} cannot be converted yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Weights that are quantized as {0} cannot be converted yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What it says of the next word is no number (NaN): its weights are damaged, or overflow.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What {0} sends now is not what it announced: {1}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>With hundreds of billions of weights it is made for data centres.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write a tensor's name and its type on each line: blk.0.ffn_down.weight Q6_K. The recipe of a GGUF file that is there: bitsmith inspect FILE --recipe.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write it as 4G or 500M.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write it as REGEX=TYPE: ffn_down=Q6_K.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Write it so that each text can be read in few ways, then load the model again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your access token is not allowed to read this.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your access token is not allowed to read {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your chats could not be saved.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your chats were written by a newer version of Bitsmith.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your login could not be kept.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your request for {0} has not been answered yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>attention_other_setting is no table.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>attn_config.{0} is {1}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>bitsandbytes stores the shapes of 4-bit tensors among the weights.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>config.json is damaged.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>fits your GPU and memory together</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>fits your GPU completely</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>fits your memory</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>head_dim is {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>mlp_layer_types is no list.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>moe_layer_freq is no list.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>moe_layers_enum does not list layers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>mrope_section does not share out the rotated pairs.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>no_rope_layers is no list.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>partial_rotary_factor is {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>pictures</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>rope_theta does not name both bases.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>sound</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the original weights</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the original weights of {0}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>tokenizer.model is damaged.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} ({1}) is the closest to the original that {2} with room for {3} tokens of context.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} GB are needed in {1}, and {2} GB are free.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} GB are still to come to {1}, and {2} GB are free.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} and another one are the same name on many systems.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} are chosen; the engine is given at most {1}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} are needed at {1}, and {2} are free.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} are not {1} numbers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} asks for a pause.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} asks its readers to accept its terms first.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} became shorter while it was read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} cannot be attached.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} cannot be converted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} cannot be reached through the proxy.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} cannot be reached.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} cannot be read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} cannot be saved.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} cannot be used.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} cannot hold the weights of this model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} claims an impossible size.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} could end up outside its folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} could not be deleted from the cache.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} could not be deleted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} could not be imported.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} could not be read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} could not be written.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} does not accept your access token.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} does not answer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} does not belong to this model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} does not exist.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} does not fit into this computer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} does not give a number for every layer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} does not give access to {1}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} does not list numbers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} does not list tokens.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} does not match its own size.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} does not offer {1} any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} does not say what kind of model it is.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} does not show {1} to everybody.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} gave an answer that Bitsmith does not understand.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} groups cannot share {1} values.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} has a data type that is not supported.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} has a problem of its own.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} has its weights in PyTorch's pickle format only.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} has no description.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} has no header that makes sense.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} has no room left; the unfinished file was removed.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} has no room left; what is finished was kept.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} has no tokenizer.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} has no valid place in the file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} has no valid shape.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} has the shape {1}, and the adapter was made for {2}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} heads cannot be shared by {1} groups.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} heads cannot share {1} of keys.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} heads cannot share {1} values.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} holds a file with a dangerous name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} holds no adapter.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} holds no weights.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} holds no {1}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} holds two files that would overwrite each other.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is a GGUF file of a kind that is not read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is a GGUF that this engine cannot read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is a file of the source.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is a folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is a link: the file would end up somewhere else.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is being changed on {1} right now.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is being downloaded already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is being made already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is cut off.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is damaged.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is empty.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is in use.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is in your library already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is no LoRA adapter.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is no file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is no list.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is no model that can be converted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is no multiple of the head's {1}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is no regular expression.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is no size.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is no tensor type.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is no usable importance matrix.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is no usable recipe.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is not a GGUF model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is not a LoRA adapter.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is not a folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is not a language model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is not a model that Bitsmith can open.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is not a model that can be converted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is not a model that writes text.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is not a safetensors file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is not a usable GGUF file.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is not asked.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is not complete.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is not on this computer any more.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is not split.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is not the address of a hub.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is not the address of a proxy.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is not the first part of this model.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is not the name of a model on a hub.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is not there.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is not what {1} says it is.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is one of {1} parts of a model, under another name.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is only for people who are logged in.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is there already.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} is too large.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} leaves no choice of types.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} may not give {1} to you.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} names a file that is not in the folder.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} needs an importance matrix, and none is given.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} of its entries could be saved.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} of memory are free</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} of the adapter holds values that are not numbers.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} of {1} is not what the Hub says it is.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} of {1} is too large.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} offers no login in a browser.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} on the GPU and {1} in memory.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} tensors are missing.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} uses a quantization that this engine does not know.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} uses something that Bitsmith does not understand: {1}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} value heads do not share {1} key heads.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} values cannot be rotated in pairs.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} values of type {1} need {2} bytes, and it has {3}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} was changed while it was read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} was not deleted.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} was not found on {1}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} weights of {1} bits cannot be converted yet.</source>
            <translation type="unfinished" />
        </message>
    </context>
</TS>
