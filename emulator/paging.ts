import type { ApiAnswer } from './exchange.ts';
import type { Call } from './route.ts';

/** One page of a list with GitHub's `Link` header: 30 items unless `per_page` says otherwise, 100 at most. */
export function pageOf<T>(call: Call, items: readonly T[], render: (item: T) => unknown): ApiAnswer {
  const { page, size } = pageRequest(call);
  const shown = items.slice((page - 1) * size, page * size);
  const link = linkHeader(call, page, Math.max(1, Math.ceil(items.length / size)));
  return { status: 200, body: shown.map(render), ...(link === '' ? {} : { headers: { link } }) };
}

export function pageRequest({ request }: Call): { page: number; size: number } {
  const page = Math.max(1, Number(request.query.get('page') ?? 1) || 1);
  const size = Math.min(100, Math.max(1, Number(request.query.get('per_page') ?? 30) || 30));
  return { page, size };
}

export function linkHeader({ world, request }: Call, page: number, last: number): string {
  const to = (target: number, name: string): string => {
    const query = new URLSearchParams(request.query);
    query.set('page', String(target));
    return `<${world.apiUrl}${request.path}?${query}>; rel="${name}"`;
  };
  const links: string[] = [];
  if (page > 1) links.push(to(page - 1, 'prev'));
  if (page < last) links.push(to(page + 1, 'next'), to(last, 'last'));
  if (page > 1) links.push(to(1, 'first'));
  return links.join(', ');
}
