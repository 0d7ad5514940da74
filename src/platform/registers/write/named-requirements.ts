import { OperationError } from '../../../kernel/contract/error.ts'
import type { Field } from '../../../kernel/register/field.ts'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import type { RuleScope } from '../../operations/scope.ts'
import type { RegisterTables } from '../read/source.ts'

type Values = Readonly<Record<string, unknown>>
type Naming = readonly [field: string, by: 'urn' | 'number']

/** Fields in which callers name requirements, and by what. Computed fields are left out: the server sets them. */
const namingFields = (register: AnyRegister): Naming[] =>
  Object.entries<Field>(register.fields).flatMap(([name, { requirement, computed }]) =>
    requirement && !computed ? [[name, requirement] as const] : [],
  )

/** The names that a field holds, as a list; a text field holds one. */
const namesIn = (values: Values | null, field: string): readonly string[] =>
  [(values?.[field] ?? []) as string | readonly string[]].flat()

const refused = (field: string, message: string) =>
  new OperationError('invalid-input', `Nothing was changed. ${field}: ${message}.`, {
    issues: [{ path: field, message }],
  })

/**
 * Makes the check of a register's fields that name requirements; undefined for a register without such fields. A
 * record keeps what it named before, even when a later version of the pack has left it out.
 * @throws invalid-input (from the check) for a requirement that no pack in use holds, or that is named twice
 */
export function requirementCheck(register: AnyRegister) {
  const fields = namingFields(register)
  if (fields.length === 0) return undefined
  return async (scope: RuleScope<RegisterTables>, after: Values, before: Values | null): Promise<void> => {
    for (const [field, by] of fields) {
      const names = namesIn(after, field)
      if (new Set(names).size < names.length) throw refused(field, 'names the same requirement twice')
      const held = new Set(namesIn(before, field))
      const added = names.filter((name) => !held.has(name))
      if (added.length === 0) continue
      const known = await scope.knownRequirements(scope)
      const unknown = added.find((name) => !known[by].has(name))
      if (unknown !== undefined) throw refused(field, `no pack in use holds the requirement ${unknown}`)
    }
  }
}
