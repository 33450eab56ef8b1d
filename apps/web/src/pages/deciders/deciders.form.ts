import { bodies, settableKinds } from '@app/deciders';
import { day, longText, oneLine, shortText } from '@app/kernel';
import { outcomes } from '@app/panels';
import { z } from 'zod';
import { reasonsForm } from '../panels/panels.form';
import { key } from '../../http/fields';

const namedUuid = z.union([z.uuid(), z.literal('')]).default('');

/** Who decides on a kind of request from a day on, and by which rule. */
export const deciderForm = z
  .object({
    kind: z.enum(settableKinds as [string, ...string[]], { error: 'Choose the kind of request' }),
    body: z.enum(bodies, { error: 'Choose who decides' }),
    person: namedUuid,
    title: oneLine(200).default(''),
    from: day('Enter the first day like 2027-03-31'),
    source: longText(1000, 'Enter the rule or the direction that says so, with its address'),
  })
  .transform(({ person, ...given }) => ({ ...given, personId: person === '' ? null : person }));

/** Why a case gets another decision-maker. */
export const handingOverForm = z.object({ reason: longText(2000, 'Enter why it is handed over') });

const asked = z.object({
  key,
  contentHash: shortText().min(1),
  interested: z.enum(['yes', 'no'], { error: 'Choose whether you have an interest' }),
});

/** An interest, which ends their part in it. */
export const interestForm = asked.extend({ details: longText(2000, 'Enter what your interest is') });

/** The decision of one person, who declares no interest first. */
export const namedDecisionForm = reasonsForm.extend({
  ...asked.shape,
  outcome: z.enum(outcomes, { error: 'Choose what you decide' }),
});
