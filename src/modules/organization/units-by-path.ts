import { comparable } from '../../kernel/tabular/comparable-text.ts'
import type { CellProblem } from '../../kernel/tabular/finding.ts'
import {
  type PathLevel,
  pathText,
  type RecordFinder,
  type RecordPath,
} from '../../platform/exchange/exchange-rules.ts'
import {
  recordAmbiguous,
  recordNotCreatable,
  valueNotAllowed,
} from '../../platform/exchange/row/finding-text.ts'
import { type SharedScope, tablesIn } from '../../platform/operations/scope.ts'
import { insertRecords, type NewRecord } from '../../platform/registers/write/write-many.ts'
import { organizationUnit } from './organization-unit.ts'
import type { OrganizationTables } from './tables.ts'

const { name: register, fields } = organizationUnit

/** Siblings by their comparable name; several ids: the name is ambiguous. */
const place = (parent: string | null, title: string): string => `${parent ?? ''}/${comparable(title)}`

/** What is wrong with a unit that would be created from this level. */
function problemOf({ title, attributes }: PathLevel): CellProblem | undefined {
  if (title.length > fields.name.max)
    return valueNotAllowed('name', `longer than ${fields.name.max} characters`)
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'short_name' && value.length <= fields.short_name.max) continue
    if (name === 'kind' && fields.kind.values.includes(value)) continue
    return valueNotAllowed(name, `a unit cannot be given "${value}"`)
  }
  return undefined
}

/**
 * Finds organization units by the path of names that leads to them, such as department > office, and plans those
 * that are missing; levels may give `short_name` and `kind` to new units. Units that exist are left as they are.
 * `create` inserts what was planned, in the caller's transaction.
 */
export function unitsByPath(scope: SharedScope): RecordFinder {
  const units = new Map<string, string[]>()
  const walked = new Map<string, string | CellProblem>()
  const planned: { register: string; path: string[] }[] = []
  const mayCreate = scope.reachOf(`${register}:write`) === 'all'
  let missing: NewRecord[] = []
  let learned = false

  const remember = (key: string, id: string) => units.set(key, [...(units.get(key) ?? []), id])

  function walk(path: RecordPath): string | CellProblem {
    let parent: string | null = null
    for (const [depth, level] of path.entries()) {
      const key = place(parent, level.title)
      const [known, ...others] = units.get(key) ?? []
      if (others.length > 0) return recordAmbiguous(register, pathText(path))
      if (known !== undefined) {
        parent = known
        continue
      }
      const problem = mayCreate ? problemOf(level) : recordNotCreatable(register, pathText(path))
      if (problem) return problem
      const id = scope.sources.newId()
      missing.push({ id, values: { name: level.title, parent_id: parent, ...level.attributes } })
      planned.push({ register, path: path.slice(0, depth + 1).map(({ title }) => title) })
      remember(key, id)
      parent = id
    }
    return parent ?? recordNotCreatable(register, '')
  }

  /** Many rows name the same unit: each path is walked once. */
  function find(path: RecordPath): string | CellProblem {
    const text = JSON.stringify(path)
    const known = walked.get(text)
    if (known !== undefined) return known
    const found = walk(path)
    walked.set(text, found)
    return found
  }

  return {
    learn: async () => {
      if (learned) return
      learned = true
      const rows = await tablesIn<OrganizationTables>(scope)
        .selectFrom('app.organization_unit')
        .select(['id', 'name', 'parent_id'])
        .where('archived_at', 'is', null)
        .execute()
      for (const { id, name, parent_id } of rows) remember(place(parent_id, name), id)
    },
    find,
    planned: () => planned,
    create: async (tx) => {
      const now = missing
      missing = []
      await insertRecords(organizationUnit, tx, now)
    },
  }
}
