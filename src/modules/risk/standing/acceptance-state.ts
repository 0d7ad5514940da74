/** What became of the last acceptance of a risk. */
export const acceptanceStates = [
  'none',
  'valid',
  'expired',
  'criteria_changed',
  'system_changed',
  /** More risk remains than was accepted: numbers were revised, or its controls support less than they did. */
  'level_rose',
  'ended',
] as const
export type AcceptanceState = (typeof acceptanceStates)[number]
