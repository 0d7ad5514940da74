import type { Question } from '../../../kernel/pack/kind/classifier.ts'
import { aiRoles } from '../../ai-system/ai-system.ts'
import { type Answers, type RejectedAnswer, readAnswer } from './answer.ts'

export type AiRole = (typeof aiRoles)[number]

/** Version of the questions and of what follows from them; raise it when the same answers could give other roles. */
export const roleRuleVersion = '1.0.0'

const unsure = { id: 'unsure', label: 'Not known yet' }

/**
 * What the organization does for one AI system. The roles follow the ideas of ISO/IEC 22989 in our own words; clause
 * 4.1 of ISO/IEC 42001 asks which of them the organization holds.
 */
export const roleQuestions: readonly Question[] = [
  {
    id: 'builds',
    type: 'choices',
    text: 'What does the organization itself do to build this system?',
    article: 'ISO/IEC 42001, 4.1',
    help: 'Count what its own people do, and contractors who work under its direction.',
    options: [
      { id: 'design', label: 'Designs the system or its model' },
      { id: 'train', label: 'Trains or fine-tunes a model' },
      { id: 'implement', label: 'Writes or assembles its software' },
      { id: 'verify', label: 'Tests whether it meets its requirements' },
      { id: 'none', label: 'None of these' },
      unsure,
    ],
    exclusive_option: 'none',
  },
  {
    id: 'answers_for_build',
    type: 'choice',
    text: 'Does the organization answer for the system as a whole being designed, built, tested and put into service?',
    article: 'ISO/IEC 42001, 4.1',
    help: 'Also yes when contractors do all of the work and the organization decides.',
    options: [{ id: 'yes', label: 'Yes' }, { id: 'no', label: 'No' }, unsure],
  },
  {
    id: 'supplies',
    type: 'choice',
    text: 'Does the organization supply the system, or a product or service that contains it, to anyone outside?',
    article: 'ISO/IEC 42001, 4.1',
    help: 'To customers, partners or the public, paid or free. Another company of the same group is outside too.',
    options: [{ id: 'yes', label: 'Yes' }, { id: 'no', label: 'No' }, unsure],
  },
  {
    id: 'uses',
    type: 'choice',
    text: 'Does the organization use the system, or what it puts out, in work of its own?',
    article: 'ISO/IEC 42001, 4.1',
    help: 'Also yes when it is bought, comes inside another product, or serves one department only.',
    options: [{ id: 'yes', label: 'Yes' }, { id: 'no', label: 'No' }, unsure],
  },
  {
    id: 'contributes',
    type: 'choices',
    text: 'What does the organization do for the system of somebody else?',
    article: 'ISO/IEC 42001, 4.1',
    help: 'Work for a system that another organization answers for.',
    options: [
      { id: 'integrate', label: 'Integrates it for them' },
      { id: 'data', label: 'Supplies data for it' },
      { id: 'evaluate', label: 'Evaluates or audits it' },
      { id: 'none', label: 'None of these' },
      unsure,
    ],
    exclusive_option: 'none',
  },
]

/** Which answers give a role. `developer` is a part of producing; a producer need not develop with its own hands. */
const gives: readonly {
  readonly role: AiRole
  readonly question: string
  readonly options: readonly string[]
}[] = [
  { role: 'provider', question: 'supplies', options: ['yes'] },
  { role: 'producer', question: 'answers_for_build', options: ['yes'] },
  { role: 'developer', question: 'builds', options: ['design', 'train', 'implement', 'verify'] },
  { role: 'user', question: 'uses', options: ['yes'] },
  { role: 'partner', question: 'contributes', options: ['integrate', 'data', 'evaluate'] },
]

export interface DeterminedRoles {
  readonly ai_roles: AiRole[]
  /** Which question each role comes from. */
  readonly reasons: { role: AiRole; question: string }[]
  /** Unanswered, or answered that it is not known yet. */
  readonly missing_questions: string[]
  readonly rejected_answers: RejectedAnswer[]
}

/** The organization's ISO roles for a system. Unknown is never no: an open question leaves the result incomplete. */
export function determineRoles(answers: Answers): DeterminedRoles {
  const missing: string[] = []
  const rejected: RejectedAnswer[] = []
  const chosen = new Map<string, readonly string[]>()
  for (const question of roleQuestions) {
    const given = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined
    const read =
      given === null || given === undefined ? { state: 'unknown' as const } : readAnswer(question, given)
    if (typeof read === 'string') rejected.push({ question_id: question.id, reason: read })
    const values = typeof read === 'string' || read.state !== 'known' ? [] : [read.value].flat().map(String)
    if (values.length === 0 || values.includes('unsure')) missing.push(question.id)
    chosen.set(question.id, values)
  }
  const reasons = gives
    .filter(({ question, options }) => options.some((option) => chosen.get(question)?.includes(option)))
    .map(({ role, question }) => ({ role, question }))
  return {
    ai_roles: aiRoles.filter((role) => reasons.some((reason) => reason.role === role)),
    reasons,
    missing_questions: missing,
    rejected_answers: rejected,
  }
}
