import { dismissDuplicates as dismiss, mergeRecords } from '../../platform/exchange/import/merge-records.ts'
import { duplicateGroups } from '../../platform/exchange/row/duplicate-groups.ts'
import { command, query } from '../../platform/operations/handler.ts'
import { decodePosition, encodePosition } from '../../platform/registers/read/order.ts'
import { aiSystem } from './ai-system.ts'
import { type AiSystem, systemsById } from './determined-roles.ts'
import { dismissDuplicates, listDuplicates, mergeDuplicates } from './duplicate-contract.ts'

interface OwnTables {
  'app.ai_system': AiSystem & { organization_id: string }
}

const sorting = 'duplicates'

const list = query<OwnTables>()(listDuplicates, async (scope, input) => {
  const after = input.cursor ? String(decodePosition(input.cursor, sorting).value) : null
  const { count, groups } = await duplicateGroups(aiSystem, scope.rows, after, input.limit + 1)
  const page = groups.slice(0, input.limit)
  const systems = await systemsById(
    scope,
    page.flatMap(({ ids }) => ids),
  )
  const last = groups.length > input.limit ? page.at(-1) : undefined
  return {
    count,
    items: page.map(({ parts, ids, exact_copies }) => ({
      parts: [...parts],
      systems: ids.flatMap((id) => {
        const system = systems.get(id)
        if (!system) return []
        const { version, name, state, lifecycle_stage, owner_id, created_at } = system
        return [{ id, version, title: name, state, lifecycle_stage, owner_id, created_at }]
      }),
      exact_copies: exact_copies.map((set) => [...set]),
    })),
    next_cursor: last
      ? encodePosition({ sort: sorting, value: last.first_key, id: last.ids[0] ?? '' })
      : null,
  }
})

const merge = command<OwnTables>()(mergeDuplicates, async (tx, input) => {
  const { record, ...moved } = await mergeRecords(aiSystem, tx, input)
  return tx.record(
    {
      event: 'ai-system.merged',
      record_id: input.id,
      detail: { kept: input.id, reason: input.reason ?? null, ...moved },
    },
    { record: record as unknown as AiSystem, ...moved },
  )
})

const separate = command<OwnTables>()(dismissDuplicates, async (tx, input) => {
  const kept = await dismiss(aiSystem, tx, input.ids, input.reason)
  return tx.record(
    {
      event: 'ai-system.duplicates-dismissed',
      record_id: kept.id,
      detail: { record_ids: kept.record_ids, reason: input.reason },
    },
    kept,
  )
})

/** Suspected duplicates among AI systems: list, merge, keep apart. */
export const duplicateHandlers = [list, merge, separate]
