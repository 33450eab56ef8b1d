/** Never kept, never shown again: they are typed anew. */
const secret = /password/i;

/** What a form says, field by field, without its token and without passwords: what comes back to who sent it. */
export function fieldsOf(body: unknown): [name: string, value: string][] {
  return Object.entries((body ?? {}) as Record<string, unknown>).flatMap(([name, given]) =>
    name === '_csrf' || secret.test(name)
      ? []
      : [given].flat().flatMap((value): [string, string][] => (typeof value === 'string' ? [[name, value]] : [])),
  );
}
