import { sql } from 'kysely'
import type { z } from 'zod'
import type { comment } from '../../../kernel/register/answer.ts'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import type { StandardOperations } from '../../../kernel/register/standard.ts'
import { command, type Handler, query } from '../../operations/handler.ts'
import { readRecord } from '../read/read.ts'
import type { RegisterTables } from '../read/source.ts'
import { referencesIn, titlesOf } from '../read/titles.ts'

type Comment = z.input<typeof comment>

/** Comments on records of a register: read by whoever reads the record. */
export function commentHandlers(
  register: AnyRegister,
  operations: Pick<StandardOperations<AnyRegister>, 'comment' | 'comments'>,
): Handler[] {
  const comments = query<RegisterTables>()(operations.comments, async (scope, input) => {
    await readRecord(register, scope, input.id)
    const items = await scope.rows<Comment>(sql`
      select id, record_id, body, created_at, created_by from app.comment
      where record_id = ${input.id} order by created_at, id limit 1000`)
    return { items, titles: await titlesOf(scope, referencesIn(items, ['created_by'])) }
  })

  const add = command<RegisterTables>()(operations.comment, async (tx, input) => {
    await readRecord(register, tx, input.id)
    const written: Comment = {
      id: tx.sources.newId(),
      record_id: input.id,
      body: input.body,
      created_at: tx.now.toISOString(),
      created_by: tx.actor.person_id,
    }
    await tx.rows(sql`
      insert into app.comment (organization_id, id, record_id, body, created_at, created_by)
      values (${tx.actor.organization_id}, ${written.id}, ${written.record_id}, ${written.body}, ${written.created_at}, ${written.created_by})`)
    return tx.record(
      { event: `${register.name}.commented`, record_id: input.id, detail: { comment_id: written.id } },
      written,
    )
  })

  return [comments, add]
}
