import { isLastAdministrator, lastAdministrator } from '../../platform/access/account/last-administrator.ts'
import type { WriteRules } from '../../platform/registers/write/write-rules.ts'
import type { person } from './person.ts'
import type { OrganizationTables } from './tables.ts'

/** What is special about writing people. Sessions and keys of a disabled person end by trigger (auth.end_access). */
export const personRules: WriteRules<typeof person, OrganizationTables> = {
  guards: {
    disable: async (tx, record) =>
      (await isLastAdministrator(tx.rows, record.id)) ? lastAdministrator : undefined,
  },
}
