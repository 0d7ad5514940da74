import { messages } from '../messages/en.ts'

/** What the words about a conflict need of it: the page and every export say the same. */
export interface TellableConflict {
  readonly row_id: string
  readonly truth: 'true' | 'unknown'
  readonly reason: string
  /** Some of the facts, each with the AI system it is about; null: about the organization. */
  readonly facts: readonly { readonly ai_system_name: string | null }[]
  readonly facts_count: number
  readonly open: boolean
}

const systemsShown = 3

/** What a conflict is about, as words: AI systems by name, the rest counted, or the organization. */
export function systemsIn({ facts, facts_count }: Pick<TellableConflict, 'facts' | 'facts_count'>): string {
  const names = [
    ...new Set(facts.map((fact) => fact.ai_system_name ?? messages['soa.conflict.organization'])),
  ]
  const shown = names.slice(0, systemsShown)
  const more = Math.max(names.length - shown.length, facts_count - facts.length)
  const words = [
    shown.join(', '),
    ...(more > 0 ? [messages['soa.conflict.more'].replace('{count}', String(more))] : []),
  ].join(' ')
  return messages['soa.conflict.about'].replace('{names}', words)
}

/** What speaks, or may yet speak, against leaving the control out. */
export const conflictReason = ({ truth, reason }: Pick<TellableConflict, 'truth' | 'reason'>): string =>
  truth === 'true' ? reason : `${messages['soa.conflict.short.unknown']}.`

/** A conflict in one line: why, and because of which AI systems. */
export const conflictWords = (conflict: TellableConflict): string =>
  [messages['soa.conflict.open'], conflictReason(conflict), systemsIn(conflict)].filter(Boolean).join(' ')
