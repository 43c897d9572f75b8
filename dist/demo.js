import { createRequire as createRequireOfBundle } from 'node:module';
const require = createRequireOfBundle(import.meta.url);

// emulator/demo.ts
import { spawnSync as spawnSync2 } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

// emulator/demo/options.ts
import { parseArgs } from "node:util";
var HIGHEST_PORT = 65535;
function readOptions(argv) {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: { serve: { type: "boolean", default: false }, port: { type: "string" } }
    });
    return checked(values.serve, values.port);
  } catch (error) {
    return wrong(error instanceof Error ? error.message.split("\n", 1)[0] ?? "" : String(error));
  }
}
function checked(isServing, port2) {
  if (port2 !== void 0 && !isServing) return wrong("--port goes with --serve");
  const number = Number(port2 ?? 0);
  if (port2 !== void 0 && !(/^\d+$/.test(port2) && number <= HIGHEST_PORT)) {
    return wrong(`--port takes a number from 0 to ${HIGHEST_PORT}, not ${JSON.stringify(port2)}`);
  }
  return { kind: "options", options: { isServing, port: number } };
}
function wrong(message) {
  return { kind: "wrong", message };
}

// emulator/demo/ink.ts
import { styleText } from "node:util";
var COLOURED = {
  title: (text) => styleText("bold", text),
  strong: (text) => styleText("bold", text),
  code: (text) => styleText("cyan", text),
  faint: (text) => styleText("dim", text),
  good: (text) => styleText("green", text),
  bad: (text) => styleText("red", text)
};
var same = (text) => text;
var NO_INK = { title: same, strong: same, code: same, faint: same, good: same, bad: same };
function inkFor(stream) {
  return stream.isTTY && stream.hasColors() ? COLOURED : NO_INK;
}

// emulator/demo/interrupt.ts
var STATUSES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
var Interrupt = class {
  /** What a shell takes for the status of a process that a signal ended. */
  status;
  #isRaised = false;
  constructor() {
    this.status = new Promise((resolve2) => {
      for (const [signal, status] of Object.entries(STATUSES)) {
        process.on(signal, () => {
          this.#isRaised = true;
          resolve2(status);
        });
      }
    });
  }
  get isRaised() {
    return this.#isRaised;
  }
};

// emulator/demo/page-server.ts
import { createServer as createServer2 } from "node:http";

// emulator/demo/content.css
var content_default = 'pre {\n  padding: 10px 14px;\n  border-radius: 8px;\n  background: var(--sunk);\n  overflow-x: auto;\n}\n.prose > :first-child {\n  margin-top: 0;\n}\n.prose > :last-child {\n  margin-bottom: 0;\n}\n.prose p,\n.prose ul {\n  margin: 0 0 12px;\n}\n.prose ul {\n  padding-left: 22px;\n}\n.prose h3 {\n  font-size: 20px;\n  margin: 0 0 8px;\n}\n.prose h4 {\n  font-size: 16px;\n  margin: 22px 0 8px;\n}\n.prose h5 {\n  font-size: 14.5px;\n  margin: 14px 0 8px;\n}\ndetails {\n  margin: 0 0 12px;\n}\nsummary {\n  cursor: pointer;\n  color: var(--faint);\n}\ndetails[open] > summary {\n  margin-bottom: 8px;\n}\n.wide {\n  overflow-x: auto;\n}\n.prose .wide,\n.prose pre {\n  margin: 0 0 12px;\n}\n.prose > .rows {\n  padding: 4px 0;\n  border: 1px solid var(--line);\n  border-radius: 8px;\n}\ntable {\n  border-collapse: collapse;\n  font-size: 13.5px;\n}\ntable.cells th,\ntable.cells td {\n  padding: 6px 12px;\n  border: 1px solid var(--line);\n  text-align: left;\n}\ntable.cells th {\n  background: var(--sunk);\n}\ntable.diff {\n  width: 100%;\n}\ntable.diff td {\n  padding: 0 8px;\n  line-height: 1.5;\n  white-space: pre;\n}\ntable.diff code {\n  padding: 0;\n  background: none;\n}\n.number {\n  width: 1%;\n  min-width: 44px;\n  text-align: right;\n  color: var(--faint);\n  font:\n    12px ui-monospace,\n    "DejaVu Sans Mono",\n    monospace;\n  user-select: none;\n}\n.sign {\n  width: 1%;\n  user-select: none;\n}\ntr.added {\n  background: var(--good-back);\n}\ntr.removed {\n  background: var(--bad-back);\n}\ntr.target .number {\n  background: light-dark(#fff2c8, #4a3a0c);\n  color: var(--text);\n}\n.hunk {\n  border-bottom: 1px solid var(--line);\n  padding: 4px 0;\n}\n.suggestion {\n  margin: 0 0 12px;\n  border: 1px solid var(--line);\n  border-radius: 8px;\n  overflow: hidden;\n}\n.suggestion > header {\n  padding: 6px 12px;\n  background: var(--sunk);\n  border-bottom: 1px solid var(--line);\n  font-size: 13px;\n  color: var(--faint);\n}\n.prose .suggestion .wide {\n  margin: 0;\n  padding: 4px 0;\n}\n.suggestion > footer {\n  display: flex;\n  justify-content: flex-end;\n  align-items: center;\n  gap: 12px;\n  padding: 8px 12px;\n  border-top: 1px solid var(--line);\n  color: var(--faint);\n  font-size: 13px;\n}\n.chart {\n  margin: 0 0 12px;\n  padding: 14px;\n  border: 1px solid var(--line);\n  border-radius: 8px;\n}\n.chart svg {\n  display: block;\n  max-width: 100%;\n  height: auto;\n  margin: 0 auto;\n  font-size: 13px;\n}\n.chart text {\n  fill: var(--text);\n  text-anchor: middle;\n  dominant-baseline: central;\n}\n.node rect {\n  fill: var(--sunk);\n  stroke: var(--line);\n}\n.chart .what {\n  fill: var(--faint);\n  font-size: 12px;\n}\n.chart .name {\n  font-weight: 600;\n}\n.edge path {\n  fill: none;\n  stroke: var(--faint);\n  stroke-width: 1.5;\n}\n.edge .tip {\n  fill: var(--faint);\n  stroke: none;\n}\n.edge.dotted path {\n  stroke-dasharray: 4 4;\n}\n.edge .label {\n  font-size: 12px;\n}\n.edge.marked path {\n  stroke: var(--bad);\n  stroke-width: 2;\n}\n.edge.marked .label {\n  fill: var(--bad);\n  font-weight: 600;\n}\n';

// emulator/demo/page.css
var page_default = ':root {\n  color-scheme: light dark;\n  --page: light-dark(#f6f7f9, #0f1319);\n  --card: light-dark(#ffffff, #161b23);\n  --sunk: light-dark(#f3f5f8, #1c222c);\n  --line: light-dark(#d5dae1, #2f3744);\n  --text: light-dark(#1d232b, #e4e9f0);\n  --faint: light-dark(#5a6572, #96a2b2);\n  --link: light-dark(#0b5cc2, #6cb0ff);\n  --good: light-dark(#187a3a, #45c06c);\n  --good-back: light-dark(#e3f6e8, #12301d);\n  --bad: light-dark(#c22a33, #ff7b78);\n  --bad-back: light-dark(#ffebea, #3b1a1e);\n  --button: light-dark(#187a3a, #238a49);\n  font:\n    15px / 1.55 system-ui,\n    -apple-system,\n    "Segoe UI",\n    "Noto Sans",\n    "DejaVu Sans",\n    sans-serif;\n}\n:root[data-theme="light"] {\n  color-scheme: light;\n}\n:root[data-theme="dark"] {\n  color-scheme: dark;\n}\n* {\n  box-sizing: border-box;\n}\nbody {\n  margin: 0;\n  background: var(--page);\n  color: var(--text);\n}\na {\n  color: var(--link);\n  text-underline-offset: 2px;\n}\ncode,\npre {\n  font:\n    0.87em / 1.5 ui-monospace,\n    "SF Mono",\n    "Cascadia Mono",\n    "DejaVu Sans Mono",\n    monospace;\n}\nbutton {\n  font: inherit;\n  font-size: 13px;\n  padding: 4px 12px;\n  border: 1px solid var(--line);\n  border-radius: 6px;\n  background: var(--card);\n  color: var(--text);\n  cursor: pointer;\n}\nbutton.primary {\n  background: var(--button);\n  border-color: transparent;\n  color: #fff;\n  font-weight: 600;\n}\nbutton:hover {\n  filter: brightness(1.06);\n}\nbutton:disabled {\n  opacity: 0.65;\n  cursor: progress;\n}\n:focus-visible {\n  outline: 2px solid var(--link);\n  outline-offset: 2px;\n}\nform {\n  margin: 0;\n}\n.bar {\n  display: flex;\n  align-items: center;\n  gap: 12px;\n  padding: 10px 32px;\n  background: var(--card);\n  border-bottom: 1px solid var(--line);\n  font-size: 13px;\n  color: var(--faint);\n}\n.bar strong {\n  color: var(--text);\n  font-size: 15px;\n}\n.bar .end {\n  margin-left: auto;\n  display: flex;\n  gap: 8px;\n}\nmain {\n  max-width: 1200px;\n  margin: 0 auto;\n  padding: 24px 32px 40px;\n}\nh1 {\n  margin: 0 0 6px;\n  font-size: 25px;\n  line-height: 1.3;\n  font-weight: 600;\n}\nh1 span {\n  color: var(--faint);\n  font-weight: 400;\n}\nh2 {\n  margin: 0 0 12px;\n  font-size: 17px;\n}\n.meta {\n  display: flex;\n  flex-wrap: wrap;\n  align-items: center;\n  gap: 8px;\n  margin-bottom: 20px;\n  color: var(--faint);\n}\n.meta code,\n.prose :not(pre) > code {\n  padding: 1px 4px;\n  border-radius: 5px;\n  background: var(--sunk);\n  color: var(--text);\n  overflow-wrap: anywhere;\n}\n.pill {\n  padding: 2px 11px;\n  border-radius: 99px;\n  background: var(--button);\n  color: #fff;\n  font-size: 13px;\n  font-weight: 600;\n}\n.columns {\n  display: grid;\n  grid-template-columns: minmax(0, 1fr) 316px;\n  gap: 24px;\n  align-items: start;\n}\n.card {\n  background: var(--card);\n  border: 1px solid var(--line);\n  border-radius: 10px;\n  overflow: hidden;\n}\n.caption {\n  display: flex;\n  align-items: center;\n  gap: 8px;\n  padding: 8px 14px;\n  background: var(--sunk);\n  border-bottom: 1px solid var(--line);\n  font-size: 13.5px;\n  color: var(--faint);\n}\n.caption strong {\n  color: var(--text);\n}\n.card > .prose,\n.card > .inside {\n  padding: 12px 16px;\n}\n.timeline {\n  display: flex;\n  flex-direction: column;\n  gap: 16px;\n}\n.event {\n  display: flex;\n  align-items: center;\n  gap: 8px;\n  padding-left: 4px;\n  font-size: 13.5px;\n  color: var(--faint);\n}\n.event strong {\n  color: var(--text);\n}\n.event .end {\n  margin-left: auto;\n  white-space: nowrap;\n}\n.face {\n  display: inline-grid;\n  place-items: center;\n  flex: none;\n  width: 22px;\n  height: 22px;\n  border-radius: 50%;\n  background: var(--link);\n  color: var(--card);\n  font-size: 11px;\n  font-weight: 700;\n  text-transform: uppercase;\n}\n.face.bot {\n  border-radius: 6px;\n  background: var(--faint);\n}\n.tag {\n  padding: 0 7px;\n  border: 1px solid var(--line);\n  border-radius: 99px;\n  font-size: 11.5px;\n}\n.good {\n  color: var(--good);\n}\n.bad {\n  color: var(--bad);\n}\n.verdict {\n  border-left: 4px solid currentColor;\n}\n.verdict strong {\n  display: block;\n}\n.verdict p {\n  margin: 2px 0 0;\n  color: var(--faint);\n  font-size: 13.5px;\n}\n.side {\n  display: flex;\n  flex-direction: column;\n  gap: 16px;\n}\n.side ol {\n  margin: 0;\n  padding-left: 20px;\n}\n.side li + li {\n  margin-top: 6px;\n}\n.side li.done {\n  color: var(--faint);\n}\n.result {\n  margin-top: 28px;\n}\n@media (max-width: 900px) {\n  .columns {\n    grid-template-columns: minmax(0, 1fr);\n  }\n  main,\n  .bar {\n    padding-left: 16px;\n    padding-right: 16px;\n  }\n}\n';

// emulator/demo/html.ts
var Html = class {
  text;
  constructor(text) {
    this.text = text;
  }
};
function html(literals, ...parts) {
  const filled = literals.map((literal, index) => literal + (index < parts.length ? markup(parts[index] ?? null) : ""));
  return new Html(filled.join(""));
}
function markup(part) {
  if (part === null) return "";
  if (part instanceof Html) return part.text;
  if (typeof part === "object") return part.map(({ text }) => text).join("");
  return escaped(String(part));
}
var ENTITIES = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;"
};
function escaped(text) {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}

// node_modules/marked/lib/marked.esm.js
function G() {
  return { async: false, breaks: false, extensions: null, gfm: true, hooks: null, pedantic: false, renderer: null, silent: false, tokenizer: null, walkTokens: null };
}
var S = G();
function ue(l3) {
  S = l3;
}
var q = { exec: () => null };
function D(l3) {
  let e = [];
  return (t) => {
    let n = Math.max(0, Math.min(3, t - 1)), r = e[n];
    return r || (r = l3(n), e[n] = r), r;
  };
}
function g(l3, e = "") {
  let t = typeof l3 == "string" ? l3 : l3.source, n = { replace: (r, s) => {
    let o = typeof s == "string" ? s : s.source;
    return o = o.replace(O.caret, "$1"), t = t.replace(r, o), n;
  }, getRegex: () => new RegExp(t, e) };
  return n;
}
var _e = ((l3 = "") => {
  try {
    return !!new RegExp("(?<=1)(?<!1)" + l3);
  } catch {
    return false;
  }
})();
var O = { codeRemoveIndent: /^(?: {0,3}\t| {1,4})/gm, listInterruptsParagraph: /^ {0,3}(?:[*+-]|1[.)])[ \t]+[^ \t\n]/, outputLinkReplace: /\\([\[\]])/g, indentCodeCompensation: /^(\s+)(?:```)/, beginningSpace: /^\s+/, endingHash: /#$/, startingSpaceChar: /^ /, endingSpaceChar: / $/, endingSpaceTabChar: /[ \t]$/, nonSpaceChar: /[^ ]/, newLineCharGlobal: /\n/g, tabCharGlobal: /\t/g, leadingSpaceTab: /^[ \t]+/, multipleSpaceGlobal: /\s+/g, blankLine: /^[ \t]*$/, doubleBlankLine: /\n[ \t]*\n[ \t]*$/, blockquoteStart: /^ {0,3}>/, blockquoteSetextReplace: /\n {0,3}((?:=+|-+)[ \t]*)(?=\n|$)/g, blockquoteSetextReplace2: /^ {0,3}>[ \t]?/gm, blockquoteMarkerWhitespace: /^( {0,3}>)(\t[ \t]*)/gm, nestedBlockMarker: /^ {0,3}(?:(?:[*+-]|\d{1,9}[.)])(?: |$)|> ?)/, listReplaceNesting: /^ {1,4}(?=( {4})*[^ ])/g, listIsTask: /^\[[ xX]\][ \t]+\S/, listReplaceTask: /^\[[ xX]\][ \t]+/, listTaskCheckbox: /\[[ xX]\]/, anyLine: /\n.*\n/, hrefBrackets: /^<(.*)>$/, tableDelimiter: /[:|]/, tableAlignChars: /^\||\| *$/g, tableRowBlankLine: /\n[ \t]*$/, tableAlignRight: /^ *-+: *$/, tableAlignCenter: /^ *:-+: *$/, tableAlignLeft: /^ *:-+ *$/, startATag: /^<a /i, endATag: /^<\/a>/i, startPreScriptTag: /^<(pre|code|kbd|script)(\s|>)/i, endPreScriptTag: /^<\/(pre|code|kbd|script)(\s|>)/i, startAngleBracket: /^</, endAngleBracket: />$/, pedanticHrefTitle: /^([^'"]*[^\s])\s+(['"])(.*)\2/, unicodeAlphaNumeric: /[\p{L}\p{N}]/u, numericCharacterReference: /&#(?:(\d{1,7})|[Xx]([A-Fa-f0-9]{1,6}));/, numericCharacterReferenceOrAmpersand: /&#(?:(\d{1,7})|[Xx]([A-Fa-f0-9]{1,6}));|&(?!(#\d{1,7}|#[Xx][a-fA-F0-9]{1,6}|\w+);)/g, escapeTest: /[&<>"']/, escapeReplace: /[&<>"']/g, escapeTestNoEncode: /[<>"']|&(?!(#\d{1,7}|#[Xx][a-fA-F0-9]{1,6}|\w+);)/, escapeReplaceNoEncode: /[<>"']|&(?!(#\d{1,7}|#[Xx][a-fA-F0-9]{1,6}|\w+);)/g, caret: /(^|[^\[])\^/g, percentDecode: /%25/g, findPipe: /\|/g, splitPipe: / \|/, slashPipe: /\\\|/g, carriageReturn: /\r\n|\r/g, spaceLine: /^ +$/gm, notSpaceStart: /^\S*/, endingNewline: /\n$/, listItemRegex: (l3) => new RegExp(`^( {0,3}${l3})((?:[	 ][^\\n]*)?(?:\\n|$))`), nextBulletRegex: D((l3) => new RegExp(`^ {0,${l3}}(?:[*+-]|\\d{1,9}[.)])((?:[ 	][^\\n]*)?(?:\\n|$))`)), hrRegex: D((l3) => new RegExp(`^ {0,${l3}}((?:-[ 	]*){3,}|(?:_[ 	]*){3,}|(?:\\*[ 	]*){3,})(?:\\n+|$)`)), fencesBeginRegex: D((l3) => new RegExp(`^ {0,${l3}}(?:\`\`\`|~~~)`)), headingBeginRegex: D((l3) => new RegExp(`^ {0,${l3}}#{1,6}(?:\\s|$)`)), pedanticHeadingBeginRegex: D((l3) => new RegExp(`^ {0,${l3}}#`)), htmlBeginRegex: D((l3) => new RegExp(`^ {0,${l3}}(?:</?(?:${he})(?:[ \\t]+|$|/?>)|<(?:(?:script|pre|style|textarea)(?:[\\s>]|$)|!--)|<\\?|<![A-Za-z]|<!\\[CDATA\\[)`, "i")), blockquoteBeginRegex: D((l3) => new RegExp(`^ {0,${l3}}>`)), nestedContainerMarkers: /^(?: {0,3}(?:(?:[*+-]|\d{1,9}[.)])[ \t]+|>[ \t]?))+/ };
var Ge = /^(?:[ \t]*(?:\n|$))+/;
var Ne = /^((?: {4}| {0,3}\t)[^\n]+(?:\n(?:[ \t]*(?:\n|$))*)?)+/;
var Fe = /^ {0,3}(`{3,}(?=[^`\n]*(?:\n|$))|~{3,})([^\n]*)(?:\n|$)(?:|([\s\S]*?)(?:\n|$))(?: {0,3}(?:(?=`)\1`*|(?=~)\1~*) *(?=\n|$)|$)/;
var V = /^ {0,3}((?:-[\t ]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})(?:\n+|$)/;
var Qe = /^ {0,3}(#{1,6})(?=\s|$)(.*)(?:\n+|$)/;
var ce = / {0,3}(?:[*+-]|\d{1,9}[.)])/;
var he = "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|meta|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul";
var J = g(" {0,3}(?:</?(?:tag)(?:[ \\t]+|\\n|/?>)|<(?:(?:script|pre|style|textarea)(?:[\\s>]|$)|!--)|<\\?|<![A-Za-z]|<!\\[CDATA\\[)").replace("tag", he).getRegex();
var $e = /^(?!bull |blockCode|fences|blockquote|heading|html|table)((?:.|\n(?!\s*?\n|bull |fences|blockquote|heading|hr|html|table))+?)\n {0,3}(=+|-+)[ \t]*(?:\n+|$)/;
var Le = g($e).replace(/bull/g, ce).replace(/blockCode/g, /(?: {4}| {0,3}\t)/).replace(/fences/g, / {0,3}(?:`{3,}|~{3,})/).replace(/blockquote/g, / {0,3}>/).replace(/heading/g, / {0,3}#{1,6}(?:\s|$)/).replace(/hr/g, / {0,3}(?:(?:-[\t ]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})(?:\n+|$)/).replace(/\|table/g, "").replace(/html/g, J).getRegex();
var We = g($e).replace(/bull/g, ce).replace(/blockCode/g, /(?: {4}| {0,3}\t)/).replace(/fences/g, / {0,3}(?:`{3,}|~{3,})/).replace(/blockquote/g, / {0,3}>/).replace(/heading/g, / {0,3}#{1,6}(?:\s|$)/).replace(/hr/g, / {0,3}(?:(?:-[\t ]*){3,}|(?:_[ \t]*){3,}|(?:\*[ \t]*){3,})(?:\n+|$)/).replace(/table/g, / {0,3}\|?(?:[:\- ]*\|)+[\:\- ]*\n/).replace(/html/g, J).getRegex();
var de = /^([^\n]+(?:\n(?!hr|heading|lheading|blockquote|fences|list|html|table|[ \t]+\n)[^\n]+)*)/;
var Ue = /^[^\n]+/;
var ge = /(?!\s*\])(?:\\[\s\S]|[^\[\]\\\n]|\n(?![ \t]*\n))+/;
var Ke = g(/^ {0,3}\[(label)\]: *(?:\n[ \t]*)?([^<\s][^\s]*|<(?:\\.|[^\n<>\\])*>)(?:(?: +(?:\n[ \t]*)?| *\n[ \t]*)(title))? *(?:\n+|$)/).replace("label", ge).replace("title", /(?:"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\\n]|\n(?!\n))*'|\((?:\\[\s\S]|[^()\\])*\))/).getRegex();
var Xe = g(/^(bull)([ \t][^\n]*?)?(?:\n|$)/).replace(/bull/g, ce).getRegex();
var ke = /<!--(?:-?>|[\s\S]*?(?:-->|$))/;
var Ve = g("^ {0,3}(?:<(script|pre|style|textarea)[\\s>][\\s\\S]*?(?:</\\1>[^\\n]*\\n*|$)|comment[^\\n]*(\\n+|$)|<\\?[\\s\\S]*?(?:\\?>[^\\n]*\\n*|$)|<![A-Z][\\s\\S]*?(?:>[^\\n]*\\n*|$)|<!\\[CDATA\\[[\\s\\S]*?(?:\\]\\]>[^\\n]*\\n*|$)|</?(tag)(?:[ \\t]+|\\n|/?>|$)[\\s\\S]*?(?:(?:\\n[ 	]*)+\\n|$)|<(?!(?:script|pre|style|textarea)(?![a-z0-9-]))([a-z][a-z0-9-]*)(?:attribute)*?[ \\t]*/?>(?=[ \\t]*(?:\\n|$))[\\s\\S]*?(?:(?:\\n[ 	]*)+\\n|$)|</[a-z][a-z0-9-]*\\s*>(?=[ \\t]*(?:\\n|$))[\\s\\S]*?(?:(?:\\n[ 	]*)+\\n|$))", "i").replace("comment", ke).replace("tag", he).replace("attribute", /[ \t]+[a-zA-Z:_][\w.:-]*(?:[ \t]*=[ \t]*"[^"\n]*"|[ \t]*=[ \t]*'[^'\n]*'|[ \t]*=[ \t]*[^\s"'=<>`]+)?/).getRegex();
var Ce = (l3) => g(de).replace("hr", V).replace("heading", " {0,3}#{1,6}(?:\\s|$)").replace("|lheading", "").replace("|table", "").replace("blockquote", " {0,3}>").replace("fences", " {0,3}(?:`{3,}(?=[^`\\n]*(?:\\n|$))|~~~)[^\\n]*(?:\\n|$)").replace("list", l3).replace("html", J).getRegex();
var Je = Ce(/ {0,3}(?:[*+-]|1[.)])[ \t]+[^ \t\n]/);
var Ye = Ce(/ {0,3}(?:[*+-]|\d{1,9}[.)])(?:[ \t]|\n|$)/);
var et = g(/^( {0,3}> ?(?:(?![ \t]*(?:\n|$))(paragraph)|[^\n]*)(?:\n|$))+/).replace("paragraph", Ye).getRegex();
var fe = { blockquote: et, code: Ne, def: Ke, fences: Fe, heading: Qe, hr: V, html: Ve, lheading: Le, list: Xe, newline: Ge, paragraph: Je, table: q, text: Ue };
var Pe = g("^ *([^\\n ].*)\\n {0,3}((?:\\| *)?:?-+:? *(?:\\| *:?-+:? *)*(?:\\| *)?)(?:\\n((?:(?! *\\n|hr|heading|blockquote|code|fences|list|html).*(?:\\n|$))*)\\n*|$)").replace("hr", V).replace("heading", " {0,3}#{1,6}(?:\\s|$)").replace("blockquote", " {0,3}>").replace("code", "(?: {4}| {0,3}	)[^\\n]").replace("fences", " {0,3}(?:`{3,}(?=[^`\\n]*(?:\\n|$))|~~~)[^\\n]*(?:\\n|$)").replace("list", " {0,3}(?:[*+-]|1[.)])[ \\t]").replace("html", J).getRegex();
var tt = { ...fe, lheading: We, table: Pe, paragraph: g(de).replace("hr", V).replace("heading", " {0,3}#{1,6}(?:\\s|$)").replace("|lheading", "").replace("table", Pe).replace("blockquote", " {0,3}>").replace("fences", " {0,3}(?:`{3,}(?=[^`\\n]*(?:\\n|$))|~~~)[^\\n]*(?:\\n|$)").replace("list", " {0,3}(?:[*+-]|1[.)])[ \\t]+[^ \\t\\n]").replace("html", J).getRegex() };
var nt = { ...fe, html: g(`^ *(?:comment(?: *\\n|\\s*$)|<(tag)[\\s\\S]+?</\\1>(?: *\\n{2,}|\\s*$)|<tag(?:"[^"]*"|'[^']*'|\\s[^'"/>\\s]*)*?/?>(?: *\\n{2,}|\\s*$))`).replace("comment", ke).replace(/tag/g, "(?!(?:a|em|strong|small|s|cite|q|dfn|abbr|data|time|code|var|samp|kbd|sub|sup|i|b|u|mark|ruby|rt|rp|bdi|bdo|span|br|wbr|ins|del|img)\\b)\\w+(?!:|[^\\w\\s@]*@)\\b").getRegex(), def: /^ *\[([^\]]+)\]: *<?([^\s>]+)>?(?: +(["(][^\n]+[")]))? *(?:\n+|$)/, heading: /^(#{1,6})(.*)(?:\n+|$)/, fences: q, lheading: /^(.+?)\n {0,3}(=+|-+) *(?:\n+|$)/, paragraph: g(de).replace("hr", V).replace("heading", ` *#{1,6} *[^
]`).replace("|table", "").replace("blockquote", " {0,3}>").replace("|fences", "").replace("|list", "").replace("|html", "").replace("|tag", "").replace("lheading", Le).getRegex() };
var rt = /^\\([!"#$%&'()*+,\-./:;<=>?@\[\]\\^_`{|}~])/;
var st = /^(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/;
var Ie = /^( {2,}|\\)\n(?!\s*$)[ \t]*/;
var it = /^(`+|[^`])(?:(?= {2,}\n)|[\s\S]*?(?:(?=[\\<!\[`*_]|\b_|$)|[^ ](?= {2,}\n)))/;
var L = /[\p{P}\p{S}]/u;
var N = /[\s\p{P}\p{S}]/u;
var Y = /[^\s\p{P}\p{S}]/u;
var ot = g(/^((?![*_])punctSpace)/, "u").replace(/punctSpace/g, N).getRegex();
var at = /[\p{Pi}\p{Ps}"']/u;
var Ae = /(?!~)[\p{P}\p{S}]/u;
var lt = /(?!~)[\s\p{P}\p{S}]/u;
var ut = /(?:[^\s\p{P}\p{S}]|~)/u;
var pt = g(/link|precode-code|html/, "g").replace("link", /\[(?:[^\[\]`]|(?<a>`+)[^`]+\k<a>(?!`))*?\]\((?:\\[\s\S]|[^\\\(\)]|\((?:\\[\s\S]|[^\\\(\)])*\))*\)/).replace("precode-", _e ? "(?<!`)()" : "(^^|[^`])").replace("code", /(?<b>`+)[^`]+\k<b>(?!`)/).replace("html", /<(?! )[^<>]*?>/).getRegex();
var Ee = /^(?:\*+(?:((?!\*)punct)|([^\s*]))?)|^_+(?:((?!_)punct)|([^\s_]))?/;
var ct = g(Ee, "u").replace(/punct/g, L).getRegex();
var ht = g(Ee, "u").replace(/punct/g, Ae).getRegex();
var dt = /^(?:\*+(?:((?!\*)(?!openQuote)punct)|([^\s*]))?)|^_+(?:((?!_)(?!openQuote)punct)|([^\s_]))?/;
var gt = g(dt, "u").replace(/openQuote/g, at).replace(/punct/g, L).getRegex();
var ze = "^[^_*]*?__[^_*]*?\\*[^_*]*?(?=__)|[^*]+(?=[^*])|(?!\\*)punct(\\*+)(?=[\\s]|$)|notPunctSpace(\\*+)(?!\\*)(?=punctSpace|$)|(?!\\*)punctSpace(\\*+)(?=notPunctSpace)|[\\s](\\*+)(?!\\*)(?=punct)|(?!\\*)punct(\\*+)(?!\\*)(?=punct)|notPunctSpace(\\*+)(?=notPunctSpace)";
var kt = g(ze, "gu").replace(/notPunctSpace/g, Y).replace(/punctSpace/g, N).replace(/punct/g, L).getRegex();
var ft = g(ze, "gu").replace(/notPunctSpace/g, ut).replace(/punctSpace/g, lt).replace(/punct/g, Ae).getRegex();
var mt = "^[^_*]*?__[^_*]*?\\*[^_*]*?(?=__)|[^*]+(?=[^*])|(?!\\*)punct(\\*+)(?=[\\s]|$)|notPunctSpace(\\*+)(?!\\*)(?=punctSpace|$)|(?!\\*)[\\s](\\*+)(?=notPunctSpace)|[\\s](\\*+)(?!\\*)(?=punct)|(?!\\*)punct(\\*+)(?!\\*)(?=punct)|(?:(?!\\*)punct|notPunctSpace)(\\*+)(?!\\*)(?=notPunctSpace)";
var xt = g(mt, "gu").replace(/notPunctSpace/g, Y).replace(/punctSpace/g, N).replace(/punct/g, L).getRegex();
var bt = g("^[^_*]*?\\*\\*[^_*]*?_[^_*]*?(?=\\*\\*)|[^_]+(?=[^_])|(?!_)punct(_+)(?=[\\s]|$)|notPunctSpace(_+)(?!_)(?=punctSpace|$)|(?!_)punctSpace(_+)(?=notPunctSpace)|[\\s](_+)(?!_)(?=punct)|(?!_)punct(_+)(?!_)(?=punct)", "gu").replace(/notPunctSpace/g, Y).replace(/punctSpace/g, N).replace(/punct/g, L).getRegex();
var Rt = "^[^_*]*?\\*\\*[^_*]*?_[^_*]*?(?=\\*\\*)|[^_]+(?=[^_])|(?!_)punct(_+)(?=[\\s]|$)|notPunctSpace(_+)(?!_)(?=punctSpace|$)|(?!_)[\\s](_+)(?=notPunctSpace)|[\\s](_+)(?!_)(?=punct)|(?!_)punct(_+)(?!_)(?=punct)|(?:(?!_)punct|notPunctSpace)(_+)(?!_)(?=notPunctSpace)";
var Tt = g(Rt, "gu").replace(/notPunctSpace/g, Y).replace(/punctSpace/g, N).replace(/punct/g, L).getRegex();
var Ot = g(/^~~?(?:((?!~)punct)|[^\s~])/, "u").replace(/punct/g, L).getRegex();
var wt = "^[^~]+(?=[^~])|(?!~)punct(~~?)(?=[\\s]|$)|notPunctSpace(~~?)(?!~)(?=punctSpace|$)|(?!~)punctSpace(~~?)(?=notPunctSpace)|[\\s](~~?)(?!~)(?=punct)|(?!~)punct(~~?)(?!~)(?=punct)|notPunctSpace(~~?)(?=notPunctSpace)";
var Pt = g(wt, "gu").replace(/notPunctSpace/g, Y).replace(/punctSpace/g, N).replace(/punct/g, L).getRegex();
var yt = g(/\\(punct)/, "gu").replace(/punct/g, L).getRegex();
var St = g(/(`+)(?:[^`]|[^`][\s\S]*?[^`])\1(?!`)|`+|\\(punct)/, "gu").replace(/punct/g, L).getRegex();
var _t = g(/^<(scheme:[^\s\x00-\x1f<>]*|email)>/).replace("scheme", /[a-zA-Z][a-zA-Z0-9+.-]{1,31}/).replace("email", /[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+(@)[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+(?![-_])/).getRegex();
var $t = g(ke).replace("(?:-->|$)", "-->").getRegex();
var Lt = g("^comment|^</[a-zA-Z][a-zA-Z0-9-]*\\s*>|^<[a-zA-Z][a-zA-Z0-9-]*(?:attribute)*?\\s*/?>|^<\\?[\\s\\S]*?\\?>|^<![a-zA-Z]+\\s[\\s\\S]*?>|^<!\\[CDATA\\[[\\s\\S]*?\\]\\]>").replace("comment", $t).replace("attribute", /\s+[a-zA-Z:_][\w.:-]*(?:\s*=\s*"[^"]*"|\s*=\s*'[^']*'|\s*=\s*[^\s"'=<>`]+)?/).getRegex();
var Me = /\[(?:\\[\s\S]|[^\[\]\\])*\]/;
var ie = g(/(?:\[(?:brackets|\\[\s\S]|[^\[\]\\])*\]|\\[\s\S]|`+(?!`)[^`]*?`+(?!`)|``+(?=\])|[^\[\]\\`])*?/).replace("brackets", Me).getRegex();
var Ct = g(/^!?\[(label)\]\([ \t\n]*(href)(?:(?:[ \t]+(?:\n[ \t]*)?|\n[ \t]*)(title))?[ \t\n]*\)/).replace("label", ie).replace("href", /<(?:\\.|[^\n<>\\])*>|(?!<)[^ \t\n\x00-\x1f]+|(?=\))/).replace("title", /"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|\((?:\\[\s\S]|[^)\\])*\)/).getRegex();
var It = g(/^!?\[(label)\]\[(ref)\]/).replace("label", ie).replace("ref", ge).getRegex();
var At = g(/^!?\[(ref)\](?:\[\])?/).replace("ref", ge).getRegex();
var ye = /(?!\s*\])(?:\\[\s\S]|[^\[\]\\]){1,999}/;
var Et = g(/(?:[^\[\]\\`]*(?:\[(?:brackets|\\[\s\S]|[^\[\]\\])*\]|\\[\s\S]|`+(?!`)[^`]*?`+(?!`)|``+(?=\]))){0,999}?[^\[\]\\`]*?/).replace("brackets", Me).getRegex();
var zt = g("reflink|nolink(?!\\()", "g").replace("reflink", g(/^!?\[(label)\]\[(ref)\]/).replace("label", Et).replace("ref", ye).getRegex()).replace("nolink", g(/^!?\[(ref)\](?:\[\])?/).replace("ref", ye).getRegex()).getRegex();
var Se = /[hH][tT][tT][pP][sS]?|[fF][tT][pP]/;
var Mt = /[A-Za-z0-9._+-]+@[a-zA-Z0-9-_]+(?:\.[a-zA-Z0-9-_]*[a-zA-Z0-9])+(?![\w-])/;
var Bt = g(/(?:mailto:email|xmpp:email(?:\/[A-Za-z0-9@.]+)?)/).replace(/email/g, Mt).getRegex();
var me = { _backpedal: q, anyPunctuation: yt, anyPunctuationOutsideCode: St, autolink: _t, blockSkip: pt, br: Ie, code: st, del: q, delLDelim: q, delRDelim: q, emStrongLDelim: ct, emStrongRDelimAst: kt, emStrongRDelimUnd: bt, escape: rt, link: Ct, nolink: At, punctuation: ot, reflink: It, reflinkSearch: zt, tag: Lt, text: it, url: q };
var Dt = { ...me, emStrongLDelim: gt, emStrongRDelimAst: xt, emStrongRDelimUnd: Tt, link: g(/^!?\[(label)\]\((.*?)\)/).replace("label", ie).getRegex(), reflink: g(/^!?\[(label)\]\s*\[([^\]]*)\]/).replace("label", ie).getRegex() };
var pe = { ...me, emStrongRDelimAst: ft, emStrongLDelim: ht, delLDelim: Ot, delRDelim: Pt, url: g(/^emailProtocol|^((?:protocol):\/\/|www\.)(?:[a-zA-Z0-9\-]+\.?)+[^\s<]*|^email/).replace("emailProtocol", Bt).replace("protocol", Se).replace("email", /[A-Za-z0-9._+-]+(@)[a-zA-Z0-9-_]+(?:\.[a-zA-Z0-9-_]*[a-zA-Z0-9])+(?![\w-])/).getRegex(), _backpedal: /(?:[^?!.,:;*_'"~()&]+|\([^)]*\)|&(?![a-zA-Z0-9]+;$)|[?!.,:;*_'"~)]+(?!$))+/, del: /^(~~?)(?=[^\s~])((?:\\[\s\S]|[^\\])*?(?:\\[\s\S]|[^\s~\\]))\1(?=[^~]|$)/, text: g(/^(?:[^a-zA-Z0-9](?=emailProtocol)|(`+|~+|[^`~])(?:(?=[`~])|(?= {2,}\n)|(?=[a-zA-Z0-9.!#$%&'*+\/=?_`{\|}~-]+@)|[\s\S]*?(?:(?=[\\<!\[`*~_]|\b_|protocol:\/\/|wwwStart|$)|[^ ](?= {2,}\n)|[^a-zA-Z0-9](?=emailProtocol)|[^a-zA-Z0-9.!#$%&'*+\/=?_`{\|}~-](?=[a-zA-Z0-9.!#$%&'*+\/=?_`{\|}~-]+@))))/).replace("protocol", Se).replace(/emailProtocol/g, /(?:mailto|xmpp):/).replace("wwwStart", _e ? "(?<![^\\s*_~(])www\\." : "www\\.").getRegex() };
var qt = { ...pe, br: g(Ie).replace("{2,}", "*").getRegex(), text: g(pe.text).replace("\\b_", "\\b_| {2,}\\n").replace(/\{2,\}/g, "*").getRegex() };
var ee = { normal: fe, gfm: tt, pedantic: nt };
var F = { normal: me, gfm: pe, breaks: qt, pedantic: Dt };
var vt = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
var Be = (l3) => vt[l3];
function y(l3, e) {
  if (e) {
    if (O.escapeTest.test(l3)) return l3.replace(O.escapeReplace, Be);
  } else if (O.escapeTestNoEncode.test(l3)) return l3.replace(O.escapeReplaceNoEncode, Be);
  return l3;
}
function De(l3) {
  return O.numericCharacterReference.test(l3) ? l3.replace(O.numericCharacterReferenceOrAmpersand, (e, t, n) => {
    if (t === void 0 && n === void 0) return "&amp;";
    let r = t === void 0 ? Number.parseInt(n, 16) : Number.parseInt(t, 10);
    return r === 0 || r > 1114111 || r >= 55296 && r <= 57343 ? "�" : r === 38 ? "&amp;" : String.fromCodePoint(r);
  }) : l3;
}
function xe(l3) {
  try {
    l3 = encodeURI(l3).replace(O.percentDecode, "%");
  } catch {
    return null;
  }
  return l3;
}
function be(l3, e) {
  let t = l3.replace(O.findPipe, (s, o, i) => {
    let a = false, c = o;
    for (; --c >= 0 && i[c] === "\\"; ) a = !a;
    return a ? "|" : " |";
  }), n = t.split(O.splitPipe), r = 0;
  if (n[0].trim() || n.shift(), n.length > 0 && !n.at(-1)?.trim() && n.pop(), e) if (n.length > e) n.splice(e);
  else for (; n.length < e; ) n.push("");
  for (; r < n.length; r++) n[r] = n[r].trim().replace(O.slashPipe, "|");
  return n;
}
function C(l3, e, t) {
  let n = l3.length;
  if (n === 0) return "";
  let r = 0;
  for (; r < n; ) {
    let s = l3.charAt(n - r - 1);
    if (s === e && !t) r++;
    else if (s !== e && t) r++;
    else break;
  }
  return l3.slice(0, n - r);
}
function Re(l3) {
  let e = l3.split(`
`), t = e.length - 1;
  for (; t >= 0 && O.blankLine.test(e[t]); ) t--;
  return e.length - t <= 2 ? l3 : e.slice(0, t + 1).join(`
`);
}
function W(l3) {
  return l3.trim().replace(O.multipleSpaceGlobal, " ").toLowerCase().toUpperCase().toLowerCase();
}
function Te(l3, e) {
  if (l3.indexOf(e[0]) === -1 && l3.indexOf(e[1]) === -1) return -1;
  let t = 0;
  for (let n = 0; n < l3.length; n++) if (l3[n] === "\\") n++;
  else if (l3[n] === e[0]) t++;
  else if (l3[n] === e[1] && (t--, t < 0)) return n;
  return t > 0 ? -2 : -1;
}
var Q = /* @__PURE__ */ new WeakMap();
function Oe(l3) {
  let e = { "*": -1, _: -1 }, t = -1, n = l3.length;
  for (let r = 0; r < n; r++) {
    let s = l3[r];
    if (s !== "*" && s !== "_" && s !== "~") continue;
    let o = r === 0 ? `
` : l3[r - 1], i = r + 1;
    for (; i < n && l3[i] === s; ) i++;
    o !== " " && o !== "	" && o !== `
` && o !== "\r" && o !== "\f" && (s === "~" ? t = r : e[s] = r), r = i - 1;
  }
  return { maskedSrc: l3, lastPossibleEmStrongCloserIndex: e, lastPossibleDelCloserIndex: t };
}
function qe(l3, e) {
  let t = Oe(e), n = Q.get(l3);
  n ? n.push(t) : Q.set(l3, [t]);
}
function ve(l3) {
  let e = Q.get(l3);
  e && (e.pop(), e.length === 0 && Q.delete(l3));
}
function oe(l3, e, t) {
  let n = Q.get(l3)?.at(-1);
  return n && n.maskedSrc === e ? n.lastPossibleEmStrongCloserIndex[t] : Oe(e).lastPossibleEmStrongCloserIndex[t];
}
function ae(l3, e) {
  let t = Q.get(l3)?.at(-1);
  return t && t.maskedSrc === e ? t.lastPossibleDelCloserIndex : Oe(e).lastPossibleDelCloserIndex;
}
function te(l3, e = 0) {
  let t = e, n = "";
  for (let r of l3) if (r === "	") {
    let s = 4 - t % 4;
    n += " ".repeat(s), t += s;
  } else n += r, t++;
  return n;
}
function Ht(l3, e) {
  let t = "";
  for (let n = 0; n < l3.length; n++) {
    if (l3[n] === "`") {
      let r = e.inline.code.exec(l3.slice(n));
      if (r) {
        t += r[0], n += r[0].length - 1;
        continue;
      }
    }
    if (l3[n] === "\\" && (l3[n + 1] === "[" || l3[n + 1] === "]")) {
      t += l3[n + 1], n++;
      continue;
    }
    t += l3[n];
  }
  return t;
}
function He(l3, e, t, n, r) {
  let s = e.href, o = e.title || null, i = Ht(l3[1], r), a = l3[0].charAt(0) === "!", c = n.state.inLink, u = n.state.linkEmitted, d = n.state.inRawBlock;
  n.state.inLink = true, n.state.linkEmitted = false;
  let h = n.inlineTokens(i), p = n.state.linkEmitted;
  if (n.state.linkEmitted = u, n.state.inLink = c, !a) {
    if (p) {
      n.state.inRawBlock = d;
      return;
    }
    n.state.linkEmitted = true;
  }
  return { type: a ? "image" : "link", raw: t, href: s, title: o, text: i, tokens: h };
}
function Zt(l3, e, t) {
  let n = l3.match(t.other.indentCodeCompensation);
  if (n === null) return e;
  let r = n[1];
  return e.split(`
`).map((s) => {
    let o = s.match(t.other.beginningSpace);
    if (o === null) return s;
    let [i] = o;
    return s.slice(Math.min(i.length, r.length));
  }).join(`
`);
}
function Ze(l3, e, t, n) {
  if (!e.includes("<")) return false;
  for (let r = 0; r < e.length; r++) {
    if (e[r] === "\\") {
      r++;
      continue;
    }
    if (e[r] === "`") {
      let i = n.inline.code.exec(e.slice(r));
      if (i) {
        r += i[0].length - 1;
        continue;
      }
    }
    if (e[r] !== "<") continue;
    let s = l3.slice(t + r), o = n.inline.tag.exec(s) || n.inline.autolink.exec(s);
    if (o) {
      if (o[0].length > e.length - r) return true;
      r += o[0].length - 1;
    }
  }
  return false;
}
var _ = class {
  options;
  rules;
  lexer;
  constructor(e) {
    this.options = e || S;
  }
  space(e) {
    let t = this.rules.block.newline.exec(e);
    if (t && t[0].length > 0) return { type: "space", raw: t[0] };
  }
  code(e) {
    let t = this.rules.block.code.exec(e);
    if (t) {
      let n = this.options.pedantic ? t[0] : Re(t[0]), r = n.replace(this.rules.other.codeRemoveIndent, "");
      return { type: "code", raw: n, codeBlockStyle: "indented", text: r };
    }
  }
  fences(e) {
    let t = this.rules.block.fences.exec(e);
    if (t) {
      let n = t[0], r = Zt(n, t[3] || "", this.rules);
      return t[3] !== void 0 && (r === "" || r.endsWith(`
`)) && (r += `
`), { type: "code", raw: n, lang: t[2] ? t[2].trim().replace(this.rules.inline.anyPunctuation, "$1") : t[2], text: r };
    }
  }
  heading(e) {
    let t = this.rules.block.heading.exec(e);
    if (t) {
      let n = t[2].trim();
      if (this.rules.other.endingHash.test(n)) {
        let r = C(n, "#");
        (this.options.pedantic || !r || this.rules.other.endingSpaceTabChar.test(r)) && (n = r.trim());
      }
      return { type: "heading", raw: C(t[0], `
`), depth: t[1].length, text: n, tokens: this.lexer.inline(n) };
    }
  }
  hr(e) {
    let t = this.rules.block.hr.exec(e);
    if (t) return { type: "hr", raw: C(t[0], `
`) };
  }
  blockquote(e) {
    let t = this.rules.block.blockquote.exec(e);
    if (t) {
      let n = C(t[0], `
`).split(`
`), r = "", s = "", o = [];
      for (; n.length > 0; ) {
        let i = false, a = [], c;
        for (c = 0; c < n.length; c++) if (this.rules.other.blockquoteStart.test(n[c])) a.push(n[c]), i = true;
        else if (!i) a.push(n[c]);
        else break;
        n = n.slice(c);
        let u = a.join(`
`), d = u.replace(this.rules.other.blockquoteMarkerWhitespace, (k, m, b) => b.startsWith(" ") ? m + " " + b.slice(1) : m + te(b, m.length)).replace(this.rules.other.blockquoteSetextReplace, `
    $1`).replace(this.rules.other.blockquoteSetextReplace2, "");
        r = r ? `${r}
${u}` : u, s = s ? `${s}
${d}` : d;
        let h = this.lexer.state.top;
        if (this.lexer.state.top = true, this.lexer.blockTokens(d, o, true), this.lexer.state.top = h, n.length === 0) break;
        let p = o.at(-1);
        if (p?.type === "code" || p?.type === "heading" || p?.type === "hr" || p?.type === "html" || p?.type === "table") break;
        if (p?.type === "blockquote") {
          let k = p, m = n.join(`
`), b = k.raw + `
` + m.replace(this.rules.other.blockquoteSetextReplace2, ""), f = this.blockquote(b);
          o[o.length - 1] = f;
          let R = b.substring(f.raw.length).replace(/^\n/, ""), E = R ? R.split(`
`).length : 0, T = E ? n.slice(0, -E) : n;
          if (T.length > 0 && (r = `${r}
${T.join(`
`)}`), s = s.substring(0, s.length - k.text.length) + f.text, n = n.slice(T.length), n.length > 0 && this.rules.other.blockquoteStart.test(n[0])) continue;
          break;
        } else if (p?.type === "list") {
          let k = p, m = k.raw + `
` + n.join(`
`), b = this.list(m);
          o[o.length - 1] = b;
          let f = b.raw.length > k.raw.length ? m.slice(k.raw.length + 1, b.raw.length).split(`
`).length : 0;
          if (f > 0) {
            let R = n.slice(0, f).join(`
`);
            r = `${r}
${R}`, s = `${s}
${R}`;
          }
          if (n = n.slice(f), n.length > 0 && !this.rules.other.blockquoteStart.test(n[0])) break;
          continue;
        }
      }
      return { type: "blockquote", raw: r, tokens: o, text: s };
    }
  }
  list(e) {
    let t = this.rules.block.list.exec(e);
    if (t) {
      if (!this.options.pedantic && this.lexer.state.lastToken?.type === "text" && !this.rules.other.listInterruptsParagraph.test(e)) return;
      let n = e, r = () => n.length - e.length, s = t[1].trim(), o = s.length > 1, i = { type: "list", raw: "", ordered: o, start: o ? +s.slice(0, -1) : "", loose: false, items: [] };
      s = o ? `\\d{1,9}\\${s.slice(-1)}` : `\\${s}`, this.options.pedantic && (s = o ? s : "[*+-]");
      let a = this.rules.other.listItemRegex(s), c = false;
      for (; e; ) {
        let h = false, p = "";
        if (!(t = a.exec(e)) || this.rules.block.hr.test(e)) break;
        let k = r();
        e = e.substring(t[0].length);
        let m = t[2].split(`
`, 1)[0], b = t[1].length, f = this.options.pedantic ? te(m, b) : m.replace(this.rules.other.leadingSpaceTab, (H) => te(H, b)), R = e.split(`
`, 1)[0], E = !f.trim(), T = 0;
        if (this.options.pedantic ? (T = 2, p = f.trimStart()) : E ? T = b + 1 : (T = f.search(this.rules.other.nonSpaceChar), T = T > 4 ? 1 : T, p = f.slice(T), T += b), E && this.rules.other.blankLine.test(R) && (e = e.substring(R.length + 1), h = true), !h) {
          let H = this.rules.other.nextBulletRegex(T), K = this.rules.other.hrRegex(T), re = this.rules.other.fencesBeginRegex(T), B = this.options.pedantic ? this.rules.other.pedanticHeadingBeginRegex(T) : this.rules.other.headingBeginRegex(T), X = this.rules.other.htmlBeginRegex(T), se = this.rules.other.blockquoteBeginRegex(T), le = false;
          for (; e; ) {
            let we = e.split(`
`, 1)[0], Z;
            if (R = we, this.options.pedantic ? (R = R.replace(this.rules.other.listReplaceNesting, "  "), Z = R) : Z = R.replace(this.rules.other.leadingSpaceTab, ($) => te($)), re.test(R) || B.test(R) || X.test(R) || se.test(R) || H.test(R) || K.test(R)) break;
            if (Z.search(this.rules.other.nonSpaceChar) >= T || !R.trim()) p += `
` + Z.slice(T), le = false;
            else {
              if (E) break;
              let $ = f;
              if (!this.options.pedantic && !p.includes(`
`) && !f.includes("	")) {
                let j;
                for (; !K.test($) && (j = this.rules.other.nestedBlockMarker.exec($)); ) $ = $.slice(j[0].length);
                if (!$.trim()) break;
              }
              if ($.replace(this.rules.other.tabCharGlobal, "    ").search(this.rules.other.nonSpaceChar) >= 4 || re.test($) || B.test($) || X.test($) || K.test($)) break;
              if (!this.options.pedantic && !le) {
                let j = f.replace(this.rules.other.nestedContainerMarkers, "");
                if (this.rules.block.fences.test(j) || this.rules.block.heading.test(j) || this.rules.block.hr.test(j)) break;
              }
              let je = !this.options.pedantic && /^ {0,3}(?:=+|-+) *$/.test(R) && this.rules.block.lheading.test(`${f}
${R}`) ? `    ${Z.replace(/^ {0,3}/, "")}` : R;
              p += `
` + je, le = true;
            }
            E = !R.trim(), e = e.substring(we.length + 1), f = Z.slice(T);
          }
        }
        let U = n.slice(k, r());
        i.loose || (c ? i.loose = true : this.rules.other.doubleBlankLine.test(U) && (c = true)), i.items.push({ type: "list_item", raw: U, task: !!this.options.gfm && this.rules.other.listIsTask.test(p), loose: false, text: p, tokens: [] });
      }
      let u = i.items.at(-1);
      if (u) u.raw = u.raw.trimEnd(), u.text = u.text.trimEnd();
      else return;
      i.raw = n.slice(0, r()).trimEnd();
      let d = [];
      for (let h of i.items) if (this.lexer.state.top = false, d.push(this.lexer.inlineQueue.length), h.tokens = this.lexer.blockTokens(h.text, []), !i.loose) {
        let p = h.tokens.filter((m) => m.type === "space"), k = p.length > 0 && p.some((m) => this.rules.other.anyLine.test(m.raw));
        i.loose = k;
      }
      for (let h = 0; h < i.items.length; h++) {
        let p = i.items[h], k = p.tokens[0];
        if (p.task && (k?.type === "text" || k?.type === "paragraph")) {
          p.text = p.text.replace(this.rules.other.listReplaceTask, ""), k.raw = k.raw.replace(this.rules.other.listReplaceTask, ""), k.text = k.text.replace(this.rules.other.listReplaceTask, "");
          let m = this.lexer.inlineQueue;
          for (let f = d[h]; f < m.length; f++) if (m[f].tokens === k.tokens) {
            m[f].src = m[f].src.replace(this.rules.other.listReplaceTask, "");
            break;
          }
          let b = this.rules.other.listTaskCheckbox.exec(p.raw);
          if (b) {
            let f = { type: "checkbox", raw: b[0] + " ", checked: b[0] !== "[ ]" };
            p.checked = f.checked, i.loose ? p.tokens[0] && ["paragraph", "text"].includes(p.tokens[0].type) && "tokens" in p.tokens[0] && p.tokens[0].tokens ? (p.tokens[0].raw = f.raw + p.tokens[0].raw, p.tokens[0].text = f.raw + p.tokens[0].text, p.tokens[0].tokens.unshift(f)) : p.tokens.unshift({ type: "paragraph", raw: f.raw, text: f.raw, tokens: [f] }) : p.tokens.unshift(f);
          }
        } else p.task && (p.task = false);
      }
      if (i.loose) for (let h of i.items) {
        h.loose = true;
        for (let p of h.tokens) p.type === "text" && (p.type = "paragraph");
      }
      return i;
    }
  }
  html(e) {
    let t = this.rules.block.html.exec(e);
    if (t) {
      if (this.lexer.state.lastToken?.type === "paragraph" && !this.rules.other.htmlBeginRegex(4).test(e)) return;
      let n = Re(t[0]);
      return { type: "html", block: true, raw: n, pre: t[1] === "pre" || t[1] === "script" || t[1] === "style", text: n };
    }
  }
  def(e) {
    let t = this.rules.block.def.exec(e);
    if (t) {
      if (!this.rules.other.startAngleBracket.test(t[2]) && Te(t[2], "()") !== -1) return;
      let n = W(t[1]), r = t[2] ? t[2].replace(this.rules.other.hrefBrackets, "$1").replace(this.rules.inline.anyPunctuation, "$1") : "", s = t[3] ? t[3].substring(1, t[3].length - 1).replace(this.rules.inline.anyPunctuation, "$1") : t[3];
      return { type: "def", tag: n, raw: C(t[0], `
`), href: r, title: s };
    }
  }
  table(e) {
    let t = this.rules.block.table.exec(e);
    if (!t || !this.rules.other.tableDelimiter.test(t[2])) return;
    let n = be(t[1]), r = t[2].replace(this.rules.other.tableAlignChars, "").split("|"), s = t[3]?.trim() ? t[3].replace(this.rules.other.tableRowBlankLine, "").split(`
`) : [], o = { type: "table", raw: C(t[0], `
`), header: [], align: [], rows: [] };
    if (n.length === r.length) {
      for (let i of r) this.rules.other.tableAlignRight.test(i) ? o.align.push("right") : this.rules.other.tableAlignCenter.test(i) ? o.align.push("center") : this.rules.other.tableAlignLeft.test(i) ? o.align.push("left") : o.align.push(null);
      for (let i = 0; i < n.length; i++) o.header.push({ text: n[i], tokens: this.lexer.inline(n[i]), header: true, align: o.align[i] });
      for (let i of s) o.rows.push(be(i, o.header.length).map((a, c) => ({ text: a, tokens: this.lexer.inline(a), header: false, align: o.align[c] })));
      return o;
    }
  }
  lheading(e) {
    let t = this.rules.block.lheading.exec(e);
    if (t) {
      let n = t[1].trim();
      return { type: "heading", raw: C(t[0], `
`), depth: t[2].charAt(0) === "=" ? 1 : 2, text: n, tokens: this.lexer.inline(n) };
    }
  }
  paragraph(e) {
    let t = this.rules.block.paragraph.exec(e);
    if (t) {
      let n = t[1].charAt(t[1].length - 1) === `
` ? t[1].slice(0, -1) : t[1];
      return { type: "paragraph", raw: t[0], text: n, tokens: this.lexer.inline(n) };
    }
  }
  text(e) {
    let t = this.rules.block.text.exec(e);
    if (t) return { type: "text", raw: t[0], text: t[0], tokens: this.lexer.inline(t[0]) };
  }
  escape(e) {
    if (e.charCodeAt(0) !== 92) return;
    let t = this.rules.inline.escape.exec(e);
    if (t) return { type: "escape", raw: t[0], text: t[1] };
  }
  tag(e) {
    if (e.charCodeAt(0) !== 60) return;
    let t = this.rules.inline.tag.exec(e);
    if (t) return !this.lexer.state.inLink && this.rules.other.startATag.test(t[0]) ? this.lexer.state.inLink = true : this.lexer.state.inLink && this.rules.other.endATag.test(t[0]) && (this.lexer.state.inLink = false), !this.lexer.state.inRawBlock && this.rules.other.startPreScriptTag.test(t[0]) ? this.lexer.state.inRawBlock = true : this.lexer.state.inRawBlock && this.rules.other.endPreScriptTag.test(t[0]) && (this.lexer.state.inRawBlock = false), { type: "html", raw: t[0], inLink: this.lexer.state.inLink, inRawBlock: this.lexer.state.inRawBlock, block: false, text: t[0] };
  }
  link(e) {
    if (this.lexer.state.linkParenPossible === false) return;
    let t = e.charCodeAt(0);
    if (t !== 91 && t !== 33) return;
    let n = this.rules.inline.link.exec(e);
    if (n) {
      let r = n[0].charAt(0) === "!" ? 2 : 1;
      if (!this.options.pedantic && Ze(e, n[1], r, this.rules)) return;
      let s = n[2].trim();
      if (!this.options.pedantic && this.rules.other.startAngleBracket.test(s)) {
        if (!this.rules.other.endAngleBracket.test(s)) return;
        let c = C(s.slice(0, -1), "\\");
        if ((s.length - c.length) % 2 === 0) return;
      } else {
        let c = Te(n[2], "()");
        if (c === -2) return;
        if (c > -1) {
          let d = (n[0].indexOf("!") === 0 ? 5 : 4) + n[1].length + c;
          n[2] = n[2].substring(0, c), n[0] = n[0].substring(0, d).trim(), n[3] = "";
        }
      }
      let o = C(n[0].slice(0, -1), "\\");
      if ((n[0].length - o.length) % 2 === 0) return;
      let i = n[2], a = "";
      if (this.options.pedantic) {
        let c = this.rules.other.pedanticHrefTitle.exec(i);
        c && (i = c[1], a = c[3]);
      } else a = n[3] ? n[3].slice(1, -1) : "";
      return i = i.trim(), this.rules.other.startAngleBracket.test(i) && (this.options.pedantic && !this.rules.other.endAngleBracket.test(s) ? i = i.slice(1) : i = i.slice(1, -1)), He(n, { href: i && i.replace(this.rules.inline.anyPunctuation, "$1"), title: a && a.replace(this.rules.inline.anyPunctuation, "$1") }, n[0], this.lexer, this.rules);
    }
  }
  reflink(e, t) {
    let n = e.charCodeAt(0);
    if (n !== 91 && n !== 33) return;
    let r;
    if ((r = this.rules.inline.reflink.exec(e)) || (r = this.rules.inline.nolink.exec(e))) {
      let s = r[0].charAt(0) === "!" ? 2 : 1;
      if (!this.options.pedantic && Ze(e, r[1], s, this.rules)) return;
      let o = t[W(r[2] || r[1])];
      if (!o) {
        let i = r[0].charAt(0);
        return { type: "text", raw: i, text: i };
      }
      return He(r, o, r[0], this.lexer, this.rules);
    }
  }
  emStrong(e, t, n = "") {
    let r = this.rules.inline.emStrongLDelim.exec(e);
    if (!r || !r[1] && !r[2] && !r[3] && !r[4]) return;
    let s = r[0][0], o = n === s, i = t.length - e.length, a = i;
    for (; !this.options.pedantic && a > 0 && t[a - 1] === s; ) a--;
    let c = [...t.slice(Math.max(0, a - 2), a)].at(-1) ?? "", u = c === "*" || c === "_" || !!this.rules.inline.punctuation.exec(c);
    a < i && (n = c);
    let d = a < i ? u : n === "*" || n === "_" || !!this.rules.inline.punctuation.exec(n);
    if (r[4] && n.match(this.rules.other.unicodeAlphaNumeric)) return;
    let h = r[1] || r[3] || "";
    if (!h || !n || d) {
      let p = [...r[0]].length - 1, k, m, b = p, f = 0, R = i - a + p, E = !this.options.pedantic && !!c.trim() && (!!h || s === "*" && !u);
      if (s !== "*" && s !== "_") return;
      let T = s === "*" ? this.rules.inline.emStrongRDelimAst : this.rules.inline.emStrongRDelimUnd, U = oe(this, t, s), H = t.length - e.length + p;
      if (U < H) return;
      t = t.slice(-1 * e.length + p);
      let K = U - H;
      for (T.lastIndex = 0; (r = T.exec(t)) !== null && !(r.index > K); ) {
        if (k = r[1] || r[2] || r[3] || r[4] || r[5] || r[6], !k) continue;
        if (m = [...k].length, r[3] || r[4]) {
          b += m;
          continue;
        } else if ((r[5] || r[6] || E) && R % 3 && !((R + m) % 3)) {
          if (o && (r[5] || r[6])) break;
          f += m;
          continue;
        }
        if (b -= m, b > 0) continue;
        m = Math.min(m, m + b + f);
        let re = [...r[0]][0].length, B = e.slice(0, p + r.index + re + m);
        if (Math.min(p, m) % 2) {
          let se = B.slice(1, -1);
          return { type: "em", raw: B, text: se, tokens: this.lexer.inlineTokens(se) };
        }
        let X = B.slice(2, -2);
        return { type: "strong", raw: B, text: X, tokens: this.lexer.inlineTokens(X) };
      }
    }
  }
  codespan(e) {
    if (e.charCodeAt(0) !== 96) return;
    let t = this.rules.inline.code.exec(e);
    if (t) {
      let n = t[2].replace(this.rules.other.newLineCharGlobal, " "), r = this.rules.other.nonSpaceChar.test(n), s = this.rules.other.startingSpaceChar.test(n) && this.rules.other.endingSpaceChar.test(n);
      return r && s && (n = n.substring(1, n.length - 1)), { type: "codespan", raw: t[0], text: n };
    }
  }
  br(e) {
    let t = e.charCodeAt(0);
    if (t !== 32 && t !== 92 && t !== 10) return;
    let n = this.rules.inline.br.exec(e);
    if (n) return { type: "br", raw: n[0] };
  }
  del(e, t, n = "") {
    if (e.charCodeAt(0) !== 126) return;
    let r = this.rules.inline.delLDelim.exec(e);
    if (!r) return;
    if (!(r[1] || "") || !n || this.rules.inline.punctuation.exec(n)) {
      let o = [...r[0]].length - 1, i, a, c = o, u = this.rules.inline.delRDelim, d = ae(this, t), h = t.length - e.length + o;
      if (d < h) return;
      t = t.slice(-1 * e.length + o);
      let p = d - h;
      for (u.lastIndex = 0; (r = u.exec(t)) !== null && !(r.index > p); ) {
        if (i = r[1] || r[2] || r[3] || r[4] || r[5] || r[6], !i || (a = [...i].length, a !== o)) continue;
        if (r[3] || r[4]) {
          c += a;
          continue;
        }
        if (c -= a, c > 0) continue;
        a = Math.min(a, a + c);
        let k = [...r[0]][0].length, m = e.slice(0, o + r.index + k + a), b = m.slice(o, -o);
        return { type: "del", raw: m, text: b, tokens: this.lexer.inlineTokens(b) };
      }
    }
  }
  autolink(e) {
    if (e.charCodeAt(0) !== 60) return;
    let t = this.rules.inline.autolink.exec(e);
    if (t) {
      let n, r;
      return t[2] === "@" ? (n = t[1], r = "mailto:" + n) : (n = t[1], r = n), { type: "link", raw: t[0], text: n, href: r, autolink: true, tokens: [{ type: "text", raw: n, text: n }] };
    }
  }
  url(e) {
    let t;
    if (t = this.rules.inline.url.exec(e)) {
      let n, r;
      if (t[2] === "@") n = t[0], r = "mailto:" + n;
      else {
        let s;
        do
          s = t[0], t[0] = this.rules.inline._backpedal.exec(t[0])?.[0] ?? "";
        while (s !== t[0]);
        n = t[0], t[1] === "www." ? r = "http://" + t[0] : r = t[0];
      }
      return { type: "link", raw: t[0], text: n, href: r, autolink: true, tokens: [{ type: "text", raw: n, text: n }] };
    }
  }
  inlineText(e) {
    let t = this.rules.inline.text.exec(e);
    if (t) {
      let n = this.lexer.state.inRawBlock;
      return { type: "text", raw: t[0], text: n ? t[0] : De(t[0]), escaped: n };
    }
  }
};
var w = class l {
  tokens;
  options;
  state;
  inlineQueue;
  tokenizer;
  constructor(e) {
    this.tokens = [], this.tokens.links = /* @__PURE__ */ Object.create(null), this.options = e || S, this.options.tokenizer = this.options.tokenizer || new _(), this.tokenizer = this.options.tokenizer, this.tokenizer.options = this.options, this.tokenizer.lexer = this, this.inlineQueue = [], this.state = { inLink: false, inRawBlock: false, linkEmitted: false, linkParenPossible: true, top: true };
    let t = { other: O, block: ee.normal, inline: F.normal };
    this.options.pedantic ? (t.block = ee.pedantic, t.inline = F.pedantic) : this.options.gfm && (t.block = ee.gfm, this.options.breaks ? t.inline = F.breaks : t.inline = F.gfm), this.tokenizer.rules = t;
  }
  static get rules() {
    return { block: ee, inline: F };
  }
  static lex(e, t) {
    return new l(t).lex(e);
  }
  static lexInline(e, t) {
    return new l(t).inlineTokens(e);
  }
  lex(e) {
    e = e.replace(O.carriageReturn, `
`), this.blockTokens(e, this.tokens);
    for (let t = 0; t < this.inlineQueue.length; t++) {
      let n = this.inlineQueue[t];
      this.state.inRawBlock = false, this.inlineTokens(n.src, n.tokens);
    }
    return this.inlineQueue = [], this.tokens;
  }
  blockTokens(e, t = [], n = false) {
    this.tokenizer.lexer = this;
    let r = this.state.lastToken;
    this.options.pedantic && (e = e.replace(O.tabCharGlobal, "    ").replace(O.spaceLine, ""));
    let s = 1 / 0, o, i = this.options.gfm && !this.options.pedantic && this.tokenizer.paragraph === _.prototype.paragraph;
    for (; e; ) {
      if (e.length < s) s = e.length;
      else {
        this.infiniteLoopError(e.charCodeAt(0));
        break;
      }
      this.state.lastToken = t.at(-1);
      let a;
      if (this.options.extensions?.block?.some((u) => (a = u.call({ lexer: this }, e, t)) ? (e = e.substring(a.raw.length), t.push(a), true) : false)) continue;
      if (a = this.tokenizer.space(e)) {
        e = e.substring(a.raw.length);
        let u = t.at(-1);
        a.raw.length === 1 && u !== void 0 ? u.raw += `
` : t.push(a);
        continue;
      }
      if (a = this.tokenizer.code(e)) {
        e = e.substring(a.raw.length);
        let u = t.at(-1);
        u?.type === "paragraph" || u?.type === "text" ? (u.raw += (u.raw.endsWith(`
`) ? "" : `
`) + a.raw, u.text += `
` + a.text, this.inlineQueue.at(-1).src = u.text) : t.push(a);
        continue;
      }
      if (a = this.tokenizer.fences(e)) {
        e = e.substring(a.raw.length), t.push(a);
        continue;
      }
      if (a = this.tokenizer.heading(e)) {
        e = e.substring(a.raw.length), t.push(a);
        continue;
      }
      if (a = this.tokenizer.hr(e)) {
        e = e.substring(a.raw.length), t.push(a);
        continue;
      }
      if (a = this.tokenizer.blockquote(e)) {
        e = e.substring(a.raw.length), t.push(a);
        continue;
      }
      if (a = this.tokenizer.list(e)) {
        e = e.substring(a.raw.length), t.push(a);
        continue;
      }
      if (a = this.tokenizer.html(e)) {
        e = e.substring(a.raw.length), t.push(a);
        continue;
      }
      if (a = this.tokenizer.def(e)) {
        e = e.substring(a.raw.length);
        let u = t.at(-1);
        u?.type === "paragraph" || u?.type === "text" ? (u.raw += (u.raw.endsWith(`
`) ? "" : `
`) + a.raw, u.text += `
` + a.raw, this.inlineQueue.at(-1).src = u.text) : (this.tokens.links[a.tag] || (this.tokens.links[a.tag] = { href: a.href, title: a.title }), t.push(a));
        continue;
      }
      if (a = this.tokenizer.table(e)) {
        e = e.substring(a.raw.length), t.push(a);
        continue;
      }
      if (a = this.tokenizer.lheading(e)) {
        e = e.substring(a.raw.length), t.push(a);
        continue;
      }
      let c = e;
      if (this.options.extensions?.startBlock) {
        let u = 1 / 0, d = e.slice(1), h;
        this.options.extensions.startBlock.forEach((p) => {
          h = p.call({ lexer: this }, d), typeof h == "number" && h >= 0 && (u = Math.min(u, h));
        }), u < 1 / 0 && u >= 0 && (c = e.substring(0, u + 1));
      }
      if (this.state.top && (a = this.tokenizer.paragraph(c))) {
        let u = t.at(-1);
        (n || u === o && i) && u?.type === "paragraph" ? (u.raw += (u.raw.endsWith(`
`) ? "" : `
`) + a.raw, u.text += `
` + a.text, this.inlineQueue.pop(), this.inlineQueue.at(-1).src = u.text, o = u) : (t.push(a), o = a), n = c.length !== e.length, e = e.substring(a.raw.length);
        continue;
      }
      if (a = this.tokenizer.text(e)) {
        e = e.substring(a.raw.length);
        let u = t.at(-1);
        u?.type === "text" ? (u.raw += (u.raw.endsWith(`
`) ? "" : `
`) + a.raw, u.text += `
` + a.text, this.inlineQueue.pop(), this.inlineQueue.at(-1).src = u.text) : t.push(a);
        continue;
      }
      if (e) {
        this.infiniteLoopError(e.charCodeAt(0));
        break;
      }
    }
    return this.state.top = true, this.state.lastToken = r, t;
  }
  inline(e, t = []) {
    return this.inlineQueue.push({ src: e, tokens: t }), t;
  }
  linkInText(e) {
    if (!e.includes("[")) return false;
    let t = this.tokenizer.rules.inline.link;
    for (let n of e.matchAll(this.tokenizer.rules.inline.blockSkip)) if (t.test(n[0]) && e.charAt(n.index - 1) !== "!") return true;
    for (let n of e.matchAll(this.tokenizer.rules.inline.reflinkSearch)) {
      let r = n[0], s = r.lastIndexOf("[");
      if (!(r.charAt(0) === "!" || !Object.hasOwn(this.tokens.links, W(r.slice(s + 1, -1)))) && !(s > 1 && this.linkInText(r.slice(1, s - 1)))) return true;
    }
    return false;
  }
  inlineTokens(e, t = []) {
    this.tokenizer.lexer = this;
    let n = this.state.linkParenPossible;
    this.state.linkParenPossible = e.includes(")");
    try {
      return this.#t(e, t);
    } finally {
      this.state.linkParenPossible = n;
    }
  }
  #t(e, t) {
    let n = e.includes("*") || e.includes("_") || e.includes("~"), r = n || this.options.hooks?.emStrongMask || this.tokenizer.emStrong !== _.prototype.emStrong || this.tokenizer.del !== _.prototype.del ? this.#r(e) : e;
    if (!n) return this.#e(e, r, t);
    qe(this.tokenizer, r);
    try {
      return this.#e(e, r, t);
    } finally {
      ve(this.tokenizer);
    }
  }
  #e(e, t, n) {
    let r = false, s = "", o = 1 / 0;
    for (; e; ) {
      if (e.length < o) o = e.length;
      else {
        this.infiniteLoopError(e.charCodeAt(0));
        break;
      }
      r || (s = ""), r = false;
      let i;
      if (this.options.extensions?.inline?.some((u) => (i = u.call({ lexer: this }, e, n)) ? (e = e.substring(i.raw.length), n.push(i), true) : false)) continue;
      if (i = this.tokenizer.escape(e)) {
        e = e.substring(i.raw.length), n.push(i);
        continue;
      }
      if (i = this.tokenizer.tag(e)) {
        e = e.substring(i.raw.length), n.push(i);
        continue;
      }
      if (i = this.tokenizer.link(e)) {
        e = e.substring(i.raw.length), n.push(i);
        continue;
      }
      if (i = this.tokenizer.reflink(e, this.tokens.links)) {
        e = e.substring(i.raw.length);
        let u = n.at(-1);
        i.type === "text" && u?.type === "text" ? (u.raw += i.raw, u.text += i.text) : n.push(i);
        continue;
      }
      let a = e[0];
      if (a === "*" || a === "_") {
        let u = t.length - e.length;
        if (oe(this.tokenizer, t, a) <= u) {
          let h = 1;
          for (; h < e.length && e.charCodeAt(h) === a.charCodeAt(0); ) h++;
          let p = e.substring(0, h), k = n.at(-1);
          k?.type === "text" && !k.escaped ? (k.raw += p, k.text += p) : n.push({ type: "text", raw: p, text: p, escaped: false }), e = e.substring(h), s = a, r = true;
          continue;
        }
      } else if (a === "~") {
        let u = t.length - e.length;
        if (ae(this.tokenizer, t) <= u) {
          let h = 1;
          for (; h < e.length && e.charCodeAt(h) === 126; ) h++;
          let p = e.substring(0, h), k = n.at(-1);
          k?.type === "text" && !k.escaped ? (k.raw += p, k.text += p) : n.push({ type: "text", raw: p, text: p, escaped: false }), e = e.substring(h), s = a, r = true;
          continue;
        }
      }
      if (i = this.tokenizer.emStrong(e, t, s)) {
        e = e.substring(i.raw.length), n.push(i);
        continue;
      }
      if (i = this.tokenizer.codespan(e)) {
        e = e.substring(i.raw.length), n.push(i);
        continue;
      }
      if (i = this.tokenizer.br(e)) {
        e = e.substring(i.raw.length), n.push(i);
        continue;
      }
      if (i = this.tokenizer.del(e, t, s)) {
        e = e.substring(i.raw.length), n.push(i);
        continue;
      }
      if (i = this.tokenizer.autolink(e)) {
        e = e.substring(i.raw.length), n.push(i);
        continue;
      }
      if (!this.state.inLink && (i = this.tokenizer.url(e))) {
        e = e.substring(i.raw.length), n.push(i);
        continue;
      }
      let c = e;
      if (this.options.extensions?.startInline) {
        let u = 1 / 0, d = e.slice(1), h;
        this.options.extensions.startInline.forEach((p) => {
          h = p.call({ lexer: this }, d), typeof h == "number" && h >= 0 && (u = Math.min(u, h));
        }), u < 1 / 0 && u >= 0 && (c = e.substring(0, u + 1));
      }
      if (i = this.tokenizer.inlineText(c)) {
        e = e.substring(i.raw.length), i.raw.slice(-1) !== "_" && (s = i.raw.slice(-1)), r = true;
        let u = n.at(-1);
        u?.type === "text" ? (u.raw += i.raw, u.text += i.text) : n.push(i);
        continue;
      }
      if (e) {
        this.infiniteLoopError(e.charCodeAt(0));
        break;
      }
    }
    return n;
  }
  #n(e) {
    let { blockSkip: t, tag: n, autolink: r } = this.tokenizer.rules.inline, s = "", o = 0, i;
    for (t.lastIndex = 0; i = t.exec(e); ) {
      let a = i.index + (i[2] ? i[2].length : 0), c = i.index + i[0].length;
      if (e.charAt(a) === "<") {
        let u = e.slice(a), d = n.exec(u) || r.exec(u);
        if (!d) {
          t.lastIndex = a + 1;
          continue;
        }
        c = a + d[0].length, t.lastIndex = c;
      }
      s += e.slice(o, a) + "[" + "a".repeat(c - a - 2) + "]", o = c;
    }
    return s + e.slice(o);
  }
  #r(e) {
    let t = e;
    if (this.tokens.links && e.includes("[")) {
      let n = this.tokenizer.rules.inline.reflinkSearch, r = (s) => {
        let o = s.lastIndexOf("[");
        if (!Object.hasOwn(this.tokens.links, W(s.slice(o + 1, -1)))) return s;
        if (o > 1 && s.charAt(0) !== "!") {
          let i = s.slice(1, o - 1);
          if (this.linkInText(i)) return "[" + i.replace(n, r) + "][" + "a".repeat(s.length - o - 2) + "]";
        }
        return "[" + "a".repeat(s.length - 2) + "]";
      };
      t = t.replace(n, r);
    }
    return t = t.replace(this.tokenizer.rules.inline.anyPunctuationOutsideCode, (n, r, s) => s ? "+".repeat(n.length) : r ? r + n.slice(r.length, -r.length).replace(/`/g, "+") + r : n), t = this.#n(t), t = this.options.hooks?.emStrongMask?.call({ lexer: this }, t) ?? t, t;
  }
  infiniteLoopError(e) {
    let t = "Infinite loop on byte: " + e;
    if (this.options.silent) console.error(t);
    else throw new Error(t);
  }
};
var I = class {
  options;
  parser;
  constructor(e) {
    this.options = e || S;
  }
  space(e) {
    return "";
  }
  code({ text: e, lang: t, escaped: n }) {
    let r = (t || "").match(O.notSpaceStart)?.[0], s = e ? e.replace(O.endingNewline, "") + `
` : "";
    return r ? '<pre><code class="language-' + y(r) + '">' + (n ? s : y(s, true)) + `</code></pre>
` : "<pre><code>" + (n ? s : y(s, true)) + `</code></pre>
`;
  }
  blockquote({ tokens: e }) {
    return `<blockquote>
${this.parser.parse(e)}</blockquote>
`;
  }
  html({ text: e }) {
    return e;
  }
  def(e) {
    return "";
  }
  heading({ tokens: e, depth: t }) {
    return `<h${t}>${this.parser.parseInline(e)}</h${t}>
`;
  }
  hr(e) {
    return `<hr>
`;
  }
  list(e) {
    let t = e.ordered, n = e.start, r = "";
    for (let i = 0; i < e.items.length; i++) {
      let a = e.items[i];
      r += this.listitem(a);
    }
    let s = t ? "ol" : "ul", o = t && n !== 1 ? ' start="' + n + '"' : "";
    return "<" + s + o + `>
` + r + "</" + s + `>
`;
  }
  listitem(e) {
    return `<li>${this.parser.parse(e.tokens)}</li>
`;
  }
  checkbox({ checked: e }) {
    return "<input " + (e ? 'checked="" ' : "") + 'disabled="" type="checkbox"> ';
  }
  paragraph({ tokens: e }) {
    return `<p>${this.parser.parseInline(e)}</p>
`;
  }
  table(e) {
    let t = "", n = "";
    for (let s = 0; s < e.header.length; s++) n += this.tablecell(e.header[s]);
    t += this.tablerow({ text: n });
    let r = "";
    for (let s = 0; s < e.rows.length; s++) {
      let o = e.rows[s];
      n = "";
      for (let i = 0; i < o.length; i++) n += this.tablecell(o[i]);
      r += this.tablerow({ text: n });
    }
    return r && (r = `<tbody>${r}</tbody>`), `<table>
<thead>
` + t + `</thead>
` + r + `</table>
`;
  }
  tablerow({ text: e }) {
    return `<tr>
${e}</tr>
`;
  }
  tablecell(e) {
    let t = this.parser.parseInline(e.tokens), n = e.header ? "th" : "td";
    return (e.align ? `<${n} align="${e.align}">` : `<${n}>`) + t + `</${n}>
`;
  }
  strong({ tokens: e }) {
    return `<strong>${this.parser.parseInline(e)}</strong>`;
  }
  em({ tokens: e }) {
    return `<em>${this.parser.parseInline(e)}</em>`;
  }
  codespan({ text: e }) {
    return `<code>${y(e, true)}</code>`;
  }
  br(e) {
    return "<br>";
  }
  del({ tokens: e }) {
    return `<del>${this.parser.parseInline(e)}</del>`;
  }
  link({ href: e, title: t, text: n, tokens: r, autolink: s }) {
    let o = s ? y(n, true) : this.parser.parseInline(r), i = xe(e);
    if (i === null) return o;
    e = y(i, s);
    let a = '<a href="' + e + '"';
    return t && (a += ' title="' + y(t) + '"'), a += ">" + o + "</a>", a;
  }
  image({ href: e, title: t, text: n, tokens: r }) {
    r && (n = this.parser.parseInline(r, this.parser.textRenderer));
    let s = xe(e);
    if (s === null) return y(n);
    e = s;
    let o = `<img src="${y(e)}" alt="${y(n)}"`;
    return t && (o += ` title="${y(t)}"`), o += ">", o;
  }
  text(e) {
    return "tokens" in e && e.tokens ? this.parser.parseInline(e.tokens) : "escaped" in e && e.escaped ? e.text : y(e.text);
  }
};
var z = class {
  parser;
  strong({ text: e, tokens: t }) {
    return t ? this.parser.parseInline(t, this) : e;
  }
  em({ text: e, tokens: t }) {
    return t ? this.parser.parseInline(t, this) : e;
  }
  codespan({ text: e }) {
    return e;
  }
  del({ text: e, tokens: t }) {
    return t ? this.parser.parseInline(t, this) : e;
  }
  html({ text: e }) {
    return e;
  }
  text({ text: e }) {
    return e;
  }
  link({ text: e, tokens: t }) {
    return t ? this.parser.parseInline(t, this) : e;
  }
  image({ text: e, tokens: t }) {
    return t ? this.parser.parseInline(t, this) : e;
  }
  br() {
    return `
`;
  }
  checkbox({ raw: e }) {
    return e;
  }
};
var P = class l2 {
  options;
  renderer;
  textRenderer;
  constructor(e) {
    this.options = e || S, this.options.renderer = this.options.renderer || new I(), this.renderer = this.options.renderer, this.renderer.options = this.options, this.renderer.parser = this, this.textRenderer = new z(), this.textRenderer.parser = this;
  }
  static parse(e, t) {
    return new l2(t).parse(e);
  }
  static parseInline(e, t) {
    return new l2(t).parseInline(e);
  }
  parse(e) {
    this.renderer.parser = this;
    let t = "";
    for (let n = 0; n < e.length; n++) {
      let r = e[n];
      if (this.options.extensions?.renderers?.[r.type]) {
        let o = r, i = this.options.extensions.renderers[o.type].call({ parser: this }, o);
        if (i !== false || !["space", "hr", "heading", "code", "table", "blockquote", "list", "checkbox", "html", "def", "paragraph", "text"].includes(o.type)) {
          t += i === false ? "" : i ?? "";
          continue;
        }
      }
      let s = r;
      switch (s.type) {
        case "space": {
          t += this.renderer.space(s);
          break;
        }
        case "hr": {
          t += this.renderer.hr(s);
          break;
        }
        case "heading": {
          t += this.renderer.heading(s);
          break;
        }
        case "code": {
          t += this.renderer.code(s);
          break;
        }
        case "table": {
          t += this.renderer.table(s);
          break;
        }
        case "blockquote": {
          t += this.renderer.blockquote(s);
          break;
        }
        case "list": {
          t += this.renderer.list(s);
          break;
        }
        case "checkbox": {
          t += this.renderer.checkbox(s);
          break;
        }
        case "html": {
          t += this.renderer.html(s);
          break;
        }
        case "def": {
          t += this.renderer.def(s);
          break;
        }
        case "paragraph": {
          t += this.renderer.paragraph(s);
          break;
        }
        case "text": {
          t += this.renderer.text(s);
          break;
        }
        default: {
          let o = 'Token with "' + s.type + '" type was not found.';
          if (this.options.silent) return console.error(o), "";
          throw new Error(o);
        }
      }
    }
    return t;
  }
  parseInline(e, t = this.renderer) {
    this.renderer.parser = this;
    let n = "";
    for (let r = 0; r < e.length; r++) {
      let s = e[r];
      if (this.options.extensions?.renderers?.[s.type]) {
        let i = this.options.extensions.renderers[s.type].call({ parser: this }, s);
        if (i !== false || !["escape", "html", "link", "image", "checkbox", "strong", "em", "codespan", "br", "del", "text"].includes(s.type)) {
          n += i === false ? "" : i ?? "";
          continue;
        }
      }
      let o = s;
      switch (o.type) {
        case "escape": {
          n += t.text(o);
          break;
        }
        case "html": {
          n += t.html(o);
          break;
        }
        case "link": {
          n += t.link(o);
          break;
        }
        case "image": {
          n += t.image(o);
          break;
        }
        case "checkbox": {
          n += t.checkbox(o);
          break;
        }
        case "strong": {
          n += t.strong(o);
          break;
        }
        case "em": {
          n += t.em(o);
          break;
        }
        case "codespan": {
          n += t.codespan(o);
          break;
        }
        case "br": {
          n += t.br(o);
          break;
        }
        case "del": {
          n += t.del(o);
          break;
        }
        case "text": {
          n += t.text(o);
          break;
        }
        default: {
          let i = 'Token with "' + o.type + '" type was not found.';
          if (this.options.silent) return console.error(i), "";
          throw new Error(i);
        }
      }
    }
    return n;
  }
};
var A = class {
  options;
  block;
  constructor(e) {
    this.options = e || S;
  }
  static passThroughHooks = /* @__PURE__ */ new Set(["preprocess", "postprocess", "processAllTokens", "emStrongMask"]);
  static passThroughHooksRespectAsync = /* @__PURE__ */ new Set(["preprocess", "postprocess", "processAllTokens"]);
  preprocess(e) {
    return e;
  }
  postprocess(e) {
    return e;
  }
  processAllTokens(e) {
    return e;
  }
  emStrongMask(e) {
    return e;
  }
  provideLexer(e = this.block) {
    return e ? w.lex : w.lexInline;
  }
  provideParser(e = this.block) {
    return e ? P.parse : P.parseInline;
  }
};
function M(l3, e) {
  if (Array.isArray(e)) for (let t = 0; t < e.length; t++) l3.push(e[t]);
  else l3.push(e);
}
var ne = class {
  defaults = G();
  options = this.setOptions;
  parse = this.parseMarkdown(true);
  parseInline = this.parseMarkdown(false);
  Parser = P;
  Renderer = I;
  TextRenderer = z;
  Lexer = w;
  Tokenizer = _;
  Hooks = A;
  constructor(...e) {
    this.use(...e);
  }
  walkTokens(e, t) {
    let n = [];
    for (let r of e) switch (M(n, t.call(this, r)), r.type) {
      case "table": {
        let s = r;
        for (let o of s.header) M(n, this.walkTokens(o.tokens, t));
        for (let o of s.rows) for (let i of o) M(n, this.walkTokens(i.tokens, t));
        break;
      }
      case "list": {
        let s = r;
        M(n, this.walkTokens(s.items, t));
        break;
      }
      default: {
        let s = r;
        this.defaults.extensions?.childTokens?.[s.type] ? this.defaults.extensions.childTokens[s.type].forEach((o) => {
          let i = s[o].flat(1 / 0);
          M(n, this.walkTokens(i, t));
        }) : s.tokens && M(n, this.walkTokens(s.tokens, t));
      }
    }
    return n;
  }
  use(...e) {
    let t = this.defaults.extensions || { renderers: /* @__PURE__ */ Object.create(null), childTokens: /* @__PURE__ */ Object.create(null) };
    return e.forEach((n) => {
      let r = { ...n };
      if (r.async = this.defaults.async || r.async || false, n.extensions && (n.extensions.forEach((s) => {
        if (!s.name) throw new Error("extension name required");
        if ("renderer" in s) {
          let o = t.renderers[s.name];
          o ? t.renderers[s.name] = function(...i) {
            let a = s.renderer.apply(this, i);
            return a === false && (a = o.apply(this, i)), a;
          } : t.renderers[s.name] = s.renderer;
        }
        if ("tokenizer" in s) {
          if (!s.level || s.level !== "block" && s.level !== "inline") throw new Error("extension level must be 'block' or 'inline'");
          let o = t[s.level];
          o ? o.unshift(s.tokenizer) : t[s.level] = [s.tokenizer], s.start && (s.level === "block" ? t.startBlock ? t.startBlock.push(s.start) : t.startBlock = [s.start] : s.level === "inline" && (t.startInline ? t.startInline.push(s.start) : t.startInline = [s.start]));
        }
        "childTokens" in s && s.childTokens && (t.childTokens[s.name] = s.childTokens);
      }), r.extensions = t), n.renderer) {
        let s = this.defaults.renderer || new I(this.defaults);
        for (let o in n.renderer) {
          if (!(o in s)) throw new Error(`renderer '${o}' does not exist`);
          if (["options", "parser"].includes(o)) continue;
          let i = o, a = n.renderer[i], c = s[i];
          s[i] = (...u) => {
            let d = a.apply(s, u);
            return d === false && (d = c.apply(s, u)), d === false ? "" : d ?? "";
          };
        }
        r.renderer = s;
      }
      if (n.tokenizer) {
        let s = this.defaults.tokenizer || new _(this.defaults);
        for (let o in n.tokenizer) {
          if (!(o in s)) throw new Error(`tokenizer '${o}' does not exist`);
          if (["options", "rules", "lexer"].includes(o)) continue;
          let i = o, a = n.tokenizer[i], c = s[i];
          s[i] = (...u) => {
            let d = a.apply(s, u);
            return d === false && (d = c.apply(s, u)), d;
          };
        }
        r.tokenizer = s;
      }
      if (n.hooks) {
        let s = this.defaults.hooks || new A();
        for (let o in n.hooks) {
          if (!(o in s)) throw new Error(`hook '${o}' does not exist`);
          if (["options", "block"].includes(o)) continue;
          let i = o, a = n.hooks[i], c = s[i];
          A.passThroughHooks.has(o) ? s[i] = (u) => {
            if (s.options.async && A.passThroughHooksRespectAsync.has(o)) return (async () => {
              let h = await a.call(s, u);
              return c.call(s, h);
            })();
            let d = a.call(s, u);
            return c.call(s, d);
          } : s[i] = (...u) => {
            if (s.options.async) return (async () => {
              let h = await a.apply(s, u);
              return h === false && (h = await c.apply(s, u)), h;
            })();
            let d = a.apply(s, u);
            return d === false && (d = c.apply(s, u)), d;
          };
        }
        r.hooks = s;
      }
      if (n.walkTokens) {
        let s = this.defaults.walkTokens, o = n.walkTokens;
        r.walkTokens = function(i) {
          let a = [];
          return M(a, o.call(this, i)), s && M(a, s.call(this, i)), a;
        };
      }
      this.defaults = { ...this.defaults, ...r };
    }), this;
  }
  setOptions(e) {
    return this.defaults = { ...this.defaults, ...e }, this;
  }
  lexer(e, t) {
    return w.lex(e, t ?? this.defaults);
  }
  parser(e, t) {
    return P.parse(e, t ?? this.defaults);
  }
  parseMarkdown(e) {
    return (n, r) => {
      let s = { ...r }, o = { ...this.defaults, ...s }, i = this.onError(!!o.silent, !!o.async);
      if (this.defaults.async === true && s.async === false) return i(new Error("marked(): The async option was set to true by an extension. Remove async: false from the parse options object to return a Promise."));
      if (typeof n > "u" || n === null) return i(new Error("marked(): input parameter is undefined or null"));
      if (typeof n != "string") return i(new Error("marked(): input parameter is of type " + Object.prototype.toString.call(n) + ", string expected"));
      if (o.hooks && (o.hooks.options = o, o.hooks.block = e), o.async) return (async () => {
        let a = o.hooks ? await o.hooks.preprocess(n) : n, u = await (o.hooks ? await o.hooks.provideLexer(e) : e ? w.lex : w.lexInline)(a, o), d = o.hooks ? await o.hooks.processAllTokens(u) : u;
        o.walkTokens && await Promise.all(this.walkTokens(d, o.walkTokens));
        let p = await (o.hooks ? await o.hooks.provideParser(e) : e ? P.parse : P.parseInline)(d, o);
        return o.hooks ? await o.hooks.postprocess(p) : p;
      })().catch(i);
      try {
        o.hooks && (n = o.hooks.preprocess(n));
        let c = (o.hooks ? o.hooks.provideLexer(e) : e ? w.lex : w.lexInline)(n, o);
        o.hooks && (c = o.hooks.processAllTokens(c)), o.walkTokens && this.walkTokens(c, o.walkTokens);
        let d = (o.hooks ? o.hooks.provideParser(e) : e ? P.parse : P.parseInline)(c, o);
        return o.hooks && (d = o.hooks.postprocess(d)), d;
      } catch (a) {
        return i(a);
      }
    };
  }
  onError(e, t) {
    return (n) => {
      if (n.message += `
Please report this to https://github.com/markedjs/marked.`, e) {
        let r = "<p>An error occurred:</p><pre>" + y(n.message + "", true) + "</pre>";
        return t ? Promise.resolve(r) : r;
      }
      if (t) return Promise.reject(n);
      throw n;
    };
  }
};
var v = new ne();
function x(l3, e) {
  return v.parse(l3, e);
}
x.options = x.setOptions = function(l3) {
  return v.setOptions(l3), x.defaults = v.defaults, ue(x.defaults), x;
};
x.getDefaults = G;
x.defaults = S;
function jt(...l3) {
  return v.use(...l3), x.defaults = v.defaults, ue(x.defaults), x;
}
x.use = jt;
x.walkTokens = function(l3, e) {
  return v.walkTokens(l3, e);
};
x.parseInline = v.parseInline;
x.Parser = P;
x.parser = P.parse;
x.Renderer = I;
x.TextRenderer = z;
x.Lexer = w;
x.lexer = w.lex;
x.Tokenizer = _;
x.Hooks = A;
x.parse = x;
var En = x.options;
var zn = x.setOptions;
var Mn = x.walkTokens;
var Bn = x.parseInline;
var qn = P.parse;
var vn = w.lex;

// emulator/hunks.ts
var HEADER = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/;
function parsePatch(patch) {
  const hunks = [];
  let left = 0;
  let right = 0;
  for (const [position, raw] of patch.split("\n").entries()) {
    const header = HEADER.exec(raw);
    if (header) {
      left = Number(header[1]);
      right = Number(header[2]);
      hunks.push({ header: raw, lines: [] });
      continue;
    }
    const kind = kindOf(raw);
    hunks.at(-1)?.lines.push({
      kind,
      left: kind === "context" || kind === "deleted" ? left : null,
      right: kind === "context" || kind === "added" ? right : null,
      position,
      raw
    });
    if (kind === "context" || kind === "deleted") left++;
    if (kind === "context" || kind === "added") right++;
  }
  return hunks;
}
function findLine(hunk, side, line) {
  return hunk.lines.find(
    (candidate) => side === "RIGHT" ? candidate.right === line : candidate.kind === "deleted" && candidate.left === line
  );
}
function kindOf(raw) {
  if (raw.startsWith("+")) return "added";
  if (raw.startsWith("-")) return "deleted";
  return raw.startsWith("\\") ? "no-newline" : "context";
}

// emulator/demo/diff-table.ts
var SIGNS = { context: "", added: "+", removed: "-" };
function diffTable(rows) {
  const lines = rows.map(
    ({ kind, line, text }) => html`<tr class="${kind}"><td class="number">${line ?? ""}</td><td class="sign">${SIGNS[kind]}</td><td><code>${text}</code></td></tr>`
  );
  return html`<div class="wide rows"><table class="diff"><tbody>${lines}</tbody></table></div>`;
}
function patchRows(lines) {
  const start = lines.findIndex((line) => line.startsWith("@@"));
  return parsePatch(lines.slice(start).join("\n")).flatMap(
    (hunk) => hunk.lines.flatMap(({ kind, left, right, raw }) => {
      const text = raw.slice(1);
      if (kind === "no-newline") return [];
      if (kind === "deleted") return [{ kind: "removed", line: left, text }];
      return [{ kind, line: right, text }];
    })
  );
}

// emulator/demo/flowchart.ts
var NODE = /^(\w+)\["([^"]*)"\]$/;
var EDGE = /^(\w+) (-->|-\.->|--x)(?:\|"([^"]*)"\|)? (\w+)$/;
var STYLE = /^linkStyle (\d+) /;
function parseFlowchart(lines) {
  const [head2, ...rest] = lines.map((line) => line.trim());
  if (head2 !== "flowchart LR") return null;
  const nodes = [];
  const edges = [];
  const marked = /* @__PURE__ */ new Set();
  for (const line of rest) {
    const node2 = NODE.exec(line);
    const edge2 = EDGE.exec(line);
    const style = STYLE.exec(line);
    if (node2 !== null) nodes.push({ id: node2[1] ?? "", lines: (node2[2] ?? "").split("<br/>").map(decoded) });
    else if (edge2 !== null) edges.push(edgeOf(edge2));
    else if (style !== null) marked.add(Number(style[1]));
    else return null;
  }
  const ids = new Set(nodes.map(({ id }) => id));
  if (edges.some(({ from, to }) => !ids.has(from) || !ids.has(to))) return null;
  return { nodes, edges: edges.map((edge2, index) => ({ ...edge2, isMarked: marked.has(index) })) };
}
function edgeOf([, from = "", arrow, label = "", to = ""]) {
  return { from, to, arrow, label: decoded(label), isMarked: false };
}
function decoded(label) {
  return label.replace(/#(\d{1,6});/g, (_2, code2) => String.fromCodePoint(Number(code2)));
}

// emulator/demo/flowchart-route.ts
var PORT = 18;
function route(edge2, columns, ranks, chart) {
  const [first = 0, last = 0] = [ranks.get(edge2.from), ranks.get(edge2.to)];
  const lanes = columns.slice(first + 1, last).flatMap(({ slots, x: x2, width }) => {
    const y2 = slots.find(({ item: item2 }) => item2 === edge2)?.y ?? 0;
    return { start: { x: x2, y: y2 }, end: { x: x2 + width, y: y2 }, middle: { x: x2 + width / 2, y: y2 } };
  });
  const yAt = (each, column) => columns[column]?.slots.find(({ item: item2 }) => item2 === each || "id" in item2 && [each.from, each.to].includes(item2.id))?.y ?? 0;
  const leaving = chart.edges.filter(({ from: from2 }) => from2 === edge2.from);
  const arriving = chart.edges.filter(({ to: to2 }) => to2 === edge2.to);
  const start = port(edge2, leaving, columns[first], edge2.from, (each) => yAt(each, first + 1));
  const end = port(edge2, arriving, columns[last], edge2.to, (each) => yAt(each, last - 1));
  const from = { x: (columns[first]?.x ?? 0) + (columns[first]?.width ?? 0), y: start };
  const to = { x: columns[last]?.x ?? 0, y: end };
  const label = edge2.label === "" ? null : lanes.at(-1)?.middle ?? null;
  return { edge: edge2, points: [from, ...lanes.flatMap(({ start: start2, end: end2 }) => [start2, end2]), to], label };
}
function port(edge2, edges, column, id, towards) {
  const middle = column?.slots.find(({ item: item2 }) => "id" in item2 && item2.id === id)?.y ?? 0;
  const index = edges.toSorted((a, b) => towards(a) - towards(b)).indexOf(edge2);
  return middle + (index - (edges.length - 1) / 2) * PORT;
}

// emulator/demo/flowchart-layout.ts
var CHARACTER = 7.6;
var LABEL_CHARACTER = 6.8;
var LINE = 18;
var PADDING = 14;
var GAP = { across: 44, down: 22 };
var LANE = 34;
var MARGIN = 8;
function layOut(chart) {
  const ranks = ranksOf(chart);
  if (ranks === null) return null;
  const columns = columnsOf(chart, ranks);
  for (const [index, { slots }] of columns.entries()) stack(slots, columns[index - 1]?.slots ?? [], chart);
  const all = columns.flatMap(({ slots }) => slots);
  const top = Math.min(...all.map(({ y: y2, height }) => y2 - height / 2)) - MARGIN;
  for (const slot of all) slot.y -= top;
  const last = columns.at(-1);
  return {
    width: (last === void 0 ? 0 : last.x + last.width) + MARGIN,
    height: Math.max(...all.map(({ y: y2, height }) => y2 + height / 2)) + MARGIN,
    nodes: columns.flatMap(placedNodes),
    edges: chart.edges.map((edge2) => route(edge2, columns, ranks, chart))
  };
}
function ranksOf({ nodes, edges }) {
  const ranks = new Map(nodes.map(({ id }) => [id, 0]));
  const rank = (id) => ranks.get(id) ?? 0;
  for (let round = 0; round <= nodes.length; round++) {
    const late = edges.filter((edge2) => rank(edge2.to) < rank(edge2.from) + span(edge2));
    if (late.length === 0) return ranks;
    for (const edge2 of late) ranks.set(edge2.to, Math.max(rank(edge2.to), rank(edge2.from) + span(edge2)));
  }
  return null;
}
function span({ label }) {
  return label === "" ? 1 : 2;
}
function columnsOf({ nodes, edges }, ranks) {
  const rank = (id) => ranks.get(id) ?? 0;
  const columns = [];
  let x2 = MARGIN;
  for (let index = 0; index <= Math.max(...ranks.values()); index++) {
    const boxes = nodes.filter(({ id }) => rank(id) === index).map((node2) => nodeSlot(node2, edges));
    const passing = edges.filter(({ from, to }) => rank(from) < index && index < rank(to));
    const lanes = passing.map((edge2) => laneSlot(edge2, index === rank(edge2.to) - 1));
    const slots = [...boxes, ...lanes];
    const width = Math.max(...slots.map((slot) => slot.width));
    columns.push({ slots, x: x2, width });
    x2 += width + GAP.across;
  }
  return columns;
}
function nodeSlot(node2, edges) {
  const ports = Math.max(
    edges.filter(({ from }) => from === node2.id).length,
    edges.filter(({ to }) => to === node2.id).length
  );
  const longest = Math.max(...node2.lines.map(({ length }) => length));
  return {
    item: node2,
    width: longest * CHARACTER + 2 * PADDING,
    height: Math.max(node2.lines.length * LINE + 2 * PADDING, (ports + 1) * PORT),
    y: 0
  };
}
function laneSlot(edge2, isLast) {
  return { item: edge2, width: isLast ? edge2.label.length * LABEL_CHARACTER : 0, height: LANE, y: 0 };
}
function stack(slots, before, chart) {
  const wanted = new Map(slots.map((slot) => [slot, origin(slot, before, chart)]));
  const wish = (slot) => wanted.get(slot) ?? 0;
  let free = Number.NEGATIVE_INFINITY;
  for (const slot of slots.toSorted((a, b) => wish(a) - wish(b))) {
    slot.y = Math.max(wish(slot), free + slot.height / 2);
    free = slot.y + slot.height / 2 + GAP.down;
  }
  const surplus = slots.reduce((sum, slot) => sum + slot.y - wish(slot), 0) / slots.length;
  for (const slot of slots) slot.y -= surplus;
}
function origin({ item: item2 }, before, { edges }) {
  const arriving = "id" in item2 ? edges.filter(({ to }) => to === item2.id) : [item2];
  const sources2 = before.filter((slot) => arriving.some((edge2) => slot.item === edge2 || isFrom(slot, edge2)));
  return sources2.reduce((sum, { y: y2 }) => sum + y2, 0) / Math.max(1, sources2.length);
}
function isFrom({ item: item2 }, edge2) {
  return "id" in item2 && item2.id === edge2.from;
}
function placedNodes({ slots, x: x2, width }) {
  return slots.flatMap(
    ({ item: item2, y: y2, height }) => "id" in item2 ? [{ node: item2, x: x2, y: y2 - height / 2, width, height }] : []
  );
}

// emulator/demo/flowchart-svg.ts
var LONGEST_LINE = 26;
var LINE2 = 18;
function flowchartSvg(lines) {
  const parsed = parseFlowchart(lines);
  if (parsed === null) return null;
  const chart = { ...parsed, nodes: parsed.nodes.map(withShortLines) };
  const layout = layOut(chart);
  if (layout === null) return null;
  const { width, height } = layout;
  const alt = chart.edges.map(
    ({ from, to, label }) => `${name(chart, from)} to ${name(chart, to)}: ${label || "leads"}`
  );
  return html`<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${alt.join("; ")}">${layout.edges.map(edge)}${layout.nodes.map(node)}</svg>`;
}
function name({ nodes }, id) {
  return nodes.find((each) => each.id === id)?.lines.slice(1).join(" ") ?? id;
}
function withShortLines({ id, lines }) {
  const short = lines.flatMap((line) => {
    const rows = [];
    for (const word of line.split(" ")) {
      const last = rows.at(-1);
      if (last !== void 0 && `${last} ${word}`.length <= LONGEST_LINE) rows[rows.length - 1] = `${last} ${word}`;
      else rows.push(word);
    }
    return rows;
  });
  return { id, lines: short };
}
function node({ node: { lines }, x: x2, y: y2, width, height }) {
  const middle = y2 + height / 2 - (lines.length - 1) * LINE2 / 2;
  const texts = lines.map(
    (line, index) => html`<text class="${index === 0 ? "what" : "name"}" x="${x2 + width / 2}" y="${middle + index * LINE2}">${line}</text>`
  );
  return html`<g class="node"><rect x="${x2}" y="${y2}" width="${width}" height="${height}" rx="8"/>${texts}</g>`;
}
function edge({ edge: { arrow, isMarked, label }, points, label: place }) {
  const tip = points.at(-1) ?? { x: 0, y: 0 };
  const kind = ["edge", arrow === "-.->" ? "dotted" : "", isMarked ? "marked" : ""].join(" ").trim();
  const text = place === null ? null : html`<text class="label" x="${place.x}" y="${place.y - 9}">${label}</text>`;
  return html`<g class="${kind}"><path d="${curve(points)}"/>${arrow === "--x" ? cross(tip) : head(tip)}${text}</g>`;
}
function curve([first = { x: 0, y: 0 }, ...rest]) {
  let at2 = first;
  const steps = rest.map((to) => {
    const half = (to.x - at2.x) / 2;
    const step = at2.y === to.y ? `H${to.x}` : `C${at2.x + half} ${at2.y} ${to.x - half} ${to.y} ${to.x} ${to.y}`;
    at2 = to;
    return step;
  });
  return `M${first.x} ${first.y} ${steps.join(" ")}`;
}
function head({ x: x2, y: y2 }) {
  return html`<path class="tip" d="M${x2 - 9} ${y2 - 5} L${x2} ${y2} L${x2 - 9} ${y2 + 5} Z"/>`;
}
function cross({ x: x2, y: y2 }) {
  return html`<path class="cross" d="M${x2 - 16} ${y2 - 5} l10 10 m0 -10 l-10 10"/>`;
}

// emulator/demo/markdown-html.ts
var asCode = (lines) => html`<pre><code>${lines.join("\n")}</code></pre>`;
function markdownHtml(markdown, suggestion2 = asCode) {
  return blocks(x.lexer(markdown), suggestion2);
}
function blocks(tokens, suggestion2) {
  return html`${tokens.map((token) => block(token, suggestion2))}`;
}
function block(token, suggestion2) {
  switch (token.type) {
    case "heading":
      return heading(token);
    case "paragraph":
      return html`<p>${inline(token.tokens)}</p>`;
    case "list": {
      const items = token.items.map(({ tokens }) => html`<li>${blocks(tokens, suggestion2)}</li>`);
      return token.ordered ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
    }
    case "blockquote":
      return html`<blockquote>${blocks(token.tokens, suggestion2)}</blockquote>`;
    case "code":
      return code(token, suggestion2);
    case "table":
      return table(token);
    case "hr":
      return html`<hr>`;
    case "space":
    case "def":
      return html``;
    case "html":
      return foldTags(token.text);
    default:
      return span2(token);
  }
}
function heading({ depth, tokens }) {
  if (depth <= 2) return html`<h3>${inline(tokens)}</h3>`;
  return depth === 3 ? html`<h4>${inline(tokens)}</h4>` : html`<h5>${inline(tokens)}</h5>`;
}
function code({ lang, text }, suggestion2) {
  const lines = text.split("\n");
  if (lang === "suggestion") return suggestion2(lines);
  if (lang === "diff") return diffTable(patchRows(lines));
  const drawing = lang === "mermaid" ? flowchartSvg(lines) : null;
  return drawing === null ? asCode(lines) : html`<figure class="chart">${drawing}</figure>`;
}
function table({ header, rows }) {
  const head2 = header.map(({ tokens }) => html`<th>${inline(tokens)}</th>`);
  const body = rows.map((row) => html`<tr>${row.map(({ tokens }) => html`<td>${inline(tokens)}</td>`)}</tr>`);
  return html`<div class="wide"><table class="cells"><thead><tr>${head2}</tr></thead><tbody>${body}</tbody></table></div>`;
}
function inline(tokens) {
  return html`${tokens.map(span2)}`;
}
function span2(token) {
  switch (token.type) {
    case "strong":
      return html`<strong>${inline(token.tokens)}</strong>`;
    case "em":
      return html`<em>${inline(token.tokens)}</em>`;
    case "del":
      return html`<del>${inline(token.tokens)}</del>`;
    case "codespan":
      return html`<code>${token.text}</code>`;
    case "br":
      return html`<br>`;
    case "link":
      return link(token);
    case "image":
      return html`${token.text}`;
    case "html":
      return foldTags(token.text);
    case "escape":
      return html`${token.text}`;
    case "text":
      return token.tokens === void 0 ? html`${token.text}` : inline(token.tokens);
    default:
      return html`${token.raw}`;
  }
}
function link({ href, tokens }) {
  const isWeb = URL.canParse(href) && /^https?:$/.test(new URL(href).protocol);
  return isWeb ? html`<a href="${href}" rel="noopener noreferrer">${inline(tokens)}</a>` : inline(tokens);
}
function foldTags(text) {
  const parts = text.split(/(<!--[\s\S]*?-->|<\/?(?:details|summary)>)/);
  return html`${parts.map((part, index) => {
    if (index % 2 === 0) return html`${part}`;
    return part.startsWith("<!--") ? html`` : new Html(part);
  })}`;
}

// emulator/demo/sample.ts
var TEMPLATE = "database.yaml";
var DATABASE = `AWSTemplateFormatVersion: '2010-09-09'
Description: The database of the order service

Parameters:
  SubnetIds:
    Type: List<AWS::EC2::Subnet::Id>
  SecurityGroupId:
    Type: AWS::EC2::SecurityGroup::Id
  AlarmTopicArn:
    Type: String

Resources:
  Subnets:
    Type: AWS::RDS::DBSubnetGroup
    Properties:
      DBSubnetGroupDescription: Private subnets
      SubnetIds: !Ref SubnetIds

  OrdersCluster:
    Type: AWS::RDS::DBCluster
    DeletionPolicy: Snapshot
    UpdateReplacePolicy: Snapshot
    Properties:
      Engine: aurora-mysql
      EngineVersion: 8.0.mysql_aurora.3.08.0
      DBSubnetGroupName: !Ref Subnets
      VpcSecurityGroupIds: [!Ref SecurityGroupId]
      MasterUsername: orders
      ManageMasterUserPassword: true
      StorageEncrypted: true

  OrdersWriter:
    Type: AWS::RDS::DBInstance
    Properties:
      DBClusterIdentifier: !Ref OrdersCluster
      DBInstanceClass: db.r6g.large
      Engine: aurora-mysql

  ReplicaLagAlarm:
    Type: AWS::CloudWatch::Alarm
    Properties:
      AlarmDescription: Readers fall behind the writer
      Namespace: AWS/RDS
      MetricName: AuroraReplicaLagMaximum
      Dimensions:
        - Name: DBClusterIdentifier
          Value: !Ref OrdersCluster
      Statistic: Maximum
      Period: 60
      EvaluationPeriods: 5
      Threshold: 1000
      ComparisonOperator: GreaterThanThreshold
      AlarmActions: [!Ref AlarmTopicArn]
`;
var STREAM = `
  StreamKey:
    Type: AWS::KMS::Key
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties:
      Description: Encrypts the activity stream of the orders cluster
      EnableKeyRotation: true
      KeyPolicy:
        Version: '2012-10-17'
        Statement:
          - Sid: AccountDecides
            Effect: Allow
            Principal:
              AWS: !Sub arn:\${AWS::Partition}:iam::\${AWS::AccountId}:root
            Action: kms:*
            Resource: '*'

  StreamKeyAlias:
    Type: AWS::KMS::Alias
    Properties:
      AliasName: alias/orders-activity-stream
      TargetKeyId: !Ref StreamKey

  StreamStarterRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal:
              Service: lambda.amazonaws.com
            Action: sts:AssumeRole
      ManagedPolicyArns:
        - !Sub arn:\${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole
      Policies:
        - PolicyName: StartStream
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - Effect: Allow
                Action:
                  - rds:StartActivityStream
                  - rds:StopActivityStream
                Resource: !GetAtt OrdersCluster.DBClusterArn
              - Effect: Allow
                Action: kms:DescribeKey
                Resource: !GetAtt StreamKey.Arn

  StreamStarter:
    Type: AWS::Lambda::Function
    Properties:
      Description: Starts and stops the activity stream
      Handler: index.handler
      Runtime: python3.13
      Timeout: 120
      Role: !GetAtt StreamStarterRole.Arn
      Code:
        ZipFile: |
          import boto3
          import cfnresponse

          rds = boto3.client('rds')

          def handler(event, context):
              cluster = event['ResourceProperties']['ClusterArn']
              try:
                  if event['RequestType'] == 'Create':
                      rds.start_activity_stream(
                          ResourceArn=cluster,
                          Mode='async',
                          KmsKeyId=event['ResourceProperties']['KeyId'],
                          ApplyImmediately=True,
                      )
                  elif event['RequestType'] == 'Delete':
                      rds.stop_activity_stream(ResourceArn=cluster, ApplyImmediately=True)
                  cfnresponse.send(event, context, cfnresponse.SUCCESS, {}, cluster)
              except Exception as error:
                  cfnresponse.send(event, context, cfnresponse.FAILED, {}, cluster, reason=str(error))

  OrdersActivityStream:
    Type: Custom::ActivityStream
    DependsOn: OrdersWriter
    Properties:
      ServiceToken: !GetAtt StreamStarter.Arn
      ClusterArn: !GetAtt OrdersCluster.DBClusterArn
      KeyId: !Ref StreamKey
`;
var OUTPUTS = `
Outputs:
  Endpoint:
    Value: !GetAtt OrdersCluster.Endpoint.Address
`;
var REPOSITORY = {
  owner: "acme",
  name: "orders",
  files: { [TEMPLATE]: DATABASE + OUTPUTS }
};
var PULL_REQUEST = {
  author: "dana",
  branch: "activity-stream",
  title: "Publish an activity stream of the orders database",
  body: "The auditors want every statement that reaches the orders cluster. CloudFormation has no property for an activity stream, so a custom resource starts one, under a key of our own.",
  files: { [TEMPLATE]: DATABASE + STREAM + OUTPUTS }
};
var REVIEWER = "robin";

// emulator/demo/suggestion-rows.ts
function suggestionRows(before, after, firstLine) {
  let above = 0;
  while (above < before.length && above < after.length && before[above] === after[above]) above += 1;
  let below = 0;
  const room = Math.min(before.length, after.length) - above;
  while (below < room && before.at(-1 - below) === after.at(-1 - below)) below += 1;
  const row = (kind) => (text, index) => ({
    kind,
    line: firstLine + index,
    text
  });
  const removed = before.map(row("removed"));
  const kept = before.map(row("context"));
  return [
    ...kept.slice(0, above),
    ...removed.slice(above, before.length - below),
    ...after.slice(above, after.length - below).map((text) => ({ kind: "added", line: null, text })),
    ...kept.slice(before.length - below)
  ];
}

// emulator/demo/page-conversation.ts
var SHOWN_ABOVE = 4;
function conversation(stage) {
  const { pull, pushes } = stage;
  const { author, body } = PULL_REQUEST;
  const opening = html`<article class="card"><header class="caption">${face(author)}<strong>${author}</strong> opened this pull request</header><div class="prose">${markdownHtml(body)}</div></article>`;
  const events = pushes.flatMap((push) => [
    pushed(push),
    ...pull.reviews().flatMap((review) => review.commit === push.sha ? [reviewed(stage, review)] : [])
  ]);
  return html`<div class="timeline">${opening}${events}</div>`;
}
function pushed({ author, sha, subject, run: run3 }) {
  const state = run3 === null ? html`` : run3.exitCode === 0 ? html`<span class="good">✓ das-grant-guard</span>` : html`<span class="bad">✗ das-grant-guard</span>`;
  return html`<div class="event">${face(author)}<span><strong>${author}</strong> committed: ${subject}</span><span class="end">${state} <code>${sha.slice(0, 7)}</code></span></div>`;
}
function reviewed(stage, { id, author, body }) {
  const comments2 = stage.pull.comments().filter(({ reviewId }) => reviewId === id);
  const said = body === "" ? null : html`<div class="prose">${markdownHtml(body)}</div>`;
  const gone = comments2.length > 0 ? null : html`<div class="event">The comment of this review was deleted by its author.</div>`;
  return html`<article class="card"><header class="caption">${face(author)}<strong>${author}</strong><span class="tag">bot</span> reviewed</header>${said}</article>${comments2.map((comment) => thread(stage, comment))}${gone}`;
}
function thread(stage, comment) {
  const { id, author, path, line, body } = comment;
  const where = line === null ? path : `${path}, line ${line}`;
  return html`<article class="card" id="comment-${id}"><header class="caption"><code>${where}</code></header>
<div class="hunk">${diffTable(linesAbove(stage, comment))}</div>
<header class="caption">${face(author)}<strong>${author}</strong><span class="tag">bot</span> commented</header>
<div class="prose">${markdownHtml(body, (after) => suggestion(stage, comment, after))}</div></article>`;
}
function linesAbove({ pull }, { path, line }) {
  const hunks = pull.files().find((file2) => file2.path === path)?.hunks ?? [];
  const hunk = hunks.find(({ lines }) => lines.some(({ right }) => right === line));
  const end = hunk?.lines.findIndex(({ right }) => right === line) ?? -1;
  const rows = hunk?.lines.slice(Math.max(0, end + 1 - SHOWN_ABOVE), end + 1) ?? [];
  return rows.map(({ kind, right, left, raw }) => ({
    kind: kind === "added" ? "added" : kind === "deleted" ? "removed" : "context",
    line: right ?? left,
    text: raw.slice(1)
  }));
}
function suggestion({ pull }, { id, path, line, startLine, outdated }, after) {
  const first = startLine ?? line ?? 1;
  const before = (pull.read(path) ?? "").split("\n").slice(first - 1, line ?? first);
  const form = html`<form method="post" action="/apply"><input type="hidden" name="comment" value="${id}"><button class="primary" data-busy="Applying, and running the Action again…">Apply suggestion</button></form>`;
  return html`<div class="suggestion"><header>Suggested change</header>${diffTable(suggestionRows(before, after, first))}
<footer>${outdated ? "This suggestion is outdated." : form}</footer></div>`;
}
function face(login) {
  return html`<span class="${login.endsWith("[bot]") ? "face bot" : "face"}" aria-hidden="true">${login.slice(0, 1)}</span>`;
}

// emulator/demo/page.ts
function pullRequestPage(stage, problem) {
  const { pull, repository: repository2, pushes } = stage;
  const { author, branch: branch2, title } = PULL_REQUEST;
  const commits2 = pushes.length === 1 ? "1 commit" : `${pushes.length} commits`;
  return page(
    `${title} #${pull.number}`,
    html`<h1>${title} <span>#${pull.number}</span></h1>
<div class="meta"><span class="pill">Open</span><span><strong>${author}</strong> wants to merge ${commits2} into <code>${repository2.fullName}:${pull.state.baseRef}</code> from <code>${branch2}</code></span></div>
${problem === null ? null : html`<p class="bad" role="alert">${problem}</p>`}
<div class="columns">${conversation(stage)}${sidebar(stage)}</div>
${summary(pushes)}`
  );
}
function filePage(path, commit2, text) {
  const rows = text.replace(/\n$/, "").split("\n").map(
    (line, index) => html`<tr id="L${index + 1}"><td class="number">${index + 1}</td><td><code>${line}</code></td></tr>`
  );
  return page(
    path,
    html`<h1>${path} <span>at ${commit2.slice(0, 7)}</span></h1><div class="meta"><a href="/">Back to the pull request</a></div>
<div class="card wide"><table class="diff"><tbody>${rows}</tbody></table></div>`
  );
}
function page(title, body) {
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/page.css"><script src="/page.js"></script></head>
<body><div class="bar"><strong>das-grant-guard</strong><span>demo on an emulated GitHub; nothing leaves this machine</span>
<div class="end"><form method="post" action="/restart"><button data-busy="Starting…">Start over</button></form><button type="button" data-toggle-theme>Light or dark</button></div></div>
<main>${body}</main></body></html>
`;
}
function sidebar({ pushes, pull }) {
  const files2 = pull.files().map(
    ({ path, additions, deletions }) => html`<div><code>${path}</code> <span class="good">+${additions}</span> <span class="bad">−${deletions}</span></div>`
  );
  const steps = [
    "The Action reviews the pull request, and its check fails.",
    "Apply the suggestion: it is committed to the branch.",
    "The Action runs again: the check passes, and the comment is gone."
  ];
  const done = pushes.length === 1 ? 1 : 3;
  const items = steps.map((step, index) => html`<li class="${index < done ? "done" : ""}">${step}</li>`);
  return html`<aside class="side">${check(pushes.at(-1))}
<section class="card"><header class="caption"><strong>Changed files</strong></header><div class="inside">${files2}</div></section>
<section class="card"><header class="caption"><strong>What happens here</strong></header><div class="inside"><ol>${items}</ol></div></section></aside>`;
}
function check(push) {
  const run3 = push?.run ?? null;
  if (push === void 0 || run3 === null) return html``;
  const passed = run3.exitCode === 0;
  const seconds = (run3.milliseconds / 1e3).toFixed(1);
  return html`<section class="card verdict ${passed ? "good" : "bad"}" data-check="${passed ? "passed" : "failed"}"><div class="inside">
<strong>${passed ? "✓ All checks have passed" : "✗ A required check failed"}</strong>
<p><code>das-grant-guard</code> ${passed ? "succeeded" : "failed"} in ${seconds} s on <code>${push.sha.slice(0, 7)}</code></p>
<p>${passed ? "This pull request can be merged." : "Merging is blocked."} <a href="#summary">Job summary</a></p></div></section>`;
}
function summary(pushes) {
  const runs = pushes.flatMap(({ sha, run: run3 }) => run3 === null ? [] : [{ sha, text: run3.summary }]);
  const [last, ...earlier] = runs.toReversed();
  if (last === void 0) return html``;
  const folded = earlier.map(
    ({ sha, text }) => html`<details><summary>The summary of the run on ${sha.slice(0, 7)}</summary><div class="prose">${markdownHtml(text)}</div></details>`
  );
  return html`<section class="card result" id="summary"><header class="caption"><strong>Job summary</strong> of the run on <code>${last.sha.slice(0, 7)}</code></header>
<div class="prose">${markdownHtml(last.text)}${folded}</div></section>`;
}

// emulator/demo/page-script.ts
var PAGE_SCRIPT = `'use strict';
const root = document.documentElement;
const saved = localStorage.getItem('theme');
if (saved !== null) root.dataset.theme = saved;

document.addEventListener('click', (event) => {
  if (event.target.closest('[data-toggle-theme]') === null) return;
  const isDark = getComputedStyle(root).colorScheme === 'dark' ||
    (root.dataset.theme === undefined && matchMedia('(prefers-color-scheme: dark)').matches);
  root.dataset.theme = isDark ? 'light' : 'dark';
  localStorage.setItem('theme', root.dataset.theme);
});

document.addEventListener('submit', (event) => {
  const button = event.submitter;
  if (button === null) return;
  button.disabled = true;
  button.textContent = button.dataset.busy;
});

// A page that comes back from the browser's memory would still look busy.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});
`;
var ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="#2f6fd0" d="M8 1 14 3v5c0 4-3 6-6 7-3-1-6-3-6-7V3z"/><path fill="none" stroke="#fff" stroke-width="1.6" d="m5.2 8 2 2 3.6-4"/></svg>`;

// emulator/demo/stage.ts
import { mkdtempSync as mkdtempSync2, rmSync as rmSync2 } from "node:fs";
import { tmpdir as tmpdir2 } from "node:os";
import { join as join3 } from "node:path";

// emulator/emulator.ts
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

// emulator/exchange.ts
var DOCUMENTATION = "https://docs.github.com/rest";
var Refusal = class extends Error {
  answer;
  constructor(status, message, errors, headers) {
    super(message);
    const body = { message, ...errors ? { errors } : {}, documentation_url: DOCUMENTATION, status: String(status) };
    this.answer = { status, body, ...headers ? { headers } : {} };
  }
};
function notFound() {
  return new Refusal(404, "Not Found");
}
function unprocessable(reasons) {
  return new Refusal(422, "Unprocessable Entity", reasons);
}
function invalid(resource, field2, message, code2 = "custom") {
  return new Refusal(422, "Validation Failed", [{ resource, code: code2, field: field2, message }]);
}
function asksFor(request, media) {
  return new RegExp(`application/vnd\\.github\\.(?:v3\\.)?${media}(?:\\+json)?\\b`).test(request.accept);
}

// emulator/revision.ts
function branchRef(repository2, owner, branch2) {
  return owner === repository2.owner.login ? `refs/heads/${branch2}` : `refs/forks/${owner}/${branch2}`;
}
function findCommit(repository2, name2) {
  const [owner, branch2] = name2.split(":");
  if (owner !== void 0 && branch2 !== void 0) {
    return repository2.git.resolveCommit(branchRef(repository2, owner, branch2));
  }
  if (/[~^\s]|@\{|\.\./.test(name2)) return null;
  if (name2 === "HEAD") return repository2.git.resolveCommit(`refs/heads/${repository2.defaultBranch}`);
  return repository2.git.resolveCommit(name2);
}
function requireCommit(repository2, name2, status = 404) {
  const sha = findCommit(repository2, name2);
  if (sha === null) {
    throw new Refusal(status, status === 404 ? "Not Found" : `No commit found for SHA: ${name2}`);
  }
  return sha;
}

// emulator/git-store.ts
import { Buffer as Buffer3 } from "node:buffer";

// emulator/git-import.ts
import { Buffer as Buffer2 } from "node:buffer";
import { createHash } from "node:crypto";
var SCRATCH_REF = "refs/emulator/import";
function blobId(bytes) {
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}
function importStream(order) {
  const parts = [];
  const line = (text) => void parts.push(Buffer2.from(`${text}
`));
  const data = (bytes) => {
    line(`data ${bytes.length}`);
    parts.push(Buffer2.from(bytes), Buffer2.from("\n"));
  };
  line(`reset ${SCRATCH_REF}`);
  line(`commit ${SCRATCH_REF}`);
  line("mark :1");
  line(`author ${signature(order.author)}`);
  line(`committer ${signature(order.committer)}`);
  data(Buffer2.from(order.message));
  if (order.parent !== null) line(`from ${order.parent}`);
  for (const [path, change2] of Object.entries(order.files)) if (change2 === null) line(`D ${quotePath(path)}`);
  for (const [path, change2] of Object.entries(order.files)) {
    if (change2 === null) continue;
    const { mode, bytes } = contentOf(change2);
    if (mode === "160000") line(`M 160000 ${Buffer2.from(bytes).toString("utf8")} ${quotePath(path)}`);
    else {
      line(`M ${mode} inline ${quotePath(path)}`);
      data(bytes);
    }
  }
  line("get-mark :1");
  return Buffer2.concat(parts);
}
function contentOf(change2) {
  const plain2 = typeof change2 === "string" || change2 instanceof Uint8Array;
  const content = plain2 ? change2 : change2.content;
  return {
    mode: plain2 ? "100644" : change2.mode,
    bytes: typeof content === "string" ? Buffer2.from(content, "utf8") : content
  };
}
function signature(who) {
  return `${who.name} <${who.email}> ${Math.floor(Date.parse(who.date) / 1e3)} +0000`;
}
function quotePath(path) {
  if (!/[\n"]/.test(path)) return path;
  return `"${path.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
}

// emulator/git-process.ts
import { spawnSync } from "node:child_process";
function runGit(directory, args, input) {
  const result = spawnSync("git", args, {
    cwd: directory,
    env: isolatedEnvironment(directory),
    maxBuffer: 1 << 30,
    ...input === void 0 ? {} : { input }
  });
  if (result.error) throw new Error(`git could not be started: ${result.error.message}`);
  if (result.status !== 0) throw new Error(`git ${args.join(" ")}: ${result.stderr.toString("utf8").trim()}`);
  return result.stdout;
}
function askGit(directory, args) {
  try {
    return runGit(directory, args).toString("utf8").trim();
  } catch {
    return null;
  }
}
function isolatedEnvironment(directory) {
  const inherited = Object.entries(process.env).filter(([name2]) => !name2.startsWith("GIT_"));
  return {
    ...Object.fromEntries(inherited),
    HOME: directory,
    XDG_CONFIG_HOME: directory,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_TERMINAL_PROMPT: "0",
    LC_ALL: "C",
    TZ: "UTC"
  };
}

// emulator/git-store.ts
var GitStore = class {
  directory;
  #blobs = /* @__PURE__ */ new Map();
  /** Ids known to be commits: a query asks for the same one hundreds of times. */
  #known = /* @__PURE__ */ new Set();
  #commits = /* @__PURE__ */ new Map();
  #entries = /* @__PURE__ */ new Map();
  #merges = /* @__PURE__ */ new Map();
  #mergeBases = /* @__PURE__ */ new Map();
  constructor(directory) {
    this.directory = directory;
    runGit(directory, ["init", "--quiet", "--bare", "--initial-branch=main", "."]);
  }
  /** Writes a commit and returns its id; no ref moves. */
  commit(order) {
    const sha = runGit(this.directory, ["fast-import", "--quiet", "--force"], importStream(order)).toString().trim();
    for (const change2 of Object.values(order.files)) {
      if (change2 === null) continue;
      const { mode, bytes } = contentOf(change2);
      if (mode !== "160000") this.#blobs.set(blobId(bytes), Buffer3.from(bytes));
    }
    return sha;
  }
  /** The id of the commit that merges `theirs` into `ours`, or null when they conflict. */
  merge(ours, theirs, message, who) {
    const key = [ours, theirs, message, who.name, who.date].join("\0");
    const known = this.#merges.get(key);
    if (known !== void 0) return known;
    const sha = this.#merge(ours, theirs, message, who);
    this.#merges.set(key, sha);
    return sha;
  }
  #merge(ours, theirs, message, who) {
    const tree2 = askGit(this.directory, ["merge-tree", "--write-tree", ours, theirs])?.split("\n")[0];
    if (tree2 === void 0) return null;
    const raw = [
      `tree ${tree2}`,
      `parent ${ours}`,
      `parent ${theirs}`,
      ...["author", "committer"].map(
        (role) => `${role} ${who.name} <${who.email}> ${Date.parse(who.date) / 1e3} +0000`
      ),
      "",
      message
    ].join("\n");
    return runGit(this.directory, ["hash-object", "-t", "commit", "-w", "--stdin"], raw).toString().trim();
  }
  /** The id of the commit that a ref, a tag or a (shortened) id names, or null. */
  resolveCommit(name2) {
    if (this.#known.has(name2)) return name2;
    if (name2.startsWith("-") || name2 === "") return null;
    const sha = askGit(this.directory, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name2}^{commit}`]);
    if (sha !== null) this.#known.add(sha);
    return sha;
  }
  /** The type of any object, or null when there is none. */
  typeOf(sha) {
    if (this.#blobs.has(sha)) return "blob";
    return /^[0-9a-f]{40}$/.test(sha) ? askGit(this.directory, ["cat-file", "-t", sha]) : null;
  }
  updateRef(ref, sha) {
    runGit(this.directory, ["update-ref", ref, sha]);
  }
  deleteRef(ref) {
    runGit(this.directory, ["update-ref", "-d", ref]);
  }
  readCommit(sha) {
    const known = this.#commits.get(sha);
    if (known) return known;
    const text = runGit(this.directory, ["cat-file", "commit", sha]).toString("utf8");
    const split = text.indexOf("\n\n");
    const header = text.slice(0, split).split("\n");
    const values = (name2) => header.filter((line) => line.startsWith(`${name2} `)).map((line) => line.slice(name2.length + 1));
    const commit2 = {
      sha,
      tree: values("tree")[0] ?? "",
      parents: values("parent"),
      message: text.slice(split + 2),
      author: readSignature(values("author")[0] ?? ""),
      committer: readSignature(values("committer")[0] ?? "")
    };
    this.#commits.set(sha, commit2);
    return commit2;
  }
  /** Every file and folder below a commit or a tree, by path. */
  entries(treeish) {
    const known = this.#entries.get(treeish);
    if (known) return known;
    const entries = /* @__PURE__ */ new Map();
    const listing = runGit(this.directory, ["ls-tree", "-r", "-t", "-z", "-l", treeish]).toString("utf8");
    for (const record of listing.split("\0")) {
      const match = /^(\d+) (blob|tree|commit) ([0-9a-f]+) +(\d+|-)\t(.*)$/s.exec(record);
      if (!match) continue;
      const [, mode = "", type, sha = "", size, path = ""] = match;
      entries.set(path, { path, mode, type, sha, size: size === "-" ? null : Number(size) });
    }
    this.#entries.set(treeish, entries);
    return entries;
  }
  blob(sha) {
    const known = this.#blobs.get(sha);
    if (known) return known;
    const bytes = runGit(this.directory, ["cat-file", "blob", sha]);
    this.#blobs.set(sha, bytes);
    return bytes;
  }
  /** The best common ancestor, or null when the histories have none. */
  mergeBase(a, b) {
    const key = `${a} ${b}`;
    const known = this.#mergeBases.get(key);
    if (known !== void 0) return known;
    const sha = askGit(this.directory, ["merge-base", a, b]);
    this.#mergeBases.set(key, sha);
    return sha;
  }
  /** The commits that `head` has and `base` has not, oldest first. */
  commitsBetween(base, head2) {
    const list6 = runGit(this.directory, ["rev-list", "--reverse", "--topo-order", `${base}..${head2}`]).toString();
    return list6.split("\n").filter((sha) => sha !== "");
  }
};
function readSignature(text) {
  const match = /^(.*) <(.*)> (\d+) [+-]\d{4}$/.exec(text);
  const [, name2 = "", email = "", seconds = "0"] = match ?? [];
  return { name: name2, email, date: isoSeconds(Number(seconds) * 1e3) };
}
function isoSeconds(milliseconds) {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, "Z");
}

// emulator/identity.ts
var ACTIONS_BOT = { id: 41898282, login: "github-actions[bot]", type: "Bot" };
function meets(required, question) {
  return required.split(";").some((alternative) => alternative.split(",").every((need) => meetsOne(need.trim(), question)));
}
function meetsOne(need, { identity, role, isPrivate }) {
  const [name2 = "", level = "read"] = need.split("=");
  if (level === "read" && !isPrivate) return true;
  if (identity === null) return false;
  if (identity.permissions !== null) return allows(identity.permissions, name2, level);
  if (level === "read") return role !== "none";
  if (name2 === "pull_requests" || name2 === "issues") return !isPrivate || role !== "none";
  return name2 !== "checks" && canWrite(role);
}
function canWrite(role) {
  return role === "write" || role === "admin";
}
function allows(permissions, name2, level) {
  if (name2 === "metadata") return true;
  const held = Object.entries(permissions).find(([held2]) => held2 === name2)?.[1];
  return held === "write" || held === "read" && level === "read";
}

// emulator/world.ts
var EPOCH = Date.parse("2026-01-05T08:00:00Z");
var FIRST_ID = 3e9;
var HOUR = 36e5;
function createWorld(serverUrl, anchorTexts) {
  return {
    serverUrl,
    apiUrl: "",
    repositories: [],
    tokens: /* @__PURE__ */ new Map(),
    accounts: /* @__PURE__ */ new Map([[ACTIONS_BOT.login, ACTIONS_BOT]]),
    anchorTexts,
    anchorRefusals: 0,
    refusedAnchors: [],
    unexpected: [],
    rate: { limit: 1e3, remaining: 1e3, resetAt: Date.now() + HOUR },
    lastId: FIRST_ID,
    lastTime: EPOCH
  };
}
function nextId(world) {
  world.lastId += 1;
  return world.lastId;
}
function tick(world) {
  world.lastTime += 1e3;
  return isoSeconds(world.lastTime);
}
function accountOf(world, login) {
  const known = world.accounts.get(login);
  if (known) return known;
  const account = { id: nextId(world), login, type: login.endsWith("[bot]") ? "Bot" : "User" };
  world.accounts.set(login, account);
  return account;
}
function issueToken(world, login, permissions) {
  const token = `${permissions === null ? "ghp" : "ghs"}_emulated${String(world.tokens.size + 1).padStart(28, "0")}`;
  world.tokens.set(token, { account: accountOf(world, login), permissions });
  return token;
}
function findRepository(world, owner, name2) {
  return world.repositories.find(
    (candidate) => candidate.owner.login.toLowerCase() === owner.toLowerCase() && candidate.name.toLowerCase() === name2.toLowerCase()
  );
}
function findPull(repository2, number) {
  return repository2.pulls.find((pull) => pull.number === number);
}

// emulator/branches.ts
function signatureOf(world, account) {
  const name2 = account.login.replace("[bot]", "");
  return { name: account.login, email: `${account.id}+${name2}@users.noreply.github.com`, date: tick(world) };
}
function writeCommit(world, repository2, parent, push) {
  const author = signatureOf(world, push.author);
  return repository2.git.commit({ parent, files: push.files, message: push.message, author, committer: author });
}
function moveBranch(world, repository2, owner, branch2, sha) {
  repository2.git.updateRef(branchRef(repository2, owner, branch2), sha);
  for (const pull of repository2.pulls) {
    if (pull.state !== "open") continue;
    const isHead = (pull.fork ?? repository2.owner).login === owner && pull.headRef === branch2;
    if (isHead) moveHead(world, repository2, pull, sha);
    if (owner === repository2.owner.login && pull.baseRef === branch2) pull.baseSha = sha;
  }
}
function moveHead(world, repository2, pull, sha) {
  pull.headSha = sha;
  pull.updatedAt = tick(world);
  repository2.git.updateRef(`refs/pull/${pull.number}/head`, sha);
}
function pushHead(world, repository2, pull, sha) {
  moveBranch(world, repository2, (pull.fork ?? repository2.owner).login, pull.headRef, sha);
}

// emulator/apply.ts
import { Buffer as Buffer4 } from "node:buffer";

// emulator/diff.ts
var cache = /* @__PURE__ */ new WeakMap();
function diffCommits(store, base, head2) {
  const known = cache.get(store) ?? /* @__PURE__ */ new Map();
  cache.set(store, known);
  const key = `${base} ${head2}`;
  const files2 = known.get(key) ?? readDiff(store.directory, base, head2);
  known.set(key, files2);
  return files2;
}
function readDiff(directory, base, head2) {
  const options = ["--find-renames", "--no-color", "--no-ext-diff", "--no-textconv"];
  const summary2 = runGit(directory, ["diff", "--raw", "--numstat", "-z", "--no-abbrev", ...options, base, head2]);
  const patch = runGit(directory, ["diff", "--unified=3", ...options, base, head2]);
  const { entries, counts } = readSummary(summary2.toString("utf8").split("\0"));
  const sections = patch.toString("utf8").split(/^(?=diff --git )/m);
  let next = 0;
  return entries.map((entry, index) => {
    const taken = sections.slice(next, next + (entry.letter === "T" ? 2 : 1));
    next += taken.length;
    return fileDiff(entry, counts[index] ?? [0, 0], taken);
  });
}
function readSummary(tokens) {
  const entries = [];
  const counts = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] ?? "";
    if (token.startsWith(":")) {
      const [, , oldBlob = "", newBlob = "", status = ""] = token.split(" ");
      const letter = status[0] ?? "";
      const width = letter === "R" || letter === "C" ? 2 : 1;
      const paths = tokens.slice(index + 1, index + 1 + width);
      entries.push({ letter, blob: letter === "D" ? oldBlob : newBlob, sameBlob: oldBlob === newBlob, paths });
      index += width;
    } else if (token !== "") {
      const [added = "", deleted = "", path = ""] = token.split("	");
      counts.push([Number(added) || 0, Number(deleted) || 0]);
      if (path === "") index += 2;
    }
  }
  return { entries, counts };
}
function fileDiff(entry, [additions, deletions], sections) {
  const patches = sections.map(patchOf).filter((patch2) => patch2 !== null);
  const patch = patches.length === 0 ? null : patches.join("\n");
  return {
    path: entry.paths.at(-1) ?? "",
    previousPath: entry.paths.length === 2 ? entry.paths[0] ?? null : null,
    status: statusOf(entry),
    blob: entry.blob,
    additions,
    deletions,
    patch,
    hunks: patch === null ? [] : parsePatch(patch)
  };
}
function patchOf(section) {
  const start = section.search(/^@@ /m);
  return start === -1 ? null : section.slice(start).replace(/\n$/, "");
}
function statusOf(entry) {
  if (entry.letter === "A") return "added";
  if (entry.letter === "D") return "removed";
  if (entry.letter === "R") return "renamed";
  if (entry.letter === "C") return "copied";
  return entry.letter === "T" || entry.sameBlob ? "changed" : "modified";
}

// emulator/line-map.ts
var cache2 = /* @__PURE__ */ new WeakMap();
function mapRange(store, from, to, path, start, end) {
  if (from === to) return { path, start, end };
  const file2 = changesBetween(store, from, to).get(path);
  if (file2 === void 0) return { path, start, end };
  if (file2.newPath === null) return null;
  let shift = 0;
  for (const { oldStart, oldCount, newCount } of file2.changes) {
    const first = oldCount === 0 ? oldStart + 1 : oldStart;
    const afterLast = first + oldCount;
    if (first > end) break;
    if (afterLast > start && !(oldCount === 0 && first <= start)) return null;
    shift += newCount - oldCount;
  }
  return { path: file2.newPath, start: start + shift, end: end + shift };
}
function changesBetween(store, from, to) {
  const known = cache2.get(store) ?? /* @__PURE__ */ new Map();
  cache2.set(store, known);
  const key = `${from} ${to}`;
  const files2 = known.get(key) ?? readChanges(store.directory, from, to);
  known.set(key, files2);
  return files2;
}
function readChanges(directory, from, to) {
  const options = ["--find-renames", "--no-color", "--no-ext-diff", "--no-textconv"];
  const names = runGit(directory, ["diff", "--name-status", "-z", ...options, from, to]).toString("utf8").split("\0");
  const sections = runGit(directory, ["diff", "--unified=0", ...options, from, to]).toString("utf8").split(/^(?=diff --git )/m);
  const files2 = /* @__PURE__ */ new Map();
  let section = 0;
  for (let index = 0; index + 1 < names.length; ) {
    const letter = names[index]?.[0] ?? "";
    const oldPath = names[index + 1] ?? "";
    const renamed = letter === "R" || letter === "C";
    const newPath = renamed ? names[index + 2] ?? "" : oldPath;
    const changes = changesOf(sections[section] ?? "");
    if (letter !== "A") files2.set(oldPath, { newPath: letter === "D" || letter === "T" ? null : newPath, changes });
    section += letter === "T" ? 2 : 1;
    index += renamed ? 3 : 2;
  }
  return files2;
}
function changesOf(section) {
  return [...section.matchAll(/^@@ -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@/gm)].map((match) => ({
    oldStart: Number(match[1]),
    oldCount: Number(match[2] ?? 1),
    newCount: Number(match[3] ?? 1)
  }));
}

// emulator/pull-diff.ts
function mergeBaseOf(repository2, pull, commit2 = pull.headSha) {
  return repository2.git.mergeBase(pull.baseSha, commit2) ?? pull.baseSha;
}
function pullFiles(repository2, pull, commit2 = pull.headSha) {
  return diffCommits(repository2.git, mergeBaseOf(repository2, pull, commit2), commit2);
}
function isPatchWithheld(repository2, file2) {
  const { limits, withheldPatches } = repository2;
  return withheldPatches.has(file2.path) || file2.additions + file2.deletions > limits.patchLines || (file2.patch?.length ?? 0) > limits.patchBytes;
}
function placeOf(repository2, pull, comment) {
  const { anchor } = comment;
  if (anchor.line === null) return { path: anchor.path, line: null, startLine: null, position: 1 };
  const right = anchor.side === "RIGHT";
  const from = right ? comment.commit : comment.mergeBase;
  const to = right ? pull.headSha : mergeBaseOf(repository2, pull);
  const sameSide = anchor.startSide === null || anchor.startSide === anchor.side;
  const start = sameSide ? anchor.startLine ?? anchor.line : anchor.line;
  const moved = mapRange(repository2.git, from, to, oldPathOf(repository2, pull, comment), start, anchor.line);
  if (moved === null) return null;
  const file2 = pullFiles(repository2, pull).find(
    (candidate) => right ? candidate.path === moved.path : (candidate.previousPath ?? candidate.path) === moved.path
  );
  const line = file2?.hunks.map((hunk) => findLine(hunk, anchor.side, moved.end)).find((found) => found !== void 0);
  if (file2 === void 0 || line === void 0) return null;
  const startLine = anchor.startLine === null ? null : sameSide ? moved.start : anchor.startLine;
  return { path: file2.path, line: moved.end, startLine, position: line.position };
}
function oldPathOf(repository2, pull, comment) {
  const { path, side } = comment.anchor;
  if (side === "RIGHT") return path;
  return pullFiles(repository2, pull, comment.commit).find((file2) => file2.path === path)?.previousPath ?? path;
}

// emulator/state.ts
function fullName(repository2) {
  return `${repository2.owner.login}/${repository2.name}`;
}
function roleOf(repository2, login) {
  if (login === repository2.owner.login) return "admin";
  return repository2.roles.get(login) ?? (repository2.isPrivate ? "none" : "read");
}

// emulator/suggestion.ts
var HTML_BLOCK = /^ {0,3}<\/?(?:address|article|aside|blockquote|body|center|dd|details|dialog|div|dl|dt|fieldset|figure|footer|form|h[1-6]|header|hr|html|iframe|legend|li|link|main|menu|nav|ol|p|section|summary|table|tbody|td|tfoot|th|thead|title|tr|ul)(?:[\s/>]|$)/i;
var VERBATIM = /^ {0,3}<(pre|script|style|textarea)(?:[\s>]|$)/i;
var LONE_TAG = /^ {0,3}<\/?[a-z][\w-]*(?:\s[^<>]*)?\/?>\s*$/i;
var FENCE = /^( {0,3})(`{3,}|~{3,})[ \t]*([^\n]*)$/;
function findSuggestions(markdown) {
  const found = [];
  let block3 = null;
  let blankBefore = true;
  for (const line of markdown.replaceAll("\r\n", "\n").split("\n")) {
    if (block3 === null) block3 = htmlEnd(line, blankBefore) ?? openFence(line);
    else if (block3 instanceof RegExp) block3 = block3.test(line) ? null : block3;
    else if (closes(block3, line)) {
      if (block3.isSuggestion) found.push(block3.lines);
      block3 = null;
    } else block3.lines.push(withoutIndent(line, block3.indent));
    blankBefore = line.trim() === "";
  }
  if (block3 !== null && !(block3 instanceof RegExp) && block3.isSuggestion) found.push(block3.lines);
  return found;
}
function openFence(line) {
  const match = FENCE.exec(line);
  if (match === null) return null;
  const [, indent = "", mark = "", info = ""] = match;
  if (mark.startsWith("`") && info.includes("`")) return null;
  return { indent: indent.length, mark, isSuggestion: /^suggestion(?:\s|$)/.test(info), lines: [] };
}
function closes(fence, line) {
  const mark = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1];
  return mark !== void 0 && mark[0] === fence.mark[0] && mark.length >= fence.mark.length;
}
function htmlEnd(line, blankBefore) {
  if (/^ {0,3}<!--/.test(line)) return line.includes("-->") ? null : /-->/;
  const verbatim = VERBATIM.exec(line)?.[1];
  if (verbatim !== void 0) {
    const end = new RegExp(`</${verbatim}>`, "i");
    return end.test(line) ? null : end;
  }
  return HTML_BLOCK.test(line) || blankBefore && LONE_TAG.test(line) ? /^\s*$/ : null;
}
function withoutIndent(line, indent) {
  return line.slice(Math.min(indent, line.length - line.trimStart().length));
}

// emulator/apply.ts
function planApply(repository2, pull, comments2, clicker, crlf) {
  const closed = refusePull(repository2, pull, clicker);
  if (closed !== null) return { ok: false, reason: closed };
  const replacements = [];
  for (const comment of comments2) {
    const next = replacementOf(repository2, pull, comment);
    if (typeof next === "string") return { ok: false, reason: next };
    const overlaps = replacements.some(
      (other) => other.path === next.path && other.start <= next.end && next.start <= other.end
    );
    if (overlaps) return { ok: false, reason: "Only one suggestion per line can be applied in a batch." };
    replacements.push(next);
  }
  const files2 = {};
  for (const path of new Set(replacements.map((each) => each.path))) {
    const here = replacements.filter((each) => each.path === path).sort((a, b) => b.start - a.start);
    let lines = headLines(repository2, pull, path);
    for (const { start, end, lines: put } of here) lines = replaceLines(lines, start, end, put, crlf);
    files2[path] = Buffer4.from(lines.join(""), "latin1");
  }
  return { ok: true, files: files2, comments: comments2 };
}
function refusePull(repository2, pull, clicker) {
  if (pull.state === "closed") return "Suggestions cannot be applied while the pull request is closed.";
  if (pull.queued) return "Suggestions cannot be applied while the pull request is queued to merge.";
  const author = pull.author.login === clicker.login;
  if (!author && !canWrite(roleOf(repository2, clicker.login)))
    return "You do not have permission to apply suggestions.";
  return pull.headDeleted === "no" ? null : "The head branch of this pull request is gone.";
}
function replacementOf(repository2, pull, comment) {
  const review = pull.reviews.find((candidate) => candidate.id === comment.reviewId);
  if (review?.state === "PENDING") return "Suggestions cannot be applied from pending reviews.";
  const [lines] = findSuggestions(comment.body);
  if (lines === void 0 || comment.anchor.line === null) return "This comment holds no suggestion.";
  if (comment.thread.resolvedBy !== null) return "This suggestion has been applied or marked resolved.";
  const place = placeOf(repository2, pull, comment);
  if (place === null || place.line === null) return "Outdated suggestions cannot be applied.";
  const start = place.startLine ?? place.line;
  if (touchesDeletion(repository2, pull, comment, place.path, start, place.line)) {
    return "Applying suggestions on deleted lines is not supported.";
  }
  const before = headLines(repository2, pull, place.path).slice(start - 1, place.line);
  const after = lines.map((line) => Buffer4.from(line, "utf8").toString("latin1"));
  const same2 = before.length === after.length && before.every((line, index) => line.replace(/\r?\n$/, "") === after[index]);
  if (same2) return "This suggestion is invalid because no changes were made to the code.";
  return { comment, path: place.path, start, end: place.line, lines: after };
}
function touchesDeletion(repository2, pull, { anchor }, path, start, end) {
  if (anchor.side === "LEFT" || anchor.startSide === "LEFT") return true;
  for (const hunk of pullFiles(repository2, pull).find((file2) => file2.path === path)?.hunks ?? []) {
    const first = hunk.lines.findIndex((line) => line.right === start);
    const last = hunk.lines.findIndex((line) => line.right === end);
    if (first !== -1 && hunk.lines.slice(first, last + 1).some((line) => line.kind === "deleted")) return true;
  }
  return false;
}
function headLines(repository2, pull, path) {
  const entry = repository2.git.entries(pull.headSha).get(path);
  if (entry === void 0) return [];
  return repository2.git.blob(entry.sha).toString("latin1").match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
function replaceLines(lines, start, end, put, crlf) {
  const eol = crlf ? "\r\n" : "\n";
  const last = lines[end - 1] ?? "";
  const unfinished = end === lines.length && !last.endsWith("\n");
  const inserted = put.map((line, index) => unfinished && index === put.length - 1 ? line : `${line}${eol}`);
  return [...lines.slice(0, start - 1), ...inserted, ...lines.slice(end)];
}

// emulator/body.ts
var Body = class _Body {
  #fields;
  constructor(value) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new Refusal(400, "Problems parsing JSON");
    }
    this.#fields = value;
  }
  has(name2) {
    return this.#fields[name2] !== void 0 && this.#fields[name2] !== null;
  }
  text(name2) {
    return this.#typed(name2, "string", (value) => typeof value === "string");
  }
  integer(name2) {
    return this.#typed(name2, "integer", (value) => Number.isInteger(value));
  }
  oneOf(name2, choices) {
    const value = this.text(name2);
    if (value === void 0) return void 0;
    const choice = choices.find((candidate) => candidate === value);
    if (choice === void 0) throw wrong2(name2, `${value} is not a member of ${JSON.stringify(choices)}`);
    return choice;
  }
  required(name2) {
    const value = this.text(name2);
    if (value === void 0) throw new Refusal(422, `Invalid request.

"${name2}" wasn't supplied.`);
    return value;
  }
  list(name2) {
    const value = this.#typed(name2, "array", Array.isArray);
    return (value ?? []).map((item2) => new _Body(item2));
  }
  object(name2) {
    return this.has(name2) ? new _Body(this.#fields[name2]) : void 0;
  }
  #typed(name2, type, accepts) {
    if (!this.has(name2)) return void 0;
    const value = this.#fields[name2];
    if (!accepts(value)) throw wrong2(name2, `${JSON.stringify(value)} is not of type ${type}`);
    return value;
  }
};
function bodyOf(request) {
  return new Body(request.body ?? {});
}
function wrong2(name2, problem) {
  return new Refusal(422, `Invalid request.

For 'properties/${name2}', ${problem}.`);
}

// emulator/anchors.ts
function resolveAnchor(files2, order, withheld) {
  const file2 = files2.find((candidate) => candidate.path === order.path);
  if (file2 === void 0) return { ok: false, fault: "path" };
  if (withheld) return { ok: false, fault: "line" };
  const side = order.side ?? "RIGHT";
  const end = locate(file2, order, side);
  if (end === void 0) return { ok: false, fault: "line" };
  const endSide = order.line === void 0 ? sideOf(end.line) : side;
  const base = { path: file2.path, side: endSide, line: lineOn(end.line, endSide), position: end.line.position };
  if (order.start_line === void 0) {
    const diffHunk2 = hunkText(end.hunk, end.line);
    return { ok: true, anchor: { ...base, startLine: null, startSide: null, diffHunk: diffHunk2 } };
  }
  const startSide = order.start_side ?? side;
  if (startSide === endSide && order.start_line >= (base.line ?? 0)) return { ok: false, fault: "start-order" };
  const start = findLine(end.hunk, startSide, order.start_line);
  if (start === void 0) {
    const elsewhere = file2.hunks.some((hunk) => findLine(hunk, startSide, order.start_line ?? 0) !== void 0);
    return { ok: false, fault: elsewhere ? "start-hunk" : "start-line" };
  }
  if (start.position >= end.line.position) return { ok: false, fault: "start-order" };
  const diffHunk = hunkText(end.hunk, end.line);
  return { ok: true, anchor: { ...base, startLine: order.start_line, startSide, diffHunk } };
}
function anchorMessages(fault, texts) {
  switch (fault) {
    case "start-order":
      return ["Pull request review thread start line must precede the end line."];
    case "start-hunk":
      return ["Pull request review thread start line must be part of the same hunk as the line."];
    case "path":
      return [texts === "current" ? "Path could not be resolved" : "Pull request review thread path is invalid"];
    default:
      if (texts === "current") return ["Line could not be resolved"];
      return [
        "Pull request review thread line must be part of the diff",
        "Pull request review thread diff hunk can't be blank"
      ];
  }
}
function locate(file2, order, side) {
  for (const hunk of file2.hunks) {
    const line = order.line === void 0 ? hunk.lines.find((candidate) => candidate.position === order.position && candidate.kind !== "no-newline") : findLine(hunk, side, order.line);
    if (line !== void 0) return { hunk, line };
  }
  return void 0;
}
function sideOf(line) {
  return line.kind === "deleted" ? "LEFT" : "RIGHT";
}
function lineOn(line, side) {
  return side === "RIGHT" ? line.right : line.left;
}
function hunkText(hunk, last) {
  const lines = hunk.lines.filter((line) => line.position <= last.position).map((line) => line.raw);
  return [hunk.header, ...lines].join("\n");
}

// emulator/review-rules.ts
var MAX_BODY = 65536;
var REVIEW_EVENTS = ["APPROVE", "REQUEST_CHANGES", "COMMENT"];
var SIDES = ["LEFT", "RIGHT"];
function refuseWhenLocked(repository2, pull, identity) {
  if (!pull.locked) return;
  if (identity.permissions === null && canWrite(roleOf(repository2, identity.account.login))) return;
  throw new Refusal(403, "Unable to create comment because issue is locked.");
}
function isTooLong(body) {
  return body.length > MAX_BODY && [...body].length > MAX_BODY;
}
function refuseLongBody(body) {
  if (isTooLong(body)) throw unprocessable([`Body is too long (maximum is ${MAX_BODY} characters)`]);
}
function checkEvent(repository2, pull, identity, event) {
  if (event === "COMMENT") return;
  if (identity.account.login === ACTIONS_BOT.login && event === "APPROVE" && !repository2.actionsMayApprove) {
    throw unprocessable(["GitHub Actions is not permitted to approve pull requests."]);
  }
  if (identity.account.login === pull.author.login) {
    const verb = event === "APPROVE" ? "approve" : "request changes on";
    throw unprocessable([`Can not ${verb} your own pull request`]);
  }
}
function refuseSecondPending(pull, identity) {
  if (hasPending(pull, identity)) throw unprocessable(["User can only have one pending review per pull request"]);
}
function hasPending(pull, identity) {
  return pull.reviews.some((review) => review.state === "PENDING" && review.author.login === identity.account.login);
}
function commitOf(repository2, pull, named) {
  if (named === void 0 || named === pull.headSha) return pull.headSha;
  const base = repository2.git.mergeBase(pull.baseSha, pull.headSha) ?? pull.baseSha;
  return repository2.git.commitsBetween(base, pull.headSha).includes(named) ? named : null;
}
function readAnchor(body) {
  return {
    path: body.required("path"),
    position: body.integer("position"),
    line: body.integer("line"),
    side: body.oneOf("side", SIDES),
    start_line: body.integer("start_line"),
    start_side: body.oneOf("start_side", SIDES)
  };
}
function judgeAnchor(world, repository2, pull, commit2, order) {
  const files2 = pullFiles(repository2, pull, commit2);
  const file2 = files2.find((candidate) => candidate.path === order.path);
  const answer = resolveAnchor(files2, order, file2 !== void 0 && isPatchWithheld(repository2, file2));
  if (!answer.ok) return { fault: answer.fault, ordered: false };
  const ordered = world.refusedAnchors.some((refuses) => refuses(answer.anchor));
  return ordered ? { fault: "line", ordered } : { anchor: answer.anchor };
}
function judgeAnchors(world, repository2, pull, commit2, orders) {
  const judged = orders.map((order) => judgeAnchor(world, repository2, pull, commit2, order));
  const faults = judged.filter((each) => "fault" in each);
  if (faults.some((each) => !each.ordered)) world.anchorRefusals += 1;
  if (faults.length > 0) {
    throw unprocessable([...new Set(faults.flatMap(({ fault }) => anchorMessages(fault, world.anchorTexts)))]);
  }
  return judged.flatMap((each) => "anchor" in each ? [each.anchor] : []);
}
function singleAnchorRefusal(world, judged) {
  if (!("fault" in judged)) return null;
  if (!judged.ordered) world.anchorRefusals += 1;
  const field2 = judged.fault === "path" ? "pull_request_review_thread.path" : "pull_request_review_thread.line";
  const texts = {
    path: `${field2} is invalid`,
    line: `${field2} must be part of the diff`,
    "start-line": "pull_request_review_thread.start_line must be part of the same hunk as the line.",
    "start-hunk": "pull_request_review_thread.start_line must be part of the same hunk as the line.",
    "start-order": "pull_request_review_thread.start_line must precede the end line."
  };
  return invalid("PullRequestReviewComment", field2, texts[judged.fault]);
}

// emulator/review-write.ts
var VERDICTS = {
  APPROVE: "APPROVED",
  REQUEST_CHANGES: "CHANGES_REQUESTED",
  COMMENT: "COMMENTED"
};
function createReview(desk, body) {
  const { world, repository: repository2, pull, identity } = desk;
  refuseWhenLocked(repository2, pull, identity);
  const event = body.oneOf("event", REVIEW_EVENTS);
  const text = body.text("body") ?? "";
  const entries = body.list("comments");
  refuseLongBody(text);
  if (event !== void 0) checkEvent(repository2, pull, identity, event);
  if (event !== void 0 && event !== "APPROVE" && text === "" && entries.length === 0) {
    throw unprocessable(["Body can't be blank"]);
  }
  refuseSecondPending(pull, identity);
  if (entries.length > repository2.limits.commentsPerReview) throw new Refusal(502, "Server Error");
  const commit2 = commitOf(repository2, pull, body.text("commit_id"));
  if (commit2 === null) throw unprocessable(["Commit is not part of the pull request"]);
  const bodies = entries.map((entry) => entry.required("body"));
  if (bodies.some((each) => each.trim() === "")) throw unprocessable(["Body can't be blank"]);
  for (const each of bodies) refuseLongBody(each);
  const anchors = judgeAnchors(world, repository2, pull, commit2, entries.map(readAnchor));
  const review = addReview(desk, text, commit2, event);
  for (const [index, anchor] of anchors.entries()) addComment(desk, bodies[index] ?? "", commit2, anchor, review.id);
  return review;
}
function submitReview({ world, repository: repository2, pull, identity }, review, body) {
  const event = body.oneOf("event", REVIEW_EVENTS);
  if (event === void 0) throw new Refusal(422, `Invalid request.

"event" wasn't supplied.`);
  if (review.state !== "PENDING") throw unprocessable(["Can not submit a review that is not pending"]);
  checkEvent(repository2, pull, identity, event);
  const text = body.text("body") ?? review.body;
  refuseLongBody(text);
  if (event !== "APPROVE" && text === "" && !pull.comments.some((comment) => comment.reviewId === review.id)) {
    throw unprocessable(["Body can't be blank"]);
  }
  review.body = text;
  review.state = VERDICTS[event];
  review.submittedAt = tick(world);
}
function createComment(desk, body) {
  const { world, repository: repository2, pull, identity } = desk;
  refuseWhenLocked(repository2, pull, identity);
  const text = checkedText(body);
  const inReplyTo = body.integer("in_reply_to");
  if (inReplyTo !== void 0) return reply(desk, inReplyTo, text);
  refuseCommentWhilePending(desk);
  const commit2 = commitOf(repository2, pull, body.required("commit_id"));
  if (commit2 === null) {
    throw invalid("PullRequestReviewComment", "commit_id", "commit_id is not part of the pull request");
  }
  if (body.oneOf("subject_type", ["line", "file"]) === "file") {
    return commentWhole(desk, body.required("path"), commit2, text);
  }
  const judged = judgeAnchor(world, repository2, pull, commit2, readAnchor(body));
  const refusal = singleAnchorRefusal(world, judged);
  if (refusal !== null || !("anchor" in judged)) throw refusal ?? notFound();
  const review = addReview(desk, "", commit2, "COMMENT");
  return addComment(desk, text, commit2, judged.anchor, review.id);
}
function replyTo(desk, id, body) {
  refuseWhenLocked(desk.repository, desk.pull, desk.identity);
  refuseCommentWhilePending(desk);
  return reply(desk, id, checkedText(body));
}
function editBody(world, comment, body, who) {
  comment.body = checkedText(body);
  comment.updatedAt = tick(world);
  comment.editors.push(who.login);
}
function draft(fields) {
  return new Body(fields);
}
function checkedText(body) {
  const text = body.required("body");
  if (text.trim() === "") throw invalid("IssueComment", "body", "body can't be blank", "missing_field");
  if (isTooLong(text)) {
    throw invalid("IssueComment", "body", `body is too long (maximum is ${MAX_BODY} characters)`, "unprocessable");
  }
  return text;
}
function refuseCommentWhilePending({ pull, identity }) {
  if (!hasPending(pull, identity)) return;
  throw invalid("PullRequestReview", "user_id", "user_id can only have one pending review per pull request");
}
function commentWhole(desk, path, commit2, text) {
  if (!pullFiles(desk.repository, desk.pull, commit2).some((file2) => file2.path === path)) {
    desk.world.anchorRefusals += 1;
    throw invalid("PullRequestReviewComment", "path", "path is invalid");
  }
  const whole = {
    path,
    side: "RIGHT",
    line: null,
    startLine: null,
    startSide: null,
    position: null,
    diffHunk: ""
  };
  const review = addReview(desk, "", commit2, "COMMENT");
  return addComment(desk, text, commit2, whole, review.id);
}
function reply(desk, id, text) {
  const parent = desk.pull.comments.find((comment) => comment.id === id);
  if (parent === void 0) throw notFound();
  const root = parent.inReplyTo ?? parent.id;
  const review = addReview(desk, "", parent.commit, "COMMENT");
  return addComment(desk, text, parent.commit, parent.anchor, review.id, { root, thread: parent.thread });
}
function addReview(desk, body, commit2, event) {
  const { world, pull, identity } = desk;
  const review = {
    id: nextId(world),
    author: identity.account,
    body,
    state: event === void 0 ? "PENDING" : VERDICTS[event],
    commit: commit2,
    submittedAt: event === void 0 ? null : tick(world),
    minimizedReason: null
  };
  pull.reviews.push(review);
  return review;
}
function addComment({ world, repository: repository2, pull, identity }, body, commit2, anchor, reviewId, parent) {
  const now = tick(world);
  const comment = {
    id: nextId(world),
    reviewId,
    author: identity.account,
    body,
    createdAt: now,
    updatedAt: now,
    inReplyTo: parent?.root ?? null,
    anchor,
    commit: commit2,
    mergeBase: mergeBaseOf(repository2, pull, commit2),
    minimizedReason: null,
    editors: [],
    thread: parent?.thread ?? { id: nextId(world), resolvedBy: null }
  };
  pull.comments.push(comment);
  return comment;
}

// emulator/json-account.ts
function accountJson(world, account) {
  const slug = account.login.replace("[bot]", "");
  const api = `${world.apiUrl}/users/${encodeURIComponent(account.login)}`;
  const html2 = account.type === "Bot" ? `${world.serverUrl}/apps/${slug}` : `${world.serverUrl}/${slug}`;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId(account.type === "Bot" ? "BOT" : "U", account.id),
    avatar_url: `${world.serverUrl}/avatars/u/${account.id}`,
    gravatar_id: "",
    url: api,
    html_url: html2,
    followers_url: `${api}/followers`,
    following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`,
    starred_url: `${api}/starred{/owner}{/repo}`,
    subscriptions_url: `${api}/subscriptions`,
    organizations_url: `${api}/orgs`,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    received_events_url: `${api}/received_events`,
    type: account.type,
    site_admin: false
  };
}
function actionsAppJson(world) {
  return {
    id: 15368,
    slug: "github-actions",
    node_id: nodeId("A", 15368),
    owner: accountJson(world, { id: 9919, login: "github", type: "Organization" }),
    name: "GitHub Actions",
    description: "Automate your workflow from idea to production",
    external_url: "https://help.github.com/en/actions",
    html_url: `${world.serverUrl}/apps/github-actions`,
    created_at: "2018-07-30T09:30:17Z",
    updated_at: "2019-12-10T19:04:12Z",
    permissions: { contents: "read", metadata: "read", pull_requests: "write", checks: "write" },
    events: []
  };
}
function associationOf(repository2, pull, account) {
  if (account.login === repository2.owner.login) return "OWNER";
  if (account.login === ACTIONS_BOT.login) return "NONE";
  const role = roleOf(repository2, account.login);
  if (role === "write" || role === "admin") return "COLLABORATOR";
  return pull?.author.login === account.login ? "CONTRIBUTOR" : "NONE";
}
function nodeId(prefix, id) {
  return `${prefix}_${btoa(String(id)).replaceAll("=", "").replaceAll("+", "-").replaceAll("/", "_")}`;
}
function readNodeId(id) {
  const match = /^([A-Z]+)_([\w-]+)$/.exec(id);
  if (match === null) return null;
  try {
    return { prefix: match[1] ?? "", key: atob((match[2] ?? "").replaceAll("-", "+").replaceAll("_", "/")) };
  } catch {
    return null;
  }
}

// emulator/json-comment.ts
function reviewJson(world, repository2, pull, review) {
  const { pullUrl, html: html2 } = addresses(world, repository2, pull);
  const page2 = `${html2}#pullrequestreview-${review.id}`;
  return {
    id: review.id,
    node_id: nodeId("PRR", review.id),
    user: accountJson(world, review.author),
    body: review.body,
    state: review.state,
    html_url: page2,
    pull_request_url: pullUrl,
    author_association: associationOf(repository2, pull, review.author),
    _links: { html: { href: page2 }, pull_request: { href: pullUrl } },
    ...review.submittedAt === null ? {} : { submitted_at: review.submittedAt },
    commit_id: review.commit
  };
}
function reviewCommentJson(world, repository2, pull, comment) {
  const { pullUrl, html: html2, api } = addresses(world, repository2, pull);
  const { anchor } = comment;
  const place = placeOf(repository2, pull, comment);
  const wholeFile = anchor.line === null;
  const page2 = `${html2}#discussion_r${comment.id}`;
  const url = `${api}/pulls/comments/${comment.id}`;
  return {
    url,
    pull_request_review_id: comment.reviewId,
    id: comment.id,
    node_id: nodeId("PRRC", comment.id),
    diff_hunk: anchor.diffHunk,
    path: anchor.path,
    commit_id: place === null ? comment.commit : pull.headSha,
    original_commit_id: comment.commit,
    user: accountJson(world, comment.author),
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    html_url: page2,
    pull_request_url: pullUrl,
    author_association: associationOf(repository2, pull, comment.author),
    _links: { self: { href: url }, html: { href: page2 }, pull_request: { href: pullUrl } },
    ...comment.inReplyTo === null ? {} : { in_reply_to_id: comment.inReplyTo },
    subject_type: wholeFile ? "file" : "line",
    side: anchor.side,
    start_side: anchor.startSide,
    // GitHub gives 1 for a comment on the whole file.
    line: wholeFile ? 1 : place?.line ?? null,
    original_line: anchor.line ?? 1,
    start_line: wholeFile ? null : place?.startLine ?? null,
    original_start_line: anchor.startLine,
    position: wholeFile ? 1 : place?.position ?? null,
    original_position: anchor.position ?? 1,
    reactions: reactions(url)
  };
}
function issueCommentJson(world, repository2, comment) {
  const api = `${world.apiUrl}/repos/${fullName(repository2)}`;
  const url = `${api}/issues/comments/${comment.id}`;
  const pull = findPull(repository2, comment.issue) ?? null;
  return {
    url,
    html_url: `${world.serverUrl}/${fullName(repository2)}/pull/${comment.issue}#issuecomment-${comment.id}`,
    issue_url: `${api}/issues/${comment.issue}`,
    id: comment.id,
    node_id: nodeId("IC", comment.id),
    user: accountJson(world, comment.author),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: associationOf(repository2, pull, comment.author),
    body: comment.body,
    reactions: reactions(url),
    performed_via_github_app: null
  };
}
function diffText(file2) {
  const old = file2.status === "added" ? "/dev/null" : `a/${file2.previousPath ?? file2.path}`;
  const now = file2.status === "removed" ? "/dev/null" : `b/${file2.path}`;
  const head2 = `diff --git a/${file2.previousPath ?? file2.path} b/${file2.path}
`;
  return file2.patch === null ? head2 : `${head2}--- ${old}
+++ ${now}
${file2.patch}
`;
}
function addresses(world, repository2, pull) {
  const api = `${world.apiUrl}/repos/${fullName(repository2)}`;
  const html2 = `${world.serverUrl}/${fullName(repository2)}/pull/${pull.number}`;
  return { api, html: html2, pullUrl: `${api}/pulls/${pull.number}` };
}
function reactions(url) {
  return {
    url: `${url}/reactions`,
    total_count: 0,
    "+1": 0,
    "-1": 0,
    laugh: 0,
    hooray: 0,
    confused: 0,
    heart: 0,
    rocket: 0,
    eyes: 0
  };
}

// emulator/paging.ts
function pageOf(call, items, render) {
  const { page: page2, size } = pageRequest(call);
  const shown4 = items.slice((page2 - 1) * size, page2 * size);
  const link2 = linkHeader(call, page2, Math.max(1, Math.ceil(items.length / size)));
  return { status: 200, body: shown4.map(render), ...link2 === "" ? {} : { headers: { link: link2 } } };
}
function pageRequest({ request }) {
  const page2 = Math.max(1, Number(request.query.get("page") ?? 1) || 1);
  const size = Math.min(100, Math.max(1, Number(request.query.get("per_page") ?? 30) || 30));
  return { page: page2, size };
}
function linkHeader({ world, request }, page2, last) {
  const to = (target, name2) => {
    const query = new URLSearchParams(request.query);
    query.set("page", String(target));
    return `<${world.apiUrl}${request.path}?${query}>; rel="${name2}"`;
  };
  const links = [];
  if (page2 > 1) links.push(to(page2 - 1, "prev"));
  if (page2 < last) links.push(to(page2 + 1, "next"), to(last, "last"));
  if (page2 > 1) links.push(to(1, "first"));
  return links.join(", ");
}

// emulator/route.ts
function matchRoute(routes, method, path) {
  for (const route2 of routes) {
    if (route2.method !== method) continue;
    const params = matchPattern(route2.pattern, path);
    if (params !== null) return { route: route2, params };
  }
  return null;
}
function matchPattern(pattern, path) {
  const source = pattern.replace(
    /\{(\w+)\}/g,
    (_2, name2) => name2 === "path" || name2 === "ref" || name2 === "basehead" || name2 === "branch" ? `(?<${name2}>.+)` : `(?<${name2}>[^/]+)`
  );
  const match = new RegExp(`^${source}$`).exec(path);
  if (match === null) return null;
  return Object.fromEntries(Object.entries(match.groups ?? {}).map(([name2, value]) => [name2, decode(value)]));
}
function answerRoute(world, { route: route2, params }, request) {
  const repository2 = params.owner === void 0 ? void 0 : findRepository(world, params.owner, params.repo ?? "");
  if (params.owner !== void 0) {
    const role = repository2 && request.identity ? roleOf(repository2, request.identity.account.login) : "none";
    const installed = request.identity !== null && request.identity.permissions !== null;
    if (repository2 === void 0 || repository2.isPrivate && role === "none" && !installed) throw notFound();
    if (route2.permission !== "") {
      const question = { identity: request.identity, role, isPrivate: repository2.isPrivate };
      if (!meets(route2.permission, question)) throw forbidden(request.identity);
    }
  }
  return route2.handle({ world, request, params });
}
function onRepository(handle) {
  return (call) => {
    const repository2 = findRepository(call.world, call.params.owner ?? "", call.params.repo ?? "");
    if (repository2 === void 0) throw notFound();
    return handle({ ...call, repository: repository2 });
  };
}
function onPull(handle) {
  return onRepository((call) => {
    const pull = findPull(call.repository, Number(call.params.pull_number ?? call.params.issue_number));
    if (pull === void 0) throw notFound();
    return handle({ ...call, pull });
  });
}
function signedIn(request) {
  if (request.identity === null) throw new Refusal(401, "Requires authentication");
  return request.identity;
}
function forbidden(identity) {
  if (identity === null) return new Refusal(401, "Requires authentication");
  return new Refusal(
    403,
    `Resource not accessible by ${identity.permissions === null ? "personal access token" : "integration"}`
  );
}
function decode(text) {
  try {
    return decodeURIComponent(text ?? "");
  } catch {
    return text ?? "";
  }
}

// emulator/routes-reviews.ts
var READ = "pull_requests=read";
var WRITE = "pull_requests=write";
var LIST = "/repos/{owner}/{repo}/pulls/{pull_number}/reviews";
var ONE = `${LIST}/{review_id}`;
var REVIEW_ROUTES = [
  { method: "GET", pattern: LIST, permission: READ, handle: onPull(list) },
  { method: "POST", pattern: LIST, permission: WRITE, handle: onPull(create) },
  { method: "GET", pattern: ONE, permission: READ, handle: onPull((call) => shown(call, reviewOf(call))) },
  { method: "PUT", pattern: ONE, permission: WRITE, handle: onPull(update) },
  { method: "DELETE", pattern: ONE, permission: WRITE, handle: onPull(remove) },
  { method: "POST", pattern: `${ONE}/events`, permission: WRITE, handle: onPull(submit) },
  { method: "GET", pattern: `${ONE}/comments`, permission: READ, handle: onPull(comments) }
];
function isVisible(call, review) {
  return review.state !== "PENDING" || review.author.login === call.request.identity?.account.login;
}
function list(call) {
  const { world, repository: repository2, pull } = call;
  const reviews = pull.reviews.filter((review) => isVisible(call, review));
  return pageOf(call, reviews, (review) => reviewJson(world, repository2, pull, review));
}
function create(call) {
  return shown(call, createReview({ ...call, identity: signedIn(call.request) }, bodyOf(call.request)));
}
function update(call) {
  const review = ownReview(call);
  const text = bodyOf(call.request).required("body");
  if (text.trim() === "") throw unprocessable(["Body can't be blank"]);
  refuseLongBody(text);
  review.body = text;
  return shown(call, review);
}
function remove(call) {
  const review = ownReview(call);
  if (review.state !== "PENDING") throw new Refusal(422, "Can not delete a non-pending pull request review");
  const { pull } = call;
  const answer = shown(call, review);
  pull.reviews.splice(pull.reviews.indexOf(review), 1);
  const kept = pull.comments.filter((comment) => comment.reviewId !== review.id);
  pull.comments.splice(0, pull.comments.length, ...kept);
  return answer;
}
function submit(call) {
  const review = ownReview(call);
  submitReview({ ...call, identity: signedIn(call.request) }, review, bodyOf(call.request));
  return shown(call, review);
}
function comments(call) {
  const { world, repository: repository2, pull } = call;
  const review = reviewOf(call);
  const items = pull.comments.filter((comment) => comment.reviewId === review.id);
  return pageOf(call, items, (comment) => {
    const { subject_type: _2, ...rest } = reviewCommentJson(world, repository2, pull, comment);
    return rest;
  });
}
function shown({ world, repository: repository2, pull }, review) {
  return { status: 200, body: reviewJson(world, repository2, pull, review) };
}
function reviewOf(call) {
  const review = call.pull.reviews.find((candidate) => candidate.id === Number(call.params.review_id));
  if (review === void 0 || !isVisible(call, review)) throw notFound();
  return review;
}
function ownReview(call) {
  const review = reviewOf(call);
  if (review.author.login !== signedIn(call.request).account.login) throw new Refusal(403, "Forbidden");
  return review;
}

// emulator/routes-review-comments.ts
var READ2 = "pull_requests=read";
var WRITE2 = "pull_requests=write";
var LIST2 = "/repos/{owner}/{repo}/pulls/{pull_number}/comments";
var ONE2 = "/repos/{owner}/{repo}/pulls/comments/{comment_id}";
var REVIEW_COMMENT_ROUTES = [
  { method: "GET", pattern: LIST2, permission: READ2, handle: onPull(list2) },
  { method: "POST", pattern: LIST2, permission: WRITE2, handle: onPull(create2) },
  { method: "POST", pattern: `${LIST2}/{comment_id}/replies`, permission: WRITE2, handle: onPull(reply2) },
  { method: "GET", pattern: ONE2, permission: READ2, handle: onRepository(show) },
  { method: "PATCH", pattern: ONE2, permission: WRITE2, handle: onRepository(update2) },
  { method: "DELETE", pattern: ONE2, permission: WRITE2, handle: onRepository(remove2) }
];
function mayEdit(repository2, identity, comment) {
  const { login } = identity.account;
  if (comment.author.login === login) return true;
  return identity.permissions !== null || canWrite(roleOf(repository2, login));
}
function deleteComment(pull, comment) {
  pull.comments.splice(pull.comments.indexOf(comment), 1);
}
function isCommentVisible(call, pull, comment) {
  const review = pull.reviews.find((candidate) => candidate.id === comment.reviewId);
  return review === void 0 || isVisible(call, review);
}
function list2(call) {
  const { world, repository: repository2, pull, request } = call;
  const submitted = pull.comments.filter(
    (comment) => pull.reviews.every((review) => review.id !== comment.reviewId || review.state !== "PENDING")
  );
  const sorted = request.query.get("direction") === "desc" ? submitted.toReversed() : submitted;
  return pageOf(call, sorted, (comment) => reviewCommentJson(world, repository2, pull, comment));
}
function create2(call) {
  const comment = createComment({ ...call, identity: signedIn(call.request) }, bodyOf(call.request));
  return shown2(call, call.pull, comment, 201);
}
function reply2(call) {
  const desk = { ...call, identity: signedIn(call.request) };
  return shown2(call, call.pull, replyTo(desk, Number(call.params.comment_id), bodyOf(call.request)), 201);
}
function show(call) {
  const { pull, comment } = find(call);
  return shown2(call, pull, comment, 200);
}
function update2(call) {
  const { pull, comment } = findEditable(call);
  editBody(call.world, comment, bodyOf(call.request), signedIn(call.request).account);
  return shown2(call, pull, comment, 200);
}
function remove2(call) {
  const { pull, comment } = findEditable(call);
  deleteComment(pull, comment);
  return { status: 204, body: null };
}
function shown2(call, pull, comment, status) {
  return { status, body: reviewCommentJson(call.world, call.repository, pull, comment) };
}
function find(call) {
  for (const pull of call.repository.pulls) {
    const comment = pull.comments.find((candidate) => candidate.id === Number(call.params.comment_id));
    if (comment !== void 0 && isCommentVisible(call, pull, comment)) return { pull, comment };
  }
  throw notFound();
}
function findEditable(call) {
  const found = find(call);
  if (!mayEdit(call.repository, signedIn(call.request), found.comment)) throw new Refusal(403, "Forbidden");
  return found;
}

// emulator/routes-issue-comments.ts
var READ3 = "issues=read; pull_requests=read";
var WRITE3 = "issues=write; pull_requests=write";
var LIST3 = "/repos/{owner}/{repo}/issues/{issue_number}/comments";
var ONE3 = "/repos/{owner}/{repo}/issues/comments/{comment_id}";
var ISSUE_COMMENT_ROUTES = [
  { method: "GET", pattern: LIST3, permission: READ3, handle: onPull(list3) },
  { method: "POST", pattern: LIST3, permission: WRITE3, handle: onPull(create3) },
  { method: "GET", pattern: ONE3, permission: READ3, handle: onRepository((call) => shown3(call, find2(call), 200)) },
  { method: "PATCH", pattern: ONE3, permission: WRITE3, handle: onRepository(update3) },
  { method: "DELETE", pattern: ONE3, permission: WRITE3, handle: onRepository(remove3) }
];
function addIssueComment(world, repository2, pull, identity, body) {
  refuseWhenLocked(repository2, pull, identity);
  const { commentsPerIssue } = repository2.limits;
  if (repository2.issueComments.filter((comment2) => comment2.issue === pull.number).length >= commentsPerIssue) {
    throw new Refusal(403, `Commenting is disabled on issues with more than ${commentsPerIssue} comments`);
  }
  const now = tick(world);
  const comment = {
    id: nextId(world),
    issue: pull.number,
    author: identity.account,
    body: checkedText(draft({ body })),
    createdAt: now,
    updatedAt: now,
    minimizedReason: null,
    editors: []
  };
  repository2.issueComments.push(comment);
  return comment;
}
function list3(call) {
  const { world, repository: repository2, pull } = call;
  const comments2 = repository2.issueComments.filter((comment) => comment.issue === pull.number);
  return pageOf(call, comments2, (comment) => issueCommentJson(world, repository2, comment));
}
function create3(call) {
  const { world, repository: repository2, pull, request } = call;
  const comment = addIssueComment(world, repository2, pull, signedIn(request), bodyOf(request).required("body"));
  return shown3(call, comment, 201);
}
function update3(call) {
  const comment = findEditable2(call);
  editBody(call.world, comment, bodyOf(call.request), signedIn(call.request).account);
  return shown3(call, comment, 200);
}
function remove3(call) {
  const { issueComments } = call.repository;
  issueComments.splice(issueComments.indexOf(findEditable2(call)), 1);
  return { status: 204, body: null };
}
function shown3({ world, repository: repository2 }, comment, status) {
  return { status, body: issueCommentJson(world, repository2, comment) };
}
function find2(call) {
  const comment = call.repository.issueComments.find((candidate) => candidate.id === Number(call.params.comment_id));
  if (comment === void 0) throw notFound();
  return comment;
}
function findEditable2(call) {
  const comment = find2(call);
  if (!mayEdit(call.repository, signedIn(call.request), comment)) throw new Refusal(403, "Forbidden");
  return comment;
}

// emulator/people.ts
var People = class {
  #world;
  #repository;
  #pull;
  constructor(world, repository2, pull) {
    this.#world = world;
    this.#repository = repository2;
    this.#pull = pull;
  }
  /** Comments on the diff and returns the comment's id. The body is theirs to choose, a forged marker included. */
  comment(login, { path, line, startLine, side, body }) {
    const place = line === void 0 ? { subject_type: "file" } : { line, start_line: startLine, side };
    const order = draft({ body, path, commit_id: this.#pull.headSha, ...place });
    return createComment(this.#desk(login), order).id;
  }
  /** Comments in the conversation and returns the comment's id. */
  say(login, body) {
    return addIssueComment(this.#world, this.#repository, this.#pull, this.#identity(login), body).id;
  }
  /** Answers in a comment's thread and returns the answer's id. */
  reply(login, commentId, body) {
    return replyTo(this.#desk(login), commentId, draft({ body })).id;
  }
  /** Posts a review, or leaves it pending without an event; returns its id. */
  review(login, review) {
    const comments2 = (review.comments ?? []).map(({ path, line, startLine, side, body }) => ({
      path,
      body,
      line,
      side,
      start_line: startLine
    }));
    return createReview(this.#desk(login), draft({ body: review.body ?? "", event: review.event, comments: comments2 })).id;
  }
  edit(login, commentId, body) {
    editBody(this.#world, this.commentById(commentId), draft({ body }), accountOf(this.#world, login));
  }
  remove(commentId) {
    deleteComment(this.#pull, this.commentById(commentId));
  }
  /** Resolves the thread that a comment is in. */
  resolve(login, commentId) {
    this.commentById(commentId).thread.resolvedBy = accountOf(this.#world, login);
  }
  unresolve(commentId) {
    this.commentById(commentId).thread.resolvedBy = null;
  }
  /** The comment with an id; throws when it is gone. */
  commentById(id) {
    const comment = this.#pull.comments.find((candidate) => candidate.id === id);
    if (comment === void 0) throw new Error(`no review comment ${id} on pull request ${this.#pull.number}`);
    return comment;
  }
  #identity(login) {
    const account = accountOf(this.#world, login);
    return { account, permissions: account.type === "Bot" ? { pull_requests: "write" } : null };
  }
  #desk(login) {
    return { world: this.#world, repository: this.#repository, pull: this.#pull, identity: this.#identity(login) };
  }
};

// emulator/snapshot.ts
function commentView(repository2, pull, comment) {
  const { anchor, thread: thread2 } = comment;
  const place = placeOf(repository2, pull, comment);
  const review = pull.reviews.find((candidate) => candidate.id === comment.reviewId);
  return {
    id: comment.id,
    author: comment.author.login,
    body: comment.body,
    path: place?.path ?? anchor.path,
    side: anchor.side,
    line: place?.line ?? null,
    startLine: place?.startLine ?? null,
    originalLine: anchor.line,
    originalStartLine: anchor.startLine,
    subject: anchor.line === null ? "file" : "line",
    outdated: place === null,
    pending: review?.state === "PENDING",
    inReplyTo: comment.inReplyTo,
    reviewId: comment.reviewId,
    threadId: nodeId("PRRT", thread2.id),
    resolvedBy: thread2.resolvedBy?.login ?? null,
    minimized: comment.minimizedReason,
    editors: comment.editors
  };
}
function reviewView(review) {
  const { id, author, body, state, commit: commit2 } = review;
  return { id, author: author.login, body, state, commit: commit2 };
}

// emulator/pull-handle.ts
var PullRequestHandle = class {
  state;
  /** Scripted people: they comment, reply, resolve, lock, whatever the client under test is doing. */
  people;
  #world;
  #repository;
  constructor(world, repository2, state) {
    this.#world = world;
    this.#repository = repository2;
    this.state = state;
    this.people = new People(world, repository2, state);
  }
  get number() {
    return this.state.number;
  }
  get headSha() {
    return this.state.headSha;
  }
  /** The base branch's tip, GitHub's `base.sha`. */
  get baseSha() {
    return this.state.baseSha;
  }
  get mergeBaseSha() {
    return mergeBaseOf(this.#repository, this.state);
  }
  /** Commits files on the head branch and returns the new head. */
  push(files2, options = {}) {
    return this.#move(this.state.headSha, files2, options);
  }
  /** Replaces the whole branch by one commit on a parent (the base's tip unless given), as after a rebase or a squash. */
  forcePush(files2, options = {}) {
    return this.#move(options.parent ?? this.state.baseSha, files2, options);
  }
  /** Merges the base branch into the head ("Update branch"); throws when they conflict. */
  updateBranch() {
    const who = signatureOf(this.#world, this.state.author);
    const { git } = this.#repository;
    const sha = git.merge(this.state.headSha, this.state.baseSha, `Merge branch '${this.state.baseRef}'
`, who);
    if (sha === null) throw new Error("the base branch conflicts with the head");
    pushHead(this.#world, this.#repository, this.state, sha);
    return sha;
  }
  /** Merges the pull request and closes it; throws when it conflicts. */
  merge() {
    const who = signatureOf(this.#world, this.#repository.owner);
    const message = `Merge pull request #${this.number}

${this.state.title}
`;
    const sha = this.#repository.git.merge(this.state.baseSha, this.state.headSha, message, who);
    if (sha === null) throw new Error("the pull request conflicts with its base");
    this.state.mergedSha = sha;
    this.state.state = "closed";
    this.state.updatedAt = tick(this.#world);
    moveBranch(this.#world, this.#repository, this.#repository.owner.login, this.state.baseRef, sha);
    return sha;
  }
  close() {
    this.state.state = "closed";
  }
  reopen() {
    this.state.state = "open";
  }
  lock() {
    this.state.locked = true;
  }
  unlock() {
    this.state.locked = false;
  }
  setDraft(draft2) {
    this.state.draft = draft2;
  }
  /** Deletes the head branch, or the whole fork; the head's commits stay readable by id. */
  deleteHead(what) {
    const owner = (this.state.fork ?? this.#repository.owner).login;
    this.#repository.git.deleteRef(branchRef(this.#repository, owner, this.state.headRef));
    this.state.headDeleted = what;
  }
  /** A file's text at the head, or null when it is not there. */
  read(path) {
    const entry = this.#repository.git.entries(this.state.headSha).get(path);
    return entry?.type === "blob" ? this.#repository.git.blob(entry.sha).toString("utf8") : null;
  }
  /** The changed files with their hunks, three-dot, as GitHub draws them. */
  files() {
    return pullFiles(this.#repository, this.state);
  }
  /** The review comments as they stand now, oldest first, those of pending reviews included. */
  comments() {
    return this.state.comments.map((comment) => commentView(this.#repository, this.state, comment));
  }
  reviews() {
    return this.state.reviews.map(reviewView);
  }
  issueComments() {
    return this.#repository.issueComments.filter((comment) => comment.issue === this.number);
  }
  /** Presses "Commit suggestion" on a comment: a commit by the clicking person, and the thread is resolved. */
  applySuggestion(commentId, options) {
    return this.applySuggestions([commentId], options);
  }
  /** Applies several suggestions as one batch. With `crlf` the lines put in end in CR LF, as GitHub has been seen to do. */
  applySuggestions(commentIds, { as, crlf = false }) {
    const comments2 = commentIds.map((id) => this.people.commentById(id));
    const clicker = accountOf(this.#world, as);
    const plan = planApply(this.#repository, this.state, comments2, clicker, crlf);
    if (!plan.ok) return plan;
    const authors = [...new Set(comments2.map((comment) => comment.author))];
    const trailers = authors.map((author) => {
      const { name: name2, email } = signatureOf(this.#world, author);
      return `Co-authored-by: ${name2} <${email}>`;
    });
    const subject = comments2.length === 1 ? `Apply suggestion from @${authors[0]?.login}` : "Apply suggestions from code review";
    const message = `${subject}

${trailers.join("\n")}
`;
    const commit2 = this.#move(this.state.headSha, plan.files, { author: as, message });
    for (const comment of comments2) comment.thread.resolvedBy = clicker;
    return { ok: true, commit: commit2 };
  }
  #move(parent, files2, options) {
    if (this.state.headDeleted !== "no") throw new Refusal(422, "the head branch is gone");
    const author = options.author === void 0 ? this.state.author : accountOf(this.#world, options.author);
    const push = { author, files: files2, message: options.message ?? "Change files\n" };
    const sha = writeCommit(this.#world, this.#repository, parent, push);
    pushHead(this.#world, this.#repository, this.state, sha);
    return sha;
  }
};
function nextNumber(repository2) {
  return repository2.pulls.length + 1;
}

// emulator/json-commit.ts
function commitJson(world, repository2, sha) {
  const { git, api, html: html2 } = sources(world, repository2);
  const commit2 = git.readCommit(sha);
  const author = accountBySignature(world, commit2.author);
  const committer = accountBySignature(world, commit2.committer);
  return {
    sha,
    node_id: nodeId("C", sha),
    url: `${api}/commits/${sha}`,
    html_url: `${html2}/commit/${sha}`,
    comments_url: `${api}/commits/${sha}/comments`,
    commit: {
      url: `${api}/git/commits/${sha}`,
      author: commit2.author,
      committer: commit2.committer,
      message: commit2.message,
      comment_count: 0,
      tree: { sha: commit2.tree, url: `${api}/git/trees/${commit2.tree}` },
      verification: UNSIGNED
    },
    author: author && accountJson(world, author),
    committer: committer && accountJson(world, committer),
    parents: commit2.parents.map((parent) => parentJson(api, html2, parent))
  };
}
function gitCommitJson(world, repository2, sha) {
  const { git, api, html: html2 } = sources(world, repository2);
  const commit2 = git.readCommit(sha);
  return {
    sha,
    node_id: nodeId("C", sha),
    url: `${api}/git/commits/${sha}`,
    html_url: `${html2}/commit/${sha}`,
    author: commit2.author,
    committer: commit2.committer,
    message: commit2.message,
    tree: { sha: commit2.tree, url: `${api}/git/trees/${commit2.tree}` },
    parents: commit2.parents.map((parent) => ({
      ...parentJson(api, html2, parent),
      url: `${api}/git/commits/${parent}`
    })),
    verification: UNSIGNED
  };
}
function fileJson(world, repository2, commit2, file2) {
  const { api, html: html2 } = sources(world, repository2);
  const path = file2.path.split("/").map(encodeURIComponent).join("/");
  return {
    sha: file2.blob,
    filename: file2.path,
    status: file2.status,
    additions: file2.additions,
    deletions: file2.deletions,
    changes: file2.additions + file2.deletions,
    blob_url: `${html2}/blob/${commit2}/${path}`,
    raw_url: `${html2}/raw/${commit2}/${path}`,
    contents_url: `${api}/contents/${path}?ref=${commit2}`,
    ...file2.patch === null || isPatchWithheld(repository2, file2) ? {} : { patch: file2.patch },
    ...file2.previousPath === null ? {} : { previous_filename: file2.previousPath }
  };
}
var UNSIGNED = { verified: false, reason: "unsigned", signature: null, payload: null, verified_at: null };
function sources(world, repository2) {
  const full = fullName(repository2);
  return { git: repository2.git, api: `${world.apiUrl}/repos/${full}`, html: `${world.serverUrl}/${full}` };
}
function parentJson(api, html2, sha) {
  return { sha, url: `${api}/commits/${sha}`, html_url: `${html2}/commit/${sha}` };
}
function accountBySignature(world, who) {
  return world.accounts.has(who.name) ? accountOf(world, who.name) : null;
}

// emulator/json-repository.ts
var PLAIN_LINKS = ["contributors", "deployments", "downloads", "events", "forks", "hooks", "languages", "merges"];
var MORE_PLAIN_LINKS = ["stargazers", "subscribers", "subscription", "tags", "teams"];
var TEMPLATE_LINKS = {
  archive_url: "/{archive_format}{/ref}",
  assignees_url: "/assignees{/user}",
  blobs_url: "/git/blobs{/sha}",
  branches_url: "/branches{/branch}",
  collaborators_url: "/collaborators{/collaborator}",
  comments_url: "/comments{/number}",
  commits_url: "/commits{/sha}",
  compare_url: "/compare/{base}...{head}",
  contents_url: "/contents/{+path}",
  git_commits_url: "/git/commits{/sha}",
  git_refs_url: "/git/refs{/sha}",
  git_tags_url: "/git/tags{/sha}",
  issue_comment_url: "/issues/comments{/number}",
  issue_events_url: "/issues/events{/number}",
  issues_url: "/issues{/number}",
  keys_url: "/keys{/key_id}",
  labels_url: "/labels{/name}",
  milestones_url: "/milestones{/number}",
  notifications_url: "/notifications{?since,all,participating}",
  pulls_url: "/pulls{/number}",
  releases_url: "/releases{/id}",
  statuses_url: "/statuses/{sha}",
  trees_url: "/git/trees{/sha}"
};
function repositoryJson(world, repository2, fork = null) {
  const owner = fork ?? repository2.owner;
  const full = `${owner.login}/${repository2.name}`;
  const api = `${world.apiUrl}/repos/${full}`;
  const html2 = `${world.serverUrl}/${full}`;
  const plain2 = [...PLAIN_LINKS, ...MORE_PLAIN_LINKS].map((name2) => [`${name2}_url`, `${api}/${name2}`]);
  const templates = Object.entries(TEMPLATE_LINKS).map(([name2, rest]) => [name2, `${api}${rest}`]);
  return {
    id: fork === null ? repository2.id : repository2.id * 1e3 + fork.id,
    node_id: nodeId("R", full),
    name: repository2.name,
    full_name: full,
    private: repository2.isPrivate,
    owner: accountJson(world, owner),
    html_url: html2,
    description: null,
    fork: fork !== null,
    url: api,
    ...Object.fromEntries([...plain2, ...templates]),
    clone_url: `${html2}.git`,
    git_url: `git://${html2.replace(/^https?:\/\//, "")}.git`,
    ssh_url: `git@${html2.replace(/^https?:\/\//, "").replace("/", ":")}.git`,
    svn_url: html2,
    homepage: null,
    language: null,
    mirror_url: null,
    license: null,
    default_branch: repository2.defaultBranch,
    ...COUNTS,
    open_issues: repository2.pulls.length,
    open_issues_count: repository2.pulls.length,
    visibility: repository2.isPrivate ? "private" : "public",
    created_at: repository2.createdAt,
    updated_at: repository2.createdAt,
    pushed_at: repository2.createdAt
  };
}
var COUNTS = {
  forks: 0,
  forks_count: 0,
  stargazers_count: 0,
  watchers: 0,
  watchers_count: 0,
  network_count: 0,
  subscribers_count: 0,
  size: 1,
  has_downloads: true,
  has_issues: true,
  has_projects: true,
  has_wiki: true,
  has_pages: false,
  has_discussions: false,
  archived: false,
  disabled: false
};

// emulator/json-pull.ts
function pullSimpleJson(world, repository2, pull) {
  const full = fullName(repository2);
  const api = `${world.apiUrl}/repos/${full}`;
  const html2 = `${world.serverUrl}/${full}/pull/${pull.number}`;
  const links = linksOf(api, pull);
  const closed = pull.state === "closed" ? pull.updatedAt : null;
  return {
    ...links,
    html_url: html2,
    diff_url: `${html2}.diff`,
    patch_url: `${html2}.patch`,
    id: repository2.id * 1e3 + pull.number,
    node_id: nodeId("PR", pullKey(repository2, pull)),
    number: pull.number,
    state: pull.state,
    locked: pull.locked,
    active_lock_reason: null,
    title: pull.title,
    body: pull.body,
    user: accountJson(world, pull.author),
    labels: [],
    milestone: null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: closed,
    merged_at: pull.mergedSha === null ? null : closed,
    merge_commit_sha: mergeCommit(repository2, pull),
    draft: pull.draft,
    author_association: associationOf(repository2, pull, pull.author),
    auto_merge: null,
    head: headJson(world, repository2, pull),
    base: {
      label: `${repository2.owner.login}:${pull.baseRef}`,
      ref: pull.baseRef,
      sha: pull.baseSha,
      user: accountJson(world, repository2.owner),
      repo: repositoryJson(world, repository2)
    },
    _links: {
      self: { href: links.url },
      html: { href: html2 },
      issue: { href: links.issue_url },
      comments: { href: links.comments_url },
      review_comments: { href: links.review_comments_url },
      review_comment: { href: links.review_comment_url },
      commits: { href: links.commits_url },
      statuses: { href: links.statuses_url }
    }
  };
}
function pullJson(world, repository2, pull) {
  const files2 = pullFiles(repository2, pull);
  const merge = mergeCommit(repository2, pull);
  const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);
  return {
    ...pullSimpleJson(world, repository2, pull),
    merged: pull.mergedSha !== null,
    mergeable: pull.state === "closed" ? null : merge !== null,
    mergeable_state: mergeableState(pull, merge),
    merged_by: pull.mergedSha === null ? null : accountJson(world, repository2.owner),
    maintainer_can_modify: pull.fork !== null,
    rebaseable: null,
    comments: repository2.issueComments.filter((comment) => comment.issue === pull.number).length,
    review_comments: pull.comments.length,
    commits: repository2.git.commitsBetween(mergeBaseOf(repository2, pull), pull.headSha).length,
    additions: sum(files2.map((file2) => file2.additions)),
    deletions: sum(files2.map((file2) => file2.deletions)),
    changed_files: files2.length
  };
}
function pullKey(repository2, pull) {
  return `${fullName(repository2)}#${pull.number}`;
}
function linksOf(api, pull) {
  return {
    url: `${api}/pulls/${pull.number}`,
    issue_url: `${api}/issues/${pull.number}`,
    commits_url: `${api}/pulls/${pull.number}/commits`,
    review_comments_url: `${api}/pulls/${pull.number}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    comments_url: `${api}/issues/${pull.number}/comments`,
    statuses_url: `${api}/statuses/${pull.headSha}`
  };
}
function headJson(world, repository2, pull) {
  const owner = pull.fork ?? repository2.owner;
  const gone = pull.headDeleted === "repository";
  return {
    label: gone ? `unknown:${pull.headRef}` : `${owner.login}:${pull.headRef}`,
    ref: pull.headRef,
    sha: pull.headSha,
    user: accountJson(world, owner),
    repo: gone ? null : repositoryJson(world, repository2, pull.fork)
  };
}
function mergeCommit(repository2, pull) {
  if (pull.mergedSha !== null) return pull.mergedSha;
  const who = { name: "GitHub", email: "noreply@github.com", date: pull.createdAt };
  return repository2.git.merge(pull.baseSha, pull.headSha, `Merge ${pull.headSha} into ${pull.baseSha}
`, who);
}
function mergeableState(pull, merge) {
  if (pull.state === "closed") return "unknown";
  if (pull.draft) return "draft";
  return merge === null ? "dirty" : "clean";
}

// emulator/runner-event.ts
var RunnerEvents = class {
  #world;
  #repository;
  constructor(world, repository2) {
    this.#world = world;
    this.#repository = repository2;
  }
  /** `pull_request`: the workflow's commit is the test merge. With `before` the action is `synchronize`. */
  pullRequest({ state: pull }, options = {}) {
    const payload2 = this.#pullPayload(pull, options);
    const merge = payload2.pull_request.merge_commit_sha;
    return {
      name: "pull_request",
      payload: payload2,
      sha: merge ?? pull.headSha,
      ref: `refs/pull/${pull.number}/merge`,
      headRef: pull.headRef,
      baseRef: pull.baseRef,
      actor: options.sender ?? pull.author.login
    };
  }
  /** `pull_request_target`: the same payload, run on the default branch. */
  pullRequestTarget(pull, options = {}) {
    const { name: _2, ...rest } = this.pullRequest(pull, options);
    return { ...rest, name: "pull_request_target", ...this.#onDefaultBranch() };
  }
  mergeGroup(group) {
    const { message, tree: tree2, author, committer } = this.#repository.git.readCommit(group.headSha);
    const head2 = { id: group.headSha, tree_id: tree2, message, timestamp: committer.date, author, committer };
    const payload2 = {
      action: "checks_requested",
      merge_group: {
        head_sha: group.headSha,
        head_ref: group.ref,
        base_sha: group.baseSha,
        base_ref: `refs/heads/${this.#repository.defaultBranch}`,
        head_commit: head2
      },
      ...this.#common("github-merge-queue[bot]")
    };
    return this.#plain("merge_group", payload2, group.headSha, group.ref, "github-merge-queue[bot]");
  }
  /** `push` of the tip of a branch (the default one unless given); `before` is its first parent unless given. */
  push(options = {}) {
    const branch2 = options.branch ?? this.#repository.defaultBranch;
    const after = this.#repository.git.resolveCommit(`refs/heads/${branch2}`) ?? "";
    const before = options.before ?? this.#repository.git.readCommit(after).parents[0] ?? "0".repeat(40);
    const sender = options.sender ?? this.#repository.owner.login;
    const { commit: commit2 } = commitJson(this.#world, this.#repository, after);
    const head2 = { id: after, tree_id: commit2.tree.sha, message: commit2.message, timestamp: commit2.author.date };
    const payload2 = {
      ref: `refs/heads/${branch2}`,
      before,
      after,
      created: /^0+$/.test(before),
      deleted: false,
      forced: false,
      base_ref: null,
      compare: `${this.#world.serverUrl}/${this.#fullName()}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
      commits: [head2],
      head_commit: head2,
      pusher: { name: sender, email: `${sender}@users.noreply.github.com` },
      ...this.#common(sender)
    };
    return this.#plain("push", payload2, after, `refs/heads/${branch2}`, sender);
  }
  schedule(cron = "17 4 * * 1") {
    const { sha, ref } = this.#onDefaultBranch();
    const owner = this.#repository.owner.login;
    const payload2 = { schedule: cron, workflow: ".github/workflows/das-grant-guard.yml", ...this.#common(owner) };
    return this.#plain("schedule", payload2, sha, ref, owner);
  }
  workflowDispatch(inputs = {}) {
    const { sha, ref } = this.#onDefaultBranch();
    const owner = this.#repository.owner.login;
    const workflow = ".github/workflows/das-grant-guard.yml";
    return this.#plain("workflow_dispatch", { inputs, ref, workflow, ...this.#common(owner) }, sha, ref, owner);
  }
  /** An event that no workflow of ours should listen to, such as `issues`. */
  other(name2, fields = {}) {
    const { sha, ref } = this.#onDefaultBranch();
    const owner = this.#repository.owner.login;
    return this.#plain(name2, { ...fields, ...this.#common(owner) }, sha, ref, owner);
  }
  #pullPayload(pull, options) {
    const action = options.action ?? (options.before === void 0 ? "opened" : "synchronize");
    return {
      action,
      number: pull.number,
      pull_request: pullJson(this.#world, this.#repository, pull),
      ...action === "synchronize" ? { before: options.before ?? pull.baseSha, after: pull.headSha } : {},
      ...this.#common(options.sender ?? pull.author.login)
    };
  }
  #common(sender) {
    return {
      repository: repositoryJson(this.#world, this.#repository),
      sender: accountJson(this.#world, accountOf(this.#world, sender))
    };
  }
  #plain(name2, payload2, sha, ref, actor) {
    return { name: name2, payload: payload2, sha, ref, headRef: "", baseRef: "", actor };
  }
  #onDefaultBranch() {
    const ref = `refs/heads/${this.#repository.defaultBranch}`;
    return { sha: this.#repository.git.resolveCommit(ref) ?? "", ref };
  }
  #fullName() {
    return `${this.#repository.owner.login}/${this.#repository.name}`;
  }
};

// emulator/repository-handle.ts
var RepositoryHandle = class {
  state;
  /** The events that start a workflow here, as a runner gets them. */
  events;
  #world;
  constructor(world, state) {
    this.#world = world;
    this.state = state;
    this.events = new RunnerEvents(world, state);
  }
  /** `owner/name` */
  get fullName() {
    return fullName(this.state);
  }
  /** The bare git repository's folder, for asking git itself. */
  get directory() {
    return this.state.git.directory;
  }
  /** Commits files on a branch (the default branch unless given; a new one starts there) and returns the new tip. */
  push(files2, options = {}) {
    const { git, defaultBranch, owner } = this.state;
    const branch2 = options.branch ?? defaultBranch;
    const parent = git.resolveCommit(`refs/heads/${branch2}`) ?? git.resolveCommit(`refs/heads/${defaultBranch}`);
    const author = accountOf(this.#world, options.author ?? owner.login);
    const sha = writeCommit(this.#world, this.state, parent, {
      author,
      files: files2,
      message: options.message ?? "Change files\n"
    });
    moveBranch(this.#world, this.state, owner.login, branch2, sha);
    return sha;
  }
  /** The commit that a branch, tag or id names; throws when there is none. */
  commit(name2) {
    return requireCommit(this.state, name2);
  }
  /** A file's bytes at a commit or branch, or null when it is not there. */
  read(name2, path) {
    const commit2 = findCommit(this.state, name2);
    const entry = commit2 === null ? void 0 : this.state.git.entries(commit2).get(path);
    return entry?.type === "blob" ? this.state.git.blob(entry.sha) : null;
  }
  /** Opens a pull request whose branch starts at the base's tip, or at a commit given. */
  openPullRequest(options) {
    const world = this.#world;
    const number = nextNumber(this.state);
    const fork = options.fork === void 0 ? null : accountOf(world, options.fork);
    const author = accountOf(world, options.author ?? options.fork ?? "contributor");
    const baseRef = options.base ?? this.state.defaultBranch;
    const baseSha = this.commit(baseRef);
    const headRef = options.branch ?? (number === 1 ? "feature" : `feature-${number}`);
    const title = options.title ?? "Change files";
    const push = { author, files: options.files, message: `${title}
` };
    const headSha = writeCommit(world, this.state, options.from ?? baseSha, push);
    const now = tick(world);
    const pull = {
      number,
      title,
      body: options.body ?? null,
      author,
      baseRef,
      headRef,
      fork,
      headDeleted: "no",
      headSha,
      baseSha,
      state: "open",
      mergedSha: null,
      draft: options.draft ?? false,
      locked: false,
      queued: false,
      createdAt: now,
      updatedAt: now,
      reviews: [],
      comments: []
    };
    this.state.pulls.push(pull);
    moveBranch(world, this.state, (fork ?? this.state.owner).login, headRef, headSha);
    return new PullRequestHandle(world, this.state, pull);
  }
  /** Puts pull requests in the merge queue together and makes the group's commit; throws when they conflict. */
  mergeGroup(pulls) {
    const baseSha = this.commit(this.state.defaultBranch);
    let headSha = baseSha;
    for (const { state: pull } of pulls) {
      const who = signatureOf(this.#world, this.state.owner);
      const merged2 = this.state.git.merge(headSha, pull.headSha, `Merge pull request #${pull.number}
`, who);
      if (merged2 === null) throw new Error(`pull request ${pull.number} conflicts with ${this.state.defaultBranch}`);
      headSha = merged2;
      pull.queued = true;
    }
    const last = pulls.at(-1)?.number ?? 0;
    const branch2 = `gh-readonly-queue/${this.state.defaultBranch}/pr-${last}-${baseSha}`;
    moveBranch(this.#world, this.state, this.state.owner.login, branch2, headSha);
    return { ref: `refs/heads/${branch2}`, baseSha, headSha };
  }
  /** Leaves the patch of a path out of *list files*, as GitHub does with large files: no line of it can be commented. */
  withholdPatch(path) {
    this.state.withheldPatches.add(path);
  }
  /** Makes a person a collaborator. */
  grant(login, role) {
    accountOf(this.#world, login);
    this.state.roles.set(login, role);
  }
  get checkRuns() {
    return this.state.checkRuns;
  }
};

// emulator/server.ts
import { createServer } from "node:http";
async function listen(service, port2, hold) {
  const server = createServer((request, response) => void receive(service, request, response));
  await new Promise((resolve2, reject) => {
    server.once("error", reject);
    server.listen(port2, "127.0.0.1", resolve2);
  });
  if (!hold) server.unref();
  const { port: taken } = server.address();
  return { origin: `http://127.0.0.1:${taken}`, close: () => close(server) };
}
async function receive(service, request, response) {
  const chunks = [];
  try {
    for await (const chunk of request) chunks.push(chunk);
  } catch {
    return;
  }
  const [path = "/", query = ""] = (request.url ?? "/").split(/\?(.*)/s);
  const answer = service.answer({
    method: request.method ?? "GET",
    path: path.replace(/^\/api\/v3(?=\/)/, ""),
    query,
    headers: headersOf(request),
    text: Buffer.concat(chunks).toString("utf8")
  });
  if (answer.kind === "reset") request.socket.destroy();
  if (answer.kind !== "answer") return;
  response.writeHead(answer.status, { ...answer.headers, "content-length": String(answer.body.length) });
  response.end(answer.body);
}
function headersOf(request) {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name2, value]) => [
      name2,
      Array.isArray(value) ? value.join(", ") : value ?? ""
    ])
  );
}
function close(server) {
  return new Promise((resolve2) => {
    server.close(() => resolve2());
    server.closeAllConnections();
  });
}

// emulator/faults.ts
var RequestQueue = class {
  #orders = [];
  add(filter, what) {
    this.#orders.push({ filter, what, skip: filter.skip ?? 0, left: filter.times ?? 1 });
  }
  /** What is due for this request, `most` orders at most: those behind them in the queue wait for the next that fits. */
  take(arrival, most) {
    const due = [];
    for (const order of this.#orders) {
      if (order.left === 0 || !fits(order.filter, arrival)) continue;
      if (order.skip > 0) order.skip -= 1;
      else if (due.length < most) {
        order.left -= 1;
        due.push(order.what);
      }
    }
    return due;
  }
  /** Orders that no request has taken yet. */
  get waiting() {
    return this.#orders.filter((order) => order.left > 0).length;
  }
};
function faultAnswer(fault) {
  switch (fault.kind) {
    case "abuse":
      return new Refusal(422, "Validation Failed", [
        { resource: "PullRequestReview", code: "abuse", message: "was submitted too quickly" }
      ]).answer;
    case "too-quickly":
      return new Refusal(422, "Unprocessable Entity", ["was submitted too quickly"]).answer;
    case "secondary-limit":
      return new Refusal(
        fault.status ?? 403,
        "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
        void 0,
        fault.retryAfter === void 0 ? {} : { "retry-after": String(fault.retryAfter) }
      ).answer;
    case "primary-limit":
      return new Refusal(fault.status ?? 403, "API rate limit exceeded for installation.", void 0, {
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": String(Math.ceil(Date.now() / 1e3) + fault.resetIn)
      }).answer;
    case "bad-gateway":
      return { status: 502, body: { message: "Server Error" } };
    case "answer":
      return { status: fault.status, body: fault.body, headers: fault.headers ?? {} };
    default:
      return null;
  }
}
function hasEffect(fault) {
  return "effect" in fault && fault.effect === "after";
}
function fits(filter, { method, path, bodyText }) {
  if (filter.method !== void 0 && filter.method !== method) return false;
  if (filter.body !== void 0 && !filter.body.test(bodyText)) return false;
  if (filter.path === void 0) return true;
  return typeof filter.path === "string" ? matchPattern(filter.path, path) !== null : filter.path.test(path);
}

// emulator/graphql-execute.ts
var GraphqlObject = class {
  typename;
  interfaces;
  fields;
  constructor(typename, interfaces, fields) {
    this.typename = typename;
    this.interfaces = interfaces;
    this.fields = fields;
  }
};
var FieldRefusal = class extends Error {
  type;
  constructor(type, message) {
    super(message);
    this.type = type;
  }
};
var QueryRefusal = class extends Error {
};
function executeQuery(document, roots, variables, operationName) {
  const operation = document.operations.find((each) => operationName === null || each.name === operationName);
  if (operation === void 0) throw new QueryRefusal(`No operation named "${operationName}"`);
  const run3 = new Execution(document, variablesOf(operation, variables));
  const data = run3.object(roots[operation.type], operation.selections, []);
  return { data, errors: run3.errors };
}
var Execution = class {
  errors = [];
  #document;
  #variables;
  constructor(document, variables) {
    this.#document = document;
    this.#variables = variables;
  }
  object(target, selections, path) {
    const result = {};
    for (const selection of selections) {
      if (!this.#included(selection.directives)) continue;
      if (selection.kind === "field") {
        const value = this.#field(target, selection, [...path, selection.alias]);
        result[selection.alias] = merged(result[selection.alias], value);
        continue;
      }
      const { on, inner } = this.#fragment(selection);
      if (on !== null && on !== target.typename && !target.interfaces.includes(on)) continue;
      for (const [name2, value] of Object.entries(this.object(target, inner, path))) {
        result[name2] = merged(result[name2], value);
      }
    }
    return result;
  }
  #fragment(selection) {
    if (selection.kind === "inline") return { on: selection.on, inner: selection.selections };
    const fragment = this.#document.fragments.get(selection.name);
    if (fragment === void 0) throw new QueryRefusal(`Fragment ${selection.name} was used, but not defined`);
    return { on: fragment.on, inner: fragment.selections };
  }
  #field(target, field2, path) {
    if (field2.name === "__typename") return target.typename;
    const found = Object.hasOwn(target.fields, field2.name) ? target.fields[field2.name] : void 0;
    if (found === void 0) throw new QueryRefusal(`Field '${field2.name}' doesn't exist on type '${target.typename}'`);
    const { takes, give } = typeof found === "function" ? { takes: [], give: found } : found;
    const args = this.#values(field2.args);
    const stray = Object.keys(args).find((name2) => !takes.includes(name2));
    if (stray !== void 0) throw new QueryRefusal(`Field '${field2.name}' doesn't accept argument '${stray}'`);
    try {
      return this.#complete(give(args), field2, path);
    } catch (error) {
      if (!(error instanceof FieldRefusal)) throw error;
      this.errors.push({ type: error.type, path, locations: [{ line: 1, column: 1 }], message: error.message });
      return null;
    }
  }
  #complete(value, field2, path) {
    if (Array.isArray(value)) return value.map((item2, index) => this.#complete(item2, field2, [...path, index]));
    if (!(value instanceof GraphqlObject)) {
      if (field2.selections.length > 0 && value !== null) {
        throw new QueryRefusal(`Selections can't be made on scalars (field '${field2.name}')`);
      }
      return value;
    }
    if (field2.selections.length === 0) {
      throw new QueryRefusal(
        `Field must have selections (field '${field2.name}' returns ${value.typename} but has no selections.)`
      );
    }
    return this.object(value, field2.selections, path);
  }
  #included(directives) {
    return directives.every(({ name: name2, args }) => {
      const condition = this.#values(args).if === true;
      if (name2 !== "include" && name2 !== "skip") throw new QueryRefusal(`Directive @${name2} is not defined`);
      return name2 === "include" ? condition : !condition;
    });
  }
  #values(args) {
    return Object.fromEntries([...args].map(([name2, value]) => [name2, this.#value(value)]));
  }
  #value(value) {
    switch (value.kind) {
      case "literal":
        return value.value;
      case "list":
        return value.items.map((item2) => this.#value(item2));
      case "object":
        return this.#values(value.fields);
      case "variable":
        if (!this.#variables.has(value.name)) {
          throw new QueryRefusal(`Variable $${value.name} is used but not declared`);
        }
        return this.#variables.get(value.name);
    }
  }
};
function variablesOf(operation, given) {
  const declared = /* @__PURE__ */ new Map();
  for (const { name: name2, required, fallback } of operation.variables) {
    const value = given[name2] ?? (fallback?.kind === "literal" ? fallback.value : null);
    if (required && value === null) throw new QueryRefusal(`Variable $${name2} was provided invalid value`);
    declared.set(name2, value);
  }
  const stray = Object.keys(given).find((name2) => !declared.has(name2));
  if (stray !== void 0) throw new QueryRefusal(`Variable $${stray} is given but not declared`);
  return declared;
}
function merged(before, value) {
  if (!isRecord(before) || !isRecord(value)) return value;
  const both = { ...before };
  for (const [name2, inner] of Object.entries(value)) both[name2] = merged(both[name2], inner);
  return both;
}
function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// emulator/graphql-actor.ts
function actorObject(world, account) {
  const login = account.login.replace("[bot]", "");
  return new GraphqlObject(account.type, ["Actor", "Node"], {
    id: () => nodeId(account.type === "Bot" ? "BOT" : "U", account.id),
    databaseId: () => account.id,
    login: () => login,
    url: () => account.type === "Bot" ? `${world.serverUrl}/apps/${login}` : `${world.serverUrl}/${login}`,
    resourcePath: () => account.type === "Bot" ? `/apps/${login}` : `/${login}`,
    avatarUrl: { takes: ["size"], give: () => `${world.serverUrl}/avatars/u/${account.id}` }
  });
}
function viewerObject(world, account) {
  return new GraphqlObject("User", ["Actor", "Node"], {
    id: () => nodeId(account.type === "Bot" ? "BOT" : "U", account.id),
    databaseId: () => account.id,
    login: () => account.login,
    name: () => null,
    url: () => `${world.serverUrl}/${account.login.replace("[bot]", "")}`
  });
}

// emulator/graphql-git.ts
import { Buffer as Buffer5, isUtf8 } from "node:buffer";
import { posix } from "node:path";
function gitObject(world, repository2, expression) {
  const colon = expression.indexOf(":");
  const commit2 = findCommit(repository2, colon === -1 ? expression : expression.slice(0, colon));
  if (commit2 === null) return null;
  if (colon === -1) return commitObject(world, repository2, commit2);
  const path = expression.slice(colon + 1);
  if (path === "") return treeObject(world, repository2, repository2.git.readCommit(commit2).tree, "");
  const entry = repository2.git.entries(commit2).get(path);
  return entry === void 0 ? null : objectOf(world, repository2, entry.type, entry.sha, path);
}
function gitObjectById(world, repository2, oid) {
  const type = repository2.git.typeOf(oid);
  return type === null ? null : objectOf(world, repository2, type, oid, "");
}
function objectOf(world, repository2, type, oid, path) {
  if (type === "blob") return blobObject(world, repository2, oid);
  if (type === "tree") return treeObject(world, repository2, oid, path);
  return repository2.git.typeOf(oid) === "commit" ? commitObject(world, repository2, oid) : null;
}
function blobObject(world, repository2, oid) {
  const bytes = repository2.git.blob(oid);
  const limit = repository2.limits.graphqlText;
  const binary = bytes.subarray(0, 8e3).includes(0);
  return new GraphqlObject("Blob", ["GitObject", "Node"], {
    ...identityFields(world, repository2, "B", oid),
    byteSize: () => bytes.length,
    isBinary: () => binary,
    isTruncated: () => bytes.length > limit,
    text: () => binary ? null : decodeText(bytes.subarray(0, limit))
  });
}
function decodeText(bytes) {
  return Buffer5.from(bytes).toString(isUtf8(bytes) ? "utf8" : "latin1");
}
function treeObject(world, repository2, oid, path) {
  const children = () => [...repository2.git.entries(oid).values()].filter((entry) => !entry.path.includes("/"));
  return new GraphqlObject("Tree", ["GitObject", "Node"], {
    ...identityFields(world, repository2, "T", oid),
    entries: () => children().map((entry) => {
      const full = posix.join(path, entry.path);
      return new GraphqlObject("TreeEntry", [], {
        name: () => entry.path,
        path: () => full,
        type: () => entry.type,
        mode: () => Number.parseInt(entry.mode, 8),
        oid: () => entry.sha,
        size: () => entry.size ?? 0,
        object: () => objectOf(world, repository2, entry.type, entry.sha, full)
      });
    })
  });
}
function commitObject(world, repository2, oid) {
  const commit2 = repository2.git.readCommit(oid);
  return new GraphqlObject("Commit", ["GitObject", "Node"], {
    ...identityFields(world, repository2, "C", oid),
    message: () => commit2.message,
    messageHeadline: () => commit2.message.split("\n")[0] ?? "",
    committedDate: () => commit2.committer.date,
    tree: () => treeObject(world, repository2, commit2.tree, ""),
    url: () => `${world.serverUrl}/${fullName(repository2)}/commit/${oid}`
  });
}
function identityFields(world, repository2, prefix, oid) {
  return {
    id: () => nodeId(prefix, `${fullName(repository2)}@${oid}`),
    oid: () => oid,
    abbreviatedOid: () => oid.slice(0, 7),
    commitUrl: () => `${world.serverUrl}/${fullName(repository2)}/commit/${oid}`
  };
}

// emulator/graphql-connection.ts
var PAGING = ["first", "after", "last", "before"];
var MAX_PAGE = 100;
function connectionField(typename, items, render, alsoTakes = []) {
  return {
    takes: [...PAGING, ...alsoTakes],
    give: (args) => connection(typename, items(), render, args)
  };
}
function connection(typename, items, render, args) {
  const first = numberOf(args.first);
  const last = numberOf(args.last);
  if (first === null && last === null) {
    const message = `You must provide a \`first\` or \`last\` value to properly paginate the \`${typename}\` connection.`;
    throw new QueryRefusal(message);
  }
  if ((first ?? last ?? 0) > MAX_PAGE) {
    const message = `Requesting ${first ?? last} records on the connection exceeds the \`first\` limit of ${MAX_PAGE} records.`;
    throw new QueryRefusal(message);
  }
  const from = typeof args.after === "string" ? readCursor(args.after) + 1 : 0;
  const to = typeof args.before === "string" ? readCursor(args.before) : items.length;
  const start = first === null ? Math.max(from, to - (last ?? 0)) : from;
  const end = first === null ? to : Math.min(to, from + first);
  const page2 = items.slice(start, end);
  const pageInfo = new GraphqlObject("PageInfo", [], {
    hasNextPage: () => end < items.length,
    hasPreviousPage: () => start > 0,
    startCursor: () => page2.length === 0 ? null : cursorOf(start),
    endCursor: () => page2.length === 0 ? null : cursorOf(end - 1)
  });
  return new GraphqlObject(`${typename}Connection`, [], {
    totalCount: () => items.length,
    pageInfo: () => pageInfo,
    nodes: () => page2.map(render),
    edges: () => page2.map(
      (item2, index) => new GraphqlObject(`${typename}Edge`, [], { cursor: () => cursorOf(start + index), node: () => render(item2) })
    )
  });
}
function numberOf(value) {
  return typeof value === "number" ? value : null;
}
function cursorOf(index) {
  return btoa(`cursor:v2:${index}`);
}
function readCursor(cursor) {
  const index = Number(/^cursor:v2:(\d+)$/.exec(safeDecode(cursor))?.[1]);
  if (Number.isNaN(index))
    throw new FieldRefusal("INVALID_CURSOR_ARGUMENTS", `\`${cursor}\` does not appear to be a valid cursor.`);
  return index;
}
function safeDecode(text) {
  try {
    return atob(text);
  } catch {
    return "";
  }
}

// emulator/graphql-pull.ts
function pullObject(view) {
  const { world, repository: repository2, pull } = view;
  const merged2 = pull.mergedSha !== null;
  return new GraphqlObject("PullRequest", ["Node", "Lockable", "Closable"], {
    id: () => nodeId("PR", pullKey(repository2, pull)),
    number: () => pull.number,
    title: () => pull.title,
    body: () => pull.body ?? "",
    url: () => `${world.serverUrl}/${fullName(repository2)}/pull/${pull.number}`,
    state: () => merged2 ? "MERGED" : pull.state.toUpperCase(),
    closed: () => pull.state === "closed",
    merged: () => merged2,
    isDraft: () => pull.draft,
    locked: () => pull.locked,
    isCrossRepository: () => pull.fork !== null,
    mergeable: () => mergeCommit(repository2, pull) === null ? "CONFLICTING" : "MERGEABLE",
    author: () => actorObject(world, pull.author),
    headRefName: () => pull.headRef,
    headRefOid: () => pull.headSha,
    baseRefName: () => pull.baseRef,
    baseRefOid: () => pull.baseSha,
    createdAt: () => pull.createdAt,
    updatedAt: () => pull.updatedAt,
    reviewThreads: connectionField(
      "PullRequestReviewThread",
      () => threadsOf(view),
      (thread2) => threadObject(view, thread2)
    ),
    reviews: connectionField(
      "PullRequestReview",
      () => pull.reviews.filter((review) => isSeen(view, review)),
      (review) => reviewObject(view, review),
      ["author", "states"]
    ),
    comments: connectionField(
      "IssueComment",
      () => repository2.issueComments.filter((comment) => comment.issue === pull.number),
      (comment) => issueCommentObject(view, comment)
    )
  });
}
function mayResolve({ repository: repository2, pull, identity }) {
  if (identity.permissions !== null) {
    return meets("contents=write", { identity, role: "none", isPrivate: repository2.isPrivate });
  }
  const { login } = identity.account;
  return pull.author.login === login || canWrite(roleOf(repository2, login));
}
function commentsOfThread(pull, thread2) {
  return pull.comments.filter((comment) => comment.thread === thread2);
}
function threadObject(view, thread2) {
  const { world, repository: repository2, pull } = view;
  const comments2 = () => commentsOfThread(pull, thread2);
  const [root] = comments2();
  const place = root === void 0 ? null : placeOf(repository2, pull, root);
  const wholeFile = root?.anchor.line === null;
  return new GraphqlObject("PullRequestReviewThread", ["Node"], {
    id: () => nodeId("PRRT", thread2.id),
    isResolved: () => thread2.resolvedBy !== null,
    isOutdated: () => place === null,
    isCollapsed: () => thread2.resolvedBy !== null || place === null,
    resolvedBy: () => thread2.resolvedBy === null ? null : viewerObject(world, thread2.resolvedBy),
    viewerCanResolve: () => thread2.resolvedBy === null && mayResolve(view),
    viewerCanUnresolve: () => thread2.resolvedBy !== null && mayResolve(view),
    viewerCanReply: () => !pull.locked || canWrite(roleOf(repository2, view.identity.account.login)),
    path: () => root?.anchor.path ?? "",
    line: () => place?.line ?? null,
    startLine: () => place?.startLine ?? null,
    originalLine: () => root?.anchor.line ?? null,
    originalStartLine: () => root?.anchor.startLine ?? null,
    diffSide: () => root?.anchor.side ?? "RIGHT",
    startDiffSide: () => root?.anchor.startSide ?? null,
    subjectType: () => wholeFile ? "FILE" : "LINE",
    comments: connectionField("PullRequestReviewComment", comments2, (comment) => reviewCommentObject(view, comment)),
    pullRequest: () => pullObject(view)
  });
}
function reviewCommentObject(view, comment) {
  const { world, repository: repository2, pull } = view;
  const place = placeOf(repository2, pull, comment);
  const review = pull.reviews.find((candidate) => candidate.id === comment.reviewId);
  const parent = pull.comments.find((candidate) => candidate.id === comment.inReplyTo);
  return new GraphqlObject("PullRequestReviewComment", ["Node", "Comment", "Minimizable", "Deletable", "Updatable"], {
    ...commentFields(view, comment, "PRRC"),
    path: () => comment.anchor.path,
    line: () => place?.line ?? null,
    startLine: () => place?.startLine ?? null,
    originalLine: () => comment.anchor.line,
    originalStartLine: () => comment.anchor.startLine,
    subjectType: () => comment.anchor.line === null ? "FILE" : "LINE",
    outdated: () => place === null,
    state: () => review?.state === "PENDING" ? "PENDING" : "SUBMITTED",
    diffHunk: () => comment.anchor.diffHunk,
    commit: () => commitObject(world, repository2, place === null ? comment.commit : pull.headSha),
    originalCommit: () => commitObject(world, repository2, comment.commit),
    pullRequestReview: () => review === void 0 ? null : reviewObject(view, review),
    replyTo: () => parent === void 0 ? null : reviewCommentObject(view, parent),
    url: () => `${world.serverUrl}/${fullName(repository2)}/pull/${pull.number}#discussion_r${comment.id}`
  });
}
function reviewObject(view, review) {
  const { world, repository: repository2, pull } = view;
  return new GraphqlObject("PullRequestReview", ["Node", "Comment", "Minimizable"], {
    id: () => nodeId("PRR", review.id),
    databaseId: () => smallId(review.id),
    fullDatabaseId: () => String(review.id),
    body: () => review.body,
    state: () => review.state,
    author: () => actorObject(world, review.author),
    authorAssociation: () => associationOf(repository2, pull, review.author),
    submittedAt: () => review.submittedAt,
    viewerDidAuthor: () => review.author.login === view.identity.account.login,
    viewerCanMinimize: () => mayEdit(repository2, view.identity, review),
    isMinimized: () => review.minimizedReason !== null,
    minimizedReason: () => review.minimizedReason,
    commit: () => commitObject(world, repository2, review.commit),
    url: () => `${world.serverUrl}/${fullName(repository2)}/pull/${pull.number}#pullrequestreview-${review.id}`,
    comments: connectionField(
      "PullRequestReviewComment",
      () => pull.comments.filter((comment) => comment.reviewId === review.id),
      (comment) => reviewCommentObject(view, comment)
    )
  });
}
function issueCommentObject(view, comment) {
  const { world, repository: repository2 } = view;
  return new GraphqlObject("IssueComment", ["Node", "Comment", "Minimizable", "Deletable", "Updatable"], {
    ...commentFields(view, comment, "IC"),
    url: () => `${world.serverUrl}/${fullName(repository2)}/pull/${comment.issue}#issuecomment-${comment.id}`
  });
}
function smallId(id) {
  return id < 2 ** 31 ? id : null;
}
function commentFields(view, comment, prefix) {
  const { world, repository: repository2, pull, identity } = view;
  const editable = () => mayEdit(repository2, identity, comment);
  return {
    id: () => nodeId(prefix, comment.id),
    databaseId: () => smallId(comment.id),
    fullDatabaseId: () => String(comment.id),
    body: () => comment.body,
    author: () => actorObject(world, comment.author),
    authorAssociation: () => associationOf(repository2, pull, comment.author),
    createdAt: () => comment.createdAt,
    updatedAt: () => comment.updatedAt,
    includesCreatedEdit: () => comment.editors.length > 0,
    viewerDidAuthor: () => comment.author.login === identity.account.login,
    viewerCanDelete: editable,
    viewerCanUpdate: editable,
    viewerCanMinimize: editable,
    isMinimized: () => comment.minimizedReason !== null,
    minimizedReason: () => comment.minimizedReason
  };
}
function threadsOf(view) {
  const { pull } = view;
  const seen = pull.comments.filter((comment) => {
    const review = pull.reviews.find((candidate) => candidate.id === comment.reviewId);
    return review === void 0 || isSeen(view, review);
  });
  return [...new Set(seen.map((comment) => comment.thread))];
}
function isSeen({ identity }, review) {
  return review.state !== "PENDING" || review.author.login === identity.account.login;
}

// emulator/graphql-mutation.ts
var CLASSIFIERS = ["ABUSE", "DUPLICATE", "LOW_QUALITY", "OFF_TOPIC", "OUTDATED", "RESOLVED", "SPAM"];
function mutationRoot(world, identity) {
  const mutation = (allowed, give) => ({
    takes: ["input"],
    give: (args) => {
      const input = args.input ?? {};
      const stray = Object.keys(input).find((name2) => name2 !== "clientMutationId" && !allowed.includes(name2));
      if (stray !== void 0) throw new QueryRefusal(`InputObject doesn't accept argument '${stray}'`);
      return give(input);
    }
  });
  return new GraphqlObject("Mutation", [], {
    resolveReviewThread: mutation(["threadId"], (input) => resolve(world, identity, input, true)),
    unresolveReviewThread: mutation(["threadId"], (input) => resolve(world, identity, input, false)),
    minimizeComment: mutation(["subjectId", "classifier"], (input) => minimize(world, identity, input, true)),
    unminimizeComment: mutation(["subjectId"], (input) => minimize(world, identity, input, false))
  });
}
function resolve(world, identity, input, resolved) {
  const found = findThread(world, identity, String(input.threadId));
  if (found === null) throw unresolvable(String(input.threadId));
  const { thread: thread2, view } = found;
  if (!mayResolve(view)) throw forbidden2(identity);
  thread2.resolvedBy = resolved ? identity.account : null;
  const name2 = resolved ? "ResolveReviewThreadPayload" : "UnresolveReviewThreadPayload";
  return payload(name2, input, { thread: () => threadObject(view, thread2) });
}
function minimize(world, identity, input, minimized) {
  const id = String(input.subjectId);
  const found = findMinimizable(world, id);
  if (found === null) throw unresolvable(id);
  const { repository: repository2, subject } = found;
  const question = { identity, role: roleOf(repository2, identity.account.login), isPrivate: repository2.isPrivate };
  if (!meets("pull_requests=write; issues=write", question) || !mayEdit(repository2, identity, subject)) {
    throw forbidden2(identity);
  }
  const classifier = String(input.classifier);
  if (minimized && !CLASSIFIERS.includes(classifier)) {
    throw new FieldRefusal("INVALID_ARGUMENT", `Expected "${classifier}" to be one of: ${CLASSIFIERS.join(", ")}`);
  }
  subject.minimizedReason = minimized ? classifier.toLowerCase().replace("_", "-") : null;
  const shown4 = new GraphqlObject(typeOf(id), ["Minimizable"], {
    isMinimized: () => subject.minimizedReason !== null,
    minimizedReason: () => subject.minimizedReason,
    viewerCanMinimize: () => true
  });
  const [name2, field2] = minimized ? ["MinimizeCommentPayload", "minimizedComment"] : ["UnminimizeCommentPayload", "unminimizedComment"];
  return payload(name2, input, { [field2]: () => shown4 });
}
function payload(name2, input, fields) {
  return new GraphqlObject(name2, [], { clientMutationId: () => input.clientMutationId ?? null, ...fields });
}
function findThread(world, identity, id) {
  const node2 = readNodeId(id);
  if (node2?.prefix !== "PRRT") return null;
  for (const repository2 of world.repositories) {
    for (const pull of repository2.pulls) {
      const comment = pull.comments.find((candidate) => String(candidate.thread.id) === node2.key);
      if (comment === void 0 || commentsOfThread(pull, comment.thread).length === 0) continue;
      return { thread: comment.thread, view: { world, repository: repository2, pull, identity } };
    }
  }
  return null;
}
function findMinimizable(world, id) {
  const node2 = readNodeId(id);
  for (const repository2 of world.repositories) {
    const lists = {
      PRRC: repository2.pulls.flatMap((pull) => pull.comments),
      PRR: repository2.pulls.flatMap((pull) => pull.reviews),
      IC: repository2.issueComments
    };
    const subject = lists[node2?.prefix ?? ""]?.find((candidate) => String(candidate.id) === node2?.key);
    if (subject !== void 0) return { repository: repository2, subject };
  }
  return null;
}
function typeOf(id) {
  const prefix = readNodeId(id)?.prefix;
  if (prefix === "PRRC") return "PullRequestReviewComment";
  return prefix === "PRR" ? "PullRequestReview" : "IssueComment";
}
function unresolvable(id) {
  return new FieldRefusal("NOT_FOUND", `Could not resolve to a node with the global id of '${id}'`);
}
function forbidden2(identity) {
  const by = identity.permissions === null ? "personal access token" : "integration";
  return new FieldRefusal("FORBIDDEN", `Resource not accessible by ${by}`);
}

// emulator/graphql-syntax.ts
var QuerySyntaxError = class extends Error {
};
var TOKEN = /[\s,\uFEFF]+|#[^\n]*|(?<name>[A-Za-z_]\w*)|(?<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|"""(?<block>[\s\S]*?)"""|(?<string>"(?:[^"\\\n]|\\.)*")|(?<mark>\.\.\.|[{}()[\]:!=$@&|])/y;
function tokenize(source) {
  const tokens = [];
  const pattern = new RegExp(TOKEN);
  while (pattern.lastIndex < source.length) {
    const at2 = pattern.lastIndex;
    const groups = pattern.exec(source)?.groups;
    if (groups === void 0)
      throw new QuerySyntaxError(`Expected NAME, actual: UNKNOWN_CHAR ("${source[at2]}") at ${at2}`);
    if (groups.name !== void 0) tokens.push({ kind: "name", text: groups.name });
    else if (groups.number !== void 0) tokens.push({ kind: "number", text: groups.number });
    else if (groups.block !== void 0) tokens.push({ kind: "string", text: groups.block });
    else if (groups.string !== void 0) tokens.push({ kind: "string", text: String(JSON.parse(groups.string)) });
    else if (groups.mark !== void 0) tokens.push({ kind: "mark", text: groups.mark });
  }
  tokens.push({ kind: "end", text: "(end of query)" });
  return tokens;
}

// emulator/graphql-parse.ts
function parseQuery(source) {
  return new Parser(tokenize(source)).document();
}
var Parser = class {
  #tokens;
  #at = 0;
  constructor(tokens) {
    this.#tokens = tokens;
  }
  document() {
    const operations = [];
    const fragments = /* @__PURE__ */ new Map();
    while (this.#peek().kind !== "end") {
      if (this.#peek().text === "fragment") {
        this.#next();
        const name2 = this.#name();
        this.#expect("on");
        fragments.set(name2, { on: this.#name(), selections: this.#selections() });
      } else operations.push(this.#operation());
    }
    if (operations.length === 0)
      throw new QuerySyntaxError("A query attribute must be specified and must be a string.");
    return { operations, fragments };
  }
  #operation() {
    const short = this.#peek().text === "{";
    const type = short ? "query" : this.#next().text;
    if (type !== "query" && type !== "mutation") throw this.#unexpected();
    const name2 = !short && this.#peek().kind === "name" ? this.#next().text : null;
    const variables = this.#peek().text === "(" ? this.#variables() : [];
    this.#directives();
    return { type, name: name2, variables, selections: this.#selections() };
  }
  #variables() {
    const variables = [];
    this.#expect("(");
    while (!this.#skip(")")) {
      this.#expect("$");
      const name2 = this.#name();
      this.#expect(":");
      const required = this.#type();
      variables.push({ name: name2, required, fallback: this.#skip("=") ? this.#value() : null });
    }
    return variables;
  }
  /** Reads a type and says whether a value must be given. */
  #type() {
    if (this.#skip("[")) {
      this.#type();
      this.#expect("]");
    } else this.#name();
    return this.#skip("!");
  }
  #selections() {
    const selections = [];
    this.#expect("{");
    while (!this.#skip("}")) selections.push(this.#selection());
    if (selections.length === 0) throw this.#unexpected();
    return selections;
  }
  #selection() {
    if (this.#skip("...")) return this.#fragment();
    const first = this.#name();
    const name2 = this.#skip(":") ? this.#name() : first;
    const args = this.#arguments();
    const directives = this.#directives();
    const selections = this.#peek().text === "{" ? this.#selections() : [];
    return { kind: "field", alias: first, name: name2, args, directives, selections };
  }
  #fragment() {
    const token = this.#peek();
    if (token.kind === "name" && token.text !== "on") {
      return { kind: "spread", name: this.#name(), directives: this.#directives() };
    }
    const on = this.#skip("on") ? this.#name() : null;
    return { kind: "inline", on, directives: this.#directives(), selections: this.#selections() };
  }
  #arguments() {
    const args = /* @__PURE__ */ new Map();
    if (!this.#skip("(")) return args;
    while (!this.#skip(")")) {
      const name2 = this.#name();
      this.#expect(":");
      args.set(name2, this.#value());
    }
    return args;
  }
  #directives() {
    const directives = [];
    while (this.#skip("@")) directives.push({ name: this.#name(), args: this.#arguments() });
    return directives;
  }
  #value() {
    if (this.#skip("$")) return { kind: "variable", name: this.#name() };
    if (this.#skip("[")) {
      const items = [];
      while (!this.#skip("]")) items.push(this.#value());
      return { kind: "list", items };
    }
    if (this.#skip("{")) {
      const fields = /* @__PURE__ */ new Map();
      while (!this.#skip("}")) {
        const name2 = this.#name();
        this.#expect(":");
        fields.set(name2, this.#value());
      }
      return { kind: "object", fields };
    }
    return { kind: "literal", value: this.#literal() };
  }
  #literal() {
    const token = this.#next();
    if (token.kind === "string") return token.text;
    if (token.kind === "number") return Number(token.text);
    if (token.kind !== "name") throw this.#unexpected();
    if (token.text === "true" || token.text === "false") return token.text === "true";
    return token.text === "null" ? null : token.text;
  }
  #peek() {
    return this.#tokens[this.#at] ?? { kind: "end", text: "" };
  }
  #next() {
    const token = this.#peek();
    this.#at += 1;
    return token;
  }
  #skip(text) {
    const token = this.#peek();
    if (token.text !== text || token.kind === "string" || token.kind === "end") return false;
    this.#at += 1;
    return true;
  }
  #expect(text) {
    if (!this.#skip(text)) throw this.#unexpected();
  }
  #name() {
    const token = this.#next();
    if (token.kind !== "name") throw this.#unexpected();
    return token.text;
  }
  #unexpected() {
    return new QuerySyntaxError(`Parse error on ${JSON.stringify(this.#peek().text)}`);
  }
};

// emulator/graphql.ts
function answerGraphql(world, identity, requestBody) {
  if (identity === null) {
    return { status: 401, body: { message: "This endpoint requires you to be authenticated.", documentation_url: "" } };
  }
  const body = new Body(requestBody);
  const variables = isRecord2(requestBody) && isRecord2(requestBody.variables) ? requestBody.variables : {};
  try {
    const document = parseQuery(body.required("query"));
    const roots = { query: queryRoot(world, identity), mutation: mutationRoot(world, identity) };
    const { data, errors } = executeQuery(document, roots, variables, body.text("operationName") ?? null);
    return { status: 200, body: errors.length === 0 ? { data } : { data, errors } };
  } catch (error) {
    if (!(error instanceof QueryRefusal || error instanceof QuerySyntaxError)) throw error;
    world.unexpected.push(`GraphQL: ${error.message}`);
    return { status: 200, body: { errors: [{ message: error.message, locations: [{ line: 1, column: 1 }] }] } };
  }
}
function isMutation(requestBody) {
  if (!isRecord2(requestBody) || typeof requestBody.query !== "string") return false;
  try {
    return parseQuery(requestBody.query).operations.some((operation) => operation.type === "mutation");
  } catch {
    return false;
  }
}
function queryRoot(world, identity) {
  const node2 = (id) => findNode(world, identity, String(id));
  return new GraphqlObject("Query", [], {
    viewer: () => viewerObject(world, identity.account),
    repository: { takes: ["owner", "name", "followRenames"], give: (args) => findVisible(world, identity, args) },
    node: { takes: ["id"], give: ({ id }) => node2(id) },
    nodes: { takes: ["ids"], give: ({ ids }) => Array.isArray(ids) ? ids.map(node2) : [] },
    rateLimit: () => rateObject(world)
  });
}
function rateObject(world) {
  return new GraphqlObject("RateLimit", [], {
    limit: () => world.rate.limit,
    remaining: () => world.rate.remaining,
    used: () => world.rate.limit - world.rate.remaining,
    cost: () => 1,
    resetAt: () => new Date(world.rate.resetAt).toISOString()
  });
}
function findVisible(world, identity, { owner, name: name2 }) {
  const repository2 = findRepository(world, String(owner), String(name2));
  const hidden = repository2?.isPrivate && identity.permissions === null && roleOf(repository2, identity.account.login) === "none";
  if (repository2 === void 0 || hidden) {
    throw new FieldRefusal("NOT_FOUND", `Could not resolve to a Repository with the name '${owner}/${name2}'.`);
  }
  return repositoryObject(world, repository2, identity);
}
function repositoryObject(world, repository2, identity) {
  const full = fullName(repository2);
  const role = roleOf(repository2, identity.account.login);
  const guard = (permission) => {
    if (meets(permission, { identity, role, isPrivate: repository2.isPrivate })) return;
    throw new FieldRefusal("FORBIDDEN", "Resource not accessible by integration");
  };
  const refObject = (branch2) => {
    const sha = repository2.git.resolveCommit(`refs/heads/${branch2}`);
    if (sha === null) return null;
    return new GraphqlObject("Ref", ["Node"], {
      name: () => branch2,
      target: () => commitObject(world, repository2, sha)
    });
  };
  return new GraphqlObject("Repository", ["Node"], {
    id: () => nodeId("R", full),
    databaseId: () => repository2.id,
    name: () => repository2.name,
    nameWithOwner: () => full,
    owner: () => actorObject(world, repository2.owner),
    url: () => `${world.serverUrl}/${full}`,
    isPrivate: () => repository2.isPrivate,
    isFork: () => false,
    viewerPermission: () => identity.permissions === null && canWrite(role) ? role.toUpperCase() : "READ",
    defaultBranchRef: () => refObject(repository2.defaultBranch),
    ref: {
      takes: ["qualifiedName"],
      give: ({ qualifiedName }) => refObject(String(qualifiedName).replace(/^refs\/heads\//, ""))
    },
    object: {
      takes: ["expression", "oid"],
      give: ({ expression, oid }) => {
        guard("contents=read");
        if (typeof oid === "string") return gitObjectById(world, repository2, oid);
        return gitObject(world, repository2, String(expression));
      }
    },
    pullRequest: {
      takes: ["number"],
      give: ({ number }) => {
        guard("pull_requests=read");
        const pull = findPull(repository2, Number(number));
        if (pull !== void 0) return pullObject({ world, repository: repository2, pull, identity });
        throw new FieldRefusal("NOT_FOUND", `Could not resolve to a PullRequest with the number of ${number}.`);
      }
    }
  });
}
function findNode(world, identity, id) {
  const thread2 = findThread(world, identity, id);
  if (thread2 !== null) return threadObject(thread2.view, thread2.thread);
  const key = readNodeId(id);
  for (const repository2 of world.repositories) {
    for (const pull of repository2.pulls) {
      const found = inPull({ world, repository: repository2, pull, identity }, key?.prefix ?? "", key?.key ?? "");
      if (found !== null) return found;
    }
  }
  throw new FieldRefusal("NOT_FOUND", `Could not resolve to a node with the global id of '${id}'`);
}
function inPull(view, prefix, key) {
  const { repository: repository2, pull } = view;
  if (prefix === "PR") return key === pullKey(repository2, pull) ? pullObject(view) : null;
  const byKey = (item2) => String(item2.id) === key;
  const comment = prefix === "PRRC" ? pull.comments.find(byKey) : void 0;
  if (comment !== void 0) return reviewCommentObject(view, comment);
  const review = prefix === "PRR" ? pull.reviews.find(byKey) : void 0;
  if (review !== void 0) return reviewObject(view, review);
  const said = prefix === "IC" ? repository2.issueComments.find(byKey) : void 0;
  return said === void 0 || said.issue !== pull.number ? null : issueCommentObject(view, said);
}
function isRecord2(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

// emulator/routes-checks.ts
var ROOT = "/repos/{owner}/{repo}";
var MAX_ANNOTATIONS = 50;
var MAX_OUTPUT_TEXT = 65535;
var STATUSES2 = ["queued", "in_progress", "completed", "waiting", "requested", "pending"];
var CONCLUSIONS = ["success", "failure", "neutral", "cancelled", "skipped", "timed_out", "action_required"];
var LEVELS = ["notice", "warning", "failure"];
var CHECK_ROUTES = [
  { method: "POST", pattern: `${ROOT}/check-runs`, permission: "checks=write", handle: onRepository(create4) },
  {
    method: "PATCH",
    pattern: `${ROOT}/check-runs/{check_run_id}`,
    permission: "checks=write",
    handle: onRepository(update4)
  },
  { method: "GET", pattern: `${ROOT}/commits/{ref}/check-runs`, permission: "checks=read", handle: onRepository(list4) }
];
function create4(call) {
  const { world, repository: repository2, request } = call;
  const creator = signedIn(request);
  if (creator.permissions === null) throw new Refusal(403, "You must authenticate via a GitHub App.");
  const body = bodyOf(request);
  const headSha = body.required("head_sha");
  if (repository2.git.typeOf(headSha) !== "commit") throw new Refusal(422, `No commit found for SHA: ${headSha}`);
  const run3 = {
    id: nextId(world),
    name: body.required("name"),
    headSha,
    status: "queued",
    conclusion: null,
    startedAt: tick(world),
    completedAt: null,
    externalId: "",
    detailsUrl: null,
    title: null,
    summary: null,
    text: null,
    annotations: [],
    creator
  };
  change(world, run3, body);
  repository2.checkRuns.push(run3);
  return { status: 201, body: runJson(call, run3) };
}
function update4(call) {
  const run3 = call.repository.checkRuns.find((candidate) => candidate.id === Number(call.params.check_run_id));
  if (run3 === void 0) throw notFound();
  if (run3.creator.account.login !== signedIn(call.request).account.login) throw forbidden(call.request.identity);
  change(call.world, run3, bodyOf(call.request));
  return { status: 200, body: runJson(call, run3) };
}
function list4(call) {
  const { repository: repository2, params, request } = call;
  const sha = findCommit(repository2, params.ref ?? "");
  const name2 = request.query.get("check_name");
  const runs = repository2.checkRuns.filter((run3) => run3.headSha === sha && (name2 === null || run3.name === name2));
  const { page: page2, size } = pageRequest(call);
  const link2 = linkHeader(call, page2, Math.max(1, Math.ceil(runs.length / size)));
  const shown4 = runs.slice((page2 - 1) * size, page2 * size).map((run3) => runJson(call, run3));
  const body = { total_count: runs.length, check_runs: shown4 };
  return { status: 200, body, ...link2 === "" ? {} : { headers: { link: link2 } } };
}
function change(world, run3, body) {
  run3.name = body.text("name") ?? run3.name;
  run3.externalId = body.text("external_id") ?? run3.externalId;
  run3.detailsUrl = body.text("details_url") ?? run3.detailsUrl;
  run3.status = body.oneOf("status", STATUSES2) ?? run3.status;
  const conclusion = body.oneOf("conclusion", CONCLUSIONS);
  if (conclusion === void 0 && run3.status === "completed" && run3.conclusion === null) {
    throw new Refusal(422, `Invalid request.

"conclusion" wasn't supplied.`);
  }
  if (conclusion !== void 0) {
    run3.conclusion = conclusion;
    run3.status = "completed";
    run3.completedAt = body.text("completed_at") ?? tick(world);
  }
  const output = body.object("output");
  if (output !== void 0) changeOutput(run3, output);
}
function changeOutput(run3, output) {
  run3.title = output.text("title") ?? run3.title;
  if (run3.title === null) throw new Refusal(422, `Invalid request.

"title" wasn't supplied.`);
  run3.summary = output.required("summary");
  run3.text = output.text("text") ?? run3.text;
  for (const [field2, text] of Object.entries({ summary: run3.summary, text: run3.text ?? "" })) {
    if (text.length > MAX_OUTPUT_TEXT) {
      throw invalid("CheckRun", field2, `${field2} exceeds a maximum bytesize of ${MAX_OUTPUT_TEXT}`);
    }
  }
  const annotations = output.list("annotations");
  if (annotations.length > MAX_ANNOTATIONS) {
    throw new Refusal(
      422,
      `Invalid request.

No more than ${MAX_ANNOTATIONS} items are allowed; ${annotations.length} were supplied.`
    );
  }
  run3.annotations.push(...annotations.map(readAnnotation));
}
function readAnnotation(body) {
  const start = body.integer("start_line");
  const end = body.integer("end_line");
  const level = body.oneOf("annotation_level", LEVELS);
  if (start === void 0 || end === void 0 || level === void 0 || end < start) {
    throw invalid("CheckRun", "annotations", "annotations are invalid");
  }
  const message = body.required("message");
  if (message.length > 65536) throw invalid("CheckRun", "annotations", "message exceeds 64 KB");
  if (start !== end && (body.has("start_column") || body.has("end_column"))) {
    throw invalid("CheckRun", "annotations", "columns are only allowed on a single line");
  }
  const title = body.text("title");
  const raw = body.text("raw_details");
  return {
    path: body.required("path"),
    start_line: start,
    end_line: end,
    annotation_level: level,
    message,
    ...title === void 0 ? {} : { title },
    ...raw === void 0 ? {} : { raw_details: raw }
  };
}
function runJson({ world, repository: repository2 }, run3) {
  const full = fullName(repository2);
  const url = `${world.apiUrl}/repos/${full}/check-runs/${run3.id}`;
  const html2 = `${world.serverUrl}/${full}/runs/${run3.id}`;
  return {
    id: run3.id,
    name: run3.name,
    node_id: nodeId("CR", run3.id),
    head_sha: run3.headSha,
    external_id: run3.externalId,
    url,
    html_url: html2,
    details_url: run3.detailsUrl ?? html2,
    status: run3.status,
    conclusion: run3.conclusion,
    started_at: run3.startedAt,
    completed_at: run3.completedAt,
    output: {
      title: run3.title,
      summary: run3.summary,
      text: run3.text,
      annotations_count: run3.annotations.length,
      annotations_url: `${url}/annotations`
    },
    check_suite: { id: 1 },
    app: actionsAppJson(world),
    pull_requests: []
  };
}

// emulator/routes-commits.ts
var ROOT2 = "/repos/{owner}/{repo}";
var READ4 = "contents=read";
var MAX_COMPARED_COMMITS = 250;
var EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
var COMMIT_ROUTES = [
  { method: "GET", pattern: `${ROOT2}/compare/{basehead}`, permission: READ4, handle: onRepository(compare) },
  {
    method: "GET",
    pattern: `${ROOT2}/commits/{commit_sha}/pulls`,
    permission: "pull_requests=read, contents=read",
    handle: onRepository(pullsOf)
  },
  { method: "GET", pattern: `${ROOT2}/commits/{ref}`, permission: READ4, handle: onRepository(show2) }
];
function compare(call) {
  const { world, repository: repository2, params, request } = call;
  const [baseName = "", headName = ""] = (params.basehead ?? "").split("...");
  const base = requireCommit(repository2, baseName);
  const head2 = requireCommit(repository2, headName);
  const mergeBase = repository2.git.mergeBase(base, head2);
  if (mergeBase === null) throw new Refusal(404, `No common ancestor between ${baseName} and ${headName}.`);
  const files2 = diffCommits(repository2.git, mergeBase, head2);
  if (asksFor(request, "diff")) return diffAnswer(files2, repository2.limits.comparedFiles);
  const ahead = repository2.git.commitsBetween(mergeBase, head2);
  const behind = repository2.git.commitsBetween(mergeBase, base);
  const { page: page2, size } = pageRequest(call);
  const paged = request.query.has("page") || request.query.has("per_page");
  const commits2 = paged ? ahead.slice((page2 - 1) * size, page2 * size) : ahead.slice(-MAX_COMPARED_COMMITS);
  const full = fullName(repository2);
  const html2 = `${world.serverUrl}/${full}/compare/${baseName}...${headName}`;
  const shown4 = page2 === 1 ? files2.slice(0, repository2.limits.comparedFiles) : [];
  const link2 = paged ? linkHeader(call, page2, Math.max(1, Math.ceil(ahead.length / size))) : "";
  return {
    status: 200,
    body: {
      url: `${world.apiUrl}/repos/${full}/compare/${baseName}...${headName}`,
      html_url: html2,
      permalink_url: `${world.serverUrl}/${full}/compare/${base}...${head2}`,
      diff_url: `${html2}.diff`,
      patch_url: `${html2}.patch`,
      base_commit: commitJson(world, repository2, base),
      merge_base_commit: commitJson(world, repository2, mergeBase),
      status: statusOf2(ahead.length, behind.length),
      ahead_by: ahead.length,
      behind_by: behind.length,
      total_commits: ahead.length,
      commits: commits2.map((sha) => commitJson(world, repository2, sha)),
      files: shown4.map((file2) => fileJson(world, repository2, head2, file2))
    },
    ...link2 === "" ? {} : { headers: { link: link2 } }
  };
}
function diffAnswer(files2, most) {
  if (files2.length > most) {
    const message = `Sorry, the diff exceeded the maximum number of files (${most}). Consider using 'List pull requests files' API or locally cloning the repository instead.`;
    throw new Refusal(406, message, [{ resource: "PullRequest", field: "diff", code: "too_large" }]);
  }
  const headers = { "content-type": "application/vnd.github.diff; charset=utf-8" };
  return { status: 200, body: Buffer.from(files2.map(diffText).join(""), "utf8"), headers };
}
function show2(call) {
  const { world, repository: repository2, params, request } = call;
  const sha = findCommit(repository2, params.ref ?? "");
  if (sha === null) throw new Refusal(422, `No commit found for SHA: ${params.ref}`);
  if (asksFor(request, "sha")) return { status: 200, body: Buffer.from(sha) };
  const commit2 = repository2.git.readCommit(sha);
  const files2 = diffCommits(repository2.git, commit2.parents[0] ?? EMPTY_TREE, sha);
  const sum = (pick) => files2.reduce((total, file2) => total + pick(file2), 0);
  const additions = sum((file2) => file2.additions);
  const deletions = sum((file2) => file2.deletions);
  const { page: page2, size } = pageRequest(call);
  const perPage = request.query.has("per_page") ? size : 300;
  const shown4 = files2.slice((page2 - 1) * perPage, page2 * perPage);
  return {
    status: 200,
    body: {
      ...commitJson(world, repository2, sha),
      stats: { additions, deletions, total: additions + deletions },
      files: shown4.map((file2) => fileJson(world, repository2, sha, file2))
    }
  };
}
function pullsOf(call) {
  const { world, repository: repository2, params } = call;
  const sha = params.commit_sha ?? "";
  const holding = repository2.pulls.filter((pull) => {
    const base = repository2.git.mergeBase(pull.baseSha, pull.headSha) ?? pull.baseSha;
    return pull.mergedSha === sha || repository2.git.commitsBetween(base, pull.headSha).includes(sha);
  });
  return pageOf(call, holding, (pull) => pullSimpleJson(world, repository2, pull));
}
function statusOf2(ahead, behind) {
  if (ahead === 0 && behind === 0) return "identical";
  if (behind === 0) return "ahead";
  return ahead === 0 ? "behind" : "diverged";
}

// emulator/routes-contents.ts
import { posix as posix2 } from "node:path";
var PATTERN = "/repos/{owner}/{repo}/contents/{path}";
var MAX_LISTING = 1e3;
var CONTENTS_ROUTES = [
  { method: "GET", pattern: PATTERN, permission: "contents=read", handle: onRepository(show3) },
  { method: "GET", pattern: "/repos/{owner}/{repo}/contents", permission: "contents=read", handle: onRepository(show3) }
];
function rawAnswer(bytes) {
  return { status: 200, body: bytes, headers: { "content-type": "application/vnd.github.raw+json; charset=utf-8" } };
}
function base64Lines(bytes) {
  return bytes.toString("base64").replace(/.{1,60}/g, "$&\n");
}
function tooLarge(megabytes) {
  const message = `This API returns blobs up to ${megabytes} MB in size. The requested blob is too large to fetch via the API.`;
  return new Refusal(403, message, [{ resource: "Blob", field: "data", code: "too_large" }]);
}
function show3(call) {
  const { repository: repository2, request } = call;
  const ref = request.query.get("ref") ?? repository2.defaultBranch;
  const commit2 = findCommit(repository2, ref);
  if (commit2 === null) throw new Refusal(404, `No commit found for the ref ${ref}`);
  const path = (call.params.path ?? "").replace(/\/+$/, "");
  const entries = repository2.git.entries(commit2);
  if (path === "") return folder(call, commit2, path);
  const entry = entries.get(path);
  if (entry === void 0) throw notFound();
  if (entry.type === "tree") return folder(call, commit2, path);
  if (entry.type === "commit") {
    return {
      status: 200,
      body: {
        ...common(call, { commit: commit2, path, entry }, "submodule"),
        submodule_git_url: `${call.world.serverUrl}/${path}.git`
      }
    };
  }
  if (entry.mode !== "120000") return file(call, { commit: commit2, path, entry });
  const link2 = repository2.git.blob(entry.sha).toString("utf8");
  const followed = entries.get(posix2.join(posix2.dirname(path), link2));
  if (followed?.type === "blob" && followed.mode !== "120000") return file(call, { commit: commit2, path, entry: followed });
  if (asksFor(request, "raw")) return rawAnswer(repository2.git.blob(entry.sha));
  return { status: 200, body: { ...common(call, { commit: commit2, path, entry }, "symlink"), target: link2 } };
}
function file(call, target) {
  const { repository: repository2, request } = call;
  const size = target.entry.size ?? 0;
  const { limits, git } = repository2;
  if (size > limits.blob) throw tooLarge(limits.blob >> 20);
  if (asksFor(request, "raw")) return rawAnswer(git.blob(target.entry.sha));
  const large = size > limits.contentsJson;
  if (large && !asksFor(request, "object")) throw tooLarge(limits.contentsJson >> 20);
  const content = large ? "" : base64Lines(git.blob(target.entry.sha));
  return { status: 200, body: { ...common(call, target, "file"), content, encoding: large ? "none" : "base64" } };
}
function folder(call, commit2, path) {
  const prefix = path === "" ? "" : `${path}/`;
  const items = [...call.repository.git.entries(commit2).values()].filter((entry2) => entry2.path.startsWith(prefix) && !entry2.path.slice(prefix.length).includes("/")).slice(0, MAX_LISTING).map((entry2) => common(call, { commit: commit2, path: entry2.path, entry: entry2 }, typeOf2(entry2)));
  if (!asksFor(call.request, "object")) return { status: 200, body: items };
  const tree2 = call.repository.git.readCommit(commit2).tree;
  const own = call.repository.git.entries(commit2).get(path);
  const entry = own ?? { path, mode: "040000", type: "tree", sha: tree2, size: null };
  return { status: 200, body: { ...common(call, { commit: commit2, path, entry }, "dir"), entries: items } };
}
function typeOf2(entry) {
  if (entry.type === "tree") return "dir";
  if (entry.type === "commit") return "submodule";
  return entry.mode === "120000" ? "symlink" : "file";
}
function common({ world, repository: repository2 }, { commit: commit2, path, entry }, type) {
  const full = fullName(repository2);
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  const api = `${world.apiUrl}/repos/${full}`;
  const url = `${api}/contents/${encoded}?ref=${commit2}`;
  const kind = entry.type === "tree" ? "tree" : "blob";
  const git = entry.type === "commit" ? null : `${api}/git/${kind}s/${entry.sha}`;
  const html2 = `${world.serverUrl}/${full}/${kind}/${commit2}/${encoded}`;
  return {
    name: posix2.basename(path),
    path,
    sha: entry.sha,
    size: entry.size ?? 0,
    url,
    html_url: html2,
    git_url: git,
    download_url: entry.type === "blob" ? `${world.serverUrl}/${full}/raw/${commit2}/${encoded}` : null,
    type,
    _links: { self: url, git, html: html2 }
  };
}

// emulator/routes-git.ts
var ROOT3 = "/repos/{owner}/{repo}";
var READ5 = "contents=read";
var GIT_ROUTES = [
  { method: "GET", pattern: `${ROOT3}/git/blobs/{file_sha}`, permission: READ5, handle: onRepository(blob) },
  { method: "GET", pattern: `${ROOT3}/git/trees/{tree_sha}`, permission: READ5, handle: onRepository(tree) },
  { method: "GET", pattern: `${ROOT3}/git/commits/{commit_sha}`, permission: READ5, handle: onRepository(commit) },
  { method: "GET", pattern: `${ROOT3}/git/ref/{ref}`, permission: READ5, handle: onRepository(gitRef) },
  { method: "GET", pattern: `${ROOT3}/branches/{branch}`, permission: READ5, handle: onRepository(branch) }
];
function blob(call) {
  const { world, repository: repository2, params, request } = call;
  const sha = params.file_sha ?? "";
  if (repository2.git.typeOf(sha) !== "blob") throw notFound();
  const bytes = repository2.git.blob(sha);
  if (bytes.length > repository2.limits.blob) throw tooLarge(repository2.limits.blob >> 20);
  if (asksFor(request, "raw")) return rawAnswer(bytes);
  const url = `${world.apiUrl}/repos/${fullName(repository2)}/git/blobs/${sha}`;
  const content = base64Lines(bytes);
  return {
    status: 200,
    body: { sha, node_id: nodeId("B", sha), size: bytes.length, url, content, encoding: "base64" }
  };
}
function tree(call) {
  const { world, repository: repository2, params, request } = call;
  const name2 = params.tree_sha ?? "";
  const sha = repository2.git.typeOf(name2) === "tree" ? name2 : treeOfCommit(call, name2);
  const api = `${world.apiUrl}/repos/${fullName(repository2)}/git`;
  const all = [...repository2.git.entries(sha).values()];
  const asked = request.query.has("recursive") ? all : all.filter((entry) => !entry.path.includes("/"));
  const shown4 = asked.slice(0, repository2.limits.treeEntries);
  const render = ({ path, mode, type, sha: id, size }) => ({
    path,
    mode,
    type,
    sha: id,
    ...size === null ? {} : { size },
    ...type === "commit" ? {} : { url: `${api}/${type}s/${id}` }
  });
  const body = { sha, url: `${api}/trees/${sha}`, tree: shown4.map(render), truncated: shown4.length < asked.length };
  return { status: 200, body };
}
function treeOfCommit({ repository: repository2 }, name2) {
  const sha = findCommit(repository2, name2);
  if (sha === null) throw notFound();
  return repository2.git.readCommit(sha).tree;
}
function commit({ world, repository: repository2, params }) {
  const sha = params.commit_sha ?? "";
  if (repository2.git.typeOf(sha) !== "commit") throw notFound();
  return { status: 200, body: gitCommitJson(world, repository2, sha) };
}
function gitRef({ world, repository: repository2, params }) {
  const ref = `refs/${params.ref ?? ""}`;
  const sha = repository2.git.resolveCommit(ref);
  if (sha === null) throw notFound();
  const api = `${world.apiUrl}/repos/${fullName(repository2)}/git`;
  const object = { type: "commit", sha, url: `${api}/commits/${sha}` };
  return { status: 200, body: { ref, node_id: nodeId("REF", ref), url: `${api}/${ref}`, object } };
}
function branch({ world, repository: repository2, params }) {
  const name2 = params.branch ?? "";
  const sha = repository2.git.resolveCommit(`refs/heads/${name2}`);
  if (sha === null) throw new Refusal(404, "Branch not found");
  const api = `${world.apiUrl}/repos/${fullName(repository2)}/branches/${name2}`;
  const html2 = `${world.serverUrl}/${fullName(repository2)}/tree/${name2}`;
  return {
    status: 200,
    body: {
      name: name2,
      commit: commitJson(world, repository2, sha),
      _links: { self: api, html: html2 },
      protected: false,
      protection: { enabled: false, required_status_checks: { enforcement_level: "off", contexts: [], checks: [] } },
      protection_url: `${api}/protection`
    }
  };
}

// emulator/routes-misc.ts
var ROOT4 = "/repos/{owner}/{repo}";
var MISC_ROUTES = [
  { method: "GET", pattern: "/rate_limit", permission: "", handle: rateLimit },
  { method: "GET", pattern: "/user", permission: "", handle: user },
  { method: "GET", pattern: ROOT4, permission: "metadata=read", handle: onRepository(repository) },
  {
    method: "GET",
    pattern: `${ROOT4}/collaborators/{username}/permission`,
    permission: "metadata=read",
    handle: onRepository(collaborator)
  }
];
function rateLimit({ world }) {
  const core = rate(world);
  return { status: 200, body: { resources: { core, graphql: core, search: core }, rate: core } };
}
function rate({ rate: { limit, remaining, resetAt } }) {
  return { limit, remaining, used: limit - remaining, reset: Math.ceil(resetAt / 1e3) };
}
function user({ world, request }) {
  const identity = signedIn(request);
  if (identity.permissions !== null) throw forbidden(identity);
  const { account } = identity;
  const empty = {
    name: account.login,
    company: null,
    blog: "",
    location: null,
    email: null,
    hireable: null,
    bio: null
  };
  const counts = { public_repos: 1, public_gists: 0, followers: 0, following: 0 };
  const times = { created_at: "2020-01-01T00:00:00Z", updated_at: "2020-01-01T00:00:00Z" };
  return { status: 200, body: { ...accountJson(world, account), ...empty, ...counts, ...times } };
}
function repository({ world, repository: repository2 }) {
  return { status: 200, body: repositoryJson(world, repository2) };
}
function collaborator({ world, repository: repository2, params }) {
  const login = params.username ?? "";
  if (!world.accounts.has(login)) throw notFound();
  const role = roleOf(repository2, login);
  const person = { ...accountJson(world, accountOf(world, login)), role_name: role };
  return { status: 200, body: { permission: role, role_name: role, user: person } };
}

// emulator/routes-pulls.ts
var LIST4 = "/repos/{owner}/{repo}/pulls";
var ONE4 = `${LIST4}/{pull_number}`;
var READ6 = "pull_requests=read";
var MAX_COMMITS = 250;
var PULL_ROUTES = [
  { method: "GET", pattern: LIST4, permission: READ6, handle: onRepository(list5) },
  { method: "GET", pattern: ONE4, permission: READ6, handle: onPull(show4) },
  { method: "GET", pattern: `${ONE4}/files`, permission: READ6, handle: onPull(files) },
  { method: "GET", pattern: `${ONE4}/commits`, permission: READ6, handle: onPull(commits) }
];
function list5(call) {
  const { world, repository: repository2, request } = call;
  const state = request.query.get("state") ?? "open";
  const head2 = request.query.get("head");
  const base = request.query.get("base");
  const pulls = repository2.pulls.filter((pull) => {
    const label = `${(pull.fork ?? repository2.owner).login}:${pull.headRef}`;
    const stateFits = state === "all" || pull.state === state;
    return stateFits && (head2 === null || head2 === label) && (base === null || base === pull.baseRef);
  });
  return pageOf(call, pulls.toReversed(), (pull) => pullSimpleJson(world, repository2, pull));
}
function show4({ world, repository: repository2, pull, request }) {
  if (asksFor(request, "diff")) return diffAnswer(pullFiles(repository2, pull), repository2.limits.comparedFiles);
  return { status: 200, body: pullJson(world, repository2, pull) };
}
function files(call) {
  const { world, repository: repository2, pull } = call;
  const listed = pullFiles(repository2, pull).slice(0, repository2.limits.listedFiles);
  return pageOf(call, listed, (file2) => fileJson(world, repository2, pull.headSha, file2));
}
function commits(call) {
  const { world, repository: repository2, pull } = call;
  const all = repository2.git.commitsBetween(mergeBaseOf(repository2, pull), pull.headSha);
  return pageOf(call, all.slice(0, MAX_COMMITS), (sha) => commitJson(world, repository2, sha));
}

// emulator/service.ts
var ROUTES = [
  ...CHECK_ROUTES,
  ...COMMIT_ROUTES,
  ...GIT_ROUTES,
  ...CONTENTS_ROUTES,
  ...REVIEW_ROUTES,
  ...REVIEW_COMMENT_ROUTES,
  ...ISSUE_COMMENT_ROUTES,
  ...PULL_ROUTES,
  ...MISC_ROUTES
];
var Service = class {
  world;
  log = [];
  faults = new RequestQueue();
  actions = new RequestQueue();
  #onExchange;
  constructor(world, onExchange) {
    this.world = world;
    this.#onExchange = onExchange;
  }
  answer(wire) {
    const number = this.log.length + 1;
    const arrival = { method: wire.method, path: wire.path, bodyText: wire.text };
    for (const action of this.actions.take(arrival, Number.POSITIVE_INFINITY))
      this.#attempt("an ordered action", action);
    const [fault] = this.faults.take(arrival, 1);
    const identity = this.#identityOf(wire);
    const spent = this.#spendRate();
    const match = isGraphql(wire.path) ? null : matchRoute(ROUTES, wire.method, wire.path);
    let answer = spent;
    let carriedOut = false;
    if (answer === null && (fault === void 0 || hasEffect(fault))) {
      answer = this.#handle(wire, identity, match);
      carriedOut = true;
    }
    if (fault !== void 0) answer = faultAnswer(fault);
    const headers = this.#headers(number, match, identity, answer);
    const body = answer?.body ?? null;
    this.#record({
      number,
      method: wire.method,
      path: wire.path,
      query: wire.query,
      requestHeaders: wire.headers,
      requestBody: parseJson(wire.text),
      status: answer?.status ?? 0,
      responseHeaders: headers,
      responseBody: body,
      login: identity === "unknown" ? null : identity?.account.login ?? null,
      route: isGraphql(wire.path) ? "/graphql" : match?.route.pattern ?? null,
      fault: fault?.kind ?? null,
      wrote: carriedOut && isWrite(wire, answer, fault !== void 0)
    });
    if (answer === null) return { kind: fault?.kind === "hang" ? "hang" : "reset" };
    return { kind: "answer", status: answer.status, headers, body: encode(body) };
  }
  #handle(wire, identity, match) {
    if (identity === "unknown") return new Refusal(401, "Bad credentials").answer;
    if (wire.headers["user-agent"] === void 0) {
      return new Refusal(403, "Please make sure your request has a User-Agent header").answer;
    }
    const body = parseJson(wire.text);
    if (body === void 0 && wire.text !== "") return new Refusal(400, "Problems parsing JSON").answer;
    const graphql = isGraphql(wire.path) && wire.method === "POST";
    if (match === null && !graphql) return this.#refuseUnexpected(wire);
    const request = {
      method: wire.method,
      path: wire.path,
      query: new URLSearchParams(wire.query),
      accept: wire.headers.accept ?? "",
      body,
      identity
    };
    const answer = this.#attempt(`${wire.method} ${wire.path}`, () => {
      if (match === null) return answerGraphql(this.world, identity, body ?? {});
      return answerRoute(this.world, match, request);
    });
    return answer ?? { status: 500, body: { message: "the emulator failed" } };
  }
  /** Runs what may refuse; a failure of our own is remembered, for a test must not take it for GitHub's doing. */
  #attempt(what, run3) {
    try {
      return run3();
    } catch (error) {
      if (error instanceof Refusal) return error.answer;
      this.world.unexpected.push(
        `the emulator failed at ${what}: ${error instanceof Error ? error.stack : String(error)}`
      );
      return null;
    }
  }
  /** A call off the list. Anything that would change the repository is refused as a token without the right would be. */
  #refuseUnexpected(wire) {
    this.world.unexpected.push(`${wire.method} ${wire.path}`);
    const changes = wire.method !== "GET" && /\/(?:contents|git|merges|merge|branches|releases|dispatches)\b/.test(wire.path);
    const refusal = changes ? new Refusal(403, "Resource not accessible by integration") : new Refusal(404, "Not Found");
    return refusal.answer;
  }
  #identityOf(wire) {
    const given = wire.headers.authorization;
    if (given === void 0) return null;
    const token = /^(?:token|bearer) +(.+)$/i.exec(given)?.[1]?.trim() ?? "";
    return this.world.tokens.get(token) ?? "unknown";
  }
  #spendRate() {
    const { rate: rate2 } = this.world;
    if (Date.now() >= rate2.resetAt) {
      rate2.remaining = rate2.limit;
      rate2.resetAt = Date.now() + 36e5;
    }
    if (rate2.remaining === 0) return new Refusal(403, "API rate limit exceeded for installation.").answer;
    rate2.remaining -= 1;
    return null;
  }
  #headers(number, match, identity, answer) {
    const { rate: rate2 } = this.world;
    const accepted = match?.route.permission ?? "";
    const app = identity !== null && identity !== "unknown" && identity.permissions !== null;
    return {
      "content-type": "application/json; charset=utf-8",
      "x-github-media-type": "github.v3; format=json",
      "x-github-request-id": `EMUL:${String(number).padStart(6, "0")}`,
      "x-ratelimit-limit": String(rate2.limit),
      "x-ratelimit-remaining": String(rate2.remaining),
      "x-ratelimit-used": String(rate2.limit - rate2.remaining),
      "x-ratelimit-reset": String(Math.ceil(rate2.resetAt / 1e3)),
      "x-ratelimit-resource": match === null ? "graphql" : "core",
      ...app && accepted !== "" ? { "x-accepted-github-permissions": accepted } : {},
      ...answer?.headers
    };
  }
  #record(exchange) {
    this.log.push(exchange);
    this.#onExchange(exchange);
  }
};
function isGraphql(path) {
  return path === "/graphql" || path === "/api/graphql";
}
function isWrite(wire, answer, faulty) {
  if (!faulty && (answer === null || answer.status >= 300)) return false;
  if (!isGraphql(wire.path)) return wire.method !== "GET";
  const { data } = answer?.body ?? {};
  return isMutation(parseJson(wire.text)) && (faulty || Object.values(data ?? {}).some((value) => value !== null));
}
function parseJson(text) {
  if (text === "") return void 0;
  try {
    return JSON.parse(text);
  } catch {
    return void 0;
  }
}
function encode(body) {
  if (body === null) return new Uint8Array();
  return body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body), "utf8");
}

// emulator/emulator.ts
var MEGABYTE = 1 << 20;
var GITHUB_LIMITS = {
  contentsJson: MEGABYTE,
  blob: 100 * MEGABYTE,
  graphqlText: 512e3,
  patchLines: 2e4,
  patchBytes: MEGABYTE,
  listedFiles: 3e3,
  comparedFiles: 300,
  treeEntries: 1e5,
  commentsPerReview: 100,
  commentsPerIssue: 2500
};
async function startEmulator(options = {}) {
  const world = createWorld(options.serverUrl ?? "https://github.com", options.anchorTexts ?? "current");
  const service = new Service(world, (exchange) => {
    try {
      options.onExchange?.(exchange);
    } catch (error) {
      world.unexpected.push(
        `${exchange.method} ${exchange.path}: ${error instanceof Error ? error.message : String(error)}`
      );
    }
  });
  const { origin: origin2, close: close2 } = await listen(service, options.port ?? 0, options.hold ?? false);
  world.apiUrl = options.enterprise ? `${origin2}/api/v3` : origin2;
  const graphqlUrl = options.enterprise ? `${origin2}/api/graphql` : `${origin2}/graphql`;
  return new Emulator(world, service, graphqlUrl, close2);
}
var Emulator = class {
  graphqlUrl;
  #world;
  #service;
  #close;
  #directory = mkdtempSync(join(tmpdir(), "github-emulator-"));
  constructor(world, service, graphqlUrl, close2) {
    this.#world = world;
    this.#service = service;
    this.graphqlUrl = graphqlUrl;
    this.#close = close2;
  }
  /** The address of the REST API, without a final slash. */
  get apiUrl() {
    return this.#world.apiUrl;
  }
  get serverUrl() {
    return this.#world.serverUrl;
  }
  /** Creates a repository with one commit on its default branch (`acme/infra`, `main` unless given). */
  createRepository(options = {}) {
    const id = nextId(this.#world);
    const directory = join(this.#directory, `${id}.git`);
    mkdirSync(directory);
    const repository2 = {
      id,
      owner: accountOf(this.#world, options.owner ?? "acme"),
      name: options.name ?? "infra",
      isPrivate: options.private ?? false,
      defaultBranch: options.defaultBranch ?? "main",
      git: new GitStore(directory),
      roles: /* @__PURE__ */ new Map(),
      pulls: [],
      issueComments: [],
      checkRuns: [],
      withheldPatches: /* @__PURE__ */ new Set(),
      limits: { ...GITHUB_LIMITS, ...options.limits },
      actionsMayApprove: options.actionsMayApprove ?? false,
      createdAt: tick(this.#world)
    };
    this.#world.repositories.push(repository2);
    const push = { author: repository2.owner, files: options.files ?? {}, message: "First commit\n" };
    const first = writeCommit(this.#world, repository2, null, push);
    moveBranch(this.#world, repository2, repository2.owner.login, repository2.defaultBranch, first);
    return new RepositoryHandle(this.#world, repository2);
  }
  /** A GITHUB_TOKEN with what a workflow's `permissions:` gives it; reading contents and writing reviews unless said. */
  workflowToken(permissions = { contents: "read", pull_requests: "write" }) {
    return issueToken(this.#world, ACTIONS_BOT.login, permissions);
  }
  /** An app's installation token (permissions given) or a person's own (null). */
  token(login, permissions) {
    return issueToken(this.#world, login, permissions);
  }
  /** Orders a fault for a request to come. Several for the same request wait in line, one a request. */
  fault(filter, fault) {
    this.#service.faults.add(filter, fault);
  }
  /** Does something the moment a request arrives, before it is answered, such as moving the head. */
  onRequest(filter, action) {
    this.#service.actions.add(filter, action);
  }
  /** Refuses anchors that are right, with the 422 of a wrong one; not counted in `anchorRefusals`. */
  refuseAnchor(refuses) {
    this.#world.refusedAnchors.push(refuses);
  }
  /** Sets the hourly rate limit; it is filled up again `resetIn` seconds from now. */
  setRateLimit(rate2) {
    const { limit, remaining, resetIn } = rate2;
    Object.assign(this.#world.rate, { limit, remaining, resetAt: Date.now() + resetIn * 1e3 });
  }
  /** Every request so far with its answer, in order. */
  get log() {
    return this.#service.log;
  }
  /** The requests that changed something. */
  get writes() {
    return this.#service.log.filter((exchange) => exchange.wrote);
  }
  /** Forgets the requests so far, and nothing else; numbers start again at one. */
  clearLog() {
    this.#service.log.length = 0;
  }
  /** What no client should do, in words: calls off the list, unknown GraphQL fields, complaints of `onExchange`. */
  get unexpected() {
    return this.#world.unexpected;
  }
  /** How many requests were refused because a comment stood on no line of the diff. */
  get anchorRefusals() {
    return this.#world.anchorRefusals;
  }
  /** Fault orders that no request has met yet. */
  get faultsWaiting() {
    return this.#service.faults.waiting;
  }
  /** Makes a new folder that lasts until `stop`. */
  scratch(prefix) {
    return mkdtempSync(join(this.#directory, prefix));
  }
  /** Closes the port, ends hanging requests, deletes the git repositories and the folders that were made here. */
  async stop() {
    await this.#close();
    rmSync(this.#directory, { recursive: true, force: true });
  }
};

// emulator/runner.ts
import { spawn } from "node:child_process";
import { mkdirSync as mkdirSync2, readFileSync, writeFileSync } from "node:fs";
import { join as join2 } from "node:path";

// emulator/workflow-commands.ts
var MAX_ANNOTATIONS2 = 10;
var MAX_MESSAGE = 4096;
function readCommands(output) {
  return output.split(/\r\n|\n|\r/).flatMap((line) => {
    const current = /^\s*::([\w-]+)(?: +(.*?))?::(.*)$/.exec(line);
    const found = current ?? /##\[([\w-]+)(?: +(.*?))?\](.*)$/.exec(line);
    if (found === null) return [];
    const [, name2 = "", properties = "", message = ""] = found;
    return [
      {
        name: name2.toLowerCase(),
        properties: readProperties(properties, current === null ? ";" : ","),
        message: decode2(message)
      }
    ];
  });
}
function annotationsOf(commands) {
  const counts = { error: 0, warning: 0, notice: 0 };
  return commands.flatMap(({ name: name2, properties, message }) => {
    if (name2 !== "error" && name2 !== "warning" && name2 !== "notice") return [];
    counts[name2] += 1;
    return [{ name: name2, properties, message: message.slice(0, MAX_MESSAGE), kept: counts[name2] <= MAX_ANNOTATIONS2 }];
  });
}
function readOutputs(text) {
  const outputs = {};
  const lines = text.split(/\r?\n/);
  for (let at2 = 0; at2 < lines.length; at2++) {
    const line = lines[at2] ?? "";
    if (line === "") continue;
    const heredoc = /^([^=]*?)<<(.+)$/.exec(line);
    if (heredoc === null) {
      const equals = line.indexOf("=");
      if (equals < 1) throw new Error(`Invalid format '${line}'`);
      outputs[line.slice(0, equals)] = line.slice(equals + 1);
      continue;
    }
    const end = lines.indexOf(heredoc[2] ?? "", at2 + 1);
    if (end === -1) throw new Error(`Matching delimiter not found '${heredoc[2]}'`);
    outputs[heredoc[1] ?? ""] = lines.slice(at2 + 1, end).join("\n");
    at2 = end;
  }
  return outputs;
}
function readProperties(text, separator) {
  return Object.fromEntries(
    text.split(separator).map((pair) => pair.split(/=(.*)/s)).filter(([name2]) => name2 !== void 0 && name2.trim() !== "").map(([name2 = "", value = ""]) => [name2.trim(), decode2(value.replaceAll("%3A", ":").replaceAll("%2C", ","))])
  );
}
function decode2(text) {
  return text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
}

// emulator/runner.ts
async function runAction(emulator, repository2, options) {
  const directory = options.directory ?? emulator.scratch("runner-");
  const environment = { ...runnerEnvironment(emulator, repository2, options, directory), ...options.environment };
  const started = performance.now();
  const { exitCode, stdout, stderr } = await run(options, environment, join2(directory, "workspace"));
  const commands = readCommands(stdout);
  return {
    exitCode,
    stdout,
    stderr,
    outputs: readOutputs(readFileSync(environment.GITHUB_OUTPUT ?? "", "utf8")),
    summary: readFileSync(environment.GITHUB_STEP_SUMMARY ?? "", "utf8"),
    commands,
    annotations: annotationsOf(commands),
    directory,
    milliseconds: performance.now() - started
  };
}
function runnerEnvironment(emulator, repository2, options, directory) {
  const { event } = options;
  const place = (name2) => join2(directory, name2);
  for (const folder2 of ["temp", "workspace", "home"]) mkdirSync2(place(folder2), { recursive: true });
  writeFileSync(place("event.json"), JSON.stringify(event.payload, null, 2));
  for (const file2 of ["output", "summary", "env", "path", "state"]) writeFileSync(place(file2), "");
  const inputs = { token: options.token, ...options.inputs };
  const [owner = ""] = repository2.fullName.split("/");
  return {
    PATH: process.env.PATH ?? "",
    HOME: place("home"),
    CI: "true",
    GITHUB_ACTIONS: "true",
    GITHUB_ACTION: "das-grant-guard",
    GITHUB_ACTOR: event.actor,
    GITHUB_API_URL: emulator.apiUrl,
    GITHUB_BASE_REF: event.baseRef,
    GITHUB_ENV: place("env"),
    GITHUB_EVENT_NAME: event.name,
    GITHUB_EVENT_PATH: place("event.json"),
    GITHUB_GRAPHQL_URL: emulator.graphqlUrl,
    GITHUB_HEAD_REF: event.headRef,
    GITHUB_JOB: "das-grant-guard",
    GITHUB_OUTPUT: place("output"),
    GITHUB_PATH: place("path"),
    GITHUB_REF: event.ref,
    GITHUB_REF_NAME: event.ref.replace(/^refs\/(?:heads|pull|tags)\//, ""),
    GITHUB_REPOSITORY: repository2.fullName,
    GITHUB_REPOSITORY_OWNER: owner,
    GITHUB_RUN_ATTEMPT: "1",
    GITHUB_RUN_ID: "4711",
    GITHUB_RUN_NUMBER: "1",
    GITHUB_SERVER_URL: emulator.serverUrl,
    GITHUB_SHA: event.sha,
    GITHUB_STATE: place("state"),
    GITHUB_STEP_SUMMARY: place("summary"),
    GITHUB_WORKFLOW: "das-grant-guard",
    GITHUB_WORKFLOW_REF: `${repository2.fullName}/.github/workflows/das-grant-guard.yml@${event.ref}`,
    GITHUB_WORKSPACE: place("workspace"),
    RUNNER_ARCH: "X64",
    RUNNER_OS: "Linux",
    RUNNER_TEMP: place("temp"),
    ...Object.fromEntries(
      Object.entries(inputs).map(([name2, value]) => [`INPUT_${name2.replaceAll(" ", "_").toUpperCase()}`, value])
    )
  };
}
function run(options, env, cwd) {
  return new Promise((resolve2, reject) => {
    const child = spawn(options.node ?? process.execPath, [...options.nodeArguments ?? [], options.script], {
      cwd,
      env,
      stdio: ["ignore", "pipe", "pipe"],
      ...options.signal === void 0 ? {} : { signal: options.signal }
    });
    const timer = setTimeout(() => child.kill("SIGKILL"), (options.timeout ?? 120) * 1e3);
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      stderr += text;
    });
    child.on("error", reject);
    child.on("close", (exitCode) => {
      clearTimeout(timer);
      resolve2({ exitCode, stdout, stderr });
    });
  });
}

// emulator/demo/stage.ts
async function openStage(options) {
  const { serverUrl } = options;
  const emulator = await startEmulator(serverUrl === void 0 ? {} : { serverUrl });
  try {
    return new Stage(options.script, emulator);
  } catch (error) {
    await emulator.stop();
    throw error;
  }
}
var Stage = class {
  emulator;
  repository;
  pull;
  /** Oldest first. */
  pushes;
  #script;
  #directory;
  #ending = new AbortController();
  constructor(script, emulator) {
    this.#script = script;
    this.emulator = emulator;
    this.repository = emulator.createRepository(REPOSITORY);
    this.repository.grant(REVIEWER, "write");
    this.pull = this.repository.openPullRequest(PULL_REQUEST);
    const { author, title } = PULL_REQUEST;
    this.pushes = [{ sha: this.pull.headSha, author, subject: title, run: null }];
    this.#directory = mkdtempSync2(join3(tmpdir2(), "das-grant-guard-demo-"));
  }
  /** Runs the Action on the last push, as the runner of a workflow on `pull_request` would. */
  async runAction() {
    const [push, ...earlier] = this.pushes.toReversed();
    if (push === void 0) throw new Error("nothing was pushed");
    const before = earlier[0]?.sha;
    const result = await runAction(this.emulator, this.repository, {
      script: this.#script,
      event: this.repository.events.pullRequest(this.pull, before === void 0 ? {} : { before }),
      token: this.emulator.workflowToken(),
      directory: mkdtempSync2(join3(this.#directory, "run-")),
      signal: this.#ending.signal
    });
    push.run = result;
    return result;
  }
  /** Commits the suggestion of a comment, as the reviewer who presses the button. */
  applySuggestion(commentId) {
    const { author: bot } = this.pull.people.commentById(commentId);
    const result = this.pull.applySuggestion(commentId, { as: REVIEWER });
    if (result.ok) {
      const subject = `Apply suggestion from @${bot.login}`;
      this.pushes.push({ sha: result.commit, author: REVIEWER, subject, run: null });
    }
    return result;
  }
  /** Ends a run that is under way, closes the port and deletes every file that was written. */
  async close() {
    this.#ending.abort();
    await this.emulator.stop();
    rmSync2(this.#directory, { recursive: true, force: true });
  }
};

// emulator/demo/site.ts
var Site = class {
  url;
  #script;
  /** The one that is shown. */
  #stage = null;
  /** All that are still to be closed. */
  #open = /* @__PURE__ */ new Set();
  #problem = null;
  #isBusy = false;
  constructor(script, url) {
    this.#script = script;
    this.url = url;
  }
  /** Puts a new pull request in the place of the old one. */
  async restart() {
    const old = this.#stage;
    const stage = await openStage({ script: this.#script, serverUrl: this.url });
    this.#open.add(stage);
    await stage.runAction();
    this.#stage = stage;
    this.#problem = null;
    await this.#close(old);
  }
  async close() {
    for (const stage of this.#open) await this.#close(stage);
  }
  async #close(stage) {
    if (stage === null) return;
    this.#open.delete(stage);
    await stage.close();
  }
  async answer(method, path, form) {
    if (method === "POST" && (path === "/apply" || path === "/restart")) {
      await this.#press(
        () => path === "/apply" ? this.#apply(Number(new URLSearchParams(form).get("comment"))) : this.restart()
      );
      return { status: 303, type: "text/plain", body: "", location: "/" };
    }
    if (method !== "GET") return { status: 405, type: "text/plain", body: "There is nothing to do here.\n" };
    return this.#page(path);
  }
  async #press(action) {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      await action();
    } catch (error) {
      this.#problem = error instanceof Error ? error.message : String(error);
    } finally {
      this.#isBusy = false;
    }
  }
  async #apply(comment) {
    const applied = this.#stage?.applySuggestion(comment);
    if (applied === void 0 || !applied.ok) {
      this.#problem = applied?.reason ?? null;
      return;
    }
    this.#problem = null;
    await this.#stage?.runAction();
  }
  #page(path) {
    const html2 = (body) => ({ status: 200, type: "text/html; charset=utf-8", body });
    if (path === "/page.css") return { status: 200, type: "text/css; charset=utf-8", body: page_default + content_default };
    if (path === "/page.js") return { status: 200, type: "text/javascript; charset=utf-8", body: PAGE_SCRIPT };
    if (path === "/icon.svg") return { status: 200, type: "image/svg+xml", body: ICON };
    const stage = this.#stage;
    if (stage !== null && path === "/") return html2(pullRequestPage(stage, this.#problem).text);
    const [, name2 = "", commit2 = "", file2 = ""] = /^\/([^/]+\/[^/]+)\/blob\/([0-9a-f]{40})\/(.+)$/.exec(path) ?? [];
    const bytes = name2 === stage?.repository.fullName ? stage.repository.read(commit2, file2) : null;
    if (bytes !== null) return html2(filePage(file2, commit2, bytes.toString("utf8")).text);
    return {
      status: 404,
      type: "text/plain; charset=utf-8",
      body: "There is no such page; the pull request is at /\n"
    };
  }
};

// emulator/demo/page-server.ts
var LONGEST_FORM = 1e3;
var HEADERS = {
  "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cache-control": "no-store"
};
async function servePage(script, port2) {
  const server = createServer2();
  await new Promise((resolve2, reject) => {
    server.once("error", reject);
    server.listen(port2, "127.0.0.1", resolve2);
  });
  const { port: taken } = server.address();
  const url = `http://127.0.0.1:${taken}`;
  const site = new Site(script, url);
  const close2 = async () => {
    server.close();
    server.closeAllConnections();
    await site.close();
  };
  try {
    await site.restart();
  } catch (error) {
    await close2();
    throw error;
  }
  server.on("request", (request, response) => void respond(site, request, response));
  return { url, close: close2 };
}
async function respond(site, request, response) {
  const { status, type, body, location } = await answerOf(site, request);
  response.writeHead(status, { ...HEADERS, "content-type": type, ...location === void 0 ? {} : { location } });
  response.end(body);
}
async function answerOf(site, request) {
  const plain2 = (status, body) => ({ status, type: "text/plain; charset=utf-8", body });
  if (!isOurs(site, request)) return plain2(403, "This page answers to itself alone.\n");
  try {
    return await site.answer(request.method ?? "GET", pathOf(request), await textOf(request));
  } catch (error) {
    return plain2(500, `${error instanceof Error ? error.message : String(error)}
`);
  }
}
function isOurs({ url }, { headers }) {
  const { host, port: port2 } = new URL(url);
  const hosts = [host, `localhost:${port2}`];
  const { origin: origin2 } = headers;
  return hosts.includes(headers.host ?? "") && (origin2 === void 0 || origin2 === `http://${headers.host}`);
}
function pathOf({ url = "/" }) {
  try {
    return decodeURIComponent(url.split("?", 1)[0] ?? "/");
  } catch {
    return "/";
  }
}
async function textOf(request) {
  let text = "";
  for await (const chunk of request) if (text.length < LONGEST_FORM) text += String(chunk);
  return text;
}

// emulator/demo/tell.ts
async function tell(stage, story) {
  story.opening(stage);
  story.pullRequest(stage);
  const first = await stage.runAction();
  story.check(first);
  const comments2 = stage.pull.comments();
  for (const comment2 of comments2) story.comment(stage, comment2);
  const differences = [...runDiffers(first, 1, "failure"), ...commentDiffers(comments2)];
  const [comment] = comments2;
  if (comment === void 0 || differences.length > 0) return differences;
  const applied = stage.applySuggestion(comment.id);
  if (!applied.ok) return [`the suggestion could not be applied: ${applied.reason}`];
  story.applied(stage);
  const second = await stage.runAction();
  story.after(stage, second);
  return [...runDiffers(second, 0, "success"), ...endDiffers(stage)];
}
function runDiffers({ exitCode, outputs, stdout, stderr }, status, conclusion) {
  if (exitCode === status && outputs.conclusion === conclusion && stderr === "") return [];
  const said = stderr === "" ? stdout : stderr;
  return [
    `the Action was to end with ${status} (${conclusion}), and ended with ${exitCode} (${outputs.conclusion ?? "no conclusion"}): ${said}`
  ];
}
function commentDiffers(comments2) {
  const [comment, ...others] = comments2;
  if (comment === void 0 || others.length > 0)
    return [`there was to be one comment, and there are ${comments2.length}`];
  return comment.body.includes("```suggestion") ? [] : ["the comment was to hold a suggestion, and holds none"];
}
function endDiffers({ pull, emulator }) {
  const left = pull.comments().length;
  return [
    ...left === 0 ? [] : [`the comment was to be gone, and ${left} are left`],
    ...emulator.anchorRefusals === 0 ? [] : ["a comment was placed on a line that is not in the diff"],
    ...emulator.unexpected.map((call) => `the Action was not to ask this of GitHub: ${call}`)
  ];
}

// emulator/demo/wrap.ts
function wrap(spans2, width) {
  const lines = [];
  let line = "";
  let taken = 0;
  for (const word of wordsOf(spans2)) {
    const length = word.reduce((sum, { text }) => sum + text.length, 0);
    if (taken > 0 && taken + 1 + length > width) {
      lines.push(line);
      line = "";
      taken = 0;
    }
    const gap = taken === 0 ? "" : " ";
    line += gap + word.map(({ text, ink }) => ink(text)).join("");
    taken += gap.length + length;
  }
  return taken === 0 ? lines : [...lines, line];
}
function wordsOf(spans2) {
  const words = [[]];
  for (const { text, ink } of spans2) {
    for (const [index, part] of text.split(/\s+/).entries()) {
      if (index > 0) words.push([]);
      if (part !== "") words.at(-1)?.push({ text: part, ink });
    }
  }
  return words.filter((word) => word.length > 0);
}

// emulator/demo/terminal-markdown.ts
function terminalBlocks(markdown, options) {
  const blocks2 = [];
  let depth = 0;
  for (const token of x.lexer(markdown)) {
    if (token.type === "html") depth += foldsIn(token.text);
    else if (depth === 0) blocks2.push(block2(token, options));
  }
  return blocks2.filter((lines) => lines.length > 0);
}
function foldsIn(html2) {
  return (html2.match(/<details[\s>]/g)?.length ?? 0) - (html2.match(/<\/details>/g)?.length ?? 0);
}
function block2(token, options) {
  const { ink, width } = options;
  switch (token.type) {
    case "heading":
      return wrap([{ text: plain(token.tokens), ink: ink.strong }], width);
    case "paragraph":
      return wrap(spans(token.tokens, ink), width);
    case "list":
      return token.items.flatMap(({ tokens }) => item(spans(tokens, ink), width));
    case "code":
      return codeLines(token, options);
    case "table":
      return token.rows.flatMap((row) => row.flatMap((cell, index) => field(token.header[index], cell, options)));
    default:
      return [];
  }
}
function item(text, width) {
  return wrap(text, width - 2).map((line, index) => index === 0 ? `- ${line}` : `  ${line}`);
}
function field(header, cell, { ink }) {
  const name2 = plain(header?.tokens ?? []);
  return [`${ink.faint(name2.padEnd(16))} ${plain(cell.tokens)}`];
}
function codeLines({ lang, text }, { ink, suggestion: suggestion2 }) {
  const lines = text.split("\n");
  if (lang !== "suggestion") return lines.map((line) => ink.faint(line));
  const rows = suggestion2(lines);
  const indent = Math.min(...rows.map(({ text: text2 }) => text2.search(/\S|$/)));
  return [ink.faint("Suggested change"), ...rows.map((row) => diffLine({ ...row, text: row.text.slice(indent) }, ink))];
}
var MARKS = { context: " ", added: "+", removed: "-" };
function diffLine({ kind, line, text }, ink) {
  const number = ink.faint(String(line ?? "").padStart(4));
  const row = `${MARKS[kind]} ${text}`;
  return `${number} ${kind === "added" ? ink.good(row) : kind === "removed" ? ink.bad(row) : row}`;
}
function spans(tokens, ink, outer = (text) => text) {
  return tokens.flatMap((token) => {
    switch (token.type) {
      case "strong":
      case "em":
        return spans(token.tokens, ink, ink.strong);
      case "codespan":
        return [{ text: token.text, ink: ink.code }];
      case "html":
        return [];
      case "text":
        return token.tokens === void 0 ? [{ text: token.text, ink: outer }] : spans(token.tokens, ink, outer);
      case "link":
        return spans(token.tokens, ink, outer);
      default:
        return [{ text: token.raw, ink: outer }];
    }
  });
}
function plain(tokens) {
  return spans(tokens, NO_INK).map(({ text }) => text).join("");
}

// emulator/demo/terminal-story.ts
var COLUMNS = 80;
var INDENT = 3;
var TerminalStory = class {
  #ink;
  #write;
  constructor(ink, write) {
    this.#ink = ink;
    this.#write = write;
  }
  /** What is about to happen, and where. */
  opening({ emulator }) {
    this.#lines(
      this.#wrapped(`The Action reviews a sample pull request on a GitHub emulated at ${emulator.apiUrl}.`, COLUMNS)
    );
  }
  /** The pull request before anyone has looked at it. */
  pullRequest({ repository: repository2, pull }) {
    this.#heading("1. A pull request adds an activity stream");
    const { author, branch: branch2 } = PULL_REQUEST;
    const changes = pull.files().map(({ path, additions, deletions }) => `${path} +${additions} -${deletions}`);
    this.#indented([
      this.#ink.strong(`${repository2.fullName} #${pull.number}: ${pull.state.title}`),
      `${author} wants to merge ${branch2} into ${pull.state.baseRef}: ${changes.join(", ")}`,
      ""
    ]);
  }
  /** How the run of the Action on the last push went. */
  check({ exitCode, milliseconds, outputs }) {
    const { good, bad, faint } = this.#ink;
    const verdict = exitCode === 0 ? good("✓ das-grant-guard passed") : bad("✗ das-grant-guard failed");
    const introduced = `new findings: ${outputs.introduced}`;
    this.#indented([`${verdict}; ${introduced} ${faint(`(required check, ${(milliseconds / 1e3).toFixed(1)} s)`)}`]);
  }
  /** A comment as its reader sees it, suggestion and all. */
  comment({ pull }, comment) {
    const line = comment.line ?? 1;
    const first = comment.startLine ?? line;
    const before = (pull.read(comment.path) ?? "").split("\n").slice(first - 1, line);
    const blocks2 = terminalBlocks(comment.body, {
      ink: this.#ink,
      width: COLUMNS - INDENT - 2,
      suggestion: (after) => suggestionRows(before, after, first)
    });
    const { strong } = this.#ink;
    this.#indented(["", `${strong(comment.author)} commented on ${strong(`${comment.path}:${line}`)}`]);
    this.#quoted(blocks2);
  }
  /** The commit that pressing the button made. */
  applied({ pushes }) {
    this.#heading("2. A reviewer applies the suggestion");
    const push = pushes.at(-1);
    if (push === void 0) return;
    this.#indented([`${push.author} committed ${this.#ink.code(push.sha.slice(0, 7))}: ${push.subject}`]);
  }
  /** What is left after the run on that commit. */
  after({ pull }, result) {
    this.#heading("3. The Action runs again");
    const left = pull.comments().length;
    this.check(result);
    this.#indented([left === 0 ? "The comment is gone." : `${left} comments are left.`, "", "The job summary begins:"]);
    const blocks2 = terminalBlocks(result.summary, {
      ink: this.#ink,
      width: COLUMNS - INDENT - 2,
      suggestion: () => []
    });
    this.#quoted(blocks2.slice(0, 4));
  }
  /** What differed from the story, or how to see more of it. */
  ending(differences) {
    this.#lines([""]);
    if (differences.length === 0) {
      this.#lines(["To see it as a page, and press the button yourself: add --serve"]);
      return;
    }
    this.#lines([this.#ink.bad("The story did not go as told:")]);
    this.#lines(differences.flatMap((difference) => this.#wrapped(`- ${difference}`, COLUMNS)));
  }
  #heading(text) {
    this.#lines(["", this.#ink.title(text), ""]);
  }
  #quoted(blocks2) {
    const lines = blocks2.flatMap((block3, index) => index === 0 ? block3 : ["", ...block3]);
    this.#indented(lines.map((line) => `${this.#ink.faint("│")} ${line}`.trimEnd()));
  }
  #indented(lines) {
    this.#lines(lines.map((line) => line === "" ? "" : " ".repeat(INDENT) + line));
  }
  #wrapped(text, width) {
    return wrap([{ text, ink: (part) => part }], width);
  }
  #lines(lines) {
    this.#write(lines.map((line) => `${line}
`).join(""));
  }
};

// emulator/demo/play.ts
async function play(script) {
  const interrupt = new Interrupt();
  const stage = await openStage({ script });
  const story = new TerminalStory(inkFor(process.stdout), (text) => process.stdout.write(text));
  const told = tell(stage, story).catch((error) => interrupt.isRaised ? [] : Promise.reject(error));
  try {
    const outcome = await Promise.race([told, interrupt.status]);
    if (typeof outcome === "number") return outcome;
    story.ending(outcome);
    return outcome.length === 0 ? 0 : 1;
  } finally {
    await stage.close();
  }
}
async function serve(script, port2) {
  const interrupt = new Interrupt();
  const page2 = await servePage(script, port2);
  try {
    process.stdout.write(`The pull request is at ${page2.url} (Ctrl-C ends it)
`);
    await interrupt.status;
    return 0;
  } finally {
    await page2.close();
  }
}

// emulator/demo.ts
process.exitCode = await main(process.argv.slice(2));
async function main(argv) {
  const script = fileURLToPath(new URL("action.js", import.meta.url));
  const read = readOptions(argv);
  if (read.kind === "wrong") return refuse(read.message);
  if (!existsSync(script)) return refuse(`${script} is missing: npm run build writes it`);
  if (spawnSync2("git", ["--version"]).error) return refuse("git could not be started: install it, the demo needs it");
  try {
    return await run2(read.options, script);
  } catch (error) {
    return refuse(reason(error));
  }
}
function run2({ isServing, port: port2 }, script) {
  return isServing ? serve(script, port2) : play(script);
}
function refuse(message) {
  process.stderr.write(`das-grant-guard: ${message}
`);
  return 2;
}
function reason(error) {
  const { code: code2, message } = error;
  return code2 === "EADDRINUSE" || code2 === "EACCES" ? "the port can not be had: choose another with --port, or leave it out" : `the demo could not go on: ${message}`;
}
