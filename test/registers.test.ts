import { describe, expect, it } from 'vitest'
import { spineKeys } from '../src/kernel/register/register.ts'
import { modules } from '../src/modules/index.ts'
import { withClient } from '../src/platform/db/provision.ts'
import { namesRequirements, tableSql } from '../src/platform/registers/table-sql.ts'
import { makeTestDatabase } from './harness/test-database.ts'

const registers = modules.flatMap((module) => module.registers.map(({ register }) => register))
const { adminUrl } = await makeTestDatabase()

interface Shape {
  readonly columns: string[]
  readonly constraints: string[]
}

/** What the database itself says about a table: columns with type and nullability, and every constraint. */
async function shapeOf(schema: string, table: string): Promise<Shape> {
  return withClient(adminUrl, async (client) => {
    const columns = await client.query<{ line: string }>(
      `select format('%s %s%s', a.attname, format_type(a.atttypid, a.atttypmod), case when a.attnotnull then ' not null' else '' end) as line
       from pg_attribute a where a.attrelid = ($1 || '.' || $2)::regclass and a.attnum > 0 and not a.attisdropped`,
      [schema, table],
    )
    const constraints = await client.query<{ line: string }>(
      `select pg_get_constraintdef(oid) as line from pg_constraint
       where conrelid = ($1 || '.' || $2)::regclass and contype in ('c', 'f', 'p')`,
      [schema, table],
    )
    return {
      columns: columns.rows.map(({ line }) => line).sort(),
      constraints: constraints.rows
        .map(({ line }) => line.replace(' DEFERRABLE INITIALLY DEFERRED', ''))
        .sort(),
    }
  })
}

describe.each(registers.map((register) => [register.name, register] as const))(
  'register %s',
  (_name, register) => {
    it('has a table that is exactly what it declares', async () => {
      await withClient(adminUrl, async (client) => {
        await client.query('create schema if not exists declared')
        await client.query(tableSql(register, 'declared'))
      })
      const declared = await shapeOf('declared', register.table)
      const actual = await shapeOf('app', register.table)
      const special = new Set(register.hidden_columns)
      expect(actual.columns.filter((line) => !special.has(line.split(' ')[0] ?? ''))).toEqual(
        declared.columns,
      )
      // Every declared constraint stands; a migration may add stricter ones.
      expect(actual.constraints).toEqual(expect.arrayContaining(declared.constraints))
    })

    it('finds the records that refer to another by an index', async () => {
      const references = Object.entries(register.fields).filter(([, { kind }]) => kind === 'record')
      const indexed = await withClient(adminUrl, async (client) => {
        const { rows } = await client.query<{ name: string }>(
          `select a.attname as name from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[1]
           where i.indrelid = ('app.' || $1)::regclass`,
          [register.table],
        )
        return rows.map(({ name }) => name)
      })
      expect(references.map(([name]) => name).filter((name) => !indexed.includes(name))).toEqual([])
    })

    it('finds the records that name a requirement by an index', async () => {
      const naming = Object.entries(register.fields).filter(([, field]) => namesRequirements(field))
      const indexed = await withClient(adminUrl, async (client) => {
        const { rows } = await client.query<{ name: string }>(
          `select a.attname as name from pg_index i join pg_class c on c.oid = i.indexrelid
             join pg_am m on m.oid = c.relam and m.amname = 'gin'
             join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
           where i.indrelid = ('app.' || $1)::regclass
             and to_regprocedure(format('app.%I(text)', 'naming_' || $1 || '_' || a.attname)) is not null`,
          [register.table],
        )
        return rows.map(({ name }) => name)
      })
      expect(naming.map(([name]) => name).filter((name) => !indexed.includes(name))).toEqual([])
    })

    it('names only fields it has, and none that the spine has', () => {
      const fields = Object.keys(register.fields)
      const known = new Set<string>([...fields, ...spineKeys])
      const named = [
        ...register.list.columns,
        register.list.sort.replace(/^-/, ''),
        ...(register.list.group ?? []),
        ...register.sections.flatMap((section) => section.fields),
      ]
      expect(named.filter((name) => !known.has(name))).toEqual([])
      expect(fields.filter((name) => (spineKeys as readonly string[]).includes(name))).toEqual([])
      const shown = register.sections.flatMap((section) => section.fields)
      expect(fields.filter((name) => !shown.includes(name))).toEqual([])
    })
  },
)
