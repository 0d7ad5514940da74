import { type Condition, factsOf } from '../../../kernel/condition/condition.ts'
import { evaluate } from '../../../kernel/condition/evaluate.ts'
import {
  type Fact,
  type Facts,
  type FactValue,
  unknownFact,
  unsetFact,
} from '../../../kernel/condition/fact.ts'
import type {
  ClassifierContent,
  DeriveRule,
  LawDate,
  Obligation,
  Question,
} from '../../../kernel/pack/kind/classifier.ts'
import type { Confidence } from '../../../kernel/pack/manifest.ts'
import type { Pack } from '../../../kernel/pack/pack.ts'
import { type Answers, type RejectedAnswer, readAnswer } from './answer.ts'

export type { Answers, RejectedAnswer } from './answer.ts'

/** Version of the evaluation itself; it rises when the same pack and answers could give another result. */
export const engineVersion = 1

export interface ClassifiedObligation {
  id: string
  roles: string[]
  article: string
  title: string
  /** From when it applies, YYYY-MM-DD. */
  date: string
  date_key: string
  confidence: Confidence
  /** An earlier date that another reading of the law gives. */
  earliest_reading?: string
  record_types: string[]
  requirement_ids: string[]
}

/** Why a person with legal authority must sign, and which obligations gave the reason if any did. */
export interface SignOffReason {
  id: string
  reason: string
  obligation_ids: string[]
}

/** A rule that held, what it wrote, and the facts that were enough for it to hold. */
export interface AppliedRule {
  rule_id: string
  set: Record<string, string | boolean>
  decided_by: string[]
}

/** What the law says about one AI system, given the answers. While it is incomplete there is no tier. */
export interface Classification {
  state: 'complete' | 'incomplete'
  missing_questions: string[]
  asked_questions: string[]
  rejected_answers: RejectedAnswer[]
  tier: string | null
  routes: string[]
  /** Facts known in the end: answers that were asked for, and what the rules derived from them. */
  facts: Record<string, FactValue>
  /** The rules that held, in order; none while it is incomplete. */
  applied_rules: AppliedRule[]
  obligations: ClassifiedObligation[]
  needs_legal_sign_off: SignOffReason[]
  rule_version: string
  engine_version: number
  law_state_date: string | null
}

/**
 * Classifies one AI system under a law.
 *
 * Questions are asked in order; one whose `ask_if` is false is skipped, and its stored answer does not count. A stop
 * rule that holds ends the questionnaire: what comes after is not asked. An asked question without a valid answer
 * makes the result incomplete, never a default. Rules then derive facts from top to bottom until one stops, and
 * obligations follow. Throws when the content of the pack leaves a complete questionnaire without a result.
 */
export function classify(pack: Pack<'regulation'>, answers: Answers): Classification {
  const { content, manifest } = pack
  const interview = conduct(content, answers)
  const version = {
    rule_version: manifest.version,
    engine_version: engineVersion,
    law_state_date: manifest.law_state_date ?? null,
  }
  const questions = {
    missing_questions: interview.missing.map((question) => question.id),
    asked_questions: interview.asked.map((question) => question.id),
    rejected_answers: interview.rejected,
  }
  if (interview.missing.length > 0) {
    return {
      state: 'incomplete',
      ...questions,
      tier: null,
      routes: [],
      facts: knownFacts(interview.facts),
      applied_rules: [],
      obligations: [],
      needs_legal_sign_off: signOffs(content, (name) => interview.facts.get(name) ?? unknownFact, []),
      ...version,
    }
  }
  const { facts, applied } = derive(content, interview.facts)
  const lookup: Facts = (name) => facts.get(name) ?? unsetFact
  const tier = tierOf(content, lookup)
  const obligations = obligationsOf(content, tier, lookup)
  return {
    state: 'complete',
    ...questions,
    tier: tier.id,
    routes: listOf(lookup('routes')),
    facts: knownFacts(facts),
    applied_rules: applied,
    obligations,
    needs_legal_sign_off: signOffs(content, lookup, obligations),
    ...version,
  }
}

/** The questions that are asked given these answers, in order, answered or not. */
export function askedQuestions(pack: Pack<'regulation'>, answers: Answers): Question[] {
  return conduct(pack.content, answers).asked
}

/** The questions to put next: those to be asked now that have no valid answer, in order. */
export function nextQuestions(pack: Pack<'regulation'>, answers: Answers): Question[] {
  return conduct(pack.content, answers).missing
}

interface Interview {
  asked: Question[]
  missing: Question[]
  rejected: RejectedAnswer[]
  facts: Map<string, Fact>
}

function conduct(content: ClassifierContent, answers: Answers): Interview {
  const interview: Interview = { asked: [], missing: [], rejected: [], facts: new Map() }
  const { asked, missing, rejected, facts } = interview
  const lookup: Facts = (name) => facts.get(name) ?? unknownFact
  let stopped = false
  for (const question of content.questions) {
    const ask = stopped ? 'false' : question.ask_if ? evaluate(question.ask_if, lookup).truth : 'true'
    if (ask !== 'true') {
      // Whether to ask may still depend on an earlier answer that is missing; until then nothing is known.
      facts.set(question.id, ask === 'false' ? unsetFact : unknownFact)
    } else {
      asked.push(question)
      const given = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined
      const read = given === null || given === undefined ? unknownFact : readAnswer(question, given)
      if (typeof read === 'string') rejected.push({ question_id: question.id, reason: read })
      const fact = typeof read === 'string' ? unknownFact : read
      if (fact.state === 'unknown') missing.push(question)
      facts.set(question.id, fact)
    }
    stopped ||= stopRulesDecidedBy(question, content).some((rule) => holds(rule.when, lookup))
  }
  return interview
}

/** The stop rules for which this question is the last they look at. */
function stopRulesDecidedBy(question: Question, content: ClassifierContent): DeriveRule[] {
  return content.derive_rules.filter((rule) => {
    if (!rule.stop) return false
    const looked = factsOf(rule.when)
    return content.questions.findLast((candidate) => looked.includes(candidate.id)) === question
  })
}

function derive(
  content: ClassifierContent,
  answered: ReadonlyMap<string, Fact>,
): { facts: Map<string, Fact>; applied: AppliedRule[] } {
  const facts = new Map(answered)
  const applied: AppliedRule[] = []
  const lookup: Facts = (name) => facts.get(name) ?? unsetFact
  for (const rule of content.derive_rules) {
    const { truth, decided_by } = evaluate(rule.when, lookup)
    if (truth !== 'true') continue
    applied.push({ rule_id: rule.id, set: { ...rule.set }, decided_by })
    for (const [name, value] of Object.entries(rule.add ?? {})) {
      facts.set(name, { state: 'known', value: [...new Set([...listOf(lookup(name)), value])] })
    }
    for (const [name, value] of Object.entries(rule.set)) {
      facts.set(name, { state: 'known', value: settle(content, name, lookup(name), value) })
    }
    if (rule.stop) break
  }
  return { facts, applied }
}

/** The later rule wins, except for dates: of several routes the earliest date counts. */
function settle(
  content: ClassifierContent,
  name: string,
  earlier: Fact,
  value: string | boolean,
): string | boolean {
  const type = content.derived_facts.find((fact) => fact.id === name)?.type
  if (type !== 'date_key' || earlier.state !== 'known') return value
  const [before, now] = [String(earlier.value), String(value)]
  return lawDate(content, before).from <= lawDate(content, now).from ? before : now
}

function tierOf(content: ClassifierContent, lookup: Facts): ClassifierContent['tiers'][number] {
  const fact = lookup('tier')
  const tier = content.tiers.find((candidate) => fact.state === 'known' && candidate.id === fact.value)
  if (!tier || tier.intermediate)
    throw new Error('The rules of the pack end without a tier. Correct the pack.')
  return tier
}

function obligationsOf(
  content: ClassifierContent,
  tier: ClassifierContent['tiers'][number],
  lookup: Facts,
): ClassifiedObligation[] {
  if (tier.obligations === 'none') return []
  const permitted = tier.obligations === 'all' ? null : tier.obligations
  return content.obligations
    .filter((obligation) => (permitted?.includes(obligation.id) ?? true) && holds(obligation.when, lookup))
    .map((obligation) => classified(obligation, dateOf(content, obligation, lookup)))
}

function classified(obligation: Obligation, date: LawDate): ClassifiedObligation {
  const { id, roles, article, title, record_types, requirement_ids } = obligation
  return {
    id,
    roles,
    article,
    title,
    date: date.from,
    date_key: date.id,
    confidence: date.confidence,
    ...(date.earliest_reading === undefined ? {} : { earliest_reading: date.earliest_reading }),
    record_types,
    requirement_ids,
  }
}

function dateOf(content: ClassifierContent, obligation: Obligation, lookup: Facts): LawDate {
  if (obligation.date_key !== undefined) return lawDate(content, obligation.date_key)
  const fact = lookup(obligation.date_fact ?? '')
  if (fact.state !== 'known')
    throw new Error(`The obligation "${obligation.id}" has no date. Correct the pack.`)
  return lawDate(content, String(fact.value))
}

function lawDate(content: ClassifierContent, key: string): LawDate {
  const date = content.law_dates.find((candidate) => candidate.id === key)
  if (!date) throw new Error(`The date "${key}" does not exist. Correct the pack.`)
  return date
}

function signOffs(
  content: ClassifierContent,
  lookup: Facts,
  obligations: readonly ClassifiedObligation[],
): SignOffReason[] {
  return content.legal_sign_offs.flatMap(({ id, reason, when, date_confidence }) => {
    const doubtful = obligations.filter((obligation) => obligation.confidence === date_confidence)
    const needed = when ? holds(when, lookup) : doubtful.length > 0
    return needed ? [{ id, reason, obligation_ids: doubtful.map((obligation) => obligation.id) }] : []
  })
}

function holds(condition: Condition, lookup: Facts): boolean {
  return evaluate(condition, lookup).truth === 'true'
}

function listOf(fact: Fact): string[] {
  return fact.state === 'known' && typeof fact.value === 'object' ? [...fact.value] : []
}

function knownFacts(facts: ReadonlyMap<string, Fact>): Record<string, FactValue> {
  return Object.fromEntries(
    [...facts].flatMap(([name, fact]) => (fact.state === 'known' ? [[name, fact.value]] : [])),
  )
}
