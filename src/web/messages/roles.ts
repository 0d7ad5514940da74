import { type Role, roles } from '../../kernel/access/role.ts'
import { t } from './message.ts'
import { readable } from './words.ts'

const isRole = (role: string): role is Role => roles.some((one) => one === role)

/** What an access role is called. */
export const roleName = (role: string): string => (isRole(role) ? t(`role.${role}`) : readable(role))
