import { expect, test } from '@jest/globals';
import type { Language } from '../../src/stream/code-text.ts';
import { filesOfHandler } from '../../src/stream/sibling-code.ts';

/** What is read beside a handler: names of texts, then what is asked for, then the modules that are seen. */
function beside(language: Language, path: string, handler: string, files: Readonly<Record<string, string | null>>) {
  const sources = {
    get: (wanted: string) => {
      const text = files[wanted];
      return text === undefined ? 'absent' : text === null ? 'unread' : { path: wanted, text };
    },
  } as const;
  const { texts, isSeen, wanted } = filesOfHandler({ path, text: handler }, 'src', language, sources);
  const names = Object.entries(files).flatMap(([name, text]) => (text !== null && texts.includes(text) ? [name] : []));
  const modules = ['a', 'b', '.', '.a', './a', './b.js'].filter((module) => isSeen(handler, module));
  return { read: names, wanted, seen: modules };
}

const nothing = { read: [], wanted: [], seen: [] };

test.each<[string, Language, string, string, Readonly<Record<string, string | null>>, ReturnType<typeof beside>]>([
  ['a module', 'python', 'src/x.py', 'import a', { 'src/a.py': '1' }, { read: ['src/a.py'], wanted: [], seen: ['a'] }],
  ['a module that is not there', 'python', 'src/x.py', 'import a', {}, nothing],
  [
    'a module that was not asked for',
    'python',
    'src/x.py',
    'import a',
    { 'src/a.py': null },
    { read: [], wanted: ['src/a.py'], seen: [] },
  ],
  [
    'a package where there is no such module',
    'python',
    'src/x.py',
    'from a import b',
    { 'src/a/b.py': '1', 'src/a/__init__.py': '2' },
    { read: ['src/a/b.py', 'src/a/__init__.py'], wanted: [], seen: ['a'] },
  ],
  [
    'no package where there is a module',
    'python',
    'src/x.py',
    'from a import b',
    { 'src/a.py': '1', 'src/a/b.py': '2' },
    { read: ['src/a.py'], wanted: [], seen: ['a'] },
  ],
  [
    'a package in the second round, and nothing in a third',
    'python',
    'src/x.py',
    'import a',
    { 'src/a/__init__.py': 'import b', 'src/b.py': '3' },
    { read: ['src/a/__init__.py'], wanted: [], seen: ['a'] },
  ],
  [
    'what a module loads',
    'python',
    'src/x.py',
    'import a',
    { 'src/a.py': 'import b', 'src/b.py': 'import c', 'src/c.py': '3' },
    { read: ['src/a.py', 'src/b.py'], wanted: [], seen: ['a'] },
  ],
  [
    'its own package',
    'python',
    'src/p/x.py',
    'from . import a',
    { 'src/p/a.py': '1', 'src/a.py': '2' },
    { read: ['src/p/a.py'], wanted: [], seen: ['.'] },
  ],
  [
    'a module of its own package',
    'python',
    'src/p/x.py',
    'from .a import b',
    { 'src/p/a.py': '1', 'src/a.py': '2' },
    { read: ['src/p/a.py'], wanted: [], seen: ['.a'] },
  ],
  ['nothing above the folder', 'python', 'src/x.py', 'from ..a import b', { 'a.py': '1' }, nothing],
  ['nothing of others', 'python', 'src/x.py', 'import requests.adapters', { 'src/requests/adapters.py': '1' }, nothing],
  [
    'a file',
    'javascript',
    'src/x.js',
    "require('./a')",
    { 'src/a.js': '1' },
    { read: ['src/a.js'], wanted: [], seen: ['./a'] },
  ],
  [
    'a file with its ending',
    'javascript',
    'src/x.js',
    "require('./b.js')",
    { 'src/b.js': '1', 'src/b.ts': '2' },
    { read: ['src/b.js'], wanted: [], seen: ['./b.js'] },
  ],
  [
    'a file of TypeScript by the ending that it gets',
    'javascript',
    'src/x.mts',
    "import './b.js'",
    { 'src/b.ts': '1' },
    { read: ['src/b.ts'], wanted: [], seen: ['./b.js'] },
  ],
  [
    'a file of JavaScript from TypeScript',
    'javascript',
    'src/x.ts',
    "import './a'",
    { 'src/a.js': '1' },
    { read: ['src/a.js'], wanted: [], seen: ['./a'] },
  ],
  ['no file of TypeScript from JavaScript', 'javascript', 'src/x.js', "require('./a')", { 'src/a.ts': '1' }, nothing],
  [
    'a folder',
    'javascript',
    'src/x.js',
    "require('./a')",
    { 'src/a/index.js': '1' },
    { read: ['src/a/index.js'], wanted: [], seen: ['./a'] },
  ],
  ['no package of the registry', 'javascript', 'src/x.js', "require('a')", { 'src/a.js': '1' }, nothing],
  ['nothing above the folder', 'javascript', 'src/x.js', "require('../a')", { 'a.js': '1' }, nothing],
  ['nothing above the repository', 'javascript', 'src/x.js', "require('../../../a')", { 'a.js': '1' }, nothing],
  ['no file of another folder', 'javascript', 'src/x.js', "require('../srca/a')", { 'srca/a.js': '1' }, nothing],
])('beside a handler is read %s, in %s', (_sentence, language, path, handler, files, expected) => {
  expect(beside(language, path, handler, files)).toEqual(expected);
});
