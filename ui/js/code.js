// The code editor: CodeMirror with the languages that nodes take, bundled into one module that is loaded when a field
// needs it. It lives in a shadow root, so that its styles need no exception from the page's policy.
//
//   const editor = open(host, { text, language, label, readOnly, onChange, onBlur, complete, lint });
//   editor.text(), editor.setText(text), editor.insert(text), editor.focus(), editor.setReadOnly(yes), editor.close()
//
// `language` is javascript, json, html, sql, expression or text. `complete(line, at)` gives an array of
// { label, detail, info, type, apply, from } for the text before the cursor, or a promise of one. `lint(text)` gives an
// array of { from, to, severity, message }.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { html } from "@codemirror/lang-html";
import { javascript } from "@codemirror/lang-javascript";
import { json, jsonParseLinter } from "@codemirror/lang-json";
import { sql } from "@codemirror/lang-sql";
import { bracketMatching, foldGutter, foldKeymap, HighlightStyle, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { linter, lintKeymap } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Annotation, Compartment, EditorState } from "@codemirror/state";
import {
  drawSelection, EditorView, highlightActiveLine, highlightSpecialChars, keymap, lineNumbers, placeholder,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";

const LANGUAGES = {
  javascript: () => javascript(),
  expression: () => javascript(),
  json: () => json(),
  html: () => html(),
  sql: () => sql(),
};

// Colours are the page's tokens: they reach into the shadow root and follow light and dark by themselves.
const LOOK = EditorView.theme({
  "&": { color: "var(--text)", backgroundColor: "var(--sunken)", fontSize: "12.5px", height: "100%" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55" },
  ".cm-content": { caretColor: "var(--text)", padding: "8px 0" },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--faint)", border: "none" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--text) 4%, transparent)" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--text)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--accent) 26%, transparent)",
  },
  ".cm-selectionMatch": { backgroundColor: "color-mix(in srgb, var(--accent) 16%, transparent)" },
  ".cm-matchingBracket": { outline: "1px solid var(--accent)", backgroundColor: "transparent" },
  ".cm-placeholder": { color: "var(--faint)" },
  ".cm-tooltip": {
    backgroundColor: "var(--raised)", color: "var(--text)", border: "1px solid var(--line-strong)", borderRadius: "8px",
    boxShadow: "0 8px 28px var(--shadow-near)", overflow: "hidden",
  },
  ".cm-tooltip-autocomplete > ul": { fontFamily: "var(--font)", fontSize: "12.5px", maxHeight: "16em" },
  ".cm-tooltip-autocomplete > ul > li": { padding: "4px 8px" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--accent-soft)", color: "var(--text)" },
  ".cm-completionDetail": { color: "var(--muted)", fontStyle: "normal", marginLeft: "10px", fontFamily: "var(--mono)" },
  ".cm-completionInfo": { padding: "8px 10px", maxWidth: "300px", fontSize: "12px" },
  ".cm-panels": { backgroundColor: "var(--panel)", color: "var(--text)", borderColor: "var(--line)" },
  ".cm-panel input, .cm-panel button": {
    font: "inherit", color: "inherit", background: "var(--sunken)", border: "1px solid var(--line-strong)",
    borderRadius: "6px", padding: "2px 8px",
  },
  ".cm-foldPlaceholder": { backgroundColor: "var(--line)", border: "none", color: "var(--muted)" },
  ".cm-diagnostic": { padding: "4px 10px", fontFamily: "var(--font)", fontSize: "12px" },
  ".cm-diagnostic-error": { borderLeft: "3px solid var(--bad)" },
  ".cm-diagnostic-warning": { borderLeft: "3px solid var(--warn)" },
});

// A little of the text's colour: thin letters on the line that is lit need it to be read.
const ink = (token) => `color-mix(in srgb, var(${token}) 82%, var(--text))`;

const COLOURS = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], color: ink("--flow") },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: ink("--ok") },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: ink("--trigger") },
  { tag: [tags.propertyName, tags.attributeName], color: ink("--network") },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName), tags.tagName], color: ink("--service") },
  { tag: [tags.comment, tags.meta], color: "var(--muted)", fontStyle: "italic" },
  { tag: tags.invalid, color: "var(--bad)" },
]);

/** Marks a change that the page itself made, which it need not be told. */
const Quiet = Annotation.define();

/** What completion shows: asked of the page, which knows the steps before and their fields. */
function completion(complete) {
  const source = async (context) => {
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    if (!context.explicit && !/[\w$.'"[]$/.test(before)) {
      return null;
    }
    const found = await complete(before, context.pos, context.state.doc.toString());
    if (!found?.length || context.aborted) {
      return null;
    }
    const from = line.from + Math.min(...found.map((option) => option.from ?? before.length));
    return { from, options: found, filter: true };
  };
  return autocompletion({ override: [source], icons: false });
}

/** Opens an editor in an element. */
export function open(host, options = {}) {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const language = new Compartment();
  const writable = new Compartment();
  const single = options.language === "expression" || options.single === true;
  const locked = (yes) => [EditorState.readOnly.of(yes), EditorView.editable.of(!yes)];
  const spoken = (name) => LANGUAGES[name]?.() ?? [];
  const extensions = [
    single ? [] : [lineNumbers(), foldGutter(), highlightActiveLine()],
    highlightSpecialChars(), history(), drawSelection(), indentOnInput(), bracketMatching(), closeBrackets(),
    highlightSelectionMatches(), search({ top: true }), EditorView.lineWrapping,
    syntaxHighlighting(COLOURS), LOOK,
    language.of(spoken(options.language)),
    writable.of(locked(options.readOnly === true)),
    options.nonce ? EditorView.cspNonce.of(options.nonce) : [],
    options.placeholder ? placeholder(options.placeholder) : [],
    options.complete ? completion(options.complete) : autocompletion({ icons: false }),
    options.lint ? linter((view) => options.lint(view.state.doc.toString())) : [],
    options.language === "json" && !options.lint ? linter(jsonParseLinter()) : [],
    EditorView.contentAttributes.of({ "aria-label": options.label ?? "", spellcheck: "false" }),
    EditorState.phrases.of(options.phrases ?? {}),
    // Tab stays focus unless the field is a program, where it indents; Escape and then Tab leaves it.
    keymap.of([
      ...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...completionKeymap,
      ...lintKeymap, ...(options.tabIndents ? [indentWithTab] : []),
    ]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged && !update.transactions.some((one) => one.annotation(Quiet))) {
        options.onChange?.(update.state.doc.toString());
      }
      if (update.focusChanged && !update.view.hasFocus) {
        options.onBlur?.();
      }
    }),
  ];
  const state = EditorState.create({ doc: options.text ?? "", extensions });
  const view = new EditorView({ state, parent: root, root });
  return handle(view, { language, writable, locked, spoken });
}

/** What the page does with an open editor. */
function handle(view, { language, writable, locked, spoken }) {
  return {
    text: () => view.state.doc.toString(),
    setText(text) {
      if (text !== view.state.doc.toString()) {
        const changes = { from: 0, to: view.state.doc.length, insert: text };
        view.dispatch({ changes, annotations: Quiet.of(true) });
      }
    },
    insert(text) {
      view.dispatch(view.state.replaceSelection(text));
      view.focus();
    },
    setLanguage: (name) => view.dispatch({ effects: language.reconfigure(spoken(name)) }),
    setReadOnly: (yes) => view.dispatch({ effects: writable.reconfigure(locked(yes)) }),
    focus: () => view.focus(),
    close: () => view.destroy(),
  };
}
