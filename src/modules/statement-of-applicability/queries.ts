import { query } from '../../platform/operations/handler.ts'
import { rowsAt } from '../../platform/registers/read/rows-at.ts'
import { titlesOf } from '../../platform/registers/read/titles.ts'
import { getStatement, listFacts } from './contract.ts'
import type { ExclusionFacts } from './exclusion/exclusion.ts'
import { factsBySystem } from './exclusion/facts.ts'
import { shownConflicts } from './exclusion/shown-conflict.ts'
import { type LoadedStatement, loadStatement } from './load-statement.ts'
import { progressOf } from './standing.ts'
import type { Statement } from './statement.ts'
import type { SoaTables } from './tables.ts'

/** The people a statement refers to: its owners. */
export const ownersOf = (statement: Statement): string[] =>
  statement.rows.flatMap(({ owner_id }) => (owner_id ? [owner_id] : []))

const get = query<SoaTables>()(getStatement, async (scope, input) => {
  const loaded = await loadStatement(scope, input.as_of)
  const { statement, conflicts, pack, treeSize } = loaded
  const read = rowsAt<SoaTables>()
  const versions = await read(scope, 'app.soa_version', treeSize)
  const latest = versions.toSorted((a, b) => b.number - a.number)[0]
  const rows = await read(scope, 'app.soa_row', treeSize)
  const people = conflicts.flatMap(({ answer }) => (answer?.created_by ? [answer.created_by] : []))
  return {
    started: statement.rows.some(({ requirement }) => requirement !== null),
    statement,
    conflicts: shownConflicts(loaded),
    guidance: Object.fromEntries(
      pack.content.controls.map((one) => [
        one.id,
        {
          intent: one.intent,
          auditor_samples: one.auditor_samples,
          exclusion_note: one.soa_exclusion_note,
          typical_evidence: one.typical_evidence,
        },
      ]),
    ),
    progress: progressOf(statement.rows),
    row_versions: Object.fromEntries(rows.map(({ id, version }) => [id, version])),
    latest_version: latest ? { id: latest.id, number: latest.number, approved_at: latest.created_at } : null,
    titles: await titlesOf(scope, [...ownersOf(statement), ...people]),
    tree_size: treeSize,
  }
})

const isKnown = (value: unknown): boolean => value !== null && value !== undefined

/** What is known of one fact about one AI system. */
function aboutSystem(fact: string, facts: ExclusionFacts, special: LoadedStatement['stated'], id: string) {
  const stated = special.find(({ ai_system_id }) => ai_system_id === id)
  const value = facts[fact]
  return {
    known: isKnown(value),
    stated: stated?.value ?? null,
    basis: stated?.basis ?? null,
    value: typeof value === 'boolean' ? value : null,
  }
}

const facts = query<SoaTables>()(listFacts, async (scope, input) => {
  const { systems, stated, pack } = await loadStatement(scope)
  const known = factsBySystem(systems, stated)
  const asked = input.ai_system_id === undefined ? undefined : known.get(input.ai_system_id)
  const items = pack.content.exclusion_facts.map(({ id, subject, type, question }) => {
    const general = stated.find(({ fact, ai_system_id }) => fact === id && ai_system_id === null)
    const special = stated.filter(({ fact, ai_system_id }) => fact === id && ai_system_id !== null)
    const ofSystems = subject === 'ai_system'
    return {
      fact: id,
      subject,
      question,
      statable: type === 'boolean',
      value: general?.value ?? null,
      basis: general?.basis ?? null,
      known_systems: ofSystems ? [...known.values()].filter((one) => isKnown(one[id])).length : 0,
      systems: ofSystems ? systems.length : 0,
      system: asked && ofSystems ? aboutSystem(id, asked, special, input.ai_system_id ?? '') : null,
      stated_systems: special.slice(0, 200).map(({ ai_system_id, value, basis }) => ({
        ai_system_id: ai_system_id ?? '',
        value,
        basis,
      })),
    }
  })
  const ids = items.flatMap((item) => item.stated_systems.map(({ ai_system_id }) => ai_system_id))
  return { items, titles: await titlesOf(scope, ids) }
})

export const statementHandlers = [get, facts]
