import { type Grants, roles, to } from '../../kernel/access/role.ts'

/** Who may see and change what people may do. `own`: what concerns oneself. */
export const accessGrants: Grants = {
  'role-assignment:read': {
    ...to('own', ...roles),
    ...to(
      'all',
      'administrator',
      'aims-manager',
      'top-management',
      'internal-auditor',
      'certification-auditor',
    ),
  },
  'role-assignment:write': to('all', 'administrator'),
  'api-key:read': { ...to('own', ...roles), ...to('all', 'administrator') },
  'api-key:write': { ...to('own', ...roles), ...to('all', 'administrator') },
}
