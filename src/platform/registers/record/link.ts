import { sql } from 'kysely'
import type { z } from 'zod'
import { OperationError } from '../../../kernel/contract/error.ts'
import type { linkedRecord } from '../../../kernel/register/answer.ts'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import type { StandardOperations } from '../../../kernel/register/standard.ts'
import { command, type Handler, query } from '../../operations/handler.ts'
import { mayRead, spineOf } from '../../trail/read/readable.ts'
import { readRecord } from '../read/read.ts'
import type { RegisterTables } from '../read/source.ts'

type LinkedRecord = z.input<typeof linkedRecord>

const absent = (what: string) => new OperationError('not-found', `Nothing was changed: ${what}.`)

/** Links between records: the golden thread. A link shows only ends that the actor may read. */
export function linkHandlers(
  register: AnyRegister,
  operations: Pick<StandardOperations<AnyRegister>, 'link' | 'links' | 'unlink'>,
): Handler[] {
  const links = query<RegisterTables>()(operations.links, async (scope, input) => {
    await readRecord(register, scope, input.id)
    const items = await scope.rows<LinkedRecord>(sql`
      select l.id as link_id, l.relation, l.direction, r.id, r.register, r.title, r.state
      from (
        select id, relation, 'to' as direction, to_id as other from app.link where from_id = ${input.id}
        union all
        select id, relation, 'from', from_id from app.link where to_id = ${input.id}
      ) l join app.record r on r.id = l.other
      order by l.relation, r.register, r.title, l.id limit 1000`)
    return { items: items.filter((one) => scope.reachOf(`${one.register}:read`) === 'all') }
  })

  const link = command<RegisterTables>()(operations.link, async (tx, input) => {
    await readRecord(register, tx, input.id)
    const target = (await spineOf(tx, [input.to_id])).get(input.to_id)
    if (!target || !mayRead(tx, target))
      throw absent('the record to link to does not exist, or you may not read it')
    const linkId = tx.sources.newId()
    await tx.rows(sql`
      insert into app.link (organization_id, id, from_id, relation, to_id, created_at, created_by)
      values (${tx.actor.organization_id}, ${linkId}, ${input.id}, ${input.relation}, ${input.to_id}, ${tx.now.toISOString()}, ${tx.actor.person_id})`)
    return tx.record(
      {
        event: `${register.name}.linked`,
        record_id: input.id,
        detail: { relation: input.relation, to_id: input.to_id },
      },
      { link_id: linkId },
    )
  })

  const unlink = command<RegisterTables>()(operations.unlink, async (tx, input) => {
    await readRecord(register, tx, input.id)
    const [removed] = await tx.rows<{ relation: string; to_id: string }>(sql`
      delete from app.link where id = ${input.link_id} and from_id = ${input.id} returning relation, to_id`)
    if (!removed) throw absent('this record holds no such link')
    return tx.record(
      {
        event: `${register.name}.unlinked`,
        record_id: input.id,
        detail: { relation: removed.relation, to_id: removed.to_id },
      },
      { link_id: input.link_id },
    )
  })

  return [links, link, unlink]
}
