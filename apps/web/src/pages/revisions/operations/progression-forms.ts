import { z } from 'zod';
import { common, operationForm, reference } from './operation-form';

const form = {
  template: 'progression',
  blame: 'from',
  schema: z.object({ from: reference, to: reference, ...common }),
};

/** Says that who works in one occupation can go on to the other. */
export const linkForm = operationForm({
  title: 'Add a progression link',
  ...form,
  operation: ({ from, to }) => ({ op: 'link-progression', from, to }),
});

/** Ends a progression link. */
export const unlinkForm = operationForm({
  title: 'End a progression link',
  ...form,
  operation: ({ from, to }) => ({ op: 'unlink-progression', from, to }),
});
