import type { WriteRules } from '../../platform/registers/write-rules.ts'
import { missingFromScope } from './rules.ts'
import type { scopeStatement } from './scope-statement.ts'
import type { ContextTables } from './tables.ts'

/** What is special about writing scope statements: only drafts change, and only whole ones are put up for decision. */
export const scopeRules: WriteRules<typeof scopeStatement, ContextTables> = {
  locks: [
    { in: ['in_review'], because: 'this edition is in review. Return it to draft first.' },
    { in: ['approved', 'superseded'], because: 'an approved edition does not change. Draft a new one.' },
  ],
  guards: { submit: async (_tx, record) => missingFromScope(record) },
}
