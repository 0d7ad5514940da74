import type { CadenceTrigger, RegisterCadences } from '../../../kernel/cadence/cadence-rule.ts'
import { handlersOf, type Module, type Reaction } from '../../../platform/module.ts'
import type { Entry, SharedTransaction } from '../../../platform/operations/scope.ts'
import { recordsWritten } from '../../../platform/registers/write/written.ts'
import { bringForward, followOwners, keepCadences, subjectsAsked } from './keep-cadences.ts'
import { readSubject, textIn } from './subject.ts'

/** Events of a register that leave its records as they are. */
const beside = new Set(['commented', 'linked', 'unlinked'])
/** What is taken back changes records of any register, and says so under its own name. */
const undone = 'trail.undone'

/** Every event of the modules' contracts. */
const eventsOf = (modules: readonly Module[]): string[] => [
  ...new Set(handlersOf(modules).flatMap(({ operation }) => operation.events)),
]

/** A new record is in its first state: unless a cadence looks at it there, its creation concerns none. */
function concerns(modules: readonly Module[], { register, rules }: RegisterCadences, event: string): boolean {
  const [subject, what = ''] = event.split('.')
  if (subject !== register || beside.has(what)) return false
  const initial = modules.flatMap(({ registers }) => registers).find((one) => one.register.name === register)
    ?.register.lifecycle.initial
  return what !== 'created' || rules.some(({ begins_in }) => begins_in.includes(initial ?? ''))
}

const keep =
  ({ register, rules }: RegisterCadences): Reaction =>
  async (tx, entry) => {
    const written = await recordsWritten(tx, register)
    if (written.length === 0) return
    const asked = await subjectsAsked(tx, written)
    await followOwners(tx, [...asked])
    const begins = new Set(rules.flatMap(({ begins_in }) => begins_in))
    for (const { id, state } of written)
      if (begins.has(state) || asked.has(id)) await keepCadences(tx, id, entry.event)
  }

interface Brought {
  readonly register: string
  readonly cadence_id: string
  readonly trigger: CadenceTrigger
}

const broughtForwardBy = (cadences: readonly RegisterCadences[], event: string): Brought[] =>
  cadences.flatMap(({ register, rules }) =>
    rules.flatMap(({ cadence_id, triggers = [] }) =>
      triggers.flatMap((trigger) => (trigger.event === event ? [{ register, cadence_id, trigger }] : [])),
    ),
  )

/** Whose turns an event brings forward: those whom its record names, or those whom it wrote. */
async function broughtBy(tx: SharedTransaction, entry: Entry<string>, one: Brought): Promise<string[]> {
  const { subject } = one.trigger
  if (subject === undefined) return (await recordsWritten(tx, one.register)).map(({ id }) => id)
  const named = entry.record_id ? textIn(await readSubject(tx, entry.record_id), subject) : null
  return named ? [named] : []
}

const bring =
  (wanted: readonly Brought[]): Reaction =>
  async (tx, entry) => {
    for (const one of wanted)
      for (const id of await broughtBy(tx, entry, one))
        await bringForward(tx, id, one.cadence_id, one.trigger.because)
  }

/**
 * What cadences do about the events of every module: whatever touches a record that one looks at makes its duties what
 * they must be now; a trigger brings a turn forward.
 */
export function cadenceReactions(modules: readonly Module[]): Readonly<Record<string, Reaction>> {
  const cadences = modules.flatMap((one) => one.cadences ?? [])
  const reactions: Record<string, Reaction> = {}
  for (const event of eventsOf(modules)) {
    const parts: Reaction[] = cadences
      .filter((one) => event === undone || one.events.includes(event) || concerns(modules, one, event))
      .map(keep)
    const brought = broughtForwardBy(cadences, event)
    if (brought.length > 0) parts.push(bring(brought))
    if (parts.length > 0)
      reactions[event] = async (tx: SharedTransaction, entry, result) => {
        for (const part of parts) await part(tx, entry, result)
      }
  }
  return reactions
}
