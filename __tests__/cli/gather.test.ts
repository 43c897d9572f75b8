import { describe, expect, test } from '@jest/globals';
import { gather } from '../../src/cli/gather.ts';
import type { ReadNeed } from '../../src/io/disk/read-need.ts';
import type { ReviewInput } from '../../src/review.ts';
import type { SourceFile } from '../../src/text/source-file.ts';
import { DAY, SETTINGS, sideOf } from '../review-input.ts';

/** A SAM template with so many streams, each started by a handler in a folder of its own. */
function template(streams: number): SourceFile {
  const parts = Array.from(
    { length: streams },
    (_, index) => `
  Start${index}:
    Type: AWS::Serverless::Function
    Properties: {Handler: index.handler, Runtime: python3.13, CodeUri: src/${index}}
  Stream${index}:
    Type: Custom::ActivityStream
    Properties: {ServiceToken: !GetAtt Start${index}.Arn, KmsKeyId: alias/x}`,
  );
  return { path: 'stack.yaml', text: `Transform: AWS::Serverless-2016-10-31\nResources:${parts.join('')}\n` };
}

function input(file: SourceFile): ReviewInput {
  return { head: sideOf([file]), base: null, renames: new Map(), settings: SETTINGS, day: DAY };
}

describe('gathering', () => {
  test('asks for the handler, once, and is done', () => {
    const asked: string[] = [];
    const { head } = gather(input(template(1)), ({ path }) => {
      asked.push(path);
      return { kind: 'read', file: { path, text: 'rds.start_activity_stream()' }, bytes: 27 };
    });
    expect(asked).toContain('src/0/index.py');
    expect(asked.length).toBe(new Set(asked).size);
    expect(head.fetched.get('src/0/index.py')?.text).toContain('start_activity_stream');
    expect(head.unread.size).toBe(0);
  });

  test('notes what is not there, and what may not be read', () => {
    const refusing = gather(input(template(1)), (): ReadNeed => ({ kind: 'refused', reason: 'it lies outside' }));
    expect(refusing.head.unread.get('src/0/index.py')).toBe('it lies outside');
    const absent = gather(input(template(1)), (): ReadNeed => ({ kind: 'absent' }));
    expect(absent.head.fetched.get('src/0/index.py')).toBeNull();
    expect(absent.head.unread.size).toBe(0);
  });

  test('stops at 100 files, and names the others as not read', () => {
    let reads = 0;
    const { head } = gather(input(template(120)), ({ path }): ReadNeed => {
      reads += 1;
      return { kind: 'read', file: { path, text: 'start_activity_stream()' }, bytes: 1 };
    });
    expect(reads).toBe(100);
    expect([...head.unread.values()][0]).toBe('more than 100 files or 10 MB would have to be read');
  });

  test('stops at 10 MB', () => {
    let reads = 0;
    gather(input(template(20)), ({ path }): ReadNeed => {
      reads += 1;
      return { kind: 'read', file: { path, text: 'start_activity_stream()' }, bytes: 2 * 1024 * 1024 };
    });
    expect(reads).toBe(5);
  });

  test('changes nothing of its input', () => {
    const given = input(template(1));
    gather(given, () => ({ kind: 'absent' }));
    expect(given.head.fetched.size).toBe(0);
  });
});
