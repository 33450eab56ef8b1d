import { ConsultationQueries } from '@app/consultations';
import { anAnswered } from '../support/builders';
import type { Site } from '../support/site';
import { planted } from './planted';

/** How the answers fall of the consultation that is open: each number stands nowhere else in this world, nor among the numbers of its events. */
export const interim = { agree: 4237, disagree: 3164, all: 7401 } as const;

/** How many of a hundred agree, as a page would say it. */
export const interimShare = ((interim.agree / interim.all) * 100).toFixed(1);

/** A number as it is printed, with its comma or without, but not within an id or another number. */
export function numberStands(number: string, text: string): boolean {
  const digits = number.replaceAll(',', '').replaceAll('.', String.raw`\.`);
  const printed = digits.replace(/^(\d)(\d{3})$/, '$1,?$2');
  return new RegExp(String.raw`(?<![\w.-])${printed}(?![\w-])`).test(text);
}

/** Somebody answers in confidence, and so many others that a number tells how the answers fall. */
export async function answeredByMany(site: Site, reference: string): Promise<void> {
  await anAnswered(site, reference, {
    permission: 'confidential',
    name: planted.confidentialName,
    email: `${planted.confidentialEmail}@example.test`,
    about: { capacity: 'organisation', type: 'trade-union', organisation: planted.confidentialOrganisation },
    answers: { agree: { '': { choices: ['agree'] } }, comments: { '': { text: planted.confidentialText } } },
  });
  const { id } = await site.lib(ConsultationQueries).consultation(reference);
  const [known] = await site.db
    .read()
    .rows<{ agree: number }>(`select count(*)::int as agree from standing_response where consultation_id = $1`, [id]);
  const agree = interim.agree - (known?.agree ?? 0);
  await site.db.write(async (tx) => {
    await tx.rows(
      `insert into consultation_response (id, consultation_id, reference, key, received_at)
       select gen_random_uuid(), $1, 'R-MANY-' || no, gen_random_uuid(), waymark_now() from generate_series(1, $2::int) as no`,
      [id, agree + interim.disagree],
    );
    await tx.rows(
      `insert into response_sending (response_id, no, form_version, about, permission, content_hash, sent_at)
       select id, 1, 1, '{"capacity":"individual"}', 'confidential', '', waymark_now()
       from consultation_response where reference like 'R-MANY-%'`,
    );
    await tx.rows(
      `insert into response_answer (response_id, sending, question, block, choices)
       select id, 1, 'agree', '', array[case when substr(reference, 8)::int <= $1 then 'agree' else 'disagree' end]
       from consultation_response where reference like 'R-MANY-%'`,
      [agree],
    );
  });
}
