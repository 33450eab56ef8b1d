import { z } from 'zod';
import { dutySchema, ksbSchema } from './domain';
import { readJson } from './seed-files';

const words = z.string().min(1);
const requirement = z.strictObject({ explanation: words, evidence: words });

const proposal = z.strictObject({
  key: words,
  title: words,
  route: words,
  level: z.number().int().min(2).max(7),
  profile: words,
  typicalJobTitles: z.array(words).min(1),
  duties: z.array(dutySchema).min(4),
  ksbs: z.array(ksbSchema).min(8),
  requirements: z.strictObject({
    transferable: requirement,
    broad: requirement,
    competence: requirement,
    recognised: requirement,
  }),
  employers: z
    .array(
      z.strictObject({
        name: words,
        size: z.enum(['micro', 'small', 'medium', 'large']),
        sector: words,
        region: words,
      }),
    )
    .min(2),
});

const response = z.strictObject({
  /** The key of the proposal that it speaks of; null where it would fit any. */
  proposal: words.nullable(),
  answer: z.enum(['agree', 'disagree', 'do-not-know']),
  organisationType: words,
  consentToPublish: z.boolean(),
  text: words,
  /** What the moderator decided; null where nobody has decided yet or publication was not agreed to. */
  moderation: z
    .strictObject({
      outcome: z.enum(['published', 'redacted', 'rejected']),
      /** Of a redacted one: the text with [[ and ]] round the personal data that are left out. */
      marked: z.string().optional(),
      reason: z.string(),
    })
    .nullable(),
});

const demoFile = z.strictObject({ proposals: z.array(proposal), responses: z.array(response) });

/** An invented proposal for the demo cases: everything that a submission needs. */
export type DemoProposal = z.infer<typeof proposal>;
/** An invented response to a consultation, and what became of it. */
export type DemoResponse = z.infer<typeof response>;
/** What the demo cases are made of. All of it is invented. */
export type DemoContent = Readonly<z.infer<typeof demoFile>>;

/** Reads the texts of the demo cases; throws if the file is wrong. */
export const loadDemoContent = (): DemoContent => readJson('demo.json', demoFile);
