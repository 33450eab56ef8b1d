/** One thing that is wrong, in words a person can act on; `field` names the form field it stands beside. */
export type Reason = { field?: string; text: string };

/** What refused: an action of a policy, or a rule of its own name (`form.token`). */
export type RefusedBy = { policy: object; action: string } | string;

/**
 * The thing asked for does not exist, or not for this person. Becomes a 404 page. `by`: the rule that hid it, for the count
 * of refusals.
 */
export class NotFound extends Error {
  constructor(
    readonly what: string,
    readonly by: RefusedBy | null = null,
  ) {
    super(`${what} was not found`);
    this.name = 'NotFound';
  }
}

/** The person may not do this. Becomes a 403 page; the text says why. `by`: the rule, for the count of refusals. */
export class Forbidden extends Error {
  constructor(
    text: string,
    readonly by: RefusedBy | null = null,
  ) {
    super(text);
    this.name = 'Forbidden';
  }
}

/** The rules say no, for these reasons. Becomes the form again (422), with the reasons beside the fields. */
export class Refused extends Error {
  constructor(readonly reasons: readonly Reason[]) {
    super(reasons.map((reason) => reason.text).join('; '));
    this.name = 'Refused';
  }
}

/** Somebody changed the thing after this person read it. Becomes a 409 page that keeps both texts. */
export class Stale extends Error {
  constructor(text: string) {
    super(text);
    this.name = 'Stale';
  }
}

/** Throws `Refused` when there is at least one reason. */
export function refuseIf(reasons: readonly Reason[]): void {
  if (reasons.length > 0) throw new Refused(reasons);
}

/** Throws `Refused` with one sentence. */
export function refuse(text: string, field?: string): never {
  throw new Refused([field === undefined ? { text } : { field, text }]);
}
