import { z } from 'zod';

/**
 * What is proposed, as the public reads it: taken from the exact version when the consultation is made, and kept,
 * so that everybody answers to the same text whatever becomes of the proposal.
 */
export const proposedShape = z.object({
  title: z.string().min(1),
  facts: z.array(z.object({ name: z.string(), value: z.string() })),
  sections: z.array(z.object({ heading: z.string(), paragraphs: z.array(z.string()), items: z.array(z.string()) })),
});

export type Proposed = z.infer<typeof proposedShape>;
