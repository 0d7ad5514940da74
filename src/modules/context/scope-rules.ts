import { OperationError } from '../../kernel/contract/error.ts'
import type { WriteRules } from '../../platform/registers/write-rules.ts'
import { missingFromScope } from './rules.ts'
import type { scopeStatement } from './scope-statement.ts'
import type { ContextTables } from './tables.ts'

/** What is special about writing scope statements: only drafts change, and only whole ones are put up for decision. */
export const scopeRules: WriteRules<typeof scopeStatement, ContextTables> = {
  check: async (_tx, _after, before) => {
    if (before && before.state !== 'draft')
      throw new OperationError(
        'refused-by-rule',
        before.state === 'in_review'
          ? 'Nothing was changed: this edition is in review. Return it to draft first.'
          : 'Nothing was changed: an approved edition does not change. Draft a new one.',
      )
  },
  guards: { submit: async (_tx, record) => missingFromScope(record) },
}
