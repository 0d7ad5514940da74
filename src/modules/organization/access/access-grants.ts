import { type Grants, type Role, roles, to } from '../../../kernel/access/role.ts'

const overseers: readonly Role[] = [
  'administrator',
  'aims-manager',
  'top-management',
  'internal-auditor',
  'certification-auditor',
]

/** Who may see and change what people may do. `own`: what concerns oneself. */
export const accessGrants: Grants = {
  'role-assignment:read': { ...to('own', ...roles), ...to('all', ...overseers) },
  'invitation:read': { ...to('own', ...roles), ...to('all', ...overseers) },
  'role-assignment:write': to('all', 'administrator'),
  'api-key:read': { ...to('own', ...roles), ...to('all', 'administrator') },
  'api-key:write': { ...to('own', ...roles), ...to('all', 'administrator') },
}
