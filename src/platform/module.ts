import type { Grants } from '../kernel/access/role.ts'
import type { RegisterCadences } from '../kernel/cadence/cadence-rule.ts'
import type { Job } from './jobs/job.ts'
import type { Handler } from './operations/handler.ts'
import type { Entry, RequirementSource, SharedTransaction } from './operations/scope.ts'
import type { PackReference } from './packs/pack-reference.ts'
import type { ServedRegister } from './registers/served-register.ts'
import type { FirstStep } from './work/first-step.ts'
import type { WorkSource } from './work/work-source.ts'

/** What a module does when another recorded an event: in the same transaction, before it is recorded. */
export type Reaction = (
  tx: SharedTransaction,
  entry: Entry<string>,
  /** What the operation answers. */
  result: unknown,
) => Promise<void>

/** A module's manifest: what it brings to the product, in one object. */
export interface Module {
  /** The folder name. */
  readonly name: string
  readonly registers: readonly ServedRegister[]
  /** Permissions beyond those its registers declare. */
  readonly grants: Grants
  /** Operations beyond those that follow from its registers. */
  readonly handlers: readonly Handler[]
  /** Modules whose commands and queries it may import; their contracts anyone may. No circles. */
  readonly uses: readonly string[]
  /** Reactions to events of other modules, by event: `{ 'ai-system.revised': markStale }`. */
  readonly on?: Readonly<Record<string, Reaction>>
  /** Reactions to events that follow from what all modules declare, such as what cadences look at. */
  readonly onAcrossModules?: (modules: readonly Module[]) => Readonly<Record<string, Reaction>>
  /** What has to be looked at again about its records, how often and by whom. */
  readonly cadences?: readonly RegisterCadences[]
  /** Says which requirements there are. One module does: the one that keeps packs. */
  readonly knownRequirements?: RequirementSource
  /** Where its records name items of packs, beyond fields that are declared to name requirements. */
  readonly packReferences?: readonly PackReference[]
  /** What happens because time passes. */
  readonly jobs?: readonly Job[]
  /** What waits for people beyond obligations and decisions on records, for My work. */
  readonly work?: readonly WorkSource[]
  /** What a new organization does first with it. */
  readonly beginning?: readonly FirstStep[]
  /** Operations that answer from what all modules declare, such as My work. */
  readonly acrossModules?: (modules: readonly Module[]) => readonly Handler[]
}

type Declared = Pick<Module, 'name'> & Partial<Module>

/** Declares a module: what it does not say, it does not bring. */
export const defineModule = (declared: Declared): Module => ({
  registers: [],
  grants: {},
  handlers: [],
  uses: [],
  ...declared,
})

/** Every handler of the modules: of their registers, their own, and those that answer across all modules. */
export const handlersOf = (modules: readonly Module[]): Handler[] =>
  modules.flatMap((module) => [
    ...module.registers.flatMap(({ handlers }) => handlers),
    ...module.handlers,
    ...(module.acrossModules?.(modules) ?? []),
  ])

/** All reactions to each event, in the order of the modules. */
export function reactionsOf(modules: readonly Module[]): ReadonlyMap<string, readonly Reaction[]> {
  const all = new Map<string, Reaction[]>()
  // Those across modules come last: they look at what the others made of the event.
  const declared = [...modules.map(({ on }) => on), ...modules.map((one) => one.onAcrossModules?.(modules))]
  for (const [event, reaction] of declared.flatMap((on) => Object.entries(on ?? {})))
    all.set(event, [...(all.get(event) ?? []), reaction])
  return all
}

/** The cadences of every register, by its name. */
export const cadencesOf = (modules: readonly Module[]): ReadonlyMap<string, RegisterCadences> =>
  new Map(modules.flatMap(({ cadences = [] }) => cadences.map((one) => [one.register, one])))

/** Where records name items of packs: in fields that are declared to hold URNs, and where modules say. */
export const packReferencesOf = (modules: readonly Module[]): PackReference[] =>
  modules.flatMap(({ registers, packReferences = [] }) => [
    ...registers.flatMap(({ register }) =>
      Object.entries(register.fields)
        .filter(([, { requirement }]) => requirement === 'urn')
        .map(([field]) => ({ register: register.name, field })),
    ),
    ...packReferences,
  ])

/** What says which requirements there are. Without a module that keeps packs, nothing may ask. */
export const requirementSourceOf = (modules: readonly Module[]): RequirementSource =>
  modules.find(({ knownRequirements }) => knownRequirements)?.knownRequirements ??
  (() => Promise.reject(new Error('No module says which requirements there are.')))

/** Everything that happens because time passes. */
export const jobsOf = (modules: readonly Module[]): Job[] => modules.flatMap(({ jobs = [] }) => jobs)

/** Everything the modules grant together. Two modules may not both say who holds a permission. */
export function grantsOf(modules: readonly Module[]): Grants {
  const all: Record<string, Grants[`${string}:${string}`]> = {}
  for (const module of modules)
    for (const grants of [module.grants, ...module.registers.map(({ register }) => register.grants)])
      for (const [permission, holders] of Object.entries(grants)) {
        if (all[permission]) throw new Error(`Permission ${permission} is granted in two places.`)
        all[permission] = holders as Grants[`${string}:${string}`]
      }
  return all as Grants
}
