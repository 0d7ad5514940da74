import { expect, it } from 'vitest'
import { reachOf, roles } from '../src/kernel/access/role.ts'
import { modules } from '../src/modules/index.ts'
import { withClient } from '../src/platform/db/provision.ts'
import { grantsOf } from '../src/platform/module.ts'
import { makeTestDatabase } from './harness/test-database.ts'

const { adminUrl } = await makeTestDatabase()
const grants = grantsOf(modules)

/** Tables that the trail captures, with what each of their rows refers to by its own columns, as a table or by no name. */
const captured = await withClient(adminUrl, async (client) => {
  const { rows } = await client.query<{ name: string; refers_to: string[] }>(`
    select c.relname as name, array(
      select coalesce((
        select k.confrelid::regclass::text from pg_constraint k
        where k.conrelid = c.oid and k.contype = 'f' and a.attnum = any (k.conkey) and cardinality(k.conkey) = 2
        limit 1), 'record')
      from pg_attribute a
      where a.attrelid = c.oid and a.attnotnull and a.atttypid in ('uuid'::regtype, 'uuid[]'::regtype)
        and a.attname ~ '_ids?$' and a.attname not in ('organization_id', 'person_id', 'operation_id', 'signature_id')
      ) as refers_to
    from pg_class c where exists (
      select from pg_trigger t join pg_proc p on p.oid = t.tgfoid
      where t.tgrelid = c.oid and p.proname like 'capture%')
    order by 1`)
  return rows
})
const subjectOf = (table: string) => table.replace(/^.*\./, '').replaceAll('_', '-')
const isReadBySomebody = (table: string) =>
  // Of any register: whoever may read that record.
  table === 'record' ||
  table === 'app.record' ||
  roles.some((role) => reachOf(grants, [role], `${subjectOf(table)}:read`) === 'all')

it('finds the tables that the trail captures', () => {
  expect(captured.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['ai_system', 'soa_origin', 'risk_acceptance', 'api_key', 'import']),
  )
})

it.each(captured)('somebody may read in the trail what happened to $name', ({ name, refers_to }) => {
  expect(isReadBySomebody(name) || refers_to.some(isReadBySomebody)).toBe(true)
})
