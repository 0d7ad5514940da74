import { approveEditions } from '../../platform/registers/edition/approve-editions.ts'
import { authorityOf } from '../organization/appointment/authority.ts'
import { approveScope, scopeApproval, scopeStatement } from './contract.ts'
import { approvalStatement, missingFromScope } from './rules.ts'
import type { ContextTables } from './tables.ts'

/** Top management approves the scope in person (ISO/IEC 42001, 5.1). */
export const scopeEditions = approveEditions<ContextTables>()(scopeStatement, {
  operations: { approval: scopeApproval, approve: approveScope },
  authority: authorityOf('top_management', { in_person: true }),
  gap: async (_scope, one) => missingFromScope(one),
  statement: async (_scope, one, replaced) => approvalStatement(one, replaced),
})
