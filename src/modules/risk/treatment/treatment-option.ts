/** What can be done about a risk, as the scenario pack names it. */
export const treatmentOptions = [
  'avoid',
  'modify_likelihood',
  'modify_consequence',
  'share',
  'retain',
  'defer_with_limits',
  'pursue',
] as const
export type TreatmentOption = (typeof treatmentOptions)[number]

/** How a consequence is limited. Contract and insurance limit it for the organization only. */
export const consequenceMeans = ['stop', 'fallback', 'remedy', 'limits', 'insurance', 'contract'] as const
export type ConsequenceMeans = (typeof consequenceMeans)[number]
