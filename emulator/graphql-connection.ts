import { type Arguments, FieldRefusal, type GraphqlField, GraphqlObject, QueryRefusal } from './graphql-execute.ts';

const PAGING = ['first', 'after', 'last', 'before'];
const MAX_PAGE = 100;

/** A connection field: GitHub wants `first` or `last`, at most 100, and pages by cursor. */
export function connectionField<T>(
  typename: string,
  items: () => readonly T[],
  render: (item: T) => GraphqlObject,
  alsoTakes: readonly string[] = [],
): GraphqlField {
  return {
    takes: [...PAGING, ...alsoTakes],
    give: (args) => connection(typename, items(), render, args),
  };
}

function connection<T>(typename: string, items: readonly T[], render: (item: T) => GraphqlObject, args: Arguments) {
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
  const from = typeof args.after === 'string' ? readCursor(args.after) + 1 : 0;
  const to = typeof args.before === 'string' ? readCursor(args.before) : items.length;
  const start = first === null ? Math.max(from, to - (last ?? 0)) : from;
  const end = first === null ? to : Math.min(to, from + first);
  const page = items.slice(start, end);
  const pageInfo = new GraphqlObject('PageInfo', [], {
    hasNextPage: () => end < items.length,
    hasPreviousPage: () => start > 0,
    startCursor: () => (page.length === 0 ? null : cursorOf(start)),
    endCursor: () => (page.length === 0 ? null : cursorOf(end - 1)),
  });
  return new GraphqlObject(`${typename}Connection`, [], {
    totalCount: () => items.length,
    pageInfo: () => pageInfo,
    nodes: () => page.map(render),
    edges: () =>
      page.map(
        (item, index) =>
          new GraphqlObject(`${typename}Edge`, [], { cursor: () => cursorOf(start + index), node: () => render(item) }),
      ),
  });
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function cursorOf(index: number): string {
  return btoa(`cursor:v2:${index}`);
}

function readCursor(cursor: string): number {
  const index = Number(/^cursor:v2:(\d+)$/.exec(safeDecode(cursor))?.[1]);
  if (Number.isNaN(index))
    throw new FieldRefusal('INVALID_CURSOR_ARGUMENTS', `\`${cursor}\` does not appear to be a valid cursor.`);
  return index;
}

function safeDecode(text: string): string {
  try {
    return atob(text);
  } catch {
    return '';
  }
}
