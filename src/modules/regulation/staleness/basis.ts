import { z } from 'zod'
import type { RecordOf } from '../../../kernel/register/register.ts'
import { aiSystem } from '../../ai-system/ai-system.ts'
import type { DeterminationKind } from '../determination.ts'

type AiSystem = RecordOf<typeof aiSystem>

/** The AI system as it was when the answers were given: its version, and every field that makes results stale. */
export const basisSchema = z.object({ system_version: z.int(), fields: z.record(z.string(), z.json()) })
export type Basis = z.infer<typeof basisSchema>

export interface FieldChange {
  field: string
  before: z.infer<ReturnType<typeof z.json>>
  after: z.infer<ReturnType<typeof z.json>>
}

const significant = Object.entries(aiSystem.fields)
  .filter(([, field]) => field.significant)
  .map(([name]) => name as keyof typeof aiSystem.fields)

/**
 * The basis of answers about a system. The ISO roles are the result of one kind and a fact for the other: what a role
 * determination found is held against the system once it is approved (`withRoles`).
 */
export function basisOf(kind: DeterminationKind, system: AiSystem): Basis {
  const names = kind === 'iso_roles' ? significant.filter((name) => name !== 'ai_roles') : significant
  return {
    system_version: system.version,
    fields: Object.fromEntries(names.map((name) => [name, system[name] ?? null])),
  }
}

/** The basis of a role determination once its result is recorded on the system. */
export const withRoles = (basis: Basis, system: Pick<AiSystem, 'version' | 'ai_roles'>): Basis => ({
  system_version: system.version,
  fields: { ...basis.fields, ai_roles: system.ai_roles ?? null },
})

/** Lists hold codes without order. */
const comparable = (value: unknown): string =>
  JSON.stringify(Array.isArray(value) ? value.map(String).sort() : (value ?? null))

/** The significant fields that differ from the basis, with both values. */
export function fieldChanges(basis: Basis, system: AiSystem): FieldChange[] {
  return Object.entries(basis.fields).flatMap(([field, before]) => {
    const after = system[field as keyof typeof aiSystem.fields] ?? null
    return comparable(before) === comparable(after) ? [] : [{ field, before, after }]
  })
}
