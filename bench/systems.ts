import { readFile } from 'node:fs/promises'
import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import { aiSystem, lifecycleStages } from '../src/modules/ai-system/contract.ts'
import type { Database } from '../src/platform/db/database.ts'
import type { Sources } from '../src/platform/ids.ts'
import type { Actor } from '../src/platform/operations/scope.ts'

type Values = Record<string, unknown>

/** A text without what the product refuses. */
const printable = (text = ''): string => text.replaceAll(/[^\t\n\r\P{Cc}]/gu, '').slice(0, 5000)

/** Values of AI systems after the rows of the public inventory: real names and texts, repeated with a number. */
export async function inventory(): Promise<(place: number) => Values> {
  const bytes = await readFile(new URL('../demo/us-federal-ai-inventory-2024.csv', import.meta.url))
  const rows: string[][] = parse(new TextDecoder('windows-1252').decode(bytes), {
    from: 2,
    relaxColumnCount: true,
  })
  const areas = aiSystem.fields.application_area.values
  const impacts = aiSystem.fields.rights_safety_impact.values
  return (place) => {
    const row = rows[place % rows.length] ?? []
    const round = Math.floor(place / rows.length)
    return {
      name: `${(row[0] ?? 'System')
        .replaceAll(/\p{Cc}+/gu, ' ')
        .trim()
        .slice(0, 380)}${round === 0 ? '' : ` ${round}`}`,
      intended_purpose: printable(row[7]),
      outputs: printable(row[8]),
      lifecycle_stage: lifecycleStages[place % lifecycleStages.length],
      application_area: areas[place % areas.length],
      rights_safety_impact: impacts[place % impacts.length],
      in_scope: place % 3 !== 0,
    }
  }
}

/** Fills an organization with so many AI systems, in recorded operations of 1,000 rows. */
export async function fill(database: Database, sources: Sources, actor: Actor, count: number): Promise<void> {
  const valuesOf = await inventory()
  for (let from = 0; from < count; from += 1000) {
    const at = sources.now().toISOString()
    const rows = Array.from({ length: Math.min(1000, count - from) }, (_, place) => ({
      ...valuesOf(from + place),
      organization_id: actor.organization_id,
      id: sources.newId(),
      version: 1,
      state: 'draft',
      owner_id: actor.person_id,
      custom: {},
      created_at: at,
      created_by: actor.person_id,
      updated_at: at,
      updated_by: actor.person_id,
    }))
    const context = {
      role: 'app',
      organizationId: actor.organization_id,
      operationId: sources.newId(),
    } as const
    await database.write(context, async (db, later) => {
      await sql`insert into app.ai_system
        select * from jsonb_populate_recordset(null::app.ai_system, ${JSON.stringify(rows)}::jsonb)`.execute(
        db,
      )
      later(
        sql`select trail.record(${at}, 'ai-system.import', 'ai-system.imported', ${actor.person_id}, null, null)`.execute(
          db,
        ),
      )
    })
  }
}

/** Changes every AI system of an organization, in recorded operations of 1,000 rows. */
export async function touchAll(database: Database, sources: Sources, organizationId: string): Promise<void> {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const context = { role: 'app', organizationId, operationId: sources.newId() } as const
    const at = sources.now().toISOString()
    const last = await database.write(context, async (db, later) => {
      const { rows } = await sql<{ id: string }>`
        with chosen as (select id from app.ai_system where id > ${after} order by id limit 1000)
        update app.ai_system s set version = s.version + 1, updated_at = ${at}, known_risks = 'Looked at again.'
        from chosen where s.id = chosen.id returning s.id`.execute(db)
      if (rows.length > 0)
        later(
          sql`select trail.record(${at}, 'ai-system.bulk', 'ai-system.bulk-revised', null, null, null)`.execute(
            db,
          ),
        )
      return rows
        .map(({ id }) => id)
        .sort()
        .at(-1)
    })
    if (last === undefined) return
    after = last
  }
}
