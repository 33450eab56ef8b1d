import { formatLondon, listOfLines, longText, oneLine, refuse, Refused, severalKeys, shortText } from '@app/kernel';
import { type MapState, occupationReferenceSchema } from '@app/occupational-map';
import {
  apply,
  type ClaimReferences,
  type GivenAuthority,
  isRefused,
  type OfferedAuthority,
  standingAuthoritySchema,
  type Operation,
} from '@app/revisions';
import { z } from 'zod';
import type { Form } from '../../../http/forms';
import { versionField } from '../read';

/** The fields that say on whose word something is changed, and why. */
export const authorityFields = {
  by: z.enum(['correction', 'minutes', 'direction'], { error: 'Choose on whose word this is changed' }),
  items: severalKeys(),
  direction: shortText().default(''),
  why: longText(1000).default(''),
};
/** What every form of an operation asks. */
export const common = { ...versionField, ...authorityFields };
type Common = z.infer<z.ZodObject<typeof common>>;

/** The reference of an occupation, however it was typed. */
export const reference = shortText().toUpperCase().pipe(occupationReferenceSchema);

/** The level of an occupation. */
export const occupationLevel = z.coerce
  .number('Enter a level from 2 to 7')
  .int('Enter a level from 2 to 7')
  .min(2, 'Enter a level from 2 to 7')
  .max(7, 'Enter a level from 2 to 7');

/** What stands on each line, without blank ones. */
export const lines = listOfLines(z.array(oneLine(2000, undefined, 'Enter 2,000 characters or fewer on each line')));

/** What was said about the authority of an operation: a row that was chosen, or why wording is corrected. @throws Refused */
export function authorityOf({ by, items, direction, why }: Omit<Common, 'version'>): GivenAuthority {
  switch (by) {
    case 'correction':
      return why === '' ? refuse('Say why the wording is corrected', 'why') : { by, why };
    case 'minutes': {
      const chosen = items.map((one) => one.split('/')).map(([meetingId, itemId]) => ({ meetingId, itemId }));
      return checked({ by, items: chosen }, 'items', 'Choose the item of the minutes that says so');
    }
    case 'direction':
      return checked({ by, directionId: direction }, 'direction', 'Choose the ministerial direction');
  }
}

function checked(given: unknown, field: string, text: string): GivenAuthority {
  const { data } = standingAuthoritySchema.safeParse(given);
  return data === undefined || data.by === 'correction' ? refuse(text, field) : data;
}

/** The rows that the form offers: agreed items as checkboxes (a move takes one of each panel), directions as radios. */
export function authorityChoices(offered: readonly OfferedAuthority[]) {
  const choice = ({ value, title, text, dated }: OfferedAuthority) => ({
    value,
    text: `${title}, ${formatLondon(dated)}`,
    hint: { text: text.length > 200 ? `${text.slice(0, 199)}…` : text },
  });
  return {
    items: offered.filter(({ by }) => by === 'minutes').map(choice),
    directions: offered.filter(({ by }) => by === 'direction').map(choice),
  };
}

/** What an operation is written on: the map with the draft as it stands, and new references for who needs them. */
export type Ground = { state: MapState; claim: ClaimReferences };

/** The thing that has to be named before its form can be shown: an occupation, or one of these choices. */
export type Subject = { label: string; hint?: string; choices?: readonly { value: string; text: string }[] };

/** A form for one kind of operation. */
export type OperationForm = {
  title: string;
  /** Below `pages/revisions/operations`. */
  template: string;
  schema: z.ZodType<Common>;
  /** The field beside which it is said that the operation does not fit the map. */
  blame: string;
  /** Whether it may take something from one map to another: then the minutes of every panel are offered. */
  crosses?: true;
  subject?: (state: MapState) => Subject;
  /** What stands in the fields before anybody typed, by the reference of the subject; null where there is none. */
  now?: (state: MapState, reference: string) => Record<string, unknown> | null;
  /** What the template prints beside the form. */
  view?: (state: MapState, form: Form, reference: string) => object;
  operation: (body: unknown, ground: Ground) => Promise<Operation>;
};

type Written<S extends z.ZodType<Common>> = Omit<OperationForm, 'schema' | 'operation'> & {
  schema: S;
  operation: (typed: z.infer<S>, ground: Ground) => Operation | Promise<Operation>;
};

/** A form, whose operation is tried on the map: why it does not fit is said beside the field. */
export function operationForm<S extends z.ZodType<Common>>(written: Written<S>): OperationForm {
  return {
    ...written,
    operation: async (body, ground) => {
      const operation = await written.operation(written.schema.parse(body), ground);
      const tried = apply(ground.state, operation);
      if (isRefused(tried)) throw new Refused(tried.map(({ text }) => ({ field: written.blame, text })));
      return operation;
    },
  };
}
