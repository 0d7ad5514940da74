import type { Selectable } from 'kysely'
import { OperationError } from '../../../kernel/contract/error.ts'
import { query } from '../../../platform/operations/handler.ts'
import { type SharedScope, tablesIn } from '../../../platform/operations/scope.ts'
import { rowsAt, treeSizeOf } from '../../../platform/registers/read/rows-at.ts'
import { titlesOf } from '../../../platform/registers/read/titles.ts'
import { signaturesOn } from '../../../platform/signature/list.ts'
import { statementHash } from '../approval/approval-statement.ts'
import { diffVersions, getVersion, listVersions } from '../contract.ts'
import { loadStatement } from '../load-statement.ts'
import { ownersOf } from '../queries.ts'
import type { SoaTables } from '../tables.ts'
import { diffStatements } from './diff.ts'

type Version = Selectable<SoaTables['app.soa_version']>

const summaryOf = (one: Version) => ({
  id: one.id,
  number: one.number,
  title: one.title,
  state: one.state,
  approved_at: one.created_at,
  approved_by: one.created_by,
  image_hash: one.image_hash,
  included: one.image.rows.filter(({ applicable }) => applicable === true).length,
  excluded: one.image.rows.filter(({ applicable }) => applicable === false).length,
})

/**
 * An approved version, whole.
 * @throws not-found
 */
export async function versionById(scope: SharedScope, id: string): Promise<Version> {
  const found = await tablesIn<SoaTables>(scope)
    .selectFrom('app.soa_version')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (!found) throw new OperationError('not-found', 'There is no such version of the statement.')
  return found
}

const versions = query<SoaTables>()(listVersions, async (scope, input) => {
  const treeSize = await treeSizeOf(scope, input.as_of)
  const all = await rowsAt<SoaTables>()(scope, 'app.soa_version', treeSize)
  const items = all.toSorted((a, b) => b.number - a.number).map(summaryOf)
  return {
    items,
    titles: await titlesOf(
      scope,
      items.map(({ approved_by }) => approved_by),
    ),
    tree_size: treeSize,
  }
})

const version = query<SoaTables>()(getVersion, async (scope, input) => {
  const found = await versionById(scope, input.id)
  const [signature] = await signaturesOn(scope, found.id)
  return {
    version: summaryOf(found),
    statement: found.image,
    intact: statementHash(found.image) === found.image_hash,
    signature: signature ?? null,
    titles: await titlesOf(scope, [...ownersOf(found.image), found.created_by]),
  }
})

const diff = query<SoaTables>()(diffVersions, async (scope, input) => {
  const before = (await versionById(scope, input.from)).image
  const after =
    input.to === 'now' ? (await loadStatement(scope)).statement : (await versionById(scope, input.to)).image
  return {
    ...diffStatements(before, after),
    titles: await titlesOf(scope, [...ownersOf(before), ...ownersOf(after)]),
  }
})

export const versionHandlers = [versions, version, diff]
