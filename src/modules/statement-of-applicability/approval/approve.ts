import { sql } from 'kysely'
import { OperationError } from '../../../kernel/contract/error.ts'
import { command, query } from '../../../platform/operations/handler.ts'
import { type PersonalScope, type SharedScope, tablesIn } from '../../../platform/operations/scope.ts'
import { titlesOf } from '../../../platform/registers/read/titles.ts'
import { sign } from '../../../platform/signature/sign.ts'
import { authorityOf } from '../../organization/appointment/authority.ts'
import { approveStatement, readReadiness } from '../contract.ts'
import { type LoadedStatement, loadStatement } from '../load-statement.ts'
import type { SoaTables } from '../tables.ts'
import { sameDecisions } from '../version/diff.ts'
import { approvalStatement, statementHash } from './approval-statement.ts'
import { readinessOf } from './readiness.ts'
import { endSubmission, openSubmission } from './submission.ts'
import { tookPart } from './took-part.ts'

const latestVersion = (scope: SharedScope) =>
  tablesIn<SoaTables>(scope)
    .selectFrom('app.soa_version')
    .selectAll()
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Whether the actor decided anything in the statement since its latest version. */
async function isAuthor(scope: PersonalScope, since: string): Promise<boolean> {
  const { wrote } = await tablesIn<SoaTables>(scope)
    .selectNoFrom(tookPart(scope.actor.person_id, sql`${since}::timestamptz`).as('wrote'))
    .executeTakeFirstOrThrow()
  return Boolean(wrote)
}

/** Top management approves in person: by an appointment of its own, not one that was delegated (clause 5.1). */
export const topManagement = authorityOf('top_management', { in_person: true })

/** Reads the statement with everything that its approval depends on, for the actor. */
export async function prepareApproval(scope: PersonalScope) {
  const loaded: LoadedStatement = await loadStatement(scope)
  const latest = await latestVersion(scope)
  const items = readinessOf(loaded.statement, loaded.conflicts, {
    unchanged: latest !== undefined && sameDecisions(latest.image, loaded.statement),
    author: await isAuthor(scope, latest?.created_at ?? '-infinity'),
    authority: (await topManagement.missing(scope)) === undefined,
  })
  const number = (latest?.number ?? 0) + 1
  return { image: loaded.statement, latest, items, number }
}

const readiness = query<SoaTables>()(readReadiness, async (scope) => {
  const { image, items, number } = await prepareApproval(scope)
  const submitted = await openSubmission(scope)
  return {
    ready: items.every(({ blocks }) => !blocks),
    items: items.map((item) => ({ ...item, row_ids: [...item.row_ids] })),
    next_number: number,
    submitted: submitted ? { at: submitted.created_at, by: submitted.created_by } : null,
    statement: approvalStatement(image, { number }),
    content_hash: statementHash(image),
    titles: await titlesOf(scope, submitted ? [submitted.created_by] : []),
  }
})

const approve = command<SoaTables>()(approveStatement, async (tx, input) => {
  // Whoever decides about a row holds it; waiting for all of them here makes what is read what is frozen.
  await tx.db.selectFrom('app.soa_row').select('id').orderBy('id').forUpdate().execute()
  const { image, latest, items, number } = await prepareApproval(tx)
  const blocking = items.filter(({ blocks }) => blocks)
  if (blocking.length > 0)
    throw new OperationError(
      'refused-by-rule',
      `Nothing was approved. ${blocking.map(({ message }) => message).join(' ')}`,
      { issues: blocking.map(({ code, message }) => ({ path: code, message })) },
    )
  const statement = approvalStatement(image, { number })
  const at = tx.now.toISOString()
  const by = tx.actor.person_id
  if (latest)
    await tx.db
      .updateTable('app.soa_version')
      .set({ state: 'superseded', version: latest.version + 1, updated_at: at, updated_by: by })
      .where('id', '=', latest.id)
      .execute()
  const id = tx.sources.newId()
  const title = `Statement of Applicability, version ${number}`
  const image_hash = statementHash(image)
  await tx.db
    .insertInto('app.soa_version')
    .values({
      organization_id: tx.actor.organization_id,
      id,
      version: 1,
      state: 'approved',
      owner_id: null,
      title,
      number,
      image: JSON.stringify(image),
      image_hash,
      created_at: at,
      created_by: by,
      updated_at: at,
      updated_by: by,
      archived_at: null,
    })
    .execute()
  const { signature_id } = await sign(tx, {
    meaning: 'soa.approved',
    statement,
    record_id: id,
    record_version: 1,
    given: input.signature,
  })
  const submitted = await openSubmission(tx)
  if (submitted) await endSubmission(tx, submitted.id, 'approved')
  return tx.record(
    { event: 'soa.approved', record_id: id, detail: { number, image_hash } },
    { id, number, title, image_hash, approved_at: at, signature_id },
  )
})

export const approvalHandlers = [readiness, approve]
