import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { type Role, roles } from '../../src/kernel/access/role.ts'
import { OperationError } from '../../src/kernel/contract/error.ts'
import { possibleErrors } from '../../src/kernel/contract/operation.ts'
import { modules } from '../../src/modules/index.ts'
import { personProver } from '../../src/platform/access/sign-in/prove-person.ts'
import type { Database } from '../../src/platform/db/database.ts'
import { makeSources, type Sources } from '../../src/platform/ids.ts'
import { Runner } from '../../src/platform/operations/runner.ts'
import type { Actor, Upload } from '../../src/platform/operations/scope.ts'

/** A clock that a test moves. It starts at a fixed instant and steps a millisecond at each reading. */
export interface TestClock {
  now: () => Date
  advance: (milliseconds: number) => void
}

/** A clock that moves a millisecond each time it is asked, and as far as a test tells it to. */
export function makeClock(start = '2026-11-21T12:00:00.000Z'): TestClock {
  let at = Date.parse(start)
  return {
    now: () => {
      at += 1
      return new Date(at)
    },
    advance: (milliseconds) => {
      at += milliseconds
    },
  }
}

export interface TestOrganization {
  readonly id: string
  /** One person for each access role. */
  readonly actors: Readonly<Record<Role, Actor>>
}

/** An organization with one active person for each role, written and recorded as one operation. */
export async function makeOrganization(
  database: Database,
  sources: Sources,
  name = 'Example',
): Promise<TestOrganization> {
  const organizationId = sources.newId()
  const at = sources.now().toISOString()
  const people = roles.map((role) => ({ role, id: sources.newId() }))
  await database.write({ role: 'app', organizationId, operationId: sources.newId() }, async (db, later) => {
    await sql`insert into app.organization (organization_id, id, name, created_at) values (${organizationId}, ${organizationId}, ${name}, ${at})`.execute(
      db,
    )
    for (const { role, id } of people) {
      await sql`insert into app.person (organization_id, id, version, state, name, created_at, updated_at)
          values (${organizationId}, ${id}, 1, 'active', ${`${name} ${role}`}, ${at}, ${at})`.execute(db)
      await sql`insert into app.role_assignment (organization_id, id, person_id, role, created_at)
          values (${organizationId}, ${sources.newId()}, ${id}, ${role}, ${at})`.execute(db)
    }
    later(
      sql`select trail.record(${at}, 'organization.create', 'organization.created', null, ${organizationId}, null)`.execute(
        db,
      ),
    )
  })
  const actors = Object.fromEntries(
    people.map(({ role, id }) => [role, { organization_id: organizationId, person_id: id, roles: [role] }]),
  ) as unknown as Record<Role, Actor>
  return { id: organizationId, actors }
}

/** What a test's access works with: there is no secret to keep. */
export const testSecret = 'only for tests: thirty-two characters or more'

export interface TestProduct {
  readonly database: Database
  readonly runner: Runner
  readonly sources: Sources
  readonly clock: TestClock
  /** Carries an operation out and answers its result; a failure that the contract does not name is an error of its own. */
  readonly run: <T = Record<string, unknown>>(
    name: string,
    actor: Actor,
    input?: unknown,
    upload?: Upload,
  ) => Promise<T>
}

/** The product's operations on a test database, with a clock that the test moves unless it brings another. */
export function makeProduct(
  database: Database,
  now?: () => Date,
  committed?: (organizationId: string, operationId: string) => void,
): TestProduct {
  const clock = makeClock()
  const sources = makeSources(now ?? clock.now, randomBytes)
  const prove = personProver({ database, sources, secret: testSecret })
  const runner = new Runner({ database, modules, sources, prove, ...(committed ? { committed } : {}) })
  return {
    database,
    runner,
    sources,
    clock,
    run: async <T>(name: string, actor: Actor, input: unknown = {}, upload?: Upload) => {
      try {
        return (await runner.run(name, { actor, input, upload })).result as T
      } catch (error) {
        const operation = runner.handlers.get(name)?.operation
        if (operation && error instanceof OperationError && !possibleErrors(operation).includes(error.kind))
          throw new Error(`${name} failed as ${error.kind}, which its contract does not name.`, {
            cause: error,
          })
        throw error
      }
    },
  }
}
