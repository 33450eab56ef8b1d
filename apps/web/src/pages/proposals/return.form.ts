import { cleanText, withNamesLike } from '@app/kernel';
import { type ChangeRequestOrder, changeRequestSchema } from '@app/proposals';
import { z } from 'zod';
import { inWords } from '../../http/forms';
import { version } from '../../http/fields';

/** The change requests that one return takes: the first, and four more that may stay blank. */
export const blocks: readonly { no: number; suffix: string }[] = [1, 2, 3, 4, 5].map((no) => ({
  no,
  suffix: no === 1 ? '' : `-${no}`,
}));

/** The officer's return: the version that was read, and its change requests; blank blocks do not count. */
export const returning = withNamesLike(z.looseObject({ version }), { text: changeRequestSchema.shape.text }).transform(
  (values, context) => {
    const orders: ChangeRequestOrder[] = [];
    for (const { suffix } of blocks) {
      const of = (name: string): unknown => values[`${name}${suffix}`];
      const given = {
        kind: of('kind'),
        field: of('field') ?? '',
        text: of('text') ?? '',
        workingDays: of('workingDays'),
      };
      const blank = [given.kind ?? '', given.field, given.text].every(
        (value) => typeof value === 'string' && cleanText(value, 'one-line') === '',
      );
      if (blank) continue;
      const read = changeRequestSchema.safeParse(given, { error: inWords });
      if (read.success) orders.push(read.data);
      for (const { path, message } of read.error?.issues ?? []) {
        context.addIssue({ code: 'custom', path: [`${String(path[0])}${suffix}`], message });
      }
    }
    return { version: values.version, orders };
  },
);
