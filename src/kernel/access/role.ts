/**
 * Access roles: named permission sets. They say what a person may do in the product; authority to accept
 * risk comes from dated appointments, never from an access role.
 */
export const roles = [
  'administrator',
  'aims-manager',
  'ai-system-owner',
  'risk-owner',
  'top-management',
  'internal-auditor',
  'certification-auditor',
  'employee',
] as const

export type Role = (typeof roles)[number]

/** Every role. What is granted to all of them is still closed to other organizations and to the public. */
export const everyone: readonly Role[] = roles
/** Everyone of the organization. The certification auditor comes from outside, reads everything and changes nothing. */
export const insiders = roles.filter((role) => role !== 'certification-auditor')
/** Everyone who works on records, as opposed to those who only read or only administer. */
export const practitioners: readonly Role[] = [
  'aims-manager',
  'ai-system-owner',
  'risk-owner',
  'top-management',
  'internal-auditor',
]

/** `<subject>:<verb>`, e.g. `ai-system:read`. */
export type Permission = `${string}:${string}`

/** How far a grant reaches: every record, or only those the person owns. */
export type Reach = 'all' | 'own'

/** Which roles hold a permission. What is not listed is denied. */
export type Grants = Readonly<Record<Permission, Readonly<Partial<Record<Role, Reach>>>>>

/** Grants the same reach to several roles. */
export const to = (reach: Reach, ...names: readonly Role[]): Partial<Record<Role, Reach>> =>
  Object.fromEntries(names.map((name) => [name, reach]))

/**
 * The widest reach any of the roles gives for a permission.
 * @returns undefined when none of them holds it: denied.
 */
export function reachOf(grants: Grants, held: readonly string[], permission: Permission): Reach | undefined {
  const holders = grants[permission]
  if (!holders) return undefined
  let widest: Reach | undefined
  for (const role of held) {
    const reach = holders[role as Role]
    if (reach === 'all') return 'all'
    if (reach === 'own') widest = 'own'
  }
  return widest
}

/**
 * Who holds the permissions of most registers: everyone reads, those who work on records comment, and the AIMS manager
 * alone puts records away or changes many at once. Each register says itself who writes.
 */
export const usualPermissions = {
  read: to('all', ...everyone),
  archive: to('all', 'aims-manager'),
  bulk: to('all', 'aims-manager'),
  comment: to('all', ...practitioners),
}
