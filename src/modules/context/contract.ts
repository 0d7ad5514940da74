import { z } from 'zod'
import { commandOperation, queryOperation } from '../../kernel/contract/operation.ts'
import { signatureInput } from '../../kernel/contract/signature.ts'
import { recordSchema } from '../../kernel/register/schema.ts'
import { scopeStatement } from './scope-statement.ts'

export { scopeStatement }

const id = z.uuid()

/** What top management would sign now, and what stands in the way. */
export const scopeApproval = queryOperation({
  name: 'scope-statement.approval',
  method: 'GET',
  path: '/scope-statements/:id/approval',
  summary: 'Read what approving this edition of the scope would sign, and what stands in the way',
  permission: 'scope-statement:read',
  input: z.strictObject({ id }),
  output: z.object({
    statement: z.string(),
    version: z.int(),
    /** Empty when you may sign now. */
    obstacles: z.array(z.string()),
  }),
  errors: ['not-found'],
})

export const approveScope = commandOperation({
  name: 'scope-statement.approve',
  method: 'POST',
  path: '/scope-statements/:id/approvals',
  summary: 'Approve an edition of the scope by signature; it replaces the approved one',
  permission: 'scope-statement:approve',
  input: z.strictObject({ id, signature: signatureInput, expected_version: z.int().min(1) }),
  output: recordSchema(scopeStatement),
  events: ['scope-statement.approved'],
  errors: ['not-found', 'version-conflict', 'refused-by-rule', 'conflict'],
  versioned: true,
})
