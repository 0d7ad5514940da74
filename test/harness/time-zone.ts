import { withClient } from '../../src/platform/db/provision.ts'

/** Moves an organization to another time zone, which no operation does. */
export const moveToZone = (adminUrl: string, organizationId: string, zone: string): Promise<void> =>
  withClient(adminUrl, async (client) => {
    await client.query('set session_replication_role = replica')
    await client.query('update app.organization set time_zone = $1 where id = $2', [zone, organizationId])
  })
