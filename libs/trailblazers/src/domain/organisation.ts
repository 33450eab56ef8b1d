import { oneLine } from '@app/kernel';
import { z } from 'zod';

/** Sizes as official statistics count them: under 10, under 50, under 250 employees, and above. */
export const employerSizes = ['micro', 'small', 'medium', 'large'] as const;
export type EmployerSize = (typeof employerSizes)[number];

/** An employer as the form takes it. */
export const employerSchema = z.object({
  name: oneLine(200, 'Enter the name of the organisation'),
  size: z.enum(employerSizes, { error: 'Choose the size of the organisation' }),
  sector: oneLine(100, 'Enter the sector'),
  region: oneLine(100, 'Enter the region'),
});
export type EmployerDetails = z.infer<typeof employerSchema>;

/** What an organisation of a group is: all may join it, only employers chair it. */
export const organisationKinds = [
  'employer',
  'training-provider',
  'professional-body',
  'awarding-body',
  'assessment-organisation',
  'sector-body',
  'other',
] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

/** The kinds in words. */
export const organisationKindWords: Readonly<Record<OrganisationKind, string>> = {
  employer: 'Employer',
  'training-provider': 'Training provider',
  'professional-body': 'Professional body',
  'awarding-body': 'Awarding body',
  'assessment-organisation': 'Assessment organisation',
  'sector-body': 'Trade or sector body',
  other: 'Another kind of organisation',
};

/** An organisation of a group as the form takes it. */
export const organisationSchema = employerSchema.extend({
  kind: z.enum(organisationKinds, { error: 'Choose what kind of organisation it is' }),
});
export type OrganisationDetails = z.infer<typeof organisationSchema>;

/**
 * What keeps a group from being reflective of those who employ people in the occupation: told, not forbidden
 * (forming a trailblazer group: "reflective of employers, including small ones").
 */
export function reflectiveness(employers: readonly EmployerDetails[]): string[] {
  const told: string[] = [];
  if (employers.length < 2) told.push('The group has fewer than two employers');
  if (!employers.some(({ size }) => size === 'micro' || size === 'small')) told.push('The group has no small employer');
  if (new Set(employers.map(({ region }) => region.toLowerCase())).size < 2) {
    told.push('All employers of the group are in one region');
  }
  return told;
}
