import type { QueryClient } from '@tanstack/react-query'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { takenBackTo } from '../../../kernel/register/taken-back.ts'
import { queryClient } from '../../app/query-client.ts'
import { callStandard } from '../../client/call.ts'
import { detailOf, Problem } from '../../client/problem.ts'
import { passing } from '../../client/request.ts'
import { t } from '../../messages/message.ts'
import { inSentence, labelOf, stateOf } from '../../messages/words.ts'
import { notify } from '../../ui/overlay/toast.tsx'
import type { WholeRecord } from '../row.ts'
import { merging } from './conflict.ts'
import { patchRecord, settle } from './patch.ts'
import { takingBack } from './take-back.ts'

type Values = Readonly<Record<string, unknown>>
/** A record as far as the page that edits it knows it. */
type Base = Values & { readonly id: string; readonly version: number }

/** The versions between which a person's own last edit moved a record. */
interface Step {
  readonly from: number
  readonly to: number
}

/** Edits of one record are sent one after the other, so that quick ones do not conflict with themselves. */
const lines = new Map<string, Promise<Step | null>>()

/** The last step of each record: a page may show the version before it until it has read again. */
const latest = new Map<string, Step>()

/** Whether an edit of this person's own is on its way: its answer will show the record as it is then. */
export const isUnderWay = (id: string): boolean => lines.has(id)

const pick = (row: Values, fields: readonly string[]): Values =>
  Object.fromEntries(fields.map((field) => [field, row[field] ?? null]))

async function inTurn(id: string, send: (before: Step | null) => Promise<Step | null>): Promise<void> {
  const turn = (lines.get(id) ?? Promise.resolve(latest.get(id) ?? null)).then(send)
  lines.set(id, turn)
  const step = await turn
  if (step) latest.set(id, step)
  if (lines.get(id) === turn) lines.delete(id)
}

/** The version to send: the one that was seen, moved on by the person's own edit just before. */
const basedOn = (row: Base, before: Step | null): number =>
  before !== null && row.version >= before.from && row.version < before.to ? before.to : row.version

async function askToMerge(
  client: QueryClient,
  register: AnyRegister,
  base: Base,
  mine: Values,
): Promise<void> {
  const { record } = await callStandard(register, 'get', { id: base.id })
  const theirs = record as WholeRecord
  patchRecord(client, register.name, base.id, theirs)
  settle(client, register.name, base.id)
  merging.ask({ register, base, mine, theirs })
}

const namesOf = (register: AnyRegister, changes: Values): string =>
  Object.keys(changes)
    .map((field) => labelOf(register, field))
    .join(', ')

/**
 * Changes fields of a record. The change shows at once; then it is sent, can be undone, and is taken back
 * with a reason when the server refuses. A change of an outdated version opens the merge view.
 */
export function revise(
  register: AnyRegister,
  base: Base,
  changes: Values,
  options: { readonly undoing?: 'edit.undone' | 'edit.undone_only'; readonly knowingly?: boolean } = {},
): Promise<void> {
  const falls = takenBackTo(register, base, changes)
  if (falls !== undefined && !options.knowingly) {
    takingBack.ask({ register, base, changes, to: falls })
    return Promise.resolve()
  }
  const client = queryClient
  const before = pick(base, Object.keys(changes))
  patchRecord(client, register.name, base.id, changes)
  return inTurn(base.id, async (step) => {
    const version = basedOn(base, step)
    try {
      const input = { id: base.id, expected_version: version, changes }
      const saved = (await callStandard(register, 'revise', input as never)) as WholeRecord
      patchRecord(client, register.name, base.id, saved)
      settle(client, register.name, base.id)
      const name = namesOf(register, changes)
      const state = inSentence(stateOf(register.name, saved.state))
      const back = base.state !== undefined && saved.state !== base.state
      if (options.undoing) notify({ text: t(options.undoing, { name, state }) })
      else
        notify({
          text: t(back ? 'edit.taken_back' : 'edit.saved', { name, state }),
          action: {
            label: t('edit.undo'),
            // The value comes back; an approval is given by a person only.
            run: () =>
              void revise(register, saved, before, { undoing: back ? 'edit.undone_only' : 'edit.undone' }),
          },
        })
      return { from: base.version, to: saved.version }
    } catch (error) {
      patchRecord(client, register.name, base.id, before)
      if (error instanceof Problem && error.kind === 'version-conflict') {
        await askToMerge(client, register, base, changes).catch(report(register, base, changes))
        return null
      }
      report(register, base, changes)(error)
      return null
    }
  })
}

const report = (register: AnyRegister, base: Base, changes: Values) => (error: unknown) => {
  const issue = error instanceof Problem ? error.issues[0]?.message : undefined
  const name = namesOf(register, changes)
  notify({
    text: t('edit.failed', { name, detail: issue ?? detailOf(error) }),
    tone: 'critical',
    ...(passing(error)
      ? { action: { label: t('error.retry'), run: () => void revise(register, base, changes) } }
      : {}),
  })
}
