import { OperationError } from '../../kernel/contract/error.ts'
import { overStates } from '../../kernel/lifecycle/lifecycle.ts'
import { edgesOf, threadOrder } from '../../kernel/register/edge.ts'
import { requirementKind } from '../../kernel/register/golden-thread.ts'
import type { Module } from '../../platform/module.ts'
import { type Handler, query } from '../../platform/operations/handler.ts'
import type { ReadScope } from '../../platform/operations/scope.ts'
import { referenceColumns, referencesIn, titlesOf } from '../../platform/registers/read/titles.ts'
import type { SpineTables } from '../../platform/registers/spine.ts'
import { type End, readThread, type Threaded, type ThreadPart } from '../../platform/thread/read-thread.ts'
import { readTold, type Told } from '../../platform/thread/told.ts'
import { requirementTitle } from '../requirement/requirement-title.ts'
import { threadOfRecord, threadOfRequirement } from './contract.ts'

interface Asked {
  readonly limit: number
  readonly kind?: string | undefined
  readonly side?: Threaded['side'] | undefined
  readonly after?: string | undefined
}

/** @throws invalid-input when only some of what names a part of the thread is given. */
function partOf({ kind, side, after }: Asked): ThreadPart | undefined {
  if (kind !== undefined && side !== undefined && after !== undefined) return { register: kind, side, after }
  if (kind === undefined && side === undefined && after === undefined) return undefined
  throw new OperationError('invalid-input', 'To read on, give kind, side and after together.')
}

/** Numbers that are the least there can be are told in whole thousands. */
const thousands = (count: number) => (count < 1000 ? count : Math.floor(count / 1000) * 1000)
const countedOf = ({ total, past, at_least }: Threaded) => ({
  total: at_least ? thousands(total) : total,
  past: at_least ? thousands(past) : past,
  at_least,
})

function grouped(rows: readonly Threaded[], asked: Asked, told: ReadonlyMap<string, Told>) {
  const groups = new Map<string, Threaded[]>()
  for (const row of rows) {
    const key = `${row.side} ${row.register}`
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  return [...groups.values()].flatMap((all) => {
    const [first] = all
    if (!first) return []
    const shown = all.slice(0, asked.limit)
    return [
      {
        side: first.side,
        register: first.register,
        ...countedOf(first),
        items: shown.map(({ id, title, state, archived, over, ties }) => ({
          id,
          title: first.register === requirementKind ? requirementTitle(id) : title,
          told: told.get(id) ?? {},
          state,
          archived,
          over,
          ties: [...ties],
        })),
        next: all.length > shown.length ? (shown.at(-1)?.id ?? null) : null,
      },
    ]
  })
}

/** The thread of every record, from what all modules declare. */
export function threadHandlers(modules: readonly Module[]): Handler[] {
  const registers = modules.flatMap((one) => one.registers.map(({ register }) => register))
  const map = {
    edges: edgesOf(registers),
    order: threadOrder(registers),
    over: new Map(registers.map(({ name, lifecycle }) => [name, overStates(lifecycle)])),
  }
  const named = new Map(registers.map((one) => [one.name, one]))
  const references = new Map(registers.map((one) => [one.name, referenceColumns(one)]))
  // One more than asked for tells whether there is more.
  const part = (asked: Asked) => {
    const on = partOf(asked)
    return { limit: asked.limit + 1, ...(on && { part: on }) }
  }
  const threadOf = async (scope: ReadScope<SpineTables>, end: End, asked: Asked) => {
    const rows = await readThread(scope, map, end, part(asked))
    const told = await readTold(scope, named, rows)
    const groups = grouped(rows, asked, told)
    const ids = groups.flatMap(({ register, items }) =>
      referencesIn(
        items.map((item) => item.told),
        references.get(register) ?? [],
      ),
    )
    return { groups, titles: await titlesOf(scope, ids) }
  }

  const ofRecord = query<SpineTables>()(threadOfRecord, async (scope, input) => {
    const record = await scope.db
      .selectFrom('app.record')
      .select(['id', 'register', 'owner_id'])
      .where('id', '=', input.id)
      .executeTakeFirst()
    const reach = record && scope.reachOf(`${record.register}:read`)
    if (!reach || (reach === 'own' && record.owner_id !== scope.actor.person_id))
      throw new OperationError('not-found', 'There is no such record, or you may not read it.')
    return threadOf(scope, record, input)
  })

  const ofRequirement = query<SpineTables>()(threadOfRequirement, (scope, input) =>
    threadOf(scope, { register: requirementKind, id: input.urn }, input),
  )

  return [ofRecord, ofRequirement]
}
