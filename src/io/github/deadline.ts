/** Milliseconds for a whole answer. GitHub itself gives a request up after ten seconds. */
export const DEADLINE = 30_000;

/**
 * A fetch that fails unless the whole answer is there in time, its body included: the client takes a body that breaks off
 * for an empty one.
 */
export function withDeadline(inner: typeof fetch, milliseconds: number): typeof fetch {
  return async (input, init) => {
    const signal = AbortSignal.timeout(milliseconds);
    try {
      const answer = await inner(input, { ...init, signal });
      const body = answer.body === null ? null : await answer.arrayBuffer();
      const { status, statusText, headers, url } = answer;
      return Object.defineProperty(new Response(body, { status, statusText, headers }), 'url', { value: url });
    } catch (error) {
      if (!signal.aborted) throw error;
      throw new Error(`GitHub did not answer within ${milliseconds / 1000} seconds`, { cause: error });
    }
  };
}
