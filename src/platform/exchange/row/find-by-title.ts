import { sql } from 'kysely'
import { comparable } from '../../../kernel/tabular/comparable-text.ts'
import { readableRegisters } from '../../registers/read/titles.ts'
import { pathText, type Reading, type RecordFinder, type RecordPath } from '../exchange-rules.ts'
import { recordAmbiguous, recordUnknown } from './finding-text.ts'

/** A field may point to a record of any register: it references the spine. */
const anyRegister = 'record'

/** Finds records of a register that exist, by their title; creates none. Titles compare as answers do. */
export function findByTitle(register: string, scope: Reading): RecordFinder {
  const ids = new Map<string, Set<string>>()
  const asked = new Set<string>()
  const readable = readableRegisters(scope).filter((name) => register === anyRegister || name === register)
  const nameOf = (path: RecordPath) => path.at(-1)?.title ?? ''
  return {
    learn: async (paths) => {
      const names = [...new Set(paths.map(nameOf))].filter((name) => !asked.has(name))
      if (names.length === 0 || readable.length === 0) return
      for (const name of names) asked.add(name)
      const found = await scope.rows<{ id: string; title: string }>(sql`
        select id, title from app.record
        where register = any(${readable}) and not archived
          and lower(title) = any(${names.map((name) => name.toLowerCase())})`)
      for (const { id, title } of found) {
        const key = comparable(title)
        ids.set(key, (ids.get(key) ?? new Set()).add(id))
      }
    },
    find: (path) => {
      const [id, ...others] = ids.get(comparable(nameOf(path))) ?? []
      if (id === undefined) return recordUnknown(register, pathText(path))
      return others.length === 0 ? id : recordAmbiguous(register, pathText(path))
    },
    planned: () => [],
    create: async () => undefined,
  }
}
