import type { RegisterCadences } from '../../kernel/cadence/cadence-rule.ts'

/** The version in force is reviewed half a year after its approval. Versions are frozen records, not a register. */
export const statementCadences: RegisterCadences = {
  register: 'soa-version',
  rules: [
    {
      cadence_id: 'RC12',
      begins_in: ['approved'],
      ends_in: ['superseded'],
      parts: [{ applies_to: 'all' }],
      counts_from: 'entry',
      requirement_ids: ['6.1.3'],
    },
  ],
  events: ['soa.approved'],
}
