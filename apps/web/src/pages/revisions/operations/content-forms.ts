import { canonicalJson, cleanText, foldText, oneLine, type Reason, refuse, Refused, shortText } from '@app/kernel';
import {
  dutySchema,
  ksbSchema,
  type Occupation,
  type Product,
  productKinds,
  productSchema,
  standardSchema,
} from '@app/occupational-map';
import type { FieldChange, Operation } from '@app/revisions';
import { z } from 'zod';
import { productWords } from '../../maps/words';
import { common, lines, operationForm, reference } from './operation-form';

const subject = () => ({ label: 'Reference of the occupation', hint: 'Like OCC0116' });
const kindOf = { K: 'knowledge', S: 'skill', B: 'behaviour' } as const;

/** Amends the duties, the statements, and which duty needs which: one on each line, as they stand. */
export const statementsForm = operationForm({
  title: 'Amend duties, knowledge, skills and behaviours',
  template: 'statements',
  blame: 'duties',
  schema: z.object({ reference, duties: lines, ksbs: lines, ...common }),
  subject,
  now: ({ occupations }, about) => (occupations[about] ? statementsOf(occupations[about]) : null),
  operation: (typed, { state }) => {
    const occupation = state.occupations[typed.reference] ?? refuse('There is no such occupation', 'reference');
    const ksbs = parsed('ksbs', typed.ksbs, ksbOfLine);
    const duties = parsed('duties', typed.duties, dutyOfLine);
    return amendment(occupation, { duties, ksbs }, 'duties');
  },
});

/** Amends the standard, the option of a core-and-options standard, and the products that are based on an occupation. */
export const productsForm = operationForm({
  title: 'Amend standard, option and products',
  template: 'products',
  blame: 'products',
  schema: z.object({
    reference,
    standard: shortText().toUpperCase(),
    standardVersion: oneLine(20),
    standardStatus: z.enum(['approved', 'in-development', 'none'], { error: 'Choose how the standard stands' }),
    optionCore: shortText().toUpperCase(),
    optionName: oneLine(200),
    products: lines,
    ...common,
  }),
  subject,
  now: ({ occupations }, about) => (occupations[about] ? productsOf(occupations[about]) : null),
  view: () => ({ kinds: productKinds.map((kind) => productWords[kind]) }),
  operation: (typed, { state }) => {
    const occupation = state.occupations[typed.reference] ?? refuse('There is no such occupation', 'reference');
    const { standard: code, standardVersion, standardStatus, optionCore, optionName } = typed;
    const status = standardStatus === 'none' ? null : standardStatus;
    const standard = code === '' ? null : { reference: code, version: standardVersion || null, status };
    const checked = standardSchema.nullable().safeParse(standard);
    if (!checked.success) return refuse('Enter a reference like ST0116', 'standard');
    if ((optionCore === '') !== (optionName === '')) {
      refuse('Enter both the core occupation and the name of the option, or neither', 'optionName');
    }
    const option = optionName === '' ? null : { core: optionCore, name: optionName };
    const products = parsed('products', typed.products, productOfLine);
    return amendment(occupation, { standard: checked.data, option, products }, 'products');
  },
});

/** The amendment that brings an occupation to what was typed. @throws Refused where nothing is another one than before */
function amendment(occupation: Occupation, typed: Partial<Occupation>, field: string): Operation {
  const changes = (Object.entries(typed) as [FieldChange['field'], FieldChange['after']][])
    .map(([name, after]): FieldChange => ({
      field: name,
      before: occupation[name] ?? null,
      after,
    }))
    .filter(({ before, after }) => canonicalJson(before) !== canonicalJson(after));
  if (changes.length === 0) refuse('Change at least one field', field);
  return { op: 'amend-occupation', reference: occupation.reference, changes };
}

/** Each line read; what is wrong in any of them is said beside the field, with the line. @throws Refused */
function parsed<T>(field: string, given: readonly string[], read: (line: string) => z.ZodSafeParseResult<T>): T[] {
  const reasons: Reason[] = [];
  const values = given.flatMap((line) => {
    const result = read(line);
    if (result.success) return [result.data];
    reasons.push({ field, text: `${result.error.issues[0]?.message ?? 'Enter it as shown'}: “${line.slice(0, 60)}”` });
    return [];
  });
  if (reasons.length > 0) throw new Refused(reasons);
  return values;
}

/** A line of several things is cleaned already: its parts have blanks at their ends. */
const partsOf = (line: string): string[] => line.split('|').map((part) => cleanText(part, 'one-line'));
const coded = /^([A-Za-z]\d{1,3})[:.)]?\s+(.*)$/;

function dutyOfLine(line: string) {
  const [, code = '', rest = ''] = coded.exec(line) ?? [];
  const [text = '', needs = ''] = partsOf(rest);
  const ksbs = needs
    .toUpperCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  return dutySchema.safeParse({ code: code.toUpperCase(), text, ksbs });
}

function ksbOfLine(line: string) {
  const [, code = '', text = ''] = coded.exec(line) ?? [];
  const upper = code.toUpperCase();
  return ksbSchema.safeParse({ code: upper, kind: kindOf[upper[0] as keyof typeof kindOf] ?? 'knowledge', text });
}

function productOfLine(line: string): z.ZodSafeParseResult<Product> {
  const [name = '', code = '', title = ''] = partsOf(line);
  const kind = productKinds.find((one) => foldText(productWords[one]) === foldText(name));
  const words = productKinds.map((one) => productWords[one]).join(', ');
  return productSchema
    .extend({ kind: z.enum(productKinds, { error: `Begin with one of ${words}` }) })
    .safeParse({ kind, reference: code || null, title });
}

const statementsOf = ({ duties, ksbs }: Occupation): Record<string, unknown> => ({
  duties: duties
    .map(({ code, text, ksbs: needs }) => `${code}: ${text}${needs.length > 0 ? ` | ${needs.join(', ')}` : ''}`)
    .join('\n'),
  ksbs: ksbs.map(({ code, text }) => `${code}: ${text}`).join('\n'),
});

const productsOf = ({ standard, option, products }: Occupation): Record<string, unknown> => ({
  standard: standard?.reference ?? '',
  standardVersion: standard?.version ?? '',
  standardStatus: standard?.status ?? 'none',
  optionCore: option?.core ?? '',
  optionName: option?.name ?? '',
  products: products
    .map(({ kind, reference: code, title }) => `${productWords[kind]} | ${code ?? ''} | ${title}`)
    .join('\n'),
});
