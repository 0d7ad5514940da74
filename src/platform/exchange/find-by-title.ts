import { sql } from 'kysely'
import { comparable } from '../../kernel/tabular/comparable-text.ts'
import { pathText, type Reading, type RecordFinder } from './exchange-rules.ts'
import { recordAmbiguous, recordUnknown } from './finding-text.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Finds records of a register that exist, by their title or id; creates none. Titles compare as answers do. */
export function findByTitle(register: string, scope: Reading): RecordFinder {
  const ids = new Map<string, string[]>()
  const asked = new Set<string>()
  const nameOf = (path: Parameters<RecordFinder['find']>[0]) => path.at(-1)?.title ?? ''
  return {
    learn: async (paths) => {
      const names = [...new Set(paths.map(nameOf))].filter((name) => !asked.has(name))
      if (names.length === 0 || scope.reachOf(`${register}:read`) !== 'all') return
      for (const name of names) asked.add(name)
      const found = await scope.rows<{ id: string; title: string }>(sql`
        select id, title from app.record
        where register = ${register} and not archived
          and (lower(title) = any(${names.map((name) => name.toLowerCase())}) or id = any(${names.filter((name) => uuid.test(name))}::uuid[]))`)
      for (const { id, title } of found)
        for (const key of [id, comparable(title)]) ids.set(key, [...new Set([...(ids.get(key) ?? []), id])])
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
