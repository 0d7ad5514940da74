import { z } from 'zod'
import { OperationError } from '../../kernel/contract/error.ts'
import { command, query } from '../../platform/operations/handler.ts'
import { titlesOf } from '../../platform/registers/read/titles.ts'
import { gzipLines } from '../../platform/trail/gzip-lines.ts'
import { readChanges } from '../../platform/trail/read/read-changes.ts'
import { listOperations, readOperation } from '../../platform/trail/read/read-operations.ts'
import { latestCheckpoint, proveLeaf, publishedKeys } from '../../platform/trail/sign/latest-checkpoint.ts'
import { exportTrail, signedSize } from '../../platform/trail/trail-export.ts'
import { undoOperation } from '../../platform/trail/undo/undo.ts'
import { planUndo } from '../../platform/trail/undo/undo-plan.ts'
import { beginOf } from '../../platform/work/today.ts'
import {
  checkpointOperation,
  exportOperation,
  getOperationOperation,
  listOperationsOperation,
  previewUndoOperation,
  proofOperation,
  undoOperationOperation,
} from './contract.ts'

/** The trail module owns no tables: the trail is the platform's, read through its functions. */
type NoTables = Record<never, never>

const shownMost = 200
const isDate = (moment: string) => moment.length === 10
/** An instant as it is; a date as the moment at which it, or the day after it, begins. */
const instantOf = (moment: string | undefined, daysLater: 0 | 1) =>
  moment !== undefined && isDate(moment) ? beginOf(moment, daysLater) : moment

const isId = (value: unknown): value is string => z.uuid().safeParse(value).success

const present = (ids: readonly (string | null)[]) => [...new Set(ids.filter((one) => one !== null))]

const list = query<NoTables>()(listOperationsOperation, async (scope, { from, to, ...filter }) => {
  const between = { from: instantOf(from, 0), until: instantOf(to, 1) }
  const { items, next_cursor } = await listOperations(scope, { ...filter, ...between })
  const ids = present(items.flatMap(({ actor_id, record_id }) => [actor_id, record_id]))
  return { items, titles: await titlesOf(scope, ids), next_cursor }
})

const get = query<NoTables>()(getOperationOperation, async (scope, { id, ...page }) => {
  const operation = await readOperation(scope, id)
  const { items, next_cursor } = await readChanges(scope, operation, page)
  const named = items.flatMap(({ changes }) => changes.flatMap(({ before, after }) => [before, after]))
  const ids = present([operation.actor_id, operation.record_id, ...named.filter(isId)])
  return { operation, changes: items, titles: await titlesOf(scope, ids), next_cursor }
})

const checkpoint = query<NoTables>()(checkpointOperation, async (scope) => ({
  checkpoint: await latestCheckpoint(scope),
  keys: publishedKeys(scope),
}))

const proof = query<NoTables>()(proofOperation, async (scope, { leaf_index }) => {
  const { text, tree_size } = await proveLeaf(scope, leaf_index)
  return {
    file_name: `leaf-${leaf_index}-of-${tree_size}.tlog-proof`,
    content_type: 'text/plain; charset=utf-8',
    bytes: Buffer.from(text),
  }
})

const exported = query<NoTables>()(exportOperation, async (scope) => {
  const size = await signedSize(scope.rows)
  if (size === undefined)
    throw new OperationError(
      'conflict',
      'Nothing has been signed yet, so there is nothing to export. Try again in a few seconds.',
    )
  const { organization_id } = scope.actor
  const lines = exportTrail(scope.apart, organization_id, size, scope.trail.verifiers, scope.now)
  return {
    file_name: `trail-${size}.jsonl.gz`,
    content_type: 'application/gzip',
    chunks: gzipLines(lines),
  }
})

const preview = query<NoTables>()(previewUndoOperation, async (scope, { id }) => {
  const operation = await readOperation({ ...scope, reach: 'all' }, id)
  const { refused, steps, obstacles, divisible, digest } = await planUndo(scope, operation)
  const possible = refused === null && obstacles.length === 0
  const shown = obstacles.slice(0, shownMost)
  return {
    possible,
    rest_possible: !possible && divisible,
    refused,
    plan: digest,
    step_count: steps.length,
    steps: steps
      .slice(0, shownMost)
      .map(({ table, row_id, title, effect, changes }) => ({ table, row_id, title, effect, changes })),
    obstacle_count: obstacles.length,
    obstacles: shown,
    titles: await titlesOf(scope, present(shown.map(({ since }) => since?.actor_id ?? null))),
  }
})

const undo = command<NoTables>()(undoOperationOperation, async (tx, { id, plan, reason }) => {
  const operation = await readOperation({ ...tx, reach: 'all' }, id)
  const { steps, left } = await undoOperation(tx, operation, plan)
  const { name, event } = operation
  return tx.record(
    {
      event: 'trail.undone',
      detail: { operation_id: id, name, event, undone: steps.length, left, reason: reason ?? null },
    },
    { operation_id: tx.operation_id, undone: steps.length, left },
  )
})

export const trailHandlers = [list, get, checkpoint, proof, exported, preview, undo]
