import { addForm } from './add-form';
import { amendForm } from './amend-form';
import { productsForm, statementsForm } from './content-forms';
import { mergeForm, moveForm, reinstateForm, retireForm } from './occupation-forms';
import type { OperationForm } from './operation-form';
import { linkForm, unlinkForm } from './progression-forms';
import { retireClusterForm, retirePathwayForm, splitClusterForm, splitPathwayForm } from './regrouping-forms';
import { splitForm } from './split-form';
import {
  addClusterForm,
  addPathwayForm,
  columnForm,
  moveClusterForm,
  movePathwayForm,
  renameClusterForm,
  renamePathwayForm,
  renameRouteForm,
} from './structure-forms';
import { coverForm, removeTLevelForm } from './t-level-forms';
import { addTLevelForm, amendTLevelForm } from './t-level-own-forms';

export { authorityChoices, authorityFields, authorityOf, type OperationForm, type Subject } from './operation-form';

/** The operations that an administrator writes by hand, each with its form, in the groups of the page to choose one. */
export const operationGroups: readonly { heading: string; forms: Readonly<Record<string, OperationForm>> }[] = [
  {
    heading: 'Occupations',
    forms: {
      add: addForm,
      move: moveForm,
      amend: amendForm,
      statements: statementsForm,
      products: productsForm,
      merge: mergeForm,
      split: splitForm,
      retire: retireForm,
      reinstate: reinstateForm,
    },
  },
  {
    heading: 'Pathways and clusters',
    forms: {
      'add-pathway': addPathwayForm,
      'rename-pathway': renamePathwayForm,
      'move-pathway': movePathwayForm,
      'split-pathway': splitPathwayForm,
      'retire-pathway': retirePathwayForm,
      'add-cluster': addClusterForm,
      'rename-cluster': renameClusterForm,
      'move-cluster': moveClusterForm,
      'cluster-column': columnForm,
      'split-cluster': splitClusterForm,
      'retire-cluster': retireClusterForm,
      'rename-route': renameRouteForm,
    },
  },
  { heading: 'Progression', forms: { link: linkForm, unlink: unlinkForm } },
  {
    heading: 'T Levels',
    forms: {
      't-level': coverForm,
      'add-t-level': addTLevelForm,
      'amend-t-level': amendTLevelForm,
      'remove-t-level': removeTLevelForm,
    },
  },
];

/** The form that an address names, or null. */
export function operationFormOf(kind: string): OperationForm | null {
  const group = operationGroups.find(({ forms }) => Object.hasOwn(forms, kind));
  return group?.forms[kind] ?? null;
}
