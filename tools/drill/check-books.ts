import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { filesIn } from '../../src/platform/config/config.ts'
import type { Database } from '../../src/platform/db/database.ts'
import { exportTrail, signedSize, trailRows } from '../../src/platform/trail/trail-export.ts'
import { readLines } from '../../verifier/read-lines.ts'
import { verifyTrail } from '../../verifier/verify-trail.ts'
import type { Installation } from './installation.ts'
import { acknowledgedBy, type Writer } from './writer.ts'

/** How the books stand after a crash; `faults` is empty when all is well. */
export interface Books {
  readonly faults: readonly string[]
  readonly acknowledged: number
  readonly unknown: number
  readonly leaves: number
}

/** Holds what the writers know against what the database holds, and the database against its trail. */
export async function checkBooks(
  installation: Installation,
  database: Database,
  organizationId: string,
  writers: readonly Writer[],
  verify: boolean,
): Promise<Books> {
  const rows = trailRows(database, organizationId)
  const faults: string[] = []
  const units = await rows<{ id: string; name: string; purpose: string | null; version: number }>(
    sql`select id, name, purpose, version from app.organization_unit`,
  )
  const byName = Map.groupBy(units, ({ name }) => name)
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const changes = await rows<{ tag: string; times: number }>(sql`
    select c.after -> 'changes' ->> 'purpose' as tag, count(*) as times
    from trail.operation o join trail.change c on c.operation_id = o.id and c.xid = o.xid and c.action = 'e'
    where o.name = 'organization-unit.bulk' group by 1`)
  const timesChanged = new Map(changes.map(({ tag, times }) => [tag, times]))

  for (const { account, group } of writers) {
    for (const [tag, id] of account.created)
      if (byName.get(tag)?.length !== 1 || byName.get(tag)?.[0]?.id !== id)
        faults.push(`unit ${tag} was acknowledged and is there ${byName.get(tag)?.length ?? 0} times`)
    for (const tag of account.changed)
      if (timesChanged.get(tag) !== 1)
        faults.push(`change ${tag} was acknowledged and happened ${timesChanged.get(tag) ?? 0} times`)
    for (const tag of account.unknown)
      if ((timesChanged.get(tag) ?? 0) + (byName.get(tag)?.length ?? 0) > 1)
        faults.push(`write ${tag} was given up and happened more than once`)
    const states = new Set(group.map((id) => `${byId.get(id)?.purpose} at ${byId.get(id)?.version}`))
    if (states.size > 1) faults.push(`a change of five units was half done: ${[...states].join(', ')}`)
  }
  const known = new Set(writers.flatMap(({ account }) => [...account.created.keys(), ...account.unknown]))
  for (const { name } of units) if (!known.has(name)) faults.push(`nobody asked for unit ${name}`)

  const [unlike] = await rows<{ n: number }>(sql`
    select count(*) as n from app.organization_unit u
    left join app.record r on r.id = u.id and r.version = u.version and r.title = u.name
    left join lateral (
      select c.after::text as image from trail.change c
      where c.row_id = u.id and c.table_name = 'organization_unit' order by c.id desc limit 1
    ) latest on true
    where r.id is null or latest.image is distinct from row_to_json(u)::text`)
  if (unlike?.n !== 0)
    faults.push(`${unlike?.n} units differ from their spine row or from their newest image in the trail`)

  await allPlaced(database, organizationId)
  const size = (await signedSize(rows)) ?? 0
  if (verify) {
    const keys = JSON.parse(await readKeys(installation)).verifiers as string[]
    const lines = exportTrail(rows, organizationId, size, keys, new Date())
    const verdict = await verifyTrail(lines, {
      keys,
      witness: readLines(filesIn(installation.dataRoot).witness),
    })
    for (const finding of verdict.findings) faults.push(`the verifier: ${finding.message}`)
    if (verdict.leaves !== size) faults.push(`the verifier read ${verdict.leaves} of ${size} leaves`)
  }
  return {
    faults,
    acknowledged: acknowledgedBy(writers),
    unknown: writers.reduce((sum, { account }) => sum + account.unknown.size, 0),
    leaves: size,
  }
}

/** Waits until the running product has placed and signed everything. @throws when it does not within five minutes */
async function allPlaced(database: Database, organizationId: string): Promise<void> {
  const rows = trailRows(database, organizationId)
  for (const until = Date.now() + 300_000; Date.now() < until; await sleep(50)) {
    const [state] = await rows<{ waiting: number; leaves: number; signed: number }>(sql`
      select (select count(*) from trail.pending) as waiting,
        coalesce((select max(leaf_index) + 1 from trail.leaf), 0) as leaves,
        coalesce((select max(tree_size) from trail.checkpoint), 0) as signed`)
    if (state?.waiting === 0 && state.leaves === state.signed) return
  }
  throw new Error('The sequencer did not catch up within five minutes.')
}

async function readKeys({ dataRoot }: Installation): Promise<string> {
  return readFile(filesIn(dataRoot).signingKeys, 'utf8')
}
