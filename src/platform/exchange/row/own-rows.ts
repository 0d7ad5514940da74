import type { AnyRegister } from '../../../kernel/register/register.ts'
import { comparable } from '../../../kernel/tabular/comparable-text.ts'
import type { Table } from '../../tabular/table.ts'
import type { KnownRows } from './known-rows.ts'
import { hashOfKey, type RowReader } from './row-reader.ts'

/** The rows of one file, by what they are called and by key: rows may point to each other, in any order. */
export interface OwnRows {
  readonly idsOf: (title: string) => readonly string[]
  /** The record that the row with this key becomes or belongs to. */
  readonly idFor: (keyHash: string) => string | undefined
}

/** Reads a file once for the titles of its rows. */
export async function readOwnRows(
  register: AnyRegister,
  table: Table,
  reader: RowReader & { fits: true },
  known: KnownRows,
  newId: () => string,
): Promise<OwnRows> {
  const rows: { title: string; hash: Buffer; given: string | undefined }[] = []
  for await (const source of table.rows) {
    const { values, key, record } = reader.read(source)
    rows.push({
      title: comparable(String(values[register.title] ?? '')),
      hash: hashOfKey(key.text),
      given: record?.id,
    })
  }
  const latest = await known.latest(rows.map(({ hash }) => hash))
  const byTitle = new Map<string, string[]>()
  const byKey = new Map<string, string>()
  for (const { title, hash, given } of rows) {
    const hex = hash.toString('hex')
    const id = given ?? latest.get(hex)?.record_id ?? newId()
    byKey.set(hex, id)
    if (title !== '') byTitle.set(title, [...(byTitle.get(title) ?? []), id])
  }
  return {
    idsOf: (title) => byTitle.get(comparable(title)) ?? [],
    idFor: (keyHash) => byKey.get(keyHash),
  }
}
