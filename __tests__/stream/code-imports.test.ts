import { expect, test } from '@jest/globals';
import { importsOf } from '../../src/stream/code-imports.ts';
import { type Language, withoutCommentsAndStrings } from '../../src/stream/code-text.ts';

test.each<[Language, string, string]>([
  ['python', 'import das', 'das'],
  ['python', 'import  das , lib.other as o,json', 'das lib.other'],
  ['python', 'import boto3, os.path as p; import das', 'das'],
  ['python', 'from  lib.das  import  start as s, stop', 'lib.das:start,stop'],
  ['python', 'from lib import (\n  start,\n  stop,\n)', 'lib:start,stop'],
  ['python', 'from . import das', '.:das'],
  ['python', 'from ..lib import das', '..lib:das'],
  ['python', 'from das import *', 'das:*'],
  ['python', 'try:\n    import das\nexcept ImportError:\n\timport other', 'das other'],
  ['python', 'from urllib.request import urlopen', ''],
  ['python', 'import boto3, functools, shutil, urllib3, pprint', ''],
  ['javascript', "require('aws-sdk'); require('path'); import 'zlib'", ''],
  ['python', "text = 'import das'\nimported = 1\n# import das", ''],
  ['python', 'if TYPE_CHECKING:\n    from das import A\n\n    import b\nimport c', 'c'],
  ['python', 'if typing.TYPE_CHECKING :\n    import das', ''],
  ['python', 'def f():\n  if TYPE_CHECKING:\n    import a\n  import b', 'b'],
  ['python', 'if NOT_TYPE_CHECKING:\n    import das', 'das'],
  ['javascript', "const das = require('./das')", './das'],
  ['javascript', 'import das from "./das.mjs"', './das.mjs'],
  ['javascript', "import './das'", './das'],
  ['javascript', "const das = await import('./das')", './das'],
  ['javascript', "export * from './das'", './das'],
  ['javascript', "import { A }  from  './das'", './das'],
  ['javascript', "import fs from 'node:fs'; import { RDS } from '@aws-sdk/client-rds'; require('https')", ''],
  ['javascript', "import x from 'node:own'", 'own'],
  ['javascript', "require(name); require('')", ''],
  ['javascript', `require('${'a'.repeat(256)}')`, ''],
  ['javascript', "import type { A } from './das'; export type { B } from './b'; import { type C } from './c'", './c'],
  ['javascript', "import type A from './das'; import type * as B from './b'", ''],
  ['javascript', "import type from './das'", './das'],
  ['javascript', "// import './das'\nconst a = \"require('./b')\"", ''],
])('what %s loads: %s', (language, text, modules) => {
  const found = importsOf(text, withoutCommentsAndStrings(text, language).code, language);
  expect(found.map(({ module, names }) => (names.length > 0 ? `${module}:${names}` : module)).join(' ')).toBe(modules);
});

test.each<[string, number]>([
  ['source ./lib.sh', 1],
  ['set -e; . ./lib.sh', 1],
  ['[ -f lib ]&&.  lib', 1],
  ['./run.sh', 0],
  ['resource x', 0],
  ['cd ..', 0],
  ['echo a | source /dev/stdin', 1],
])('a script loads others: %s', (text, count) => {
  expect(importsOf(text, text, 'shell')).toHaveLength(count);
});
