import { editionOperations } from '../../kernel/register/edition.ts'
import { scopeStatement } from './scope-statement.ts'

export { scopeStatement }

export const { approval: scopeApproval, approve: approveScope } = editionOperations(scopeStatement)
