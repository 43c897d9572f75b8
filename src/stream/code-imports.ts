import type { Language } from './code-text.ts';

/** Something that a file loads and that is not known to be harmless. */
export interface Import {
  /** As it is written: `das`, `.das`, `lib.das`, `./das.mjs`. */
  readonly module: string;
  /** Names that Python takes from it, each of which may be a module too. */
  readonly names: readonly string[];
}

const PYTHON_KNOWN = new Set(
  (
    'abc argparse base64 boto3 botocore cfnresponse collections contextlib copy csv dataclasses datetime decimal enum ' +
    'functools gzip hashlib hmac http inspect io itertools json logging math operator os pathlib random re secrets ' +
    'shutil signal socket ssl string struct subprocess sys tempfile textwrap threading time traceback types typing ' +
    'urllib urllib3 uuid warnings zipfile zlib __future__ ast asyncio concurrent email html ipaddress locale platform ' +
    'pprint queue sched select statistics stat unicodedata weakref xml'
  ).split(' '),
);

const NODE_KNOWN = new Set(
  (
    'assert aws-sdk buffer cfn-response child_process crypto dns events fs fs/promises http https net os path process ' +
    'querystring stream string_decoder timers timers/promises tls url util zlib'
  ).split(' '),
);

/** What a file loads from elsewhere. Names are read from the text, since the strings that hold them are blanked in the code. */
export function importsOf(text: string, code: string, language: Language): readonly Import[] {
  if (language === 'python') return pythonImports(code).filter(({ module }) => !PYTHON_KNOWN.has(rootOf(module)));
  if (language === 'shell') return /(^|[\s;&|])(source|\.)\s+\S/.test(code) ? [{ module: '', names: [] }] : [];
  const modules = nodeModules(text, code).filter((name) => !NODE_KNOWN.has(name) && !name.startsWith('@aws-sdk/'));
  return modules.map((module) => ({ module, names: [] }));
}

/** Whether a module is a library that is known, as opposed to code of the function itself. */
export function isKnownLibrary(module: string, language: Language): boolean {
  if (language === 'python') return PYTHON_KNOWN.has(rootOf(module)) || FROM_ELSEWHERE.test(module);
  return !/^[./]/.test(module);
}

/** Modules of others that no folder of a function's own sources holds. */
export const FROM_ELSEWHERE =
  /^(?:aws_lambda_powertools|aws_xray_sdk|crhelper|requests|yaml|jinja2|pydantic|dateutil|jsonschema|attrs?)\b/;

const PYTHON =
  /(?:^|[\n;])[ \t]*(?:from[ \t]+([.\w]{1,200})[ \t]+import\b[ \t]*(\([^)]{0,2000}\)|[^\n;]{0,2000})|import[ \t]+([^\n;]{1,2000}))/g;

/** `if TYPE_CHECKING:` with what is indented below it: no part of the program that runs. */
const FOR_TYPES =
  /(?<=^|\n)([ \t]{0,80})if[ \t]+(?:\w{1,40}\.)?TYPE_CHECKING[ \t]*:[^\n]*(?:\n(?:\1[ \t]+[^\n]*|[ \t]*(?=\n|$)))*/g;

function pythonImports(code: string): readonly Import[] {
  return [...code.replace(FOR_TYPES, '').matchAll(PYTHON)].flatMap(([, from, taken = '', plain = '']) => {
    const names = (from === undefined ? plain : taken.replace(/[()]/g, ''))
      .split(',')
      .map((part) => part.trim().split(/\s+/)[0] ?? '')
      .filter((name) => name !== '');
    return from === undefined ? names.map((module) => ({ module, names: [] })) : [{ module: from, names }];
  });
}

function rootOf(module: string): string {
  return module.startsWith('.') ? '.' : (module.split('.')[0] ?? '');
}

/** What TypeScript takes out of the program: `import type { … }` before the word `from`. */
const TYPES_ALONE = /\b(?:import|export)\s+type\s+[\w${*][^;'"`=()]*$/;

function nodeModules(text: string, code: string): readonly string[] {
  const found: string[] = [];
  for (const match of code.matchAll(/\b(?:from|require\(|import\(|import)\s{0,8}(['"])/g)) {
    const start = match.index + match[0].length;
    const quote = match[1] ?? '"';
    const end = text.indexOf(quote, start);
    if (TYPES_ALONE.test(code.slice(Math.max(0, match.index - 400), match.index))) continue;
    if (end > start && end - start < 256) found.push(text.slice(start, end).replace(/^node:/, ''));
  }
  return found;
}
