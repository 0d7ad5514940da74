/** What somebody has to do about a risk, most urgent first. */
export const needs = [
  'assess',
  'reevaluate',
  'renew_acceptance',
  'support_residual',
  'plan',
  'approve_plan',
  'finish_treatment',
  'treat_or_accept',
] as const
export type Need = (typeof needs)[number]

/** What to tell people of it. That a risk is to be treated or accepted is told once: of a lapsed acceptance, as that. */
export const needsToTell = (all: readonly Need[]): readonly Need[] =>
  all.includes('renew_acceptance') ? all.filter((need) => need !== 'treat_or_accept') : all
