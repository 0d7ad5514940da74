import type { ComponentType } from 'react'
import { webModules } from '../../../modules/web.ts'
import { fetchedAbove } from '../../app/fetched-part.tsx'
import { loadedRegister } from '../../app/registers.ts'
import type { WorkActProps } from '../../app/web-module.ts'
import type { Session } from '../../client/session.ts'
import type { WorkItem } from './work-item.ts'

/** An act of a module, with its dialog fetched when it is first used. */
interface LoadableAct {
  readonly permission: string
  readonly page: string | undefined
  readonly Act: ComponentType<WorkActProps>
}

const acts = new Map<string, LoadableAct>(
  webModules.flatMap(({ work = [] }) =>
    work.map(({ operation, permission, page, load }) => [
      operation,
      { permission, page, Act: fetchedAbove(async () => (await load()).Act) },
    ]),
  ),
)

/** The verb of an operation on a record: `approve` of `ai-system.approve`. */
export const verbIn = (operation: string): string => operation.slice(operation.lastIndexOf('.') + 1)

/** How an operation is carried out from its row: by stating an outcome, by a plain transition, or by a module's own act. */
export type Way = 'complete' | 'transition' | LoadableAct

/** @returns undefined when the person may not do it, or only on the record's own page. */
export function wayOf(session: Session, item: WorkItem, operation: string): Way | undefined {
  if (operation === 'obligation.complete') return 'complete'
  const act = acts.get(operation)
  if (act) return session.permissions[act.permission] === undefined ? undefined : act
  const { subject } = item
  if (subject?.id !== item.id) return undefined
  const machine = loadedRegister(subject.register)?.lifecycle
  return machine?.transitions[verbIn(operation)] && operation.startsWith(`${subject.register}.`)
    ? 'transition'
    : undefined
}

/** The page of what an item is about where that is no record, such as the Statement of Applicability. */
export const pageBeyondRecords = ({ operations }: WorkItem): string | undefined =>
  operations.map((operation) => acts.get(operation)?.page).find((page) => page !== undefined)

/** The operations that can be carried out from the row itself, most likely first. */
export const inPlace = (session: Session, item: WorkItem): readonly string[] =>
  item.operations.filter((operation) => wayOf(session, item, operation) !== undefined)
