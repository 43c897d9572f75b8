import { decode } from '../io/disk/read-text.ts';
import { mayHoldCustomResource } from '../syntax/prefilter.ts';

/**
 * Whether a file that was found below a folder may be a template with a custom resource: the prefilter lets it pass,
 * and it begins as a mapping does and has `Resources` at that level. So a program, or a page with a template in it, is
 * no template that does not parse.
 */
export function mayBeTemplate(bytes: Uint8Array): boolean {
  return mayHoldCustomResource(bytes) && looksLikeTemplate(decode(bytes));
}

/** Whether a template may nest others. */
export function nests(text: string): boolean {
  return /AWS::CloudFormation::Stack|AWS::Serverless::Application/.test(text);
}

/** Whether a template may make a role with a name, or attach a policy to one. */
export function makesOrNamesRoles(text: string): boolean {
  return /AWS::IAM::(?:RolePolicy|Policy|ManagedPolicy)|RoleName/.test(text);
}

/** Whether a text begins as a mapping does and has `Resources` at that level. */
export function looksLikeTemplate(text: string): boolean {
  const first = firstLine(text);
  if (first === null) return false;
  if (first.text.startsWith('{')) return /Resources|\\u/i.test(text);
  if (!/^(?:\? |["']?[A-Za-z][\w:.-]*["']?\s*:(?:\s|$))/.test(first.text)) return false;
  // A line of backquotes fences code in Markdown and can not stand in YAML.
  return !/^```/m.test(text) && hasKeyAt(text, first.indent);
}

/** The first line with content: no comment, directive or document mark. */
function firstLine(text: string): { text: string; indent: number } | null {
  for (const [line] of text.matchAll(/[^\r\n]+/g)) {
    const trimmed = line.replace(/^\uFEFF/, '').trim();
    if (trimmed === '' || /^(?:#|%[A-Z]|---(?:\s|$))/.test(trimmed)) continue;
    return { text: trimmed, indent: line.replace(/^\uFEFF/, '').search(/\S/) };
  }
  return null;
}

function hasKeyAt(text: string, indent: number): boolean {
  const found = text.matchAll(/^\uFEFF?( *)(?:\? *)?["']?Resources["']?\s*(?::|$)/gm);
  return [...found].some(([, spaces = '']) => spaces.length === indent) || /\\u/i.test(text);
}
