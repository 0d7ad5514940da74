import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Role } from '../../kernel/access/role.ts'
import { keepInvitation, type OneTimeLink } from '../../platform/access/account/invitation.ts'
import { createUser } from '../../platform/access/account/user.ts'
import type { Database } from '../../platform/db/database.ts'
import type { Sources } from '../../platform/ids.ts'

interface Parts {
  readonly database: Database
  readonly sources: Sources
}

/** A person as set-up names them. */
export interface NewPerson {
  readonly name: string
  readonly email: string
  readonly job_title?: string
}

interface Kept extends NewPerson {
  readonly organization_id: string
  readonly id: string
  readonly user_id: string | null
  readonly roles: readonly Role[]
  readonly at: string
}

/** Writes a person with roles. No signed-in person does this, so it has no author. */
async function keepPerson(db: Kysely<never>, sources: Sources, one: Kept): Promise<void> {
  await sql`
    insert into app.person (organization_id, id, version, state, name, email, job_title, user_id, created_at, updated_at)
    values (${one.organization_id}, ${one.id}, 1, ${one.user_id === null ? 'invited' : 'active'}, ${one.name},
      ${one.email.trim().toLowerCase()}, ${one.job_title ?? null}, ${one.user_id}, ${one.at}, ${one.at})`.execute(
    db,
  )
  for (const role of one.roles)
    await sql`
      insert into app.role_assignment (organization_id, id, person_id, role, created_at)
      values (${one.organization_id}, ${sources.newId()}, ${one.id}, ${role}, ${one.at})`.execute(db)
}

/**
 * Creates an organization and its first administrator in one recorded operation. The trail names no actor:
 * whoever runs the installation does this, and nobody of the organization is there yet.
 * @returns the link by which the administrator joins, unless a password was given: then they may sign in.
 * @throws invalid-input for a password that may not be taken.
 */
export async function createOrganization(
  { database, sources }: Parts,
  founding: {
    readonly name: string
    readonly time_zone?: string
    readonly locale?: string
    readonly demo?: boolean
    readonly administrator: NewPerson & { readonly password?: string }
  },
): Promise<{
  readonly organization_id: string
  readonly person_id: string
  readonly invitation: OneTimeLink | undefined
}> {
  const { administrator } = founding
  const userId =
    administrator.password === undefined ? null : await createUser({ database, sources }, administrator)
  const organizationId = sources.newId()
  const personId = sources.newId()
  const now = sources.now()
  const at = now.toISOString()
  return database.write({ role: 'app', organizationId, operationId: sources.newId() }, async (db, later) => {
    await sql`
        insert into app.organization (organization_id, id, name, demo, time_zone, locale, created_at)
        values (${organizationId}, ${organizationId}, ${founding.name}, ${founding.demo ?? false},
          ${founding.time_zone ?? 'UTC'}, ${founding.locale ?? 'en'}, ${at})`.execute(db)
    await keepPerson(db, sources, {
      ...administrator,
      organization_id: organizationId,
      id: personId,
      user_id: userId,
      roles: ['administrator'],
      at,
    })
    const rows = async <T>(statement: RawBuilder<unknown>) => (await statement.execute(db)).rows as T[]
    const invited = { organization_id: organizationId, person_id: personId, created_by: null }
    const invitation = userId === null ? await keepInvitation({ rows, sources, now }, invited) : undefined
    later(
      sql`select trail.record(${at}, 'organization.create', 'organization.created', null, ${organizationId}, null)`.execute(
        db,
      ),
    )
    return { organization_id: organizationId, person_id: personId, invitation }
  })
}

/**
 * Adds an active person with an account, for seeding. Without a password they cannot sign in by one yet.
 * @returns the person's id.
 */
export async function admitPerson(
  { database, sources }: Parts,
  admitted: NewPerson & {
    readonly organization_id: string
    readonly roles: readonly Role[]
    readonly password?: string
  },
): Promise<string> {
  const userId = await createUser({ database, sources }, admitted)
  const id = sources.newId()
  const at = sources.now().toISOString()
  await database.write(
    { role: 'app', organizationId: admitted.organization_id, operationId: sources.newId() },
    async (db, later) => {
      await keepPerson(db, sources, { ...admitted, id, user_id: userId, at })
      later(sql`select trail.record(${at}, 'person.admit', 'person.admitted', null, ${id}, null)`.execute(db))
    },
  )
  return id
}
