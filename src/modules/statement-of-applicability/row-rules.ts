import { OperationError } from '../../kernel/contract/error.ts'
import type { WriteRules } from '../../platform/registers/write.ts'
import type { soaRow } from './soa-row.ts'
import type { SoaTables } from './tables.ts'

const refused = (field: string, message: string, what: string) =>
  new OperationError('refused-by-rule', `Nothing was changed: ${what}`, {
    issues: [{ path: field, message }],
  })

/** What is special about writing rows: Annex A is fixed, and nothing is left out without a reason. */
export const rowRules: WriteRules<typeof soaRow, SoaTables> = {
  check: async (_tx, after, before) => {
    if (before?.requirement && (after.title !== before.title || after.reference !== before.reference))
      throw refused(
        'title',
        'is fixed',
        'number and title of a control of Annex A are those of the standard.',
      )
    if (after.applicable === false && (after.justification ?? '').trim() === '')
      throw refused(
        'justification',
        'is missing',
        'a control is not left out without a reason. Say why it does not apply, with the facts that make it so.',
      )
  },
}
