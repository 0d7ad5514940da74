import type { DeterminationKind } from '../determination.ts'
import type { Outcome } from '../question/outcome.ts'
import type { SignOffReason } from './sign-off.ts'

/** What a decision is about, as its statement names it. */
export interface Decided {
  readonly kind: DeterminationKind
  readonly title: string
  readonly version: number
  readonly system_version: number | null
  readonly rationale: string | null
  readonly outcome: Outcome
  readonly supersedes: boolean
}

const found = ({ kind, outcome }: Decided): string => {
  if (kind === 'iso_roles') return `ISO roles of the organization: ${outcome.ai_roles.join(', ')}.`
  const routes = outcome.routes.length > 0 ? ` Routes: ${outcome.routes.join(', ')}.` : ''
  const duties = `${outcome.obligations.length} ${outcome.obligations.length === 1 ? 'duty follows' : 'duties follow'}.`
  return `Class: ${outcome.tier_title ?? 'open'} (${outcome.tier_reached_by ?? ''}).${routes} ${duties}`
}

const grounds = (one: Decided): string =>
  [
    `It rests on version ${one.system_version ?? 'unknown'} of the AI system`,
    `rules ${one.outcome.rule_version}`,
    ...(one.outcome.law_state_date ? [`the law as of ${one.outcome.law_state_date}`] : []),
  ].join(', ')

const asked = (reasons: readonly SignOffReason[]): string[] =>
  reasons.length === 0
    ? []
    : [`My sign-off answers each of these: ${reasons.map(({ reason }) => reason).join(' ')}`]

/** What approving means, in full; signed word for word. */
export const approvalStatement = (one: Decided, reasons: readonly SignOffReason[]): string =>
  [
    `I approve the determination "${one.title}" at version ${one.version}.`,
    found(one),
    `${grounds(one)}.`,
    ...(one.rationale ? [`Rationale: ${one.rationale}`] : []),
    ...asked(reasons),
    ...(one.supersedes ? ['It supersedes the earlier determination, which is kept.'] : []),
  ].join('\n')

/** What rejecting a use means, in full; signed word for word. */
export const rejectionStatement = (one: Decided, reasons: readonly SignOffReason[]): string =>
  [
    `I reject the use that the determination "${one.title}" at version ${one.version} describes: it is a banned practice.`,
    found(one),
    `${grounds(one)}.`,
    'The AI system must not be placed on the market, put into service or used in this way. No risk acceptance is possible.',
    ...asked(reasons),
  ].join('\n')
