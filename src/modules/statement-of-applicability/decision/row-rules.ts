import { OperationError } from '../../../kernel/contract/error.ts'
import type { RecordOf } from '../../../kernel/register/register.ts'
import type { WriteRules } from '../../../platform/registers/write/write-rules.ts'
import type { SoaTables } from '../tables.ts'
import { assertNotApprovedMeanwhile, holdStatement } from './hold-statement.ts'
import type { soaRow } from './soa-row.ts'

const refused = (field: string, message: string, what: string) =>
  new OperationError('refused-by-rule', `Nothing was changed: ${what}`, {
    issues: [{ path: field, message }],
  })

type Decision = Partial<Pick<RecordOf<typeof soaRow>, 'applicable' | 'justification'>>

/** The words still give the reason of the opposite decision. */
const keepsOldReason = (after: Decision, before: Decision | null): boolean =>
  typeof before?.applicable === 'boolean' &&
  after.applicable !== before.applicable &&
  before.justification !== null &&
  after.justification === before.justification

/**
 * What is special about writing rows: Annex A is fixed, nothing is left out without a reason, and the reason of one
 * decision is not that of another.
 */
export const rowRules: WriteRules<typeof soaRow, SoaTables> = {
  locks: [
    {
      when: 'requirement',
      fields: ['title', 'reference'],
      because: 'number and title of a control of Annex A are those of the standard.',
    },
  ],
  check: async (_tx, after, before) => {
    if (after.applicable === false && keepsOldReason(after, before))
      throw refused(
        'justification',
        'is that of its inclusion',
        'why a control was included is no reason to leave it out. Say why it does not apply.',
      )
    if (after.applicable === false && (after.justification ?? '').trim() === '')
      throw refused(
        'justification',
        'is missing',
        'a control is not left out without a reason. Say why it does not apply, with the facts that make it so.',
      )
  },
  // Only once it is written a row is held, and an approval that held it is over. A new one no approval waits for.
  followUp: (tx, _after, before) => (before === null ? holdStatement(tx) : assertNotApprovedMeanwhile(tx)),
  derive: async (_tx, after, before) => (keepsOldReason(after, before) ? { justification: null } : {}),
}
