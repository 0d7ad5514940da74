import { listFields } from '../../../kernel/register/filter.ts'
import { aiSystem } from '../ai-system.ts'

export type SystemRecord = Readonly<Record<string, unknown>> & {
  readonly id: string
  readonly version: number
  readonly name: string
}

/** Fields a person may take from either record. State and owner stay those of the kept record. */
export const comparedFields: readonly string[] = Object.entries(aiSystem.fields)
  .filter(([, field]) => !field.computed)
  .map(([name]) => name)

const sameValue = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** The fields in which records do not all agree. */
export const differingFields = (records: readonly SystemRecord[]): string[] =>
  comparedFields.filter((name) => records.some((one) => !sameValue(one[name], records[0]?.[name])))

/** For each field, the record whose value is taken; fields that are absent keep the kept record's value. */
export type Taken = Readonly<Record<string, string>>

const isUnknown = (value: unknown): boolean => value === null || value === undefined || value === ''

/** A first proposal: what the kept record leaves unknown is taken from the first record that knows it. */
export function proposed(records: readonly SystemRecord[], keep: string): Taken {
  const kept = records.find(({ id }) => id === keep)
  return Object.fromEntries(
    differingFields(records).flatMap((name) => {
      if (!kept || !isUnknown(kept[name])) return []
      const knows = records.find((one) => !isUnknown(one[name]))
      return knows ? [[name, knows.id]] : []
    }),
  )
}

/** The values that the kept record gets. */
export function takenValues(
  records: readonly SystemRecord[],
  keep: string,
  taken: Taken,
): Record<string, unknown> {
  const kept = records.find(({ id }) => id === keep)
  return Object.fromEntries(
    Object.entries(taken).flatMap(([name, id]) => {
      const source = records.find((one) => one.id === id)
      return source && id !== keep && !sameValue(source[name], kept?.[name])
        ? [[name, source[name] ?? null]]
        : []
    }),
  )
}

export const declaredField = (name: string) => listFields(aiSystem)[name]
