import type { Role } from '../../kernel/access/role.ts'
import { addDays } from '../../kernel/cadence/calendar.ts'
import type { Database } from '../../platform/db/database.ts'
import type { Sources } from '../../platform/ids.ts'
import type { Runner } from '../../platform/operations/runner.ts'
import type { Actor, Upload } from '../../platform/operations/scope.ts'

/** What a demo is made with: the open product, or the same parts on a test database. */
export interface DemoProduct {
  readonly database: Database
  readonly sources: Sources
  readonly runner: Runner
  readonly sequencer: { readonly runOnce: () => Promise<unknown> }
}

/** Who acts in each role of the demo, and the password they sign decisions with. */
export interface DemoCast {
  readonly actors: ReadonlyMap<string, Actor>
  readonly passwords: ReadonlyMap<string, string>
}

/** A record as operations answer it: enough to go on with it. */
export interface Made {
  readonly id: string
  readonly version: number
}

/** Carries operations out as the people of the demo, so that the trail shows who did what. */
export interface DemoRun {
  /** The id of whoever plays the role. */
  readonly person: (role: Role) => string
  readonly run: <T = Made>(operation: string, role: Role, input: unknown, upload?: Upload) => Promise<T>
  /** Takes transitions of a record one after the other. */
  readonly step: (register: string, role: Role, made: Made, ...verbs: readonly string[]) => Promise<Made>
  /** A calendar date some days from today, `YYYY-MM-DD`; negative lies in the past. */
  readonly day: (days: number) => string
  /** What signs a statement as the person of the role. */
  readonly signature: (role: Role, statement: string) => { statement: string; password: string }
}

function of<T>(map: ReadonlyMap<string, T>, role: string): T {
  const found = map.get(role)
  if (found === undefined) throw new Error(`The demo has nobody in the role ${role}.`)
  return found
}

/** Carries operations out as the people of the demo, each in their role. */
export function makeDemoRun({ runner, sources }: DemoProduct, { actors, passwords }: DemoCast): DemoRun {
  const today = sources.now().toISOString().slice(0, 10)
  const run = async <T = Made>(operation: string, role: Role, input: unknown, upload?: Upload) =>
    (await runner.run(operation, { actor: of(actors, role), input, upload })).result as T
  return {
    run,
    person: (role) => of(actors, role).person_id,
    step: async (register, role, made, ...verbs) => {
      let at = made
      for (const verb of verbs)
        at = await run(`${register}.${verb}`, role, { id: at.id, expected_version: at.version })
      return at
    },
    day: (days) => addDays(today, days),
    signature: (role, statement) => ({ statement, password: of(passwords, role) }),
  }
}

/** Looks records of the demo up by the key that its texts call them. @throws when there is none. */
export function known<T>(records: ReadonlyMap<string, T>, key: string): T {
  const found = records.get(key)
  if (found === undefined) throw new Error(`The demo has no record called ${key}.`)
  return found
}
