import { type Lifecycle, transitionsFrom } from '../../../src/kernel/lifecycle/lifecycle.ts'
import type { Field } from '../../../src/kernel/register/field.ts'
import type { AnyRegister } from '../../../src/kernel/register/register.ts'
import { modules } from '../../../src/modules/index.ts'
import type { Actor } from '../../../src/platform/operations/scope.ts'
import type { TestProduct } from '../organization.ts'
import { recordMakers, recordSamples } from './record-samples.ts'

const registers = new Map(
  modules.flatMap((module) => module.registers.map(({ register }) => [register.name, register] as const)),
)

const requirementSamples = { urn: 'urn:plumbline:iso-42001:2023:control:A.5.2', number: 'A.5.2' } as const

const sampleValue = (field: Field, unique: string): unknown => {
  switch (field.kind) {
    case 'text':
    case 'long_text':
      return `Sample ${unique}`
    case 'choice':
      return field.values[0]
    case 'choices':
      return field.values.slice(0, 1)
    case 'boolean':
      return true
    case 'integer':
      return field.min
    case 'date':
      return '2026-01-31'
    case 'list':
      return [field.requirement ? requirementSamples[field.requirement] : 'Sample']
    case 'person':
    case 'record':
      return undefined
  }
}

/** A fresh record, or the actor, for every reference that a register requires. */
async function requiredReferences(
  product: TestProduct,
  register: AnyRegister,
  actor: Actor,
): Promise<Record<string, string>> {
  const references: Record<string, string> = {}
  for (const [key, field] of Object.entries(register.fields)) {
    if (!field.required) continue
    if (field.kind === 'person') references[key] = actor.person_id
    if (field.kind !== 'record') continue
    const target = registers.get(field.register)
    if (!target) throw new Error(`${register.name}.${key} points to ${field.register}, which is no register.`)
    references[key] = (await makeSample(product, target, actor)).id
  }
  return references
}

/**
 * Values that create a record of any register, each time different: every field and required reference,
 * then what the register's rules ask for.
 */
export const sampleValues = async (
  product: TestProduct,
  register: AnyRegister,
  actor: Actor,
): Promise<Record<string, unknown>> => ({
  ...(await requiredReferences(product, register, actor)),
  ...Object.fromEntries(
    Object.entries(register.fields)
      .filter(([, field]) => !field.computed)
      .map(([key, field]) => [key, sampleValue(field, product.sources.newId().slice(-8))] as const)
      .filter(([, value]) => value !== undefined),
  ),
  ...(await recordSamples[register.name]?.(product, actor)),
})

export interface Sample {
  readonly id: string
  readonly version: number
}

/** A fresh record of a register. */
export const makeSample = async (
  product: TestProduct,
  register: AnyRegister,
  actor: Actor,
): Promise<Sample> =>
  recordMakers[register.name]?.(product, actor) ??
  product.run<Sample>(`${register.name}.create`, actor, await sampleValues(product, register, actor))

/** The shortest way along a lifecycle to a state from which a transition leaves. */
function wayTo(machine: Lifecycle, verb: string): string[] {
  const goal = machine.transitions[verb]?.from ?? []
  const ways: { state: string; taken: string[] }[] = [{ state: machine.initial, taken: [] }]
  const seen = new Set<string>()
  for (const { state, taken } of ways) {
    if (goal.includes(state)) return taken
    seen.add(state)
    for (const [next, transition] of transitionsFrom(machine, state))
      if (!seen.has(transition.to)) ways.push({ state: transition.to, taken: [...taken, next] })
  }
  throw new Error(`No way leads to a state that ${verb} leaves.`)
}

/** A record in a state from which the transition may be taken. */
async function sampleBefore(
  product: TestProduct,
  register: AnyRegister,
  verb: string,
  actor: Actor,
  other: Actor,
): Promise<Sample> {
  let sample = await makeSample(product, register, actor)
  for (const step of wayTo(register.lifecycle, verb)) {
    const by = register.lifecycle.transitions[step]?.separate ? other : actor
    sample = await product.run<Sample>(`${register.name}.${step}`, by, {
      id: sample.id,
      expected_version: sample.version,
      reason: 'Sample',
    })
  }
  return sample
}

/**
 * Input that a standard operation accepts, for a record that exists.
 * @returns undefined for verbs that are not standard: those bring a sample of their own.
 */
export async function standardInput(
  product: TestProduct,
  register: AnyRegister,
  verb: string,
  actor: Actor,
  /** Decides where the author may not. */
  other: Actor,
): Promise<Record<string, unknown> | undefined> {
  const sample = () => makeSample(product, register, actor)
  const versioned = ({ id, version }: Sample) => ({ id, expected_version: version })
  switch (verb) {
    case 'list':
    case 'summary':
    case 'places':
      return {}
    case 'create':
      return sampleValues(product, register, actor)
    case 'get':
    case 'history':
    case 'obstacles':
    case 'comments':
    case 'links':
      return { id: (await sample()).id }
    case 'comment':
      return { id: (await sample()).id, body: 'Sample' }
    case 'revise':
      return { ...versioned(await sample()), changes: { [register.title]: 'Changed' } }
    case 'archive':
      return versioned(await sample())
    case 'restore': {
      const archived = await product.run<Sample>(`${register.name}.archive`, actor, versioned(await sample()))
      return versioned(archived)
    }
    case 'preview-bulk':
    case 'bulk':
      return { selection: { ids: [(await sample()).id] }, changes: { [register.title]: 'Changed' } }
    case 'link':
      return { id: (await sample()).id, to_id: (await sample()).id, relation: 'relates_to' }
    case 'unlink': {
      const id = (await sample()).id
      const target = (await sample()).id
      const made = await product.run<{ link_id: string }>(`${register.name}.link`, actor, {
        id,
        to_id: target,
        relation: 'relates_to',
      })
      return { id, link_id: made.link_id }
    }
    default:
      return verb in register.lifecycle.transitions
        ? { ...versioned(await sampleBefore(product, register, verb, actor, other)), reason: 'Sample' }
        : undefined
  }
}
