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
