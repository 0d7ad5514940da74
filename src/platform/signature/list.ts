import { sql } from 'kysely'
import type { z } from 'zod'
import { OperationError } from '../../kernel/contract/error.ts'
import { listSignatures, type signature } from '../../kernel/contract/signature.ts'
import { query } from '../operations/handler.ts'
import type { SharedScope } from '../operations/scope.ts'
import { referencesIn, titlesOf } from '../registers/read/titles.ts'

/** The signatures on a record, newest first. The caller has seen to it that the actor may read the record. */
export const signaturesOn = (scope: SharedScope, recordId: string): Promise<z.input<typeof signature>[]> =>
  scope.rows<z.input<typeof signature>>(sql`
    select s.id, s.record_id, s.record_version, s.record_hash, s.meaning, s.statement, s.statement_hash, s.signer_id,
      n.printed_name, s.signed_at, s.time_zone, s.reauthenticated_by, s.reauthenticated_at, s.operation_id,
      (select l.leaf_index from trail.leaf l
       where l.organization_id = s.organization_id and l.table_name = 'signature' and l.row_id = s.id) as leaf_index
    from app.signature s
    left join app.signature_name n on n.organization_id = s.organization_id and n.signature_id = s.id
    where s.record_id = ${recordId}
    order by s.signed_at desc, s.id desc limit 200`)

/** The signatures on a record that the actor may read. */
export const listSignaturesHandler = query<Record<never, never>>()(listSignatures, async (scope, input) => {
  const [record] = await scope.rows<{ register: string; owner_id: string | null }>(
    sql`select register, owner_id from app.record where id = ${input.record_id}`,
  )
  const reach = record && scope.reachOf(`${record.register}:read`)
  if (!reach || (reach === 'own' && record.owner_id !== scope.actor.person_id))
    throw new OperationError('not-found', 'There is no such record, or you may not read it.')
  const items = await signaturesOn(scope, input.record_id)
  return { items, titles: await titlesOf(scope, referencesIn(items, ['signer_id'])) }
})
